"""The link as a QR code: as a picture for the wall, and as block characters for the terminal."""

from __future__ import annotations

from io import BytesIO

import segno

_QUIET = 2
"""Light modules around the code on the terminal: its own margin does the rest."""
_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""Two rows in a line, by whether the upper and the lower module is dark. Terminals are mostly dark: light is drawn."""


def qr_svg(link: str) -> bytes:
    """Return the QR code of *link* as SVG, dark on white also where the page is dark."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="svg", scale=8, border=4, light="#fff", nl=False)
    return picture.getvalue()


def qr_lines(link: str) -> list[str]:
    """Return the QR code of *link* as lines of block characters."""
    rows = [[bool(one) for one in row] for row in segno.make(link, micro=False).matrix_iter(border=_QUIET)]
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_BLOCKS[module] for module in zip(upper, lower, strict=True)) for upper, lower in pairs]

"""How wide a text is in a picture, and where its lines break: no font is at hand when a picture is made.

The widths are the larger of Liberation Sans (as wide as Arial) and DejaVu Sans, measured in Chromium and rounded up to
a twentieth of the size: whoever has none of the fonts that a picture asks for still sees no text over another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from innoguide.rendering.markdown import clean_line

_BY_WIDTH = {
    0.3: "'IijlÌÍÎÏìíîïĨĩĪīĬĭĮįİıĵĺļł",
    0.35: " ,./:;\\|¦·ŀ‘’‚\u00a0\u202f",
    0.4: "()-[]ftľţťŧſ‹›",
    0.45: "!r¡²³¹ŕŗř",
    0.5: '"*J`¨ª°´¸ºĴ',
    0.55: "cszçćĉċčśŝşšźżž“”„",
    0.6: "?L_kvxy§¯ýÿĳķĸĹĻĽĿŁŷ–•",
    0.65: "$0123456789FTabdeghnopqu{}¢£¤¥«µ¶»¿ßàáâãäåèéêëðñòóôõöøùúûüþāăąďđēĕėęěĝğġģĥńņňŋōŏőŢŤŦũūŭůűų€",
    0.7: "ABEKPSVXYZÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚħĶŚŜŞŠŶŸŹŻŽ",
    0.75: "CNRUÇÑÙÚÛÜĆĈĊČĲŃŅŇŊŔŖŘŨŪŬŮŰŲ",
    0.8: "&DGHOQÐÒÓÔÕÖØĎĐĜĞĠĢĤŌŎŐ△◆◇",
    0.85: "#+<=>^w~¬±×÷ŉŵ↑↓≤≥≠−✓✗",
    0.9: "M☐☑☒●○",
    0.95: "Ħ■□",
    1.0: "%Wm©®¼½¾ÆæŴ—…™→←▲",
    1.05: "@œ",
}
_WIDTHS = {sign: width for width, signs in _BY_WIDTH.items() for sign in signs}
_UNKNOWN = 1.4  # emoji and signs of other scripts
_BOLD = 1.18
_PARTS = re.compile(r"[^ -]+-?|-+|[ ]+")


@lru_cache(maxsize=20_000)
def _width(text: str) -> float:
    return sum(_WIDTHS.get(sign, _UNKNOWN) for sign in text)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide *text* is at most, in the unit of *size*."""
    return _width(text) * size * (_BOLD if bold else 1)


def lines_of(text: str, *, width: float, size: float, bold: bool = False, most: int = 0) -> list[str]:
    """Return *text* on lines no wider than *width*; an empty text gives no line.

    A word that is too long for a line is broken with a hyphen. With *most*, what is beyond that many lines is left out
    and an ellipsis says so: only for texts that stand whole in the list beneath the picture.
    """
    room = width / (size * (_BOLD if bold else 1))
    lines = [""]
    for part in _PARTS.findall(clean_line(text)):
        if _width(lines[-1] + part.rstrip()) <= room:
            lines[-1] += part
            continue
        lines[-1] = lines[-1].rstrip()
        if not part.strip():
            continue
        *whole, rest = _broken(part, room)
        lines += [*whole, rest]
    lines = [line.rstrip() for line in lines if line.strip()]
    if most and len(lines) > most:
        return [*lines[: most - 1], _ended(lines[most - 1], room)]
    return lines


def _broken(word: str, room: float) -> list[str]:
    """Return *word* in parts that fit; each but the last ends with a hyphen."""
    parts = []
    while _width(word) > room and len(word) > 2:
        at = max(next((n for n in range(len(word), 1, -1) if _width(word[:n] + "-") <= room), 1), 1)
        parts.append(word[:at] + "-")
        word = word[at:]
    return [*parts, word]


def _ended(line: str, room: float) -> str:
    """Return *line* with an ellipsis behind it, shortened until both fit."""
    while line and _width(line + "…") > room:
        line = line[:-1]
    return line.rstrip(" ,;:–-") + "…"

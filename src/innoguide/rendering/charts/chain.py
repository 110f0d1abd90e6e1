"""The chain of evidence for one solution: a card for each link from top to bottom, dashed where a link is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.cards import PADDING, Piece, card_height, draw_card
from innoguide.rendering.charts.drawing import MARGIN, SMALL, WIDTH, Drawing, text_height

MOST = 4
"""More texts in a link than this are left to the list."""

_NAMES = 190.0
_LEFT = MARGIN + _NAMES + 20
_EACH = WIDTH - MARGIN - _LEFT
_ARROW = 34.0


@dataclass(frozen=True)
class Link:
    """A link: what it is called, its texts, what is said of texts left out, and *missing*: what lacks, in words."""

    name: str
    texts: tuple[str, ...] = ()
    more: str = ""
    missing: str = ""
    strong: bool = False


def draw_chain(*, title: str, description: str, links: Sequence[Link], lang: str) -> Drawing:
    """Return the links with an arrow from each to the next."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    for at, one in enumerate(links):
        if at:
            drawing.arrow((_LEFT + 40, y), (_LEFT + 40, y + _ARROW))
            y += _ARROW
        y = _draw_link(drawing, y, one)
    drawing.height = y + MARGIN
    return drawing


def _draw_link(drawing: Drawing, y: float, link: Link) -> float:
    pieces = _pieces(link)
    named = text_height(link.name, width=_NAMES, size=SMALL, bold=True)
    height = max(card_height(pieces, _EACH), named + 2 * PADDING)
    drawing.write(MARGIN, y + PADDING + 2, link.name, size=SMALL, width=_NAMES, bold=True)
    return draw_card(drawing, _LEFT, y, pieces, width=_EACH, height=height, look=_look(link))


def _look(link: Link) -> str:
    if link.missing:
        return "card-faint"
    return "card-strong" if link.strong else "card"


def _pieces(link: Link) -> list[Piece]:
    if link.missing:
        return [Piece(link.missing, size=SMALL, look="muted")]
    texts = [Piece(one, bold=link.strong, most=4, above=14, ruled=True) for one in link.texts[:MOST]]
    if texts:
        texts[0] = Piece(link.texts[0], bold=link.strong, most=4)
    more = [Piece(link.more, size=SMALL, look="muted", above=10)] if link.more else []
    return [*texts, *more]

"""Cards: boxes with texts in them, as high as their texts need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import TEXT, Drawing, text_height

PADDING = 14.0


@dataclass(frozen=True)
class Piece:
    """One text of a card: how large it is, how many lines it may take, and how far it stands from what is above."""

    text: str
    size: float = TEXT
    bold: bool = False
    look: str = "text"
    most: int = 0
    above: float = 6
    ruled: bool = False


def card_height(pieces: Sequence[Piece], width: float) -> float:
    """Return how high a card of that width must be."""
    return 2 * PADDING + sum(_height(one, width) + (one.above if at else 0) for at, one in enumerate(pieces))


def _height(piece: Piece, width: float) -> float:
    room = width - 2 * PADDING
    return text_height(piece.text, width=room, size=piece.size, bold=piece.bold, most=piece.most)


def draw_card(
    drawing: Drawing,
    x: float,
    y: float,
    pieces: Sequence[Piece],
    *,
    width: float,
    height: float = 0,
    look: str = "card",
) -> float:
    """Draw a card as high as its texts, or *height* if that is more; return where it ends."""
    high = max(card_height(pieces, width), height)
    drawing.box(x, y, width, high, look=look)
    top = y + PADDING
    for at, one in enumerate(pieces):
        top += one.above if at else 0
        if one.ruled:
            line = top - one.above / 2
            drawing.line([(x + PADDING, line), (x + width - PADDING, line)], look="grid")
        room = width - 2 * PADDING
        top += drawing.write(
            x + PADDING, top, one.text, size=one.size, width=room, most=one.most, bold=one.bold, look=one.look
        )
    return y + high


def lowest(ends: Sequence[float]) -> int:
    """Return the column that ends highest up, the first of several: where the next card goes."""
    return min(range(len(ends)), key=lambda at: (round(ends[at], 1), at))

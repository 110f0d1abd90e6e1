"""The empathy map: what a group says, thinks, does and feels, and what hurts and helps, in six boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.cards import Piece, card_height, draw_card
from innoguide.rendering.charts.drawing import MARGIN, SMALL, WIDTH, Drawing

MOST = 40
"""More texts in a box than this are left to the list."""

_GAP = 18.0
_EACH = (WIDTH - 2 * MARGIN - _GAP) / 2
_TEXT_LINES = 5


@dataclass(frozen=True)
class Note:
    """A text in a box. *mark* says in words that it is only assumed; empty when it rests on something."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Box:
    """One of the boxes: its name, its notes, and the words for an empty one and for notes that are left out."""

    name: str
    notes: tuple[Note, ...]
    empty: str
    more: str = ""


def draw_empathy_map(*, title: str, description: str, boxes: Sequence[Box], lang: str) -> Drawing:
    """Return the boxes two in a row, each row as high as its highest box."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    for start in range(0, len(boxes), 2):
        row = [_pieces(one) for one in boxes[start : start + 2]]
        height = max(card_height(one, _EACH) for one in row)
        for at, pieces in enumerate(row):
            draw_card(drawing, MARGIN + at * (_EACH + _GAP), y, pieces, width=_EACH, height=height)
        y += height + _GAP
    drawing.height = y - (_GAP if boxes else 0) + MARGIN
    return drawing


def _pieces(box: Box) -> list[Piece]:
    heading = Piece(box.name, bold=True)
    if not box.notes:
        return [heading, Piece(box.empty, size=SMALL, look="muted", above=10)]
    notes = [
        Piece(f"{one.text} ({one.mark})" if one.mark else one.text, size=SMALL, most=_TEXT_LINES, above=15, ruled=True)
        for one in box.notes[:MOST]
    ]
    more = [Piece(box.more, size=SMALL, look="muted", above=15, ruled=True)] if len(box.notes) > MOST else []
    return [heading, *notes, *more]

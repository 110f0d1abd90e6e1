"""Where each of several groups is: a row a group, a column a step, and in each cell the state in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import MARGIN, SMALL, WIDTH, Drawing, text_height

_NAMES = 180.0
_LEFT = MARGIN + _NAMES + 12
_GAP = 6.0
_LOOKS = {"closed": ("mark", "on-dark"), "under_way": ("mark-3", "text"), "not_started": ("card-faint", "muted")}


@dataclass(frozen=True)
class Cell:
    """A group's *state* in a step, and what that is called; both empty where it has no such step."""

    state: str
    word: str


@dataclass(frozen=True)
class GridRow:
    """A group with its cells, in the order of the columns."""

    name: str
    cells: Sequence[Cell]


def draw_progress_grid(
    *, title: str, description: str, columns: Sequence[str], rows: Sequence[GridRow], lang: str
) -> Drawing:
    """Return the grid, in the order of the rows."""
    drawing = Drawing(title, description, lang)
    wide = (WIDTH - MARGIN - _LEFT) / max(len(columns), 1)
    y = drawing.heading()
    heads = [
        drawing.write(_at(wide, at), y, text, size=SMALL, width=wide - _GAP, bold=True)
        for at, text in enumerate(columns)
    ]
    y += max(heads, default=0.0) + 10
    for row in rows:
        y = _draw_row(drawing, y, row, wide) + _GAP
    drawing.height = y + MARGIN - _GAP
    return drawing


def _at(wide: float, column: int) -> float:
    return _LEFT + column * wide


def _draw_row(drawing: Drawing, y: float, row: GridRow, wide: float) -> float:
    room = wide - _GAP - 8
    words = [text_height(one.word, width=room, size=SMALL) for one in row.cells]
    named = text_height(row.name, width=_NAMES, size=SMALL)
    height = max([named, *words]) + 12
    drawing.write(MARGIN, y + (height - named) / 2, row.name, size=SMALL, width=_NAMES)
    for at, (one, high) in enumerate(zip(row.cells, words, strict=True)):
        if one.state:
            box, text = _LOOKS.get(one.state, ("card", "text"))
            drawing.box(_at(wide, at), y, wide - _GAP, height, look=box, corner=3)
            middle = _at(wide, at) + (wide - _GAP) / 2
            drawing.write(middle, y + (height - high) / 2, one.word, size=SMALL, width=room, anchor="middle", look=text)
    return y + height

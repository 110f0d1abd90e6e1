"""The legend of a picture whose points are only numbered: number and text, in columns beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, WIDTH, Drawing, text_height, text_width

_GAP = 32.0
_BETWEEN = 6.0


@dataclass(frozen=True)
class Entry:
    """One line of the legend: the *mark* that stands in the picture, and what it means."""

    mark: str
    text: str
    bold: bool = False


def draw_legend(drawing: Drawing, y: float, entries: Sequence[Entry], *, columns: int = 2, most: int = 4) -> float:
    """Write *entries* from *y* down, column by column; return where the lowest one ends.

    *most* is how many lines a text may take.
    """
    marks = max((text_width(one.mark, size=SMALL, bold=True) for one in entries), default=0.0)
    each = (WIDTH - 2 * MARGIN - (columns - 1) * _GAP) / columns
    room = each - marks - 10
    heights = [_height(one, room, most) for one in entries]
    bottom = y
    for number, column in enumerate(_columns(heights, columns)):
        x, top = MARGIN + number * (each + _GAP), y
        for at in column:
            drawing.write(x + marks, top, entries[at].mark, size=SMALL, bold=True, anchor="end")
            drawing.write(
                x + marks + 10, top, entries[at].text, size=SMALL, width=room, most=most, bold=entries[at].bold
            )
            top += heights[at]
        bottom = max(bottom, top)
    return bottom


def _height(entry: Entry, room: float, most: int) -> float:
    text = text_height(entry.text, width=room, size=SMALL, most=most, bold=entry.bold)
    return max(text, SMALL * LINE_HEIGHT) + _BETWEEN


def _columns(heights: Sequence[float], columns: int) -> list[list[int]]:
    """Return which entries stand in each column: in order, about equally high."""
    wanted = sum(heights) / columns
    found: list[list[int]] = [[] for _ in range(columns)]
    filled = 0.0
    for at, height in enumerate(heights):
        found[min(int((filled + height / 2) / wanted), columns - 1)].append(at)
        filled += height
    return found

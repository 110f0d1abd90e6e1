"""Votes: a group of bars for each proposal, one bar a criterion, with the dots written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import (
    LINE_HEIGHT,
    MARGIN,
    SMALL,
    TEXT,
    WIDTH,
    Drawing,
    text_height,
)

MOST = 12
"""More proposals than this are left to the table: a picture is to be read at a glance, on one page."""

_LABELS = 430.0
_BARS = MARGIN + _LABELS + 62
_BAR = 22.0
_STEP = 28.0
_LOOKS = ("mark", "mark-3", "mark-4", "mark-2")


@dataclass(frozen=True)
class Bars:
    """A proposal: its title, and its dots by each criterion."""

    title: str
    dots: tuple[int, ...]
    chosen: bool = False


@dataclass(frozen=True)
class VoteWords:
    """The words of the picture: what stands beside a chosen proposal, and what is said of those not drawn."""

    chosen: str = ""
    more: str = ""


def draw_votes(
    *, title: str, description: str, criteria: Sequence[str], bars: Sequence[Bars], words: VoteWords, lang: str
) -> Drawing:
    """Return the bars of the first proposals; of what comes after them *words* says where it stands."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    y = _draw_key(drawing, y, criteria) if len(criteria) > 1 else y
    shown = bars[:MOST]
    most = max((number for one in shown for number in one.dots), default=0) or 1
    for one in shown:
        y = _draw_bars(drawing, y, one, most, words)
    if len(bars) > MOST:
        y += drawing.write(MARGIN, y + 10, words.more, size=SMALL, width=WIDTH - 2 * MARGIN, look="muted") + 10
    drawing.height = y + MARGIN
    return drawing


def letter(number: int) -> str:
    """Return A, B, C …: what tells the criterion at its bar."""
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _draw_key(drawing: Drawing, y: float, criteria: Sequence[str]) -> float:
    """Write which letter and fill is which criterion, two in a row; return where it ends."""
    half = (WIDTH - 2 * MARGIN) / 2
    for start in range(0, len(criteria), 2):
        heights = [LINE_HEIGHT * SMALL]
        for at, text in enumerate(criteria[start : start + 2], start=start):
            x = MARGIN + (at - start) * half
            drawing.box(x, y, 34, _BAR, look=_LOOKS[at % len(_LOOKS)], corner=2)
            drawing.write(x + 44, y + 1, letter(at), size=SMALL, bold=True)
            heights.append(drawing.write(x + 68, y + 1, text, size=SMALL, width=half - 84))
        y += max(heights) + 8
    return y + 6


def _draw_bars(drawing: Drawing, y: float, one: Bars, most: int, words: VoteWords) -> float:
    """Draw one proposal; return where the next may begin."""
    drawing.line([(MARGIN, y), (WIDTH - MARGIN, y)], look="grid")
    top = y + 12
    left = text_height(one.title, width=_LABELS, most=4)
    left += SMALL * LINE_HEIGHT if one.chosen else 0
    height = max(left, len(one.dots) * _STEP)
    text = top + (height - left) / 2
    text += drawing.write(MARGIN, text, one.title, width=_LABELS, most=4)
    if one.chosen:
        drawing.write(MARGIN, text, f"✓ {words.chosen}", size=SMALL, bold=True)
    bar = top + (height - len(one.dots) * _STEP) / 2 + (_STEP - _BAR) / 2
    room = WIDTH - MARGIN - _BARS - 56
    for at, number in enumerate(one.dots):
        if len(one.dots) > 1:
            drawing.write(_BARS - 14, bar + 1, letter(at), size=SMALL, bold=True, anchor="end")
        length = room * number / most
        if number:
            drawing.box(_BARS, bar, length, _BAR, look=_LOOKS[at % len(_LOOKS)], corner=2)
        drawing.write(_BARS + length + 10, bar, str(number), size=TEXT)
        bar += _STEP
    drawing.line([(_BARS, top), (_BARS, top + height)])
    return top + height + 12

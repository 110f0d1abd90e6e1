"""Capacity before and after: a row for each statement, with the median of each time and the spread of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, WIDTH, Drawing, text_height, text_width
from innoguide.rendering.charts.text import lines_of

_LABELS = 440.0
_NUMBERS = 150.0
_LEFT = MARGIN + _LABELS + 50
_RIGHT = WIDTH - MARGIN - _NUMBERS - 30
_LOW, _HIGH = 1, 5


@dataclass(frozen=True)
class Answered:
    """How a statement was answered one time: how many did, the median, and between what the middle half lies."""

    answers: int
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Statement:
    """A statement and its answers; None where there are none, or too few to show. *said* is written at the right."""

    text: str
    before: Answered | None
    after: Answered | None
    said: str


@dataclass(frozen=True)
class CapacityWords:
    """The words of the picture: the two times, the line, the ends of the scale, the last column, what is hidden."""

    before: str
    after: str
    spread: str
    low: str
    high: str
    answers: str
    hidden: str


def draw_capacity(
    *, title: str, description: str, statements: Sequence[Statement], words: CapacityWords, lang: str
) -> Drawing:
    """Return a dot plot, in the order of the statements."""
    drawing = Drawing(title, description, lang)
    y = _draw_key(drawing, drawing.heading(), words)
    y = _draw_scale(drawing, y, words)
    top = y
    bottom = top + sum(_height(one) for one in statements)
    for value in range(_LOW, _HIGH + 1):
        drawing.line([(_at(value), top), (_at(value), bottom)], look="grid")
    for one in statements:
        _draw_statement(drawing, y, one, words)
        y += _height(one)
        drawing.line([(MARGIN, y), (WIDTH - MARGIN, y)], look="grid")
    drawing.height = bottom + MARGIN
    return drawing


def _at(value: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (value - _LOW) / (_HIGH - _LOW)


def _draw_key(drawing: Drawing, y: float, words: CapacityWords) -> float:
    """Write what the signs mean, wrapped when they do not fit; return where the key ends."""
    x = MARGIN
    for at, text in enumerate((words.before, words.after, words.spread)):
        lines = lines_of(text, width=WIDTH - 2 * MARGIN - 46, size=SMALL)
        wide = 46 + max((text_width(line, size=SMALL) for line in lines), default=0) + 30
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + SMALL * LINE_HEIGHT + 8
        if at == 2:
            drawing.line([(x, y + 11), (x + 36, y + 11)])
        else:
            drawing.circle(x + 18, y + 11, 9, look="mark" if at else "mark-4")
        high = drawing.write(x + 46, y, text, size=SMALL, width=WIDTH - 2 * MARGIN - 46)
        if at == 2:
            y += high
        x += wide
    return y + 14


def _draw_scale(drawing: Drawing, y: float, words: CapacityWords) -> float:
    half = (_RIGHT - _LEFT) / 2 - 8
    low = drawing.write(_LEFT - 14, y, words.low, size=SMALL, width=half, most=3, look="muted")
    high = drawing.write(_RIGHT + 14, y, words.high, size=SMALL, width=half, most=3, anchor="end", look="muted")
    y += max(low, high) + 2
    for value in range(_LOW, _HIGH + 1):
        drawing.write(_at(value), y, str(value), size=SMALL, anchor="middle", bold=True)
    drawing.write(WIDTH - MARGIN, y, words.answers, size=SMALL, anchor="end", bold=True, width=_NUMBERS, most=1)
    return y + SMALL * LINE_HEIGHT + 6


def _height(one: Statement) -> float:
    said = text_height(one.said, width=_NUMBERS, size=SMALL, most=3)
    return max(text_height(one.text, width=_LABELS, most=4), said, 30.0) + 22


def _draw_statement(drawing: Drawing, y: float, one: Statement, words: CapacityWords) -> None:
    middle = y + _height(one) / 2
    high = text_height(one.text, width=_LABELS, most=4)
    drawing.write(MARGIN, middle - high / 2, one.text, width=_LABELS, most=4)
    said = text_height(one.said, width=_NUMBERS, size=SMALL, most=3)
    drawing.write(WIDTH - MARGIN, middle - said / 2, one.said, size=SMALL, width=_NUMBERS, most=3, anchor="end")
    if one.before is None and one.after is None:
        hidden = text_height(words.hidden, width=_RIGHT - _LEFT, size=SMALL, most=2)
        center = (_LEFT + _RIGHT) / 2
        drawing.write(
            center, middle - hidden / 2, words.hidden, size=SMALL, width=_RIGHT - _LEFT, most=2, anchor="middle",
            look="muted",
        )  # fmt: skip
    apart = 10 if one.before and one.after else 0
    for answered, at, look in ((one.before, middle - apart, "mark-4"), (one.after, middle + apart, "mark")):
        if answered:
            drawing.line([(_at(answered.low), at), (_at(answered.high), at)])
            drawing.circle(_at(answered.median), at, 9, look=look)

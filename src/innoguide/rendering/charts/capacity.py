"""Capacity in up to three rounds: a row for each statement, with the median of each round and the spread of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, WIDTH, Drawing, text_height, text_width
from innoguide.rendering.charts.text import lines_of

_LABELS = 440.0
_SAID = 150.0
_LEFT = MARGIN + _LABELS + 50
_RIGHT = WIDTH - MARGIN - _SAID - 30
_LOW, _HIGH = 1, 5
_RADIUS = 9.0
_APART = 24.0  # between the rounds of a statement


@dataclass(frozen=True)
class Answered:
    """How a statement was answered in a round: the median, and between what the middle half lies."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Statement:
    """A statement and its *rounds*; None where there are no answers, or too few to show. *said* stands at the right."""

    text: str
    rounds: tuple[Answered | None, ...]
    said: str


@dataclass(frozen=True)
class CapacityWords:
    """The words of the picture: the rounds, the line, the ends of the scale, the last column, what is hidden.

    *rounds* are their names by sign: an empty circle, a filled one, a filled diamond. An empty name leaves one out.
    """

    rounds: tuple[str, ...]
    spread: str
    low: str
    high: str
    said: str
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


def _draw_sign(drawing: Drawing, number: int, x: float, y: float) -> None:
    """Draw the sign of a round: their shapes and fills differ, so that no colour is needed."""
    if number < 2:
        drawing.circle(x, y, _RADIUS, look="mark" if number else "mark-4")
        return
    far = _RADIUS + 2
    drawing.line([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], look="mark-2", closed=True)


def _draw_key(drawing: Drawing, y: float, words: CapacityWords) -> float:
    """Write what the signs mean, wrapped when they do not fit; return where the key ends."""
    x, high = MARGIN, 0.0
    named = [(number, text) for number, text in enumerate(words.rounds) if text]
    for number, text in (*named, (-1, words.spread)):
        lines = lines_of(text, width=WIDTH - 2 * MARGIN - 46, size=SMALL)
        wide = 46 + max((text_width(line, size=SMALL) for line in lines), default=0) + 30
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + high + 8
        if number < 0:
            drawing.line([(x, y + 11), (x + 36, y + 11)])
        else:
            _draw_sign(drawing, number, x + 18, y + 11)
        high = drawing.write(x + 46, y, text, size=SMALL, width=WIDTH - 2 * MARGIN - 46)
        x += wide
    return y + max(high, SMALL * LINE_HEIGHT) + 14


def _draw_scale(drawing: Drawing, y: float, words: CapacityWords) -> float:
    half = (_RIGHT - _LEFT) / 2 - 8
    low = drawing.write(_LEFT - 14, y, words.low, size=SMALL, width=half, most=3, look="muted")
    high = drawing.write(_RIGHT + 14, y, words.high, size=SMALL, width=half, most=3, anchor="end", look="muted")
    y += max(low, high) + 2
    for value in range(_LOW, _HIGH + 1):
        drawing.write(_at(value), y, str(value), size=SMALL, anchor="middle", bold=True)
    drawing.write(WIDTH - MARGIN, y, words.said, size=SMALL, anchor="end", bold=True, width=_SAID, most=1)
    return y + SMALL * LINE_HEIGHT + 6


def _shown(one: Statement) -> list[tuple[int, Answered]]:
    return [(number, answered) for number, answered in enumerate(one.rounds) if answered is not None]


def _height(one: Statement) -> float:
    said = text_height(one.said, width=_SAID, size=SMALL, most=3)
    rounds = 10 + _APART * len(_shown(one))
    return max(text_height(one.text, width=_LABELS, most=4), said, rounds, 30.0) + 22


def _draw_statement(drawing: Drawing, y: float, one: Statement, words: CapacityWords) -> None:
    middle = y + _height(one) / 2
    high = text_height(one.text, width=_LABELS, most=4)
    drawing.write(MARGIN, middle - high / 2, one.text, width=_LABELS, most=4)
    said = text_height(one.said, width=_SAID, size=SMALL, most=3)
    drawing.write(WIDTH - MARGIN, middle - said / 2, one.said, size=SMALL, width=_SAID, most=3, anchor="end")
    shown = _shown(one)
    if not shown:
        _write_hidden(drawing, middle, words.hidden)
    for row, (number, answered) in enumerate(shown):
        at = middle + _APART * (row - (len(shown) - 1) / 2)
        drawing.line([(_at(answered.low), at), (_at(answered.high), at)])
        _draw_sign(drawing, number, _at(answered.median), at)


def _write_hidden(drawing: Drawing, middle: float, text: str) -> None:
    wide, center = _RIGHT - _LEFT, (_LEFT + _RIGHT) / 2
    high = text_height(text, width=wide, size=SMALL, most=2)
    drawing.write(center, middle - high / 2, text, size=SMALL, width=wide, most=2, anchor="middle", look="muted")

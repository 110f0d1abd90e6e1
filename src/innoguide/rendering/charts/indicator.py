"""An indicator from baseline to target: on a line of numbers where there are numbers, and always in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, TEXT, WIDTH, Drawing, text_height
from innoguide.rendering.markdown import number as written

_GAP = 44.0
_PADDING = 14.0
_LEFT, _RIGHT = MARGIN + 20, WIDTH - MARGIN - 20
_TICKS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Stage:
    """Where it began, how it stands or where it should go: the name, the day, the value as the group wrote it.

    *number* is the value as a number, where all of them are of the same sort. A stage that is *missing* says so.
    """

    name: str
    when: str
    value: str
    number: float | None = None
    missing: bool = False


def draw_indicator(
    *, title: str, description: str, what: str, stages: Sequence[Stage], between: Sequence[float], unit: str, lang: str
) -> Drawing:
    """Return the indicator: *stages* are baseline, latest and target; *between* the other measurements as numbers."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    if what:
        y += drawing.write(MARGIN, y - 4, what, width=WIDTH - 2 * MARGIN, most=4, look="muted") + 8
    numbers = [one.number for one in stages if one.number is not None]
    if len(numbers) > 1:
        y = _draw_line(drawing, y, stages, between, unit)
    drawing.height = _draw_cards(drawing, y, stages) + MARGIN
    return drawing


def _draw_line(drawing: Drawing, y: float, stages: Sequence[Stage], between: Sequence[float], unit: str) -> float:
    """Draw the line of numbers with what has been measured on it; return where it ends."""
    axis = _Axis.around([*between, *(one.number for one in stages if one.number is not None)])
    line = y + 44
    drawing.line([(_LEFT, line), (_RIGHT, line)])
    for value in axis.ticks():
        x = axis.at(value)
        drawing.line([(x, line), (x, line + 8)])
        drawing.write(x, line + 14, written(value, lang=drawing.lang), size=SMALL, anchor="middle")
    places = [None if one.number is None else axis.at(one.number) for one in stages]
    began, latest, _target = places
    if began is not None and latest is not None and abs(began - latest) > 2 * _GAP:
        toward = 1 if latest > began else -1
        drawing.line([(began, line), (latest - 20 * toward, line)], look="curve")
        drawing.arrow((latest - 26 * toward, line), (latest - 12 * toward, line))
    for value in between:
        drawing.circle(axis.at(value), line, 5, look="mark-3")
    for at in (2, 0, 1):
        place = places[at]
        if place is not None:
            _draw_sign(drawing, place, line, at)
    bottom = line + 14 + SMALL * LINE_HEIGHT
    return bottom + drawing.write(_RIGHT, bottom, unit, size=SMALL, anchor="end", width=500, most=2, look="muted") + 14


def _draw_sign(drawing: Drawing, x: float, y: float, at: int) -> None:
    """Draw what stands for the stage: an empty circle, a filled one, a flag."""
    if at == 2:
        drawing.line([(x, y), (x, y - 38)])
        drawing.line([(x, y - 38), (x + 22, y - 31), (x, y - 24)], look="mark", closed=True)
        return
    drawing.circle(x, y, 11, look="mark-4" if at == 0 else "mark")


def _draw_cards(drawing: Drawing, y: float, stages: Sequence[Stage]) -> float:
    """Draw a card for each stage, with an arrow to the next; return where they end."""
    each = (WIDTH - 2 * MARGIN - (len(stages) - 1) * _GAP) / len(stages)
    room = each - 2 * _PADDING
    height = max(_card_height(one, room) for one in stages)
    for at, one in enumerate(stages):
        x = MARGIN + at * (each + _GAP)
        drawing.box(x, y, each, height, look="card-faint" if one.missing else "card-strong" if at == 1 else "card")
        _draw_sign(drawing, x + _PADDING + (2 if at == 2 else 11), y + _PADDING + (32 if at == 2 else 14), at)
        text = y + _PADDING + drawing.write(x + _PADDING + 34, y + _PADDING, one.name, bold=True, width=room - 34)
        text += drawing.write(x + _PADDING, text + 4, one.when, size=SMALL, width=room, most=2, look="muted") + 8
        drawing.write(x + _PADDING, text, one.value, width=room, most=6, look="muted" if one.missing else "text")
        if at + 1 < len(stages):
            drawing.arrow((x + each + 6, y + height / 2), (x + each + _GAP - 6, y + height / 2))
    return y + height


def _card_height(one: Stage, room: float) -> float:
    name = max(text_height(one.name, width=room - 34, bold=True), TEXT * LINE_HEIGHT)
    when = text_height(one.when, width=room, size=SMALL, most=2)
    return name + when + text_height(one.value, width=room, most=6) + 2 * _PADDING + 12


@dataclass(frozen=True)
class _Axis:
    """Numbers from *low* to *high*, a tick at each *step*."""

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, values: Sequence[float]) -> _Axis:
        """Return an axis that holds *values* and nothing, from one round number to another."""
        low, high = min(0.0, *values), max(0.0, *values)
        rough = (high - low or 1.0) / 6
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(one for one in (power * size for size in _TICKS) if one >= rough * 0.999)
        return cls(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step or step, step)

    def at(self, value: float) -> float:
        """Return where *value* stands."""
        return _LEFT + 16 + (_RIGHT - _LEFT - 32) * (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Return the numbers that are written at the axis."""
        return [self.low + at * self.step for at in range(round((self.high - self.low) / self.step) + 1)]

"""A plan as a timeline: a bar for each activity on an axis of months, and beneath it what has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from innoguide.model.language import MONTHS
from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, WIDTH, Drawing, text_height, text_width
from innoguide.rendering.charts.text import lines_of
from innoguide.texts import t

State = Literal["done", "under_way", "not_started", "stopped", "unknown", "decision"]
STATES: tuple[State, ...] = get_args(State)
_LOOKS: dict[State, str] = {
    "done": "mark",
    "under_way": "mark-2",
    "not_started": "mark-4",
    "stopped": "card-faint",
    "unknown": "mark-3",
    "decision": "mark",
}

_LABELS = 400.0
_LEFT = MARGIN + _LABELS + 28
_RIGHT = WIDTH - MARGIN - 12
_BAR = 24.0
_MOST_MONTHS, _MOST_QUARTERS, _MOST_YEARS = 13, 12, 10


@dataclass(frozen=True)
class Activity:
    """One row: what is done, a line of facts about it, when, and how far it has come."""

    what: str
    facts: str
    state: State
    start: date | None = None
    end: date | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day, if there is any: one that is missing is the other."""
        known = sorted(one for one in (self.start, self.end) if one)
        return (known[0], known[-1]) if known else None


@dataclass(frozen=True)
class TimelineWords:
    """The words of the picture: the names of the states, and of what has no date."""

    states: dict[State, str]
    undated: str


def draw_timeline(
    *, title: str, description: str, activities: Sequence[Activity], words: TimelineWords, lang: str
) -> Drawing:
    """Return the timeline, the earliest first."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    y = _draw_key(drawing, y, activities, words)
    dated = sorted((one for one in activities if one.days), key=lambda one: one.days or ())
    undated = [one for one in activities if not one.days]
    if dated:
        y = _draw_dated(drawing, y, dated)
    if undated:
        y += drawing.write(MARGIN, y + 14, words.undated, bold=True, width=WIDTH - 2 * MARGIN) + 18
        for one in undated:
            y = _draw_undated(drawing, y, one)
    drawing.height = y + MARGIN
    return drawing


def _draw_key(drawing: Drawing, y: float, activities: Sequence[Activity], words: TimelineWords) -> float:
    """Write what the fills mean; return where the key ends."""
    x = MARGIN
    used = [state for state in _LOOKS if any(one.state == state and one.days for one in activities)]
    for state in used:
        width = 50 + text_width(words.states[state], size=SMALL) + 26
        if x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 32
        if state == "decision":
            _draw_diamond(drawing, x + 18, y + 11)
        else:
            drawing.box(x, y, 36, 22, look=_LOOKS[state], corner=3)
        drawing.write(x + 46, y + 1, words.states[state], size=SMALL)
        x += width
    return y + 36 if used else y


def _draw_dated(drawing: Drawing, y: float, dated: Sequence[Activity]) -> float:
    days = [day for one in dated for day in one.days or ()]
    axis = _Axis.around(min(days), max(days))
    y += SMALL * LINE_HEIGHT * (2 if axis.unit != "year" else 1) + 10
    bottom = y + sum(_height(one) for one in dated)
    _draw_axis(drawing, y, bottom, axis)
    for one in dated:
        _draw_activity(drawing, y, one, axis)
        y += _height(one)
        drawing.line([(MARGIN, y), (_RIGHT, y)], look="grid")
    return bottom


def _height(one: Activity) -> float:
    return text_height(one.what, width=_LABELS, most=4) + text_height(one.facts, width=_LABELS, size=SMALL, most=3) + 18


def _draw_label(drawing: Drawing, y: float, one: Activity, *, width: float = _LABELS) -> float:
    y += drawing.write(MARGIN, y + 9, one.what, width=width, most=4) + 9
    return y + drawing.write(MARGIN, y, one.facts, size=SMALL, width=width, most=3, look="muted")


def _draw_activity(drawing: Drawing, y: float, one: Activity, axis: _Axis) -> None:
    _draw_label(drawing, y, one)
    if not one.days:
        return
    middle = y + _height(one) / 2
    start, end = axis.at(one.days[0]), axis.at(one.days[1] + timedelta(days=1))
    if one.state == "decision":
        _draw_diamond(drawing, (start + end) / 2, middle)
    else:
        # A day or two must be seen too, in a plan of years.
        wide = max(end - start, 10)
        drawing.box(min(start, _RIGHT - wide), middle - _BAR / 2, wide, _BAR, look=_LOOKS[one.state], corner=3)


def _draw_diamond(drawing: Drawing, x: float, y: float) -> None:
    drawing.line([(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)], look="mark", closed=True)


def _draw_undated(drawing: Drawing, y: float, one: Activity) -> float:
    """Write an activity without a date; return where the next may begin."""
    return _draw_label(drawing, y, one, width=WIDTH - 2 * MARGIN) + 6


@dataclass(frozen=True)
class _Axis:
    """The days from *first* to *last*, and how they are parted: by months, quarters or so many *years*."""

    first: date
    last: date
    unit: Literal["month", "quarter", "year"]
    years: int = 1

    @classmethod
    def around(cls, first: date, last: date) -> _Axis:
        """Return an axis of whole months, quarters or years."""
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months <= _MOST_MONTHS:
            return cls(first.replace(day=1), _next(last, 1), "month")
        start = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
        quarter = last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1)
        end = _next(quarter, 3)
        if months <= _MOST_QUARTERS * 3 - 4:
            return cls(start, end, "quarter")
        years = last.year - first.year + 1
        return cls(date(first.year, 1, 1), date(last.year + 1, 1, 1), "year", -(-years // _MOST_YEARS))

    def at(self, day: date) -> float:
        """Return where *day* begins."""
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first).days / (self.last - self.first).days

    def ticks(self) -> Iterator[date]:
        """Yield the first day of each part."""
        day = self.first
        while day < self.last:
            yield day
            day = _next(day, {"month": 1, "quarter": 3, "year": 12 * self.years}[self.unit])


def _next(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def _draw_axis(drawing: Drawing, top: float, bottom: float, axis: _Axis) -> None:
    """Draw a line for each part of the axis, with its name over it."""
    ticks = list(axis.ticks())
    for at, tick in enumerate(ticks):
        x = axis.at(tick)
        end = axis.at(ticks[at + 1]) if at + 1 < len(ticks) else _RIGHT
        is_year = at == 0 or tick.year != ticks[at - 1].year
        drawing.line([(x, top - (40 if is_year else 18)), (x, bottom)], look="grid")
        if axis.unit == "year":
            drawing.write(x + 5, top - 24, str(tick.year), size=SMALL)
            continue
        name = _name(tick, axis, drawing.lang)
        if lines_of(name, width=end - x, size=SMALL) == [name]:
            drawing.write((x + end) / 2, top - 24, name, size=SMALL, anchor="middle")
        if is_year and _year_end(ticks, at, axis) - x > text_width(str(tick.year), size=SMALL, bold=True) + 5:
            drawing.write(x + 5, top - 48, str(tick.year), size=SMALL, bold=True)
    drawing.line([(_LEFT, top), (_RIGHT, top)])


def _name(tick: date, axis: _Axis, lang: str) -> str:
    if axis.unit == "month":
        return MONTHS[lang][tick.month - 1][:3]
    return t("picture_plan_quarter", lang, number=(tick.month + 2) // 3)


def _year_end(ticks: Sequence[date], at: int, axis: _Axis) -> float:
    """Return where the year of the tick *at* ends on the axis."""
    return next((axis.at(one) for one in ticks[at:] if one.year != ticks[at].year), _RIGHT + 12)

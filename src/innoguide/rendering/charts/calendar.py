"""The calendar as a strip of months, and the meetings held with the steps that were worked in."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, TEXT, WIDTH, Drawing, text_height
from innoguide.rendering.charts.legend import Entry, draw_legend

MOST_DAYS = 60
"""More days than this are left to the table."""

_MONTHS_IN_A_ROW = 14
_NAMES = 172.0
_CELL = (WIDTH - 2 * MARGIN - _NAMES) / 31
_ROW = 40.0
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class Occasion:
    """A day with something on it: its words, and whether there is a meeting (or only something to be done)."""

    day: date
    words: str
    meeting: bool


@dataclass(frozen=True)
class CalendarWords:
    """The words of the picture: month names, the two sorts of days, weekends, and what is said of days left out."""

    months: Sequence[str]
    meeting: str
    deadline: str
    weekend: str
    more: str = ""


def draw_calendar(
    *, title: str, description: str, occasions: Sequence[Occasion], words: CalendarWords, lang: str
) -> Drawing:
    """Return the months, a row each, with a numbered mark on each day; *occasions* are a day each, in order."""
    drawing = Drawing(title, description, lang)
    y = _draw_key(drawing, drawing.heading(), words)
    shown = occasions[:MOST_DAYS]
    for day in range(1, 32):
        x = MARGIN + _NAMES + (day - 0.5) * _CELL
        drawing.write(x, y, str(day), size=SMALL, anchor="middle", look="muted")
    y += SMALL * LINE_HEIGHT + 4
    numbered = {one.day: (number, one) for number, one in enumerate(shown, start=1)}
    for year, month in _months([one.day for one in shown]):
        _draw_month(drawing, y, (year, month), numbered, words)
        y += _ROW
    y = draw_legend(drawing, y + 16, [Entry(str(at), one.words) for at, one in enumerate(shown, start=1)], most=5)
    if len(occasions) > MOST_DAYS:
        y += drawing.write(MARGIN, y + 8, words.more, size=SMALL, width=WIDTH - 2 * MARGIN, look="muted") + 8
    drawing.height = y + MARGIN
    return drawing


def _months(days: Sequence[date]) -> list[tuple[int, int]]:
    """Return the months from the first day to the last; only those with a day when they are many."""
    if not days:
        return []
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > _MONTHS_IN_A_ROW:
        return sorted({(one.year, one.month) for one in days})
    start = first.year * 12 + first.month - 1
    return [(at // 12, at % 12 + 1) for at in range(start, start + count)]


def _draw_key(drawing: Drawing, y: float, words: CalendarWords) -> float:
    third = (WIDTH - 2 * MARGIN) / 3
    heights = []
    for at, (look, text) in enumerate((("mark", words.meeting), ("mark-4", words.deadline), ("band", words.weekend))):
        x = MARGIN + at * third
        drawing.box(x, y, 26, 26, look=look, corner=4)
        heights.append(drawing.write(x + 36, y + 2, text, size=SMALL, width=third - 50, most=3))
    return y + max(26.0, *heights) + 16


def _draw_month(
    drawing: Drawing,
    y: float,
    month: tuple[int, int],
    numbered: dict[date, tuple[int, Occasion]],
    words: CalendarWords,
) -> None:
    name = f"{words.months[month[1] - 1]} {month[0]}"
    drawing.write(MARGIN, y + (_ROW - SMALL * LINE_HEIGHT) / 2, name, size=SMALL, bold=True)
    days = calendar.monthrange(*month)[1]
    for day in range(1, days + 1):
        x, at = MARGIN + _NAMES + (day - 1) * _CELL, date(*month, day)
        if at.weekday() == _SATURDAY or (at.weekday() > _SATURDAY and day == 1):
            weekend = min(_SUNDAY - at.weekday() + 1, days - day + 1)
            drawing.box(x, y, _CELL * weekend, _ROW, look="band", corner=0)
        if at in numbered:
            number, one = numbered[at]
            drawing.box(x + 0.5, y + 7, _CELL - 1, _ROW - 14, look="mark" if one.meeting else "mark-4", corner=4)
            look = "on-dark" if one.meeting else "text"
            drawing.write(
                x + _CELL / 2, y + _ROW / 2 - SMALL * 0.64, str(number), size=SMALL, anchor="middle", look=look
            )
    drawing.line([(MARGIN, y + _ROW), (MARGIN + _NAMES + days * _CELL, y + _ROW)], look="grid")


@dataclass(frozen=True)
class Held:
    """A meeting that was held: its name, its day, and the minutes in each step; None where it was not worked in."""

    name: str
    when: str
    minutes: tuple[int | None, ...]


_MEETINGS = 196.0


def draw_held(
    *, title: str, description: str, key: str, steps: Sequence[str], held: Sequence[Held], lang: str
) -> Drawing:
    """Return a row for each meeting and a column for each step, with a line from meeting to meeting."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    y += drawing.write(MARGIN, y - 6, key, size=SMALL, width=WIDTH - 2 * MARGIN, look="muted") + 10
    each = (WIDTH - 2 * MARGIN - _MEETINGS) / max(len(steps), 1)
    high = max((text_height(one, width=each - 6, size=SMALL, most=3) for one in steps), default=0.0)
    for at, text in enumerate(steps):
        x = _column(at, each)
        drawing.write(x, y, text, size=SMALL, anchor="middle", width=each - 6, most=3)
    y += high + 8
    row = 58.0
    for at in range(len(steps)):
        drawing.line([(_column(at, each), y), (_column(at, each), y + row * len(held))], look="grid")
    _draw_way(drawing, y, held, each, row)
    for one in held:
        _draw_held(drawing, y, one, each, row)
        y += row
    drawing.height = y + MARGIN
    return drawing


def _column(at: int, each: float) -> float:
    return MARGIN + _MEETINGS + (at + 0.5) * each


def _draw_way(drawing: Drawing, y: float, held: Sequence[Held], each: float, row: float) -> None:
    """Draw the way through the steps: to the right when it goes on, to the left when the group went back."""
    points = [
        (_column(at, each), y + (number + 0.5) * row)
        for number, one in enumerate(held)
        for at, minutes in enumerate(one.minutes)
        if minutes is not None
    ]
    if len(points) > 1:
        drawing.line(points, look="way")


def _draw_held(drawing: Drawing, y: float, one: Held, each: float, row: float) -> None:
    drawing.write(MARGIN, y + row / 2 - 24, one.name, size=TEXT, bold=True)
    drawing.write(MARGIN, y + row / 2 + 1, one.when, size=SMALL, look="muted")
    for at, minutes in enumerate(one.minutes):
        if minutes is not None:
            x, text = _column(at, each), str(minutes or "✓")
            drawing.circle(x, y + row / 2, 20, look="mark-4")
            drawing.write(x, y + row / 2 - SMALL * 0.64, text, size=SMALL, anchor="middle", bold=True)
    drawing.line([(MARGIN, y + row), (WIDTH - MARGIN, y + row)], look="grid")

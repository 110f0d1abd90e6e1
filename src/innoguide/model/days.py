"""Days to meet on: Swedish public holidays, the next working day, and a day as somebody types it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from innoguide.model.answers import Wrong, read_date
from innoguide.model.language import WEEKDAYS, plain_ascii

_DAY = timedelta(days=1)
_SATURDAY, _FRIDAY = 5, 4


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the days of *year* on which nobody works: public holidays, and the eves that are kept as such."""
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    easter = _easter(year)
    moving = [easter + timedelta(days=days) for days in (-2, 0, 1, 39, 49)]  # Good Friday … Ascension, Whitsun
    midsummer = _first(date(year, 6, 19), _FRIDAY)
    saints = _first(date(year, 10, 31), _SATURDAY)
    return frozenset([*(date(year, month, day) for month, day in fixed), *moving, midsummer, midsummer + _DAY, saints])


def _easter(year: int) -> date:
    """Return Easter Sunday, by the Gregorian rule of Meeus."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    late = (golden + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _first(day: date, weekday: int) -> date:
    """Return *day*, or the first one after it that is a *weekday*."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def is_working_day(day: date) -> bool:
    """Whether people are at work: no Saturday, Sunday or public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def next_free_day(after: date, taken: Collection[str]) -> date:
    """Return the first working day after *after* that is not one of *taken*."""
    day = after + _DAY
    while not is_working_day(day) or day.isoformat() in taken:
        day += _DAY
    return day


def find_weekday(text: str) -> int | None:
    """Return the weekday, Monday 0, that *text* means: `tis`, `tisdag`, `Tuesday`; None if none or several."""
    word = plain_ascii(text.strip())
    if len(word) < 2:
        return None
    found = {
        number
        for names in WEEKDAYS.values()
        for number, name in enumerate(names)
        if plain_ascii(name).startswith(word) or word == f"{plain_ascii(name)}s"
    }
    return found.pop() if len(found) == 1 else None


_NEAR = {"idag": 0, "i dag": 0, "today": 0, "imorgon": 1, "i morgon": 1, "tomorrow": 1, "i övermorgon": 2}


def read_day(text: str, today: date) -> date | Wrong:
    """Return the day that *text* means: `imorgon`, `tis`, `24/11`, `1 december`, 2026-11-24.

    A weekday is the next such day, and a day without a year the next one to come.
    """
    written = " ".join(text.casefold().split()).removeprefix("på ").removeprefix("den ")
    if written in _NEAR:
        return today + _NEAR[written] * _DAY
    weekday = find_weekday(written)
    if weekday is not None:
        return _first(today + _DAY, weekday)
    read = read_date(written, today)
    if isinstance(read, Wrong):
        return read
    day = date.fromisoformat(read)
    has_year = str(day.year) in written
    return day if has_year or day >= today else _next_year(day)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)

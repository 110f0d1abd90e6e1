"""Days to meet on: public holidays, working days, and a day as somebody types it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innoguide.model.answers import Wrong
from innoguide.model.days import find_weekday, holidays, is_working_day, next_free_day, read_day

TODAY = date(2026, 11, 22)  # a Sunday
days = st.dates(date(2000, 1, 1), date(2099, 1, 1))

EASTERS = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25)}


@pytest.mark.parametrize(("year", "easter"), EASTERS.items())
def test_the_holidays_that_follow_easter_lie_where_the_almanac_has_them(year: int, easter: tuple[int, int]) -> None:
    sunday = date(year, *easter)
    assert {sunday + timedelta(days=more) for more in (-2, 0, 1, 39, 49)} <= holidays(year)


def test_a_year_s_holidays() -> None:
    found = {f"{one:%m-%d}" for one in holidays(2026)}
    assert found == {
        *("01-01", "01-06", "04-03", "04-05", "04-06", "05-01", "05-14", "05-24", "06-06", "06-19", "06-20"),
        *("10-31", "12-24", "12-25", "12-26", "12-31"),
    }


@given(days, st.sets(days.map(date.isoformat), max_size=3))
def test_the_next_free_day_is_later_a_working_day_and_not_taken(after: date, taken: set[str]) -> None:
    found = next_free_day(after, taken)
    assert found > after and is_working_day(found) and found.isoformat() not in taken
    between = (after + timedelta(days=more) for more in range(1, (found - after).days))
    assert all(not is_working_day(day) or day.isoformat() in taken for day in between)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("idag", "2026-11-22"),
        ("i morgon", "2026-11-23"),
        ("Tomorrow", "2026-11-23"),
        ("tis", "2026-11-24"),
        ("på söndag", "2026-11-29"),
        ("tuesday", "2026-11-24"),
        ("24/11", "2026-11-24"),
        ("1 december", "2026-12-01"),
        ("1 nov", "2027-11-01"),
        ("1 nov 2026", "2026-11-01"),
        ("2027-01-12", "2027-01-12"),
    ],
)
def test_a_day_is_read_as_it_is_said_and_is_one_to_come(typed: str, day: str) -> None:
    assert read_day(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("typed", ["", "snart", "31 februari", "t"])
def test_what_is_no_day_is_not_read(typed: str) -> None:
    assert isinstance(read_day(typed, TODAY), Wrong)


@pytest.mark.parametrize(
    ("typed", "number"), [("tis", 1), ("Thursday", 3), ("fredagar", None), ("t", None), ("lör", 5), ("lordag", 5)]
)
def test_a_weekday_is_a_name_or_its_beginning(typed: str, number: int | None) -> None:
    assert find_weekday(typed) == number


@given(days)
def test_a_weekday_is_always_within_a_week(today: date) -> None:
    found = read_day("ons", today)
    assert isinstance(found, date)
    assert 1 <= (found - today).days <= 7 and found.weekday() == 2


@pytest.mark.parametrize(
    ("text", "number"), [("ti", 1), ("on", 2), ("tisdags", 1), ("t", None), ("", None), ("lunch", None)]
)
def test_two_letters_are_enough_for_a_weekday_and_one_is_not(text: str, number: int | None) -> None:
    assert find_weekday(text) == number

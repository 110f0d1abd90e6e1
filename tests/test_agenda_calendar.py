"""A profile's calendar: where its meetings lie, and what of it is left."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.files.content import load_guide, shipped_folder
from innoguide.model.agenda.build import Builder
from innoguide.model.agenda.calendar import CalendarWish, Entry, lay_out
from innoguide.model.agenda.pace import Pace
from innoguide.model.days import is_working_day
from innoguide.model.guide import Guide, Period, Profile
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record


@cache
def guide() -> Guide:
    """Return the guide that comes with the program."""
    return load_guide([shipped_folder("steps")])


def profile(name: str = "programme") -> Profile:
    return next(one for one in guide().about.profiles if one.id == name)


def laid_out(project: Project, first: date, weekday: int = 1) -> list[Entry]:
    wish = CalendarWish(first=first, weekday=weekday, start="13:00", people=6, lang="sv")
    return lay_out(Builder(guide(), project, Pace()), profile(), wish)


def empty() -> Project:
    return Project(Settings(title="Prov", profile="programme"))


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.integers(0, 4))
def test_every_meeting_is_on_a_working_day_of_its_own_in_the_calendar_s_order(first: date, weekday: int) -> None:
    entries = laid_out(empty(), first, weekday)
    days = [date.fromisoformat(one.agenda.date) for one in entries]
    assert [one.agenda.title for one in entries] == [one.title.sv for one in profile().calendar]
    assert days == sorted(set(days)) and days[0] >= first
    assert {day.weekday() for day in days} == {weekday}
    assert all(is_working_day(day) for day in days)
    assert not any(period.holds(f"{day:%m-%d}") for day in days for period in profile().no_meetings)


def test_steps_that_are_closed_are_left_out_and_follow_ups_stay() -> None:
    gate = Record(id="gate-22222", kind="gate", step="ringa-in", updated="2026-02-01", values={"conclusion": "go_on"})
    steps = [one.agenda.step for one in laid_out(Project(empty().settings, {gate.id: gate}), date(2026, 3, 3))]
    assert "ringa-in" not in steps
    assert steps[0] == "undersoka"
    assert sum(one.follow_up for one in profile().calendar) == 4
    gates = {
        step: Record(id=f"gate-{step}", kind="gate", step=step, values=gate.values) for step in guide().about.steps
    }
    left = laid_out(Project(empty().settings, gates), date(2026, 3, 3))
    assert [one.agenda.title for one in left] == [one.title.sv for one in profile().calendar if one.follow_up]


def test_what_is_planned_stays_and_nothing_is_put_on_its_day() -> None:
    first = laid_out(empty(), date(2031, 1, 14))
    moved = first[1].agenda.model_copy(update={"date": first[3].agenda.date})
    planned = Session(id="2031-01-14-traff-abcde", number=1, agenda=moved)
    again = laid_out(Project(empty().settings, planned=(planned,)), date(2031, 1, 14))
    kept = [one for one in again if one.kept]
    assert [(one.agenda.title, one.agenda.date) for one in kept] == [(moved.title, moved.date)]
    assert len({one.agenda.date for one in again}) == len(again) == len(first)


def test_a_meeting_of_the_calendar_that_has_been_held_does_not_come_back() -> None:
    first = laid_out(empty(), date(2031, 1, 14))
    held = Session(id="x", number=1, started="2031-01-14T13:00:00", agenda=first[0].agenda)
    again = laid_out(Project(empty().settings, sessions=(held,)), date(2031, 1, 14))
    assert [one.agenda.title for one in again] == [one.agenda.title for one in first[1:]]


def dates(entries: list[Entry], *, follow_ups: bool = False) -> list[date]:
    """Return the days of *entries*, of the follow-ups only or of all the others."""
    titles = {one.title.sv for one in profile().calendar if one.follow_up is follow_ups}
    return [date.fromisoformat(one.agenda.date) for one in entries if one.agenda.title in titles]


def undisturbed(first: date) -> list[date]:
    """Return the days of the meetings as the calendar has them, if there were no periods without meetings."""
    free = profile().model_copy(update={"no_meetings": ()})
    wish = CalendarWish(first=first, weekday=first.weekday(), start="13:00", people=6, lang="sv")
    return dates(lay_out(Builder(guide(), empty(), Pace()), free, wish))


@pytest.mark.parametrize("first", [date(2027, 1, 12), date(2027, 5, 4), date(2028, 10, 3)])
def test_what_a_period_moves_takes_later_meetings_along(first: date) -> None:
    days, own = dates(laid_out(empty(), first, first.weekday())), undisturbed(first)
    late = [day - wanted for day, wanted in zip(days, own, strict=True)]
    moved = [at for at in range(1, len(late)) if late[at] > late[at - 1]]
    assert moved, "a period lies in the way"
    gaps = [(days[at + 1] - days[at], own[at + 1] - own[at]) for at in moved if at + 1 < len(days)]
    assert all(gap >= wanted for gap, wanted in gaps), gaps
    assert min(b - a for a, b in pairwise(days)) == min(b - a for a, b in pairwise(own))


def test_the_programme_of_january_2027_goes_on_after_the_summer_in_its_own_pace() -> None:
    days = dates(laid_out(empty(), date(2027, 1, 12)))
    assert [f"{day:%m-%d}" for day in days[7:]] == ["06-15", "08-17", "08-31", "10-05", "11-02", "11-16", "11-30"]


def test_follow_ups_count_from_the_day_of_the_closing() -> None:
    first = laid_out(empty(), date(2027, 1, 12))
    assert dates(first)[-1] == date(2027, 11, 30)
    assert dates(first, follow_ups=True) == [date(2028, 3, 7), date(2028, 5, 30), date(2028, 12, 5), date(2029, 6, 5)]
    closing = next(one.agenda for one in first if one.agenda.title == "Avslut och överlämning")
    planned = Session(id="x", number=1, agenda=closing.model_copy(update={"date": "2027-12-14"}))
    held = Session(id="x", number=1, started="2027-12-14T13:00:00", agenda=closing)
    for project in (
        Project(empty().settings, planned=(planned,)),
        Project(empty().settings, sessions=(held,)),
    ):
        again = dates(laid_out(project, date(2027, 1, 12)), follow_ups=True)
        summer = date(2028, 8, 22)  # six months after 14 December is in the weeks without meetings
        assert again == [date(2028, 3, 14), summer, date(2028, 12, 19), date(2029, 6, 19)]


def test_a_meeting_cancelled_and_laid_out_again_comes_back_to_its_day() -> None:
    first = laid_out(empty(), date(2027, 1, 12))
    planned = tuple(Session(id=str(at), number=at, agenda=one.agenda) for at, one in enumerate(first) if at != 9)
    again = laid_out(Project(empty().settings, planned=planned), date(2027, 1, 12))
    assert [one.agenda.date for one in again] == [one.agenda.date for one in first]
    assert [at for at, one in enumerate(again) if one.kept is None] == [9]


def test_a_period_may_go_past_the_new_year() -> None:
    winter, summer = Period.model_validate({"from": "12-20", "to": "01-07"}), Period.model_validate(SUMMER)
    assert [winter.holds(day) for day in ("12-19", "12-20", "01-07", "01-08")] == [False, True, True, False]
    assert [summer.holds(day) for day in ("06-19", "06-20", "08-15", "08-16")] == [False, True, True, False]


SUMMER = {"from": "06-20", "to": "08-15"}

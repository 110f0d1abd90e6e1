"""The group's pace: what its moves took, compared with the guide."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.files.content import load_guide, shipped_folder
from innoguide.model.agenda.pace import Pace, measure_pace, method_moves
from innoguide.model.guide import Guide, Method
from innoguide.model.project import Done, InRoom, Project, Session, Settings


@cache
def guide() -> Guide:
    """Return the guide that comes with the program."""
    return load_guide([shipped_folder("steps")])


def method(name: str = "hitta-utmaningen") -> Method:
    found = guide().method("ringa-in", name)
    assert found is not None
    return found


def held(*done: Done, people: int = 6, number: int = 1) -> Session:
    room = (InRoom(role="grupp", count=people),)
    return Session(id=f"s{number}", number=number, started=f"2026-11-0{number}T13:00:00", room=room, done=done)


def done(one: Method, factor: float, *, first: int = 0, last: int = 99, state: str = "done") -> list[Done]:
    return [
        Done.model_validate(
            {
                "step": "ringa-in",
                "method": one.method,
                "move": move.id,
                "minutes": round(move.minutes * factor),
                "state": state,
            }
        )
        for move in one.script[first:last]
    ]


def pace(*sessions: Session) -> Pace:
    return measure_pace(guide(), Project(Settings(title="Prov"), sessions=sessions))


def test_a_group_without_meetings_has_the_guide_s_pace() -> None:
    assert pace() == Pace()
    assert pace().percent == 0
    assert pace().of("hitta-utmaningen") == 1.0


def test_three_moves_say_nothing_and_four_say_how_the_group_does() -> None:
    three, four = (pace(held(*done(method(), 1.4, last=number))) for number in (3, 4))
    assert (three.general, three.measured) == (1.0, 3)
    assert four.measured == 4
    assert four.general == pytest.approx(1.4, abs=0.1)
    assert four.of("aktorskarta") == four.general


def test_a_slow_and_a_quick_group_are_not_followed_all_the_way() -> None:
    assert pace(held(*done(method(), 4))).general == 1.5
    assert pace(held(*done(method(), 0.3))).general == 0.75


def test_what_was_skipped_or_typed_afterwards_is_not_measured() -> None:
    skipped = done(method(), 3, state="skipped")
    at_once = [one.model_copy(update={"minutes": 0}) for one in done(method("aktorskarta"), 1)]
    assert pace(held(*skipped, *at_once)) == Pace()


def test_a_method_done_before_has_its_own_time_the_median_of_all_times() -> None:
    times = [held(*done(method(), factor), number=number) for number, factor in enumerate((1.0, 2.0, 1.2), start=1)]
    found = pace(*times)
    assert found.of("hitta-utmaningen") == pytest.approx(1.2, abs=0.05)
    assert found.general != found.of("hitta-utmaningen")


def test_a_method_of_which_only_a_part_was_done_has_no_time_of_its_own() -> None:
    assert pace(held(*done(method(), 1.2, last=5))).own == {}


def test_the_pace_is_measured_for_those_who_were_there() -> None:
    many = method_moves(method(), people=8)
    assert sum(many.values()) > method().minutes
    exactly = [
        Done(step="ringa-in", method=method().method, move=move, minutes=round(minutes))
        for move, minutes in many.items()
    ]
    assert pace(held(*exactly, people=8)).general == pytest.approx(1.0, abs=0.03)


def test_what_the_guide_no_longer_has_is_passed_over() -> None:
    gone = Done(step="ringa-in", method="borta", move="x", minutes=10)
    assert pace(held(gone, Done(step="ringa-in", method=method().method, move="borta", minutes=9))).measured == 0


@pytest.mark.parametrize(("general", "percent"), [(1.2, 20), (1.04, 0), (0.96, 0), (0.8, -20)])
def test_a_small_difference_is_not_told(general: float, percent: int) -> None:
    assert Pace(general).percent == percent


@settings(deadline=None)
@given(st.integers(1, 200))
def test_no_number_of_people_makes_a_move_shorter_than_a_minute(people: int) -> None:
    for methods in guide().methods.values():
        for one in methods:
            assert all(minutes >= 1 for minutes in method_moves(one, people=people).values())

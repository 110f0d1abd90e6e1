"""Two versions of one meeting made into one: its plan is decided field by field, and what clashes is named."""

from typing import Any

import pytest

from innoguide.jobs.doctor.merging import merge_meetings
from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.project import Session

FIRST, SECOND, THIRD = (Block(text=text, minutes=20) for text in ("Lyssna", "Rita", "Prova"))
PLAN = Agenda(date="2027-01-12", start="13:00", minutes=60, people=6, step="hitta", blocks=(FIRST, SECOND))
PLANNED = Session(id="2027-01-12-traff-abcde", number=1, agenda=PLAN)


def planned(**values: Any) -> Session:
    """Return the planned meeting with *values* in its agenda changed."""
    return PLANNED.model_copy(update={"agenda": PLAN.model_copy(update=values)})


def test_equal_plans_are_one() -> None:
    assert merge_meetings(PLANNED, PLANNED, None) == (PLANNED, [])


@pytest.mark.parametrize("is_turned", [False, True])
def test_what_only_one_side_has_changed_holds(is_turned: bool) -> None:
    sides = [planned(date="2027-01-19"), planned(people=9, blocks=(SECOND, FIRST))]
    ours, theirs = reversed(sides) if is_turned else sides
    merged, clashes = merge_meetings(ours, theirs, PLANNED)
    assert clashes == []
    assert merged.agenda == PLAN.model_copy(update={"date": "2027-01-19", "people": 9, "blocks": (SECOND, FIRST)})


@pytest.mark.parametrize(
    ("ours", "theirs", "clash"),
    [
        ({"date": "2027-01-19"}, {"date": "2027-01-26"}, "agenda.date"),
        ({"start": "09:00"}, {"start": "10:00"}, "agenda.start"),
        ({"blocks": (SECOND, FIRST)}, {"blocks": (FIRST, SECOND, THIRD)}, "agenda.blocks"),
    ],
)
@pytest.mark.parametrize("base", [PLANNED, None])
def test_a_plan_changed_on_both_sides_is_named(
    ours: dict[str, Any], theirs: dict[str, Any], clash: str, base: Session | None
) -> None:
    assert merge_meetings(planned(**ours), planned(**theirs), base)[1] == [clash]


def test_without_a_common_version_any_difference_is_named() -> None:
    assert merge_meetings(planned(date="2027-01-19"), PLANNED, None)[1] == ["agenda.date"]


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_meeting_that_has_begun_on_one_side_has_begun(is_turned: bool) -> None:
    begun = PLANNED.model_copy(update={"started": "2027-01-12T13:04:00", "until": "15:00"})
    sides = (PLANNED, begun) if is_turned else (begun, PLANNED)
    assert merge_meetings(*sides, PLANNED) == (begun, [])


def test_what_was_changed_on_the_way_and_the_end_are_decided_too() -> None:
    begun = PLANNED.model_copy(update={"started": "2027-01-12T13:04:00"})
    changed = begun.model_copy(update={"agenda_now": PLAN.model_copy(update={"minutes": 90}), "until": "14:30"})
    other = begun.model_copy(update={"agenda_now": PLAN.model_copy(update={"minutes": 75}), "until": "14:15"})
    assert merge_meetings(begun, changed, begun) == (changed, [])
    assert merge_meetings(changed, other, begun)[1] == ["until", "agenda_now.minutes"]

"""When to follow up, which way a solution has gone, and what can be said of an effect."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from followed import CLOSED, DOOR, EFFECTS, NEW, ROOM, guide, load, make_closed, make_store
from hypothesis import given
from hypothesis import strategies as st

from innoguide.files.content import read_guide, shipped_folder
from innoguide.model.amount import protected
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import find_remarks
from innoguide.model.followup import (
    baseline_of,
    checks_due,
    due_now,
    effect_state,
    follow_ups,
    is_reached,
    measurements_due,
    stage_on,
    stage_path,
)
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record


def record(kind: str, **values: Any) -> Record:
    """Return a record of *kind*."""
    return Record(id=f"{kind}-22222", kind=kind, created="2026-06-10T13:00:00", step="forverkliga", values=values)


def days_of(folder: Path) -> list[str]:
    """Return the days of the follow-ups."""
    return [one.day.isoformat() for one in follow_ups(guide(), load(folder))]


# -- when -----------------------------------------------------------------------------------------------------


def test_the_follow_ups_are_counted_from_the_meeting_that_closed_the_last_step(tmp_path: Path) -> None:
    make_closed(tmp_path)
    assert days_of(tmp_path) == ["2026-09-10", "2026-12-10", "2027-06-10", "2027-12-10"]


def test_a_meeting_to_follow_up_moves_no_day(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    before = days_of(tmp_path)
    done = [{"step": "forverkliga", "method": "uppfoljning", "move": "varfor"}]
    later = {"id": "senare", "number": 8, "started": "2026-09-10T13:00:00", "done": done}
    store.save_session(Session.model_validate(later))
    assert days_of(tmp_path) == before


def test_a_day_off_is_moved_to_the_next_working_day(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    friday = Session.model_validate({"id": "sista", "number": 7, "started": "2026-10-06T13:00:00"})
    store.save_session(friday)
    assert days_of(tmp_path)[0] == "2027-01-07", "6 January is a public holiday"


def test_a_month_without_that_day_takes_its_last(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    store.save_session(Session.model_validate({"id": "sista", "number": 7, "started": "2026-11-30T13:00:00"}))
    assert days_of(tmp_path)[0] == "2027-03-01", "28 February 2027 is a Sunday"


def test_there_are_none_before_the_last_step_is_closed(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    store.remove(load(tmp_path).records["gate-22222"])
    assert days_of(tmp_path) == []


def test_the_meeting_that_is_planned_to_close_it_tells_before_it_is_closed() -> None:
    plain = {"start": "13:00", "minutes": 120, "people": 6, "step": "forverkliga"}
    closing = {**plain, "date": "2027-02-10", "blocks": [{"method": "shared/avstamning", "minutes": 20}]}
    after = {**plain, "date": "2027-05-10", "blocks": [{"method": "forverkliga/uppfoljning", "minutes": 40}]}
    planned = [
        Session.model_validate({"id": f"plan-{at}", "number": at, "agenda": one})
        for at, one in enumerate((closing, after))
    ]
    project = Project(Settings(title="Prov"), planned=tuple(planned))
    assert [one.day for one in follow_ups(guide(), project)][:2] == [date(2027, 5, 10), date(2027, 8, 10)]


@pytest.mark.parametrize(
    ("today", "months", "state"),
    [
        (date(2026, 8, 1), None, ""),
        (date(2026, 8, 20), 3, "due"),
        (date(2026, 10, 10), 3, "due"),
        (date(2026, 10, 30), 3, "late"),
        (date(2026, 12, 1), 6, "due"),
        (date(2028, 3, 1), 18, "late"),
    ],
)
def test_the_newest_whose_time_has_come_is_the_one_to_make(
    tmp_path: Path, today: date, months: int | None, state: str
) -> None:
    make_closed(tmp_path)
    due = due_now(follow_ups(guide(), load(tmp_path)), today)
    assert (due.months if due else None, due.state(today) if due else "") == (months, state)


def test_one_that_is_made_is_not_asked_for_again(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    store.add(record("follow_up", mark="months_3", date="2026-09-10"))
    dues = follow_ups(guide(), load(tmp_path))
    assert [one.done for one in dues] == [True, False, False, False]
    assert due_now(dues, date(2026, 9, 20)) is None


# -- solutions ------------------------------------------------------------------------------------------------

HISTORY = [{"date": "2026-05-20", "to": "tested"}, {"date": "2026-11-02", "to": "pilot"}]


def test_the_stage_on_a_day_is_the_last_one_before_it() -> None:
    solution = record("solution", stage="introduced", since="2027-03-01", history=HISTORY)
    days = ((2026, 5, 19), (2026, 5, 20), (2026, 11, 1), (2026, 11, 2), (2027, 3, 2))
    found = [stage_on(solution, date(*day))[0] for day in days]
    assert found == ["", "tested", "tested", "pilot", "introduced"]
    assert stage_on(solution, date(2026, 12, 1)) == ("pilot", "2026-11-02")


def test_the_path_of_a_solution_ends_with_where_it_is() -> None:
    solution = record("solution", stage="dormant", history=HISTORY)
    assert stage_path(solution) == [(date(2026, 5, 20), "tested"), (date(2026, 11, 2), "pilot"), (None, "dormant")]
    assert stage_path(record("solution", stage="idea", since="2026-01-01")) == [(date(2026, 1, 1), "idea")]
    assert stage_path(record("solution")) == []


def test_rows_of_the_history_need_not_stand_in_order() -> None:
    solution = record("solution", stage="pilot", history=[*reversed(HISTORY)])
    assert [stage for _day, stage in stage_path(solution)] == ["tested", "pilot"]


def test_a_check_whose_day_has_passed_is_due_unless_the_solution_is_ended(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    assert checks_due(load(tmp_path), date(2026, 9, 10)) == []
    assert [one.id for one in checks_due(load(tmp_path), date(2026, 9, 11))] == [ROOM]
    room = load(tmp_path).records[ROOM]
    store.replace(replace(room, values={**room.values, "stage": "ended"}))
    assert checks_due(load(tmp_path), date(2026, 9, 11)) == []


# -- effects --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "no_baseline"),
        ({"measurements": [{"date": "2026-10-01", "value": "18 av 40"}]}, "no_baseline"),
        ({"baseline_value": "Inte mätt"}, "no_baseline"),
        ({"baseline_value": "Inte mätt i rummet, men 6 av 52 på öppna huset"}, "too_early"),
        ({"baseline_value": "6 av 52"}, "too_early"),
        ({"baseline_value": "6 av 52", "measurements": [{"value": "För tidigt att säga"}]}, "too_early"),
        ({"baseline_value": "6 av 52", "measurements": [{"value": "Inte mätt"}]}, "not_measured"),
        ({"baseline_value": "6 av 52", "measurements": [{"value": "9 av 40"}]}, "measured"),
        ({"baseline_value": "6 av 52", "target": "20 av 40", "measurements": [{"value": "19 av 40"}]}, "measured"),
        ({"baseline_value": "6 av 52", "target": "20 av 40", "measurements": [{"value": "21 av 40"}]}, "reached"),
        ({"baseline_value": "Tyst", "target": "Liv", "measurements": [{"value": "Lite liv"}]}, "measured"),
    ],
)
def test_what_can_be_said_of_an_effect(values: dict[str, Any], state: str) -> None:
    assert effect_state(record("effect", **values)) == state


@pytest.mark.parametrize(
    ("before", "now", "target", "reached"),
    [
        ("10 dagar", "4 dagar", "5 dagar", True),
        ("10 dagar", "6 dagar", "5 dagar", False),
        ("", "4 dagar", "högst 5 dagar", True),
        ("", "4 dagar", "5 dagar", False),
        ("3 per dag", "9 av 10", "minst 5 per dag", False),
    ],
)
def test_the_target_is_reached_the_way_it_lies(before: str, now: str, target: str, reached: bool) -> None:
    assert is_reached(before, now, target) is reached


def test_a_baseline_noted_in_the_first_step_counts(tmp_path: Path) -> None:
    make_closed(tmp_path)
    values = {key: value for key, value in EFFECTS[NEW].items() if not key.startswith("baseline_value")}
    effect = record("effect", **{key: value for key, value in values.items() if key != "baseline_date"})
    found = baseline_of(effect, load(tmp_path))
    assert (found.value, found.day, found.source) == ("6 av 52", "2026-01-15", "räknat vid dörren")
    assert effect_state(effect, load(tmp_path)) == "too_early"


@pytest.mark.parametrize(("missing", "asked"), [("", []), ("value", ["baseline_value"]), ("date", ["baseline_date"])])
def test_the_check_takes_a_linked_baseline_that_has_value_and_day(
    tmp_path: Path, missing: str, asked: list[str]
) -> None:
    store = make_closed(tmp_path)
    project = load(tmp_path)
    effect, door = project.records[NEW], project.records[DOOR]
    kept = {key: value for key, value in effect.values.items() if key not in ("baseline_value", "baseline_date")}
    store.replace(replace(effect, values=kept))
    store.replace(replace(door, values={key: value for key, value in door.values.items() if key != missing}))
    look = Look(guide(), load(tmp_path), CLOSED.date())
    found = [one.remark.path[0] for one in find_remarks(look, ["no_baseline"]) if one.remark.record == NEW]
    assert found == asked


def test_a_measurement_is_due_when_the_day_of_the_target_has_passed(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    assert measurements_due(load(tmp_path), date(2026, 12, 15)) == []
    assert [one.id for one in measurements_due(load(tmp_path), date(2026, 12, 16))] == [NEW]
    effect = load(tmp_path).records[NEW]
    row = {"date": "2026-12-01", "value": "9 av 40"}
    store.replace(replace(effect, values={**effect.values, "measurements": [row]}))
    assert measurements_due(make_store(tmp_path).load(), date(2026, 12, 16)) == []


# -- few people -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0 av 41", "0 av 41"),
        ("3 av 41", "färre än 5 av 41"),
        ("tre av 41", "färre än 5 av 41"),
        ("2–3 av 41", "färre än 5 av 41"),
        ("3/41", "färre än 5 av 41"),
        ("3 av 41 (7 %)", "färre än 5 av 41"),
        ("5 av 41", "5 av 41"),
        ("36 av 41", "36 av 41"),
        ("37 av 41", "fler än 36 av 41"),
        ("41 av 41", "41 av 41"),
        ("2 av 9 föräldrar", "några av 9 föräldrar"),
        ("1 av 3", "för få för att visas (färre än 5)"),
        ("3 av 41 nya, 38 hade varit där", "färre än 5 av 41"),
        ("41 besökare, 3 av dem nya", "41 besökare, färre än fem av dem nya"),
        ("3 unga", "färre än fem unga"),
        ("1 200 av 3 000", "1 200 av 3 000"),
        ("den 3/4", "den 3/4"),
        ("Två av de åtta eftermiddagarna saknas", "Två av de åtta eftermiddagarna saknas"),
        ("4 av 5 i snitt", "4 av 5 i snitt"),
        ("4 torsdagar", "4 torsdagar"),
    ],
)
def test_few_people_are_not_told(text: str, shown: str) -> None:
    assert protected(text, "sv") == shown


def _public(part: int, whole: int) -> object:
    """Return what may be known of a share: the same for all that must not be told apart."""
    rest = whole - part
    if whole < 5:
        return "few"
    if part in (0, whole) or (part >= 5 and rest >= 5):
        return part
    return "some" if whole < 10 else "low" if part < 5 else "high"


@given(whole=st.integers(1, 400), data=st.data())
def test_two_shares_that_must_not_be_told_apart_have_the_same_words(whole: int, data: st.DataObject) -> None:
    first, second = (data.draw(st.integers(0, whole)) for _ in range(2))
    texts = [protected(f"{part} av {whole} ({100 * part // whole} %)", "sv") for part in (first, second)]
    assert (texts[0] == texts[1]) == (_public(first, whole) == _public(second, whole))


# -- the guide ------------------------------------------------------------------------------------------------

WRONG = """\
format: 1
method: eget
order: 95
title: Eget
purpose: Att pröva.
minutes: 5
group: {min: 2, max: 8}
materials: [Papper]
when_not: Aldrig.
basis: own
source: eget
script:
  - {move: follow, id: fel, title: Fel, minutes: 5, say: Hej, kind: solution, stage: nmae, history: stage, fields: [x]}
  - {move: fill, id: minns, title: Minns, minutes: 5, say: Hej, kind: effect, recall: {baseline: [y], z: [what]}}
"""


def test_what_is_wrong_in_a_move_that_follows_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "steps" / "6-forverkliga"
    folder.mkdir(parents=True)
    (folder / "eget.yaml").write_text(WRONG, "utf-8")
    _guide, findings = read_guide([shipped_folder("steps"), tmp_path / "steps"])
    places = sorted(
        (one.line, one.column, word)
        for one in findings
        for word in ("nmae", "stage", "x", "y", "z")
        if f'"{word}"' in one.message
    )
    lines = WRONG.splitlines()
    assert [(line, word) for line, _, word in places] == [
        (13, "nmae"), (13, "stage"), (13, "x"), (14, "y"), (14, "z"),
    ]  # fmt: skip
    assert all(lines[line - 1][column - 1 :].startswith(word) for line, column, word in places), places

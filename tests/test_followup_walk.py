"""The follow-up as it is walked: what is asked, what is stored, and that nothing is lost where it stops."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from followed import BACK, BAG, DOOR, NEW, ROOM, STEP, Following, follow, guide, lead, load, make_closed, make_store

from innoguide.cli.project import open_project
from innoguide.cli.walk import guide_for
from innoguide.jobs.walk.blank import blank_answers
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.marking import known_on
from innoguide.model.followup import MARKS, OTHER
from innoguide.model.moves import Fill
from innoguide.model.progress import step_gate
from innoguide.model.project import Project
from innoguide.model.record import kind_of
from innoguide.texts import use_language

SIX = datetime(2026, 12, 10, 13, 0)
PILOT = {
    f"uppfoljning.losningarna.{ROOM}.stage": "pilot",
    f"uppfoljning.losningarna.{ROOM}.date": "2026-11-02",
    f"uppfoljning.losningarna.{ROOM}.why": "Testerna höll",
    f"uppfoljning.losningarna.{ROOM}.decided_by": "enhetschefen",
    f"uppfoljning.losningarna.{ROOM}.blocked_by": "tid",
    f"uppfoljning.losningarna.{ROOM}.next_check": "2027-03-01",
    f"uppfoljning.effekterna.{NEW}.value": "21 av 41",
    f"uppfoljning.effekterna.{NEW}.comment": "Samma dörr",
    f"uppfoljning.effekterna.{BACK}.value": "För tidigt att säga",
    "uppfoljning.sagt.mark": "efter 6 månader",
    "uppfoljning.sagt.date": "2026-12-10",
    "uppfoljning.sagt.influences.0": "Ny busslinje",
    "uppfoljning.sagt.can_say": "Fler är nya än förut.",
    "uppfoljning.sagt.cannot_say": "Om de fortsätter komma.",
}


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def what_is_said(project: Project) -> dict[str, Any]:
    """Return what all records say; those made in the walk by their kind, since their ids are drawn."""
    given = {one.id: one.values for one in project.records.values() if one.session == "sista"}
    return given | {kind_of(one.id): one.values for one in project.records.values() if one.session != "sista"}


def test_a_change_of_stage_leaves_a_row_and_the_stage_before_it_too(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow(tmp_path, PILOT, start=SIX)
    values = load(tmp_path).records[ROOM].values
    assert (values["stage"], values["since"], values["blocked_by"]) == ("pilot", "2026-11-02", "time")
    assert values["history"] == [
        {"date": "2026-05-20", "to": "tested"},
        {"date": "2026-11-02", "to": "pilot", "why": "Testerna höll", "decided_by": "enhetschefen"},
    ]


def test_what_is_as_it_was_costs_an_enter_and_leaves_no_row(tmp_path: Path) -> None:
    make_closed(tmp_path)
    before = load(tmp_path).records[BAG]
    prompter = follow(tmp_path, PILOT, start=SIX)
    asked = [one for one in prompter.asked_keys if BAG in one]
    fields = ("stage", "owner", "blocked_by", "next_check", "learned")
    assert asked == [f"uppfoljning.losningarna.{BAG}.{name}" for name in fields]
    assert load(tmp_path).records[BAG] == before


def test_each_measurement_is_a_row_with_its_day(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow(tmp_path, PILOT, start=SIX)
    records = load(tmp_path).records
    assert records[NEW].values["measurements"] == [{"date": "2026-12-10", "value": "21 av 41", "comment": "Samma dörr"}]
    assert records[BACK].values["measurements"] == [{"date": "2026-12-10", "value": "För tidigt att säga"}]


def test_the_last_step_stays_closed_and_the_meeting_is_one_of_its_own(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow(tmp_path, PILOT, start=SIX)
    project = load(tmp_path)
    assert step_gate(project, "forverkliga") is not None
    assert [one.started[:10] for one in project.sessions] == ["2026-06-10", "2026-12-10"]
    (said,) = project.of_kind("follow_up")
    assert said.session == project.sessions[-1].id
    assert said.values["mark"] == "months_6"


def test_a_second_follow_up_is_a_new_one_with_rows_of_its_own(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow(tmp_path, PILOT, start=SIX)
    later = {
        f"uppfoljning.losningarna.{ROOM}.stage": "införd",
        f"uppfoljning.effekterna.{NEW}.value": "25 av 44",
        "uppfoljning.sagt.mark": "efter 12 månader",
        "uppfoljning.sagt.date": "2027-06-10",
    }
    follow(tmp_path, later, start=datetime(2027, 6, 10, 13, 0))
    project = load(tmp_path)
    assert [row["to"] for row in project.records[ROOM].values["history"]] == ["tested", "pilot", "introduced"]
    assert project.records[ROOM].values["since"] == "2027-06-10"
    assert [row["value"] for row in project.records[NEW].values["measurements"]] == ["21 av 41", "25 av 44"]
    assert [one.values["mark"] for one in project.of_kind("follow_up")] == ["months_6", "months_12"]


def test_going_back_and_taking_the_stage_back_takes_its_row_back(tmp_path: Path) -> None:
    make_closed(tmp_path)
    before = load(tmp_path).records[ROOM].values
    regret = {
        f"uppfoljning.losningarna.{ROOM}.stage": ["pilot", "testad"],
        f"uppfoljning.losningarna.{ROOM}.date": ":tillbaka",
    }
    follow(tmp_path, regret, start=SIX)
    assert load(tmp_path).records[ROOM].values == before


def test_going_back_and_naming_another_stage_leaves_one_row(tmp_path: Path) -> None:
    make_closed(tmp_path)
    regret = {
        f"uppfoljning.losningarna.{ROOM}.stage": ["pilot", "införd"],
        f"uppfoljning.losningarna.{ROOM}.date": ["2026-11-02", "2026-11-02"],
        f"uppfoljning.losningarna.{ROOM}.why": [":tillbaka", "Klart"],
    }
    prompter = Following(tmp_path, {"session.room": "bibliotek 2", "session.users": "nej", **regret}, start=SIX)
    prompter.answers[f"uppfoljning.losningarna.{ROOM}.date"] = ["2026-11-02", ":tillbaka", "2026-11-03"]
    lead(tmp_path, prompter)
    rows = load(tmp_path).records[ROOM].values["history"]
    assert rows[1:] == [{"date": "2026-11-03", "to": "introduced", "why": "Klart"}]


def test_a_measurement_can_be_taken_back(tmp_path: Path) -> None:
    make_closed(tmp_path)
    regret = {
        f"uppfoljning.effekterna.{NEW}.value": ["21 av 41", ""],
        f"uppfoljning.effekterna.{NEW}.date": ":tillbaka",
    }
    follow(tmp_path, regret, start=SIX)
    assert "measurements" not in load(tmp_path).records[NEW].values


def test_stopped_at_every_question_it_comes_to_the_same_end(tmp_path: Path) -> None:
    make_closed(tmp_path / "straight")
    follow(tmp_path / "straight", PILOT, start=SIX)
    make_closed(tmp_path / "stopped")
    prompter = Following(
        tmp_path / "stopped", {"session.room": "bibliotek 2", "session.users": "nej", **PILOT}, start=SIX
    )
    stops = 0
    while True:
        prompter.patience = 1
        try:
            lead(tmp_path / "stopped", prompter)
            break
        except KeyboardInterrupt:
            stops += 1
    assert stops > 20
    assert what_is_said(load(tmp_path / "stopped")) == what_is_said(load(tmp_path / "straight"))
    assert len(load(tmp_path / "stopped").sessions) == 2


def test_what_was_broken_off_months_ago_says_nothing_of_today(tmp_path: Path) -> None:
    make_closed(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        follow(tmp_path, PILOT, start=datetime(2026, 9, 10, 13, 0), patience=6)
    prompter = follow(tmp_path, {}, start=SIX)
    assert f"uppfoljning.losningarna.{ROOM}.stage" in prompter.asked_keys
    assert len(load(tmp_path).records[ROOM].values["history"]) == 2


def test_the_marks_of_the_kind_are_those_of_the_model() -> None:
    options = [one.id for one in guide().kinds["follow_up"].by_id["mark"].options]
    assert options == [*(f"months_{months}" for months in MARKS), OTHER]


def test_what_was_noted_in_the_first_step_is_shown_and_fills_the_effect(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    store.remove(load(tmp_path).records[BACK])
    effect = load(tmp_path).records[NEW]
    bare = {name: one for name, one in effect.values.items() if not name.startswith("baseline")}
    store.replace(replace(effect, values=bare))
    answers = {
        "session.room": "bibliotek 2",
        "session.users": "nej",
        "session.next": "3",
        "effektplan.utgangslaget.0.record": "1",
        "effektplan.utgangslaget.0.baseline_from": "1",
    }
    prompter = Following(tmp_path, answers, start=SIX)
    target = Target(step="forverkliga", method="effektplan", alone=True)
    walk(guide(), make_store(tmp_path), prompter, target=target, lang="sv")
    assert "Nya i rummet · 6 av 52 · 2026-01-15" in prompter.said
    values = load(tmp_path).records[NEW].values
    assert (values["baseline_from"], values["baseline_value"], values["baseline_date"]) == (
        DOOR,
        "6 av 52",
        "2026-01-15",
    )
    assert prompter.question("effektplan.utgangslaget.0.baseline_value").default == "6 av 52"


def test_before_an_effect_is_asked_about_its_baseline_and_target_are_shown(tmp_path: Path) -> None:
    make_closed(tmp_path)
    prompter = follow(tmp_path, PILOT, start=SIX)
    at = prompter.log.index("1/2  Unga som inte deltar kommer för första gången")
    shown = prompter.log[at : at + 6]
    assert "Utgångsläge: 6 av 52" in shown
    assert "Målvärde: Minst 20 av 40" in shown


def test_a_project_without_solutions_and_effects_can_still_say_what_it_knows(tmp_path: Path) -> None:
    make_store(tmp_path)
    prompter = follow(tmp_path, {"uppfoljning.sagt.mark": "vid ett annat tillfälle"}, start=SIX)
    assert "uppfoljning.sagt.date" in prompter.asked_keys


def test_an_empty_answers_file_names_what_is_asked_of_each_solution() -> None:
    text = blank_answers(guide(), "forverkliga", "uppfoljning", "sv")
    for name in ("stage", "why", "decided_by", "owner", "next_check", "value", "comment"):
        assert f"#   {name}:" in text


@pytest.mark.parametrize(
    ("day", "mark"), [(date(2026, 12, 10), "months_6"), (date(2026, 9, 1), "months_3"), (date(2026, 7, 1), OTHER)]
)
def test_the_day_and_the_mark_of_a_follow_up_need_not_be_asked(tmp_path: Path, day: date, mark: str) -> None:
    make_closed(tmp_path)
    assert known_on(guide(), load(tmp_path), day) == {"mark": mark, "date": day.isoformat()}


@pytest.mark.parametrize(("what", "asks"), [("uppfoljning", False), ("", False), ("reflektion", True)])
def test_a_walk_that_may_lead_to_the_follow_up_does_not_ask_for_them(tmp_path: Path, what: str, asks: bool) -> None:
    make_closed(tmp_path)
    opened = open_project(tmp_path)
    target = Target(step=STEP, method=what)
    led = next(one for one in guide_for(opened, target).methods[STEP] if one.method == "uppfoljning")
    (said,) = [one for one in led.script if isinstance(one, Fill) and one.kind == "follow_up"]
    assert ("mark" in said.fields) is asks

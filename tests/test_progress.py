"""What is done, what is open and what comes next, computed from the guide and the records."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_guide import CLOSE, GUIDE, LISTEN, SETTINGS, STEP, person, quote, write_guide

from innoguide.files.content import load_guide
from innoguide.model.guide import Guide
from innoguide.model.progress import (
    NextThing,
    build_progress,
    counted_facts,
    drafts,
    method_state,
    next_thing,
    parked_ideas,
    step_gate,
    unknown_answers,
)
from innoguide.model.project import Done, Project, Session
from innoguide.model.record import Record

AFTER = LISTEN.replace("method: listen", "method: after").replace("order: 10", "order: 20")
MAYBE = LISTEN.replace("method: listen", "method: maybe").replace("order: 10", "order: 5\noptional: true")
TALK = CLOSE.replace("method: close", "method: talk").replace(
    "{move: gate, id: gate,", "{move: say, id: end, say: Bye,"
)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Two steps; the first has a method that may be left out and two that may not, then a talk and the gate."""
    files = {
        "guide.yaml": GUIDE.replace("[first]", "[first, second]"),
        "1-first/step.yaml": STEP.replace("closes_with: [close]", "closes_with: [talk, close]"),
        "1-first/after.yaml": AFTER,
        "1-first/maybe.yaml": MAYBE,
        "shared/talk.yaml": TALK,
        "2-second/step.yaml": STEP.replace("step: first", "step: second").replace(
            "{method: listen,", "{method: close,"
        ),
    }
    return load_guide([write_guide(tmp_path_factory.mktemp("guide"), files)])


def project(*records: Record, done: str = "", returns: str = "") -> Project:
    """Return a project in which `method.move` of the first step are *done* and the group went back at *returns*."""
    moves = [word.split(".") for word in done.split()]
    raw = [{"to": "first", "from": "second", "why": "x", "at": at} for at in returns.split()]
    session = Session.model_validate({"id": "s1", "number": 1, "started": "2026-01-01", "returns": raw})
    for method, move in moves:
        session = session.with_done(Done(step="first", method=method, move=move, state="skipped"))
    return Project(SETTINGS, {one.id: one for one in records}, (session,))


def gate(conclusion: str = "go_on", *, at: str = "2026-01-20T13:00:00", status: str = "done") -> Record:
    values = {"conclusion": conclusion}
    return Record(id="gate-22222", kind="gate", step="first", status=status, created=at, updated=at, values=values)


ALL = "listen.hello listen.quotes listen.order after.hello after.quotes after.order"


@pytest.mark.parametrize(
    ("done", "state"),
    [
        ("", "left"),
        ("listen.hello", "begun"),
        ("listen.hello listen.quotes listen.order", "done"),
        ("after.hello", "left"),
    ],
)
def test_a_method_is_done_when_every_move_is_done_or_skipped(guide: Guide, done: str, state: str) -> None:
    method = guide.method("first", "listen")
    assert method is not None
    assert method_state(project(done=done), "first", method) == state


def test_a_method_done_in_one_step_is_left_in_another(guide: Guide) -> None:
    close = guide.method("second", "close")
    assert close is not None
    found = project(done="close.gate")
    assert method_state(found, "first", close) == "done"
    assert method_state(found, "second", close) == "left"


def test_an_untouched_step_has_not_started_and_a_record_or_a_move_begins_it(guide: Guide) -> None:
    assert [one.state for one in build_progress(guide, project())] == ["not_started", "not_started"]
    assert build_progress(guide, project(replace(quote(), step="first")))[0].state == "under_way"
    assert build_progress(guide, project(done="listen.hello"))[0].state == "under_way"


def test_a_step_tells_its_methods_records_and_what_is_missing(guide: Guide) -> None:
    met = replace(person(), step="first")
    progress = build_progress(guide, project(met, quote(), done=f"{ALL} maybe.hello"))[0]
    assert (progress.number, progress.records) == (1, 1)
    assert progress.methods_done == ("listen", "after")
    assert progress.methods_begun == ("maybe",)
    assert [(one.record, one.fields) for one in progress.missing] == [(met, ("about",))]


@pytest.mark.parametrize(
    ("record", "returns", "state"),
    [
        (gate(), "", "closed"),
        (gate("fill_in"), "", "under_way"),
        (gate("stop"), "", "under_way"),
        (gate(status="draft"), "", "under_way"),
        (gate(), "2026-01-21T09:00:00", "under_way"),
        (gate(), "2026-01-19T09:00:00", "closed"),
    ],
)
def test_a_step_is_closed_by_its_gate_until_the_group_goes_back(
    guide: Guide, record: Record, returns: str, state: str
) -> None:
    assert build_progress(guide, project(record, returns=returns))[0].state == state


def test_the_newest_gate_counts() -> None:
    newer = replace(gate("fill_in", at="2026-02-01T10:00:00"), id="gate-33333")
    assert step_gate(project(newer, gate()), "first") == newer


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ("", NextThing("first", "listen", "next_method")),
        ("after.hello", NextThing("first", "after", "continue")),
        ("maybe.hello", NextThing("first", "maybe", "continue")),
        ("listen.hello listen.quotes listen.order", NextThing("first", "after", "next_method")),
        (ALL, NextThing("first", "talk", "close_step")),
        (f"{ALL} talk.end", NextThing("first", "close", "close_step")),
        (f"{ALL} talk.end close.gate", NextThing("first", "close", "close_step")),
    ],
)
def test_what_comes_next_is_the_first_thing_left(guide: Guide, done: str, expected: NextThing) -> None:
    assert next_thing(guide, project(done=done)) == expected


def test_after_a_closed_step_comes_the_next_and_after_all_nothing(guide: Guide) -> None:
    assert next_thing(guide, project(gate())) == NextThing("second", "close", "close_step")
    last = replace(gate(), id="gate-33333", step="second")
    assert next_thing(guide, project(gate(), last)) == NextThing("second", "", "all_done")


@pytest.mark.parametrize(("topics", "met"), [([], False), (["home"], False), (["home", "school"], True)])
def test_an_exit_criterion_counts_the_records_it_names(guide: Guide, topics: list[str], met: bool) -> None:
    said = [quote(f"quote-{number}2222", "x", topic=topic) for number, topic in enumerate(topics, start=2)]
    (fact,) = counted_facts(project(*said), guide.step("first").exit_criteria[0])
    assert (fact.found >= fact.count.at_least) is met
    assert fact.found == topics.count("school")


def test_parked_ideas_are_those_that_nobody_has_taken_up() -> None:
    waiting = Record(id="parked_idea-22222", kind="parked_idea", values={"text": "en buss"})
    no = Record(id="parked_idea-33333", kind="parked_idea", values={"text": "x", "picked_up": False})
    taken = Record(id="parked_idea-44444", kind="parked_idea", values={"text": "y", "picked_up": True})
    assert parked_ideas(project(taken, no, waiting)) == [waiting, no]


def test_every_we_do_not_know_yet_is_told_oldest_first() -> None:
    later = quote().without_answer("topic").without_answer("rank")
    earlier = replace(person().without_answer("about"), created="2025-01-01")
    assert unknown_answers(project(later, earlier)) == [(earlier, "about"), (later, "topic"), (later, "rank")]


def test_drafts_are_the_records_that_are_not_done(tmp_path: Path) -> None:
    draft = replace(quote(), status="draft")
    assert drafts(project(draft, person())) == [draft]

"""model/phones.py: what events come to, in any order and however often they arrive."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from replayed import replay

from innoguide.model.phones import Event, Item, Round, RoundPlan

PLAN = RoundPlan(
    id="r1",
    mode="collect",
    title="Hinder",
    question="Vad hindrar unga?",
    lang="sv",
    items=(Item(id="a", label="Buss"), Item(id="b", label="Kväll")),
    criteria=(Item(id="worth", label="Nytta"), Item(id="ease", label="Lätt")),
    dots=3,
    questions=(Item(id="q1", label="Vi lyssnar"),),
    passes_on=True,
    tables=2,
)
PHONES = st.sampled_from(["p1", "p2", "p3", "p4"])
NOTE_IDS = st.sampled_from(["n1", "n2", "n3", "n4", "n5"])
DOTS = st.dictionaries(
    st.sampled_from(["worth", "ease"]), st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, 3)), max_size=2
)


def event(do: str, **values: Any) -> st.SearchStrategy[Event]:
    return st.fixed_dictionaries({"do": st.just(do), **values})


EVENTS = st.lists(
    st.one_of(
        event("join", phone=PHONES, table=st.integers(0, 2)),
        event("note", phone=PHONES, id=NOTE_IDS, text=st.sampled_from(["en buss", "en dörr"]), builds_on=NOTE_IDS),
        event("take_back", phone=PHONES, id=NOTE_IDS),
        event("ballot", phone=PHONES, dots=DOTS),
        event("ratings", phone=PHONES, answers=st.dictionaries(st.just("q1"), st.integers(1, 5))),
        event("pass", passes=st.integers(0, 6)),
        event("time", until=st.sampled_from(["", "2026-11-24T14:10:00+01:00"])),
        event("reveal"),
        event("close"),
        event("what is this"),
    ),
    max_size=30,
)


def note(phone: str, note_id: str, text: str = "en buss", **more: str) -> Event:
    return {"do": "note", "phone": phone, "id": note_id, "text": text, **more}


def join(phone: str, table: int = 0) -> Event:
    return {"do": "join", "phone": phone, "table": table}


@settings(max_examples=200, deadline=None)
@given(EVENTS)
def test_an_event_that_arrives_twice_changes_nothing_the_second_time(events: list[Event]) -> None:
    once = replay(PLAN, events)
    assert replay(PLAN, [one for one in events for _again in range(2)]) == once


@settings(max_examples=200, deadline=None)
@given(EVENTS, PHONES, NOTE_IDS, EVENTS)
def test_a_note_may_be_sent_again_at_any_time(
    before: list[Event], phone: str, note_id: str, after: list[Event]
) -> None:
    """A phone that did not hear the answer sends the same note once more, perhaps long after."""
    sent = [*before, note(phone, note_id), *after]
    assert replay(PLAN, [*sent, note(phone, note_id)]) == replay(PLAN, sent)


@settings(max_examples=200, deadline=None)
@given(EVENTS)
def test_each_paper_lies_before_exactly_one_phone(events: list[Event]) -> None:
    state = replay(PLAN, events)
    assert sorted(state.holds) == sorted(state.phones) == sorted(state.holds.values())
    assert {one.sheet for one in state.notes.values()} <= set(state.phones)


@settings(max_examples=200, deadline=None)
@given(EVENTS)
def test_all_dots_are_those_of_the_last_ballots(events: list[Event]) -> None:
    state = replay(PLAN, events)
    placed = [n for ballot in state.ballots.values() for per in ballot.values() for n in per.values()]
    assert sum(n for per in state.dots().values() for n in per.values()) == sum(placed)
    assert all(n for per in state.dots().values() for n in per.values())


@settings(max_examples=100, deadline=None)
@given(EVENTS, EVENTS)
def test_a_closed_round_takes_nothing_more_from_phones(before: list[Event], after: list[Event]) -> None:
    closed = replay(PLAN, [*before, {"do": "close"}])
    later = replay(PLAN, [*before, {"do": "close"}, *after])
    assert (later.notes, later.ballots, later.ratings, later.phones) == (
        closed.notes,
        closed.ballots,
        closed.ratings,
        closed.phones,
    )


@settings(max_examples=100, deadline=None)
@given(EVENTS, EVENTS)
def test_a_snapshot_does_not_change(before: list[Event], after: list[Event]) -> None:
    state = replay(PLAN, before)
    taken = state.snapshot()
    for one in after:
        state.take_in(one)
    assert taken == replay(PLAN, before)
    assert state == replay(PLAN, [*before, *after])


@settings(max_examples=100, deadline=None)
@given(EVENTS)
def test_the_version_grows_with_each_change_and_only_then(events: list[Event]) -> None:
    state = Round(PLAN)
    for one in events:
        was, version = state.snapshot(), state.version
        changed = state.take_in(one)
        assert state.version == version + changed
        assert changed == (state != was)


def test_papers_go_round_the_table_and_come_home() -> None:
    """Three phones: after one pass each has its neighbour's paper, after three its own, with what others wrote."""
    phones = ["p1", "p2", "p3"]
    state = replay(PLAN, [*map(join, phones), *(note(phone, f"n-{phone}") for phone in phones)])
    assert [state.sheet_before(phone) for phone in phones] == [[], [], []]
    seen: dict[str, list[str]] = {phone: [] for phone in phones}
    for turn in range(1, 4):
        state.take_in({"do": "pass", "passes": turn})
        for phone in phones:
            seen[phone] += [one.id for one in state.sheet_before(phone)]
    assert seen == {"p1": ["n-p3", "n-p2"], "p2": ["n-p1", "n-p3"], "p3": ["n-p2", "n-p1"]}


def test_what_is_built_on_a_paper_stays_on_it() -> None:
    events = [join("p1"), join("p2"), note("p1", "n1"), {"do": "pass", "passes": 1}, note("p2", "n2", builds_on="n1")]
    state = replay(PLAN, events)
    assert (state.notes["n2"].sheet, state.notes["n2"].builds_on) == ("p1", "n1")
    state.take_in({"do": "pass", "passes": 2})
    assert [one.id for one in state.sheet_before("p1")] == ["n2"]  # home again: what the other added


def test_who_comes_late_does_not_move_the_papers_that_lie_there() -> None:
    events = [join("p1"), join("p2"), note("p1", "n1"), note("p2", "n2"), {"do": "pass", "passes": 1}, join("p3")]
    state = replay(PLAN, events)
    assert [[one.id for one in state.sheet_before(phone)] for phone in ("p1", "p2", "p3")] == [["n2"], ["n1"], []]
    state.take_in(note("p3", "n3"))
    state.take_in({"do": "pass", "passes": 2})
    assert [one.id for one in state.sheet_before("p1")] == ["n3"]


def test_papers_stay_at_their_table() -> None:
    events = [join("p1", 1), join("p2", 2), join("p3", 1), note("p1", "n1"), note("p2", "n2")]
    state = replay(PLAN, [*events, {"do": "pass", "passes": 1}])
    assert [one.id for one in state.sheet_before("p3")] == ["n1"]
    assert state.sheet_before("p2") == []


def test_only_the_sender_takes_a_note_back_and_it_does_not_return() -> None:
    state = replay(PLAN, [note("p1", "n1"), note("p2", "n2", builds_on="n1")])
    assert not state.take_in({"do": "take_back", "phone": "p2", "id": "n1"})
    assert state.take_in({"do": "take_back", "phone": "p1", "id": "n1"})
    assert not state.take_in(note("p1", "n1"))
    assert (list(state.notes), state.notes["n2"].builds_on) == (["n2"], "")


def test_answers_that_are_shown_do_not_change() -> None:
    """A number that changes on the wall would tell what the last one answered."""
    ratings = [{"do": "ratings", "phone": f"p{n}", "answers": {"q1": n}} for n in range(1, 6)]
    state = replay(PLAN, [*ratings, {"do": "reveal"}])
    assert not state.take_in({"do": "ratings", "phone": "p6", "answers": {"q1": 1}})
    assert not state.take_in({"do": "ratings", "phone": "p1", "answers": {"q1": 5}})
    assert state.answers_to("q1") == [1, 2, 3, 4, 5]


def test_who_has_answered_is_counted_once() -> None:
    state = replay(PLAN, [join("p3"), note("p1", "n1"), note("p1", "n2"), {"do": "ballot", "phone": "p2", "dots": {}}])
    assert (state.answered, len(state.phones)) == (2, 3)

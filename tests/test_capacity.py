"""The self-assessment as values: rounds, medians, themes, and nothing of fewer than five answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from drawn import guide, outputs, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innoguide.model.audience import CAPACITY
from innoguide.model.capacity import (
    ROUNDS,
    Answered,
    build_capacity,
    change_of,
    questions_of,
    round_made_in,
    round_of_day,
)
from innoguide.model.programme.summarise import build_summary
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record
from innoguide.model.tally import SMALLEST_GROUP, public_rating, shown_number, storable

FIVE = (1, 2, 3, 4, 5)
STEPS = {"before": "ringa-in", "after": "forverkliga", "six_months": "forverkliga"}
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def rating(number: int, about: str, given_: Sequence[int], *, round_: str = "before", **more: Any) -> Record:
    """Return a rating of the self-assessment, with an id and a time of its own."""
    values = {key: value for key, value in storable(given_).items() if value is not None}
    return record(
        f"rating-{SIGNS[number // 31]}{SIGNS[number % 31]}aaa",
        step=STEPS[round_],
        method=CAPACITY,
        created=f"2026-11-24T13:{number // 60:02}:{number % 60:02}",
        question=f"Påstående {about}",
        about=about,
        **{"round": round_, **values, **more},
    )


def project_of(*records: Record) -> Project:
    return Project(Settings(title="Prov"), {one.id: one for one in records})


def test_the_fourteen_statements_each_have_a_theme() -> None:
    themes = {one.id: one.theme for one in questions_of(guide())}
    assert len(themes) == 14
    assert {theme: sum(one == theme for one in themes.values()) for theme in themes.values()} == {
        "way_of_working": 5, "users": 4, "conditions": 3, "effects": 2,
    }  # fmt: skip


def test_median_middle_half_and_change() -> None:
    capacity = build_capacity(
        guide(),
        project_of(
            rating(0, "know_users", [1, 1, 2, 2, 3, 5]), rating(1, "know_users", [4, 4, 4, 5, 5], round_="after")
        ),
    )
    (one,) = capacity.statements
    assert one.rounds == {"before": Answered(2.0, 1.0, 3.0, 6), "after": Answered(4.0, 4.0, 5.0, 5)}
    assert change_of(one.rounds, "before", "after") == 2.0
    assert change_of(one.rounds, "before", "six_months") is None
    assert capacity.rounds == ("before", "after")
    assert (capacity.fewest("before"), capacity.fewest("six_months")) == (6, 0)


def test_four_answers_give_nothing_and_do_not_touch_the_theme() -> None:
    shown, hidden = rating(0, "know_users", FIVE), rating(1, "dare_ask", [5, 5, 5, 5], unknown=3)
    capacity = build_capacity(guide(), project_of(shown, hidden))
    assert [one.rounds["before"] is None for one in capacity.statements] == [False, True]
    assert capacity.statements[1].unknown == {}
    (theme,) = capacity.themes
    assert (theme.statements, theme.rounds["before"]) == (("know_users",), Answered(3.0, 1.5, 4.5, 5))


def test_a_theme_compares_the_same_statements_in_each_round() -> None:
    capacity = build_capacity(
        guide(),
        project_of(
            rating(0, "know_users", FIVE),
            rating(1, "dare_ask", [5] * 5),
            rating(2, "know_users", FIVE, round_="after"),
            rating(3, "dare_ask", [1] * 4, round_="after"),
        ),
    )
    (theme,) = capacity.themes
    assert theme.statements == ("know_users",)
    assert change_of(theme.rounds, "before", "after") == 0.0


def test_a_rating_without_a_round_tells_it_by_its_step() -> None:
    old = [rating(0, "know_users", FIVE, round_="after"), rating(1, "dare_ask", FIVE)]
    old = [replace(one, values={key: value for key, value in one.values.items() if key != "round"}) for one in old]
    found = build_capacity(guide(), project_of(*old))
    assert {one.id: [*one.rounds] for one in found.statements} == {"know_users": ["after"], "dare_ask": ["before"]}


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (1, "1–4"), (4, "1–4"), (5, "5"), (12, "12")])
def test_few_people_are_not_told_apart(number: int, shown: str) -> None:
    assert shown_number(number) == shown


def test_of_few_answers_nobody_but_the_group_sees_how_many() -> None:
    few = {"about": "dare_ask", "answers": 3, "unknown": 2, "round": "before"}
    assert public_rating(few) == {"about": "dare_ask", "round": "before"}
    counted = {"counts": [{"value": 4, "count": 5}], "unknown": 2}
    assert public_rating(counted) == counted


# which round


def gate(day: str) -> Record:
    return record("gate-aaaaa", step="forverkliga", created=f"{day}T10:00:00", conclusion="go_on")


@pytest.mark.parametrize(
    ("step", "records", "expected"),
    [
        ("ringa-in", (), "before"),
        ("testa-ideer", (gate("2026-01-10"),), "before"),
        ("forverkliga", (), "after"),
        ("forverkliga", (gate("2026-05-01"),), "after"),
        ("forverkliga", (gate("2026-01-10"),), "six_months"),
        ("forverkliga", (record("follow_up-aaaaa", mark="months_6", date="2026-06-01"),), "six_months"),
    ],
)
def test_a_round_follows_from_the_step_and_the_time_since_it_was_closed(
    step: str, records: tuple[Record, ...], expected: str
) -> None:
    project = project_of(*records)
    assert round_made_in(guide(), project, step=step, day=date(2026, 6, 1)) == expected


def test_the_round_that_it_is_time_for_is_before_until_the_last_step_begins() -> None:
    project = project_of()
    assert round_of_day(guide(), project, date(2026, 6, 1)) == "before"
    done = [{"step": "forverkliga", "method": "effektkedja", "move": "a"}]
    begun = Session.model_validate({"id": "a", "number": 1, "started": "2026-05-30T09:00:00", "done": done})
    assert round_of_day(guide(), project.with_session(begun), date(2026, 6, 1)) == "after"
    assert round_of_day(guide(), project_of(gate("2026-01-10")), date(2026, 6, 1)) == "six_months"


# nothing of the hidden can be found

IDS = ("explain_way", "know_users", "dare_ask", "asked_for", "follow_up")
few = st.lists(st.integers(1, 5), min_size=1, max_size=SMALLEST_GROUP - 1)
many = st.lists(st.integers(1, 5), min_size=SMALLEST_GROUP, max_size=9)


@st.composite
def two_projects(draw: st.DrawFn) -> tuple[list[Record], list[Record]]:
    """Return the ratings of two projects that differ only in what was answered where fewer than five answered.

    Written as a person could by hand, with counts and all: not only as the program stores them.
    """
    first, second = [], []
    for number, (about, round_) in enumerate((about, round_) for round_ in ROUNDS for about in IDS):
        if not draw(st.booleans()):
            continue
        if draw(st.booleans()):
            both = rating(number, about, draw(many), round_=round_, unknown=draw(st.integers(0, 9)))
            first.append(both)
            second.append(both)
            continue
        first.append(by_hand(number, about, draw(few), round_, draw(st.integers(0, 4))))
        second.append(by_hand(number, about, draw(few), round_, draw(st.integers(0, 4))))
    return first, second


def by_hand(number: int, about: str, answers: Sequence[int], round_: str, unknown: int) -> Record:
    """Return a rating that holds what a rating of so few must not: everybody's answer."""
    counts = [{"value": value, "count": answers.count(value)} for value in sorted(set(answers))]
    return rating(number, about, answers, round_=round_, counts=counts, answers=len(answers), unknown=unknown)


@settings(max_examples=60, deadline=None)
@given(two_projects())
def test_what_fewer_than_five_answered_is_in_no_value_and_no_summary(both: tuple[list[Record], list[Record]]) -> None:
    one, other = project_of(*both[0]), project_of(*both[1])
    assert build_capacity(guide(), one) == build_capacity(guide(), other)
    assert build_summary(guide(), one) == build_summary(guide(), other)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(two_projects())
def test_what_fewer_than_five_answered_is_in_no_public_document(both: tuple[list[Record], list[Record]]) -> None:
    first, second = both
    assert outputs(*first, audience="public") == outputs(*second, audience="public")

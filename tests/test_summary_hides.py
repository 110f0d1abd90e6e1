"""What is hidden in a summary cannot be found: projects that differ only there give the same bytes."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.files.content import content_folders, load_guide
from innoguide.files.summaryfile import summary_bytes
from innoguide.model.amount import protected_target
from innoguide.model.few_people import without_few
from innoguide.model.guide import Guide
from innoguide.model.programme.numbers import Total, number_text, protect, total
from innoguide.model.programme.summarise import build_summary
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record

ROUNDS = ("before", "after", "six_months")
STATEMENTS = ("explain_way", "know_users", "dare_ask", "know_or_assume", "time_set_aside", "follow_up")


@cache
def guide() -> Guide:
    return load_guide(content_folders("steps", None), with_checks=False)


def record(kind: str, number: int, **values: Any) -> Record:
    """Return a record of a project; the same number is the same id and day."""
    signs = "23456789abcdefghjkmnpqrstuvwxyz"
    code = "".join(signs[number // 31**power % 31] for power in range(5))
    return Record(id=f"{kind}-{code}", kind=kind, created="2026-01-01T10:00:00", step="forverkliga", values=values)


def published(*records: Record) -> bytes:
    project = Project(Settings(title="T"), {one.id: one for one in records})
    return summary_bytes(build_summary(guide(), project))


def rating(number: int, statement: str, time: str, counts: dict[int, int], unknown: int) -> Record:
    rows = [{"value": value, "count": count} for value, count in counts.items() if count]
    made = record("rating", number, question=statement, about=statement, round=time, counts=rows, unknown=unknown)
    return Record(**{**vars(made), "method": "sjalvskattning"})


few = st.dictionaries(st.integers(1, 5), st.integers(1, 4), min_size=1).filter(lambda one: sum(one.values()) < 5)
many = st.dictionaries(st.integers(1, 5), st.integers(1, 6), min_size=1).filter(lambda one: sum(one.values()) >= 5)


@settings(max_examples=60, deadline=None)
@given(
    hidden=st.lists(st.tuples(few, few), min_size=1, max_size=4),
    shown=st.lists(many, min_size=0, max_size=3),
    unknown=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    data=st.data(),
)
def test_answers_of_fewer_than_five_change_nothing(
    hidden: list[tuple[dict[int, int], dict[int, int]]],
    shown: list[dict[int, int]],
    unknown: tuple[int, int],
    data: st.DataObject,
) -> None:
    places = data.draw(st.permutations([(one, time) for one in STATEMENTS for time in ROUNDS]))
    common = [rating(n, *places[n], one, 0) for n, one in enumerate(shown)]
    first, second = (
        published(
            *common,
            *(rating(100 + n, *places[6 + n], pair[side], unknown[side]) for n, pair in enumerate(hidden)),
        )
        for side in (0, 1)
    )
    assert first == second


@settings(max_examples=40, deadline=None)
@given(users=st.integers(5, 9), first=st.integers(1, 4), second=st.integers(1, 4))
def test_how_few_were_met_changes_nothing(users: int, first: int, second: int) -> None:
    def met(few: int) -> bytes:
        kinds = ["user"] * users + ["non_user"] * few
        return published(
            *(record("interview", n, pseudonym=f"A{n}", participant_type=one) for n, one in enumerate(kinds))
        )

    assert met(first) == met(second)
    assert b"1-4" in met(first) and f"user: {users}".encode() in met(first)


@settings(max_examples=40, deadline=None)
@given(whole=st.integers(10, 60), first=st.integers(1, 4), second=st.integers(1, 4), rest=st.booleans())
def test_few_in_a_measurement_change_nothing(whole: int, first: int, second: int, rest: bool) -> None:
    def measured(few: int) -> bytes:
        part = whole - few if rest else few
        rows = [{"date": "2026-02-01", "value": f"{part} av {whole} besökare"}]
        return published(
            record(
                "effect",
                1,
                effect="Fler",
                measurements=rows,
                baseline_value=f"{part} av {whole}",
                target=f"{part} av {whole}",
            )
        )

    assert measured(first) == measured(second)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("minst 20 av 190", True),
        ("Alla säger det", True),
        ("6 av 7", False),
        ("3 av 41", False),
        ("dubbelt så många, alltså 38 av 41", False),
    ],
)
def test_a_target_of_few_people_is_not_shown_to_others(target: str, shown: bool) -> None:
    effect = without_few(record("effect", 1, effect="Fler", target=target), "sv")
    assert (effect.values["target"] == target) is shown
    assert shown or not any(map(str.isdigit, effect.values["target"]))
    assert protected_target(str(effect.values["target"]), "sv") == effect.values["target"]


@given(st.lists(st.integers(0, 30), max_size=12))
def test_a_total_holds_the_truth_and_knows_only_what_is_published(numbers: list[int]) -> None:
    shown = [protect(one) for one in numbers]
    found = total(one for one in shown if isinstance(one, int | str))
    assert found.least <= sum(numbers) <= found.most
    assert found.is_exact == (shown == numbers)


def test_numbers_are_written_as_people_write_them() -> None:
    assert [number_text(one, "sv") for one in (0, 12, "1-4", Total(8, 8), Total(43, 49))] == [
        "0",
        "12",
        "1–4",
        "8",
        "43–49",
    ]

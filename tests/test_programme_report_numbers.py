"""Small numbers in the programme's report: no total gives a hidden one away, and medians are of groups alone."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme_values import built, rated, summary

from innoguide.model.programme.programme import Gathered, Group
from innoguide.model.programme.summary import Summary
from innoguide.model.programme.themes import Themes

KINDS = ("user", "non_user", "staff")
HIDDEN = "1–4"


def read(name: str, made: Summary) -> Gathered:
    return Gathered(Group(name=name, path=f"groups/{name}"), made)


def report(groups: list[dict[str, int]]) -> str:
    """Return the report of groups that have met so many of each kind."""
    made = [read(f"g{at}", summary(f"Grupp {at}", met=met)) for at, met in enumerate(groups)]
    return built(made, themes=Themes())["report.md"]


def met_table(text: str) -> list[list[str]]:
    """Return the cells of the table of whom the groups met: rows of groups, then the totals; sums last."""
    rows = text.split("| Grupp | användare |", 1)[1].split("\n\n", 1)[0].split("\n")[2:]
    return [[one.strip() for one in row.strip("|").split("|")][1:] for row in rows]


def bounds(text: str) -> tuple[int, int]:
    low, _, high = text.partition("–")
    return int(low), int(high or low)


def possible(table: list[list[str]]) -> dict[tuple[int, int], set[int]]:
    """Return for each hidden cell the values that it may have, given all that the table says. Brute force."""
    cells = {(r, c): bounds(text) for r, row in enumerate(table[:-1]) for c, text in enumerate(row[:-1])}
    hidden = [place for place, (low, high) in cells.items() if low != high]
    totals = [(bounds(row[-1]), [(r, c) for c in range(len(row) - 1)]) for r, row in enumerate(table[:-1])]
    totals += [(bounds(text), [(r, c) for r in range(len(table) - 1)]) for c, text in enumerate(table[-1][:-1])]
    totals.append((bounds(table[-1][-1]), list(cells)))
    found: dict[tuple[int, int], set[int]] = {place: set() for place in hidden}
    for values in product(range(1, 5), repeat=len(hidden)):
        guess = {place: low for place, (low, _high) in cells.items()} | dict(zip(hidden, values, strict=True))
        if all(low <= sum(guess[place] for place in places) <= high for (low, high), places in totals):
            for place, value in zip(hidden, values, strict=True):
                found[place].add(value)
    return found


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from([0, 0, 5, 3, 9]), st.sampled_from([0, 7, 6, 1])),
        min_size=1,
        max_size=3,
    ).filter(lambda rows: any(any(row) for row in rows) and sum(0 < n < 5 for row in rows for n in row) <= 5)
)
def test_no_total_lets_a_hidden_number_be_computed(rows: list[tuple[int, int, int]]) -> None:
    table = met_table(report([dict(zip(KINDS, row, strict=True)) for row in rows]))
    for row, cells in zip(rows, table, strict=False):
        assert [cells[at] for at in range(3)] == [HIDDEN if 0 < one < 5 else str(one) for one in row]
    assert all(values == {1, 2, 3, 4} for values in possible(table).values())


def test_the_brute_force_finds_what_a_careless_total_gives_away() -> None:
    assert possible([["12", HIDDEN, "14"], ["12", HIDDEN, "14"]]) == {(0, 1): {2}}


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=4))
def test_what_is_hidden_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    def all_of(which: int) -> dict[str, str]:
        groups = [
            read(f"g{at}", summary(f"Grupp {at}", met={"user": 12, "non_user": pair[which]}))
            for at, pair in enumerate(pairs)
        ]
        return built(groups, themes=Themes())

    assert all_of(0) == all_of(1)


def test_a_total_without_anything_hidden_is_exact() -> None:
    table = met_table(report([{"user": 12, "non_user": 5, "staff": 0}, {"user": 8, "non_user": 0, "staff": 6}]))
    assert table[-1] == ["20", "5", "6", "31"]


def test_how_many_have_met_non_users_is_counted_of_groups() -> None:
    text = report([{"user": 12, "non_user": 2}, {"user": 8, "non_user": 6}, {"user": 8, "non_user": 0}])
    assert "[2 av 3 grupper](underlag.md#u" in text
    assert "har mött icke-användare, 7–10 gånger tillsammans." in text
    nobody = report([{"user": 12, "non_user": 0}])
    assert "Ingen grupp har mött icke-användare." in nobody


# capacity


def capacity(*groups: tuple[float | None, float | None]) -> str:
    """Return the section about capacity of groups with these medians before and after."""
    made = []
    for at, medians in enumerate(groups):
        rounds = [rated(name, one) for name, one in zip(("before", "after"), medians, strict=True) if one]
        made.append(read(f"g{at}", summary(f"Grupp {at}", capacity=rounds)))
    text = built(made, themes=Themes())["report.md"]
    return text.split("\n## Förmåga före", 1)[1].split("\n## ", 1)[0]


def test_groups_are_the_units_of_what_rose_and_fell() -> None:
    text = capacity((2, 4), (3, 3), (4, 3), (3, 5), (None, 5), (2, None), (None, None))
    assert re.search(r"\| Arbetssättet \| 4 \| 2 \| 1 \| 1 \| 3 \| 3,5 \| \[U\d+\]", text)
    assert re.search(
        r"I \[2 av 4 grupper\]\(underlag.md#u\d+\) .*steg fler påståenden än som sjönk under arbetet", text
    )
    assert "[5 av 7 grupper](underlag.md#u" in text, "as many show the first round"
    assert "visar ingen skattning." in text


def test_one_round_alone_is_not_compared() -> None:
    text = capacity((2, None), (3, None))
    assert "Ingen grupp visar samma påstående i flera omgångar" in text
    assert "| Tema |" not in text


def test_how_many_answered_is_not_in_the_report() -> None:
    made = rated("before", 3)
    texts = []
    for answers in (6, 19):
        one = read("a", summary("Alvik", capacity=[{**made, "least_answers": answers}]))
        texts.append(built([one], themes=Themes()))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("hidden", [0, 3])
def test_hidden_statements_are_said_to_be_hidden(hidden: int) -> None:
    one = read("a", summary("Alvik", capacity=[rated("before", 3, hidden=hidden)]))
    assert ("döljs några påståenden" in built([one], themes=Themes())["report.md"]) == bool(hidden)

"""Notes from phones while they are looked through: what is typed is understood, and no note gets lost on the way."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replayed import replay

from innoguide.model.phone_review import Row, Strange, edited, read_edit, rows_of
from innoguide.model.phones import RoundPlan

ROWS = [Row(number=number, ids=(f"n{number}",), text=f"text {number}") for number in range(1, 6)]
PLAN = RoundPlan(id="r", mode="collect", title="Lappar", question="Vad?", lang="sv", tables=2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3 ny text", ("text", [3], "ny text")),
        ("3: 5 unga i kön", ("text", [3], "5 unga i kön")),
        ("3+5", ("merge", [3, 5], "")),
        ("3 + 5 + 1 allt i ett", ("merge", [3, 5, 1], "allt i ett")),
        ("slå ihop 3 och 5", ("merge", [3, 5], "")),
        ("Merge 3, 5: both", ("merge", [3, 5], "both")),
        ("ta bort 1 3-9", ("drop", [1, 3, 4, 5], "")),
        ("REMOVE all", ("drop", [1, 2, 3, 4, 5], "")),
        ("parkera 4", ("park", [4], "")),
        ("park 2 & 2", ("park", [2], "")),
        ("same", ("same", [], "")),
    ],
)
def test_what_is_typed_is_understood(typed: str, expected: tuple[str, list[int], str]) -> None:
    edit = read_edit(typed, ROWS)
    assert not isinstance(edit, Strange)
    assert (edit["do"], edit["numbers"], edit["text"]) == expected


@pytest.mark.parametrize(
    ("typed", "number"), [("", 0), ("3", 0), ("3 5", 0), ("9 ny text", 9), ("3+9", 9), ("3+3", 0), ("ta bort", 0)]
)
def test_what_is_not_understood_is_said(typed: str, number: int) -> None:
    assert read_edit(typed, ROWS) == Strange(number)


EDITS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["ta bort", "parkera", "slå ihop"]), st.lists(st.integers(1, 6), min_size=1)).map(
            lambda pair: f"{pair[0]} {' '.join(map(str, pair[1]))}"
        ),
        st.builds("{} ny text".format, st.integers(1, 6)),
        st.just("lika"),
        st.text(max_size=12),
    ),
    max_size=8,
)


@given(EDITS)
def test_only_what_is_taken_away_is_lost_and_numbers_stay(typed: list[str]) -> None:
    edits, taken = [], set()
    for one in typed:
        now = edited(ROWS, edits)
        edit = read_edit(one, now)
        if isinstance(edit, Strange):
            continue
        if edit["do"] == "drop":
            taken |= {each for row in now if row.number in edit["numbers"] for each in row.ids}
        edits.append(edit)
    left = edited(ROWS, json.loads(json.dumps(edits)))
    ids = [each for row in left for each in row.ids]
    assert sorted(ids) == sorted({f"n{number}" for number in range(1, 6)} - taken), "each note once"
    assert [row.number for row in left] == sorted({row.number for row in left}), "in order, no number twice"
    assert all(row.text for row in left)


def test_rows_stand_by_table_and_survive_the_disk() -> None:
    events = [
        {"do": "join", "phone": "a", "table": 2},
        {"do": "join", "phone": "b", "table": 1},
        {"do": "note", "phone": "a", "id": "1", "text": "från två"},
        {"do": "note", "phone": "b", "id": "2", "text": "från ett"},
        {"do": "note", "phone": "b", "id": "3", "text": "vidare", "builds_on": "2"},
        {"do": "note", "phone": "b", "id": "4", "text": "bygger på en borttagen", "builds_on": "x"},
    ]
    rows = rows_of(replay(PLAN, events))
    assert [(row.number, row.text, row.tables, row.builds_on) for row in rows] == [
        (1, "från ett", (1,), ()),
        (2, "vidare", (1,), ("2",)),
        (3, "bygger på en borttagen", (1,), ()),
        (4, "från två", (2,), ()),
    ]
    assert [Row.read(json.loads(json.dumps(asdict(row)))) for row in rows] == rows


def test_a_merged_note_builds_on_nothing_in_itself() -> None:
    rows = [Row(number=1, ids=("a",), text="x"), Row(number=2, ids=("b",), text="y", builds_on=("a",))]
    (merged,) = edited(rows, [{"do": "merge", "numbers": [1, 2], "text": ""}])
    assert (merged.ids, merged.builds_on, merged.text) == (("a", "b"), (), "x / y")

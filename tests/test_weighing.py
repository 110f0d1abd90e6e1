"""Weighted criteria summed up: right sums, nothing dropped, nothing missing counted as nothing."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from innoguide.model.weighing import HIGHEST, highest_sum, weigh, weights_of

NAMES = ["idea-22222", "idea-33333", "idea-44444", "idea-55555"]
CRITERIA = ["user_value", "novelty", "feasibility"]
numbers = st.integers(1, HIGHEST)
weightings = st.dictionaries(st.sampled_from(CRITERIA), numbers, min_size=1)


@st.composite
def weighings(draw: st.DrawFn) -> dict[str, Any]:
    """A weighing in which any score may be missing, with its rows in any order."""
    weights = draw(weightings)
    cells = [(name, criterion) for name in NAMES for criterion in weights]
    scores = draw(st.dictionaries(st.sampled_from(cells), numbers))
    rows = [{"record": name, "criterion": one, "score": score} for (name, one), score in scores.items()]
    criteria = [{"criterion": one, "label": one, "weight": weight} for one, weight in weights.items()]
    return {"weighed": NAMES, "criteria": criteria, "scores": draw(st.permutations(rows))}


def score(weighing: dict[str, Any], record: str, criterion: str) -> int | None:
    rows = weighing["scores"]
    return next((row["score"] for row in rows if (row["record"], row["criterion"]) == (record, criterion)), None)


def test_a_sum_is_each_score_times_its_weight() -> None:
    criteria = [
        {"criterion": "user_value", "label": "", "weight": 5},
        {"criterion": "novelty", "label": "", "weight": 2},
    ]
    scores = [("idea-22222", "user_value", 3), ("idea-22222", "novelty", 4), ("idea-33333", "user_value", 4)]
    rows = [{"record": name, "criterion": one, "score": number} for name, one, number in scores]
    found = weigh({"weighed": NAMES[:3], "criteria": criteria, "scores": rows})
    assert [(one.record, one.total, one.missing) for one in found] == [
        ("idea-22222", 23, ()),
        ("idea-33333", 20, ("novelty",)),
        ("idea-44444", 0, ("user_value", "novelty")),
    ]


@given(weighings())
def test_every_record_is_there_once_with_its_own_scores_and_what_it_lacks(weighing: dict[str, Any]) -> None:
    found = weigh(weighing)
    assert sorted(one.record for one in found) == NAMES
    for one in found:
        given_scores = {name: score(weighing, one.record, name) for name in weights_of(weighing)}
        assert one.scores == {name: number for name, number in given_scores.items() if number is not None}
        assert one.missing == tuple(name for name, number in given_scores.items() if number is None)
        assert one.total == sum(weights_of(weighing)[name] * number for name, number in one.scores.items())


@given(weighings())
def test_what_is_whole_stands_first_and_the_highest_sum_first_among_those(weighing: dict[str, Any]) -> None:
    found = weigh(weighing)
    whole = [one.total for one in found if not one.missing]
    assert [one.total for one in found[: len(whole)]] == whole == sorted(whole, reverse=True)
    assert all(total <= highest_sum(weighing) for total in whole)


@given(weighings(), st.randoms())
def test_the_order_of_the_rows_says_nothing(weighing: dict[str, Any], chance: Any) -> None:
    shuffled = {**weighing, "scores": chance.sample(weighing["scores"], k=len(weighing["scores"]))}
    assert weigh(shuffled) == weigh(weighing)


@given(weighings(), st.integers(0, 99))
def test_a_higher_score_gives_a_higher_sum_by_just_its_weight(weighing: dict[str, Any], at: int) -> None:
    low = [index for index, row in enumerate(weighing["scores"]) if row["score"] < HIGHEST]
    if not low:
        return
    index = low[at % len(low)]
    row = weighing["scores"][index]
    rows = [
        {**one, "score": one["score"] + 1} if number == index else one for number, one in enumerate(weighing["scores"])
    ]
    before = {one.record: one.total for one in weigh(weighing)}
    after = {one.record: one.total for one in weigh({**weighing, "scores": rows})}
    raised = {name: total - before[name] for name, total in after.items() if total != before[name]}
    assert raised == {row["record"]: weights_of(weighing)[row["criterion"]]}


@given(weighings())
def test_equal_weights_order_as_no_weights_do(weighing: dict[str, Any]) -> None:
    ones = {**weighing, "criteria": [{**row, "weight": 1} for row in weighing["criteria"]]}
    fives = {**weighing, "criteria": [{**row, "weight": 5} for row in weighing["criteria"]]}
    unweighted = {**weighing, "criteria": [{"criterion": row["criterion"]} for row in weighing["criteria"]]}
    assert [one.record for one in weigh(fives)] == [one.record for one in weigh(ones)]
    assert weigh(unweighted) == weigh(ones)


def test_rows_that_lack_something_do_not_stop_the_sum() -> None:
    rows = [
        {"criterion": "a", "score": 3},
        {"record": "idea-22222", "score": 3},
        {"record": "idea-22222", "criterion": "a"},
    ]
    found = weigh({"scores": [*rows, {"record": "idea-22222", "criterion": "b", "score": 4}]})
    assert [(one.record, one.total, one.missing) for one in found] == [("idea-22222", 4, ("a",))]
    assert weigh({}) == []

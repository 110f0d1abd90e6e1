"""Votes and ratings counted; few answers hidden."""

from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.model.tally import SMALLEST_GROUP, Rated, count_ratings, count_votes, storable


def rating(*answers: int) -> dict[str, list[dict[str, int]]]:
    return {"counts": [{"value": value, "count": answers.count(value)} for value in sorted(set(answers))]}


def test_dots_are_added_up_per_record_and_criterion_most_first() -> None:
    results = [
        {"record": "idea-33333", "criterion": "new", "dots": 2},
        {"record": "idea-22222", "criterion": "new", "dots": 3},
        {"record": "idea-33333", "criterion": "easy", "dots": 2},
        {"record": "idea-33333", "criterion": "new", "dots": 1},
    ]
    counted = count_votes({"results": results})
    assert [(one.record, one.total) for one in counted] == [("idea-33333", 5), ("idea-22222", 3)]
    assert counted[0].dots == {"new": 3, "easy": 2}


def test_an_equal_number_of_dots_stands_in_the_order_of_ids() -> None:
    rows = [{"record": f"idea-{sign * 5}", "criterion": "a", "dots": 1} for sign in "cab"]
    assert [one.record for one in count_votes({"results": rows})] == ["idea-aaaaa", "idea-bbbbb", "idea-ccccc"]


def test_rows_that_lack_something_do_not_stop_the_count() -> None:
    rows = [
        {"criterion": "a", "dots": 4},
        {"record": "idea-22222", "dots": 1},
        {"record": "idea-22222", "criterion": "a"},
    ]
    assert [(one.record, one.total) for one in count_votes({"results": rows})] == [("idea-22222", 1)]
    assert count_votes({}) == []


def test_four_answers_are_hidden_and_five_are_shown() -> None:
    assert count_ratings(rating(1, 2, 3, 4)) == Rated(4, None, {})
    assert count_ratings(rating(1, 2, 3, 4, 4)) == Rated(5, 3.0, {1: 1, 2: 1, 3: 1, 4: 2, 5: 0})


def test_a_rating_that_keeps_only_a_number_tells_that_number() -> None:
    assert count_ratings({"answers": 4}) == Rated(4, None, {})
    assert count_ratings({"answers": 4, **rating(1, 2, 3)}) == Rated(3, None, {}), "what is counted is surer"


def test_of_four_answers_only_the_number_may_be_kept() -> None:
    assert storable([1, 2, 3, 4]) == {"counts": None, "answers": 4}
    assert storable([4, 1, 4, 2, 4])["counts"] == [
        {"value": 1, "count": 1},
        {"value": 2, "count": 1},
        {"value": 4, "count": 3},
    ]
    assert storable([4, 1, 4, 2, 4])["answers"] is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 5), max_size=20))
def test_what_may_be_kept_counts_to_the_same(answers: list[int]) -> None:
    assert count_ratings(storable(answers)) == count_ratings(rating(*answers))


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert count_ratings(rating(1, 2, 3, 4, 5, 5)).median == 3.5


def test_a_rating_without_counts_has_no_answers() -> None:
    assert count_ratings({}) == Rated(0, None, {})
    assert count_ratings({"counts": [{"value": 3}]}) == Rated(0, None, {})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 5), max_size=20))
def test_half_of_the_answers_lie_on_each_side_of_the_median(answers: list[int]) -> None:
    rated = count_ratings(rating(*answers))
    assert rated.answers == len(answers)
    if len(answers) < SMALLEST_GROUP:
        assert (rated.median, rated.counts) == (None, {})
        return
    assert rated.median is not None
    assert sum(rated.counts.values()) == len(answers)
    assert sum(one < rated.median for one in answers) <= len(answers) / 2
    assert sum(one > rated.median for one in answers) <= len(answers) / 2

"""Records: ids, file names, fingerprints, what is missing and what they refer to."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_guide import person, quote, small_guide

from innoguide.model.guide import Guide
from innoguide.model.record import (
    ALPHABET,
    ID,
    Record,
    kind_of,
    matches,
    missing_fields,
    new_id,
    placed_references,
    references,
    status_of,
)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return small_guide(tmp_path_factory.mktemp("guide"))


def test_an_id_is_the_kind_and_five_signs_that_cannot_be_mistaken() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01ilo")
    drawn = {new_id("idea_card", random.Random(seed)) for seed in range(300)}
    assert len(drawn) == 300
    assert all(ID.match(one) and kind_of(one) == "idea_card" for one in drawn)


def test_the_same_chance_draws_the_same_id() -> None:
    assert new_id("quote", random.Random(4711)) == new_id("quote", random.Random(4711))


@pytest.mark.parametrize(
    "word",
    ["", "quote", "quote-", "quote-2222", "quote-222222", "quote-2222l", "Quote-22222", "quote-22222\n", "å-22222"],
)
def test_what_is_no_id_speaks_of_no_kind(word: str) -> None:
    assert kind_of(word) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Väntan gör ont", "quote-22222-vantan-gor-ont.yaml"),
        ("🎉", "quote-22222.yaml"),
        ("../../x", "quote-22222-x.yaml"),
        ("x" * 99, f"quote-22222-{'x' * 40}.yaml"),
    ],
)
def test_a_file_is_named_after_id_and_label(guide: Guide, text: str, name: str) -> None:
    assert quote("quote-22222", text).file_name(guide.kinds["quote"]) == name


def test_a_record_without_a_label_is_named_by_its_id(guide: Guide) -> None:
    record = Record(id="quote-22222", kind="quote")
    assert record.file_name(guide.kinds["quote"]) == "quote-22222.yaml"
    assert record.label(guide.kinds["quote"]) == "quote-22222"


def test_a_label_is_one_line_of_the_width(guide: Guide) -> None:
    record = quote("quote-22222", "ett två tre\nfyra fem")
    assert record.label(guide.kinds["quote"]) == "ett två tre fyra fem"
    assert record.label(guide.kinds["quote"], 12) == "ett två…"


def test_an_empty_value_leaves_the_field_out_and_a_given_one_answers_it() -> None:
    record = quote(rank=3).without_answer("topic").with_values(rank=None, topic="home", source="")
    assert record.values == {"text": "Jag visste inte", "topic": "home"}
    assert record.open == ()


def test_no_is_a_value_and_nought_too() -> None:
    assert person(internal=False, age=0).with_values(mood=1).values == {
        "name": "Åsa",
        "internal": False,
        "age": 0,
        "mood": 1,
    }


def test_we_do_not_know_takes_the_value_away_and_stands_once() -> None:
    record = quote(rank=3).without_answer("rank").without_answer("topic").without_answer("rank")
    assert record.values == {"text": "Jag visste inte"}
    assert record.open == ("topic", "rank")


def test_a_list_given_to_a_record_is_its_own() -> None:
    words = ["ett"]
    record = person().with_values(words=words)
    words.append("två")
    assert record.values["words"] == ["ett"]


def test_a_record_is_done_when_all_needed_at_once_is_there(guide: Guide) -> None:
    kind = guide.kinds["person"]
    assert status_of(person(), kind) == "done"
    assert status_of(Record(id="person-22222", kind="person", values={"about": "x"}), kind) == "draft"
    assert missing_fields(person(), kind, "to_close") == ["about"]
    assert missing_fields(person().without_answer("about"), kind, "to_close") == []
    assert missing_fields(person(about="x"), kind, "to_close") == []


def test_what_is_set_aside_needs_nothing_more_to_close(guide: Guide) -> None:
    kind = guide.kinds["person"]
    assert missing_fields(person(chosen=False), kind, "to_close") == []
    assert missing_fields(person(chosen=True), kind, "to_close") == ["about"]


def test_references_are_found_in_fields_lists_and_rows_with_their_place(guide: Guide) -> None:
    record = person(
        friend="person-33333",
        quotes=["quote-22222", "quote-33333"],
        visits=[{"what": "a"}, {"quote": "quote-44444", "others": ["person-44444"]}],
    )
    kind = guide.kinds["person"]
    assert list(references(record, kind)) == [
        ("friend", "person-33333"),
        ("quotes", "quote-22222"),
        ("quotes", "quote-33333"),
        ("visits", "quote-44444"),
        ("visits", "person-44444"),
    ]
    assert [path for path, _field, _target in placed_references(record.values, kind.fields)] == [
        ("friend",),
        ("quotes", 0),
        ("quotes", 1),
        ("visits", 1, "quote"),
        ("visits", 1, "others", 0),
    ]


def test_the_fingerprint_follows_what_is_said_and_nothing_else(guide: Guide) -> None:
    kind = guide.kinds["quote"]
    record = quote(rank=3, topic="home")
    said = record.fingerprint(kind)
    assert len(said) == 8
    assert quote(topic="home", rank=3).fingerprint(kind) == said
    assert Record(id="quote-33333", kind="quote", status="draft", values=record.values).fingerprint(kind) == said
    assert record.with_values(rank=4).fingerprint(kind) != said
    assert record.with_values(rank=None).fingerprint(kind) != said
    says_text = kind.model_copy(update={"says": ("text",)})
    said = record.fingerprint(says_text)
    assert record.with_values(rank=4).fingerprint(says_text) == said, "what the group decides about it"
    assert record.with_values(text="annat").fingerprint(says_text) != said


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_two_texts_have_the_same_fingerprint_only_if_they_are_the_same(guide: Guide, one: str, other: str) -> None:
    kind = guide.kinds["quote"]
    said = [Record(id="x", kind="x", values={"a": text}).fingerprint(kind) for text in (one, other)]
    assert (said[0] == said[1]) is (one == other)


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        ({}, True),
        ({"name": "Åsa"}, True),
        ({"name": "åsa"}, False),
        ({"internal": "no"}, True),
        ({"internal": "yes"}, False),
        ({"mood": "3"}, True),
        ({"roles": "staff"}, True),
        ({"roles": "user"}, False),
        ({"ring": "near"}, False),
        ({"name": "Åsa", "mood": "4"}, False),
    ],
)
def test_where_takes_the_records_with_those_values(where: dict[str, str], fits: bool) -> None:
    assert matches(person(internal=False, mood=3, roles=["staff"]), where) is fits


def test_a_yes_no_that_nobody_answered_counts_as_no() -> None:
    assert matches(person(), {"internal": "no"})
    assert not matches(person(), {"internal": "yes"})


def test_small_guide_has_every_field_type(tmp_path: Path) -> None:
    types = {field.type for field in small_guide(tmp_path).kinds["person"].fields}
    assert len(types) == 12

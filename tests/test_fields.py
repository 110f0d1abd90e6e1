"""Fields of a kind, and the validator that a list of fields makes."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from innoguide.model.fields import ENVELOPE, FieldType, KindField, field_faults, is_date, record_type
from innoguide.model.language import Bilingual

ONE = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]


def field(kind: str, **more: Any) -> KindField:
    return KindField.model_validate({"id": "f", "type": kind, "label": "F", **more})


def value_of(one: KindField, value: Any) -> Any:
    """Return *value* as the validator of a kind with that one field takes it."""
    return record_type("k", [one]).validate_python({"format": "1", "id": "k-22222", "f": value})["f"]


COLUMNS = [{"id": "what", "type": "text", "label": "W"}, {"id": "n", "type": "number", "label": "N"}]
TAKEN: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("text", {}, "12:30", "12:30"),
    ("text", {}, None, ""),
    ("long", {}, "a\nb", "a\nb"),
    ("texts", {}, ["a", "b"], ["a", "b"]),
    ("texts", {}, None, []),
    ("number", {}, "010", 10),
    ("number", {}, "-3", -3),
    ("scale", {}, "5", 5),
    ("choice", {"options": ONE}, "a", "a"),
    ("choices", {"options": ONE}, ["a", "b"], ["a", "b"]),
    ("yes_no", {}, "yes", True),
    ("yes_no", {}, "no", False),
    ("date", {}, "2017-11-03", "2017-11-03"),
    ("ref", {"to": ["k"]}, "k-33333", "k-33333"),
    ("refs", {"to": ["k"]}, ["k-33333"], ["k-33333"]),
    ("refs", {"to": ["k"]}, None, []),
    ("rows", {"fields": COLUMNS}, [{"what": "x", "n": "2"}], [{"what": "x", "n": 2}]),
    ("rows", {"fields": COLUMNS}, [{"what": "x", "n": None}], [{"what": "x"}]),
    ("rows", {"fields": COLUMNS}, [{"what": "x", "more": "y"}], [{"what": "x", "more": "y"}]),
    ("rows", {"fields": COLUMNS}, None, []),
]


@pytest.mark.parametrize(("kind", "more", "text", "value"), TAKEN)
def test_texts_from_a_file_become_values(kind: str, more: dict[str, Any], text: Any, value: Any) -> None:
    found = value_of(field(kind, **more), text)
    assert found == value
    assert type(found) is type(value)


def test_every_field_type_is_tried_here() -> None:
    assert {kind for kind, *_ in TAKEN} == set(get_args(FieldType))


@pytest.mark.parametrize(
    ("kind", "more", "wrong"),
    [
        ("text", {}, ["a"]),
        ("long", {}, {"a": "b"}),
        ("texts", {}, "a"),
        ("texts", {}, [["a"]]),
        ("number", {}, "tolv"),
        ("number", {}, "1.5"),
        ("number", {"at_least": 3}, "2"),
        ("number", {"at_most": 3}, "4"),
        ("scale", {}, "0"),
        ("scale", {}, "6"),
        ("choice", {"options": ONE}, "c"),
        ("choices", {"options": ONE}, ["a", "c"]),
        ("yes_no", {}, "kanske"),
        ("date", {}, "2026-02-30"),
        ("date", {}, "3 nov"),
        ("ref", {"to": ["k"]}, ["k-33333"]),
        ("refs", {"to": ["k"]}, "k-33333"),
        ("rows", {"fields": COLUMNS}, [{"n": "två"}]),
        ("rows", {"fields": COLUMNS}, ["x"]),
        ("rows", {"fields": COLUMNS}, "x"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(kind: str, more: dict[str, Any], wrong: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        value_of(field(kind, **more), wrong)
    assert all(detail["loc"][0] == "f" for detail in caught.value.errors())


def test_what_the_guide_does_not_know_is_kept() -> None:
    raw = {"format": "1", "id": "k-22222", "old": {"a": ["no"]}}
    assert record_type("k", [field("text")]).validate_python(raw) == raw


@pytest.mark.parametrize(
    "raw", [{}, {"format": "1"}, {"format": "2", "id": "k-22222"}, {"format": "1", "id": "x", "status": "open"}]
)
def test_a_record_needs_its_format_and_id(raw: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        record_type("k", [field("text")]).validate_python(raw)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({"type": "choice"}, ("options", "field_without_options")),
        ({"type": "choices"}, ("options", "field_without_options")),
        ({"type": "ref"}, ("to", "field_without_to")),
        ({"type": "refs"}, ("to", "field_without_to")),
        ({"type": "rows"}, ("fields", "field_without_columns")),
        ({"type": "text", "options": ONE}, ("options", "field_key_out_of_place")),
        ({"type": "text", "to": ["k"]}, ("to", "field_key_out_of_place")),
        ({"type": "text", "fields": COLUMNS}, ("fields", "field_key_out_of_place")),
    ],
)
def test_keys_that_do_not_fit_the_type_are_faults(raw: dict[str, Any], fault: tuple[str, str]) -> None:
    assert field_faults(KindField.model_validate({"id": "f", "label": "F", **raw})) == [fault]


def test_rows_in_rows_are_a_fault() -> None:
    inner = {"id": "inner", "type": "rows", "label": "I", "fields": COLUMNS}
    assert field_faults(field("rows", fields=[inner])) == [("fields", "rows_in_rows")]


@pytest.mark.parametrize("one", [field(kind, **more) for kind, more, *_ in TAKEN])
def test_a_field_that_fits_has_no_fault(one: KindField) -> None:
    assert field_faults(one) == []


@pytest.mark.parametrize("bad", ["Namn", "1st", "a-b", "å", "", "a b"])
def test_a_field_id_is_plain(bad: str) -> None:
    with pytest.raises(ValidationError):
        KindField.model_validate({"id": bad, "type": "text", "label": "F"})


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2026-11-24", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("20261124", False),
        ("2026-W01-1", False),
        ("", False),
    ],
)
def test_a_date_is_a_day_that_exists(text: str, good: bool) -> None:
    assert is_date(text) is good


def test_the_question_is_what_is_asked_or_the_label() -> None:
    assert field("text").question == Bilingual(sv="F", en="F")
    assert field("text", ask={"sv": "Vem?", "en": "Who?"}).question.in_("en") == "Who?"


def test_lists_are_the_types_with_several_values() -> None:
    lists = {kind for kind in get_args(FieldType) if KindField.model_construct(type=kind).is_list}
    assert lists == {"texts", "choices", "refs", "rows"}


def test_the_envelope_names_nothing_twice() -> None:
    assert len(set(ENVELOPE)) == len(ENVELOPE)

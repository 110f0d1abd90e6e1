"""What somebody typed, read as the value of a field."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.files.content import load_guide, shipped_folder
from innoguide.model.answers import Wrong, pick_one, pick_several, read_answer, read_date, shown_value
from innoguide.model.fields import FieldOption, KindField
from innoguide.model.language import Bilingual, clean, clean_line
from innoguide.texts import use_language

TODAY = date(2026, 1, 20)
OPTIONS = [("user", "Användare"), ("non_user", "Icke-användare"), ("staff", "Personal"), ("other", "Annan")]


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def same(text: str) -> Bilingual:
    return Bilingual(sv=text, en=text)


def field(kind: str, **more: Any) -> KindField:
    return KindField(id="f", type=kind, label=same("F"), **more)  # type: ignore[arg-type]


def read(kind: str, text: str, **more: Any) -> Any:
    return read_answer(field(kind, **more), text, lang="sv", today=TODAY)


def choice(kind: str) -> KindField:
    return field(kind, options=tuple(FieldOption(id=one, label=same(label)) for one, label in OPTIONS))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "  Hej\u202e på \n dig ", "Hej på dig"),
        ("long", " rad ett \r\nrad två\n", "rad ett\nrad två"),
        ("texts", "en\n\n  två \n", ["en", "två"]),
        ("texts", "", []),
        ("number", " 12 ", 12),
        ("number", "-3", -3),
        ("number", "10 000", 10000),
        ("number", "10\u00a0000", 10000),
        ("scale", "5", 5),
        ("yes_no", "Ja", True),
        ("yes_no", " y ", True),
        ("yes_no", "1", True),
        ("yes_no", "nej", False),
        ("yes_no", "2", False),
        ("date", "24/11 2026", "2026-11-24"),
    ],
)
def test_what_is_typed_becomes_a_value(kind: str, text: str, value: object) -> None:
    assert read(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "tolv"), ("number", "1.5"), ("number", "1" * 10), ("number", ""), ("number", "²"),
        ("scale", "0"), ("scale", "6"), ("scale", "-1"),
        ("yes_no", "kanske"), ("yes_no", ""), ("yes_no", "3"),
        ("date", "i morgon"), ("date", "2026-02-30"), ("date", "32/1"), ("date", "24/13"), ("date", "20261124"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(kind: str, text: str) -> None:
    answer = read(kind, text)
    assert isinstance(answer, Wrong)
    assert answer.message


def test_a_number_outside_its_bounds_names_them() -> None:
    answer = read("number", "7", at_least=0, at_most=5)
    assert isinstance(answer, Wrong)
    assert "0" in answer.message
    assert "5" in answer.message
    assert read("number", "5", at_least=0, at_most=5) == 5
    open_below = read("number", "1", at_most=0)
    assert isinstance(open_below, Wrong)
    assert "– " in open_below.message


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-24", "2026-11-24"),
        ("24/11", "2025-11-24"),
        ("24/3", "2026-03-24"),
        ("24.3.2027", "2027-03-24"),
        ("24 mar", "2026-03-24"),
        ("24 MARS", "2026-03-24"),
        ("den 1 maj", "2026-05-01"),
        ("1 okt. 2025", "2025-10-01"),
        ("3 October 2025", "2025-10-03"),
        ("31/12", "2025-12-31"),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text: str, day: str) -> None:
    assert read_date(text, TODAY) == day


def test_the_last_of_february_is_taken_in_the_leap_year_near_by() -> None:
    assert read_date("29/2", date(2027, 12, 1)) == "2028-02-29"
    assert isinstance(read_date("29/2", TODAY), Wrong)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("2", "non_user"),
        ("user", "user"),
        ("Personal", "staff"),
        ("pers", "staff"),
        ("anvandare", "user"),
        ("icke", "non_user"),
        ("annan", "other"),
    ],
)
def test_an_option_is_its_number_its_id_or_a_piece_of_its_label(text: str, picked: str) -> None:
    assert pick_one(text, OPTIONS) == picked


@pytest.mark.parametrize("text", ["", "9", "0", "xyz", "an", "²", "9" * 5000])
def test_no_option_or_several_is_wrong(text: str) -> None:
    assert isinstance(pick_one(text, OPTIONS), Wrong)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("1 3", ["user", "staff"]),
        ("2-4", ["non_user", "staff", "other"]),
        ("3,1,3", ["staff", "user"]),
        ("1–2; 4", ["user", "non_user", "other"]),
        ("personal, icke", ["staff", "non_user"]),
        ("staff", ["staff"]),
        ("pers, pers", ["staff"]),
    ],
)
def test_several_options_are_numbers_or_words(text: str, picked: list[str]) -> None:
    assert pick_several(text, OPTIONS) == picked


@pytest.mark.parametrize("text", ["5", "0-2", "4-2", "1 9", "pers, xyz", "1-999999999999", "9" * 5000, "999999999-1"])
def test_numbers_that_pick_nothing_are_wrong_and_not_an_empty_answer(text: str) -> None:
    assert isinstance(pick_several(text, OPTIONS), Wrong)


def test_a_label_with_a_comma_is_still_one_option() -> None:
    assert pick_several("ja, gärna", [("yes", "Ja, gärna"), ("no", "Nej")]) == ["yes"]


LINES = st.text(max_size=40).map(clean_line).filter(bool)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_is_shown_to_edit_is_read_back_as_the_same_value(data: st.DataObject) -> None:
    values: dict[str, tuple[KindField, st.SearchStrategy[Any]]] = {
        "text": (field("text"), LINES),
        "long": (field("long"), st.text(max_size=80).map(clean)),
        "texts": (field("texts"), st.lists(LINES, min_size=1, max_size=4)),
        "number": (field("number"), st.integers(-999, 999)),
        "scale": (field("scale"), st.integers(1, 5)),
        "yes_no": (field("yes_no"), st.booleans()),
        "date": (field("date"), st.dates().map(str)),
        "choice": (choice("choice"), st.sampled_from([one for one, _ in OPTIONS])),
        "choices": (choice("choices"), st.lists(st.sampled_from([one for one, _ in OPTIONS]), min_size=1, unique=True)),
    }
    kind, strategy = values[data.draw(st.sampled_from(sorted(values)))]
    value = data.draw(strategy)
    for lang in ("sv", "en"):
        assert read_answer(kind, shown_value(kind, value, lang), lang=lang, today=TODAY) == value


def test_every_shipped_option_is_read_back_from_its_number_id_and_label() -> None:
    guide = load_guide([shipped_folder("steps")])
    every = [field for kind in guide.kinds.values() for one in kind.fields for field in (one, *one.fields)]
    chosen = [field for field in every if field.options]
    assert len(chosen) > 20
    for one in chosen:
        for number, option in enumerate(one.options, start=1):
            value: Any = [option.id] if one.type == "choices" else option.id
            for lang in ("sv", "en"):
                for text in (str(number), option.id, option.label.in_(lang)):
                    assert read_answer(one, text, lang=lang, today=TODAY) == value, (one.id, text)


def test_every_shipped_set_of_choices_is_read_back_from_what_is_shown() -> None:
    guide = load_guide([shipped_folder("steps")])
    several = [one for kind in guide.kinds.values() for one in kind.fields if one.type == "choices"]
    assert several
    for one in several:
        ids = [option.id for option in one.options]
        for lang in ("sv", "en"):
            assert read_answer(one, shown_value(one, ids, lang), lang=lang, today=TODAY) == ids

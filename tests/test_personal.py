"""Personal data in a text: found however it is written, nothing else taken for it, and taken away whole."""

import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from innoguide.model.personal import (
    Names,
    Personal,
    PersonalKind,
    could_begin,
    find_personal,
    normalised,
    personal_name,
    redacted,
)
from innoguide.model.personnummer import begins_with_date

KINDS: tuple[PersonalKind, ...] = ("personnummer", "phone", "email", "address", "name")
CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "personal.yaml").read_text("utf-8"))
FOUND: list[tuple[str, str, list[str]]] = [
    (case["kind"], case["text"], [case["found"]] if isinstance(case["found"], str) else case["found"])
    for case in CASES["found"]
]
LOOK_ALIKES: list[tuple[str, str]] = [(case["kind"], case["text"]) for case in CASES["look_alikes"]]
TEXTS = [text for _kind, text, _found in FOUND] + [text for _kind, text in LOOK_ALIKES]


def parts(text: str, names: Names | None = None) -> list[tuple[str, str]]:
    """Return kind and text of each piece of personal data in *text*."""
    return [(hit.kind, text[hit.start : hit.end]) for hit in find_personal(text, names)]


@pytest.mark.parametrize(("kind", "text", "found"), FOUND, ids=ascii)
def test_personal_data_is_found_and_nothing_else_with_it(kind: str, text: str, found: list[str]) -> None:
    assert parts(text) == [(kind, one) for one in found]


@pytest.mark.parametrize(("kind", "text"), LOOK_ALIKES, ids=ascii)
def test_what_looks_like_it_is_left_alone(kind: str, text: str) -> None:
    assert parts(text) == [], f"looks like {kind}"


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(("_kind", "text", "found"), FOUND, ids=ascii)
def test_nothing_is_left_once_it_is_taken_away(_kind: str, text: str, found: list[str], lang: str) -> None:
    safe = redacted(text, find_personal(text), lang)
    assert find_personal(safe) == []
    assert not [one for one in found if one in safe]


@pytest.mark.parametrize(
    "area", ["08", "010", "018", "021", "033", "060", "090", "0123", "0247", "0522", "0911", "0980"]
)
@pytest.mark.parametrize(
    "form", ["{}-319200", "{}-31 92 00", "{} - 319 200", "{}/31 92 00", "({}) 31 92 00", "{} 319 200"]
)
def test_every_area_code_of_the_country_is_known(area: str, form: str) -> None:
    assert parts(f"Växel {form.format(area)}.") == [("phone", form.format(area))]


PLACES = (
    *("**{}**", "_{}_", "`{}`", "> {}", "- {}", "| {} | ja |", "|{}|", "({})", "[{}](sida.md)", "# {}", "{}.", "{};"),
    *('text: "{}"', "text: {}", "- {{about: '{}'}}", "intervju {} 1.md", "före\n{}\nefter", "a\t{}\tb", "«{}»", "“{}”"),
)
ANYWHERE = (
    *(("personnummer", number) for number in ("201701012393", "170101-2393", "18900101+9802", "140168 – 2396")),
    *(("phone", number) for number in ("070-174 06 05", "0701740605", "+46 8 465 004 00", "0980-31 92 00")),
    *(("email", "anna.berg@example.se"), ("address", "Storgatan 12"), ("name", "Frida Larsson")),
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("kind", "value"), ANYWHERE)
def test_it_is_found_in_markdown_yaml_tables_and_file_names(kind: str, value: str, place: str) -> None:
    assert parts(place.format(value)) == [(kind, value)]


def test_several_kinds_in_one_text_come_in_order() -> None:
    text = "Frida Larsson, 170101-2393, Storgatan 12, 070-174 06 05, frida@example.se"
    assert [kind for kind, _value in parts(text)] == ["name", "personnummer", "address", "phone", "email"]
    assert redacted(text, find_personal(text), "sv") == (
        "[namn borttaget], [personnummer borttaget], [adress borttagen], [telefonnummer borttaget],"
        " [e-postadress borttagen]"
    )


def test_what_overlaps_is_told_once_by_its_most_serious_kind() -> None:
    assert parts("201701012393@example.se") == [("personnummer", "201701012393")]


def test_the_genitive_is_left_when_a_name_is_taken_away() -> None:
    text = "Annas mamma och Frida Larssons bror"
    assert redacted(text, find_personal(text), "sv") == "[namn borttaget]s mamma och [namn borttaget]s bror"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_in_both_languages(kind: PersonalKind) -> None:
    said = {personal_name(kind, lang) for lang in ("sv", "en")}
    gone = {redacted("x", [Personal(kind, 0, 1)], lang) for lang in ("sv", "en")}
    assert len(said) == len(gone) == 2
    assert not [one for one in said | gone if find_personal(one)]


# The project's own key of names.

KEY = Names.of(["Anna-Karin Öhman", "Kalle Berg", "Ali", "Xi Li", "Ulla von Sydhoff", "  "])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sedan kom Anna-Karin", "Anna-Karin"),
        ("Sedan kom Anna Karin Öhman", "Anna Karin Öhman"),
        ("som Öhman sa", "Öhman"),
        ("som öhman sa", "öhman"),
        ("ÖHMAN", "ÖHMAN"),
        ("anna-karin öhman", "anna-karin öhman"),
        ("Öhmans åsikt", "Öhman"),
        ("Öhman’s view", "Öhman"),
        ("ANNA-KARINS", "ANNA-KARIN"),
        (unicodedata.normalize("NFD", "som Öhman sa"), unicodedata.normalize("NFD", "Öhman")),
        ("Anna‑Karin", "Anna‑Karin"),
        ("_Öhman_", "Öhman"),
        ("Öh\u00adman", "Öh\u00adman"),
        ("på Berg", "Berg"),
        ("kalle  berg", "kalle  berg"),
        ("Xi sa", "Xi"),
        ("sa Sydhoff", "Sydhoff"),
    ],
)
def test_names_in_the_key_are_found_alone_and_in_full(text: str, found: str) -> None:
    assert parts(text, KEY) == [("name", found)]


@pytest.mark.parametrize(
    "text", ["ett berg", "Bergen", "öhmanska", "Kalles" + "son", "Alingsås", "xi li-", "von", "li", "Anna", "Karin"]
)
def test_other_words_are_not_taken_for_names_in_the_key(text: str) -> None:
    assert parts(text, KEY) == [("name", "xi li")] * (text == "xi li-")


def test_a_name_in_the_key_goes_before_the_names_that_are_let_through() -> None:
    assert parts("Astrid Lindgren", Names.of(["Astrid Lindgren"])) == [("name", "Astrid Lindgren")]


@pytest.mark.parametrize("names", [None, Names(), Names.of([]), Names.of(["", " ", "."])])
def test_a_key_without_names_finds_nothing(names: Names | None) -> None:
    assert find_personal("Öhman kom, och sedan .", names) == []


# One form for what is the same.


@pytest.mark.parametrize(
    ("kind", "written", "same"),
    [
        ("personnummer", "1701012393", ["201701012393", "170101-2393", "20 17 01 01 - 23 93", "１７０１０１–２３９３"]),
        ("personnummer", "9001019802", ["18900101+9802", "900101+9802", "189001019802"]),
        (
            "phone",
            "0701740605",
            ["070-174 06 05", "+46 (0)70 174 06 05", "0046701740605", "+46 070 1740605", "(0)701740605"],
        ),
        ("phone", "+442079460018", ["+44 20 7946 0018", "0044 (0)20 7946 0018"]),
        (
            "email",
            "namn@example.se",
            ["Namn@Example.SE", "namn (at) example (punkt) se", "namn＠example.se", "namn @ example.se"],
        ),
        ("address", "storgatan12b", ["Storgatan 12 B", "STORGATAN 12B", "Storgatan\u00a012b"]),
        ("name", "anna karin öhman", ["Anna-Karin  Öhman", "ANNA KARIN ÖHMAN", "Anna‑Karin O\u0308hman"]),
    ],
)
def test_other_ways_of_writing_the_same_have_one_form(kind: PersonalKind, written: str, same: list[str]) -> None:
    assert {normalised(kind, one) for one in (written, *same)} == {written}


# While it is being typed.


@pytest.mark.parametrize("number", ["20170101-2393", "170101-2393", "18900101+9802", "17 01 01 - 2393", "140168–2396"])
def test_a_number_that_is_being_typed_is_never_kept(number: str) -> None:
    kept = [could_begin(f"Hen har {number[:length]}") for length in range(1, len(number) + 1)]
    assert max(len(re.findall(r"\d", one)) for one in kept) < 8
    assert kept[-1] == "Hen har …"
    assert could_begin(f"Hen har {number} och") == "Hen har … och"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("170101", "…"),
        ("pnr170161-2", "pnr…"),
        ("Rum 12 170101-", "Rum 12 …-"),
        ("född 2017-01-01", "född …"),
        ("född 2017-01-01 i maj", "född 2017-01-01 i maj"),
        ("170101-239 och", "… och"),
        ("20170101239 och", "… och"),
        ("ring 070-174 0", "ring …"),
        ("ring +46 70 1", "ring +46 70 1"),
        ("ring +46 70 174", "ring …"),
        ("skriv till anna@exa", "skriv till …"),
        ("skriv till anna@example.se i dag", "skriv till … i dag"),
        ("Storgatan 12 eller Storgatan", "… eller Storgatan"),
        ("Jag heter Anna och är 12", "Jag heter … och är 12"),
        ("1\u00ad70101", "…"),
    ],
)
def test_what_may_become_personal_data_is_masked(typed: str, kept: str) -> None:
    assert could_begin(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "12", "131 av 572", "171301", "12 000 kr", "2019-2024", "KS 2026/4123", "@anna", "vi ses @", "Hur kan vi"],
)
def test_ordinary_text_is_kept_as_it_is_typed(typed: str) -> None:
    assert could_begin(typed) == typed


# Whatever is written.

DASHES = ("", "-", "–", "—", "−", "‑", "‒", " ", " - ", " – ", "\u00a0-\u00a0", "+", "\u00ad-", "\u200b", "_", "－")
DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩")
AROUND = (("", ""), ("pnr", ""), ("(", ")"), ("| ", " |"), ("född ", " i"), ("å", "ö"), ("**", "**"), ("fil_", "_1.md"))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Return a personal identity number, or a coordination number, that nobody has been given on purpose."""
    born = draw(st.dates(min_value=date(1850, 1, 1), max_value=date(2099, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    digits = f"{born:%Y%m}{day:02}{draw(st.integers(1, 999)):03}"
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits[2:]))
    return digits + str(-sum(sum(divmod(product, 10)) for product in products) % 10)


@given(numbers(), st.booleans(), st.sampled_from(DASHES), st.sampled_from(DIGITS), st.sampled_from(AROUND))
def test_any_number_is_found_in_any_form(
    number: str, short: bool, dash: str, digits: str, around: tuple[str, str]
) -> None:
    written = f"{number[2:-4] if short else number[:-4]}{dash}{number[-4:]}".translate(str.maketrans(DIGITS[0], digits))
    text = f"{around[0]}{written}{around[1]}"
    assert parts(text) == [("personnummer", written)]
    assert normalised("personnummer", written) == number[2:]
    assert redacted(text, find_personal(text), "sv") == f"{around[0]}[personnummer borttaget]{around[1]}"


@given(numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_number(number: str, more: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + more) % 10)
    assert "personnummer" not in {kind for kind, _value in parts(f"nr {wrong[:8]}-{wrong[8:]}")}


PIECES = st.sampled_from(
    [
        *TEXTS,
        *(
            " ",
            "-",
            "–",
            "\n",
            ". ",
            ", ",
            " och ",
            "@",
            ".",
            "/",
            "+",
            "0",
            "1",
            "12",
            "170101",
            "2393",
            "heter ",
            "Ek",
        ),
        *("min son ", "Anna", "Larsson", "s mamma", "(at)", "\u00ad", "\u0308", "Storgatan ", "ISBN ", "_", "|", "\0"),
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=8).map("".join))


@given(ANY_TEXT)
@example("https://Larsson, Frida(08) 465 004 04")
@example("Larsson170101-2393Storgatan 12:")
@example("070-1740605.0701740606.0701740607")
def test_any_text_can_be_read_and_redacted_once_for_all(text: str) -> None:
    hits = find_personal(text, KEY)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(first.end <= second.start for first, second in pairwise(hits))
    safe = redacted(text, hits, "sv")
    assert find_personal(safe, KEY) == []
    assert redacted(safe, find_personal(safe, KEY), "sv") == safe


@given(ANY_TEXT)
def test_a_draft_holds_no_personal_data(text: str) -> None:
    assert find_personal(could_begin(text)) == []


SIGNS = ("1", " ", "-", "a", "A", "0 ", "1 ", "12 ", "0", "+", "@", "a@", "a.", "a@a.", "a@1.", "(at)", "å", "\u00ad")
WORDS = ("Anna ", "heter ", "A. ", "A-", "vägen 1 ", "1 Street ", "12 High ", "170101-", "070-", "+46 ", "\u0301", "\n")


@pytest.mark.parametrize("part", [*SIGNS, *WORDS], ids=ascii)
def test_a_long_text_of_the_same_is_read_through(part: str) -> None:
    """A careless pattern would read these again and again, and not come to an end."""
    hits = find_personal(part * (100_000 // len(part)), KEY)
    assert {hit.kind for hit in hits} == ({"name"} if part == "Anna " else set())


@pytest.mark.parametrize("part", ["070-1740605-", "0701740605,", "170101-2393 ", "x@example.se,", "Storgatan 12, "])
def test_each_of_many_beside_each_other_is_found(part: str) -> None:
    assert len(find_personal(part * 2000)) == 2000


@pytest.mark.parametrize(
    ("digits", "is_date"),
    [("000131", True), ("000132", False), ("000160", False), ("000161", True), ("000191", True), ("000192", False),
     ("001201", True), ("001301", False), ("000001", False), ("000100", False), ("19000191", True)],
)  # fmt: skip
def test_a_birth_date_is_a_day_of_a_month_or_that_day_and_sixty(digits: str, is_date: bool) -> None:
    assert begins_with_date(digits) == is_date

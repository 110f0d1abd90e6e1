"""Text: cleaned before it is stored, sorted as Swedish does, made into file names, and dates in words."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from innoguide.model.language import (
    LONGEST_SLUG,
    Bilingual,
    clean,
    clean_line,
    long_date,
    plain_ascii,
    shorten,
    slug,
    sort_key,
)

ANYTHING = st.text(st.characters(), max_size=80)  # lone surrogates, too: a broken paste may hold them
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
@example("a\u0301 \u0301\n\u0301 \t\n")
@example("\u200b \u200ba\u200b \u200b")
@example("x\u2028y\x85z\x0bw\x0cv\r\nu\rt")
@example("\u212b e\u0301 \ufb01")
def test_cleaning_holds_its_laws(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [one for one in cleaned if unicodedata.category(one) in ("Cc", "Cs") and one != "\n"]
    assert not set(cleaned) & set(BIDI)
    assert cleaned == cleaned.strip()
    assert all(line == line.rstrip() for line in cleaned.split("\n"))
    assert cleaned.split("\n") == (cleaned.splitlines() or [""])


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_a_cleaned_line_is_one_line_and_stays_so(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Hej på dig \t", "Hej på dig"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("rad \nrad\t\n\n\n", "rad\nrad"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("a\u202eb\u200bc\ufeffd\u00ade", "abcde"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("tab\tinne", "tab inne"),
        ("👩🏽‍🚒 och 🏳️‍🌈", "👩🏽‍🚒 och 🏳️‍🌈"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_cleaning_keeps_what_was_said_and_no_more(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag visste inte", "jag-visste-inte"),
        ("Väntan gör ont – åh!", "vantan-gor-ont-ah"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\con.txt", "c-con-txt"),
        ("Œuvre é ñ ü ß æ ø þ", "uvre-e-n-u-ss-ae-o-th"),
        ("A\u030a", "a"),
        ("½ ﬁn ２", "12-fin-2"),
        ("日本語", ""),
        ("🎉", ""),
        ("---", ""),
        ("", ""),
        ("x" * 60, "x" * 40),
        ("a " + "x" * 60, "a"),
        ("tio bokst " * 9, "tio-bokst-tio-bokst-tio-bokst-tio-bokst"),
        ("rad ett\nrad två", "rad-ett-rad-tva"),
        ("Don't", "don-t"),
    ],
)
def test_a_slug_is_a_plain_part_of_a_file_name(text: str, expected: str) -> None:
    assert slug(text) == expected


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_any_text_makes_a_slug_or_nothing(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|", made)
    assert len(made) <= LONGEST_SLUG
    assert slug(made) == made


def test_swedish_letters_come_last_and_in_their_order() -> None:
    words = ["Öl", "ål", "zebra", "Ärta", "apa", "école", "Eva", "ed", "Ängel", "åka", "øst", "æra", "Zorn"]
    assert sorted(words, key=sort_key) == [
        "apa", "école", "ed", "Eva", "zebra", "Zorn", "åka", "ål", "Ängel", "æra", "Ärta", "Öl", "øst",
    ]  # fmt: skip


def test_letters_of_two_signs_sort_as_the_letters_they_are() -> None:
    assert sort_key("A\u030angstro\u0308m") == sort_key("Ångström") == sort_key("ångström")


def test_a_shorter_word_sorts_before_a_longer_one() -> None:
    assert sorted(["Åsa", "Å", "A", "Aa"], key=sort_key) == ["A", "Aa", "Å", "Åsa"]


def test_plain_ascii_drops_accents_and_what_has_no_letter() -> None:
    assert plain_ascii("Undersöka ÅÄÖ – é") == "undersoka aao  e"


@pytest.mark.parametrize(
    ("lang", "weekday", "written"),
    [
        ("sv", False, "24 november 2026"),
        ("sv", True, "tisdag 24 november 2026"),
        ("en", True, "Tuesday 24 November 2026"),
    ],
)
def test_a_date_is_written_in_words(lang: str, weekday: bool, written: str) -> None:
    assert long_date(date(2026, 11, 24), lang, weekday=weekday) == written


@settings(max_examples=200, deadline=None)
@given(ANYTHING, st.integers(2, 30))
def test_a_shortened_text_is_one_line_of_at_most_that_width(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert len(short.splitlines()) <= 1
    whole = " ".join(text.split())
    assert short == whole if len(whole) <= width else short.endswith("…")


def test_a_shortened_text_is_cut_at_a_word() -> None:
    assert shorten("Jag visste inte, att det fanns", 18) == "Jag visste inte…"


def test_a_bilingual_text_says_each_language() -> None:
    text = Bilingual(sv="Insikt", en="Insight")
    assert (text.in_("sv"), text.in_("en")) == ("Insikt", "Insight")

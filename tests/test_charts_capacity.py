"""Capacity in its rounds: medians stand on the scale, and few answers are said to be few."""

from __future__ import annotations

from typing import Any

import pytest
from browser import browser as browser
from drawn import LABEL, WORD, faults, labels, outputs, record, written
from playwright.sync_api import Browser

from innoguide.model.audience import CAPACITY
from innoguide.model.record import Record
from innoguide.model.tally import storable
from innoguide.rendering.charts.capacity import Answered, CapacityWords, Statement, draw_capacity
from innoguide.rendering.charts.drawing import Drawing

WORDS = CapacityWords(
    rounds=("median före", "median efter", "median efter sex månader"),
    spread="hälften av svaren, de i mitten, ligger längs linjen",
    low="stämmer inte alls",
    high="stämmer helt",
    said="Ändring",
    hidden="färre än fem svar, visas inte",
)
KEY = 3
"""Signs in the key: two circles and a diamond."""


def draw(*statements: Statement, words: CapacityWords = WORDS) -> Drawing:
    return draw_capacity(title="Förmåga", description="D", statements=statements, words=words, lang="sv")


def drawn(number: int) -> Drawing:
    """Return *number* statements; some without answers in one round or in all."""
    some = [Answered(2, 1, 3), Answered(4.5, 4, 5), None]
    return draw(
        *(Statement(text, (some[at % 3], some[at % 2 + at % 5 // 4], some[at % 4 // 2]), "höjt 2,5")
          for at, text in enumerate(labels(number)))
    )  # fmt: skip


def signs(picture: Drawing) -> list[tuple[str, str]]:
    """Return shape and look of what marks a median, without the key."""
    marks = [one for one in picture.shapes if one["shape"] in ("circle", "area")]
    return [(one["shape"], one["look"]) for one in marks[KEY:]]


@pytest.mark.parametrize("number", [0, 1, 14, 40])
def test_no_text_is_cut_or_over_another(browser: Browser, number: int) -> None:
    assert faults(browser, lambda: drawn(number)) == []


@pytest.mark.parametrize("text", [LABEL, WORD])
def test_long_words_of_the_picture_fit_too(browser: Browser, text: str) -> None:
    words = CapacityWords((text, text, text), text, text, text, "Ändring", text)
    assert faults(browser, lambda: draw(Statement(text, (None, None, None), text), words=words)) == []


def test_the_three_rounds_have_signs_of_their_own() -> None:
    three = (Answered(2, 1, 3), Answered(4, 3, 5), Answered(4, 3, 5))
    picture = draw(Statement("A", three, "höjt 2"))
    assert signs(picture) == [("circle", "mark-4"), ("circle", "mark"), ("area", "mark-2")]
    before, after = [one for one in picture.shapes if one["shape"] == "circle"][2:]
    assert float(before["x"]) < float(after["x"])


def test_a_round_that_nobody_has_answered_is_not_in_the_key() -> None:
    words = CapacityWords(("före", "", ""), "mitten", "låg", "hög", "", "visas inte")
    picture = draw(Statement("A", (Answered(2, 1, 3), None, None), ""), words=words)
    assert [one["shape"] for one in picture.shapes if one["shape"] in ("circle", "area")] == ["circle", "circle"]


def test_a_statement_with_too_few_answers_says_so() -> None:
    picture = draw(Statement("A", (None, None, None), "–"))
    assert WORDS.hidden in written(picture)
    assert signs(picture) == []


def rating(
    name: str,
    *answers: int,
    about: str = "know_users",
    step: str = "ringa-in",
    method: str = CAPACITY,
    **more: Any,
) -> Record:
    values: dict[str, Any] = {key: value for key, value in storable(answers).items() if value is not None}
    question = {"know_users": "Vi vet vilka", "test_early": "Vi prövar tidigt"}[about]
    return record(
        f"rating-{name}", step=step, method=method, created=name, question=question, about=about, **values, **more
    )


def test_before_and_after_are_compared_in_the_report_and_both_steps() -> None:
    made = outputs(
        rating("aaaaa", 1, 2, 2, 3, 3),
        rating("bbbbb", 3, 4, 4, 5, 5, 5, step="forverkliga"),
        rating("ccccc", 2, 2, 2, 2, 2, about="test_early"),
    )
    row = "| Vi vet vilka | 2 (mitten 1,5–3) | 4,5 (mitten 4–5) | höjt 2,5 |"
    for document in ("1-ringa-in.md", "6-forverkliga.md", "report.md"):
        before, after = made[document].split("](bilder/formaga.svg)")
        assert "Från före till efter steg medianen för 1 av 1 påståenden, var samma för 0 och sjönk för 0." in before
        assert "Mest steg: ”Vi vet vilka” (från 2 till 4,5)." in before
        assert row in after
        assert "| Vi prövar tidigt | 2 (mitten 2–2) | – | – |" in after
        assert "| Möta och förstå användare | 2 (mitten 1,5–3) | 4,5 (mitten 4–5) | höjt 2,5 |" in after
    assert "höjt 2,5" in made["bilder/formaga.svg"]


def test_three_rounds_tell_whether_it_has_held() -> None:
    made = outputs(
        rating("aaaaa", 2, 2, 2, 2, 2, round="before"),
        rating("bbbbb", 4, 4, 4, 4, 4, step="forverkliga", round="after"),
        rating("ccccc", 3, 3, 3, 3, 3, step="forverkliga", round="six_months", unknown=2),
    )
    report = made["report.md"]
    assert "### Vår förmåga före, efter och efter sex månader" in report
    assert "| Vi vet vilka | 2 (mitten 2–2) | 4 (mitten 4–4) | 3 (mitten 3–3); vet inte: 1–4 | höjt 1 |" in report
    assert "Inget av det som steg till efter har stått sig efter sex månader." in report


def test_what_fell_is_said_with_what_it_may_mean() -> None:
    made = outputs(rating("aaaaa", 4, 4, 4, 4, 4), rating("bbbbb", 3, 3, 3, 3, 3, step="forverkliga"))
    assert "Mest sjönk: ”Vi vet vilka” (från 4 till 3)." in made["report.md"]
    assert "Att ett svar sjunker behöver inte betyda att man kan mindre." in made["report.md"]


def test_the_smallest_number_of_answers_is_told_once_and_not_by_statement() -> None:
    made = outputs(rating("aaaaa", 1, 2, 2, 3, 3, 3, 3, 4), rating("bbbbb", 2, 2, 2, 2, 3, 3, about="test_early"))
    for document in ("1-ringa-in.md", "report.md", "bilder/formaga.svg"):
        assert "8 svar" not in made[document]
    assert "Före: minst 6 svar på varje påstående som visas." in made["report.md"]
    assert made["report.md"].count("6 svar") == 1


def test_fewer_than_five_answers_are_words_and_no_picture() -> None:
    made = outputs(rating("aaaaa", 1, 2, 5, 5), audience="internal")
    assert "bilder/formaga.svg" not in made
    assert "Färre än fem har svarat på skattningen av vår förmåga." in made["report.md"]
    assert "median" not in made["report.md"].split("Vår förmåga när vi började")[1].split("#")[0]


def test_one_statement_with_too_few_answers_is_hidden_among_others() -> None:
    made = outputs(rating("aaaaa", 1, 2, 2, 3, 3), rating("bbbbb", 5, 5, 5, 5, about="test_early"))
    assert "| Vi prövar tidigt | färre än fem svar, visas inte |" in made["report.md"]
    assert "färre än fem svar, visas inte" in made["bilder/formaga.svg"]


def test_other_ratings_are_not_about_capacity() -> None:
    made = outputs(rating("aaaaa", 1, 2, 2, 3, 3, method="utmana-arbetet"))
    assert "Vår förmåga" not in made["report.md"]


def test_the_newest_answers_of_each_time_count() -> None:
    made = outputs(rating("aaaaa", 1, 1, 1, 1, 1), rating("bbbbb", 4, 4, 4, 4, 4))
    assert "| Vi vet vilka | 4 (mitten 4–4) |" in made["report.md"]
    assert "Vår förmåga när vi började" in made["bilder/formaga.svg"]

"""Capacity before and after: medians stand on the scale, and few answers are said to be few."""

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
    before="median före",
    after="median efter",
    spread="hälften av svaren, de i mitten, ligger längs linjen",
    low="stämmer inte alls",
    high="stämmer helt",
    answers="Antal svar",
    hidden="färre än fem svar, visas inte",
)


def draw(*statements: Statement, words: CapacityWords = WORDS) -> Drawing:
    return draw_capacity(title="Förmåga", description="D", statements=statements, words=words, lang="sv")


def drawn(number: int) -> Drawing:
    """Return *number* statements; some without answers before, after or both."""
    some = [Answered(7, 2, 1, 3), Answered(8, 4.5, 4, 5), None]
    return draw(
        *(Statement(text, some[at % 3], some[at % 2 + at % 5 // 4], "före 12, efter färre än fem")
          for at, text in enumerate(labels(number)))
    )  # fmt: skip


@pytest.mark.parametrize("number", [0, 1, 12, 40])
def test_no_text_is_cut_or_over_another(browser: Browser, number: int) -> None:
    assert faults(browser, lambda: drawn(number)) == []


@pytest.mark.parametrize("text", [LABEL, WORD])
def test_long_words_of_the_picture_fit_too(browser: Browser, text: str) -> None:
    words = CapacityWords(text, text, text, text, text, "Antal svar", text)
    assert faults(browser, lambda: draw(Statement(text, None, None, text), words=words)) == []


def test_before_is_empty_and_after_filled_and_further_to_the_right() -> None:
    picture = draw(Statement("A", Answered(5, 2, 1, 3), Answered(6, 4, 3, 5), "5, 6"))
    before, after = [one for one in picture.shapes if one["shape"] == "circle"][2:]
    assert (before["look"], after["look"]) == ("mark-4", "mark")
    assert float(before["x"]) < float(after["x"])


def test_a_statement_with_too_few_answers_says_so() -> None:
    picture = draw(Statement("A", None, None, "3"))
    assert WORDS.hidden in written(picture)
    assert sum(one["shape"] == "circle" for one in picture.shapes) == 2


def rating(
    name: str, *answers: int, about: str = "know_users", step: str = "ringa-in", method: str = CAPACITY
) -> Record:
    values: dict[str, Any] = {key: value for key, value in storable(answers).items() if value is not None}
    question = {"know_users": "Vi vet vilka", "test_early": "Vi prövar tidigt"}[about]
    return record(f"rating-{name}", step=step, method=method, created=name, question=question, about=about, **values)


def test_before_and_after_are_compared_in_the_report_and_both_steps() -> None:
    made = outputs(
        rating("aaaaa", 1, 2, 2, 3, 3),
        rating("bbbbb", 3, 4, 4, 5, 5, 5, step="forverkliga"),
        rating("ccccc", 2, 2, 2, 2, 2, about="test_early"),
    )
    row = "| Vi vet vilka | 2 (mitten 1,5–3, 5 svar) | 4,5 (mitten 4–5, 6 svar) |"
    for document in ("1-ringa-in.md", "6-forverkliga.md", "report.md"):
        before, after = made[document].split("](bilder/formaga.svg)")
        assert "steg medianen för 1, stod still för 0 och sjönk för 0." in before
        assert row in after
        assert "| Vi prövar tidigt | 2 (mitten 2–2, 5 svar) | – |" in after
    assert "före 5, efter 6" in made["bilder/formaga.svg"]


def test_fewer_than_five_answers_are_words_and_no_picture() -> None:
    made = outputs(rating("aaaaa", 1, 2, 5, 5), audience="internal")
    assert "bilder/formaga.svg" not in made
    assert "Färre än fem har svarat på skattningen av vår förmåga." in made["report.md"]
    assert "median" not in made["report.md"].split("Vår förmåga före och efter")[1].split("#")[0]


def test_one_statement_with_too_few_answers_is_hidden_among_others() -> None:
    made = outputs(rating("aaaaa", 1, 2, 2, 3, 3), rating("bbbbb", 5, 5, 5, 5, about="test_early"))
    assert "| Vi prövar tidigt | färre än fem svar, visas inte | – |" in made["report.md"]
    assert "färre än fem svar, visas inte" in made["bilder/formaga.svg"]
    assert ">före färre" in made["bilder/formaga.svg"]  # on two lines


def test_other_ratings_are_not_about_capacity() -> None:
    made = outputs(rating("aaaaa", 1, 2, 2, 3, 3, method="utmana-arbetet"))
    assert "Vår förmåga" not in made["report.md"]


def test_the_newest_answers_of_each_time_count() -> None:
    made = outputs(rating("aaaaa", 1, 1, 1, 1, 1), rating("bbbbb", 4, 4, 4, 4, 4))
    assert "| Vi vet vilka | 4 (mitten 4–4, 5 svar) | – |" in made["report.md"]
    assert "Vår förmåga när vi började" in made["bilder/formaga.svg"]

"""An indicator: values stand where their numbers are, and are always written as the group wrote them."""

from __future__ import annotations

from typing import Any

import pytest
from browser import browser as browser
from drawn import LABEL, WORD, faults, outputs, record, written
from playwright.sync_api import Browser

from innoguide.model.amount import Amount, read_amount
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.indicator import Stage, draw_indicator


def drawn(*numbers: float | None, between: int = 0, text: str = LABEL) -> Drawing:
    """Return an indicator with these numbers as baseline, latest and target."""
    names = ("Utgångsläge", "Senast mätt", "Mål")
    stages = [
        Stage(name, "26 september 2026", f"{number} {text}", number=number, missing=number is None)
        for name, number in zip(names, numbers, strict=True)
    ]
    many = [float(at) for at in range(between)]
    return draw_indicator(
        title=f"Effekt 1: {text}", description="D", what=text, stages=stages, between=many, unit=text, lang="sv"
    )


@pytest.mark.parametrize("between", [0, 1, 12, 40])
@pytest.mark.parametrize("text", [LABEL, WORD])
@pytest.mark.parametrize(
    "numbers", [(3, 11, 9), (0, 0, 0), (-4, 2.5, 1e6), (0.001, 0.002, 0.02), (None, None, None), (90, None, 30)]
)
def test_no_text_is_cut_or_over_another(
    browser: Browser, numbers: tuple[float | None, ...], text: str, between: int
) -> None:
    assert faults(browser, lambda: drawn(*numbers, between=between, text=text)) == []


def test_the_arrow_goes_from_baseline_to_latest() -> None:
    def tip(picture: Drawing) -> float:
        heads = [one for one in picture.shapes if one["look"] == "arrow-head"]
        return float(str(heads[0]["points"]).split(",")[0])

    assert tip(drawn(1, 10, 12)) > 500 > tip(drawn(10, 1, 0))


def test_without_numbers_there_is_no_line_of_numbers() -> None:
    picture = drawn(None, None, None)
    assert not any(one["look"] == "axis" and "," in str(one.get("points", "")) for one in picture.shapes[:8])
    assert "None Låta" in written(picture)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("11 per eftermiddag", Amount(11, "per eftermiddag")),
        ("Minst 9,5 per vecka. Räknat i maj", Amount(9.5, "per vecka")),
        ("ungefär 1 200 kr", Amount(1200, "kr")),
        ("40 procent", Amount(40, "%")),
        ("40 % av besökarna", Amount(40, "% av besökarna")),
        ("-3 grader", Amount(-3, "grader")),
        ("6 av 24 föräldrar", Amount(25, "föräldrar", share=True)),
        ("about 3 of 4", Amount(75, "", share=True)),
    ],
)
def test_a_number_first_in_a_text_is_read(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "inte mätt", "Minst hälften", "3–5 per vecka", "3 - 5", "2026-09-07", "kl. 13.30", "13.30-15.00", "1.200 kr",
     "7 av 6", "2 av 0", "fler än i fjol", "vecka 40", "6/29 föräldrar"],
)  # fmt: skip
def test_what_is_no_plain_number_is_left_as_words(text: str) -> None:
    assert read_amount(text) is None


def effect(**values: Any) -> str:
    made = outputs(record("effect-aaaaa", effect="Fler vågar", **values))
    assert "](bilder/effekt-aaaaa.svg)" in made["6-forverkliga.md"]
    assert "](bilder/effekt-aaaaa.svg)" in made["report.md"]
    return made["bilder/effekt-aaaaa.svg"]


def test_an_effect_stands_on_a_line_of_numbers_with_its_values_as_they_were_written() -> None:
    measurements = [
        {"date": "2026-10-23", "value": "11 per kväll i snitt"},
        {"date": "2026-09-23", "value": "8 per kväll"},
    ]
    picture = effect(baseline_value="3 per kväll", target="Minst 9 per kväll", measurements=measurements)
    assert "11 per kväll i snitt" in picture
    assert "Minst 9 per kväll" in picture
    assert picture.count('class="axis"') > 3
    assert picture.count("<circle") == 5  # baseline and latest on the line and in their cards, one in between


@pytest.mark.parametrize("target", ["9 procent", "Minst hälften", "3 av 4"])
def test_numbers_of_different_things_are_never_drawn_on_one_line(target: str) -> None:
    picture = effect(baseline_value="3 per kväll", target=target)
    assert picture.count('class="axis"') == 1  # the pole of the flag, and no line of numbers
    assert "för tidigt att säga" in picture


def test_an_effect_without_values_has_no_picture() -> None:
    assert "bilder/effekt-aaaaa.svg" not in outputs(record("effect-aaaaa", effect="Fler vågar"))


def test_a_shortened_value_in_the_description_ends_once() -> None:
    made = outputs(record("effect-aaaaa", effect="Fler vågar", target="Minst hälften av " + LABEL))
    alt = made["report.md"].split("](bilder/effekt-aaaaa.svg)")[0].rpartition("![")[2]
    assert alt.endswith("…")
    assert len(alt) <= 200

"""The timeline: its ticks fit its span, and what has no date is there in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from browser import browser as browser
from drawn import LABEL, faults, labels, outputs, record, written
from playwright.sync_api import Browser

from innoguide.jobs.report.pictures.days import day_of, span
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.timeline import STATES, Activity, TimelineWords, draw_timeline

WORDS = TimelineWords({one: f"läge {one}" for one in STATES}, "Utan datum")
START = date(2026, 9, 4)


def draw(*activities: Activity) -> Drawing:
    return draw_timeline(title="Införandeplan", description="Planen.", activities=activities, words=WORDS, lang="sv")


def drawn(number: int, *, days: int = 30) -> Drawing:
    """Return a plan of *number* activities over so many days in all; every sixth has no date."""
    found = []
    for at, text in enumerate(labels(number)):
        start = START + timedelta(days=at * days // max(number, 1))
        dated = at % 6 != 5
        end = start + timedelta(days=days // 8)
        found.append(
            Activity(text, f"{LABEL} · 4–9 sep", STATES[at % 6], start if dated else None, end if dated else None)
        )
    return draw(*found)


@pytest.mark.parametrize("days", [1, 100, 700, 9000])
@pytest.mark.parametrize("number", [0, 1, 12, 40])
def test_no_text_is_cut_or_over_another(browser: Browser, number: int, days: int) -> None:
    assert faults(browser, lambda: drawn(number, days=days)) == []


@pytest.mark.parametrize(
    ("end", "tick"),
    [(date(2026, 9, 4), "sep"), (date(2027, 8, 1), "aug"), (date(2028, 5, 1), "kv 2"), (date(2040, 1, 1), "2040")],
)
def test_the_ticks_fit_the_span(end: date, tick: str) -> None:
    assert tick in written(draw(Activity("A", "", "done", START, end)))


def test_a_bar_lasts_as_long_as_the_activity_and_a_day_is_seen() -> None:
    picture = draw(
        Activity("A", "", "done", date(2026, 9, 1), date(2026, 9, 10)),
        Activity("B", "", "done", date(2026, 9, 1), date(2026, 9, 20)),
        Activity("C", "", "done", date(2027, 5, 31)),
    )
    _key, ten, twenty, day = [float(one["width"]) for one in picture.shapes if one["shape"] == "box"]
    assert twenty == pytest.approx(2 * ten, abs=0.2)
    assert day == 10


def test_what_has_no_date_is_listed_beneath() -> None:
    picture = draw(Activity("Med datum", "", "done", START), Activity("Utan", "vaktmästaren", "not_started"))
    texts = [str(one["text"]) for one in picture.shapes if one["shape"] == "text"]
    assert texts.index("Utan datum") > texts.index("Med datum")
    assert texts[-2:] == ["Utan", "vaktmästaren"]


def test_dates_the_wrong_way_round_are_the_same_days() -> None:
    right, wrong = (
        Activity("A", "", "done", START, START + timedelta(9)),
        Activity("A", "", "done", START + timedelta(9), START),
    )
    assert draw(right).shapes == draw(wrong).shapes


def test_a_plan_is_drawn_above_its_activities_with_the_decisions_it_needs() -> None:
    made = outputs(
        record(
            "plan-aaaaa",
            goal="Bordet är vardag",
            activities=[
                {"what": "Larm", "responsible": "vaktmästaren", "from": "2026-09-07", "to": "2026-09-11",
                 "status": "under_way"},
                {"what": "Fråga skolan"},
            ],
            decision_needed=[{"what": "Plats i schemat", "by": "chefen", "when": "2026-12-16"}],
        )
    )  # fmt: skip
    picture = made["bilder/tidslinje-aaaaa.svg"]
    assert "vaktmästaren · 7–11 september 2026 ·" in picture
    assert picture.index(">Plats i schemat") < picture.index(">Utan datum") < picture.index(">Fråga skolan")
    for document in ("6-forverkliga.md", "report.md"):
        before, after = made[document].split("](bilder/tidslinje-aaaaa.svg)")
        assert "Aktiviteter: 2. Beslut som behövs: 1. Utan datum: 1." in before
        assert "Fråga skolan" in after


def test_a_plan_without_days_says_so() -> None:
    made = outputs(record("plan-aaaaa", goal="G", activities=[{"what": "Fråga skolan"}]))
    assert "Inget har något datum ännu." in made["report.md"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-09-07", "2026-09-07", "7 september 2026"),
        ("2026-09-07", "2026-09-11", "7–11 september 2026"),
        ("2026-09-07", "2026-10-02", "7 september–2 oktober 2026"),
        ("2026-09-07", "2027-01-02", "7 september 2026–2 januari 2027"),
    ],
)
def test_a_span_of_days_in_words(first: str, last: str, said: str) -> None:
    assert span(date.fromisoformat(first), date.fromisoformat(last), "sv") == said


@pytest.mark.parametrize("value", [None, "", "i höst", "2026-13-01", "9999-12-31", "0001-01-01", 7])
def test_what_is_no_day_of_our_time_is_no_day(value: object) -> None:
    assert day_of(value) is None

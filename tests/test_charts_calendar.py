"""The calendar: every day has its number in the month and its words beneath; meetings held show the way they took."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from browser import browser as browser
from drawn import LABEL, faults, labels, outputs, record, written
from playwright.sync_api import Browser

from innoguide.model.agenda.agenda import Agenda
from innoguide.model.project import Done, Session
from innoguide.rendering.charts.calendar import (
    MOST_DAYS,
    CalendarWords,
    Held,
    Occasion,
    draw_calendar,
    draw_held,
)
from innoguide.rendering.charts.drawing import Drawing

MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"]
MONTHS += ["september", "oktober", "november", "december"]
WORDS = CalendarWords(MONTHS, "träff", "något ska vara klart", "lördag eller söndag", "Resten står i tabellen.")
START = date(2026, 11, 24)


def drawn(number: int, *, apart: int = 7) -> Drawing:
    """Return a calendar of *number* days, so many days apart."""
    days = [
        Occasion(START + timedelta(days=at * apart), f"tisdag 24 november 2026: {text}", meeting=at % 3 != 2)
        for at, text in enumerate(labels(number))
    ]
    return draw_calendar(title="Kalender", description="D", occasions=days, words=WORDS, lang="sv")


def held(number: int) -> Drawing:
    """Return *number* meetings held, in and between steps."""
    meetings = [
        Held(f"Träff {at + 1}", "24 november 2026", tuple(55 * (one + 1) if (one - at) % 4 == 0 else None
             for one in range(6)))
        for at in range(number)
    ]  # fmt: skip
    return draw_held(
        title="När vi gjorde vad", description="D", key="minuter", steps=labels(6), held=meetings, lang="sv"
    )


@pytest.mark.parametrize("apart", [1, 7, 31])
@pytest.mark.parametrize("number", [0, 1, 12, 40, MOST_DAYS + 1])
def test_no_text_of_the_calendar_is_cut_or_over_another(browser: Browser, number: int, apart: int) -> None:
    assert faults(browser, lambda: drawn(number, apart=apart)) == []


@pytest.mark.parametrize("number", [0, 1, 12, 40])
def test_no_text_of_the_meetings_held_is_cut_or_over_another(browser: Browser, number: int) -> None:
    assert faults(browser, lambda: held(number)) == []


def test_empty_months_between_are_left_out_only_when_there_are_many() -> None:
    assert "januari 2027" in written(drawn(2, apart=90))
    assert "januari 2027" not in written(drawn(2, apart=900))


def test_days_beyond_what_fits_are_named_as_left_out() -> None:
    assert WORDS.more in written(drawn(MOST_DAYS + 1))
    assert WORDS.more not in written(drawn(MOST_DAYS))


def test_a_step_that_was_not_worked_in_has_no_mark() -> None:
    picture = draw_held(
        title="T", description="D", key="", steps=["A", "B"], held=[Held("Träff 1", "", (None, 0))], lang="sv"
    )
    assert [one["text"] for one in picture.shapes if one["look"] == "text"][-1] == "✓"
    assert sum(one["shape"] == "circle" for one in picture.shapes) == 1
    assert LABEL not in written(picture)


def planned(number: int) -> Session:
    agenda = Agenda(date=f"2026-12-0{number}", start="13:00", minutes=60, people=5, step="undersoka")
    return Session(id=f"2026-12-0{number}-traff-{number}", number=number, agenda=agenda)


def test_the_calendar_shows_meetings_and_what_is_due_above_the_same_as_tables() -> None:
    made = outputs(
        record("action-aaaaa", what="Ringa skolan", who="samordnaren", when="2026-12-01"),
        record("action-bbbbb", what="Redan gjort", when="2026-12-04", done=True),
        record(
            "plan-ccccc", goal="G", decision_needed=[{"what": "Plats i schemat", "by": "chefen", "when": "2027-01-20"}]
        ),
        planned=[planned(1), planned(2)],
    )
    picture = made["bilder/kalender.svg"]
    assert "klart: Ringa skolan" in picture
    assert "januari 2027" in picture
    assert "Redan gjort" not in picture
    before, after = made["kalender.md"].split("](bilder/kalender.svg)")
    assert "Träffar: 2. Saker som ska vara klara till en viss dag: 2." in before
    assert "| tisdag 1 december 2026 | Ringa skolan | samordnaren |" in after
    assert "| onsdag 20 januari 2027 | Plats i schemat | chefen |" in after


def test_the_report_shows_what_steps_each_meeting_worked_in() -> None:
    done = [("ringa-in", 50), ("ringa-in", 5), ("undersoka", 20)]
    session = Session(
        id="2026-11-24-traff-1",
        number=1,
        started="2026-11-24T13:00:00",
        done=tuple(Done(step=step, method="m", move=f"m{at}", minutes=m) for at, (step, m) in enumerate(done)),
    )
    made = outputs(sessions=[session])
    before, after = made["report.md"].split("](bilder/traffar.svg)")
    assert "Träffar: 1. Vi arbetade i 2 av 6 steg." in before
    assert "Ringa in 55 min, Undersöka 20 min" in after
    assert ">55<" in made["bilder/traffar.svg"]

"""The calendar of what is to come, and of the meetings held with the steps they worked in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from innoguide.jobs.report.book import Book, clause
from innoguide.jobs.report.pictures.days import day_of
from innoguide.model.language import MONTHS, long_date
from innoguide.model.project import Session
from innoguide.rendering.charts.calendar import (
    MOST_DAYS,
    CalendarWords,
    Held,
    Occasion,
    draw_calendar,
    draw_held,
)
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_CALENDAR = {"sv": "kalender", "en": "calendar"}
_HELD = {"sv": "traffar", "en": "meetings"}


@dataclass(frozen=True)
class Deadline:
    """Something that is to be done by a day: what, by whom."""

    day: date
    what: str
    who: str

    def words(self, lang: str) -> str:
        """Return it in one line."""
        key = "picture_calendar_due_by" if self.who else "picture_calendar_due"
        return t(key, lang, what=clause(self.what), who=self.who)


def deadlines(book: Book) -> list[Deadline]:
    """Return the actions that are not done and the decisions that plans need, with a day, the nearest first."""
    actions = [one for one in book.of_kind("action") if one.values.get("done") is not True]
    rows = [(one.values.get("when"), book.label(one), str(one.values.get("who", ""))) for one in actions]
    for plan in book.of_kind("plan"):
        needed = plan.values.get("decision_needed", ())
        rows += [(row.get("when"), str(row.get("what", "")), str(row.get("by", ""))) for row in needed]
    dated = [(day_of(when), what, who) for when, what, who in rows]
    return sorted((Deadline(day, what, who) for day, what, who in dated if day and what), key=lambda one: one.day)


def calendar_picture(book: Book, meetings: Sequence[tuple[str, str]]) -> Markdown:
    """Return the calendar of *meetings* (day and words) and of what is to be done."""
    return book.picture(_CALENDAR[book.lang], lambda: _draw_calendar(book, meetings))


def _draw_calendar(book: Book, meetings: Sequence[tuple[str, str]]) -> Drawing:
    due = deadlines(book)
    met = [(day, words) for when, words in meetings if (day := day_of(when))]
    days: dict[date, list[str]] = {}
    for day, words in [*met, *((one.day, one.words(book.lang)) for one in due)]:
        days.setdefault(day, []).append(words)
    meeting_days = {day for day, _words in met}
    occasions = [
        Occasion(day, f"{long_date(day, book.lang, weekday=True)}: {'; '.join(days[day])}", day in meeting_days)
        for day in sorted(days)
    ]
    first, last = (long_date(one, book.lang) for one in (min(days), max(days))) if days else ("", "")
    alt = t("picture_calendar_alt", book.lang, meetings=len(met), due=len(due), first=first, last=last)
    return draw_calendar(
        title=t("picture_calendar_title", book.lang),
        description=alt,
        occasions=occasions,
        words=CalendarWords(
            MONTHS[book.lang],
            t("picture_calendar_meeting", book.lang),
            t("picture_calendar_deadline", book.lang),
            t("picture_calendar_weekend", book.lang),
            t("picture_calendar_more", book.lang, number=len(days) - MOST_DAYS),
        ),
        lang=book.lang,
    )


def minutes_by_step(session: Session) -> dict[str, int]:
    """Return the minutes of a meeting by step, in the order the steps were worked in."""
    minutes: dict[str, int] = {}
    for one in session.done:
        minutes[one.step] = minutes.get(one.step, 0) + one.minutes
    return minutes


def held_picture(book: Book) -> Markdown:
    """Return what steps each meeting worked in; nothing before the first meeting."""
    sessions = [one for one in book.project.sessions if minutes_by_step(one)]
    if not sessions:
        return Markdown()
    return book.picture(_HELD[book.lang], lambda: _draw_held(book, sessions))


def _draw_held(book: Book, sessions: Sequence[Session]) -> Drawing:
    steps = [one.step for one in book.guide.steps]
    worked = [minutes_by_step(one) for one in sessions]
    days = [_day(one, book.lang) for one in sessions]
    return draw_held(
        title=t("picture_held_title", book.lang),
        description=t(
            "picture_held_alt",
            book.lang,
            meetings=len(sessions),
            first=days[0],
            last=days[-1],
            worked=sum(any(step in one for one in worked) for step in steps),
            steps=len(steps),
        ),
        key=t("picture_held_key", book.lang),
        steps=[f"{book.guide.number(one.step)} {one.title.in_(book.lang)}" for one in book.guide.steps],
        held=[
            Held(
                t("picture_held_meeting", book.lang, number=one.number), day, tuple(minutes.get(step) for step in steps)
            )
            for one, day, minutes in zip(sessions, days, worked, strict=True)
        ],
        lang=book.lang,
    )


def _day(session: Session, lang: str) -> str:
    day = day_of(session.started)
    return long_date(day, lang) if day else session.started

"""The calendar of the meetings to come: a document, and files that calendar programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.following import coming_follow_ups, follow_up_path
from innoguide.jobs.report.meetings import FOLDERS
from innoguide.jobs.report.pictures.calendar import calendar_picture, deadlines
from innoguide.jobs.report.planned import file_name, planned_facts
from innoguide.jobs.report.schedule import planned_blocks
from innoguide.model.agenda.agenda import Agenda, shown_time
from innoguide.model.followup import Due
from innoguide.model.language import long_date
from innoguide.model.project import Session
from innoguide.rendering.calendar_file import Event, calendar_file
from innoguide.texts import t

NAMES = {"sv": "kalender", "en": "calendar"}
FOLLOW_UP_START, FOLLOW_UP_MINUTES = "13:00", 60
"""When a follow-up is put into the calendar, on a working day: for the group to move."""


def calendar_path(book: Book, ending: str) -> str:
    """Return where the calendar lies in `outputs/`, with the *ending* `md` or `ics`."""
    return f"{NAMES[book.lang]}.{ending}"


def build_calendar(book: Book) -> dict[str, Any]:
    """Return the meetings to come, and what happens between them."""
    facts = [{**planned_facts(book, one, agenda), "between": agenda.between} for one, agenda in _planned(book)]
    planned = [
        (agenda.date, t("picture_calendar_planned", book.lang, **one))
        for (_, agenda), one in zip(_planned(book), facts, strict=True)
    ]
    links = [f"{FOLDERS[book.lang]}/{file_name(book, one, 'invitation')}" for one, _agenda in _planned(book)]
    return {
        "file": calendar_path(book, "ics"),
        "picture": calendar_picture(book, planned),
        "due": [
            {"long_date": long_date(one.day, book.lang, weekday=True), "what": one.what, "who": one.who}
            for one in deadlines(book)
        ],
        "meetings": [{**one, "link": link} for one, link in zip(facts, links, strict=True)],
        "between": [{**one, "text": one["between"]} for one in facts if one["between"]],
    }


def calendar_files(book: Book) -> Iterator[tuple[str, str]]:
    """Yield path and text of a file a meeting, and of one with them all."""
    events = {one.id: _event(book, one, agenda) for one, agenda in _planned(book)}
    for session_id, event in events.items():
        yield f"{FOLDERS[book.lang]}/{session_id}.ics", _file(book, [event])
    if events:
        yield calendar_path(book, "ics"), _file(book, list(events.values()))
    coming = [_follow_up_event(book, one) for one in coming_follow_ups(book)]
    if coming:
        yield follow_up_path(book), _file(book, coming)


def _follow_up_event(book: Book, due: Due) -> Event:
    title = t("ics_follow_up", book.lang, project=book.project.settings.title, months=due.months)
    return Event(
        uid=f"{due.mark.replace('_', '-')}-{_last_session(book)}.innoguide.invalid",
        start=f"{due.day.isoformat()}T{FOLLOW_UP_START}",
        minutes=FOLLOW_UP_MINUTES,
        title=title,
        text=t("ics_follow_up_text", book.lang),
    )


def _last_session(book: Book) -> str:
    """Return the meeting that closed the last step: it makes the event one of this project."""
    gates = [one for one in book.of_kind("gate") if one.step == book.guide.steps[-1].step]
    return gates[-1].id


def _file(book: Book, events: Sequence[Event]) -> str:
    return calendar_file(events, name=book.project.settings.title, lang=book.lang)


def _planned(book: Book) -> list[tuple[Session, Agenda]]:
    return [(one, one.agenda) for one in book.project.planned if one.agenda]


def _event(book: Book, session: Session, agenda: Agenda) -> Event:
    facts = planned_facts(book, session, agenda)
    title = t("ics_title", book.lang, project=book.project.settings.title, number=facts["number"], name=facts["name"])
    steps = [t("ics_step", book.lang, **one) for one in facts["steps"]]
    times = [
        f"{shown_time(one.starts, book.lang)}–{shown_time(one.ends, book.lang)} {one.title}"
        for one in planned_blocks(book, agenda)
    ]
    return Event(
        # No @ as in most such files: what looks like an address is stopped by the git hook.
        uid=f"{session.id}.innoguide.invalid",
        start=f"{agenda.date}T{agenda.start}",
        minutes=agenda.minutes,
        title=title,
        place=facts["place"],
        text="\n".join([*steps, "", *times]),
    )

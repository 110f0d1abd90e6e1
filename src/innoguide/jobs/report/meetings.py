"""The documentation of each meeting: who was there, what was done in what time, and what it gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.decided import build_decided
from innoguide.jobs.report.framing import build_parked
from innoguide.jobs.report.news import build_news
from innoguide.jobs.report.pictures.calendar import minutes_by_step
from innoguide.jobs.report.showing import day, joined, shown_fields
from innoguide.jobs.report.timing import build_timing
from innoguide.model.agenda.agenda import shown_time
from innoguide.model.agenda.lateness import planned_minutes
from innoguide.model.fields import is_date
from innoguide.model.language import long_date
from innoguide.model.project import Done, Session
from innoguide.model.record import Record

_ELSEWHERE = ("decision", "vote", "weighing", "rating", "parked_idea", "action", "reflection", "gate")
FOLDERS = {"sv": "traffar", "en": "meetings"}


def meeting_path(book: Book, session: Session) -> str:
    """Return where the meeting's document lies in `outputs/`."""
    return f"{FOLDERS[book.lang]}/{session.id}.md"


def records_of(book: Book, session: Session) -> list[Record]:
    """Return what a meeting left, oldest first within each kind."""
    return [one for found in book.project.by_kind.values() for one in found if one.session == session.id]


def build_meeting(book: Book, session: Session) -> dict[str, Any]:
    """Return all that the template of a meeting needs."""
    records = records_of(book, session)
    methods = _methods(book, session, records)
    return {
        **meeting_facts(book, session),
        **build_timing(book, session),
        "news": build_news(book, session),
        "methods": methods,
        "planned": sum(one["planned"] for one in methods),
        "used": sum(one["used"] for one in methods),
        "results": [one for one in methods if one["results"]],
        "other": _results(book, _not_of(methods_of(session), records)),
        **build_decided(book, records),
        "gates": [
            {
                "step": step_title(book, one.step),
                "conclusion": str(one.values.get("conclusion", "")),
                "reason": str(one.values.get("reason", "")),
            }
            for one in records
            if one.kind == "gate"
        ],
        "parked": build_parked(book, [one for one in records if one.kind == "parked_idea"]),
        "actions": [build_action(book, one) for one in records if one.kind == "action"],
        "reflections": [build_reflection(book, one) for one in records if one.kind == "reflection"],
        "returns": [
            {
                "from": step_title(book, one.from_),
                "to": step_title(book, one.to),
                "why": one.why,
                "when": day(book, one.at),
            }
            for one in session.returns
        ],
    }


def meeting_facts(book: Book, session: Session) -> dict[str, Any]:
    """Return when and where a meeting was, who was there, and which steps it worked with."""
    steps = dict.fromkeys(one.step for one in session.done)
    done = [one for one in session.done if one.state == "done"]
    return {
        "number": session.number,
        "date": day(book, session.started),
        "long_date": long_day(book, session.started),
        "from": _clock(book, session.started),
        "to": _clock(book, session.ended),
        "place": session.place,
        "room": joined(book, [f"{one.role} {one.count}" for one in session.room]),
        "people": session.people,
        "users": "" if session.users_in_room is None else "yes" if session.users_in_room else "no",
        "steps": joined(book, [step_title(book, one) for one in steps if one]),
        "step_minutes": ", ".join(
            f"{step_title(book, step)} {number} min" for step, number in minutes_by_step(session).items() if step
        ),
        "titles": joined(book, [_method_title(book, *one) for one in dict.fromkeys((d.step, d.method) for d in done)]),
        "minutes": sum(one.minutes for one in session.done),
        "link": book.to(meeting_path(book, session)),
    }


def long_day(book: Book, stamp: str) -> str:
    """Return `tisdag 24 november 2026`; what is no date stays as it is."""
    return long_date(date.fromisoformat(stamp[:10]), book.lang, weekday=True) if is_date(stamp[:10]) else stamp


def _clock(book: Book, stamp: str) -> str:
    return shown_time(stamp[11:16], book.lang) if len(stamp) >= 16 else ""


def step_title(book: Book, step_id: str) -> str:
    """Return what a step is called."""
    known = {one.step: one.title.in_(book.lang) for one in book.guide.steps}
    return known.get(step_id, step_id)


def _method_title(book: Book, step_id: str, method_id: str) -> str:
    method = book.guide.method(step_id, method_id)
    return method.title.in_(book.lang) if method else method_id


def methods_of(session: Session) -> list[tuple[str, str]]:
    """Return the methods that were worked with, in order: (step, method)."""
    return list(dict.fromkeys((one.step, one.method) for one in session.done))


def _not_of(methods: Sequence[tuple[str, str]], records: Sequence[Record]) -> list[Record]:
    return [one for one in records if (one.step, one.method) not in methods]


def _methods(book: Book, session: Session, records: Sequence[Record]) -> list[dict[str, Any]]:
    shown = []
    for number, (step, method) in enumerate(methods_of(session), start=1):
        moves = [_move(book, session, one) for one in session.done if (one.step, one.method) == (step, method)]
        shown.append(
            {
                "number": number,
                "title": _method_title(book, step, method),
                "moves": moves,
                "notes": [one for one in moves if one["note"]],
                "planned": sum(one["planned"] for one in moves),
                "used": sum(one["used"] for one in moves),
                "results": _results(book, [one for one in records if (one.step, one.method) == (step, method)]),
            }
        )
    return shown


def _move(book: Book, session: Session, done: Done) -> dict[str, Any]:
    method = book.guide.method(done.step, done.method)
    move = method.move(done.move) if method else None
    return {
        "title": move.title.in_(book.lang) if move else done.move,
        "planned": planned_minutes(book.guide, session.agenda, done),
        "used": done.minutes,
        "skipped": done.state == "skipped",
        "note": done.note,
        "lines": [line for line in done.note.splitlines() if line.strip()],
    }


def _results(book: Book, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return what came of it, kind by kind; people who were met are only counted in a public document."""
    shown = []
    for kind in dict.fromkeys(one.kind for one in records if one.kind not in _ELSEWHERE):
        found = [one for one in records if one.kind == kind]
        counted = not book.sees.persons and book.is_personal(book.guide.kinds.get(kind))
        title = book.title(kind) if len(found) == 1 else book.plural(kind)
        lines = [] if counted else [book.line(one, 200) for one in found]
        shown.append({"title": title, "number": len(found), "lines": lines})
    return shown


def build_action(book: Book, action: Record) -> dict[str, Any]:
    """Return something to do until next time."""
    return {
        "what": book.label(action),
        "who": str(action.values.get("who", "")),
        "when": day(book, str(action.values.get("when", ""))),
        "done": action.values.get("done") is True,
        "rest": shown_fields(book, action, skip=("what", "who", "when", "done")),
    }


def build_reflection(book: Book, reflection: Record) -> dict[str, Any]:
    """Return what the group thought of it afterwards."""
    return {
        "name": book.name(reflection),
        **{name: str(reflection.values.get(name, "")) for name in ("what", "so_what", "now_what")},
        "mood": int(reflection.values.get("mood") or 0),
        "rest": shown_fields(book, reflection, skip=("what", "so_what", "now_what", "mood")),
    }

"""The documents around a meeting to come: invitation, run sheet, agenda, and what is to be done before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.framing import build_challenge, build_parked
from innoguide.jobs.report.meetings import FOLDERS, build_action, long_day, step_title
from innoguide.jobs.report.schedule import (
    Planned,
    build_cuts,
    materials_of,
    planned_blocks,
    script_of,
    steps_of,
    table_row,
)
from innoguide.jobs.report.showing import joined
from innoguide.model.agenda.agenda import Agenda, Block, shown_time
from innoguide.model.agenda.carry import Carried, carried
from innoguide.model.agenda.moves import moves_in, place_of
from innoguide.model.project import Session

NAMES = {
    "invitation": {"sv": "infor", "en": "before"},
    "runsheet": {"sv": "korschema", "en": "runsheet"},
    "participants": {"sv": "agenda", "en": "agenda"},
    "homework": {"sv": "uppgifter", "en": "homework"},
}
"""What each document's file name ends with, by its template."""

LATE = (15, 30)
"""Minutes: how late the run sheet is ready for."""

_NOTHING = Carried((), (), ())


@dataclass(frozen=True)
class Document:
    """A document to be written: its template, what it is made from, and how many records that are.

    *book* knows where the document lies.
    """

    book: Book
    template: str
    values: dict[str, Any]
    records: int


def meeting_documents(book: Book, steps: Mapping[str, str]) -> Iterator[Document]:
    """Yield the documents of the meetings that are planned, and what is to be done after the newest one.

    *steps* are the documents of the steps that have one.
    """
    for session, agenda in _to_lead(book):
        for template, build in _BUILDERS.items():
            if session.started and template == "invitation":
                continue
            here = replace(book, here=_path(book, session, template))
            waiting = carried_to(book, session)
            values = {**planned_facts(here, session, agenda), **build(here, session, agenda, steps)}
            yield Document(here, f"{template}.md.j2", values, len(waiting.actions) + len(waiting.parked))
    if book.project.sessions:
        newest = book.project.sessions[-1]
        values = build_homework(book, newest)
        if any(values[name] for name in ("actions", "between", "questions", "next")):
            here = replace(book, here=_path(book, newest, "homework"))
            yield Document(here, "homework.md.j2", values, len(values["actions"]))


def _to_lead(book: Book) -> Iterator[tuple[Session, Agenda]]:
    """Yield the meetings that somebody is to lead: the newest, until its last method is done, and those planned."""
    newest = [one for one in book.project.sessions[-1:] if one.plan and not _is_over(book, one, one.plan)]
    for session in (*newest, *book.project.planned):
        if session.plan is not None:
            yield session, session.plan


def _is_over(book: Book, session: Session, agenda: Agenda) -> bool:
    """Whether all moves of the agenda's last method are done."""
    block = next((one for one in reversed(agenda.blocks) if one.method), None)
    if block is None:
        return False
    step, name = place_of(block, agenda)
    method = book.guide.method(step, name)
    done = {(one.step, one.method, one.move) for one in session.done}
    return method is not None and all((step, name, move.id) in done for move in moves_in(block, method))


def _path(book: Book, session: Session, template: str) -> str:
    return f"{FOLDERS[book.lang]}/{file_name(book, session, template)}"


def file_name(book: Book, session: Session, template: str) -> str:
    """Return the name of a document of a meeting. They lie side by side, so it is the link between them too."""
    return f"{session.id}-{NAMES[template][book.lang]}.md"


def planned_facts(book: Book, session: Session, agenda: Agenda) -> dict[str, Any]:
    """Return when and where a meeting is to be, and what it is about."""
    steps = steps_of(agenda)
    return {
        "number": session.number if session.started else _number(book, session),
        "name": agenda.title or joined(book, [step_title(book, one) for one in steps]),
        "long_date": long_day(book, agenda.date),
        "from": shown_time(agenda.start, book.lang),
        "to": shown_time(agenda.ends, book.lang),
        "minutes": agenda.minutes,
        "people": agenda.people,
        "place": agenda.place or session.place,
        "steps": [
            {
                "number": book.guide.number(one.step),
                "title": one.title.in_(book.lang),
                "question": one.question.in_(book.lang),
                "purpose": one.purpose.in_(book.lang),
            }
            for one in book.guide.steps
            if one.step in steps
        ],
        "links": {name: file_name(book, session, name) for name in _BUILDERS} | {"calendar": f"{session.id}.ics"},
    }


def _number(book: Book, session: Session) -> int:
    return len(book.project.sessions) + [one.id for one in book.project.planned].index(session.id) + 1


def carried_to(book: Book, session: Session) -> Carried:
    """Return what waits for a meeting. The nearest one takes it up, so later ones say nothing of it."""
    is_nearest = bool(session.started) or session.id == book.project.planned[0].id
    return carried(book.project) if is_nearest else _NOTHING


def _invitation(book: Book, session: Session, agenda: Agenda, steps: Mapping[str, str]) -> dict[str, Any]:
    return {
        "challenge": build_challenge(book)["question"],
        "blocks": _in_short(book, agenda),
        "between": _before(book, session),
        "actions": [build_action(book, one) for one in carried_to(book, session).actions],
        "reading": [
            {"title": one.deliverable.title.in_(book.lang), "link": book.to(steps[one.step])}
            for one in book.guide.steps
            if one.step in steps
        ],
    }


def _in_short(book: Book, agenda: Agenda) -> list[dict[str, Any]]:
    """Return what the group does, without breaks, and with a method that is split as one."""
    whole: dict[str, Block] = {}
    for block in agenda.blocks:
        if not block.is_break:
            before = whole.get(block.method or block.text)
            minutes = block.minutes + (before.minutes if before else 0)
            whole[block.method or block.text] = block.model_copy(update={"minutes": minutes})
    joined_up = agenda.model_copy(update={"blocks": tuple(whole.values())})
    return [table_row(book, one) for one in planned_blocks(book, joined_up)]


def _before(book: Book, session: Session) -> str:
    """Return what was to be done between the meeting before and this one."""
    meetings = [*book.project.sessions, *book.project.planned]
    at = [one.id for one in meetings].index(session.id)
    agenda = meetings[at - 1].agenda if at else None
    return agenda.between if agenda else ""


def _runsheet(book: Book, session: Session, agenda: Agenda, _steps: Mapping[str, str]) -> dict[str, Any]:
    blocks = planned_blocks(book, agenda)
    waiting = carried_to(book, session)
    return {
        "rows": [table_row(book, one) for one in blocks],
        "needed": agenda.needed,
        "materials": materials_of(book, blocks),
        "who": _who(book, blocks),
        "cuts": build_cuts(book, agenda, blocks, over=agenda.over) if agenda.over > 0 else {},
        "late": [{"by": late, **build_cuts(book, agenda, blocks, over=late)} for late in LATE],
        "actions": [build_action(book, one) for one in waiting.actions],
        "parked": build_parked(book, list(waiting.parked)),
        "questions": _questions(book, waiting),
        "between": agenda.between,
        "blocks": [script_of(book, one, people=agenda.people) for one in blocks],
    }


def _who(book: Book, blocks: Sequence[Planned]) -> list[str]:
    said = (one.method.who.in_(book.lang) for one in blocks if one.method and one.method.who)
    return list(dict.fromkeys(said))


def _participants(book: Book, _session: Session, agenda: Agenda, _steps: Mapping[str, str]) -> dict[str, Any]:
    return {"rows": [table_row(book, one) for one in planned_blocks(book, agenda)]}


_BUILDERS: dict[str, Callable[[Book, Session, Agenda, Mapping[str, str]], dict[str, Any]]] = {
    "invitation": _invitation,
    "runsheet": _runsheet,
    "participants": _participants,
}
"""The documents of a meeting that has not begun, by template."""


def build_homework(book: Book, session: Session) -> dict[str, Any]:
    """Return what is to be done after a meeting: who does what, what to find out, and when the group meets again."""
    waiting = carried(book.project)
    coming = next((one for one in book.project.planned if one.order > session.order), None)
    return {
        "number": session.number,
        "long_date": long_day(book, session.started),
        "actions": [build_action(book, one) for one in waiting.actions],
        "between": session.agenda.between if session.agenda else "",
        "questions": _questions(book, waiting),
        "next": planned_facts(book, coming, coming.agenda) if coming and coming.agenda else {},
    }


def _questions(book: Book, waiting: Carried) -> list[dict[str, Any]]:
    """Return what nobody knows yet, a line a record: the record, and the labels of the fields left open."""
    found: dict[str, dict[str, Any]] = {}
    for record, name in waiting.unknown:
        kind = book.kind(record)
        label = kind.by_id[name].label.in_(book.lang) if kind and name in kind.by_id else name
        found.setdefault(record.id, {"record": book.line(record, 80), "labels": []})["labels"].append(label)
    return list(found.values())

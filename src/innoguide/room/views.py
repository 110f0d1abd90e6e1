"""What a phone and the wall show of a round, as plain values. Nobody but the phone itself sees who has sent what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from innoguide.model.phones import Item, Note, Round
from innoguide.model.tally import shown_number
from innoguide.room.limits import LONGEST_NOTE, NOTES_A_PHONE

FEWEST_ANSWERS = 5
"""With fewer, the answers to a sentence could be traced to persons."""

Numbered = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a view needs besides the round. *shown* takes personal data out of a text that others see."""

    version: int
    lang: str
    now: datetime
    shown: Callable[[str], str]
    texts: dict[str, str] = field(default_factory=dict)
    address: str = ""
    code: str = ""


def phone_view(state: Round | None, phone: str, around: Around, *, table: int, tables: int) -> dict[str, Any]:
    """Return what *phone* shows. An empty *phone* is one that keeps no cookie: it can send, and owns nothing.

    *table* is the one that the phone has chosen, of *tables*; 0: none.
    """
    seated = not tables or table or not phone
    return {
        **_common(state, around),
        "phase": _phase(state) if seated else "table",
        "hint": state.plan.hint if state else "",
        "table": table,
        "tables": tables,
        "longest": LONGEST_NOTE,
        **_paper(state, phone, around),
        **_ballot(state, phone),
        **_ratings(state, phone),
    }


def wall_view(state: Round | None, around: Around) -> dict[str, Any]:
    """Return what the wall shows: numbers before the reveal, texts and results after it."""
    revealed = state if state and state.revealed else None
    return {
        **_common(state, around),
        "phase": _phase(state),
        "until_clock": _clock(state),
        "answered": state.answered if state else 0,
        "tables": _tables(revealed, around) if revealed else [],
        "items": _results(revealed) if revealed else [],
        "questions": wall_answers(state) if state else [],
        "address": around.address,
        "code": around.code,
    }


def _common(state: Round | None, around: Around) -> dict[str, Any]:
    plan = state.plan if state else None
    return {
        "version": around.version,
        "lang": around.lang,
        "round": plan.id if plan else "",
        "mode": plan.mode if plan else "",
        "title": plan.title if plan else "",
        "question": plan.question if plan else "",
        "left": _left(state, around.now),
        "revealed": bool(state and state.revealed),
        "passes": state.passes if state else 0,
        "passes_on": bool(plan and plan.passes_on),
        "sent": _sent(state) if state else 0,
        "phones": len(state.phones) if state else 0,
        "texts": around.texts,
    }


def _phase(state: Round | None) -> str:
    if state is None:
        return "waiting"
    return "closed" if state.closed else "open"


def _sent(state: Round) -> int:
    return len(state.notes) if state.plan.mode == "collect" else state.answered


def _left(state: Round | None, now: datetime) -> int | None:
    if state is None or not state.until or state.closed:
        return None
    return max(0, round((datetime.fromisoformat(state.until).astimezone() - now).total_seconds()))


def _clock(state: Round | None) -> str:
    if state is None or not state.until:
        return ""
    return datetime.fromisoformat(state.until).astimezone().strftime("%H.%M")


def _paper(state: Round | None, phone: str, around: Around) -> dict[str, Any]:
    own = state.sent_by(phone) if state else []
    others = [one for one in state.notes.values() if one.phone != phone] if state and state.revealed else []
    sheet = state.sheet_before(phone) if state else []
    return {
        "own": [{"id": one.id, "text": one.text, "builds_on": _built_on(state, one, around, phone)} for one in own],
        "own_left": max(0, NOTES_A_PHONE - len(own)),
        "sheet": [{"id": one.id, "text": around.shown(one.text)} for one in sheet],
        "others": [{"id": one.id, "text": around.shown(one.text), "table": one.table} for one in others],
    }


def _built_on(state: Round | None, note: Note, around: Around, phone: str = "") -> str:
    """Return the text of the note that *note* builds on; somebody else's only as others may see it."""
    other = state.notes.get(note.builds_on) if state else None
    if other is None:
        return ""
    return other.text if phone and other.phone == phone else around.shown(other.text)


def _labels(items: tuple[Item, ...]) -> Numbered:
    return [{"n": n, "label": one.label} for n, one in enumerate(items)]


def _ballot(state: Round | None, phone: str) -> dict[str, Any]:
    plan = state.plan if state else None
    placed = state.ballots.get(phone, {}) if state else {}
    by_position = {
        c: {i: placed[criterion.id][item.id] for i, item in enumerate(plan.items) if item.id in placed[criterion.id]}
        for c, criterion in enumerate(plan.criteria if plan else ())
        if plan and criterion.id in placed
    }
    return {
        "items": _labels(plan.items) if plan else [],
        "criteria": _labels(plan.criteria) if plan else [],
        "dots": plan.dots if plan else 0,
        "ballot": by_position,
        "voted": bool(state and phone in state.ballots),
    }


def _ratings(state: Round | None, phone: str) -> dict[str, Any]:
    questions = state.plan.questions if state else ()
    given = state.ratings.get(phone, {}) if state else {}
    return {
        "questions": [{"n": n, "text": one.label} for n, one in enumerate(questions)],
        "ratings": {n: given[one.id] for n, one in enumerate(questions) if one.id in given},
        "rated": bool(state and phone in state.ratings),
    }


def _tables(state: Round, around: Around) -> list[dict[str, Any]]:
    by_table: dict[int, list[dict[str, str]]] = {}
    for note in state.notes.values():
        entry = {"text": around.shown(note.text), "builds_on": _built_on(state, note, around)}
        by_table.setdefault(note.table, []).append(entry)
    return [{"table": table, "notes": by_table[table]} for table in sorted(by_table)]


def _results(state: Round) -> Numbered:
    """Return each item with its dots, most dots first; the plan's order where they are equal."""
    dots = state.dots()
    found = []
    for item in state.plan.items:
        per = dots.get(item.id, {})
        placed = [{"criterion": one.label, "number": per.get(one.id, 0)} for one in state.plan.criteria]
        found.append({"label": item.label, "total": sum(per.values()), "dots": placed})
    return sorted(found, key=lambda one: -one["total"])


def wall_answers(state: Round) -> Numbered:
    """Return each sentence with how many have answered; when they are shown, and five or more, with what."""
    found: Numbered = []
    for question in state.plan.questions:
        answers = state.answers_to(question.id)
        entry: dict[str, Any] = {"text": question.label, "answers": len(answers)}
        if state.revealed and len(answers) >= FEWEST_ANSWERS:
            middle = median(answers)
            entry["median"] = int(middle) if middle == int(middle) else middle
            entry["counts"] = {value: answers.count(value) for value in range(1, 6)}
            if unknown := state.unknown_to(question.id):
                entry["unknown"] = shown_number(unknown)
        found.append(entry)
    return found

"""What a meeting had planned against what took how long: in all, and block by block."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.schedule import Planned, planned_blocks, table_row
from innoguide.model.agenda.agenda import Block
from innoguide.model.agenda.moves import moves_in
from innoguide.model.project import Done, Session

MoveKey = tuple[str, str, str]
"""Step, method and move."""


def build_timing(book: Book, session: Session) -> dict[str, Any]:
    """Return the plan of a meeting and how it went; no blocks without an agenda."""
    agenda = session.agenda
    done = {(one.step, one.method, one.move): one for one in session.done}
    kept = {_named(one) for one in session.plan.blocks} if session.plan else set()
    blocks = [
        {**table_row(book, one), **_went(one, done, is_kept=_named(one.block) in kept)}
        for one in (planned_blocks(book, agenda) if agenda else ())
    ]
    return {
        "blocks": blocks,
        "booked": agenda.minutes if agenda else 0,
        "expected": agenda.people if agenda else 0,
        "lasted": _lasted(session),
        "left": [one["title"] for one in blocks if one["state"] in ("left", "dropped")],
        "pauses": session.paused_minutes,
    }


def _named(block: Block) -> tuple[str, tuple[str, ...], str, bool]:
    """Return what tells a block from others, whatever minutes it has been given."""
    return block.method, block.moves, block.text, block.is_break


def _went(one: Planned, done: Mapping[MoveKey, Done], *, is_kept: bool) -> dict[str, Any]:
    """Return how a block went and how long it took. Nobody keeps the time of a break or a text."""
    if one.method is None:
        return {"state": "" if is_kept else "dropped", "used": 0}
    keys = [(one.step, one.method.method, move.id) for move in moves_in(one.block, one.method)]
    found = [done[key] for key in keys if key in done]
    if not found:
        return {"state": "left" if is_kept else "dropped", "used": 0}
    used = sum(entry.minutes for entry in found)
    if len(found) < len(keys):
        return {"state": "begun", "used": used}
    return {"state": "done" if any(entry.state == "done" for entry in found) else "skipped", "used": used}


def _lasted(session: Session) -> int:
    """Return how many minutes the meeting took, without its pauses; by its parts when nobody knows when it ended."""
    started, ended = _moment(session.started), _moment(session.ended)
    if started is None or ended is None:
        return sum(one.minutes for one in session.done)
    return max(0, round((ended - started).total_seconds() / 60) - session.paused_minutes)


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).replace(tzinfo=None)
    except ValueError:
        return None

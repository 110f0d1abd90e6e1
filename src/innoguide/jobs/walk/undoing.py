"""`:undo` in a `collect`: the notes of the last paste, or the last note, are taken away again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from innoguide.errors import Conflict
from innoguide.files.recordfile import record_bytes
from innoguide.jobs.walk.notes import notes_of
from innoguide.jobs.walk.prompter import Line
from innoguide.jobs.walk.room import Room
from innoguide.model.record import Record, references
from innoguide.texts import tn

SHOWN = 5


def remember_pasted(room: Room, ids: Iterable[str]) -> None:
    """Keep which notes were pasted last, and what they said then."""
    room.keep(pasted={one: _mark(room, room.project.records[one]) for one in ids})


def _mark(room: Room, record: Record) -> str:
    """Return a few signs that change with anything that the record's file says."""
    return hashlib.sha256(record_bytes(record, room.guide.kinds[record.kind])).hexdigest()[:12]


def undo(room: Room, row: Sequence[Record]) -> None:
    """Take away the last paste in *row*, or the last note where one was written after that.

    What the group has changed since, or has built something on, stays, and so does what somebody else has changed.
    """
    if not row:
        room.tell("paste_no_undo", "hint")
        return
    pasted: dict[str, str] = room.state.get("pasted") or {}
    last = [one for one in row if one.id in pasted] if row[-1].id in pasted else row[-1:]
    rested_on = _rested_on(room)
    loose = [one for one in last if one.id not in rested_on and pasted.get(one.id) in (None, _mark(room, one))]
    gone = [one for one in reversed(loose) if _is_removed(room, one)]
    left = notes_of(room)
    stay = [one for one in last if one not in gone]
    room.keep(
        records=[one.id for one in left],
        pasted={one: mark for one, mark in pasted.items() if one in {each.id for each in stay}},
    )
    room.answered = room.answered and bool(left)
    _tell(room, gone, stay)


def _rested_on(room: Room) -> set[str]:
    """Return the ids of all records that another one refers to."""
    known = room.guide.kinds
    return {target for one in room.project.records.values() for _field, target in references(one, known[one.kind])}


def _is_removed(room: Room, record: Record) -> bool:
    try:
        room.remove(record)
    except Conflict:
        return False
    return True


def _tell(room: Room, gone: Sequence[Record], stay: Sequence[Record]) -> None:
    if len(gone) == 1:
        room.tell("paste_undone_one", "saved", text=room.label(gone[0]))
    elif gone:
        room.tell("paste_undone", "saved", notes=tn("paste_notes", len(gone)))
    if stay:
        room.tell("paste_stay", "hint", notes=tn("paste_notes", len(stay)))
        room.show(*(Line(text=room.label(one), tone="list") for one in stay[:SHOWN]))
    if len(stay) > SHOWN:
        room.tell("paste_more", number=len(stay) - SHOWN)

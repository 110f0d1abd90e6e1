"""Notes that a `collect` gets many of at once: from phones, or pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from innoguide.jobs.walk.fields import ask_field, brief
from innoguide.jobs.walk.prompter import Line, Path
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN, GoBack
from innoguide.jobs.walk.turns import go_through
from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.moves import Collect
from innoguide.model.record import Record


def notes_of(room: Room) -> list[Record]:
    """Return all notes of the current move, in the order they were written."""
    known = room.project.records
    return [known[one] for one in room.state.get("records", ()) if one in known]


def add_note(
    room: Room, kind: Kind, values: dict[str, Any], *, kept: Callable[[str], dict[str, Any]], by: str = ""
) -> Record:
    """Store a note among those of the current move, as one that is typed.

    *kept* turns its id into more state of the move, on disk before the note: whoever adds many knows after a stop
    which of them are there. *by* is the table that it comes from.
    """
    made = [one.id for one in notes_of(room)]
    return room.add(kind, values, by=by, kept=lambda one: {"records": [*made, one], **kept(one)})


def ask_about(room: Room, record_id: str, field: KindField, path: Path) -> None:
    """Ask for one more field of a note, and store it."""

    def save(value: Any) -> None:
        room.change(room.project.records[record_id], **{field.id: value})

    old = room.project.records[record_id].values.get(field.id)
    value = ask_field(room, field, path=path, old=old, save=save)
    if value is UNKNOWN:
        room.leave_open(room.project.records[record_id], field.id)
    elif value is not SKIPPED:
        save(value)


def remember_rest(room: Room, move: Collect, records: Iterable[str]) -> None:
    """Keep that what belongs to each of *records* is to be asked for when the move goes on: what they lack of it."""
    known = room.project.records
    rest = [[one, name] for one in records for name in move.then if name not in known[one].values]
    room.keep(rest=rest, rest_at=0)


def ask_rest(room: Room, kind: Kind, path: Path) -> None:
    """Ask what `remember_rest` has kept, a note at a time; `:back` from the first question leaves the rest as it is."""
    rest = [pair for pair in room.state.get("rest", ()) if pair[0] in room.project.records]
    if not rest:
        return
    numbers = {one.id: number for number, one in enumerate(notes_of(room))}

    def ask(at: int) -> None:
        record_id, name = rest[at]
        if not at or rest[at - 1][0] != record_id:
            room.show(Line(), Line(text=f"{numbers[record_id] + 1:>3}  {room.label(room.project.records[record_id])}"))
        field = kind.by_id[name]
        is_first = name not in [one for _id, one in rest[:at]]
        ask_about(room, record_id, field if is_first else brief(field), (*path, numbers[record_id], name))

    at = min(room.state.get("rest_at", 0), len(rest))
    with suppress(GoBack):
        go_through(room, len(rest), ask, at=at, backwards=False, keep=lambda at: room.keep(rest_at=at))
    room.keep(rest=[], rest_at=0)

"""What came from the phones becomes records: each note once, however often the walk is stopped meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from innoguide.jobs.walk.moves.collect import ask_common, card_value
from innoguide.jobs.walk.notes import add_note, remember_rest
from innoguide.jobs.walk.phones.reviewing import by_tables, in_numbers
from innoguide.jobs.walk.room import Room
from innoguide.model.guide import Kind
from innoguide.model.moves import Collect
from innoguide.model.phone_review import Row

FEW = 6
"""More notes than this are not gone through one by one for what belongs to each."""

BUILDS_ON = "builds_on"
"""The field that holds what a note builds on, where the kind has it."""


def take_notes(room: Room, move: Collect, rows: Sequence[Row]) -> None:
    """Store *rows* as records of the move, parked ones as parked ideas; then what they build on."""
    kind = room.guide.kinds[move.kind]
    common = {**ask_common(room, move, kind), **card_value(room, move)}
    lang = room.store.settings.language
    for row in rows:
        if _stored(room, row):
            continue
        if row.is_parked:
            _park(room, row)
        else:
            values = {**common, kind.label_field: row.text}
            add_note(room, kind, values, by=by_tables(row, lang), kept=_kept(room, row))
    notes = [row for row in rows if not row.is_parked]
    _tie(room, kind, rows)
    room.tell("phone_taken", "saved", notes=in_numbers(rows))
    _leave_rest(room, move, kind, notes)


def _stored(room: Room, row: Row) -> str:
    """Return the id of the record that *row* has become; empty if it has not."""
    found = room.state.get("taken", {}).get(str(row.number), "")
    return found if found in room.project.records else ""


def _kept(room: Room, row: Row) -> Callable[[str], dict[str, Any]]:
    taken = room.state.get("taken", {})
    return lambda one: {"taken": {**taken, str(row.number): one}}


def _park(room: Room, row: Row) -> None:
    before = room.answered
    room.add(room.guide.kinds["parked_idea"], {"text": row.text}, kept=_kept(room, row))
    room.answered = before  # a parked idea is no answer


def _tie(room: Room, kind: Kind, rows: Sequence[Row]) -> None:
    """Store what each note builds on, now that all have become records."""
    field = kind.by_id.get(BUILDS_ON)
    if field is None or field.type not in ("ref", "refs") or not {kind.kind, "any"} & set(field.to):
        return
    records = {one: _stored(room, row) for row in rows if not row.is_parked for one in row.ids}
    for row in rows:
        own = _stored(room, row)
        found = dict.fromkeys(records[one] for one in row.builds_on if records.get(one, own) != own)
        if found and not row.is_parked:
            value = [*found] if field.type == "refs" else next(iter(found))
            room.change(room.project.records[own], **{BUILDS_ON: value})


def _leave_rest(room: Room, move: Collect, kind: Kind, notes: Sequence[Row]) -> None:
    """Let the move ask what belongs to each note, where they are few."""
    if not move.then or not notes:
        return
    if len(notes) > FEW:
        names = ", ".join(kind.by_id[name].label.in_(room.lang) for name in move.then)
        room.tell("phone_rest_later", "hint", fields=names)
        return
    remember_rest(room, move, [_stored(room, row) for row in notes])

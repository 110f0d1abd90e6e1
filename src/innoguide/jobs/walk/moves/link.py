"""`link`: the group ties records to what they rest on."""

from __future__ import annotations

from functools import partial

from innoguide.jobs.walk.fields import ask_records
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.language import Bilingual
from innoguide.model.moves import Link


def run(room: Room, move: Link, from_end: bool) -> None:
    """Ask, for each record, what it rests on."""
    records = room.records(move.kind, move.where)
    if not records:
        room.tell("walk_nothing_here", "hint")
        return
    ask_in_turn(room, [partial(_ask_one, room, move, record.id) for record in records], from_end=from_end)


def _ask_one(room: Room, move: Link, record_id: str) -> None:
    record = room.project.records[record_id]
    field = room.guide.kinds[move.kind].by_id[move.field]
    label = room.label(record)
    asked = {lang: f"{label} – {field.question.in_(lang)}" for lang in ("sv", "en")}
    field = field.model_copy(update={"ask": Bilingual(**asked)})
    value = ask_records(room, field, path=room.path(record_id), old=record.values.get(field.id))
    if value is UNKNOWN:
        room.leave_open(record, field.id)
    elif value is not SKIPPED:
        room.change(record, **{field.id: value})

"""What the group noted before, shown where it is needed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from innoguide.jobs.walk.prompter import Line
from innoguide.jobs.walk.room import Room
from innoguide.model.answers import shown_value
from innoguide.model.record import Record
from innoguide.texts import t


def recall(room: Room, wanted: Mapping[str, Sequence[str]]) -> None:
    """Show the records of each kind in *wanted* that say something in its fields; nothing where none do."""
    lines = [
        Line(label=f"{room.kind_name(kind, 1).capitalize()}:", text=text, tone="list")
        for kind, fields in wanted.items()
        for record in room.records(kind)
        if (text := _text(room, record, fields))
    ]
    if lines:
        room.show(Line(), Line(text=t("walk_recall"), tone="heading"), *lines)


def _text(room: Room, record: Record, fields: Sequence[str]) -> str:
    known = room.guide.kinds[record.kind].by_id
    said = [(known[name], record.values[name]) for name in fields if record.values.get(name)]
    return " · ".join(shown_value(field, value, room.lang) for field, value in said)

"""Lets the group pick records from a list, by number or by a piece of their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from innoguide.jobs.walk.prompter import Option, Question, Shape
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.model.answers import Wrong, find_options, pick_several
from innoguide.model.record import Record


def record_options(room: Room, records: Sequence[Record]) -> tuple[Option, ...]:
    """Return *records* as options, by their line."""
    return tuple(Option(id=record.id, label=room.label(record)) for record in records)


def pick_records(room: Room, question: Question, records: Sequence[Record], *, several: bool) -> list[str] | NoAnswer:
    """Ask which of *records*; a search that fits several shows those and asks again.

    The question's default holds ids; the group sees the numbers of the list.
    """
    everything = record_options(room, records)
    numbers = {one.id: str(number) for number, one in enumerate(everything, start=1)}
    default = ", ".join(numbers[one] for one in question.default.split(", ") if one in numbers)
    shape: Shape = "choices" if several else "choice"
    asked = replace(question, options=everything, shape=shape, search=True, default=default)
    while True:
        typed = room.ask(asked)
        if isinstance(typed, NoAnswer):
            return typed
        if not typed.strip():
            if len(asked.options) < len(everything):
                asked = replace(asked, options=everything, repeated=False, default=default)
                continue
            return []
        picked = pick_several(typed, [(one.id, one.label) for one in asked.options])
        if isinstance(picked, Wrong):
            found = find_options(typed, [(one.id, one.label) for one in everything])
            room.tell("walk_wrong", "warning", message=picked.message)
            asked = _narrowed(asked, everything, found)
            continue
        if several or len(picked) == 1:
            return picked
        room.tell("walk_only_one", "warning")
        asked = replace(asked, repeated=True)


def _narrowed(asked: Question, everything: Sequence[Option], found: Sequence[str]) -> Question:
    """Return the question with only the options *found*, or all if there are none; what is new is shown."""
    options = tuple(one for one in everything if one.id in found) or tuple(everything)
    if len(options) == len(asked.options):
        return replace(asked, repeated=True)
    return replace(asked, options=options, repeated=False, default="")

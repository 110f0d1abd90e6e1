"""`place`: the group puts records on two scales."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from innoguide.jobs.walk.fields import scale_hint
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import UNKNOWN, NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.moves import Place
from innoguide.texts import t


def run(room: Room, move: Place, from_end: bool) -> None:
    """Ask for two numbers 1–5 for each record."""
    records = room.records(move.kind, move.where)
    if not records:
        room.tell("walk_nothing_here", "hint")
        return
    axes = [room.guide.kinds[move.kind].by_id[name] for name in (move.x, move.y)]
    room.show(Line(), *(Line(label=f"{axis.label.in_(room.lang)}:", text=scale_hint(axis, room.lang)) for axis in axes))
    asks = [partial(_ask_one, room, move, record.id, number) for number, record in enumerate(records, start=1)]
    ask_in_turn(room, asks, from_end=from_end)


def _ask_one(room: Room, move: Place, record_id: str, number: int) -> None:
    record = room.project.records[record_id]
    kind = room.guide.kinds[move.kind]
    axes = [kind.by_id[move.x], kind.by_id[move.y]]
    old = [record.values.get(axis.id) for axis in axes]
    question = Question(
        path=room.path(record_id),
        text=f"{number}. {room.label(record)}",
        hint=t("walk_place_hint", x=axes[0].label.in_(room.lang), y=axes[1].label.in_(room.lang)),
        default=" ".join(str(value) for value in old) if None not in old else "",
    )
    while True:
        typed = room.ask(question)
        if typed is UNKNOWN:
            room.leave_open(room.leave_open(record, move.x), move.y)
            return
        if isinstance(typed, NoAnswer) or not typed.strip():
            return
        numbers = [int(one) for one in re.findall(r"\d+", typed)]
        if len(numbers) == 2 and all(1 <= one <= 5 for one in numbers):
            room.change(record, **{move.x: numbers[0], move.y: numbers[1]})
            return
        room.tell("walk_wrong", "warning", message=t("walk_place_wrong"))
        question = replace(question, repeated=True)

"""`rank`: the group orders records on one scale, by comparing two at a time."""

from __future__ import annotations

from innoguide.jobs.walk.collect import numbered
from innoguide.jobs.walk.fields import record_options
from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.room import NoAnswer, Room
from innoguide.model.answers import Wrong, pick_one, pick_several
from innoguide.model.moves import Rank
from innoguide.model.record import Record
from innoguide.texts import t


def run(room: Room, move: Rank, _from_end: bool) -> None:
    """Take the whole order at once, or build it by putting each record into its place among those before."""
    records = room.records(move.kind, move.where)
    if len(records) < 2:
        room.tell("walk_too_few_to_rank", "hint")
        return
    room.show(*numbered(room, records))
    order = room.state.get("order") or _ask_whole_order(room, records)
    if order is None:
        return
    if len(order) < len(records):
        order = _compare(room, move, records, order)
    room.keep(order=order)
    for place, record_id in enumerate(order, start=1):
        record = room.project.records[record_id]
        if record.values.get(move.field) != place:
            room.change(record, **{move.field: place})
    room.tell("walk_ranked", "saved")
    room.show(*numbered(room, [room.project.records[one] for one in order]))


def _ask_whole_order(room: Room, records: list[Record]) -> list[str] | None:
    """Return the order if it was typed, an empty list to compare two at a time, None to leave it."""
    options = [(one.id, one.label) for one in record_options(room, records)]
    question = Question(path=room.path("order"), text=t("walk_order"), hint=t("walk_order_hint"))
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return None
        if not typed.strip():
            return []
        order = pick_several(typed, options)
        if not isinstance(order, Wrong) and len(order) == len(records):
            return order
        room.tell("walk_wrong", "warning", message=t("walk_order_wrong", number=len(records)))


def _compare(room: Room, move: Rank, records: list[Record], order: list[str]) -> list[str]:
    """Return all *records* in order: each new one is compared with the middle of those it may stand beside."""
    order = list(order) or [records[0].id]
    for record in records:
        if record.id in order:
            continue
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            if _is_first(room, move, record, room.project.records[order[middle]]):
                high = middle
            else:
                low = middle + 1
        order.insert(low, record.id)
        room.keep(order=order)
    return order


def _is_first(room: Room, move: Rank, one: Record, other: Record) -> bool:
    """Whether *one* comes before *other*; asked until it is answered."""
    options = record_options(room, [one, other])
    question = Question(
        path=room.path(one.id, other.id), text=move.question.in_(room.lang), options=options, shape="choice"
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return False
        picked = pick_one(typed, [(option.id, option.label) for option in options])
        if not isinstance(picked, Wrong):
            return picked == one.id
        room.tell("walk_wrong", "warning", message=picked.message)

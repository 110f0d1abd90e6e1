"""`rank`: the group orders records on one scale, by comparing two at a time."""

from __future__ import annotations

from dataclasses import replace

from innoguide.jobs.walk.moves.collect import numbered
from innoguide.jobs.walk.picking import record_options
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.model.answers import Wrong, pick_one, pick_several
from innoguide.model.moves import Rank
from innoguide.model.record import Record
from innoguide.texts import t

Pair = tuple[str, str]


def run(room: Room, move: Rank, from_end: bool) -> None:
    """Take the whole order at once, or build it by putting each record into its place among those before."""
    records = room.records(move.kind, move.where)
    if len(records) < 2:
        room.tell("walk_too_few_to_rank", "hint")
        return
    room.show(Line(), *numbered(room, records))
    order = _ask_order(room, move, records, from_end)
    if order is None:
        return
    room.keep(order=order)
    for place, record_id in enumerate(order, start=1):
        record = room.project.records[record_id]
        if record.values.get(move.field) != place:
            room.change(record, **{move.field: place})
    room.answered = True  # also when the order is the one from before
    room.tell("walk_ranked", "saved")
    room.show(*numbered(room, [room.project.records[one] for one in order]))


def _ask_order(room: Room, move: Rank, records: list[Record], from_end: bool) -> list[str] | None:
    """Return the order, typed or compared; None to leave it. `:back` goes from the first pair to the whole order."""
    while True:
        if not room.state.get("pairwise"):
            order = _ask_whole_order(room, records)
            if order != []:
                return order
            room.keep(pairwise=True)
        try:
            return _compare(room, move, records, from_end)
        except GoBack:
            room.keep(pairwise=False)
            from_end = False


def _ask_whole_order(room: Room, records: list[Record]) -> list[str] | None:
    """Return the order if it was typed, an empty list to compare two at a time, None to leave it."""
    options = [(one.id, one.label) for one in record_options(room, records)]
    ids = [record.id for record in records]
    before: list[str] = room.state.get("order", [])
    known = sorted(before) == sorted(ids) and not room.state.get("pairs")
    question = Question(
        path=room.path("order"),
        text=t("walk_order"),
        hint=t("walk_order_hint"),
        default=", ".join(str(ids.index(one) + 1) for one in before) if known else "",
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return None
        if not typed.strip():
            return []
        order = pick_several(typed, options)
        if not isinstance(order, Wrong) and len(order) == len(records):
            room.keep(pairs=[])
            return order
        room.tell("walk_wrong", "warning", message=t("walk_order_wrong", number=len(records)))
        question = replace(question, repeated=True)


def _compare(room: Room, move: Rank, records: list[Record], from_end: bool) -> list[str]:
    """Return all *records* in order, asking pair after pair; `:back` asks the pair before again."""
    pairs: list[list[str]] = list(room.state.get("pairs", ()))  # [one, other, the first of them]
    old = pairs.pop()[2] if from_end and pairs else ""
    while True:
        answers = {(one, other): first for one, other, first in pairs}
        order, pair = _order_by([record.id for record in records], answers)
        if pair is None:
            return order
        try:
            first = _ask_first(room, move, pair, old)
        except GoBack:
            if not pairs:
                raise
            old = pairs.pop()[2]
        else:
            pairs.append([*pair, first])
            old = ""
        room.keep(pairs=pairs)


def _order_by(ids: list[str], answers: dict[Pair, str]) -> tuple[list[str], Pair | None]:
    """Return *ids* in order and None, or the pair that has to be compared first.

    Each new one is compared with the middle of those that it may stand beside.
    """
    order = ids[:1]
    for one in ids[1:]:
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            pair = (one, order[middle])
            if pair not in answers:
                return order, pair
            if answers[pair] == one:
                high = middle
            else:
                low = middle + 1
        order.insert(low, one)
    return order, None


def _ask_first(room: Room, move: Rank, pair: Pair, old: str) -> str:
    """Return which of *pair* comes first; asked until it is answered, a skipped one leaves the order as it is."""
    options = record_options(room, [room.project.records[one] for one in pair])
    question = Question(
        path=room.path(*pair),
        text=move.question.in_(room.lang),
        options=options,
        shape="choice",
        default=str(pair.index(old) + 1) if old in pair else "",
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return pair[1]
        picked = pick_one(typed, [(option.id, option.label) for option in options])
        if not isinstance(picked, Wrong):
            return picked
        room.tell("walk_wrong", "warning", message=picked.message if typed.strip() else t("walk_pair_needed"))
        question = replace(question, repeated=True)

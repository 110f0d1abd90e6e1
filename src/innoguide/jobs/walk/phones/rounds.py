"""What is asked on the phones, made of the move that the group is in."""

from __future__ import annotations

from innoguide.jobs.walk.room import Room
from innoguide.model.moves import Collect, Move, Rate, Vote
from innoguide.model.phones import Item, RoundPlan
from innoguide.texts import t


def plan_of(room: Room, move: Move) -> RoundPlan:
    """Return the round of the current move, which is one of `PHONE_MOVES`."""
    if isinstance(move, Collect):
        return _to_collect(room, move)
    if isinstance(move, Vote):
        return _to_vote(room, move)
    assert isinstance(move, Rate)
    questions = tuple(Item(id=one.id, label=one.text.in_(room.lang)) for one in move.questions)
    return RoundPlan(
        id=room.state["round"],
        mode="rate",
        title=move.title.in_(room.lang),
        question=t("phone_ask_rate"),
        lang=room.lang,
        questions=questions,
    )


def _to_collect(room: Room, move: Collect) -> RoundPlan:
    card = next((one for one in move.cards if one.id == room.state.get("card")), None)
    kind = room.guide.kinds[move.kind]
    hint = kind.by_id[kind.label_field].hint
    asked = move.question.in_(room.lang)
    return RoundPlan(
        id=room.state["round"],
        mode="collect",
        title=(card.title if card else move.title).in_(room.lang),
        question=f"{card.text.in_(room.lang)} {asked}" if card else asked,
        hint=hint.in_(room.lang) if hint else "",
        lang=room.lang,
        passes_on=move.passes_on,
        tables=room.phones.tables if room.phones else 0,
    )


def _to_vote(room: Room, move: Vote) -> RoundPlan:
    pool = room.records(move.kind, move.where)
    return RoundPlan(
        id=room.state["round"],
        mode="vote",
        title=move.title.in_(room.lang),
        question=t("phone_ask_vote", dots=move.dots),
        lang=room.lang,
        items=tuple(Item(id=one.id, label=room.label(one, 120)) for one in pool),
        criteria=tuple(Item(id=one.id, label=one.label.in_(room.lang)) for one in move.criteria),
        dots=move.dots,
    )

"""`rate`: each answers 1–5, anonymously; stored and shown only when five or more have answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.audience import CAPACITY
from innoguide.model.capacity import round_made_in
from innoguide.model.moves import Rate, RateQuestion
from innoguide.model.phones import Round
from innoguide.model.record import Record
from innoguide.model.tally import SMALLEST_GROUP, count_ratings, storable
from innoguide.texts import t

_UNKNOWN = "v?"
"""What is typed for somebody who does not know."""


@dataclass(frozen=True)
class Given:
    """What was answered to a question: the numbers, and how many did not know."""

    numbers: Sequence[int]
    unknown: int = 0


def run(room: Room, move: Rate, from_end: bool) -> None:
    """Ask each question; the facilitator types everybody's number, in any order."""
    asks = [partial(_ask_one, room, question) for question in move.questions]
    ask_in_turn(room, asks, from_end=from_end)


def _ask_one(room: Room, rated: RateQuestion) -> None:
    answered = room.state.get("ratings", {}).get(rated.id, "") in room.project.records
    hint = t("walk_rate_again") if answered else t("walk_rate_hint")
    question = Question(path=room.path(rated.id), text=rated.text.in_(room.lang), hint=hint)
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer) or not typed.strip():
            return
        given = read_answers(typed)
        if given is not None:
            break
        room.tell("walk_wrong", "warning", message=t("walk_rate_wrong"))
        question = replace(question, repeated=True)
    _take(room, rated, given)


def read_answers(typed: str) -> Given | None:
    """Return the answers in a line such as `4 3 5 v 2`; None where something in it is no answer."""
    signs = re.sub(r"[\s,;]", "", typed.casefold())
    if not re.fullmatch(rf"[1-5{_UNKNOWN}]+", signs):
        return None
    return Given([int(one) for one in signs if one.isdigit()], sum(one in _UNKNOWN for one in signs))


def take_answers(room: Room, move: Rate, state: Round) -> None:
    """Store what was answered on the phones, question by question: as when it is typed, never who gave what."""
    for rated in move.questions:
        given = Given(state.answers_to(rated.id), state.unknown_to(rated.id))
        if given.numbers or given.unknown:
            room.show(Line(), Line(text=rated.text.in_(room.lang)))
            _take(room, rated, given)


def _take(room: Room, rated: RateQuestion, given: Given) -> None:
    values: dict[str, object] = {"question": rated.text.in_(room.store.settings.language), "about": rated.id}
    unknown = {"unknown": given.unknown or None, "round": _round(room)}
    _show(room, _store(room, rated.id, {**values, **storable(given.numbers), **unknown}).values)


def _round(room: Room) -> str | None:
    """Return which self-assessment it is, where it is one."""
    if room.method.method != CAPACITY:
        return None
    day = date.fromisoformat(room.now()[:10])
    return round_made_in(room.guide, room.project, step=room.step.step, day=day)


def _store(room: Room, rated_id: str, values: dict[str, object]) -> Record:
    made: dict[str, str] = room.state.get("ratings", {})
    old = room.project.records.get(made.get(rated_id, ""))
    if old is not None:
        return room.change(old, **values)
    kind = room.guide.kinds["rating"]
    return room.add(kind, values, path=room.path(rated_id), kept=lambda one: {"ratings": {**made, rated_id: one}})


def _show(room: Room, values: dict[str, object]) -> None:
    rated = count_ratings(values)
    if rated.median is None:
        room.tell("walk_rate_hidden", "hint", number=rated.answers, least=SMALLEST_GROUP)
        return
    spread = ", ".join(f"{value}: {number}" for value, number in rated.counts.items())
    room.tell("walk_rate_result", "saved", median=f"{rated.median:g}".replace(".", ","), spread=spread)
    if values.get("unknown"):
        room.tell("walk_rate_unknown", "hint", number=values["unknown"])

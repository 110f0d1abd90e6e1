"""Answers a move on the participants' phones: open, wait, look through, store.

The move's state holds the *round*'s id before it is opened, and how far it has come in *phones*: nothing (asked for),
`open`, `review` (a `collect` that is looked through), `done` (stored; only to be forgotten). So a walk that is stopped
goes on in the same round, with the same link.
"""

from __future__ import annotations

import secrets

from innoguide.errors import UsageError
from innoguide.files.roundfile import forget_round
from innoguide.jobs.walk.moves.collect import ask_common, open_card
from innoguide.jobs.walk.moves.rate import take_answers
from innoguide.jobs.walk.moves.vote import take_ballots
from innoguide.jobs.walk.phones.protocol import OpenRound
from innoguide.jobs.walk.phones.reviewing import begin_review, look_through
from innoguide.jobs.walk.phones.rounds import plan_of
from innoguide.jobs.walk.phones.taking import take_notes
from innoguide.jobs.walk.phones.waiting import lead_round
from innoguide.jobs.walk.prompter import Line
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack
from innoguide.model.moves import PHONE_MOVES, Collect, Move, Rate, Vote
from innoguide.model.phones import Round
from innoguide.texts import t


def wants_phones(room: Room) -> bool:
    """Whether a round for the current move is open, also from before a stop, or is to be opened now."""
    if not room.opens_phones(PHONE_MOVES) or room.phones is None:
        return False
    if room.phones.at_once and not room.state.get("phones_were"):
        remember_phones(room)
    return bool(room.state.get("round"))


def remember_phones(room: Room) -> None:
    """Keep that the current move is to be answered on phones: a stop after this goes on there."""
    if not room.state.get("round"):
        room.keep(round=secrets.token_hex(5), phones="", taken={})


def answer_on_phones(room: Room, move: Move) -> bool:
    """Lead a round for *move* from opening to records; return whether anything came of it.

    Raises `Leave`, and `UsageError` where the phones are all there is and cannot be reached.
    """
    stage = room.state.get("phones", "")
    came = bool(room.state.get("came"))
    if stage == "done":  # stopped just before the end
        _end(room, None)
        return came
    if not stage and not _is_ready(room, move):
        _end(room, None)
        return False
    opened = _open(room, move)
    if opened is None and stage != "review":
        if not stage:
            _end(room, None)
        return False
    if opened is not None and stage in ("", "open"):
        _wait(room, move, opened)
    came = bool(room.state.get("came"))
    if room.state["phones"] == "review":
        assert isinstance(move, Collect)
        take_notes(room, move, look_through(room))
    _end(room, opened)
    return came


def _is_ready(room: Room, move: Move) -> bool:
    """Ask what must be known before the phones are opened; False if the group would rather not."""
    try:
        if isinstance(move, Collect):
            ask_common(room, move, room.guide.kinds[move.kind])
            if move.cards and open_card(room, move) is None:
                return False
    except GoBack:
        return False
    if isinstance(move, Vote) and not room.records(move.kind, move.where):
        return False
    return _lan(room) is not None


def _lan(room: Room) -> bool | None:
    """Return whether the phones come over the network, asked where nobody has said; None for `:back`."""
    said = room.phones.lan if room.phones else None
    lan: bool | None = room.state.get("lan") if said is None else said
    if lan is None:
        choices = [(one, t(f"phone_for_{one}")) for one in ("here", "network")]
        picked = room.pick(room.path("phones", "for"), t("phone_for"), t("phone_for_hint"), choices)
        if picked == "change":
            return None
        lan = picked == "network"
    room.keep(lan=lan)
    return lan


def _open(room: Room, move: Move) -> OpenRound | None:
    """Open the round, or go on with it; None where that cannot be done, which is said."""
    assert room.phones is not None
    lan = _lan(room)
    try:
        opened = room.phones.open(plan_of(room, move), session=room.session.id, lan=bool(lan))
    except UsageError as error:
        if room.phones.at_once:
            raise
        room.show(Line(text=error.message, tone="warning"), Line(text=error.hint, tone="hint"))
        return None
    if room.phones.moved:
        room.tell("phone_moved", "warning")
    return opened


def _wait(room: Room, move: Move, opened: OpenRound) -> None:
    """Keep the round open until it is closed, then keep what came."""
    room.keep(phones="open")
    if not opened.state().closed:
        lead_round(room, plan_of(room, move), opened, lan=bool(room.state.get("lan")))
    state = opened.state()
    came = state.answered > 0
    if not came:
        room.tell("phone_nothing_came", "hint")
    elif isinstance(move, Collect):
        _note(room, move, state)
        begin_review(room, state)
    elif isinstance(move, Vote):
        take_ballots(room, move, state)
    elif isinstance(move, Rate):
        take_answers(room, move, state)
    room.keep(came=came, phones=room.state["phones"] if room.state["phones"] == "review" else "done")


def _note(room: Room, move: Collect, state: Round) -> None:
    """Keep in the meeting's log what was asked on the phones, and how many answered; after what is there already."""
    lang = room.store.settings.language
    asked = move.question.in_(lang)
    new = t("phone_note", lang, question=asked, notes=len(state.notes), phones=len(state.phones))
    here = (room.step.step, room.method.method, move.id)
    before = [one.note for one in room.session.done if (one.step, one.method, one.move) == here]
    lines = [*"\n".join([*before, room.state.get("note", "")]).splitlines(), new]
    room.keep(note="\n".join(dict.fromkeys(line for line in lines if line)))


def _end(room: Room, opened: OpenRound | None) -> None:
    """The phones are done with; what they sent is forgotten here."""
    room.keep(phones="done", review=None, taken={})
    if opened is not None:
        opened.forget()
    else:
        forget_round(room.store.folder, room.state["round"])
    room.keep(round="", phones="", came=False, phones_were=True)

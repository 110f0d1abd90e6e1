"""Answers a move on the participants' phones: open, wait, reveal, look through, store."""

from __future__ import annotations

from innoguide.jobs.walk.room import Room
from innoguide.model.moves import Move


def wants_phones(room: Room) -> bool:
    """Whether a round for the current move is open, also from before a stop."""
    return bool(room.state.get("round"))


def remember_phones(room: Room) -> None:
    """Keep that the current move is to be answered on phones: a stop after this goes on there."""


def answer_on_phones(room: Room, move: Move) -> None:
    """Lead a round for *move* from opening to records."""

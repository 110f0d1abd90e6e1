"""One question after the other: `:back` goes to the one before, and a walk that stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack


def ask_in_turn(room: Room, asks: Sequence[Callable[[], None]], *, from_end: bool) -> None:
    """Ask one after the other; `:back` goes to the one before, and from the first out of the move.

    Begins where the move was left, or at the last one when the group comes back from the next move.
    """
    at = len(asks) - 1 if from_end else min(room.state.get("at", 0), len(asks))
    go_through(room, len(asks), lambda at: asks[at](), at=at, backwards=from_end, keep=lambda at: room.keep(at=at))
    room.keep(at=len(asks))


def go_through(
    room: Room, number: int, ask: Callable[[int], object], *, at: int, backwards: bool, keep: Callable[[int], None]
) -> None:
    """Ask the questions *at*, *at* + 1 … of *number*, until one returns something true; `:back` goes to the one before.

    What asks nothing is passed over in both directions. Raises `GoBack` from the first one.
    """
    while at < number:
        keep(at)
        asked = room.asked
        try:
            if ask(at):
                return
            backwards = backwards and room.asked == asked
        except GoBack:
            backwards = True
        if backwards and at == 0:
            raise GoBack
        at += -1 if backwards else 1

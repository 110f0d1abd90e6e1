"""The facilitator's lines: shown, or hidden from the projector; as they were left when the meeting goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innoguide.jobs.walk.room import Room


def hide_or_show(room: Room) -> None:
    """Hide the facilitator's lines, or show them again, and keep which."""
    room.place.hidden = room.prompter.toggle_hidden()
    room.keep_place()
    room.tell("walk_hidden" if room.place.hidden else "walk_shown", "hint")


def begin_hidden(room: Room, *, wanted: bool) -> None:
    """Hide the lines from the start where that is *wanted*, or where the meeting was stopped with them hidden."""
    was_hidden = room.place.hidden and room.place.session == room.session.id
    room.place.hidden = False
    if wanted or was_hidden:
        hide_or_show(room)

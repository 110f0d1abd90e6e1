"""What is typed instead of an answer is obeyed here; what a move itself must know of is raised to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from innoguide.jobs.walk.commands import HELP, Command, nearest_command
from innoguide.jobs.walk.hiding import hide_or_show
from innoguide.jobs.walk.meeting.pacing import keep_time
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN, GoBack, Leave, NoAnswer, PhonesWanted, Wanted
from innoguide.model.moves import PHONE_MOVES
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.room import Room


def obey(room: Room, command: Command, question: Question) -> NoAnswer | None:
    """Do what *command* says; return what it means as an answer, or None to ask *question* again.

    Raises `GoBack`, `Leave`, `PhonesWanted`, and `Wanted` for a command that the question takes by itself.
    """
    if command.name in question.takes:
        raise Wanted(command)
    if command.name == "back":
        raise GoBack
    if command.name == "quit":
        raise Leave
    if command.name in ("skip", "unknown"):
        return SKIPPED if command.name == "skip" else UNKNOWN
    if command.name == "phones" and room.opens_phones(PHONE_MOVES):
        raise PhonesWanted
    _do(room, command, question)
    return None


def _do(room: Room, command: Command, question: Question) -> None:
    if command.name == "park":
        idea = room.guarded(replace(question, options=()), command.argument)
        if idea is not None:
            room.park(idea)
    elif command.name == "help":
        room.show(*(Line(text=t(key), tone="list") for key in HELP))
    elif command.name == "hide":
        hide_or_show(room)
    elif command.name == "time":
        keep_time(room, command.argument)
    elif command.name in ("phones", "paste", "undo"):
        room.tell(f"walk_no_{command.name}", "hint")
    else:
        near = nearest_command(command.argument)
        key = "walk_strange_near" if near else "walk_strange_command"
        room.tell(key, "warning", word=command.argument, near=near)

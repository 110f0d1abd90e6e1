"""`say`: the group hears the facilitator's words."""

from __future__ import annotations

from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.model.language import clean
from innoguide.model.moves import Say
from innoguide.texts import t


def run(room: Room, _move: Say, _from_end: bool) -> None:
    """Wait until the facilitator goes on. What is to be said has been shown with the move.

    Nothing is asked for; what somebody types all the same is kept as a note.
    """
    typed = room.ask(Question(path=room.path(), text=t("walk_go_on"), shape="go_on"))
    room.answered = True
    if not isinstance(typed, NoAnswer) and clean(typed):
        room.keep(note="\n".join(filter(None, (room.state.get("note", ""), clean(typed)))))
        room.tell("walk_note_taken", "saved")

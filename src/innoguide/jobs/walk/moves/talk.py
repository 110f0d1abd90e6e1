"""`talk`: the group talks, on time, and may leave a note in the session."""

from __future__ import annotations

from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.model.language import clean
from innoguide.model.moves import Talk
from innoguide.texts import t


def run(room: Room, move: Talk, _from_end: bool) -> None:
    """Show the question and take the note; the engine puts it into the session's log."""
    question = Question(
        path=room.path(),
        text=move.question.in_(room.lang),
        hint=t("walk_note_hint"),
        shape="long",
        default=room.state.get("note", ""),
    )
    note = room.ask(question)
    room.answered = True
    room.keep(note="" if isinstance(note, NoAnswer) else clean(note))

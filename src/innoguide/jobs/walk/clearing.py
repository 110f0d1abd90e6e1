"""Personal data in notes that came many at once: asked about note by note, before they are stored."""

from __future__ import annotations

from innoguide.jobs.walk.phones.waiting import without_personal
from innoguide.jobs.walk.prompter import Line, Path, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.model.language import clean_line
from innoguide.texts import t


def cleared_note(room: Room, text: str, *, number: int, path: Path) -> str:
    """Return the note *text* as the group wants it stored, asked about at *path*; what it was is never shown."""
    shown = without_personal(room, text)
    while True:
        room.show(Line(), Line(label=t("phone_note_number", number=number), text=shown))
        kept = room.guarded(Question(path=path, text=""), text)
        if kept is not None:
            return kept
        question = Question(path=(*path, "text"), text=t("phone_write_anew"), default=shown)
        try:
            typed = room.ask(question)
        except GoBack:
            continue
        return shown if isinstance(typed, NoAnswer) else clean_line(typed) or shown

"""The keys that a question has beside those of any line editor. All of them are shortcuts: none is needed."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import suspend_to_background_supported

from innoguide.jobs.walk.commands import read_command
from innoguide.jobs.walk.prompter import Question
from innoguide.terminal.typed import TypedText

BACK = ":back"
PHONES = ":phones"
PASTE = ":paste"


def make_keys(question: Question, typed: TypedText) -> KeyBindings:
    """Return the keys for *question*."""
    keys = KeyBindings()
    _add_ways_out(keys, typed)
    _add_paste(keys, question)
    _add_accept(keys, question, typed)
    keys.add("c-r")(_ignore)  # there is no history to search
    keys.add("c-z", filter=Condition(lambda: not suspend_to_background_supported()))(_undo)
    return keys


def _add_ways_out(keys: KeyBindings, typed: TypedText) -> None:
    """Add back, phones and Ctrl-D; all leave what is typed for the next time."""

    def leave_by(command: str) -> Callable[[KeyPressEvent], None]:
        def leave(event: KeyPressEvent) -> None:
            typed.went_back = True
            typed.save()
            event.app.exit(result=command)

        return leave

    def quit_here(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError())

    keys.add("escape", "left")(leave_by(BACK))
    keys.add("c-up")(leave_by(BACK))
    keys.add("f2")(leave_by(PHONES))
    keys.add("c-d", filter=Condition(lambda: typed.is_at_end))(quit_here)


def _add_paste(keys: KeyBindings, question: Question) -> None:
    """Add what pasting does: only where there may be several lines are they kept apart.

    A wall of notes into a row that takes one is handed over at once: it is looked at there.
    """
    shape = question.shape

    def paste(event: KeyPressEvent) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        if shape == "lines" and len(text.split()) and not text.strip("\n").count("\n"):
            event.current_buffer.insert_text(text.strip("\n"))
        elif takes_wall(question) and event.current_buffer.text in ("", question.default):
            hand_over(event, text)
        elif shape in ("long", "lines"):
            event.current_buffer.insert_text(text)
        elif shape != "go_on":  # a paste is no wish to go on
            event.current_buffer.insert_text(" ".join(text.split("\n")).strip())

    keys.add(Keys.BracketedPaste)(paste)


def takes_wall(question: Question) -> bool:
    """Say whether *question* takes many notes at once."""
    return question.shape == "lines" and "paste" in question.takes


def hand_over(event: KeyPressEvent, text: str) -> None:
    """Answer with *text* as what is pasted, and leave nothing of it on the line."""
    event.current_buffer.reset()
    event.app.exit(result=f"{PASTE}\n{text}")


def _add_accept(keys: KeyBindings, question: Question, typed: TypedText) -> None:
    """Add what ends an answer."""
    shape = question.shape

    def accept(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if takes_wall(question) and "\n" in buffer.text:
            hand_over(event, buffer.text)
            return
        if shape == "lines" and "\n" in buffer.text:
            buffer.text, *typed.pasted = [line for line in buffer.text.split("\n") if line.strip()] or [""]
        buffer.validate_and_handle()

    def enter_in_long(event: KeyPressEvent) -> None:
        if is_finished(event.current_buffer, typed):
            accept(event)
        else:
            event.current_buffer.newline(copy_margin=False)

    keys.add("enter")(enter_in_long if shape == "long" else accept)
    keys.add("escape", "enter")(accept)
    keys.add("c-s")(accept)


def _undo(event: KeyPressEvent) -> None:
    event.current_buffer.undo()


def _ignore(event: KeyPressEvent) -> None:
    pass


def is_finished(buffer: Buffer, typed: TypedText) -> bool:
    """Say whether Enter ends a long text here: on an empty last line, or after a command that stands alone."""
    document = buffer.document
    if (document.line_count == 1 and read_command(document.text)) or typed.command_in(document.text):
        return True
    return document.is_cursor_at_the_end and not document.current_line.strip()

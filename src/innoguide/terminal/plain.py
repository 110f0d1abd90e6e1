"""Asks with `input()`: plain lines, for screen readers and for terminals that can do no more."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import io
import os
import select
import sys
from dataclasses import replace
from types import ModuleType

from innoguide.jobs.walk.commands import is_known_command, read_command
from innoguide.jobs.walk.prompter import Clock, Line, Path, Question
from innoguide.terminal.asker import Asker
from innoguide.terminal.timer import WARNING
from innoguide.texts import t

if sys.platform == "win32":
    import msvcrt
else:
    import termios

PASTE_PAUSE = 0.05  # seconds: within a paste the next line is there before
WIDEST_LINE = 30_000  # signs: readline's own limit is that of a short number
TELL_TIME_EACH = 300  # seconds: at every question it would be noise in a screen reader


class Plain(Asker):
    """The prompter without redraw, colour, bell or escape codes."""

    def __init__(self, lang: str, clock_on: bool = True) -> None:
        super().__init__(lang, plain=True, clock_on=clock_on)
        self._told = 0.0
        self._half: dict[Path, str] = {}  # texts of several lines that a command broke off
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        _edit_without_escapes()
        # The shell would run what is left of a paste.
        atexit.register(flush_typed)

    def begin_move(self, path: Path, clock: Clock) -> None:
        """A move begins; its time is told at a question when it has gone on for a while."""
        super().begin_move(path, clock)
        self._told = self._countdown.left() if self._countdown else 0.0

    def extend_time(self, minutes: int) -> None:
        """More time, or less, was told of when it was asked for."""
        super().extend_time(minutes)
        self._told = self._countdown.left() if self._countdown else 0.0

    def ask(self, question: Question) -> str | None:
        """Ask, and return the line that was typed; an empty one keeps the old answer."""
        self._tell_time()
        self._tell_news(question)
        question = replace(question, default=self._half.pop(question.path, question.default))
        self._put_question(question)
        if question.default:
            self._page.show([Line(text=t("ask_now", self._lang, text=question.default))])
        if question.shape == "go_on":
            flush_typed()
        try:
            answer = self._read(question)
        except EOFError:
            self._page.console.print()
            return ":quit"
        except KeyboardInterrupt:
            self._page.console.print()
            flush_typed()
            raise
        self._page.typed()
        return answer if answer.strip() else question.default

    def _read(self, question: Question) -> str:
        first = input(self._sign(question))
        if question.shape != "long" or not _goes_on(question, first) or read_command(first):
            return first
        lines = [first]
        # The end of the input also ends the text; the next question meets it again.
        with contextlib.suppress(EOFError):
            while _goes_on(question, line := input(" " * len(self._sign(question))).rstrip()):
                if is_known_command(line):
                    self._half[question.path] = "\n".join(lines)
                    return line
                lines.append(line)
        return "\n".join(lines)

    def _sign(self, question: Question) -> str:
        """Return what stands before the answer, in words: a bare sign is read aloud as its name."""
        return f"{t('ask_answer', self._lang)} " if question.number is None else f"{question.number}: "

    def _tell_time(self) -> None:
        """Say how it stands when a while has passed, when the end is near, and when the time is out: once each."""
        if self._countdown is None or self._countdown.is_stopped or self._told <= 0:
            return
        left = self._countdown.left()
        if self._told - left >= TELL_TIME_EACH or left <= 0 or left < WARNING <= self._told:
            self._told = left
            self._page.gap()
            self._page.show([Line(text=" · ".join(self._clock_words()))])

    def _tell_news(self, question: Question) -> None:
        """Say what has happened since the question was last asked, and how it stands."""
        if question.watch is not None:
            news, status = question.watch.news(), question.watch.status()
            self._page.show([*news, *([Line(text=status)] if status else [])])


def _goes_on(question: Question, line: str) -> bool:
    """Say whether a long text goes on after *line*."""
    return bool(line.strip()) or (question.pasted and more_is_waiting())


def flush_typed() -> None:
    """Throw away what was typed or pasted but not read, so that it answers nothing it was not meant for."""
    if sys.platform == "win32":
        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    with contextlib.suppress(OSError, ValueError, termios.error):
        if sys.stdin.isatty():
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def more_is_waiting() -> bool:
    """Say whether there is more to read at once, as in the middle of a paste. At the end of a piped input there is."""
    if sys.platform == "win32":
        return msvcrt.kbhit()
    with contextlib.suppress(OSError, ValueError):
        return bool(select.select([sys.stdin], [], [], PASTE_PAUSE)[0])
    return False


def _edit_without_escapes() -> None:
    """Let `input()` edit with the arrow keys; readline writes escape codes unless it believes the terminal dumb."""
    terminal = os.environ.get("TERM")
    os.environ["TERM"] = "dumb"
    try:
        import readline
    except ImportError:  # Windows: the console edits by itself
        return
    finally:
        if terminal is None:
            del os.environ["TERM"]
        else:
            os.environ["TERM"] = terminal
    readline.parse_and_bind("set bell-style none")
    _never_scroll_sideways(readline)
    if hasattr(readline, "set_auto_history"):
        readline.set_auto_history(False)  # arrow up would bring another question's answer


def _never_scroll_sideways(readline: ModuleType) -> None:
    """Let a line that is wider than the window wrap: GNU readline would draw it anew, and it would be read again.

    That is set by no word in its own language, only by a call; where that fails the line scrolls.
    """
    if "libedit" in (readline.__doc__ or ""):
        return
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(getattr(readline, "__file__", None)).rl_set_screen_size(24, WIDEST_LINE)

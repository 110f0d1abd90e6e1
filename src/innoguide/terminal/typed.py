"""What is being typed at one question: kept on disk until it is an answer."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer

from innoguide.files.drafts import Drafts
from innoguide.jobs.walk.commands import is_known_command, is_meant_as_command, read_command
from innoguide.jobs.walk.prompter import Question
from innoguide.model.answers import pick_choice

SAVE_AFTER = 0.3  # seconds from a change


class TypedText:
    """The text at a question that is being typed, and its draft."""

    def __init__(self, drafts: Drafts, question: Question) -> None:
        self._drafts = drafts
        self._key = "/".join(map(str, question.path))
        self._default = question.default
        self._draft = drafts.get(self._key)
        self._buffer: Buffer | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.went_back = False
        self.pasted: list[str] = []  # further notes, when several lines were pasted into a row of them

    @property
    def start(self) -> str:
        """The text to begin with: what was half typed, or else the old answer."""
        return self._draft or self._default

    @property
    def is_resumed(self) -> bool:
        """Whether the text to begin with is a half-typed one."""
        return bool(self._draft) and self._draft != self._default

    @property
    def is_at_end(self) -> bool:
        """Whether the cursor stands after all that is typed."""
        return self._buffer is not None and self._buffer.document.is_cursor_at_the_end

    def command_in(self, answer: str) -> str:
        """Return the command that ends *answer*: typed behind the text to begin with, or alone on its last line.

        The old answer stands there to edit: who types `:back` types it after that. Text before a last line is kept.
        """
        behind = answer.strip().removeprefix(self.start.strip()).strip()
        if is_meant_as_command(behind):
            return behind
        text, _newline, last = answer.rstrip().rpartition("\n")
        if not is_known_command(last):
            return ""
        self._draft = text
        return last.strip()

    def choice_in(self, answer: str, question: Question) -> str:
        """Return the choice that was typed behind the one that stands there: `Fortsätta på den2` is 2."""
        behind = answer.strip().removeprefix(self._default.strip()).strip()
        options = [(one.id, one.label) for one in question.options]
        if question.shape != "choice" or not self._default or pick_choice(answer, options):
            return ""
        return behind if pick_choice(behind, options) else ""

    def save(self) -> None:
        """Keep what is typed now, unless it is the old answer untouched."""
        if self._buffer is not None:
            text = self._buffer.text
            self._keep("" if text == self._default else text)

    def end(self, answer: str) -> None:
        """The question got *answer*: forget the draft, or keep the one from before when it was a command."""
        self._keep(self._draft if read_command(answer) else "")

    def _keep(self, text: str) -> None:
        # A full disk or a virus scanner must not stop the talk; the next change tries again.
        with contextlib.suppress(OSError):
            self._drafts.keep(self._key, text)

    def _changed(self, _buffer: Buffer) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_AFTER, self._save_in_time)

    def _save_in_time(self) -> None:
        self._timer = None
        self.save()

    @contextlib.contextmanager
    def kept_whatever_happens(self, session: PromptSession[str]) -> Iterator[None]:
        """Save what is typed in *session* soon after a change, and whenever asking ends otherwise than by an answer."""
        self._buffer = session.default_buffer
        self._buffer.on_text_changed += self._changed
        try:
            with _told_of_signals(self, session.app):
                yield
        except BaseException:
            self.save()
            raise
        finally:
            if self._timer is not None:
                self._timer.cancel()


@contextlib.contextmanager
def _told_of_signals(typed: TypedText, app: Application[str]) -> Iterator[None]:
    """Save what is typed when the process is told to end or the terminal is closed."""

    def stop(number: int, _frame: FrameType | None) -> None:
        typed.save()
        if app.loop is None or number != signal.SIGTERM:
            # The terminal is gone: writing to it on the way out would only fail.
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        app.loop.call_soon_threadsafe(_leave, app, SystemExit(128 + number))

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    before = {number: signal.getsignal(number) for number in numbers}
    for number, old in before.items():
        if old is not signal.SIG_IGN:  # nohup
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _leave(app: Application[str], reason: BaseException) -> None:
    if app.is_running and not app.is_done:
        app.exit(exception=reason)

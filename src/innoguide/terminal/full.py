"""Asks with prompt_toolkit: an editable line, the old answer ready to edit, and a clock at the bottom."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from functools import partial

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.application.current import get_app, get_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style
from rich.cells import cell_len

from innoguide.files.drafts import Drafts
from innoguide.jobs.walk.prompter import Clock, Line, Path, Question, Watch
from innoguide.terminal.asker import Asker, is_long_search, sign
from innoguide.terminal.keys import make_keys
from innoguide.terminal.typed import TypedText
from innoguide.texts import t

if sys.platform == "win32":
    from prompt_toolkit.output.win32 import NoConsoleScreenBufferError
else:

    class NoConsoleScreenBufferError(Exception):
        """What prompt_toolkit raises on Windows in a terminal that is no console, such as Git Bash."""


QUIT = ":quit"
NEWS_EACH = 0.5  # seconds
STYLE = {"sign": "bold", "bottom-toolbar": "noreverse", "time-is-up": "bold ansiyellow"}


def start_terminal(drafts: Drafts, lang: str, clock_on: bool) -> Terminal | None:
    """Return a Terminal, or None where this terminal cannot edit on a line."""
    try:
        return Terminal(drafts, lang, clock_on)
    except (NoConsoleScreenBufferError, OSError):
        return None


class Terminal(Asker):
    """The prompter for a terminal with a keyboard; what is being typed is kept on disk."""

    def __init__(self, drafts: Drafts, lang: str, clock_on: bool = True) -> None:
        super().__init__(lang, plain=False, clock_on=clock_on)
        self._drafts = drafts
        session = get_app_session()
        self._input: Input = session.input
        self._output: Output = session.output
        self._rung = False
        self._row: Path = ()
        self._pasted: list[str] = []  # lines of a paste that answer the next questions of the row

    def begin_move(self, path: Path, clock: Clock) -> None:
        """A move begins; the toolbar shows its clock, and rings once when the time is out."""
        super().begin_move(path, clock)
        self._rung = self._countdown is not None and self._countdown.left() <= 0

    def ask(self, question: Question) -> str | None:
        """Ask on an editable line, and return what was typed."""
        self._put_question(question)
        if question.watch:
            self._page.show(question.watch.news())
        if pasted := self._next_pasted(question):
            self._page.show([Line(text=sign(question) + pasted)])
            return pasted
        typed = TypedText(self._drafts, question)
        if typed.is_resumed:
            self._page.show([Line(text=t("ask_draft", self._lang), tone="hint")])
        session = self._session(question, typed)
        # Silence prompt_toolkit's English warning in terminals that do not tell where the cursor is.
        session.app.renderer.cpr_not_supported_callback = None
        try:
            with typed.kept_whatever_happens(session):
                pre_run = partial(self._tell_news, question.watch) if question.watch else None
                answer = session.prompt(default=typed.start, pre_run=pre_run)
        except EOFError:
            return QUIT
        finally:
            self._page.typed()
        answer = typed.command_in(answer) or typed.choice_in(answer, question) or answer
        if not typed.went_back:
            typed.end(answer)
        if typed.pasted:
            self._row, self._pasted = row_of(question.path), typed.pasted
        return answer.rstrip() if question.shape == "long" else answer

    def _session(self, question: Question, typed: TypedText) -> PromptSession[str]:
        """Return the editable line for *question*."""
        is_alive = bool(self._countdown or self._meeting or question.watch)
        return PromptSession(
            [("class:sign", sign(question))],
            multiline=question.shape == "long",
            prompt_continuation=" " * len(sign(question)),
            completer=OptionCompleter(question) if is_long_search(question) else None,
            bottom_toolbar=partial(self._toolbar, question.watch) if is_alive else None,
            refresh_interval=1 if is_alive else 0,
            history=DummyHistory(),
            key_bindings=make_keys(question, typed),
            style=Style.from_dict(STYLE),
            enable_suspend=True,
            input=self._input,
            output=self._output,
        )

    def _toolbar(self, watch: Watch | None) -> StyleAndTextTuples:
        """Return how it stands: at the left what goes on meanwhile, at the right the clocks."""
        width = min(self._output.get_size().columns, self._page.width) - 1
        lines = toolbar_lines(watch.status() if watch else "", self._clock_words(), t("clock_help", self._lang), width)
        style = "class:time-is-up" if self._ring_when_out() else ""
        return [(style, "\n".join(lines))]

    def _ring_when_out(self) -> bool:
        """Return whether the move's time is out; ring when it has just run out."""
        is_out = self._countdown is not None and not self._countdown.is_stopped and self._countdown.left() <= 0
        if is_out and not self._rung:
            self._output.bell()
        self._rung = is_out
        return is_out

    def _tell_news(self, watch: Watch) -> None:
        """Begin to tell above the line that is being edited what happens meanwhile."""

        async def tell_until_answered() -> None:
            while True:
                await asyncio.sleep(NEWS_EACH)
                if news := watch.news():
                    await run_in_terminal(lambda: self._page.show(news))

        get_app().create_background_task(tell_until_answered())

    def _next_pasted(self, question: Question) -> str:
        """Return the next pasted line if *question* asks for it; a question about the note before makes it wait."""
        row = row_of(question.path)
        if question.shape != "lines" or not self._pasted:
            return ""
        if row == self._row:
            return self._pasted.pop(0)
        if row[: len(self._row)] != self._row:
            self._pasted = []
        return ""


def toolbar_lines(status: str, clocks: Sequence[str], about_help: str, width: int) -> list[str]:
    """Return what fits on lines of *width*: *status* at the left, the clocks at the right; the help word goes first."""
    words = [f"⏱ {clocks[0]}", *clocks[1:]] if clocks else []
    right = next((one for one in _joined(words, about_help) if cell_len(one) <= width), "")
    if right and cell_len(status) + 2 + cell_len(right) <= width:
        return [status + " " * (width - cell_len(status) - cell_len(right)) + right]
    return [line for line in (status, *([" " * (width - cell_len(right)) + right] if right else words)) if line]


def _joined(words: Sequence[str], about_help: str) -> list[str]:
    return [" · ".join((*words, about_help)), " · ".join(words)] if words else []


def row_of(path: Path) -> Path:
    """Return where a row of notes stands: the path of one of them, up to its number."""
    numbers = [index for index, part in enumerate(path) if isinstance(part, int)]
    return path[: numbers[-1]] if numbers else path


class OptionCompleter(Completer):
    """Completes a piece of an option's label, wherever in the label it stands."""

    def __init__(self, question: Question) -> None:
        self._options = question.options
        self._several = question.shape == "choices"

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield the options that hold what is typed; of several answers, the one being typed."""
        typed = document.text_before_cursor
        piece = (typed.rpartition(",")[2] if self._several else typed).lstrip()
        if not piece.strip() or piece.startswith(":"):
            return
        for number, option in enumerate(self._options, 1):
            if piece.strip().casefold() in option.label.casefold():
                # A comma in a label would be read as the end of one answer.
                text = str(number) if self._several and "," in option.label else option.label
                yield Completion(text, start_position=-len(piece), display=option.label)

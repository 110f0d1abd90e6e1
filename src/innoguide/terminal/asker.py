"""What both ways to ask have in common: the page, the clock, and how a question looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.text import Text

from innoguide.jobs.walk.prompter import Clock, Line, Meeting, Path, Question
from innoguide.terminal.screen import Page, aloud, hang, out, show, wrapped
from innoguide.terminal.timer import Countdown, meeting_words
from innoguide.texts import t

SHOWN_OPTIONS = 12
SHAPE_HINTS = {"lines": "ask_lines", "long": "ask_long", "choice": "ask_choice", "choices": "ask_choices"}


def sign(question: Question) -> str:
    """Return what stands before the answer."""
    return "› " if question.number is None else f"{question.number:>2} › "


def is_long_search(question: Question) -> bool:
    """Say whether *question* has more options than are shown, found by typing a piece of one."""
    return question.search and len(question.options) > SHOWN_OPTIONS


def layout_question(question: Question, lang: str, *, width: int, plain: bool) -> list[Text]:
    """Return all that stands above the prompt sign."""
    if question.repeated:
        return []
    text = question.text or (t("ask_go_on", lang) if question.shape == "go_on" else "")
    how = question.how or (t(SHAPE_HINTS[question.shape], lang) if question.shape in SHAPE_HINTS else "")
    # A hint in the guide may say by itself how the answer ends.
    how, hint = (how, question.hint) if how and how not in question.hint else (question.hint, "")
    if question.required:
        how = " · ".join(filter(None, (t("ask_required", lang), how)))
    if plain:
        text, how, hint = aloud(text), aloud(how), aloud(hint)
    laid = [Text(), *_head(text, how, width=width, plain=plain)]
    if hint:
        laid += wrapped(hint, width=width, style="dim")
    if question.example:
        laid += wrapped(t("ask_example", lang, text=question.example), width=width, style="dim")
    return laid + _options(question, lang, width=width)


def _head(text: str, how: str, *, width: int, plain: bool) -> list[Text]:
    """Return the question, with *how* to answer it at the right edge where it fits, else beneath."""
    lines = wrapped(text, width=width, style="bold") if text else []
    free = width - cell_len(lines[-1].plain if lines else "") - cell_len(show(how))
    if how and not plain and len(lines) == 1 and free >= 2:
        return [lines[0] + " " * free + Text(show(how), "dim")]
    return lines + (wrapped(how, width=width, style="dim") if how else [])


def _options(question: Question, lang: str, *, width: int) -> list[Text]:
    shown: Sequence[str] = [show(option.label) for option in question.options]
    more = ""
    if is_long_search(question):
        more = t("ask_more", lang, count=len(shown) - SHOWN_OPTIONS)
        shown = shown[:SHOWN_OPTIONS]
    digits = len(str(len(shown)))
    laid: list[Text] = []
    for number, label in enumerate(shown, 1):
        laid += hang(Text(f"  {number:>{digits}}"), Text(label), column=digits + 4, width=width)
    return laid + (wrapped(f"  {more}", width=width, style="dim") if more else [])


class Asker:
    """The half of the protocol `Prompter` that does not ask."""

    can_resume = True

    def __init__(self, lang: str, *, plain: bool, clock_on: bool) -> None:
        self._lang = lang
        self._page = Page(out, plain=plain)
        self._clock_on = clock_on
        self._countdown: Countdown | None = None
        self._meeting: Meeting | None = None

    def now(self) -> datetime:
        """The real time, with the zone of the room."""
        return datetime.now().astimezone()

    def show(self, lines: Sequence[Line]) -> None:
        """Show *lines* to the room."""
        self._page.show(lines)

    def begin_move(self, path: Path, clock: Clock) -> None:
        """A move begins; its clock runs from now, unless it has no time or clocks are off."""
        self._countdown = Countdown(clock) if self._clock_on and clock.minutes else None

    def end_move(self) -> None:
        """The move is done: its clock is gone."""
        self._countdown = None

    def leaves_out(self, path: Path) -> bool:
        """Say that every move is walked."""
        return False

    def given_id(self, path: Path) -> str | None:
        """Nobody gives ids at a terminal."""
        return None

    def extend_time(self, minutes: int) -> None:
        """Give the move *minutes* more; one without a clock gets a clock."""
        if self._countdown is not None:
            self._countdown.extend(minutes)
        elif self._clock_on:
            self._countdown = Countdown(Clock(title="", minutes=minutes, started=self.now()))

    def pause_time(self) -> bool:
        """Stop the move's clock, or let it go on; return whether it stands still now."""
        return self._countdown is not None and self._countdown.stop_or_go_on()

    def time_is_out(self) -> datetime | None:
        """When the move's time is out; None without a clock, or while it stands still."""
        return self._countdown.ends() if self._countdown else None

    def tell_meeting(self, meeting: Meeting | None) -> None:
        """From now on this is shown of the meeting, unless clocks are off."""
        self._meeting = meeting if self._clock_on else None

    def _clock_words(self) -> list[str]:
        """Return what the clocks say now: of the move, then of the meeting."""
        move = [self._countdown.words(self._lang)] if self._countdown else []
        left = self._countdown.left() if self._countdown else 0
        return move + ([meeting_words(self._meeting, self._lang, left=left)] if self._meeting else [])

    def toggle_hidden(self) -> bool:
        """Hide or show the facilitator's lines; return whether they are hidden now."""
        self._page.hidden = not self._page.hidden
        return self._page.hidden

    def _put_question(self, question: Question) -> None:
        width = self._page.width
        self._page.put(layout_question(question, self._lang, width=width, plain=self._page.plain))

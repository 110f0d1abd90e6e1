"""What the walk needs of whoever answers: a terminal, plain lines, or an answers file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Shape = Literal["line", "long", "lines", "choice", "choices", "go_on"]
"""How an answer is typed.

`line`    one line; an empty one means "no answer"
`long`    several lines, ended by an empty line
`lines`   one of a numbered row of short notes; each is asked for on its own, an empty one ends the row
`choice`  one of `options`, by number or name
`choices` several of `options`, separated by commas
`go_on`   Enter to go on
"""

Path = tuple[str | int, ...]
"""Where a question stands: session number, place, move, field, row number …; the same in every run."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be picked. *id* is what the answer means, *label* what the group reads."""

    id: str
    label: str


class Watch(Protocol):
    """Something that goes on while a question waits for its answer."""

    def news(self) -> Sequence[Line]:
        """What has happened since this was last called; shown above the question."""

    def status(self) -> str:
        """How it stands, in a few words: always in sight where there is a toolbar, else said with the question."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, as asked. *text* is already in the right language."""

    path: Path
    text: str
    hint: str = ""
    how: str = ""  # how it is answered, where what its shape says would mislead
    example: str = ""
    shape: Shape = "line"
    options: Sequence[Option] = ()
    number: int | None = None  # of the note in a row: shown before the sign
    default: str = ""  # the old answer, ready to edit
    required: bool = False
    repeated: bool = False  # asked just before with the same text: show only the sign
    search: bool = False  # many options: the answer may be a piece of a label
    takes: frozenset[str] = frozenset()  # commands that whoever asks handles itself, raised as `Wanted`
    watch: Watch | None = None  # what goes on meanwhile
    pasted: bool = (
        False  # many lines at once: an empty one with more behind it ends nothing, and each is looked at later
    )


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What the toolbar shows: when this move should be finished."""

    title: str
    minutes: int
    started: datetime


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """When the meeting is to end, and how many minutes of it come after the current move."""

    ends: datetime
    rest: int
    is_planned: bool  # by an agenda: then being early is worth a word too

    def late(self, now: datetime, *, left: float) -> int:
        """Return by how many minutes it gets late, with *left* seconds left of the move; below zero: to spare."""
        over = (now - self.ends).total_seconds() + max(left, 0) + 60 * self.rest
        return round(over / 60)


Tone = Literal["plain", "heading", "rule", "say", "listen", "saved", "warning", "hint", "list", "picture"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line (or paragraph) for the room. *label* stands before it: "Säg:", "Lyssna efter:"."""

    text: str = ""
    tone: Tone = "plain"
    label: str = ""
    right: str = ""  # at the right edge of a rule: "metod 2 av 5 · 60 min"
    for_facilitator: bool = False  # can be hidden from the projector


class Prompter(Protocol):
    """Shows and asks. Everything the walk knows of terminals."""

    can_resume: bool
    """Whether a walk that is stopped goes on where it was; an answers file begins at its beginning."""

    def now(self) -> datetime:
        """The time: the real one, or that of the session an answers file plays."""

    def show(self, lines: Sequence[Line]) -> None:
        """Show *lines* to the room."""

    def begin_move(self, path: Path, clock: Clock) -> None:
        """A move begins at *path*; a terminal shows its clock."""

    def end_move(self) -> None:
        """The move is done; in an answers file its planned minutes have passed."""

    def leaves_out(self, path: Path) -> bool:
        """Whether an answers file has nothing for the move at *path*, so that it is skipped."""

    def ask(self, question: Question) -> str | None:
        """Ask, and return what was typed, commands (`:back`) included.

        None means that nobody can answer: an answers file holds nothing at the question's path.
        Raises KeyboardInterrupt on Ctrl-C; a closed input is `:quit`.
        """

    def given_id(self, path: Path) -> str | None:
        """The id that an answers file gives to the record made at *path*, or to the session."""

    def extend_time(self, minutes: int) -> None:
        """The move gets *minutes* more, or fewer."""

    def pause_time(self) -> bool:
        """Stop the move's clock, or let it go on; return whether it stands still now."""

    def time_is_out(self) -> datetime | None:
        """When the move's time is out, as it looks now; None where there is no clock or it stands still."""

    def tell_meeting(self, meeting: Meeting | None) -> None:
        """How the meeting stands now; None where nobody has said when it ends."""

    def toggle_hidden(self) -> bool:
        """Hide or show the facilitator's lines; return whether they are hidden now."""

"""A wall of notes that is pasted at once: what each note says, without the marks of the list that it stood in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from innoguide.model.language import clean, clean_line

LONG = 500
"""A note with more characters than this is told of: it may be several that were not kept apart."""

_MARK = re.compile(r"(?:[-–—*•·●○◦▪▫■□‣⁃☐☑☒✓✔]\ufe0f?|\(?\d{1,3}[.)]|\[[ xX✓]?\])(?:\s+|$)")
"""A bullet, a number or a box to tick, with a space behind it: `-5 grader` and `1.5 timmar` begin without one."""

_QUOTED_CELL = re.compile(r'^"((?:[^"]|"")*\n(?:[^"]|"")*)"$', re.MULTILINE)
"""A cell of several lines, as a spreadsheet copies it."""


@dataclass(frozen=True, kw_only=True)
class Wall:
    """The notes of a paste, and how many more it held that say the same as another."""

    notes: tuple[str, ...]
    doubles: int

    @property
    def long(self) -> list[int]:
        """The numbers of the notes that are very long."""
        return [number for number, note in enumerate(self.notes, start=1) if len(note) > LONG]


def split_lines(text: str) -> list[str]:
    """Return the lines of *text*; those of a quoted cell count as one."""
    return _QUOTED_CELL.sub(lambda cell: _as_one(cell[1]), clean(text)).splitlines()


def _as_one(cell: str) -> str:
    return " ".join(cell.replace('""', '"').split("\n"))


def read_wall(texts: Iterable[str], known: Iterable[str] = ()) -> Wall:
    """Return the notes in *texts*, each once and none of those that are *known*."""
    seen = dict.fromkeys(known)
    before = len(seen)
    said = [note for note in map(without_mark, texts) if note]
    seen |= dict.fromkeys(said)
    notes = tuple(seen)[before:]
    return Wall(notes=notes, doubles=len(said) - len(notes))


def without_mark(text: str) -> str:
    """Return *text* on one line, without the bullets, numbers and boxes that it begins with."""
    line = clean_line(text)
    while match := _MARK.match(line):
        line = line[match.end() :]
    return line

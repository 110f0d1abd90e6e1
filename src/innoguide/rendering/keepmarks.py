"""Keep-marks: what a group writes between them in a document stays when the document is built anew.

    <!-- keep: after-summary -->
    Words of the group.
    <!-- /keep -->

The templates offer named places, empty. A group may also put marks of its own anywhere: their place is remembered by
the headings above and the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal

_OPENS = re.compile(r"<!--\s*keep\s*:\s*((?:(?!--)[^<>\s])(?:(?:(?!--)[^<>])*?(?!--)[^<>\s])?)\s*-->", re.IGNORECASE)
_CLOSES = re.compile(r"<!--\s*/\s*keep\s*(?::.*?)?-->", re.IGNORECASE)
_ANY = re.compile(r"(?<!\\)<!--\s*(?:/\s*)?keep\b", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+\S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")

Fault = Literal["unclosed", "unopened", "unnamed", "crowded", "twice"]
Path = tuple[str, ...]
"""The headings above a place, from the document's title down."""


@dataclass(frozen=True)
class BrokenMark:
    """A mark that does not fit, by the number of its line."""

    line: int
    fault: Fault
    name: str = ""


@dataclass(frozen=True)
class Kept:
    """What stands between two marks, and where: after the mark *beneath* or the line *after*, under *path*.

    *nth* tells which of several places with the same headings it is.
    """

    name: str
    lines: tuple[str, ...]
    path: Path = ()
    nth: int = 0
    after: str = ""
    beneath: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written."""
        return not any(line.strip() for line in self.lines)

    @property
    def key(self) -> str:
        """What tells two names apart: capitals do not."""
        return self.name.casefold()


@dataclass
class Marked:
    """A document taken apart: *plain* is its lines outside the marks, *kept* what stands between them."""

    plain: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    broken: list[BrokenMark] = field(default_factory=list)

    @property
    def written(self) -> list[Kept]:
        """The places where something has been written."""
        return [one for one in self.kept if not one.is_empty]


@dataclass
class _Reader:
    marked: Marked
    headings: _Headings
    name: str = ""
    begun: int = 0
    lines: list[str] = field(default_factory=list)
    after: str = ""
    beneath: str = ""

    def read(self, number: int, line: str) -> None:
        has_comment = "<!--" in line  # few have: looking for marks in each was most of the time
        opens = _OPENS.fullmatch(line.strip()) if has_comment else None
        closes = _CLOSES.fullmatch(line.strip()) if has_comment else None
        if opens and not self.name:
            self.name, self.begun, self.lines = opens[1], number, []
        elif closes and self.name:
            self.close()
        elif has_comment and (opens or closes or _ANY.search(line)):
            self.fail(number, "unclosed" if opens else "unopened" if closes else _fault(line))
            self.name, self.begun, self.lines = (opens[1], number, []) if opens else ("", 0, [])
        elif self.name:
            self.lines.append(line)
        else:
            self.plain(line)

    def plain(self, line: str) -> None:
        self.marked.plain.append(line)
        if self.headings.read(line):
            self.after = self.beneath = ""
        elif line.strip():
            self.after, self.beneath = line.rstrip(), ""

    def close(self) -> None:
        path, nth = self.headings.here
        kept = Kept(self.name, tuple(self.lines), path, nth, self.after, self.beneath)
        if any(one.key == kept.key for one in self.marked.kept):
            self.marked.broken.append(BrokenMark(self.begun, "twice", self.name))
        self.marked.kept.append(kept)
        self.name, self.beneath = "", kept.key

    def fail(self, number: int, fault: Fault) -> None:
        at = self.begun if fault == "unclosed" and self.name else number
        self.marked.broken.append(BrokenMark(at, fault, self.name))


class _Headings:
    """Follows the headings of a document down; what stands in a fence is none."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._seen: dict[Path, int] = {}
        self._fence = ""

    @property
    def here(self) -> tuple[Path, int]:
        path = tuple(text for _level, text in self._path)
        return path, max(self._seen.get(path, 1) - 1, 0)

    def read(self, line: str) -> bool:
        """Go on with *line*; return whether it is a heading."""
        fence = _FENCE.match(line)
        if fence and (not self._fence or fence[1].startswith(self._fence)):
            self._fence = "" if self._fence else fence[1]
        heading = None if self._fence else _HEADING.match(line)
        if heading is None:
            return False
        level = len(heading[1])
        # The title of a document follows that of the project; there is only one, whatever it says.
        text = line.rstrip() if level > 1 else "#"
        self._path = [*takewhile(lambda one: one[0] < level, self._path), (level, text)]
        path = tuple(text for _level, text in self._path)
        self._seen[path] = self._seen.get(path, 0) + 1
        return True


def _fault(line: str) -> Fault:
    """Return what is wrong with a line that begins a mark but is none."""
    alone = re.fullmatch(r"\s*<!--\s*keep\s*:?\s*-->\s*", line, re.IGNORECASE)
    return "unnamed" if alone else "crowded"


def read_marks(text: str) -> Marked:
    """Return *text* (with `\\n` as line ends) taken apart; what is wrong with the marks stands in `broken`."""
    reader = _Reader(Marked(), _Headings())
    for number, line in enumerate(text.split("\n"), start=1):
        reader.read(number, line)
    if reader.name:
        reader.fail(reader.begun, "unclosed")
    return reader.marked


def put_back(built: str, kept: Sequence[Kept]) -> tuple[str, list[str]]:
    """Return *built* with what the group has written, and the names of what had to move to the end.

    What belongs to a place that *built* offers stands there; the rest under its old headings, in the old order.
    """
    document = _Document(built)
    offered = {one.key for one in read_marks(built).kept}
    texts = {one.key: one for one in kept if one.key in offered}
    moved: list[str] = []
    places: dict[str, int | None] = {}
    inserts: dict[int, list[Kept]] = {}
    for one in kept:
        if one.key in offered:
            continue
        at = places[one.beneath] if one.beneath in places else document.place(one)
        if at is None and one.is_empty:
            continue
        places[one.key] = at
        moved += [one.name] if at is None else []
        inserts.setdefault(len(document.lines) if at is None else at, []).append(one)
    return document.joined(texts, inserts), moved


class _Document:
    """A built document, by lines, with its sections."""

    def __init__(self, text: str) -> None:
        self.lines = text.rstrip("\n").split("\n")
        self._sections: dict[tuple[Path, int], tuple[int, int]] = {}
        self._marks: dict[str, int] = {}
        self._inside: set[int] = set()
        self._measure()

    def _measure(self) -> None:
        headings, start, name = _Headings(), 0, ""
        here = headings.here
        for number, line in enumerate(self.lines):
            opens = _OPENS.fullmatch(line.strip())
            if opens or name:
                self._inside.add(number)
            if opens:
                name = opens[1].casefold()
            elif name and _CLOSES.fullmatch(line.strip()):
                self._marks[name], name = number + 1, ""
            elif not name and headings.read(line):
                self._sections[here] = (start, number)
                here, start = headings.here, number + 1
        self._sections[here] = (start, len(self.lines))

    def place(self, kept: Kept) -> int | None:
        """Return before which line *kept* belongs; None if its heading is gone."""
        section = self._section(kept)
        if section is None:
            return None
        start, end = section
        beneath = self._marks.get(kept.beneath, -1)
        if start <= beneath <= end:
            return beneath
        if not kept.after:
            return start
        lines = (at for at in range(start, end) if at not in self._inside)
        found = next((at for at in lines if self.lines[at] == kept.after), None)
        return end if found is None else self._end_of_paragraph(found, end)

    def _section(self, kept: Kept) -> tuple[int, int] | None:
        """Return the section with the same headings above, else the only one with the same heading."""
        for nth in range(kept.nth, -1, -1):
            if (kept.path, nth) in self._sections:
                return self._sections[kept.path, nth]
        same = [where for (path, _), where in self._sections.items() if path and path[-1:] == kept.path[-1:]]
        return same[0] if len(same) == 1 else None

    def _end_of_paragraph(self, at: int, end: int) -> int:
        after = (one for one in range(at, end) if one in self._inside or not self.lines[one].strip())
        return next(after, end)

    def joined(self, texts: dict[str, Kept], inserts: dict[int, list[Kept]]) -> str:
        """Return the document with *texts* in the offered places, and *inserts* before the lines they belong to."""
        out: list[str] = []
        name = ""
        for number, line in enumerate([*self.lines, ""]):
            for one in inserts.get(number, ()):
                out += _apart(out, _written(one))
            opens = _OPENS.fullmatch(line.strip())
            filled = texts.get(opens[1].casefold()) if opens else None
            if filled is not None:
                name = filled.key
                out += [line, *filled.lines]
            elif name and _CLOSES.fullmatch(line.strip()):
                name = ""
                out.append(line)
            elif not name:
                out += _apart(out, [line]) if number in inserts else [line]
        return "\n".join(out).rstrip("\n") + "\n"


def _apart(out: list[str], lines: list[str]) -> Iterator[str]:
    """Yield *lines* with an empty line before them, unless there is one."""
    if out and out[-1] and lines[0]:
        yield ""
    yield from lines


def _written(kept: Kept) -> list[str]:
    return [f"<!-- keep: {kept.name} -->", *kept.lines, "<!-- /keep -->"]

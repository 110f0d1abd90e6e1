"""The third way to answer: a file. Walks without a terminal, and keeps time as the file says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path as FilePath
from typing import Any

from innoguide.errors import Refused, UsageError
from innoguide.jobs.walk.commands import read_command
from innoguide.jobs.walk.prompter import Clock, Line, Meeting, Path, Question
from innoguide.terminal.answersfile import AnswersFile
from innoguide.terminal.incoming import STDIN, read_stdin
from innoguide.texts import t


class Script(AnswersFile):
    """Plays one session of an answers file after the other (`begin_session`). See docs/answers.md for the format."""

    can_resume = False

    def __init__(self, data: bytes, file: str) -> None:
        super().__init__(data, file)
        self._session = -1
        self._entry = -1
        self._values: Any = None
        self._begun = False  # whether a move of the method was walked
        self._used: set[Path] = set()
        self._bases: dict[Path, int] = {}
        self._firsts: dict[Path, str] = {}
        self._last: Path = ()
        self._warning = ""
        self._now = datetime.now()
        self._move_ends = self._now
        self._stands = False  # whether the clock is stopped

    @classmethod
    def read(cls, path: FilePath) -> Script:
        """Return the answers in the file at *path*; `-` is what comes in on stdin."""
        if str(path) == STDIN:
            return cls(read_stdin(), "stdin")
        try:
            return cls(path.read_bytes(), path.name)
        except OSError as error:
            key = "file_missing" if isinstance(error, FileNotFoundError) else "cannot_read"
            raise UsageError(t(key, file=path, reason=error.strerror), t("answers_cannot_read")) from error

    def begin_session(self, number: int) -> None:
        """Play session *number* (from 0) from now on."""
        self._session, self._entry, self._values = number, -1, None
        start = self._here().get("start")
        try:
            self._now = datetime.fromisoformat(start) if start else datetime.now()
        except ValueError as error:
            place = self.line(("sessions", number, "start"))
            raise UsageError(t("answers_start", place=place, value=start), t("answers_start_hint")) from error
        self._move_ends = self._now

    def _here(self) -> dict[str, Any]:
        session: dict[str, Any] = self.content["sessions"][self._session]
        return session

    # -- the protocol -----------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return the time of the play: it passes a move at a time."""
        return self._now

    def show(self, lines: Sequence[Line]) -> None:
        """Nobody looks; but a warning says why an answer is not taken."""
        self._warning = next((line.text for line in lines if line.tone == "warning"), self._warning)

    def extend_time(self, minutes: int) -> None:
        """The move takes *minutes* more of the planned time, or fewer."""
        self._move_ends = max(self._move_ends + timedelta(minutes=minutes), self._now)

    def pause_time(self) -> bool:
        """Stop or go on; no time passes in between."""
        self._stands = not self._stands
        return self._stands

    def time_is_out(self) -> datetime | None:
        """When the minutes of the move have passed."""
        return None if self._stands else self._move_ends

    def tell_meeting(self, meeting: Meeting | None) -> None:
        """Nobody looks."""

    def toggle_hidden(self) -> bool:
        """Nothing is shown."""
        return True

    def begin_move(self, path: Path, clock: Clock) -> None:
        """Let the move before take the minutes that were planned for it (or the `minutes` given for this method)."""
        self._begun = True
        self._stands = False
        self._now = self._move_ends
        self._move_ends = self._now + timedelta(minutes=clock.minutes)

    def end_move(self) -> None:
        """The minutes of the move have passed."""
        self._now = self._move_ends

    def leaves_out(self, path: Path) -> bool:
        """Whether the file has nothing for the move at *path*: then it is skipped."""
        return str(path[1]) not in (self._values or {})

    def given_id(self, path: Path) -> str | None:
        """Return the `id` written beside the answers at *path*, or that of the session."""
        if path == ("session", "id"):
            return self._session_id()
        found = self._look(path)
        if isinstance(found, dict) and isinstance(found.get("id"), str):
            self._used.add((*self._root(), *self._resolved(path[1:]), "id"))
            return str(found["id"])
        return None

    def _session_id(self) -> str | None:
        given = self._here().get("id")
        if given is not None and not re.fullmatch(r"[\w-]+", str(given)):  # it becomes a file's name
            place = self.line(("sessions", self._session, "id"))
            raise UsageError(t("answers_session_id", place=place, id=given), t("answers_session_id_hint"))
        return given

    def ask(self, question: Question) -> str | None:
        """Return the answer at the question's path, or None if there is none."""
        self._now = min(self._now + timedelta(seconds=5), max(self._move_ends, self._now + timedelta(seconds=1)))
        path = question.path
        if question.shape == "go_on":
            return ""
        if path[0] == "session":
            return self._session_answer(str(path[1]))
        if path[-1] in ("personal_data", "allow_reason"):
            return self._about_personal_data(path)
        if "check" in path[-3:]:
            return self._kept(path)
        if path[-1] == "more":
            return t("yes") if isinstance(self._look(path[:-1]), dict) else t("no")
        if len(path) == 4 and path[2] == "card":
            return self._card(path)
        found = self._find(path)
        if found is None:
            return "" if question.shape == "lines" and not question.required else None
        if path == self._last:
            # The same question again: what the file says could not be used, and asking for ever would not help.
            place = self.line((*self._root(), *self._resolved(path[1:])))
            raise UsageError(t("answer_refused", place=place, answer=_as_typed(found)), self._warning)
        self._last = path
        typed = _as_typed(found)
        if read_command(typed) is not None:
            self._pass_over(path)
        return typed

    def _about_personal_data(self, path: Path) -> str:
        """Keep it if the file says why under `allow`, at its top; else stop before anything of it is stored."""
        if self.content.get("allow"):
            return "keep" if path[-1] == "personal_data" else str(self.content["allow"])
        place = self.line((*self._root(), *self._resolved(path[1:-1])))
        raise Refused(t("answers_personal", place=place), t("answers_personal_hint"))

    def _kept(self, path: Path) -> str | None:
        """Return the reason that stands under `keep_reason` beside the answer; None if the file says nothing of it."""
        at = path.index("check", 2)
        code, beside = path[at + 1], self._look(path[: at - 1])
        fields = [part for part in path[:at] if isinstance(part, str)]
        key = f"{fields[-1]}.{code}"
        reasons = beside.get("keep_reason") if isinstance(beside, dict) else None
        if not isinstance(reasons, dict) or key not in reasons:
            return None
        self._used.add((*self._root(), *self._resolved(path[1 : at - 1]), "keep_reason", key))
        return str(reasons[key]) if path[-1] == "reason" else "keep"

    def _pass_over(self, path: Path) -> None:
        """The item at *path* is a command in a list (`:park …`): the same question takes the item after it."""
        self._last = ()
        for length in range(len(path), 1, -1):
            if isinstance(path[length - 1], int):
                parent = self._resolved(path[1:length])[:-1]
                self._bases[parent] -= 1
                return

    # -- finding ----------------------------------------------------------------------------------------------

    def _about_meeting(self, name: str) -> str | None:
        value = self._here().get(name)
        if value is None:
            return None
        if self._last == ("session", name):  # asked again: the file's answer cannot be used
            place = self.line(("sessions", self._session, name))
            raise UsageError(t("answer_refused", place=place, answer=_as_typed(value)), self._warning)
        self._last = ("session", name)
        return _as_typed(value)

    def _session_answer(self, name: str) -> str | None:
        if name != "next":
            return self._about_meeting(name)
        self._now = self._move_ends
        walk = self._here().get("walk") or []
        if 0 <= self._entry < len(walk) and not self._begun:
            root = self._root()
            raise UsageError(t("answer_refused", place=self.line(root), answer=root[-1]), self._warning)
        self._entry += 1
        self._begun = False
        if self._entry >= len(walk):
            return ":quit"
        place, self._values = next(iter(walk[self._entry].items()))
        self._bases, self._firsts = {}, {}
        return str(place)

    def _root(self) -> Path:
        walk = self._here().get("walk") or []
        place = next(iter(walk[self._entry])) if 0 <= self._entry < len(walk) else ""
        return ("sessions", self._session, "walk", self._entry, place)

    def _resolved(self, path: Path) -> Path:
        """Return *path* as it stands in the file, or an empty one if the file has nothing there."""
        parts: Path = ()
        value = self._values
        for part in path:
            if part == "notes" and isinstance(value, list):
                continue  # a list may stand right under the move
            key = self._key(value, parts, part, is_note="notes" in path)
            if key is None:
                return ()
            if isinstance(value, dict | list):
                parts, value = (*parts, key), _item(value, key)
        return parts

    def _key(self, value: Any, parts: Path, part: str | int, *, is_note: bool) -> str | int | None:
        """Return what *part* of a question's path is called in *value* (which stands at *parts*), or None."""
        if isinstance(value, dict):
            if part == "notes" and part not in value:
                return None
            # A note's own words may be called `text`, whatever the kind's first field is.
            is_words = is_note and self._is_first(parts, part)
            return "text" if is_words and part not in value else part
        if isinstance(value, list):  # rows are counted from the first that was asked for
            return part - self._bases.setdefault(parts, part) if isinstance(part, int) else None
        if value is None:
            return None
        if isinstance(part, int):  # a plain text where a list is wanted is its only item
            return part if part == self._bases.setdefault(parts, part) else None
        return part if self._is_first(parts, part) else None  # and where a record is wanted, its first field

    def _is_first(self, parts: Path, part: str | int) -> bool:
        """Whether *part* was the first to be asked for at *parts*."""
        return self._firsts.setdefault(parts, str(part)) == str(part)

    def _find(self, path: Path) -> Any:
        """Return the answer at a question's path, and note that it was asked for."""
        value = self._look(path)
        if value is not None:
            self._used.add((*self._root(), *self._resolved(path[1:])))
        return value

    def _look(self, path: Path) -> Any:
        """Return what stands at a question's path: an answer, or all answers to a record."""
        parts = self._resolved(path[1:])
        value = self._values
        for part in parts:
            value = _item(value, part)
        return value if parts else None

    def _card(self, path: Path) -> str:
        """Return the next card that the file has notes for."""
        notes = (self._values or {}).get(str(path[1]))
        cards = [key for key in notes if key != "all"] if isinstance(notes, dict) else []
        number = int(path[3])
        return cards[number] if number < len(cards) else ""

    def unused(self) -> list[str]:
        """Return `file:line:column` and name of each answer that no question asked for: misspelt, or out of place."""
        left = []
        for path in self.leaves():
            if not any(path[:length] in self._used for length in range(len(path) + 1)):
                left.append(f"{self.line(path)}: {'.'.join(str(part) for part in path[4:])}")
        return left


def _item(value: Any, key: str | int) -> Any:
    """Return what stands at *key* of a mapping or list, or None."""
    if isinstance(value, dict):
        return value.get(key)
    return value[key] if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value) else None


def _as_typed(value: Any) -> str:
    """Return an answer as it would be typed: lists with commas, `id: 3` pairs for dots."""
    if isinstance(value, dict):
        return ", ".join(f"{key}:{inner}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)

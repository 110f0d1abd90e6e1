"""What a check looks at, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from innoguide.model.guide import Check, Guide
from innoguide.model.project import Project
from innoguide.model.record import Path, Record


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something that a check has seen: in *record* at *path*, or in the project as a whole when *record* is empty.

    *values* fill the places in the check's message; *step* is the step whose end it belongs to, where it is about one.
    """

    record: str = ""
    path: Path = ()
    step: str = ""
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass
class Look:
    """What checks look at: the guide with its word lists, what the group has said, and the day.

    *closing* is the step that the group is about to close.
    """

    guide: Guide
    project: Project
    today: date
    closing: str = ""

    @property
    def lang(self) -> str:
        """The language that the group writes in."""
        return self.project.settings.language

    def words(self, check: str, name: str) -> re.Pattern[str]:
        """Return the pattern that finds the words of the list *name* of *check*, in the group's language."""
        lists = self.guide.checks[check].words[name]
        return word_pattern(lists.sv if self.lang == "sv" else lists.en)

    def limit(self, check: str, name: str) -> int:
        """Return the threshold *name* of *check*."""
        return self.guide.checks[check].limits[name]

    def is_past(self, step_id: str) -> bool:
        """Whether the group has closed a step or gone on with a later one: before that, nothing is missing in it.

        Never for a step that the guide does not have.
        """
        if step_id not in self.guide.about.steps:
            return False
        if step_id == self.closing or self.gate(step_id) is not None:
            return True
        later = self.guide.about.steps[self.guide.number(step_id) :]
        return any(one.step in later for session in self.project.sessions for one in session.done)

    def gate(self, step_id: str) -> Record | None:
        """Return the newest finished gate of a step with which the group went on, if there is one."""
        gates = [one for one in self.project.of_kind("gate") if one.step == step_id and one.status == "done"]
        going = [one for one in gates if one.values.get("conclusion") == "go_on"]
        return going[-1] if going else None

    def at_gate(self, step_id: str, **values: str | int) -> Remark:
        """Return a remark about a step as a whole: it stands at the gate, if there is one."""
        gate = self.gate(step_id)
        return Remark(record=gate.id if gate else "", step=step_id, values=values)


@lru_cache(maxsize=256)
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of *words* as whole words; a star stands for any letters; case is ignored."""
    if not words:
        return re.compile(r"(?!)")
    parts = sorted((re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in words), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(parts))})(?!\w)", re.IGNORECASE)


TextCheck = Callable[[Look, Check, str], str | None]
"""Looks at one answer. Returns the words it stumbled on (perhaps an empty text), or None when it has nothing to ask."""

RecordCheck = Callable[[Look, Check, Record], Iterator[Remark]]
"""Looks at one record."""

ProjectCheck = Callable[[Look, Check], Iterator[Remark]]
"""Looks at the project as a whole."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A check that there is: its function, and the word lists and thresholds that its file must give.

    *text* looks at one answer, *record* at a record of one of *kinds*, *project* at the whole; none is set for a check
    that works on files and lives in `jobs/check/`. *values* are the places that the message may have besides `words`,
    `text` and `field`. *private*: about people's privacy, so never silent.
    """

    text: TextCheck | None = None
    record: RecordCheck | None = None
    project: ProjectCheck | None = None
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    private: bool = False

    @property
    def places(self) -> tuple[str, ...]:
        """What may stand within braces in the check's message."""
        return ("words", "text", "field", *self.values)

"""A room that answers by itself: a scripted prompter with its own clock, the small guide, and what a walk leaves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from small_answers import FULL, Answers

from innoguide.files.content import read_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.meeting.session import Summary
from innoguide.jobs.walk.phones.protocol import Phones
from innoguide.jobs.walk.prompter import Clock, Line, Meeting, Question
from innoguide.jobs.walk.prompter import Path as QuestionPath
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import kind_of

__all__ = ["FULL", "Answers"]  # what a walk of the small guide answers goes with the room

DATA = Path(__file__).parent / "data"
START = datetime(2026, 11, 24, 13, 0)


@cache
def small_guide() -> Guide:
    """Return the guide of two steps in `tests/data/guide`, whose vote on ideas also asks for the value to the user."""
    guide, findings = read_guide([DATA / "guide"])
    assert guide is not None and findings == []
    return guide


def make_store(folder: Path) -> Store:
    """Return the store of the project in *folder*, made if there is none."""
    settings = Settings(title="Prov", language="sv")
    path = folder / "innoguide.yaml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(settings_bytes(settings))
    return Store(folder, small_guide(), settings, random.Random(str(folder)))


class Scripted:
    """Answers by the question's path, `utmana.forsta.question`; what is not scripted is kept as it was, or skipped.

    Several answers at one path are given one after the other, then the last of them again. After *patience* answers
    somebody presses Ctrl-C.
    """

    can_resume = True

    def __init__(self, folder: Path, answers: Answers, *, start: datetime = START) -> None:
        self.folder = folder
        self.answers = {key: [value] if isinstance(value, str) else list(value) for key, value in answers.items()}
        self.patience: int | None = None
        self._now = start
        self.asked: list[Question] = []
        self.lines: list[Line] = []
        self.clocks: list[Clock] = []
        self.meetings: list[Meeting | None] = []
        self._out: datetime | None = None
        self._left: timedelta | None = None  # while the clock stands still
        self.hidden = False
        self.unused = set(self.answers)
        self.words: dict[str, str] = {}  # what each record in a path says, by its id
        self.log: list[str] = []  # what was shown and asked, in order

    def now(self) -> datetime:
        """The time passes half a minute a question."""
        return self._now

    def show(self, lines: Sequence[Line]) -> None:
        """Keep what is shown."""
        self.lines += lines
        self.log += [f"{line.label} {line.text}".strip() for line in lines]

    def begin_move(self, path: QuestionPath, clock: Clock) -> None:
        """Keep the clock."""
        self.clocks.append(clock)
        self._out, self._left = clock.started + timedelta(minutes=clock.minutes), None

    def end_move(self) -> None:
        """Nothing is waited for; the clock is gone."""
        self._out = self._left = None

    def leaves_out(self, path: QuestionPath) -> bool:
        """Nothing is left out."""
        return False

    def given_id(self, path: QuestionPath) -> str | None:
        """No ids are given."""
        return None

    def extend_time(self, minutes: int) -> None:
        """The time is out later."""
        if self._out is not None:
            self._out += timedelta(minutes=minutes)

    def pause_time(self) -> bool:
        """Stop the clock, or let it go on with what was left."""
        if self._left is None and self._out is not None:
            self._left, self._out = self._out - self._now, None
        elif self._left is not None:
            self._left, self._out = None, self._now + self._left
        return self._left is not None

    def time_is_out(self) -> datetime | None:
        """When the time is out, unless the clock stands still."""
        return self._out

    def tell_meeting(self, meeting: Meeting | None) -> None:
        """Keep what is told."""
        self.meetings.append(meeting)

    def toggle_hidden(self) -> bool:
        """Hide or show."""
        self.hidden = not self.hidden
        return self.hidden

    def ask(self, question: Question) -> str | None:
        """Answer what is scripted."""
        self.asked.append(question)
        key = self.key_of(question)
        assert len(self.asked) < 1500, f"the walk never ends: {key}"
        if self.patience is not None:
            if not self.patience:
                raise KeyboardInterrupt
            self.patience -= 1
        self._now += timedelta(seconds=30)
        self.unused.discard(key)
        left = self.answers.get(key, [question.default or (":skip" if question.required else "")])
        typed = left.pop(0) if len(left) > 1 else left[0]
        self.log.append(f"{key} ({question.default}) › {typed}")
        return typed

    def key_of(self, question: Question) -> str:
        """Return the key of an answer: the question's path without the step; a record's id is what the record says."""
        place, *rest = (str(part) for part in question.path)
        return ".".join([place.partition("/")[2] or place, *(self._words(part) for part in rest)])

    def _words(self, part: str) -> str:
        kind = kind_of(part)
        if not kind:
            return part
        if part not in self.words:
            record = make_store(self.folder).find(part)
            assert record is not None
            self.words[part] = record.label(small_guide().kinds[kind])
        return self.words[part]

    @property
    def said(self) -> str:
        """All that was shown."""
        return "\n".join(f"{line.label} {line.text}" for line in self.lines)

    @property
    def asked_keys(self) -> list[str]:
        """The keys of the questions, in order."""
        return [self.key_of(question) for question in self.asked]

    def question(self, key: str, number: int = -1) -> Question:
        """Return the last (or the given) question asked at *key*."""
        return [one for one in self.asked if self.key_of(one) == key][number]


def scripted(folder: Path, answers: Answers, *, start: datetime = START) -> Scripted:
    """Return a prompter that says who is here, answers what is asked, and stops after the method."""
    return Scripted(folder, {"session.room": "bibliotek 2, unga 3", "session.next": "3", **answers}, start=start)


def lead(
    folder: Path, prompter: Scripted, where: str = "", *, store: Store | None = None, phones: Phones | None = None
) -> Summary:
    """Walk the small guide in *folder*; *where* is a step, `step/method`, or empty to go on where it was."""
    step, _, method = where.partition("/")
    target = Target(step=step, method=method)
    return walk(small_guide(), store or make_store(folder), prompter, target=target, lang="sv", phones=phones)


def play(folder: Path, answers: Answers, where: str = "", *, start: datetime = START) -> Scripted:
    """Walk with *answers* until the group stops; return the prompter."""
    prompter = scripted(folder, answers, start=start)
    lead(folder, prompter, where)
    return prompter


def load(folder: Path) -> Project:
    """Return the project in *folder*, read from its files."""
    return make_store(folder).load()


def left_behind(project: Project) -> dict[str, Any]:
    """Return what a walk has left, without times and with ids as the number of the record within its kind."""
    names: dict[str, str] = {}
    for records in project.by_kind.values():
        names |= {record.id: f"{record.kind}#{number}" for number, record in enumerate(records, start=1)}
    records = {
        names[one.id]: (one.step, one.method, one.status, one.open, renamed(one.values, names))
        for one in project.records.values()
    }
    sessions = [
        (one.number, one.room, one.users_in_room, [(r.to, r.from_, r.why) for r in one.returns], done_in(one.done))
        for one in project.sessions
    ]
    return {"records": dict(sorted(records.items())), "sessions": sessions}


def done_in(done: Sequence[Any]) -> list[tuple[str, ...]]:
    """Return the moves of a session's log, without the minutes."""
    return [(one.step, one.method, one.move, one.state, one.note) for one in done]


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return *value* with the ids in it replaced by *names*."""
    if isinstance(value, dict):
        return {key: renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file that a walk stores for good, by its path in the project."""
    kept = [path for name in ("records", "sessions") for path in (folder / name).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(kept)}

"""`Project`: settings, records, sessions, and how they are looked up."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from innoguide.model.agenda.agenda import Agenda
from innoguide.model.record import Record, matches


class Settings(BaseModel):
    """`innoguide.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    title: Annotated[str, Field(min_length=1)]
    organisation: str = ""
    municipality: str = ""
    language: Literal["sv", "en"] = "sv"
    profile: Literal["programme", "sprint", "taster", "free"] = "free"
    guide: str = ""
    guide_version: str = ""
    registry_no: str = ""
    keep_reason: dict[str, str] = Field(default_factory=dict)


class InRoom(BaseModel):
    """A role and how many people of it were in the room."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str
    count: Annotated[int, Field(ge=1, le=999)]


class Done(BaseModel):
    """A move that the group has done or skipped, with the minutes it took."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    step: str
    method: str
    move: str
    state: Literal["done", "skipped"] = "done"
    minutes: int = 0
    note: str = ""


class Return(BaseModel):
    """The group went back to an earlier step, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: str
    from_: Annotated[str, Field(alias="from")]
    why: str
    at: str


class Session(BaseModel):
    """One meeting: what was planned, who was there (roles and numbers), and what was done.

    One that has not begun is only planned: it has an *agenda* and nothing in *started*.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    id: str
    number: int
    started: str = ""
    ended: str = ""
    place: str = ""
    agenda: Agenda | None = None  # as planned when the meeting began
    agenda_now: Agenda | None = None  # as changed on the way
    until: str = ""  # when it is to end, where that was said in the meeting
    paused_minutes: Annotated[int, Field(ge=0)] = 0
    room: tuple[InRoom, ...] = ()
    users_in_room: bool | None = None
    returns: tuple[Return, ...] = ()
    done: tuple[Done, ...] = ()

    @property
    def order(self) -> tuple[str, int, str]:
        """What meetings are sorted by: the same order on every computer."""
        return self.started or self._planned_start, self.number, self.id

    @property
    def _planned_start(self) -> str:
        return f"{self.agenda.date}T{self.agenda.start}" if self.agenda else ""

    @property
    def plan(self) -> Agenda | None:
        """The agenda that holds now."""
        return self.agenda_now or self.agenda

    @property
    def people(self) -> int:
        """How many were in the room."""
        return sum(one.count for one in self.room)

    def with_done(self, entry: Done) -> Session:
        """Return the session with *entry*; it takes the place of an older one for the same move."""
        kept = [one for one in self.done if (one.step, one.method, one.move) != (entry.step, entry.method, entry.move)]
        return self.model_copy(update={"done": (*kept, entry)})


@dataclass
class Project:
    """What a group has said and decided, as values.

    *records* is by id; it changes through `remember` and `forget` alone.
    *sessions* are the meetings that have begun; *planned* those to come, the nearest first.
    """

    settings: Settings
    records: dict[str, Record] = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()
    planned: tuple[Session, ...] = ()

    @cached_property
    def by_kind(self) -> dict[str, list[Record]]:
        """The records of each kind, oldest first."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in sorted(self.records.values(), key=_age):
            found[record.kind].append(record)
        return dict(found)

    def of_kind(self, kind: str, where: dict[str, str] | None = None) -> list[Record]:
        """Return the records of *kind*, oldest first, that match *where*."""
        return [record for record in self.by_kind.get(kind, []) if matches(record, where or {})]

    def latest(self, kind: str) -> Record | None:
        """Return the newest record of *kind*, if there is one."""
        found = self.by_kind.get(kind)
        return found[-1] if found else None

    def remember(self, record: Record) -> None:
        """Add *record*, or put it in the place of the one with its id.

        In place: a walk that copied ten thousand records at each answer would not be linear.
        """
        same_kind = self.by_kind.setdefault(record.kind, [])  # counted before the record is there
        if record.id not in self.records:
            insort(same_kind, record, key=_age)
        else:
            index = next(index for index, one in enumerate(same_kind) if one.id == record.id)
            same_kind[index] = record
        self.records[record.id] = record

    def forget(self, record_id: str) -> None:
        """Leave out the record with *record_id*, if there is one: it is no longer stored."""
        record = self.records.get(record_id)
        if record is not None:
            self.by_kind[record.kind].remove(record)
            del self.records[record_id]

    def with_session(self, session: Session) -> Project:
        """Return the project with *session* added or replaced, among those begun or those planned."""
        begun = [one for one in self.sessions if one.id != session.id]
        planned = [one for one in self.planned if one.id != session.id]
        (begun if session.started else planned).append(session)
        return replace(self, sessions=in_order(begun), planned=in_order(planned))

    def done_moves(self) -> dict[tuple[str, str, str], Done]:
        """Return what has been done: (step, method, move) and how it went, the newest last."""
        return {(one.step, one.method, one.move): one for session in self.sessions for one in session.done}

    def find_records(self, text: str, kinds: set[str] | None = None) -> list[Record]:
        """Return the records whose id is or begins with *text*, or whose words hold it, oldest first."""
        pool = [one for one in self.records.values() if not kinds or one.kind in kinds]
        pool.sort(key=lambda one: (one.created, one.id))
        exact = [one for one in pool if one.id == text]
        if exact:
            return exact
        wanted = text.casefold()
        begins = [one for one in pool if one.id.startswith(wanted) or one.id.partition("-")[2] == wanted]
        return begins or [one for one in pool if wanted in _words(one.values)]


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return *sessions* from first to last."""
    return tuple(sorted(sessions, key=lambda one: one.order))


def _age(record: Record) -> tuple[str, str]:
    return record.created, record.id


def _words(values: dict[str, Any]) -> str:
    return " ".join(value for value in values.values() if isinstance(value, str)).casefold()

"""What differs between a project as it was and as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from innoguide.model.guide import Guide
from innoguide.model.progress import step_gate
from innoguide.model.project import Project, Session
from innoguide.model.record import Record

STATUS = {"solution": "stage", "pilot": "decision", "assumption": "outcome"}
"""The field that tells where a record of a kind stands."""

NAMED = ("insight", "decision", "solution", "pilot")
"""Kinds whose new and changed records are told of one by one; of the others the number."""

COUNTED = (
    "interview", "observation", "diary_entry", "quote", "opportunity", "hmw", "idea", "idea_card", "prototype",
    "test_result", "effect", "lesson", "parked_idea", "action",
)  # fmt: skip
"""Kinds that are counted each for itself, in the order they are told; the rest together."""

_BESIDES = {"solution": ("stage", "since", "history")}
"""Fields that follow when a record of a kind moves."""

_OWN_WAY = ("challenge", "gate")
_OPEN_OUTCOMES = ("", "unconfirmed")


@dataclass(frozen=True, kw_only=True)
class Before:
    """A project as it was. *unknown* are the records of which only the present words are known.

    *is_complete*: also what has been removed since is there.
    """

    project: Project
    unknown: frozenset[str] = frozenset()
    is_complete: bool = False


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """The challenge in new words. *before* is empty where there was none."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A record that says something else. *fields* are those that differ; none where the old words are not known."""

    record: Record
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A record that stands elsewhere: its *field* has gone from *before* (perhaps nothing) to *after*."""

    record: Record
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class StepChange:
    """A step that was closed, or opened again."""

    step: str
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is new and what differs. *removed* is None where nobody can know it."""

    challenge: Reworded | None = None
    new: dict[str, list[Record]] = field(default_factory=dict)
    changed: dict[str, list[Changed]] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    steps: tuple[StepChange, ...] = ()
    removed: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed, as far as anybody can know."""
        return not (self.challenge or self.new or self.changed or self.moved or self.steps or self.removed)

    @property
    def has_unknown(self) -> bool:
        """Whether something has changed without anybody knowing what."""
        return any(not one.fields for found in self.changed.values() for one in found)


def project_at(moment: str, now: Project, past: Project | None = None, *, unread: Collection[str] = ()) -> Before:
    """Return the project as it was at *moment* (`2026-05-19T16:00:00`, or a day: as that day began).

    *past* is an older state of it, of about that time; without one, the records' own dates tell what they can.
    *unread* are records that are in *past* but cannot be read there. Without a *moment* all of *past* is meant.
    """
    records: dict[str, Record] = {}
    unknown = set()
    for older, is_past in _candidates(now, past):
        existed = older.created <= moment if moment else is_past or older.id in unread
        if not existed:
            continue
        records[older.id] = older
        if (moment and older.updated > moment) or (not is_past and older.id in unread):
            unknown.add(older.id)
            records[older.id] = _moved_back(older, moment)
    sessions = tuple(_sessions_at(moment, past or now))
    project = replace(now, records=records, sessions=sessions, planned=())
    return Before(project=project, unknown=frozenset(unknown), is_complete=past is not None)


def _candidates(now: Project, past: Project | None) -> Iterator[tuple[Record, bool]]:
    """Yield each record in its oldest known words, and whether they are those of *past*."""
    known = past.records if past else {}
    yield from ((one, True) for one in known.values())
    yield from ((one, False) for one in now.records.values() if one.id not in known)


def _moved_back(record: Record, moment: str) -> Record:
    """Return a solution with the stage that its own history gives it at *moment*; others as they are."""
    rows = [one for one in record.values.get("history", ()) if one.get("date")] if record.kind == "solution" else []
    stages = [str(one.get("to", "")) for one in rows if moment and str(one["date"]) < moment]
    if not rows or not stages:
        return record
    return replace(record, values={**record.values, "stage": stages[-1]})


def _sessions_at(moment: str, project: Project) -> Iterator[Session]:
    for one in project.sessions:
        if not moment:
            yield one
        elif one.started <= moment:
            yield one.model_copy(update={"returns": tuple(back for back in one.returns if back.at <= moment)})


def find_changes(guide: Guide, before: Before, now: Project, *, stored: Collection[str]) -> Changes:
    """Return what differs between *before* and *now*; *stored* are the ids of all records that there still are."""
    new: dict[str, list[Record]] = {}
    changed: dict[str, list[Changed]] = {}
    moved = []
    for kind, records in now.by_kind.items():
        for record in records:
            older = before.project.records.get(record.id)
            move = _move(record, older)
            moved += [move] if move else []
            if older is None:
                new.setdefault(kind, []).append(record)
            elif (one := _changed(record, older, move, is_known=record.id not in before.unknown)) is not None:
                changed.setdefault(kind, []).append(one)
    gone = before.project.records.keys() - set(stored)
    return Changes(
        challenge=_reworded(before, now),
        new=new,
        changed=changed,
        moved=tuple(moved),
        steps=tuple(_step_changes(guide, before.project, now)),
        removed=len(gone) if before.is_complete else None,
    )


def _move(record: Record, older: Record | None) -> Moved | None:
    name = STATUS.get(record.kind)
    after = str(record.values.get(name, "")) if name else ""
    before = str(older.values.get(name, "")) if name and older else ""
    if name is None or not after or before == after:
        return None
    if record.kind == "assumption" and after in _OPEN_OUTCOMES and before in _OPEN_OUTCOMES:
        return None
    if older is None and record.kind != "assumption":  # told of as new
        return None
    return Moved(record=record, field=name, before=before, after=after)


def _changed(record: Record, older: Record, move: Moved | None, *, is_known: bool) -> Changed | None:
    if not is_known:
        return None if move else Changed(record=record, fields=())
    besides = {move.field, *_BESIDES.get(record.kind, ())} if move else set()
    names = [*record.values, *(name for name in older.values if name not in record.values)]
    fields = [one for one in names if one not in besides and record.values.get(one) != older.values.get(one)]
    return Changed(record=record, fields=tuple(fields)) if fields else None


def _reworded(before: Before, now: Project) -> Reworded | None:
    latest, older = _challenge(now), _challenge(before.project)
    if latest is None:
        return None
    question = str(latest.values.get("question", ""))
    said = str(older.values.get("question", "")) if older else ""
    if not question or said == question:
        return None
    return Reworded(before=said, after=question, reason=str(latest.values.get("reason", "")))


def _challenge(project: Project) -> Record | None:
    """Return the challenge in its last version."""
    return max(project.of_kind("challenge"), key=lambda one: int(one.values.get("version") or 0), default=None)


def _step_changes(guide: Guide, before: Project, now: Project) -> Iterator[StepChange]:
    for step in guide.about.steps:
        was_closed, is_closed = _is_closed(before, step), _is_closed(now, step)
        if was_closed != is_closed:
            yield StepChange(step=step, is_closed=is_closed)


def _is_closed(project: Project, step: str) -> bool:
    gate = step_gate(project, step)
    return gate is not None and gate.values.get("conclusion") == "go_on"


def is_counted(kind: str) -> bool:
    """Whether records of *kind* are only counted: neither named one by one, nor told of in a way of their own."""
    return kind not in NAMED and kind not in _OWN_WAY

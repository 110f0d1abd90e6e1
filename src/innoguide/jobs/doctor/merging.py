"""Two versions of one record, meeting or settings made into one, key by key; what cannot be decided is named.

What both say, or only one of them says, holds. What only one side has changed since the version both come from (when
git knows it) holds. Lists of ids and short texts are joined, ours first. A text, number or choice that differs on both
sides is a clash, and people decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from innoguide.model.agenda.agenda import Agenda
from innoguide.model.guide import Kind
from innoguide.model.project import Done, Session, Settings
from innoguide.model.record import Record, status_of

Thing = TypeVar("Thing", Record, Session, Settings)

_NOTHING: tuple[Any, ...] = (None, "", [], (), {})


@dataclass
class Merger:
    """Decides key by key; *clashes* names the keys that it cannot decide."""

    has_base: bool
    clashes: list[str] = field(default_factory=list)

    def one(self, key: str, ours: Any, theirs: Any, base: Any = None, *, joins: bool = True) -> Any:
        """Return what holds of *ours* and *theirs*; *base* is what both began with. Lists are joined if it *joins*."""
        if ours == theirs or theirs in _NOTHING:
            return ours
        if ours in _NOTHING:
            return theirs
        if self.has_base and base in (ours, theirs):
            return theirs if ours == base else ours
        joined = _joined(ours, theirs, base if self.has_base else None) if joins else None
        if joined is not None:
            return joined
        self.clashes.append(key)
        return ours

    def each(self, ours: Mapping[str, Any], theirs: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
        """Return what holds of every key that one of them has."""
        return {key: self.one(key, ours.get(key), theirs.get(key), base.get(key)) for key in {**ours, **theirs}}


def _joined(ours: Any, theirs: Any, base: Any) -> Any:
    """Return two lists as one, or None where that would be a guess: a row may be another one changed."""
    if not isinstance(ours, list | tuple) or not isinstance(theirs, list | tuple):
        return None
    both = [*ours, *(one for one in theirs if one not in ours)]
    are_short = all(isinstance(one, str) for one in both)
    one_holds_all = len(both) == len(ours) or all(one in theirs for one in ours)
    only_added = isinstance(base, list) and all(one in ours and one in theirs for one in base)
    if not (are_short or one_holds_all or only_added):
        return None
    return type(ours)(both if len(both) > len(ours) else ours)


def merge_records(ours: Record, theirs: Record, base: Record | None, kind: Kind) -> tuple[Record, list[str]]:
    """Return both as one record, and the keys that clash. The later `updated` holds, and the stricter `confidential`.

    Where both have a fingerprint of the same record, that of the side changed last holds.
    """
    merger = Merger(base is not None)
    first = base or ours
    names = ("id", "kind", "created", "session", "step", "method", "by")
    same = {name: merger.one(name, getattr(ours, name), getattr(theirs, name), getattr(first, name)) for name in names}
    values = merger.each(ours.values, theirs.values, first.values)
    older, newer = sorted((theirs, ours), key=lambda one: one.updated)
    merged = replace(
        ours,
        **same,
        values=values,
        updated=newer.updated,
        confidential=ours.confidential or theirs.confidential,
        tags=tuple(dict.fromkeys((*ours.tags, *theirs.tags))),
        open=tuple(name for name in dict.fromkeys((*ours.open, *theirs.open)) if name not in values),
        seen={**older.seen, **newer.seen},
        keep_reason=merger.each(ours.keep_reason, theirs.keep_reason, first.keep_reason),
    )
    return replace(merged, status=status_of(merged, kind)), merger.clashes


def merge_meetings(ours: Session, theirs: Session, base: Session | None) -> tuple[Session, list[str]]:
    """Return both as one meeting, and the keys that clash: another id, day or other people mean that it was another.

    It began with the earlier and ended with the later, and one that is only planned on one side has begun on the
    other. A move that both did took the longer time.
    """
    merger = Merger(base is not None)
    first = base or ours
    names = ("id", "place", "users_in_room", "until")
    same = {name: merger.one(name, getattr(ours, name), getattr(theirs, name), getattr(first, name)) for name in names}
    if ours.room and theirs.room and ours.room != theirs.room:
        merger.clashes.append("room")  # joining the two lists would count people twice
    if ours.started and theirs.started and ours.started[:10] != theirs.started[:10]:
        merger.clashes.append("started")
    update = {
        **same,
        "agenda": _merged_agenda(merger, "agenda", ours.agenda, theirs.agenda, first.agenda),
        "agenda_now": _merged_agenda(merger, "agenda_now", ours.agenda_now, theirs.agenda_now, first.agenda_now),
        "room": ours.room or theirs.room,
        "paused_minutes": max(ours.paused_minutes, theirs.paused_minutes),
        "number": min(ours.number, theirs.number),
        "started": min(filter(None, (ours.started, theirs.started)), default=""),
        "ended": max(ours.ended, theirs.ended),
        "returns": (*ours.returns, *(one for one in theirs.returns if one not in ours.returns)),
        "done": _merged_moves(merger, ours, theirs),
    }
    return ours.model_copy(update=update), merger.clashes


def _merged_agenda(
    merger: Merger, key: str, ours: Agenda | None, theirs: Agenda | None, base: Agenda | None
) -> Agenda | None:
    """Return both plans as one. The blocks are one thing: their order is a choice, so two lists are not joined."""
    if ours is None or theirs is None:
        return ours or theirs
    update = {
        name: merger.one(
            f"{key}.{name}", getattr(ours, name), getattr(theirs, name), getattr(base, name, None), joins=False
        )
        for name in Agenda.model_fields
    }
    return ours.model_copy(update=update)


def _merged_moves(merger: Merger, ours: Session, theirs: Session) -> tuple[Done, ...]:
    moves = {(one.step, one.method, one.move): one for one in ours.done}
    for move in theirs.done:
        key = (move.step, move.method, move.move)
        moves[key] = _merged_move(merger, moves[key], move) if key in moves else move
    return tuple(moves.values())


def _merged_move(merger: Merger, ours: Done, theirs: Done) -> Done:
    return ours.model_copy(
        update={
            "minutes": max(ours.minutes, theirs.minutes),
            "state": "done" if "done" in (ours.state, theirs.state) else "skipped",
            "note": merger.one("note", ours.note, theirs.note),
        }
    )


def merge_settings(ours: Settings, theirs: Settings, base: Settings | None) -> tuple[Settings, list[str]]:
    """Return both as one, and the keys that clash."""
    merger = Merger(base is not None)
    first = base or ours
    reasons = merger.each(ours.keep_reason, theirs.keep_reason, first.keep_reason)
    plain = [one.model_dump(exclude={"keep_reason"}) for one in (ours, theirs, first)]
    return Settings(**merger.each(*plain), keep_reason=reasons), merger.clashes

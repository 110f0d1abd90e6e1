"""`sort`: the group puts records into named groups; each group becomes a record."""

from __future__ import annotations

from innoguide.jobs.walk.collect import numbered
from innoguide.jobs.walk.fields import pick_records
from innoguide.jobs.walk.prompter import Path, Question
from innoguide.jobs.walk.room import GoBack, NoAnswer, Room
from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.language import clean_line
from innoguide.model.moves import Sort
from innoguide.model.record import Record
from innoguide.texts import t


def run(room: Room, move: Sort, _from_end: bool) -> None:
    """Ask for a group's name and its members, group after group, until an empty name."""
    pool = [record for kind in move.sorted_kinds for record in room.records(kind, move.where)]
    if not pool:
        room.tell("walk_nothing_here", "hint")
        return
    room.show(*numbered(room, pool))
    kind = room.guide.kinds[move.into]
    at = len(_groups(room))
    while True:
        try:
            if not _ask_group(room, kind, move.members, pool, at):
                break
        except GoBack:
            if at == 0:
                raise
            at -= 1
        else:
            at += 1
    _tell_rest(room, move, pool)


def _groups(room: Room) -> list[Record]:
    return [room.project.records[one] for one in room.state.get("groups", ()) if one in room.project.records]


def _ask_group(room: Room, kind: Kind, members: str, pool: list[Record], at: int) -> bool:
    """Ask for one group; return False when there are no more."""
    groups = _groups(room)
    old = groups[at] if at < len(groups) else None
    name = kind.by_id[kind.label_field]
    path = room.path(at)
    question = Question(
        path=(*path, name.id),
        text=name.question.in_(room.lang),
        hint=t("walk_group_hint"),
        shape="lines",
        number=at + 1,
        default=str(old.values.get(name.id, "")) if old else "",
    )
    typed = room.ask(question)
    if isinstance(typed, NoAnswer) or not clean_line(typed):
        return old is not None and at + 1 < len(groups)
    values = {name.id: clean_line(typed)}
    group = room.change(old, **values) if old else room.add(kind, values, path=path)
    if not old:
        room.keep(groups=[*room.state.get("groups", ()), group.id])
    _ask_members(room, group, kind.by_id[members], pool, path)
    return True


def _ask_members(room: Room, group: Record, field: KindField, pool: list[Record], path: Path) -> None:
    sorted_already = {one for other in _groups(room) if other.id != group.id for one in other.values.get(field.id, ())}
    left = [record for record in pool if record.id not in sorted_already]
    before = ", ".join(group.values.get(field.id, ()))
    question = Question(
        path=(*path, field.id), text=t("walk_members"), hint=t("walk_members_hint", left=len(left)), default=before
    )
    picked = pick_records(room, question, pool, several=True)
    if not isinstance(picked, NoAnswer):
        room.change(group, **{field.id: picked})


def _tell_rest(room: Room, move: Sort, pool: list[Record]) -> None:
    placed = {one for group in _groups(room) for one in group.values.get(move.members, ())}
    rest = sum(record.id not in placed for record in pool)
    room.tell("walk_sorted", "saved", groups=len(_groups(room)), rest=rest)

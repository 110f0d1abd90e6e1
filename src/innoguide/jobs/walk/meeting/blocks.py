"""Which blocks of the meeting's agenda are left, and which of them comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innoguide.jobs.walk.targets import Target
from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.agenda.moves import minutes_by_move, moves_in, place_of
from innoguide.model.guide import Method
from innoguide.model.moves import Move
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.room import Room


@dataclass(frozen=True, kw_only=True)
class Left:
    """A block that is not done. *minutes* are those of its moves that are left; *step* is empty for a text."""

    key: str
    block: Block
    minutes: int
    step: str = ""
    method: Method | None = None
    todo: tuple[str, ...] = ()  # the moves that are left

    @property
    def target(self) -> Target:
        """Where the walk goes for it."""
        return Target(step=self.step, method=self.method.method if self.method else "", block=self.key)


def blocks_left(room: Room) -> list[Left]:
    """Return what is left of the agenda, as it is planned now."""
    plan = room.session.plan
    if plan is None:
        return []
    keyed = [(key, block) for key, block in keys_of(plan) if key not in room.place.passed]
    return [left for key, block in keyed if (left := _left(room, plan, key=key, block=block))]


def keys_of(plan: Agenda) -> Iterator[tuple[str, Block]]:
    """Yield each block with a key that it keeps when others are dropped, shortened or added."""
    seen: Counter[str] = Counter()
    for block in plan.blocks:
        name = f"{block.step}:{block.method}:{','.join(block.moves)}" if block.method else f"text:{block.text}"
        seen[name] += 1
        yield f"{name}#{seen[name]}", block


def _left(room: Room, plan: Agenda, *, key: str, block: Block) -> Left | None:
    if not block.method:
        return Left(key=key, block=block, minutes=block.minutes)
    step, name = place_of(block, plan)
    method = room.guide.method(step, name)
    if method is None:
        return None
    minutes = minutes_by_move(block, method, people=plan.people)
    # A second round of the same method is done when it was gone through as such.
    is_first = key.endswith("#1")
    done = {one.move for one in room.session.done if (one.step, one.method) == (step, name)} if is_first else set()
    todo = tuple(one for one in minutes if one not in done)
    if not todo:
        return None
    left = sum(minutes[one] for one in todo)
    return Left(key=key, block=block, minutes=left, step=step, method=method, todo=todo)


@dataclass(frozen=True, kw_only=True)
class Run:
    """The moves of a method that the group goes through now, each with its minutes; *block* is the agenda's, if any."""

    moves: tuple[Move, ...]
    minutes: dict[str, int]
    block: str = ""

    def later(self, move: Move) -> int:
        """Return the minutes of the moves after *move*, when they are not in the agenda."""
        after = self.moves[self.moves.index(move) + 1 :]
        return 0 if self.block else sum(self.minutes[one.id] for one in after)


def run_of(room: Room, method: Method, target: Target) -> Run:
    """Return what of *method* is gone through now: what the agenda says, else all of it with the guide's minutes."""
    left = block_for(room, target, room.place.move)
    if left is None or room.session.plan is None:
        return Run(moves=method.script, minutes={one.id: one.minutes for one in method.script})
    minutes = minutes_by_move(left.block, method, people=room.session.plan.people)
    return Run(moves=moves_in(left.block, method), minutes=minutes, block=left.key)


def counted_minutes(room: Room, run: Run, move: Move) -> int:
    """Return how many minutes of *move* are among what is left of the agenda."""
    todo = any(one.key == run.block and move.id in one.todo for one in blocks_left(room))
    return run.minutes[move.id] if todo else 0


def next_method(room: Room) -> Left | None:
    """Return the next block with a method."""
    return next((one for one in in_turn(room) if one.method), None)


def next_block(room: Room) -> Left | None:
    """Return the block that comes next."""
    return next(iter(in_turn(room)), None)


def in_turn(room: Room) -> list[Left]:
    """Return the blocks that are left, in the order they come: what was put off after all the others."""
    left, later = blocks_left(room), room.place.later
    return sorted(left, key=lambda one: later.index(one.key) + 1 if one.key in later else 0)


def block_for(room: Room, target: Target, move: str = "") -> Left | None:
    """Return the block that *target* is in the agenda: the one meant, or the first one left with its method.

    The one that holds *move* goes before others.
    """
    left = [one for one in blocks_left(room) if one.method and one.step == target.step]
    own = [one for one in left if one.method and one.method.method == target.method]
    meant = [one for one in own if one.key == target.block] or [one for one in own if move in one.todo]
    return next(iter([*meant, *own]), None)


def title_of(room: Room, block: Block) -> str:
    """Return what *block* is called; the parts of a method that is split are numbered."""
    plan = room.session.plan
    if not block.method or plan is None:
        return block.text or t("pace_break_title")
    step, name = place_of(block, plan)
    method = room.guide.method(step, name)
    title = method.title.in_(room.lang) if method else name
    parts = [one for one in plan.blocks if one.method == block.method and one.moves]
    if block not in parts or len(parts) == 1:
        return title
    return t("pace_part", title=title, number=parts.index(block) + 1, parts=len(parts))


def put_off(room: Room, key: str) -> None:
    """Let the block *key* come after the others."""
    room.place.later = [*(one for one in room.place.later if one != key), key]
    room.keep_place()


def pass_block(room: Room, key: str) -> None:
    """The block *key* is gone through."""
    room.place.passed = [*room.place.passed, key]
    room.keep_place()

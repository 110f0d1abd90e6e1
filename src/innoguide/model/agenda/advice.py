"""What a group can do when its agenda does not fit: what to drop or shorten first, and what there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.agenda.breaks import method_of, moves_end
from innoguide.model.agenda.build import CHECK_OUT, Builder
from innoguide.model.guide import SHARED, Guide

SHORTER = 0.25
"""A block can give up so much and still be done."""

WORTH_FILLING = 10
"""Minutes. For less nothing is proposed."""

MOST_PROPOSED = 3


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing to do. *index* is the block's place in the agenda, *minutes* what it saves (or, to add, needs).

    *to* is what a block that is shortened or divided keeps. *method* is what to add, as a block names it.
    """

    do: Literal["drop", "shorten", "later", "divide", "add"]
    index: int = -1
    minutes: int
    to: int = 0
    method: str = ""


def what_to_cut(guide: Guide, agenda: Agenda, over: int | None = None) -> list[Advice]:
    """Return what to drop or shorten first to save *over* minutes, or as many as the blocks need too many.

    Optional methods first, then texts, then what must be done: shortened if that is enough, else left to the next
    meeting, the last one first. Never check-in, check-out, a break, or a closing that is due. It may not be enough.
    """
    rest = agenda.over if over is None else over
    found: list[Advice] = []
    for index in _least_needed(guide, agenda):
        if rest > 0:
            found.append(_give_up(agenda.blocks[index], index, rest))
            rest -= found[-1].minutes
    if rest > 0:
        found += _from_the_needed(guide, agenda, rest)
    return found


def _give_up(block: Block, index: int, rest: int) -> Advice:
    """Return that a block is shortened where that is enough, else dropped."""
    if rest <= block.minutes * SHORTER:
        return Advice(do="shorten", index=index, minutes=rest, to=block.minutes - rest)
    return Advice(do="drop", index=index, minutes=block.minutes)


def _least_needed(guide: Guide, agenda: Agenda) -> Iterator[int]:
    """Yield the places of what need not be done: optional methods, then texts, from the end."""
    for is_text in (False, True):
        for index in reversed(range(len(agenda.blocks))):
            block = agenda.blocks[index]
            method = method_of(guide, block)
            if block.is_break or is_frame(guide, block) or bool(block.method) == is_text:
                continue
            if is_text or (method and method.optional):
                yield index


def _from_the_needed(guide: Guide, agenda: Agenda, rest: int) -> list[Advice]:
    """Return how what must be done gives up *rest* minutes: as few methods as possible wait for the next meeting."""
    needed = [index for index, one in enumerate(agenda.blocks) if _must_be_done(guide, one)]
    gates = [index for index, one in enumerate(agenda.blocks) if (own := method_of(guide, one)) and own.has_gate]
    found: list[Advice] = []
    for last in reversed(range(len(needed))):
        spare = {index: int(agenda.blocks[index].minutes * SHORTER) for index in needed[: last + 1]}
        if sum(spare.values()) >= rest:
            return [*found, *_shortened(agenda, spare, rest)]
        waiting = [needed[last], *gates] if last else []
        gates = [] if last else gates  # a step of which something is left is not closed
        found += [Advice(do="later", index=index, minutes=agenda.blocks[index].minutes) for index in waiting]
        rest -= sum(agenda.blocks[index].minutes for index in waiting)
        if rest <= 0:
            return found
    return [*found, *_divided(guide, agenda, needed[:1], rest)]


def _shortened(agenda: Agenda, spare: dict[int, int], rest: int) -> Iterator[Advice]:
    for index in sorted(spare, key=lambda one: -spare[one]):
        minutes = min(spare[index], rest)
        rest -= minutes
        if minutes > 0:
            yield Advice(do="shorten", index=index, minutes=minutes, to=agenda.blocks[index].minutes - minutes)


def _divided(guide: Guide, agenda: Agenda, places: list[int], rest: int) -> Iterator[Advice]:
    """Yield that the one method which stays is done in part, up to the move after which there is time enough."""
    for index in places:
        block = agenda.blocks[index]
        ends = [end for _first, end in moves_end(guide, block, people=agenda.people)]
        fitting = [end for end in ends if block.minutes - end >= rest] or ends[:1]
        if rest > 0 and fitting:
            yield Advice(do="divide", index=index, minutes=block.minutes - fitting[-1], to=fitting[-1])


def is_frame(guide: Guide, block: Block) -> bool:
    """Whether a block begins or ends a meeting, or closes a step."""
    home, _, name = block.method.partition("/")
    return home == SHARED and (
        name == CHECK_OUT or any(name in (*one.opens_with, *one.closes_with) for one in guide.steps)
    )


def _must_be_done(guide: Guide, block: Block) -> bool:
    method = method_of(guide, block)
    return method is not None and not method.optional and not is_frame(guide, block)


def what_fits(builder: Builder, agenda: Agenda) -> list[Advice]:
    """Return what there is room for: methods of the step that are left, those that must be done first."""
    room = -agenda.over
    if room < WORTH_FILLING:
        return []
    step = builder.guide.step(agenda.step)
    there = {one.method for one in agenda.blocks}
    blocks = [
        builder.block_of(step, method, moves, people=agenda.people)
        for method, moves in sorted(builder.left(step, optional=True), key=lambda one: one[0].optional)
    ]
    fitting = [one for one in blocks if one.method not in there and one.minutes <= room]
    return [Advice(do="add", minutes=one.minutes, method=one.method) for one in fitting[:MOST_PROPOSED]]

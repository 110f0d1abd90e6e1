"""Puts breaks into the blocks of a meeting: near the middle, between two blocks or between two moves of a method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from innoguide.model.agenda.agenda import Block, minutes_of
from innoguide.model.agenda.moves import minutes_by_move
from innoguide.model.guide import Guide, Method
from innoguide.texts import t

LONGEST_WITHOUT = 90
"""Minutes of work that need no break."""

LONGEST_WITH_ONE = 210
"""Minutes, the break included, for which one is enough."""

SHORTEST_LUNCH = 30
LONGEST_STRETCH = 120
LONG_BREAK, SHORT_BREAK, LUNCH = 15, 10, 45
_NOON = 12 * 60
_WORSE_INSIDE = 20
"""A break inside a method must be so many minutes nearer the middle than one beside it."""


def method_of(guide: Guide, block: Block) -> Method | None:
    """Return the method of *block*, if it has one that the guide knows."""
    home, _, name = block.method.partition("/")
    return next((one for one in guide.methods.get(home, ()) if one.method == name), None)


def with_breaks(guide: Guide, blocks: Sequence[Block], *, start: str, people: int, lang: str) -> list[Block]:
    """Return *blocks* with the breaks that they need: none, one near the middle, or two, or a lunch."""
    return _Breaks(guide, people, lang).put_into(list(blocks), minutes_of(start))


def length(blocks: Sequence[Block]) -> int:
    """Return how many minutes *blocks* need."""
    return sum(one.minutes for one in blocks)


def breaks_fit(blocks: Sequence[Block]) -> bool:
    """Whether *blocks* have the breaks that they need, where they are needed, and no others."""
    whole = length(blocks)
    breaks = [one for one in blocks if one.is_break]
    if whole <= LONGEST_WITHOUT:
        return not breaks
    if whole > LONGEST_WITH_ONE and len(breaks) < 2 and all(one.minutes < SHORTEST_LUNCH for one in breaks):
        return False
    ends = accumulate(one.minutes for one in blocks)
    middles = [end - one.minutes / 2 for one, end in zip(blocks, ends, strict=True) if one.is_break]
    return any(whole / 4 <= middle <= whole * 3 / 4 for middle in middles)


class _Breaks:
    """What is the same for all breaks of a meeting."""

    def __init__(self, guide: Guide, people: int, lang: str) -> None:
        self._guide, self._people, self._lang = guide, people, lang

    def put_into(self, blocks: list[Block], start: int) -> list[Block]:
        work = length(blocks)
        if work <= LONGEST_WITHOUT:
            return blocks
        pause = SHORT_BREAK if work < LONGEST_STRETCH else LONG_BREAK
        if work + pause <= LONGEST_WITH_ONE:
            return self._divide(blocks, work / 2, self._break(pause))
        if start + work / 4 <= _NOON <= start + work * 3 / 4:
            before, lunch, after = self._cut(blocks, _NOON - start, self._lunch())
            return [*self._halve(before), *lunch, *self._halve(after)]
        first, one, rest = self._cut(blocks, work / 3, self._break(LONG_BREAK))
        second, two, third = self._cut(rest, length(rest) / 2, self._break(LONG_BREAK))
        return [*self._halve(first), *one, *self._halve(second), *two, *self._halve(third)]

    def _halve(self, blocks: list[Block]) -> list[Block]:
        """Return *blocks* with a break in the middle if they are long for one stretch."""
        if length(blocks) <= LONGEST_STRETCH:
            return blocks
        return self._divide(blocks, length(blocks) / 2, self._break(LONG_BREAK))

    def _divide(self, blocks: list[Block], at: float, pause: Block) -> list[Block]:
        before, between, after = self._cut(blocks, at, pause)
        return [*before, *between, *after]

    def _cut(self, blocks: list[Block], at: float, pause: Block) -> tuple[list[Block], list[Block], list[Block]]:
        """Return what comes before the break, the break, and what comes after: nearest to *at* minutes.

        Without the break where nothing can be divided.
        """
        places = list(self._places(blocks))
        if not places:
            return blocks, [], []
        _far, index, first = min(((abs(when - at) + worse, index, first) for when, worse, index, first in places))
        if not first:
            return blocks[:index], [pause], blocks[index:]
        one, two = split_method(self._guide, blocks[index], first, people=self._people)
        return [*blocks[:index], one], [pause], [two, *blocks[index + 1 :]]

    def _places(self, blocks: list[Block]) -> Iterator[tuple[int, int, int, int]]:
        """Yield (minutes into *blocks*, how much worse than between blocks, index, number of moves before it)."""
        ends = list(accumulate(one.minutes for one in blocks))
        for index, block in enumerate(blocks):
            begins = ends[index] - block.minutes
            if index > 0:
                yield begins, 0, index, 0
            for first, minutes in moves_end(self._guide, block, people=self._people):
                yield begins + minutes, _WORSE_INSIDE, index, first

    def _break(self, minutes: int) -> Block:
        return Block(text=t("agenda_break", self._lang), is_break=True, minutes=minutes)

    def _lunch(self) -> Block:
        return Block(text=t("agenda_lunch", self._lang), is_break=True, minutes=LUNCH)


def moves_end(guide: Guide, block: Block, *, people: int) -> list[tuple[int, int]]:
    """Return (number of moves, minutes after which they are done) for each place where *block* can be divided."""
    method = method_of(guide, block)
    minutes = minutes_by_move(block, method, people=people) if method else {}
    ends = list(enumerate(accumulate(minutes.values()), start=1))
    return [(first, end) for first, end in ends[:-1] if 0 < end < block.minutes]


def split_method(guide: Guide, block: Block, first: int, *, people: int) -> tuple[Block, Block]:
    """Return *block* as two: the *first* so many of its moves, and the rest; together as many minutes."""
    method = method_of(guide, block)
    assert method is not None
    minutes = minutes_by_move(block, method, people=people)
    names = list(minutes)
    before = min(max(sum(minutes[name] for name in names[:first]), 1), block.minutes - 1)
    return (
        block.model_copy(update={"moves": tuple(names[:first]), "minutes": before}),
        block.model_copy(update={"moves": tuple(names[first:]), "minutes": block.minutes - before}),
    )

"""Makes the blocks of a meeting from the guide: what is left to do, in minutes for this group, with breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from innoguide.model.agenda.agenda import Block
from innoguide.model.agenda.breaks import breaks_fit, length, moves_end, split_method, with_breaks
from innoguide.model.agenda.pace import Pace, method_moves
from innoguide.model.guide import SHARED, AgendaItem, Guide, Method, Step
from innoguide.model.guide import Agenda as Proposal
from innoguide.model.moves import Fill
from innoguide.model.progress import parked_ideas, step_gate
from innoguide.model.project import Project

CHECK_OUT = "utcheckning"
"""The shared method that ends a meeting when nothing else does."""

BREAK_WORDS = ("paus", "lunch", "rast", "fika", "break", "coffee")

USUAL_MINUTES = 150
"""For a step that proposes no meetings, when nobody has said how long there is."""

SHORT = 10
"""Minutes under which a block is not rounded to fives."""

_WORSE_OVER = 2
"""A minute too many is as bad as so many minutes too few."""

_FAR_OVER = 1.25
"""An agenda that needs so much more than there is gives way to as many methods as there is time for."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a meeting is to be. *minutes* 0: as many as it needs. *proposal* is the id of one of the step's agendas."""

    step: str
    people: int
    start: str
    lang: str
    minutes: int = 0
    proposal: str = ""


@dataclass(frozen=True)
class Builder:
    """Builds blocks for one group: what it has done (*project*), and how long it takes (*pace*).

    *closed* are steps that an earlier planned meeting is to close.
    """

    guide: Guide
    project: Project
    pace: Pace
    closed: frozenset[str] = field(default=frozenset())

    def build(self, wish: Wish) -> list[Block]:
        """Return the blocks of the meeting that *wish* asks for."""
        step = self.guide.step(wish.step)
        named = [one for one in step.agendas if one.id == wish.proposal]
        if not named and self.is_closed(step):
            named = [*step.agendas[-1:]]  # the last one is what is done when all is done
        if named:
            return self._framed(step, self.proposed(step, named[0], wish), wish, keep_gate=True)
        found = [self._framed(step, self.proposed(step, one, wish), wish) for one in self._sensible(step)]
        if all(length(one) > wish.minutes * _FAR_OVER for one in found) and (wish.minutes or not found):
            found.append(self._from_methods(step, wish))
        return min(found, key=lambda one: _misfit(one, wish.minutes))

    def proposed(self, step: Step, proposal: Proposal, wish: Wish) -> list[Block]:
        """Return a step's agenda as blocks, without what is done; all of it when nothing else would be left."""
        done = set(self.project.done_moves())
        found = [self._block(step, item, wish, done) for item in proposal.items]
        if not any(one.method and not is_one_of(one, _around(step)) for one in found if one):
            found = [self._block(step, item, wish, set()) for item in proposal.items]
        return [one for one in found if one]

    def minutes_for(self, method: Method, moves: Sequence[str] = (), *, people: int, minutes: float = 0) -> int:
        """Return how many minutes *moves* of a method (none: all) take this group.

        *minutes* is what the guide's agenda gives them, where that is another time than their own.
        """
        usual = {move.id: move.minutes for move in method.script if not moves or move.id in moves}
        mine = method_moves(method, people=people)
        base, now = sum(usual.values()), sum(mine.get(one, 0) for one in usual)
        ratio = now / base if base else 1.0
        reckoned = minutes or base
        scaled = reckoned * ratio * self.pace.of(method.method)
        return round(reckoned) if scaled == reckoned else _handy(scaled)

    def block_of(self, step: Step, method: Method, moves: Sequence[str] = (), *, people: int) -> Block:
        """Return a block with a method of the guide, done in *step* if it is a shared one."""
        minutes = self.minutes_for(method, moves, people=people)
        return self._named(step, method, moves=moves, minutes=minutes)

    def left(self, step: Step, *, optional: bool = False) -> list[tuple[Method, tuple[str, ...]]]:
        """Return the methods of *step* that are not done, with the moves that are left when some are (else none)."""
        done = self.project.done_moves()
        found = []
        for method in self.guide.methods.get(step.step, ()):
            moves = tuple(one.id for one in method.script if (step.step, method.method, one.id) not in done)
            if moves and method.optional <= optional:
                found.append((method, moves if len(moves) < len(method.script) else ()))
        return found

    def holds_left(self, step_id: str, proposal: str) -> bool:
        """Whether one of a step's agendas holds a method that is left, in a step that is open."""
        step = self.guide.step(step_id)
        left = [method.method for method, _moves in self.left(step, optional=True)]
        items = [item for one in step.agendas if one.id == proposal for item in one.items]
        own = [one.method for one in items if one.method and one.method not in _around(step)]
        return not self.is_closed(step) and (not own or any(name in left or self._is_shared(name) for name in own))

    def _is_shared(self, name: str) -> bool:
        return self.guide.home_of(name) == SHARED

    def is_closed(self, step: Step) -> bool:
        """Whether the group has gone on from *step*, or an earlier meeting is to close it."""
        gate = step_gate(self.project, step.step)
        return step.step in self.closed or (gate is not None and gate.values.get("conclusion") == "go_on")

    def is_due(self, step: Step, blocks: Iterable[Block]) -> bool:
        """Whether *step* can be closed after *blocks*: all that must be done in it is done, or among them."""
        held: dict[str, set[str]] = {}
        for one in blocks:
            home, _, name = one.method.partition("/")
            method = self.guide.method(step.step, name)
            if home == step.step and method:
                held.setdefault(name, set()).update(one.moves or [move.id for move in method.script])
        lacking = [
            method
            for method, moves in self.left(step)
            if not set(moves or [move.id for move in method.script]) <= held.get(method.method, set())
        ]
        return not lacking and not self.is_closed(step)

    def _named(self, step: Step, method: Method, *, moves: Sequence[str], minutes: int) -> Block:
        home = self.guide.home_of(method.method)
        in_step = step.step if home == SHARED else ""
        return Block(method=f"{home}/{method.method}", step=in_step, moves=tuple(moves), minutes=minutes)

    def _block(self, step: Step, item: AgendaItem, wish: Wish, done: set[tuple[str, str, str]]) -> Block | None:
        """Return a line of the guide's agenda as a block; None for a method that is done."""
        if not item.method:
            text = item.text.in_(wish.lang) if item.text else ""
            say = item.say.in_(wish.lang) if item.say else ""
            return Block(text=text, is_break=is_break_word(text), minutes=item.minutes, say=say)
        method = self.guide.method(step.step, item.method)
        assert method is not None  # the guide's faults are found when it is loaded
        wanted = [one for one in method.script if not item.moves or one.id in item.moves]
        always = item.method in _around(step)
        left = [one for one in wanted if always or (step.step, method.method, one.id) not in done]
        if not left:
            return None
        share = sum(one.minutes for one in left) / (sum(one.minutes for one in wanted) or 1)
        moves = tuple(one.id for one in left) if len(left) < len(method.script) else ()
        minutes = self.minutes_for(method, moves, people=wish.people, minutes=item.minutes * share)
        return self._named(step, method, moves=moves, minutes=minutes)

    def _sensible(self, step: Step) -> list[Proposal]:
        """Return the agendas of *step* with what comes next; if none has it, those with anything that is left."""
        left = [method.method for method, _moves in self.left(step)]
        foreign = self._one_day_agendas(step)
        for names in (left[:1], left):
            found = [one for one in step.agendas if one.id not in foreign and any(i.method in names for i in one.items)]
            if found:
                return found
        return []

    def _one_day_agendas(self, step: Step) -> set[str]:
        """Return the agendas of *step* that are parts of a day in a profile which is not the group's."""
        parts: set[str] = set()
        for profile in self.guide.about.profiles:
            here = {one.agenda for one in profile.calendar if one.step == step.step}
            if profile.id != self.project.settings.profile and all(one.start for one in profile.calendar):
                parts |= here
            else:
                parts -= here
        return parts

    def _from_methods(self, step: Step, wish: Wish) -> list[Block]:
        """Return a meeting of the methods that are left, in order, as many as there is time for; one at least."""
        room = wish.minutes or USUAL_MINUTES
        middle: list[Block] = []
        for method, moves in self.left(step):
            block = self.block_of(step, method, moves, people=wish.people)
            whole = self._framed(step, [*middle, block], wish)
            if length(whole) > room and not middle:
                return self._framed(step, [self._beginning(block, length(whole) - room, wish.people)], wish)
            if length(whole) > room:
                break
            middle.append(block)
        return self._framed(step, middle, wish)

    def _beginning(self, block: Block, over: int, people: int) -> Block:
        """Return as much of *block* as there is time for: its first moves, or all where even the first is too long."""
        ends = [first for first, end in moves_end(self.guide, block, people=people) if end <= block.minutes - over]
        return split_method(self.guide, block, ends[-1], people=people)[0] if ends else block

    def _framed(self, step: Step, blocks: Sequence[Block], wish: Wish, *, keep_gate: bool = False) -> list[Block]:
        """Return *blocks* with check-in first, check-out or the step's closing last, and breaks where needed."""
        ends = (*step.closes_with, CHECK_OUT)
        opening = [one for one in blocks if is_one_of(one, step.opens_with)]
        ending = [one for one in blocks if is_one_of(one, ends)]
        middle = [one for one in blocks if one not in opening and one not in ending]
        middle = [*self._parked(step, middle, wish), *middle]
        ending = self._ending(step, middle, ending, wish, keep_gate=keep_gate)
        whole = [*(opening or self._shared(step, step.opens_with, wish)), *_trimmed(middle), *ending]
        if breaks_fit(whole):
            return whole
        work = [one for one in whole if not one.is_break]
        return with_breaks(self.guide, work, start=wish.start, people=wish.people, lang=wish.lang)

    def _ending(
        self, step: Step, middle: Sequence[Block], ending: list[Block], wish: Wish, *, keep_gate: bool
    ) -> list[Block]:
        """Return how the meeting ends: the step's closing if due, else what the agenda has, else the check-out."""
        gates = [method.method for method in self.guide.closing_methods(step) if method.has_gate]
        due = self.is_due(step, middle)
        if not due and not keep_gate:
            ending = [one for one in ending if not is_one_of(one, gates)]
        if due and gates and not any(is_one_of(one, gates) for one in ending):
            had = {one.method: one for one in ending}
            ending = [had.get(one.method, one) for one in self._shared(step, step.closes_with, wish)]
        return ending or self._shared(step, (CHECK_OUT,), wish)

    def _shared(self, step: Step, names: Sequence[str], wish: Wish) -> list[Block]:
        methods = [self.guide.method(step.step, name) for name in names]
        return [self.block_of(step, method, people=wish.people) for method in methods if method]

    def _parked(self, step: Step, middle: Sequence[Block], wish: Wish) -> list[Block]:
        """Return a block for the method of *step* that takes up parked ideas, where some wait and it is not there."""
        if not parked_ideas(self.project):
            return []
        found = [one for one in self.left(step, optional=True) if _takes_up_parked(one[0])]
        missing = [one for one in found if f"{step.step}/{one[0].method}" not in [block.method for block in middle]]
        return [self.block_of(step, method, moves, people=wish.people) for method, moves in missing]


def _handy(minutes: float) -> int:
    """Return *minutes* as a clock on a wall is read: in fives, but for what is short."""
    return max(round(minutes), 1) if minutes < SHORT else 5 * round(minutes / 5)


def _takes_up_parked(method: Method) -> bool:
    return any(isinstance(move, Fill) and move.kind == "parked_idea" for move in method.script)


def is_break_word(text: str) -> bool:
    """Whether a text of an agenda begins as a break does: `Paus`, `Lunch`, `Fika`."""
    return text.casefold().startswith(BREAK_WORDS)


def _around(step: Step) -> tuple[str, ...]:
    """Return the methods that a meeting of *step* begins and ends with, however often they have been done."""
    return (*step.opens_with, *step.closes_with, CHECK_OUT)


def is_one_of(block: Block, names: Iterable[str]) -> bool:
    """Whether a block is one of the shared methods *names*."""
    home, _, name = block.method.partition("/")
    return home == SHARED and name in names


def _trimmed(blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks* without a break that comes first, last or after another one."""
    kept: list[Block] = []
    for one in blocks:
        if not one.is_break or (kept and not kept[-1].is_break):
            kept.append(one)
    return kept[:-1] if kept and kept[-1].is_break else kept


def _misfit(blocks: Sequence[Block], minutes: int) -> int:
    if not minutes:
        return 0
    over = length(blocks) - minutes
    return over * _WORSE_OVER if over > 0 else -over

"""Changes an agenda block by block; what is not named keeps its minutes."""

from __future__ import annotations

from innoguide.errors import UsageError
from innoguide.model.agenda.advice import is_frame
from innoguide.model.agenda.agenda import DAY, Agenda, Block, minutes_of, shown_time
from innoguide.model.agenda.breaks import method_of, moves_end, split_method
from innoguide.model.agenda.pace import method_moves
from innoguide.model.guide import Guide
from innoguide.texts import current_language, t

SHORTEST_MEETING = 5
LONGEST_MEETING = 16 * 60
"""Minutes. An end that is further away was meant to be before the start."""


def set_minutes(agenda: Agenda, index: int, minutes: int) -> Agenda:
    """Return the agenda with other minutes for a block."""
    changed = agenda.blocks[index].model_copy(update={"minutes": minutes})
    return agenda.with_blocks((*agenda.blocks[:index], changed, *agenda.blocks[index + 1 :]))


def move_block(agenda: Agenda, index: int, to: int) -> Agenda:
    """Return the agenda with a block moved to the place *to*."""
    blocks = list(agenda.blocks)
    blocks.insert(to, blocks.pop(index))
    return agenda.with_blocks(blocks)


def drop_block(agenda: Agenda, index: int) -> Agenda:
    """Return the agenda without a block."""
    return agenda.with_blocks((*agenda.blocks[:index], *agenda.blocks[index + 1 :]))


def insert_block(agenda: Agenda, block: Block, at: int) -> Agenda:
    """Return the agenda with *block* at the place *at*."""
    return agenda.with_blocks((*agenda.blocks[:at], block, *agenda.blocks[at:]))


def add_block(guide: Guide, agenda: Agenda, block: Block) -> Agenda:
    """Return the agenda with *block* last, before what ends the meeting."""
    at = len(agenda.blocks)
    while at > 1 and is_frame(guide, agenda.blocks[at - 1]):
        at -= 1
    return insert_block(agenda, block, at)


def split_block(guide: Guide, agenda: Agenda, index: int, after: int = 0) -> Agenda:
    """Return the agenda with a block in two: a method between two moves, a text anywhere; together as many minutes.

    At the move nearest to *after* minutes; without it nearest to the middle. Raises `UsageError` for what has no parts.
    """
    block = agenda.blocks[index]
    if block.minutes < 2 or after >= block.minutes:
        raise UsageError(t("agenda_split_short", number=index + 1, minutes=block.minutes), t("agenda_split_hint"))
    if block.method:
        one, two = _split_at_move(guide, agenda, index, after)
    else:
        one = block.model_copy(update={"minutes": after or block.minutes // 2})
        two = block
    two = two.model_copy(update={"minutes": block.minutes - one.minutes})
    return agenda.with_blocks((*agenda.blocks[:index], one, two, *agenda.blocks[index + 1 :]))


def _split_at_move(guide: Guide, agenda: Agenda, index: int, after: int) -> tuple[Block, Block]:
    block = agenda.blocks[index]
    ends = moves_end(guide, block, people=agenda.people)
    if not ends:
        raise UsageError(t("agenda_split_one", number=index + 1), t("agenda_split_one_hint"))
    wanted = after or block.minutes / 2
    first, _end = min(ends, key=lambda one: abs(one[1] - wanted))
    one, two = split_method(guide, block, first, people=agenda.people)
    return (one.model_copy(update={"minutes": after}) if after else one), two


def end_at(agenda: Agenda, time: str) -> Agenda:
    """Return the agenda with as many minutes as there are until *time*. Raises `UsageError` if that is no end."""
    minutes = (minutes_of(time) - minutes_of(agenda.start)) % DAY
    if not SHORTEST_MEETING <= minutes <= LONGEST_MEETING:
        raise UsageError(t("agenda_end_wrong", start=shown_time(agenda.start, current_language())))
    return agenda.model_copy(update={"minutes": minutes})


def for_people(guide: Guide, agenda: Agenda, people: int) -> Agenda:
    """Return the agenda for so many people: each method gets more or less time, as its moves say."""
    blocks = [_for_people(guide, one, agenda.people, people) for one in agenda.blocks]
    return agenda.model_copy(update={"people": people, "blocks": tuple(blocks)})


def _for_people(guide: Guide, block: Block, before: int, people: int) -> Block:
    method = method_of(guide, block)
    if method is None:
        return block
    was, now = method_moves(method, people=before), method_moves(method, people=people)
    names = [one for one in (block.moves or was) if one in was]
    old, new = sum(was[one] for one in names), sum(now[one] for one in names)
    return block.model_copy(update={"minutes": min(max(round(block.minutes * new / old), 1), DAY)}) if old else block

"""What can be wrong in an agenda that somebody has written: steps, methods and moves that the guide does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.agenda.breaks import method_of
from innoguide.model.guide import Guide

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class AgendaFault:
    """A *word* at *path* of a session's file that is wrong; *allowed* is what it might have been."""

    path: Path
    key: str
    word: str = ""
    allowed: Collection[str] = ()


def find_agenda_faults(guide: Guide, agenda: Agenda) -> Iterator[AgendaFault]:
    """Yield what *agenda* names that is not in the guide, and blocks that say nothing."""
    if agenda.step not in guide.about.steps:
        yield AgendaFault(
            path=("agenda", "step"), key="agenda_unknown_step", word=agenda.step, allowed=guide.about.steps
        )
    for index, block in enumerate(agenda.blocks):
        yield from _block_faults(guide, block, ("agenda", "blocks", index))


def _block_faults(guide: Guide, block: Block, path: Path) -> Iterator[AgendaFault]:
    if block.step and block.step not in guide.about.steps:
        yield AgendaFault(path=(*path, "step"), key="agenda_unknown_step", word=block.step, allowed=guide.about.steps)
    if not block.method:
        if not (block.text or block.is_break):
            yield AgendaFault(path=path, key="agenda_empty_block")
        if block.moves:
            yield AgendaFault(path=(*path, "moves"), key="agenda_moves_alone")
        return
    method = method_of(guide, block)
    if method is None:
        known = [f"{home}/{one.method}" for home, methods in guide.methods.items() for one in methods]
        yield AgendaFault(path=(*path, "method"), key="agenda_unknown_method", word=block.method, allowed=known)
        return
    moves = [one.id for one in method.script]
    for index, move in enumerate(block.moves):
        if move not in moves:
            yield AgendaFault(path=(*path, "moves", index), key="agenda_unknown_move", word=move, allowed=moves)

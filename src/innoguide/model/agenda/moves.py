"""What a block of an agenda means for its method: which moves, in which step, and how many minutes each."""

from __future__ import annotations

from itertools import accumulate, pairwise

from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.guide import SHARED, Method
from innoguide.model.moves import USUAL_PEOPLE, Move


def place_of(block: Block, agenda: Agenda) -> tuple[str, str]:
    """Return the step in which a block's method is done, and the method: as what is done is stored."""
    home, _, method = block.method.partition("/")
    return (block.step or agenda.step) if home == SHARED else home, method


def moves_in(block: Block, method: Method) -> tuple[Move, ...]:
    """Return the moves of *method* that the block holds."""
    return tuple(move for move in method.script if not block.moves or move.id in block.moves)


def minutes_by_move(block: Block, method: Method, *, people: int) -> dict[str, int]:
    """Return the minutes of each move in *block*: in proportion to the guide's, and together the block's.

    Each gets a minute at least, as far as they last.
    """
    moves = moves_in(block, method)
    if not moves:
        return {}
    usual = [max(1.0, move.minutes + move.per_person * (people - USUAL_PEOPLE)) for move in moves]
    ends = [round(block.minutes * done / sum(usual)) for done in accumulate(usual)]
    shares = [end - start for start, end in pairwise((0, *ends))]
    while 0 in shares and max(shares) > 1:
        shares[shares.index(max(shares))] -= 1
        shares[shares.index(0)] += 1
    return {move.id: minutes for move, minutes in zip(moves, shares, strict=True)}

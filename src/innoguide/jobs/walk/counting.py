"""Dots that are counted by hand: idea by idea, or as marks that somebody calls out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from innoguide.jobs.walk.prompter import Path, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.jobs.walk.turns import go_through
from innoguide.model.record import Record
from innoguide.texts import t

WORDS = ("räkna", "rakna", "count")
"""What is typed to count idea by idea."""

Dots = dict[str, int]


def wants_to_count(typed: str) -> bool:
    """Whether the group wants to be asked idea by idea."""
    return typed.strip().casefold() in WORDS


def read_marks(typed: str, pool: Sequence[Record]) -> Dots | None:
    """Return the dots in `1 1 1 4 4`, the number of an idea for each dot; None for anything else."""
    if not re.fullmatch(r"\s*\d{1,3}(?:[\s,;.]+\d{1,3})*[\s,;.]*", typed):
        return None
    counted = Counter(int(mark) for mark in re.findall(r"\d+", typed))
    if not all(1 <= number <= len(pool) for number in counted):
        return None
    return {pool[number - 1].id: dots for number, dots in sorted(counted.items())}


def tell_marks(room: Room, dots: Dots, pool: Sequence[Record]) -> None:
    """Say how the marks were understood: a slip of the tongue is heard at once."""
    numbers = {record.id: number for number, record in enumerate(pool, start=1)}
    parts = (t("vote_hand_marks_one", number=numbers[one], dots=placed) for one, placed in dots.items())
    room.tell("vote_hand_marks", "saved", what=", ".join(parts))


def count_each(room: Room, path: Path, pool: Sequence[Record], dots: Dots, save: Callable[[Dots], None]) -> None:
    """Ask for the dots of each idea, and store after each; `:back` from the first one raises `GoBack`.

    Where the group is in this is kept: a stop goes on with the same idea.
    """

    def ask(at: int) -> None:
        record = pool[at]
        number = _ask_dots(room, (*path, record.id), record, dots.get(record.id, 0), is_first=at == 0)
        if number is not None:
            dots[record.id] = number
            save(dots)

    at = min(room.state.get("count_at") or 0, len(pool))
    go_through(room, len(pool), ask, at=at, backwards=False, keep=lambda at: room.keep(count_at=at))


def _ask_dots(room: Room, path: Path, record: Record, before: int, *, is_first: bool) -> int | None:
    """Return the dots of one idea; None to leave them as they are."""
    question = Question(
        path=path,
        text=t("vote_hand_ask", idea=room.label(record)),
        hint=t("vote_hand_hint") if is_first else "",
        default=str(before) if before else "",
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return None
        if re.fullmatch(r"\s*\d{0,3}\s*", typed):
            return int(typed.strip() or 0)
        room.tell("walk_wrong", "warning", message=t("answer_number"))

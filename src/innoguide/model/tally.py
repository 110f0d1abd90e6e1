"""Votes, ranks and ratings counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SMALLEST_GROUP = 5
"""Fewer answers than this are neither stored nor shown: a small group gives its members away."""


@dataclass(frozen=True)
class Tallied:
    """The dots of one record: per criterion, and in all."""

    record: str
    dots: dict[str, int]
    total: int


def count_votes(vote: dict[str, Any]) -> list[Tallied]:
    """Return the dots per record of a vote's values, most dots first; records without dots are not among them."""
    dots: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in vote.get("results", []):
        if row.get("record"):
            dots[row["record"]][row.get("criterion", "")] += row.get("dots", 0)
    tallied = [Tallied(record, dict(per), sum(per.values())) for record, per in dots.items()]
    return sorted(tallied, key=lambda one: (-one.total, one.record))


@dataclass(frozen=True)
class Rated:
    """How a question was answered. *median* and *counts* are empty when fewer than five answered."""

    answers: int
    median: float | None
    counts: dict[int, int]


def storable(answers: Sequence[int]) -> dict[str, Any]:
    """Return what a rating may keep of *answers*: how many gave each, or only how many when they are few."""
    if len(answers) < SMALLEST_GROUP:
        return {"counts": None, "answers": len(answers)}
    counted = Counter(answers)
    return {"counts": [{"value": value, "count": counted[value]} for value in sorted(counted)], "answers": None}


def count_ratings(rating: dict[str, Any]) -> Rated:
    """Return number, median and spread of a rating's values; only the number when fewer than five answered."""
    counts = {row["value"]: row["count"] for row in rating.get("counts") or () if "value" in row and "count" in row}
    answers = sorted(value for value, number in counts.items() for _ in range(number))
    if len(answers) < SMALLEST_GROUP:
        return Rated(len(answers) or rating.get("answers") or 0, None, {})
    middle = len(answers) // 2
    median = float(answers[middle]) if len(answers) % 2 else (answers[middle - 1] + answers[middle]) / 2
    return Rated(len(answers), median, {value: counts.get(value, 0) for value in range(1, 6)})


def shown_number(number: int) -> str:
    """Return *number* of people as it may be shown: a few of them are not told apart."""
    return str(number) if number == 0 or number >= SMALLEST_GROUP else f"1–{SMALLEST_GROUP - 1}"


def public_rating(values: dict[str, Any]) -> dict[str, Any]:
    """Return a rating's values as anybody may see them: of fewer than five answers nothing is left, not the number."""
    if count_ratings(values).median is not None:
        return values
    return {name: value for name, value in values.items() if name not in ("counts", "answers", "unknown")}

"""Weighted criteria summed up: what is missing is told, never counted as nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

HIGHEST = 5
"""The highest score and the highest weight; the lowest is 1."""


@dataclass(frozen=True)
class Weighed:
    """The scores of one record by criterion, their weighted sum, and the criteria for which it has no score."""

    record: str
    scores: dict[str, int]
    total: int
    missing: tuple[str, ...]


def weights_of(weighing: dict[str, Any]) -> dict[str, int]:
    """Return each criterion's weight; one that nobody has weighted weighs 1."""
    rows = weighing.get("criteria", ())
    weights = {str(row["criterion"]): int(row.get("weight") or 1) for row in rows if row.get("criterion")}
    for row in weighing.get("scores", ()):
        if row.get("criterion"):
            weights.setdefault(str(row["criterion"]), 1)
    return weights


def weigh(weighing: dict[str, Any]) -> list[Weighed]:
    """Return every record of a weighing's values: those with all scores first, the highest sum first.

    A record that lacks scores comes after them: its sum cannot be compared with theirs.
    """
    weights = weights_of(weighing)
    scores: dict[str, dict[str, int]] = defaultdict(dict)
    for record in weighing.get("weighed", ()):
        scores[record] = {}
    for row in weighing.get("scores", ()):
        if row.get("record") and row.get("criterion") and row.get("score") is not None:
            scores[row["record"]][row["criterion"]] = row["score"]
    weighed = [_weighed(record, found, weights) for record, found in scores.items()]
    return sorted(weighed, key=lambda one: (len(one.missing), -one.total, one.record))


def _weighed(record: str, scores: dict[str, int], weights: dict[str, int]) -> Weighed:
    total = sum(weights[criterion] * score for criterion, score in scores.items())
    return Weighed(record, scores, total, tuple(one for one in weights if one not in scores))


def highest_sum(weighing: dict[str, Any]) -> int:
    """Return the sum of a record with the highest score everywhere."""
    return HIGHEST * sum(weights_of(weighing).values())

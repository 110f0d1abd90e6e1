"""The result of the self-assessments as JSON: nothing of fewer than five answers."""

from __future__ import annotations

from typing import Any

from innoguide.model.capacity import Answered, Capacity
from innoguide.model.tally import shown_number


def result_json(capacity: Capacity) -> dict[str, Any]:
    """Return the rounds, statements and themes; null for what fewer than five have answered."""
    statements = [
        {
            "id": one.id,
            "text": one.text,
            "theme": one.theme,
            "rounds": {name: _answered(each) for name, each in one.rounds.items()},
            "unknown": {name: shown_number(each) for name, each in one.unknown.items()},
        }
        for one in capacity.statements
    ]
    themes = [
        {
            "id": one.id,
            "rounds": {name: _answered(each) for name, each in one.rounds.items()},
            "statements": [*one.statements],
        }
        for one in capacity.themes
    ]
    rounds = [{"round": one, "least_answers": capacity.fewest(one) or None} for one in capacity.rounds]
    return {"rounds": rounds, "statements": statements, "themes": themes}


def _answered(answered: Answered | None) -> dict[str, float] | None:
    if answered is None:
        return None
    return {"median": answered.median, "low": answered.low, "high": answered.high}

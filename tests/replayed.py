"""What the events of a round on phones come to."""

from __future__ import annotations

from collections.abc import Iterable

from innoguide.model.phones import Event, Round, RoundPlan


def replay(plan: RoundPlan, events: Iterable[Event]) -> Round:
    """Return the round that *events* come to."""
    state = Round(plan)
    for event in events:
        state.take_in(event)
    return state

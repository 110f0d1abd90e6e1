"""`Pace`: how long this group takes, compared with what the guide reckons.

With the guide and not with the agendas: those have the pace in them already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from innoguide.model.guide import Guide, Method
from innoguide.model.moves import USUAL_PEOPLE
from innoguide.model.project import Done, Project, Session

FEWEST_MOVES = 4
"""So many moves must have been timed before they say something about the group."""

SLOWEST, FASTEST = 1.5, 0.75
LONGEST_OWN, SHORTEST_OWN = 2.0, 0.5
"""For a method that has been done before. What is beyond these was something else than the method."""

WORTH_SAYING = 5
"""Per cent. A smaller difference is not told."""


@dataclass(frozen=True)
class Pace:
    """*general* is 1.2 for a group that needs a fifth more; *own* the same by method, for those done before.

    *measured* is how many moves it was read from.
    """

    general: float = 1.0
    own: dict[str, float] = field(default_factory=dict)
    measured: int = 0

    def of(self, method_id: str) -> float:
        """Return what the minutes of a method are to be multiplied with."""
        return self.own.get(method_id, self.general)

    @property
    def percent(self) -> int:
        """How many per cent more time the group needs in general; below nothing: less. 0: not worth saying."""
        found = round((self.general - 1) * 100)
        return found if abs(found) >= WORTH_SAYING else 0


def measure_pace(guide: Guide, project: Project) -> Pace:
    """Return the pace of the group, from what its moves took in the meetings it has had."""
    timed = [one for session in project.sessions for one in _timed(guide, session)]
    own: dict[str, list[float]] = defaultdict(list)
    for session in project.sessions:
        for method_id, ratio in _methods(guide, session):
            own[method_id].append(ratio)
    planned, used = sum(one[0] for one in timed), sum(one[1] for one in timed)
    general = _within(used / planned, FASTEST, SLOWEST) if len(timed) >= FEWEST_MOVES else 1.0
    medians = {name: _within(median(ratios), SHORTEST_OWN, LONGEST_OWN) for name, ratios in own.items()}
    return Pace(general, medians, len(timed))


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _methods(guide: Guide, session: Session) -> Iterator[tuple[str, float]]:
    """Yield each method that was timed as a whole in *session*, and how its minutes compare with the guide's."""
    by_method: dict[tuple[str, str], list[Done]] = defaultdict(list)
    for one in session.done:
        by_method[one.step, one.method].append(one)
    for (step_id, method_id), done in by_method.items():
        method = guide.method(step_id, method_id)
        planned = method_moves(method, people=session.people or USUAL_PEOPLE) if method else {}
        used = {one.move: one.minutes for one in done if one.state == "done"}
        if planned and set(planned) <= set(used) and any(used.values()):
            yield method_id, sum(used[move] for move in planned) / sum(planned.values())


def _timed(guide: Guide, session: Session) -> Iterator[tuple[float, int]]:
    """Yield (the guide's minutes, minutes used) for each move that was done and timed.

    One done in less than half a minute was typed afterwards, or by an answers file: it tells nothing of the pace.
    """
    for one in session.done:
        method = guide.method(one.step, one.method)
        moves = method_moves(method, people=session.people or USUAL_PEOPLE) if method else {}
        planned = moves.get(one.move, 0)
        if one.state == "done" and planned > 0 and one.minutes > 0:
            yield planned, one.minutes


def method_moves(method: Method, *, people: int) -> dict[str, float]:
    """Return the minutes of each move of *method* that takes any, for so many people."""
    tables = -(-people // method.group.max)  # more people than the method is for: at several tables
    at_table = -(-people // tables)
    extra = at_table - USUAL_PEOPLE
    return {move.id: max(move.minutes + move.per_person * extra, 1) for move in method.script if move.minutes > 0}

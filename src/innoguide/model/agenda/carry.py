"""What the group takes with it into its next meeting: open actions, parked ideas, and what it wanted to find out."""

from __future__ import annotations

from dataclasses import dataclass

from innoguide.model.progress import parked_ideas, unknown_answers
from innoguide.model.project import Project
from innoguide.model.record import Record


@dataclass(frozen=True)
class Carried:
    """What waits. *actions* are those not done, the first due first; *unknown* are records with the field left open."""

    actions: tuple[Record, ...]
    parked: tuple[Record, ...]
    unknown: tuple[tuple[Record, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.actions or self.parked or self.unknown)


def carried(project: Project) -> Carried:
    """Return what waits in *project*."""
    return Carried(tuple(open_actions(project)), tuple(parked_ideas(project)), tuple(unknown_answers(project)))


def open_actions(project: Project) -> list[Record]:
    """Return the actions that are not done: the first due first, those without a day last."""
    found = [one for one in project.of_kind("action") if one.values.get("done") is not True]
    return sorted(found, key=lambda one: (str(one.values.get("when") or "9999"), one.created, one.id))

"""Where the group stands, as checks ask it: what it has said, and what it has answered for already."""

from __future__ import annotations

from innoguide.model.checks.look import Look
from innoguide.model.record import Record


def said(look: Look, *kinds: str, where: dict[str, str] | None = None) -> list[Record]:
    """Return the records of *kinds* that match *where*, oldest first within a kind; drafts are left out."""
    return [one for kind in kinds for one in look.project.of_kind(kind, where) if one.status == "done"]


def is_explained(look: Look, step_id: str, kind: str, where: dict[str, str]) -> bool:
    """Whether the group has noted at the step's newest gate why it has too few records of *kind* that match *where*."""
    gates = [one for one in look.project.of_kind("gate") if one.step == step_id]
    if not gates:
        return False
    criteria = look.guide.step(step_id).exit_criteria
    asked = {one.id for one in criteria if any((count.kind, count.where) == (kind, where) for count in one.counts)}
    answers = [row for row in gates[-1].values.get("answers", ()) if row.get("criterion") in asked]
    return any(row.get("answer") != "yes" and row.get("note") for row in answers)

"""What came between two moments, by the records' own dates alone: the same on every clone, with git or without."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.model.changes import Changes, Moved, Reworded, StepChange
from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record

LAST = "9999"
"""Later than every moment."""


def news_between(guide: Guide, project: Project, *, after: str, until: str = LAST) -> Changes:
    """Return what is new after the moment *after* and no later than *until*.

    What has only been changed is not told of: a record knows when it was last changed, not what it said before.
    """
    new: dict[str, list[Record]] = {}
    for kind, records in project.by_kind.items():
        found = [one for one in records if after < one.created <= until]
        if found:
            new[kind] = found
    return Changes(
        challenge=_reworded(project, new.get("challenge", []), after),
        new=new,
        moved=tuple(_moves(project, after, until)),
        steps=tuple(_steps(guide, project, after, until)),
    )


def _reworded(project: Project, new: list[Record], after: str) -> Reworded | None:
    if not new:
        return None
    older = [one for one in project.of_kind("challenge") if one.created <= after]
    last = max(new, key=_version)
    before = str(max(older, key=_version).values.get("question", "")) if older else ""
    question = str(last.values.get("question", ""))
    if not question or question == before:
        return None
    return Reworded(before=before, after=question, reason=str(last.values.get("reason", "")))


def _version(challenge: Record) -> int:
    return int(challenge.values.get("version") or 0)


def _moves(project: Project, after: str, until: str) -> Iterator[Moved]:
    """Yield the solutions that have moved, by the days in their own history."""
    for solution in project.of_kind("solution"):
        rows = [one for one in solution.values.get("history", ()) if one.get("date") and one.get("to")]
        known = [str(one["to"]) for one in rows if str(one["date"]) < after]
        since = [str(one["to"]) for one in rows if after <= str(one["date"]) < until]
        before = known[-1] if known else ""
        if since and since[-1] != before:
            yield Moved(record=solution, field="stage", before=before, after=since[-1])


def _steps(guide: Guide, project: Project, after: str, until: str) -> Iterator[StepChange]:
    """Yield the steps that stand otherwise at the end than at the beginning."""
    events = sorted(_events(project))
    for step in guide.about.steps:
        own = [(when, is_closed) for when, at, is_closed in events if at == step and when <= until]
        was_closed = any([is_closed for when, is_closed in own if when <= after][-1:])
        is_closed = any([is_closed for _when, is_closed in own][-1:])
        if was_closed != is_closed:
            yield StepChange(step=step, is_closed=is_closed)


def _events(project: Project) -> Iterator[tuple[str, str, bool]]:
    """Yield when a step was closed or opened again: the moment, the step, and whether it was closed."""
    for gate in project.of_kind("gate"):
        if gate.status == "done":
            yield gate.updated, gate.step, gate.values.get("conclusion") == "go_on"
    for session in project.sessions:
        yield from ((back.at, back.to, False) for back in session.returns)

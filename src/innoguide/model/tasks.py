"""What the group has said that it will do: tasks from its meetings, and activities of its plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from innoguide.model.fields import is_date
from innoguide.model.project import Project

_OVER = ("done", "stopped")


def plan_activities(project: Project) -> list[dict[str, Any]]:
    """Return the activities of all plans."""
    return [row for plan in project.of_kind("plan") for row in plan.values.get("activities") or ()]


def open_task_days(project: Project) -> tuple[str, ...]:
    """Return the days by which what is left should be done, the first one first; what has no day is not there."""
    return tuple(sorted(day for day in _open_days(project) if is_date(day)))


def _open_days(project: Project) -> Iterator[str]:
    for task in project.of_kind("action"):
        if task.values.get("done") is not True:
            yield str(task.values.get("when") or "")[:10]
    for row in plan_activities(project):
        if row.get("status") not in _OVER:
            yield str(row.get("to") or "")[:10]

"""Until when material may be kept."""

from __future__ import annotations

from datetime import date, timedelta

from innoguide.model.project import Project

SOON = timedelta(days=30)
"""So long before a last day something is said."""


def retention_day(project: Project) -> date | None:
    """Return the day by which the material is to be looked over or disposed of: the newest mandate's that has one."""
    days = [one.values["retention_until"] for one in project.of_kind("mandate") if one.values.get("retention_until")]
    return date.fromisoformat(days[-1]) if days else None


def is_retention_over(project: Project, today: date) -> bool:
    """Whether that day has passed."""
    day = retention_day(project)
    return day is not None and day < today

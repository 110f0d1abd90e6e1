"""What `innoguide status` reminds of when the meetings are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.cli.project import Opened
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.project import Project


def followup_json(opened: Opened, project: Project) -> dict[str, Any]:
    """Return it as `--json` shows it."""
    from innoguide.model.followup import checks_due, closing_day, due_now, follow_ups, measurements_due

    today = date.today()
    dues = follow_ups(opened.guide, project) if closing_day(opened.guide, project) else ()
    due = due_now(dues, today)
    return {
        "follow_up": {"mark": due.mark, "date": due.day.isoformat(), "state": due.state(today)} if due else None,
        "checks_due": [one.id for one in checks_due(project, today)],
        "measurements_due": [one.id for one in measurements_due(project, today)],
    }


def followup_lines(opened: Opened, project: Project) -> Iterator[Line]:
    """Yield it as the group reads it; nothing where nothing is due."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.followup import checks_due, closing_day, due_now, follow_ups, measurements_due
    from innoguide.model.language import long_date

    today = date.today()
    dues = follow_ups(opened.guide, project) if closing_day(opened.guide, project) else ()
    due = due_now(dues, today)
    if due is not None:
        text = t(f"followup_is_{due.state(today)}", months=due.months, date=long_date(due.day, opened.lang))
        yield Line(text=t("followup_run", what=text), tone="warning")
    for key, kind, day, records in (
        ("followup_checks", "solution", "next_check", checks_due(project, today)),
        ("followup_measurements", "effect", "target_date", measurements_due(project, today)),
    ):
        if records:
            yield Line(text=tn(key, len(records)), tone="warning")
        for one in records:
            label = one.label(opened.guide.kinds[kind], 60, lang=opened.lang)
            yield Line(text=f"{t('quoted', text=label)} ({one.values[day]})", tone="list")

"""What `innoguide followup --list` shows: the follow-ups, each solution, and what can be said of each effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.cli.project import Opened
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.project import Project
    from innoguide.model.record import Record


def list_json(opened: Opened, project: Project, today: date) -> dict[str, Any]:
    """Return the list as `--json` shows it."""
    from innoguide.model.followup import checks_due, effect_state, follow_ups, measurements_due

    late = {one.id for one in checks_due(project, today)} | {one.id for one in measurements_due(project, today)}
    names = ("name", "stage", "since", "owner", "blocked_by", "next_check")
    return {
        "format": 1,
        "follow_ups": [
            {"mark": one.mark, "date": one.day.isoformat(), "state": one.state(today)}
            for one in follow_ups(opened.guide, project)
        ],
        "solutions": [
            {"id": one.id, **{name: one.values.get(name) for name in names}, "late": one.id in late}
            for one in project.of_kind("solution")
        ],
        "effects": [
            {
                "id": one.id,
                "effect": one.values.get("effect"),
                "state": effect_state(one, project),
                "target_date": one.values.get("target_date"),
                "late": one.id in late,
            }
            for one in project.of_kind("effect")
        ],
    }


def list_lines(opened: Opened, project: Project, today: date) -> Iterator[Line]:
    """Yield the list as the group reads it."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.followup import follow_ups
    from innoguide.model.language import long_date

    dues = follow_ups(opened.guide, project)
    yield Line(text=t("followup_title"), tone="heading")
    for one in dues:
        what = t("followup_after", months=one.months)
        state = t(f"followup_state_{one.state(today)}")
        yield Line(text=f"{what}: {long_date(one.day, opened.lang)} – {state}", tone="list")
    if not dues:
        yield Line(text=t("followup_not_closed"), tone="list")
    for kind, lines in (("solution", _solution_lines), ("effect", _effect_lines)):
        records = project.of_kind(kind)
        if records:
            yield Line()
            yield Line(text=opened.guide.kinds[kind].plural.in_(opened.lang).capitalize(), tone="heading")
        for record in records:
            yield from lines(opened, project, record, today)


def _solution_lines(opened: Opened, project: Project, solution: Record, today: date) -> Iterator[Line]:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.followup import checks_due
    from innoguide.model.record import option_label

    kind, values = opened.guide.kinds["solution"], solution.values
    stage = option_label(kind, "stage", str(values.get("stage", "")), opened.lang) or t("followup_no_stage")
    if values.get("since"):
        stage = t("followup_since", stage=stage, date=values["since"])
    yield Line(text=f"{solution.label(kind, 60, lang=opened.lang)}: {stage}", tone="list")
    yield Line(text=f"    {t('followup_owner', owner=values.get('owner') or t('followup_nobody'))}", tone="hint")
    if values.get("blocked_by"):
        blocked = option_label(kind, "blocked_by", str(values["blocked_by"]), opened.lang)
        yield Line(text=f"    {t('followup_blocked', what=blocked)}", tone="hint")
    if values.get("next_check"):
        key = "followup_check_late" if solution in checks_due(project, today) else "followup_check"
        yield Line(text=f"    {t(key, date=values['next_check'])}", tone="hint")


def _effect_lines(opened: Opened, project: Project, effect: Record, today: date) -> Iterator[Line]:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.followup import effect_state, measurements_due

    kind = opened.guide.kinds["effect"]
    state = t(f"followup_effect_{effect_state(effect, project)}")
    yield Line(text=f"{effect.label(kind, 60, lang=opened.lang)}: {state}", tone="list")
    if effect in measurements_due(project, today):
        yield Line(text=f"    {t('followup_measure_late', date=effect.values['target_date'])}", tone="hint")

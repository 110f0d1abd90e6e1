"""Where each group is today: one row a group, with what is missing and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from innoguide.model.followup import NEAR, says_nothing
from innoguide.model.programme.numbers import number_text
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Effect, Summary
from innoguide.texts import t, tn

SOON = timedelta(days=30)
QUIET = timedelta(days=60)
"""A group with a meeting a month that has not met for so long may need a call."""

_AT_REST = ("dormant", "ended")


@dataclass(frozen=True)
class StatusRow:
    """What is to be seen of one group at a glance, in words. All but the name is empty where nothing could be read."""

    name: str
    step: str = ""
    last: str = ""
    met: str = ""
    insights: str = ""
    solutions: str = ""
    gates: str = ""
    missing: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


def build_status(gathered: Gathered, *, today: date, lang: str) -> StatusRow:
    """Return the row of one group as it is on *today*."""
    troubles = tuple(one.message for one in gathered.troubles)
    summary = gathered.summary
    if summary is None:
        return StatusRow(gathered.name, troubles=troubles)
    return StatusRow(
        name=gathered.name,
        step=_step(summary, lang),
        last=summary.meetings.last,
        met=" / ".join(number_text(summary.met.get(one, 0), lang) for one in ("user", "non_user", "staff")),
        insights=str(len(summary.insights)),
        solutions=_solutions(summary, lang),
        gates=f"{sum(one.state == 'closed' for one in summary.steps)}/{len(summary.steps)}",
        missing=tuple(t(f"programme_missing_{one}", lang) for one in summary.missing),
        due=tuple(_due(summary, today, lang)),
        troubles=troubles,
    )


def _step(summary: Summary, lang: str) -> str:
    step = summary.step
    if step is None:
        return t("programme_all_steps", lang) if summary.steps else ""
    state = t("programme_step_next", lang) if step.state == "not_started" else ""
    return f"{step.number} {step.title} {state}".rstrip()


def _solutions(summary: Summary, lang: str) -> str:
    counted = Counter(one.stage for one in summary.solutions)
    return ", ".join(
        f"{number} {t(f'programme_stage_{stage}', lang)}" if stage else str(number) for stage, number in counted.items()
    )


def _due(summary: Summary, today: date, lang: str) -> Iterator[str]:
    """Yield what should be done by now, or soon."""
    for one in summary.due:
        day = _day(one.day)
        if day and not one.done and day <= today + SOON:
            late = "late" if day < today else "soon"
            yield t(f"programme_due_follow_up_{late}", lang, mark=t(f"programme_mark_{one.mark}", lang), day=one.day)
    for solution in summary.solutions:
        day = _day(solution.next_check)
        if day and day < today and solution.stage not in _AT_REST:
            yield t("programme_due_check", lang, solution=solution.name, day=solution.next_check)
    undone = [day for day in map(_day, summary.open_tasks) if day and day < today]
    if undone:
        yield tn("programme_due_tasks", len(undone), day=min(undone).isoformat())
    unmeasured = [one for one in summary.effects if _should_be_measured(one, today)]
    if unmeasured:
        yield tn("programme_due_measure", len(unmeasured))
    last = _day(summary.meetings.last)
    if summary.step and last and last < today - QUIET and not summary.meetings.next:
        yield t("programme_due_quiet", lang, day=summary.meetings.last)


def _should_be_measured(effect: Effect, today: date) -> bool:
    target = _day(effect.target_day)
    if target is None or target >= today:
        return False
    days = [_day(one.day) for one in effect.measurements if not says_nothing(one.value)]
    return not any(day is not None and day >= target - NEAR for day in days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

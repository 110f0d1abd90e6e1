"""What became of it: when to follow up, which way a solution has gone, and what can be said of an effect."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from innoguide.model.amount import Amount, read_amount
from innoguide.model.days import is_working_day, next_free_day
from innoguide.model.fields import is_date
from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record

MARKS = (3, 6, 12, 18)
"""Months after the last meeting of the last step."""

NEAR = timedelta(days=30)
"""So long before its day a follow-up can be made, and so long after it is not late."""

OTHER = "other"
"""The mark of a follow-up at another time."""


@dataclass(frozen=True)
class Due:
    """A follow-up: *mark* is `months_3`, and so on."""

    mark: str
    day: date
    done: bool

    @property
    def months(self) -> int:
        """How long after the last meeting."""
        return int(self.mark.partition("_")[2])

    def state(self, today: date) -> Literal["done", "coming", "due", "late"]:
        """Return how it stands on the day *today*."""
        if self.done:
            return "done"
        if today < self.day - NEAR:
            return "coming"
        return "due" if today <= self.day + NEAR else "late"


def follow_ups(guide: Guide, project: Project) -> tuple[Due, ...]:
    """Return the follow-ups, the first one first; none before the last step is closed or planned to be."""
    ends = last_meeting(guide, project)
    if ends is None:
        return ()
    done = {str(one.values.get("mark", "")) for one in project.of_kind("follow_up")}
    marks = [(f"months_{months}", _working_day(_months_after(ends, months))) for months in MARKS]
    return tuple(Due(mark, day, mark in done) for mark, day in marks)


def last_meeting(guide: Guide, project: Project) -> date | None:
    """Return the day on which the last step was closed, else of the meeting that is planned to close it."""
    closed = closing_day(guide, project)
    if closed is not None:
        return closed
    agendas = [one.agenda for one in project.planned if one.agenda and one.agenda.step == guide.steps[-1].step]
    closing = {one.method for one in guide.closing_methods(guide.steps[-1]) if one.has_gate}
    planned = [one.date for one in agendas if any(block.method.rpartition("/")[2] in closing for block in one.blocks)]
    return as_day(max(planned, default=""))


def closing_day(guide: Guide, project: Project) -> date | None:
    """Return the day of the meeting that closed the last step, if it has been closed.

    Meetings to follow up are held in that step too, so it is the gate that tells.
    """
    step = guide.steps[-1].step
    gates = [one for one in project.of_kind("gate") if one.step == step and one.values.get("conclusion") == "go_on"]
    if not gates:
        return None
    started = {one.id: one.started for one in project.sessions}
    return as_day(started.get(gates[-1].session) or gates[-1].created)


def due_now(dues: Sequence[Due], today: date) -> Due | None:
    """Return the follow-up to make: the newest whose day has come or is near; None while none is."""
    begun = [one for one in dues if one.state(today) != "coming"]
    return begun[-1] if begun and not begun[-1].done else None


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_day(day: date) -> date:
    return day if is_working_day(day) else next_free_day(day, ())


def as_day(value: Any) -> date | None:
    """Return the day that a stored date or time begins with, if it is one."""
    text = str(value or "")[:10]
    return date.fromisoformat(text) if is_date(text) else None


# -- solutions ------------------------------------------------------------------------------------------------


def stage_path(solution: Record) -> list[tuple[date | None, str]]:
    """Return the stages of a solution with the day of each, the oldest first and the present one last."""
    rows = [row for row in solution.values.get("history", ()) if row.get("to")]
    rows.sort(key=lambda row: str(row.get("date", "")))
    path: list[tuple[date | None, str]] = []
    for row in rows:
        if not path or path[-1][1] != row["to"]:
            path.append((as_day(row.get("date")), str(row["to"])))
    present = str(solution.values.get("stage", ""))
    if present and (not path or path[-1][1] != present):
        path.append((as_day(solution.values.get("since")), present))
    return path


def stage_on(solution: Record, day: date) -> tuple[str, str]:
    """Return the stage that a solution had on *day* and since when, as far as its dates tell; else empty texts."""
    known = [(when, stage) for when, stage in stage_path(solution) if when is not None and when <= day]
    if not known:
        return "", ""
    when, stage = max(enumerate(known), key=lambda one: (one[1][0], one[0]))[1]
    return stage, when.isoformat()


def with_stage(
    before: dict[str, Any], stage: str, row: dict[str, Any], *, names: tuple[str, str, str]
) -> dict[str, Any]:
    """Return the values of a solution that was as *before* and now is at *stage*: what is told of it is *row*.

    *names* are the fields of stage, since and history. Where the history lacks the stage before, it is noted too: else
    nobody could tell later what the solution came from.
    """
    stage_field, since, history = names
    rows = list(before.get(history) or ()) if history else []
    earlier, when = before.get(stage_field), before.get(since)
    if earlier and when and (not rows or rows[-1].get("to") != earlier):
        rows.append({"date": when, "to": earlier})
    values: dict[str, Any] = {stage_field: stage}
    if since:
        values[since] = row["date"]
    if history:
        values[history] = [*rows, {"date": row["date"], "to": stage, **{k: v for k, v in row.items() if k != "to"}}]
    return values


def checks_due(project: Project, today: date) -> list[Record]:
    """Return the solutions that somebody should have looked in on by now."""
    found = [(as_day(one.values.get("next_check")), one) for one in project.of_kind("solution")]
    return [one for day, one in found if day is not None and day < today and one.values.get("stage") != "ended"]


# -- effects --------------------------------------------------------------------------------------------------

EffectState = Literal["no_baseline", "too_early", "not_measured", "measured", "reached"]
"""What can be said of an effect: nothing to compare with, nothing yet, nothing measured, a figure, or the target."""

_NOT_MEASURED = re.compile(
    r"\b(?:(?:inte|ej|aldrig|har inte) mätta?|omätt|ingen mätning|saknas|okänt|vet inte|"
    r"(?:not|never|not been) measured|no measurement|missing|unknown|do not know|don't know)\b",
    re.IGNORECASE,
)
_TOO_EARLY = re.compile(r"\b(?:för tidigt|too early|too soon)\b", re.IGNORECASE)
_DOWN = re.compile(r"\s*(?:högst|under|färre än|mindre än|at most|fewer than|less than|below)\b", re.IGNORECASE)
_UP = re.compile(r"\s*(?:minst|över|fler än|mer än|at least|more than|over|above)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Baseline:
    """What an effect is compared with: in the group's words, with the day it holds for."""

    value: str
    day: str
    what: str = ""
    source: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is anything to compare with: “not measured” is not, unless a figure stands beside it."""
        return bool(self.value) and (not _NOT_MEASURED.search(self.value) or any(map(str.isdigit, self.value)))


def baseline_of(effect: Record, project: Project | None) -> Baseline:
    """Return an effect's baseline: its own words, else those of the record that it was noted in before."""
    values = effect.values
    linked = project.records.get(str(values.get("baseline_from", ""))) if project else None
    before = linked.values if linked is not None and linked.kind == "baseline" else {}
    return Baseline(
        value=str(values.get("baseline_value") or before.get("value") or ""),
        day=str(values.get("baseline_date") or before.get("date") or ""),
        what=str(before.get("what", "")),
        source=str(before.get("source", "")),
    )


def measured_rows(effect: Record) -> list[dict[str, Any]]:
    """Return the measurements that show something, the oldest first."""
    return [one for one in _rows(effect) if not says_nothing(str(one["value"]))]


def says_nothing(value: str) -> bool:
    """Whether what was written for a measurement is that there is none, or that it is too early to tell."""
    found = _TOO_EARLY.search(value) or _NOT_MEASURED.search(value)
    return found is not None and not any(map(str.isdigit, value))


def _rows(effect: Record) -> list[dict[str, Any]]:
    rows = [row for row in effect.values.get("measurements", ()) if row.get("value")]
    return sorted(rows, key=lambda row: str(row.get("date", "")))


def effect_state(effect: Record, project: Project | None = None) -> EffectState:
    """Return what can be said of an effect, of all that is written; in *project* is what its baseline points to."""
    before = baseline_of(effect, project)
    points = project is None and bool(effect.values.get("baseline_from"))
    if not before.is_known and not points:
        return "no_baseline"
    measured = measured_rows(effect)
    if not measured:
        rows = _rows(effect)
        return "not_measured" if rows and not _TOO_EARLY.search(str(rows[-1]["value"])) else "too_early"
    now, target = str(measured[-1]["value"]), str(effect.values.get("target", ""))
    return "reached" if is_reached(before.value, now, target) else "measured"


def is_reached(before: str, now: str, target: str) -> bool:
    """Whether what was measured *now* is as far as the *target*, or further; never where it cannot be compared."""
    reached, wanted, began = read_amount(now), read_amount(target), read_amount(before)
    if reached is None or wanted is None or not reached.like(wanted):
        return False
    way = _way(began, wanted, target)
    return way != 0 and way * (reached.number - wanted.number) >= 0


def _way(began: Amount | None, wanted: Amount, target: str) -> int:
    """Return 1 where more is aimed at, -1 where less, and 0 where nobody can tell."""
    if _DOWN.match(target) or _UP.match(target):
        return -1 if _DOWN.match(target) else 1
    if began is None or not began.like(wanted) or began.number == wanted.number:
        return 0
    return 1 if wanted.number > began.number else -1


def measurements_due(project: Project, today: date) -> list[Record]:
    """Return the effects whose target day has passed, without a measurement since about then."""
    return [one for one in project.of_kind("effect") if _is_due(one, today)]


def _is_due(effect: Record, today: date) -> bool:
    by = as_day(effect.values.get("target_date"))
    if by is None or by >= today:
        return False
    days = [as_day(row.get("date")) for row in measured_rows(effect)]
    return not any(day is not None and day >= by - NEAR for day in days)

"""Checks on effects and on who owns a solution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.followup import baseline_of
from innoguide.model.guide import Check
from innoguide.model.record import Record

_NEEDS_OWNER = ("decided", "pilot", "introduced", "scaled")
"""From the decision on, a solution has to be somebody's."""

_RUNS = ("pilot", "introduced", "scaled")
"""When a solution is in use, what was before it can soon no longer be measured."""

_SOMEBODY_ELSE = re.compile(r"(?:\b(?:inte|ej|än|not|than)\s+(?:the\s+)?)\Z", re.IGNORECASE)
"""Before “projektledaren” it says that it is not the project leader."""


def _no_baseline(look: Look, check: Check, effect: Record) -> Iterator[Remark]:
    """An indicator without a baseline, once the time to measure it is running out."""
    values = effect.values
    if effect.status == "draft" or not values.get("indicator") or not _has_begun(look, effect):
        return
    before = baseline_of(effect, look.project)
    if not before.value:
        yield Remark(record=effect.id, path=("baseline_value",))
    elif not before.day and not look.words(check.check, "not_measured").search(before.value):
        yield Remark(record=effect.id, path=("baseline_date",))


def _has_begun(look: Look, effect: Record) -> bool:
    solution = look.project.records.get(str(effect.values.get("solution", "")))
    runs = solution is not None and solution.values.get("stage") in _RUNS
    step = look.guide.kinds[effect.kind].step
    return bool(runs or effect.values.get("measurements")) or look.is_past(step)


def _nobody_owns_it(look: Look, check: Check, solution: Record) -> Iterator[Remark]:
    """A solution that is decided or in use, without an owner or a day when somebody looks in on it."""
    if solution.status == "draft" or solution.values.get("stage") not in _NEEDS_OWNER:
        return
    for name in ("owner", "next_check"):
        if not solution.values.get(name):
            yield Remark(record=solution.id, path=(name,))


def _project_leader_owns_effect(look: Look, check: Check, effect: Record) -> Iterator[Remark]:
    """An effect watched over by the one who leaves when the project ends."""
    who = str(effect.values.get("responsible", ""))
    for found in look.words(check.check, "project_leader").finditer(who):
        if effect.status == "done" and not _SOMEBODY_ELSE.search(who[: found.start()]):
            yield Remark(record=effect.id, path=("responsible",), values={"words": found.group()})
            return


KNOWN: dict[str, Known] = {
    "no_baseline": Known(record=_no_baseline, kinds=("effect",), words=("not_measured",)),
    "nobody_owns_it": Known(record=_nobody_owns_it, kinds=("solution",)),
    "project_leader_owns_effect": Known(
        record=_project_leader_owns_effect, kinds=("effect",), words=("project_leader",)
    ),
}

"""What a programme leader wants to know is missing in a group's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from innoguide.model.evidence import participant_type
from innoguide.model.followup import effect_state
from innoguide.model.progress import StepProgress
from innoguide.model.project import Project

MET = ("interview", "observation", "diary", "test_result")
"""The kinds that are a meeting with somebody: each has one participant, or a place with people of one kind."""

_DECIDED = ("decided", "pilot", "introduced", "scaled")


def find_missing(project: Project, progresses: Iterable[StepProgress]) -> Iterable[str]:
    """Yield the codes of what a programme leader wants to know is missing, as the group's own checks call it."""
    begun = {one.step.step for one in progresses if one.state != "not_started"}
    met = Counter(participant_type(one) for kind in MET for one in project.of_kind(kind))
    if sum(met.values()) and not met["non_user"]:
        yield "no_non_users_met"
    if "fokusera" in begun and not sum(met.values()):
        yield "nobody_met"
    if any(not one.values.get("evidence") for one in project.of_kind("insight")):
        yield "insight_without_evidence"
    if any(one.values.get("stage") in _DECIDED and not one.values.get("owner") for one in project.of_kind("solution")):
        yield "nobody_owns_it"
    if any(effect_state(one) == "no_baseline" for one in project.of_kind("effect")):
        yield "no_baseline"
    if project.of_kind("solution") and not project.of_kind("effect"):
        yield "no_effect_planned"

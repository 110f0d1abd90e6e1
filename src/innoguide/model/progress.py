"""What is done, what is open, and what comes next: computed from the guide and the records, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from innoguide.model.guide import Count, ExitCriterion, Guide, Method, Step
from innoguide.model.project import Project
from innoguide.model.record import Record, missing_fields

State = Literal["not_started", "under_way", "closed"]


@dataclass(frozen=True)
class MissingFields:
    """A record that lacks answers its step cannot be closed without."""

    record: Record
    fields: tuple[str, ...]


@dataclass(frozen=True)
class CountedFact:
    """What the records say about an exit criterion: *found* of the *count* wanted."""

    count: Count
    found: int


@dataclass(frozen=True)
class StepProgress:
    """Where the group is in one step."""

    step: Step
    number: int
    state: State
    records: int
    methods_done: tuple[str, ...]
    methods_begun: tuple[str, ...]
    methods_left: tuple[str, ...]
    missing: tuple[MissingFields, ...]
    gate: Record | None


@dataclass(frozen=True)
class NextThing:
    """The next thing to do: a method of a step; *reason* is `continue`, `next_method`, `close_step`, or `all_done`."""

    step: str
    method: str
    reason: Literal["continue", "next_method", "close_step", "all_done"]


def method_state(project: Project, step_id: str, method: Method) -> Literal["left", "begun", "done"]:
    """Return whether a method is left to do, begun, or done in a step (every move done or skipped)."""
    done = project.done_moves()
    moves = [(step_id, method.method, move.id) in done for move in method.script]
    if all(moves):
        return "done"
    return "begun" if any(moves) else "left"


def step_gate(project: Project, step_id: str) -> Record | None:
    """Return the newest gate of a step, if it still holds: a later return to the step opens it again."""
    gates = [record for record in project.of_kind("gate") if record.step == step_id and record.status == "done"]
    if not gates:
        return None
    returns = [one.at for session in project.sessions for one in session.returns if one.to == step_id]
    return gates[-1] if not returns or max(returns) < gates[-1].updated else None


def build_progress(guide: Guide, project: Project) -> list[StepProgress]:
    """Return the progress of every step, in order."""
    return [_step_progress(guide, project, step) for step in guide.steps]


def _step_progress(guide: Guide, project: Project, step: Step) -> StepProgress:
    states = {method.method: method_state(project, step.step, method) for method in guide.methods.get(step.step, ())}
    records = [record for record in project.records.values() if record.step == step.step]
    gate = step_gate(project, step.step)
    begun = bool(records) or any(state != "left" for state in states.values())
    closed = gate is not None and gate.values.get("conclusion") == "go_on"
    return StepProgress(
        step=step,
        number=guide.number(step.step),
        state="closed" if closed else "under_way" if begun else "not_started",
        records=len(records),
        methods_done=tuple(name for name, state in states.items() if state == "done"),
        methods_begun=tuple(name for name, state in states.items() if state == "begun"),
        methods_left=tuple(name for name, state in states.items() if state == "left"),
        missing=tuple(_missing(guide, records)),
        gate=gate,
    )


def _missing(guide: Guide, records: list[Record]) -> list[MissingFields]:
    found = []
    for record in sorted(records, key=lambda one: (one.created, one.id)):
        kind = guide.kinds.get(record.kind)
        fields = (*missing_fields(record, kind, "at_once"), *missing_fields(record, kind, "to_close")) if kind else ()
        if fields:
            found.append(MissingFields(record, fields))
    return found


def counted_facts(project: Project, criterion: ExitCriterion) -> list[CountedFact]:
    """Return what the records say about *criterion*."""
    return [CountedFact(count, len(project.of_kind(count.kind, count.where))) for count in criterion.counts]


def next_thing(guide: Guide, project: Project) -> NextThing:
    """Return what comes next: a method begun, else the next one of the first step that is not closed, else its end."""
    for progress in build_progress(guide, project):
        if progress.state == "closed":
            continue
        step_id = progress.step.step
        if progress.methods_begun:
            return NextThing(step_id, progress.methods_begun[0], "continue")
        wanted = [name for name in progress.methods_left if not _is_optional(guide, step_id, name)]
        if wanted:
            return NextThing(step_id, wanted[0], "next_method")
        for method in guide.closing_methods(progress.step):
            if method.has_gate or method_state(project, step_id, method) != "done":
                return NextThing(step_id, method.method, "close_step")
    return NextThing(guide.steps[-1].step, "", "all_done")


def _is_optional(guide: Guide, step_id: str, method_id: str) -> bool:
    method = guide.method(step_id, method_id)
    return method is not None and method.optional


def parked_ideas(project: Project) -> list[Record]:
    """Return the parked ideas that nobody has taken up again."""
    return [record for record in project.of_kind("parked_idea") if record.values.get("picked_up") is not True]


def unknown_answers(project: Project) -> list[tuple[Record, str]]:
    """Return every "we do not know yet": the record and the field."""
    records = sorted(project.records.values(), key=lambda one: (one.created, one.id))
    return [(record, field_id) for record in records for field_id in record.open]


def drafts(project: Project) -> list[Record]:
    """Return the records that lack what is needed at once."""
    records = sorted(project.records.values(), key=lambda one: (one.created, one.id))
    return [record for record in records if record.status == "draft"]

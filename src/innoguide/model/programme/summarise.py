"""A project as the summary that its group may publish: its findings, counted and worded, without what people said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from innoguide.model.amount import protected, protected_target
from innoguide.model.capacity import Answered as CapacityAnswered
from innoguide.model.capacity import Capacity, StatementResult, build_capacity
from innoguide.model.evidence import participant_type
from innoguide.model.followup import effect_state, follow_ups
from innoguide.model.guide import Guide
from innoguide.model.language import clean_line
from innoguide.model.privacy import visible_part
from innoguide.model.programme.missing import MET, find_missing
from innoguide.model.programme.summary import (
    Activities,
    Challenge,
    DueFollowUp,
    Effect,
    Finding,
    FollowUp,
    Lesson,
    Made,
    Measurement,
    Meetings,
    Question,
    Rated,
    RatedRound,
    Solution,
    StageChange,
    StepState,
    Summary,
)
from innoguide.model.progress import StepProgress, build_progress
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.tasks import open_task_days, plan_activities

_COUNTED_AS = {
    "user": "user",
    "non_user": "non_user",
    "relative": "relative",
    "staff": "staff",
    "performer": "staff",
    "decision_maker": "staff",
}
"""What a participant is counted as; anything else is `other`. Few kinds: so fewer numbers are too small to show."""


def build_summary(guide: Guide, project: Project, *, made_by: str = "", revision: str = "") -> Summary:
    """Return what *project* may publish of itself. The same records give the same summary on every computer."""
    seen = visible_part(guide, project, "public")
    settings = project.settings
    progresses = build_progress(guide, project)
    return Summary(
        made_by=made_by,
        guide=guide.about.guide,
        guide_version=guide.about.version,
        revision=revision,
        until=_until(seen),
        language=settings.language,
        title=settings.title,
        organisation=settings.organisation,
        municipality=settings.municipality,
        profile=settings.profile,
        # With those about people in it, the number would tell how many they are.
        records=sum(one.kind not in MET for one in seen.records.values()),
        steps=tuple(_step(one, settings.language, guide) for one in progresses),
        meetings=_meetings(project),
        met=_met(seen),
        challenge=_challenge(seen),
        insights=tuple(_insight(one) for one in seen.of_kind("insight") if _text(one, "statement")),
        questions=tuple(_question(one) for one in seen.of_kind("development_area")),
        made=_made(seen),
        solutions=tuple(_solution(one, seen) for one in seen.of_kind("solution")),
        effects=tuple(_effect(one, settings.language) for one in seen.of_kind("effect")),
        baselines=sum(bool(one.values.get("value")) for one in seen.of_kind("baseline")),
        activities=_activities(seen),
        open_tasks=open_task_days(seen),
        capacity=_rounds(build_capacity(guide, seen)),
        lessons=tuple(_lesson(one) for one in seen.of_kind("lesson")),
        follow_ups=tuple(_follow_up(one) for one in seen.of_kind("follow_up")),
        due=tuple(
            DueFollowUp(mark=one.mark, day=one.day.isoformat(), done=one.done) for one in follow_ups(guide, seen)
        ),
        missing=tuple(find_missing(seen, progresses)),
    )


def _text(record: Record, name: str) -> str:
    return clean_line(str(record.values.get(name) or ""))


def _texts(record: Record, name: str) -> tuple[str, ...]:
    return tuple(clean_line(str(one)) for one in record.values.get(name) or ())


def _until(project: Project) -> str:
    """Return the day of the newest thing: a record, or a meeting."""
    days = [one.updated or one.created for one in project.records.values()]
    days += [one.ended or one.started for one in project.sessions]
    return max((one[:10] for one in days if one), default="")


def _step(progress: StepProgress, lang: str, guide: Guide) -> StepState:
    gate, step = progress.gate, progress.step
    closed = gate is not None and progress.state == "closed"
    wanted = [one.method for one in guide.methods.get(step.step, ()) if not one.optional]
    return StepState(
        step=step.step,
        number=progress.number,
        title=step.title.in_(lang),
        state=progress.state,
        closed=gate.created[:10] if gate is not None and closed else "",
        methods=len(wanted),
        methods_done=sum(one in progress.methods_done for one in wanted),
        gaps=len(gate.values.get("gaps") or ()) if gate is not None else 0,
    )


def _meetings(project: Project) -> Meetings:
    days = [one.started[:10] for one in project.sessions]
    planned = [one.agenda.date for one in project.planned if one.agenda]
    return Meetings(
        number=len(days),
        first=min(days, default=""),
        last=max(days, default=""),
        minutes=sum(done.minutes for one in project.sessions for done in one.done),
        next=min((str(one) for one in planned), default=""),
    )


def _met(project: Project) -> dict[str, int]:
    """Return how many were met of each kind of participant. Only so, and not also by way: two tables of the same
    people, each with small numbers hidden, could together give them away."""
    types = (participant_type(one) for kind in MET for one in project.of_kind(kind))
    counted = Counter(_COUNTED_AS.get(one, "other") for one in types)
    return {name: counted[name] for name in dict.fromkeys(_COUNTED_AS.values())} | {"other": counted["other"]}


def _challenge(project: Project) -> Challenge:
    worded = [one for one in project.of_kind("challenge") if _text(one, "question")]
    if not worded:
        return Challenge()
    first, last = worded[0], worded[-1]
    affected = _texts(last, "affected")
    begun = project.latest("starting_point")
    return Challenge(
        question=_text(last, "question"),
        first=_text(first, "question") if first is not last else "",
        versions=len(worded),
        for_whom="; ".join(affected) or (_text(begun, "for_whom") if begun else ""),
    )


def _insight(record: Record) -> Finding:
    return Finding(
        id=record.id,
        text=_text(record, "statement"),
        need=_text(record, "need"),
        who=_text(record, "who"),
        strength=_text(record, "strength"),
        chosen=bool(record.values.get("chosen")),
    )


def _question(record: Record) -> Question:
    return Question(
        id=record.id,
        text=_text(record, "question") or _text(record, "title"),
        for_whom=_text(record, "for_whom"),
        insights=tuple(record.values.get("insights") or ()),
    )


def _made(project: Project) -> Made:
    kinds = ("quote", "insight", "idea", "parked_idea", "idea_card", "prototype", "test_round")
    quotes, insights, ideas, parked, cards, prototypes, rounds = (len(project.of_kind(one)) for one in kinds)
    return Made(
        quotes=quotes,
        insights=insights,
        ideas=ideas,
        parked=parked,
        cards=cards,
        prototypes=prototypes,
        test_rounds=rounds,
        ways=tuple(kind for kind in MET if project.of_kind(kind)),
    )


def _solution(record: Record, project: Project) -> Solution:
    card = project.records.get(_text(record, "idea_card"))
    rows = record.values.get("history") or ()
    return Solution(
        id=record.id,
        name=_text(record, "name"),
        description=_text(record, "description"),
        stage=_text(record, "stage"),
        since=_text(record, "since"),
        owner=_text(record, "owner"),
        blocked_by=_text(record, "blocked_by"),
        next_check=_text(record, "next_check"),
        learned=_text(record, "learned"),
        need=_text(card, "need") if card else "",
        answers=tuple(card.values.get("insights") or ()) if card else (),
        history=tuple(
            StageChange(day=str(one.get("date", "")), stage=str(one.get("to", "")), why=str(one.get("why", "")))
            for one in sorted(rows, key=lambda row: str(row.get("date", "")))
            if one.get("to")
        ),
        spread_to=_texts(record, "spread_to"),
    )


def _effect(record: Record, lang: str) -> Effect:
    rows = sorted(record.values.get("measurements") or (), key=lambda row: str(row.get("date", "")))
    caveat = _text(record, "caveat")
    return Effect(
        id=record.id,
        effect=_text(record, "effect"),
        for_whom=_text(record, "for_whom"),
        solution=_text(record, "solution"),
        indicator=_text(record, "indicator"),
        baseline=protected(_text(record, "baseline_value"), lang),
        baseline_day=_text(record, "baseline_date"),
        target=protected_target(_text(record, "target"), lang),
        target_day=_text(record, "target_date"),
        state=effect_state(record),
        measurements=tuple(
            Measurement(
                day=str(one.get("date", "")),
                value=protected(clean_line(str(one["value"])), lang),
                comment=protected(clean_line(str(one.get("comment", ""))), lang),
            )
            for one in rows
            if one.get("value")
        ),
        influences=(caveat,) if caveat else (),
    )


def _activities(project: Project) -> Activities:
    counted = Counter(str(row.get("status") or "not_started") for row in plan_activities(project))
    return Activities(**{name: counted[name] for name in Activities.model_fields})


def _rounds(capacity: Capacity) -> tuple[RatedRound, ...]:
    made = (_round(capacity, name) for name in capacity.rounds)
    return tuple(one for one in made if one is not None)


def _round(capacity: Capacity, name: str) -> RatedRound | None:
    answered = {one.id: one.rounds.get(name) for one in capacity.statements if name in one.rounds}
    shown = {key: one for key, one in answered.items() if one is not None}
    if not shown:
        return None
    themes = {one.id: one.rounds[name] for one in capacity.themes if name in one.rounds}
    return RatedRound(
        round=name,
        least_answers=min(one.answers for one in shown.values()),
        statements={key: _rated(one) for key, one in shown.items()},
        themes={key: _rated(one) for key, one in themes.items()},
        unknown=_unknown(capacity.statements, name, shown),
        hidden=len(answered) - len(shown),
    )


def _rated(answered: CapacityAnswered) -> Rated:
    return Rated(median=answered.median, low=answered.low, high=answered.high)


def _unknown(statements: Iterable[StatementResult], name: str, shown: Iterable[str]) -> dict[str, int]:
    return {one.id: one.unknown.get(name, 0) for one in statements if one.id in set(shown)}


def _lesson(record: Record) -> Lesson:
    return Lesson(text=_text(record, "text"), about=_text(record, "about"), step=record.step)


def _follow_up(record: Record) -> FollowUp:
    return FollowUp(
        mark=_text(record, "mark"),
        day=_text(record, "date"),
        can_say=_text(record, "can_say"),
        cannot_say=_text(record, "cannot_say"),
        influences=_texts(record, "influences"),
        obstacles=_texts(record, "obstacles"),
    )

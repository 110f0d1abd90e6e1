"""`Summary`: what a group publishes of its work. Small, versioned, without anything that points a person out.

It holds no quotes, interviews or notes: what people said never leaves the group. Everything a programme says is made
of summaries alone, so what a summary does not hold cannot get out that way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from innoguide.model.programme.numbers import Number

SUMMARY_FORMAT = 1


class Part(BaseModel):
    """A part of a summary. What a later version adds is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class StepState(Part):
    """A step: where the group is in it. *closed* is the day its gate was passed, *gaps* how much was left open."""

    step: str
    number: int = 0
    title: str = ""
    state: Literal["not_started", "under_way", "closed"] = "not_started"
    closed: str = ""
    methods: int = 0
    methods_done: int = 0
    gaps: int = 0


class Meetings(Part):
    """The meetings that have been held, and the next one that is planned. Days are written 2026-11-24."""

    number: int = 0
    first: str = ""
    last: str = ""
    minutes: int = 0
    next: str = ""


class Challenge(Part):
    """The challenge as it is worded now, and as it was worded first where that was otherwise."""

    question: str = ""
    first: str = ""
    versions: int = 0
    for_whom: str = ""


class Finding(Part):
    """An insight: what it says, whom it is about, the need, and how strong its evidence is."""

    id: str
    text: str
    need: str = ""
    who: str = ""
    strength: str = ""
    chosen: bool = False


class Question(Part):
    """A development area, or an opportunity that was worded as a need: what the group decided to work on."""

    id: str
    text: str
    for_whom: str = ""
    insights: tuple[str, ...] = ()


class Made(Part):
    """How much the group has made: ideas, cards, prototypes, rounds of tests. Things, not people."""

    quotes: int = 0
    insights: int = 0
    ideas: int = 0
    parked: int = 0
    cards: int = 0
    prototypes: int = 0
    test_rounds: int = 0
    ways: tuple[str, ...] = ()


class StageChange(Part):
    """A solution reached a stage on a day."""

    day: str = ""
    stage: str
    why: str = ""


class Solution(Part):
    """A solution with its stage now and its way there. *answers* are the insights it rests on, *need* in words."""

    id: str
    name: str
    description: str = ""
    stage: str = ""
    since: str = ""
    owner: str = ""
    blocked_by: str = ""
    next_check: str = ""
    learned: str = ""
    need: str = ""
    answers: tuple[str, ...] = ()
    history: tuple[StageChange, ...] = ()
    spread_to: tuple[str, ...] = ()


class Measurement(Part):
    """What an indicator showed on a day."""

    day: str = ""
    value: str
    comment: str = ""


class Effect(Part):
    """A difference somebody is to notice, and what has been measured of it. *state* is what can be said so far."""

    id: str
    effect: str
    for_whom: str = ""
    solution: str = ""
    indicator: str = ""
    baseline: str = ""
    baseline_day: str = ""
    target: str = ""
    target_day: str = ""
    state: str = ""
    measurements: tuple[Measurement, ...] = ()
    influences: tuple[str, ...] = ()


class Rated(Part):
    """The answers to one statement, or to the statements of one theme: the median and the middle half.

    There is none for fewer than five answers. Here the number of answers is not told: with it, small numbers could be
    found by subtraction.
    """

    median: Annotated[float, Field(ge=1, le=5)]
    low: Annotated[float, Field(ge=1, le=5)]
    high: Annotated[float, Field(ge=1, le=5)]


class RatedRound(Part):
    """One round of the self-assessment. *hidden* is how many statements too few have answered."""

    round: str
    least_answers: Annotated[int, Field(ge=5)]
    statements: dict[str, Rated] = Field(default_factory=dict)
    themes: dict[str, Rated] = Field(default_factory=dict)
    unknown: Mapping[str, Number] = Field(default_factory=dict)
    hidden: int = 0


class Lesson(Part):
    """What a group has learned, and about what: `users`, `method`, `ourselves`; *step* where it was learned."""

    text: str
    about: str = ""
    step: str = ""


class FollowUp(Part):
    """A follow-up that has been held."""

    mark: str
    day: str = ""
    can_say: str = ""
    cannot_say: str = ""
    influences: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()


class DueFollowUp(Part):
    """A follow-up that is to be held on *day*, or has been."""

    mark: str
    day: str
    done: bool = False


class Activities(Part):
    """What the group does to introduce its solutions: how many activities are in each state. Never an effect."""

    not_started: int = 0
    under_way: int = 0
    done: int = 0
    stopped: int = 0


class Summary(Part):
    """What a group publishes. *until* is the day of the newest thing in it; *revision* what git calls the state.

    *records* are those about things: insights, ideas, solutions; not those about people. *open_tasks* are the days by
    which tasks and activities that are left should be done.
    """

    format: Literal["1"] = "1"
    made_by: str = ""
    guide: str = ""
    guide_version: str = ""
    revision: str = ""
    until: str = ""
    language: Literal["sv", "en"] = "sv"
    title: str
    organisation: str = ""
    municipality: str = ""
    profile: str = ""
    records: int = 0
    steps: tuple[StepState, ...] = ()
    meetings: Meetings = Meetings()
    met: Mapping[str, Number] = Field(default_factory=dict)
    challenge: Challenge = Challenge()
    insights: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    made: Made = Made()
    solutions: tuple[Solution, ...] = ()
    effects: tuple[Effect, ...] = ()
    baselines: int = 0
    activities: Activities = Activities()
    open_tasks: tuple[str, ...] = ()
    capacity: tuple[RatedRound, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    due: tuple[DueFollowUp, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def step(self) -> StepState | None:
        """The step that the group is in: the first under way, else the first that is not begun after a closed one."""
        under_way = [one for one in self.steps if one.state == "under_way"]
        left = [one for one in self.steps if one.state == "not_started"]
        return next(iter((*under_way, *left)), None)

"""The tables about what the groups found and made of it: insights, solutions, effects, lessons, themes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from innoguide.jobs.dataset.columns import Column, Table
from innoguide.model.amount import Amount, read_amount
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Effect, FollowUp, Measurement, Solution, StageChange, Summary
from innoguide.model.programme.themes import Theme, Themes

_PLAIN = re.compile(r"[-−]?\d")
"""`färre än 5 av 40` is no number: nobody may take it for one."""


def _all(part: Callable[[Summary], Iterable[object]]) -> Callable[[Gathered, Themes], Iterable[object]]:
    """Return what finds a group's sources in *part* of its summary."""
    return lambda gathered, _themes: part(gathered.summary) if gathered.summary else ()


class _Rests(NamedTuple):
    id: str
    kind: str
    insight: str


def _rests(summary: Summary) -> Iterator[_Rests]:
    for question in summary.questions:
        yield from (_Rests(question.id, "question", one) for one in question.insights)
    for solution in summary.solutions:
        yield from (_Rests(solution.id, "solution", one) for one in solution.answers)


def _stages(summary: Summary) -> Iterator[tuple[Solution, int, StageChange]]:
    for solution in summary.solutions:
        yield from ((solution, at, one) for at, one in enumerate(solution.history, start=1))


def _measured(summary: Summary) -> Iterator[tuple[Effect, Measurement]]:
    for effect in summary.effects:
        yield from ((effect, one) for one in effect.measurements)


def _noted(summary: Summary) -> Iterator[tuple[FollowUp, str, str]]:
    for held in summary.follow_ups:
        yield from ((held, "influence", text) for text in held.influences)
        yield from ((held, "obstacle", text) for text in held.obstacles)


def _members(gathered: Gathered, themes: Themes) -> Iterator[tuple[Theme, str]]:
    for theme in themes.themes:
        for member in theme.members:
            group, _, member_id = member.partition("/")
            if group == gathered.group.name:
                yield theme, member_id


def _plain(text: str) -> Amount | None:
    return read_amount(text) if _PLAIN.match(text) else None


def _number(text: str) -> float | None:
    amount = _plain(text)
    return amount.number if amount else None


INSIGHTS = Table(
    "insights",
    "an insight",
    _all(lambda summary: summary.insights),
    (
        Column("id", "text", "its id in the group"),
        Column("text", "text", "what it says"),
        Column("need", "text", "the need behind it"),
        Column("who", "text", "whom it is about"),
        Column("strength", "text", "how strong its evidence is, as the group judged it"),
        Column("chosen", "boolean", "whether the group chose to go on with it"),
    ),
)

QUESTIONS = Table(
    "questions",
    "a development area: what a group decided to work on",
    _all(lambda summary: summary.questions),
    (
        Column("id", "text", "its id in the group"),
        Column("text", "text", "the question"),
        Column("for_whom", "text", "whom it is for"),
    ),
)

RESTS_ON = Table(
    "rests_on",
    "a question or a solution that rests on an insight",
    _all(_rests),
    (
        Column("id", "text", "the question or the solution"),
        Column("kind", "text", "`question` or `solution`"),
        Column("insight", "text", "the insight's id in the same group"),
    ),
)

SOLUTIONS = Table(
    "solutions",
    "a solution with the stage it is in now",
    _all(lambda summary: summary.solutions),
    (
        Column("id", "text", "its id in the group"),
        Column("name", "text", "what it is called"),
        Column("description", "text", "what it is"),
        Column("stage", "text", "`idea`, `tested`, `decided`, `pilot`, `introduced`, `scaled`, `dormant`, `ended`"),
        Column("since", "date", "the day that it reached the stage"),
        Column("owner", "text", "who owns it: a role"),
        Column("blocked_by", "text", "what stands in its way"),
        Column("next_check", "date", "the day to look again"),
        Column("learned", "text", "what was learned of it"),
        Column("need", "text", "the need that it answers"),
        Column("spread_to", "text", "where others do the same, with semicolons between"),
    ),
)

SOLUTION_STAGES = Table(
    "solution_stages",
    "a solution reached a stage",
    _all(_stages),
    (
        Column("solution", "text", "the solution's id", lambda one: one[0].id),
        Column("number", "integer", "1 is the oldest", lambda one: one[1]),
        Column("day", "date", "the day; no value where it is not known", lambda one: one[2].day),
        Column("stage", "text", "the stage", lambda one: one[2].stage),
        Column("why", "text", "why", lambda one: one[2].why),
    ),
)

EFFECTS = Table(
    "effects",
    "a difference that somebody is to notice",
    _all(lambda summary: summary.effects),
    (
        Column("id", "text", "its id in the group"),
        Column("effect", "text", "the difference"),
        Column("for_whom", "text", "for whom"),
        Column("solution", "text", "the solution's id"),
        Column("indicator", "text", "what is counted or described"),
        Column("baseline", "text", "what it was before, in the group's words"),
        Column(
            "baseline_number",
            "number",
            "the number in it, per cent for a share; no value where it is hidden or there is none",
            lambda one: _number(one.baseline),
        ),
        Column("baseline_day", "date", "when that was"),
        Column("target", "text", "what is hoped for"),
        Column("target_day", "date", "and by when"),
        Column("state", "text", "what can be said: `no_baseline`, `too_early`, `not_measured`, `measured`, `reached`"),
        Column("influences", "text", "what else may have had a part in it, with semicolons between"),
    ),
)

MEASUREMENTS = Table(
    "measurements",
    "what an indicator showed on a day",
    _all(_measured),
    (
        Column("effect", "text", "the effect's id", lambda one: one[0].id),
        Column("day", "date", "the day", lambda one: one[1].day),
        Column("value", "text", "in the group's words", lambda one: one[1].value),
        Column(
            "number",
            "number",
            "the number in it, per cent for a share; no value where it is hidden or there is none",
            lambda one: _number(one[1].value),
        ),
        Column(
            "is_share",
            "boolean",
            "whether it is a share",
            lambda one: found.share if (found := _plain(one[1].value)) else None,
        ),
        Column("comment", "text", "the group's comment", lambda one: one[1].comment),
    ),
)

LESSONS = Table(
    "lessons",
    "something that a group has learned",
    _all(lambda summary: summary.lessons),
    (
        Column("text", "text", "the lesson"),
        Column("about", "text", "`users`, `method` or `ourselves`"),
        Column("step", "text", "the step where it was learned"),
    ),
)

FOLLOW_UPS = Table(
    "follow_ups",
    "a follow-up that has been held",
    _all(lambda summary: summary.follow_ups),
    (
        Column("mark", "text", "`months_3`, `months_6`, `months_12`, `months_18` or `other`"),
        Column("day", "date", "the day"),
        Column("can_say", "text", "what can be said"),
        Column("cannot_say", "text", "what cannot be said yet"),
    ),
)

FOLLOW_UP_NOTES = Table(
    "follow_up_notes",
    "what a follow-up says has had an influence, or stands in the way",
    _all(_noted),
    (
        Column("mark", "text", "the follow-up", lambda one: one[0].mark),
        Column("day", "date", "its day", lambda one: one[0].day),
        Column("kind", "text", "`influence` or `obstacle`", lambda one: one[1]),
        Column("text", "text", "what it is", lambda one: one[2]),
    ),
)

FOLLOW_UP_DAYS = Table(
    "follow_up_days",
    "a follow-up that is to be held, or has been",
    _all(lambda summary: summary.due),
    (
        Column("mark", "text", "`months_3` and so on"),
        Column("day", "date", "the day that it is due"),
        Column("done", "boolean", "whether it has been held"),
    ),
)

THEMES = Table(
    "themes",
    "an insight or a question of a group that a person has put in a theme",
    _members,
    (
        Column("theme", "text", "the theme's id", lambda one: one[0].id),
        Column("name", "text", "what it is called", lambda one: one[0].name),
        Column("about", "text", "what it is about", lambda one: one[0].about),
        Column("id", "text", "the insight's or the question's id in the group", lambda one: one[1]),
    ),
)

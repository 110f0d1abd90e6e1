"""The tables about the groups and their work: where they are, when they met, and whom."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from innoguide.jobs.dataset.columns import Column, Table, Type, people
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Rated, RatedRound, Summary
from innoguide.model.programme.themes import Themes


def _groups(gathered: Gathered, _themes: Themes) -> Iterator[Gathered]:
    yield gathered


def _steps(gathered: Gathered, _themes: Themes) -> Iterator[object]:
    yield from gathered.summary.steps if gathered.summary else ()


def _said(name: str, type_: Type, about: str) -> Column:
    """Return a column of what the summary says; no value for a group that has none."""
    return Column(name, type_, about, lambda one: getattr(one.summary, name, None))


def _summary(gathered: Gathered, _themes: Themes) -> Iterator[Summary]:
    if gathered.summary:
        yield gathered.summary


def _met(gathered: Gathered, _themes: Themes) -> Iterator[tuple[str, int | str]]:
    yield from gathered.summary.met.items() if gathered.summary else ()


def _missing(gathered: Gathered, _themes: Themes) -> Iterator[str]:
    yield from gathered.summary.missing if gathered.summary else ()


class _Answers(NamedTuple):
    round: RatedRound
    about: str
    id: str
    rated: Rated


def _capacity(gathered: Gathered, _themes: Themes) -> Iterator[_Answers]:
    for one in gathered.summary.capacity if gathered.summary else ():
        for about, rated in (("theme", one.themes), ("statement", one.statements)):
            yield from (_Answers(one, about, name, answers) for name, answers in rated.items())


def _unknown(gathered: Gathered, _themes: Themes) -> Iterator[tuple[str, str, int | str]]:
    for one in gathered.summary.capacity if gathered.summary else ():
        yield from ((one.round, name, number) for name, number in one.unknown.items())


GROUPS = Table(
    "groups",
    "a group of the programme, also one that could not be read",
    _groups,
    (
        Column("name", "text", "what the group is called"),
        Column("read", "boolean", "whether it could be read", lambda one: one.summary is not None),
        Column("troubles", "text", "codes of what was wrong", lambda one: [found.code for found in one.troubles]),
        Column("cohort", "text", "as `programme.yaml` says", attrgetter("group.cohort")),
        Column("service", "text", "`library`, `kulturskola`, `both` or `other`", attrgetter("group.service")),
        Column("code", "text", "the municipality's code", attrgetter("group.code")),
        # A folder's revision is a checksum of everything in it, also of answers that nobody may know.
        Column(
            "revision",
            "text",
            "the commit that was read, of a group in git",
            lambda one: one.revision if one.group.git else None,
        ),
        _said("organisation", "text", "as the project says"),
        _said("municipality", "text", "as the project says"),
        _said("title", "text", "the project's title"),
        _said("until", "date", "the day of the newest thing"),
        _said("language", "text", "`sv` or `en`"),
        _said("guide", "text", "the guide that was used"),
        _said("guide_version", "text", "its version"),
        _said("records", "integer", "records about things; not those about people"),
        Column(
            "step",
            "text",
            "the step that the group is in; no value when all are closed",
            lambda one: one.summary.step.step if one.summary and one.summary.step else None,
        ),
    ),
)

STEPS = Table(
    "steps",
    "a step of a group",
    _steps,
    (
        Column("step", "text", "the step's id"),
        Column("number", "integer", "1 to 6"),
        Column("title", "text", "its title in the group's language"),
        Column("state", "text", "`not_started`, `under_way` or `closed`"),
        Column("closed", "date", "the day that its gate was passed"),
        Column("methods", "integer", "methods of the step that are not optional"),
        Column("methods_done", "integer", "those that have been done"),
        Column("gaps", "integer", "criteria that were open when it was closed"),
    ),
)

MEETINGS = Table(
    "meetings",
    "what a group's meetings come to",
    _summary,
    (
        Column("number", "integer", "meetings held", attrgetter("meetings.number")),
        Column("first", "date", "the first", attrgetter("meetings.first")),
        Column("last", "date", "the last", attrgetter("meetings.last")),
        Column("minutes", "integer", "minutes of method work", attrgetter("meetings.minutes")),
        Column("next", "date", "the next that is planned", attrgetter("meetings.next")),
    ),
)

MET = Table(
    "met",
    "how many a group has met of one kind of people",
    _met,
    (
        Column("kind", "text", "`user`, `non_user`, `relative`, `staff` or `other`", lambda one: one[0]),
        *people("people", "how many", lambda one: one[1]),
    ),
)

MADE = Table(
    "made",
    "how much a group has made: things, not people",
    _summary,
    (
        Column("quotes", "integer", "quotes noted", attrgetter("made.quotes")),
        Column("insights", "integer", "insights", attrgetter("made.insights")),
        Column("ideas", "integer", "ideas", attrgetter("made.ideas")),
        Column("parked", "integer", "ideas that came too early", attrgetter("made.parked")),
        Column("cards", "integer", "idea cards", attrgetter("made.cards")),
        Column("prototypes", "integer", "prototypes", attrgetter("made.prototypes")),
        Column("test_rounds", "integer", "rounds of tests", attrgetter("made.test_rounds")),
        Column("ways", "text", "the kinds of meetings with people", attrgetter("made.ways")),
        Column("baselines", "integer", "things counted before the work began"),
        Column(
            "activities_not_started",
            "integer",
            "activities of the plans that are not begun",
            attrgetter("activities.not_started"),
        ),
        Column(
            "activities_under_way",
            "integer",
            "activities of the plans that are under way",
            attrgetter("activities.under_way"),
        ),
        Column("activities_done", "integer", "activities of the plans that are done", attrgetter("activities.done")),
        Column(
            "activities_stopped",
            "integer",
            "activities of the plans that are stopped",
            attrgetter("activities.stopped"),
        ),
    ),
)

CHALLENGES = Table(
    "challenges",
    "a group's challenge, once it is worded",
    lambda gathered, themes: (one.challenge for one in _summary(gathered, themes) if one.challenge.question),
    (
        Column("question", "text", "as it is worded now"),
        Column("first", "text", "as it was worded first, where that was otherwise"),
        Column("versions", "integer", "how many wordings were kept"),
        Column("for_whom", "text", "whom it is about"),
    ),
)

CAPACITY = Table(
    "capacity",
    "what five or more answered to a statement, or to the statements of a theme, in one round",
    _capacity,
    (
        Column("round", "text", "`before`, `after` or `six_months`", attrgetter("round.round")),
        Column("about", "text", "`statement` or `theme`"),
        Column("id", "text", "which one"),
        Column("median", "number", "1 to 5", attrgetter("rated.median")),
        Column("low", "number", "the middle half begins here", attrgetter("rated.low")),
        Column("high", "number", "and ends here", attrgetter("rated.high")),
        Column(
            "least_answers",
            "integer",
            "each shown statement of the round has at least so many answers",
            attrgetter("round.least_answers"),
        ),
        Column("hidden", "integer", "statements of the round that too few have answered", attrgetter("round.hidden")),
    ),
)

UNKNOWN = Table(
    "capacity_unknown",
    "how many answered that they do not know, to a statement that is in `capacity`",
    _unknown,
    (
        Column("round", "text", "`before`, `after` or `six_months`", lambda one: one[0]),
        Column("id", "text", "the statement", lambda one: one[1]),
        *people("people", "how many", lambda one: one[2]),
    ),
)

MISSING = Table(
    "missing",
    "something that a programme leader may ask a group about",
    _missing,
    (Column("code", "text", "as `programme status` has it", lambda one: one),),
)

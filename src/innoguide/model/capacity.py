"""What the group could do before, after and at six months, by its own answers; nothing of fewer than five answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from innoguide.model.audience import CAPACITY
from innoguide.model.followup import closing_day
from innoguide.model.guide import Guide
from innoguide.model.moves import Rate, RateQuestion
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.tally import SMALLEST_GROUP, Rated, count_ratings

ROUNDS = ("before", "after", "six_months")
"""When the self-assessment is made, from first to last."""

KIND = "rating"

LONG_AFTER = timedelta(days=122)
"""So long after the last step was closed, four months, an assessment is no longer the one made at the end."""


@dataclass(frozen=True)
class Answered:
    """How a statement was answered one time: the median, between what the middle half lies, how many answered."""

    median: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True)
class StatementResult:
    """A statement and its rounds: None where it was answered by fewer than five. *unknown* is of the shown alone."""

    id: str
    text: str
    theme: str
    rounds: dict[str, Answered | None] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ThemeResult:
    """The statements of a theme together: those that are shown in each of its rounds, so that these can be compared."""

    id: str
    rounds: dict[str, Answered]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Capacity:
    """The self-assessments of a project; *rounds* are those that somebody has answered, from first to last."""

    rounds: tuple[str, ...] = ()
    statements: tuple[StatementResult, ...] = ()
    themes: tuple[ThemeResult, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether anything may be shown."""
        return any(one is not None for statement in self.statements for one in statement.rounds.values())

    def shown_rounds(self) -> tuple[str, ...]:
        """Return the rounds with at least one statement that is shown."""
        return tuple(name for name in self.rounds if any(one.rounds.get(name) for one in self.statements))

    def fewest(self, round_: str) -> int:
        """Return how many answered the statement that fewest answered, of those shown in *round_*."""
        shown = (one.rounds.get(round_) for one in self.statements)
        return min((one.answers for one in shown if one is not None), default=0)


def build_capacity(guide: Guide, project: Project) -> Capacity:
    """Return what may be known of the self-assessments in *project*, in the guide's order."""
    newest = _newest(guide, project)
    statements = tuple(_statement(about, question, newest[about]) for about, question in _order(guide, newest))
    rounds = tuple(name for name in ROUNDS if any(name in per for per in newest.values()))
    counted = {about: {name: count_ratings(one.values) for name, one in per.items()} for about, per in newest.items()}
    return Capacity(rounds, statements, tuple(_themes(statements, counted)))


def questions_of(guide: Guide) -> tuple[RateQuestion, ...]:
    """Return the statements of the self-assessment, in order."""
    methods = (one for found in guide.methods.values() for one in found if one.method == CAPACITY)
    found = {
        one.id: one for method in methods for move in method.script if isinstance(move, Rate) for one in move.questions
    }
    return tuple(found.values())


def round_of(guide: Guide, rating: Record) -> str:
    """Return the round of a rating; an older one tells it by its step: before the last, nothing is finished."""
    said = rating.values.get("round")
    if said in ROUNDS:
        return str(said)
    return "after" if rating.step == guide.about.steps[-1] else "before"


def round_made_in(guide: Guide, project: Project, *, step: str, day: date) -> str:
    """Return the round of a self-assessment that is made in *step* on *day*."""
    if step != guide.about.steps[-1]:
        return "before"
    closed = closing_day(guide, project)
    is_long_after = closed is not None and day > closed + LONG_AFTER
    return "six_months" if is_long_after or project.of_kind("follow_up") else "after"


def round_of_day(guide: Guide, project: Project, day: date) -> str:
    """Return the round that it is time for on *day*: before, until the last step has begun."""
    last = guide.about.steps[-1]
    has_begun = any(one.step == last for session in project.sessions for one in session.done)
    is_there = has_begun or closing_day(guide, project) is not None or bool(project.of_kind("follow_up"))
    return round_made_in(guide, project, step=last if is_there else guide.about.steps[0], day=day)


def middle_half(answers: Sequence[int]) -> tuple[float, float]:
    """Return between what the middle half of sorted *answers* lies: the medians of the lower and the upper half."""
    half = len(answers) // 2
    return float(median(answers[:half])), float(median(answers[-half:]))


def change_of(rounds: Mapping[str, Answered | None], first: str, last: str) -> float | None:
    """Return how much the median has changed from *first* to *last*; None unless both are shown."""
    before, after = rounds.get(first), rounds.get(last)
    return after.median - before.median if before is not None and after is not None else None


def _newest(guide: Guide, project: Project) -> dict[str, dict[str, Record]]:
    """Return the newest rating of each statement in each round."""
    found: dict[str, dict[str, Record]] = {}
    ratings = (one for one in project.of_kind(KIND) if one.method == CAPACITY)
    for one in sorted(ratings, key=lambda one: (one.created, one.id)):
        found.setdefault(str(one.values.get("about", "")), {})[round_of(guide, one)] = one
    return found


def _order(guide: Guide, newest: Mapping[str, object]) -> list[tuple[str, RateQuestion | None]]:
    """Return the statements that have been answered: the guide's in its order, then others."""
    known = {one.id: one for one in questions_of(guide)}
    others = sorted(about for about in newest if about not in known)
    return [(one, known.get(one)) for one in (*known, *others) if one in newest]


def _statement(about: str, question: RateQuestion | None, per: Mapping[str, Record]) -> StatementResult:
    in_order = {name: per[name] for name in ROUNDS if name in per}
    rounds = {name: _answered(count_ratings(one.values)) for name, one in in_order.items()}
    # How many did not know would tell, beside how many were there, how few answered what is hidden.
    unknown = {name: _unknown(one) for name, one in in_order.items() if rounds[name] is not None}
    text = str(list(in_order.values())[-1].values.get("question", ""))
    return StatementResult(about, text, question.theme if question else "", rounds, unknown)


def _unknown(rating: Record) -> int:
    number = rating.values.get("unknown", 0)
    return number if isinstance(number, int) and number > 0 else 0


def _answered(rated: Rated) -> Answered | None:
    if rated.median is None:
        return None
    return _of(_listed(rated), rated.answers)


def _of(answers: Sequence[int], number: int) -> Answered:
    low, high = middle_half(answers)
    return Answered(float(median(answers)), low, high, number)


def _listed(rated: Rated) -> list[int]:
    return sorted(value for value, times in rated.counts.items() for _ in range(times))


def _themes(statements: Sequence[StatementResult], counted: Mapping[str, Mapping[str, Rated]]) -> Iterable[ThemeResult]:
    for theme in dict.fromkeys(one.theme for one in statements if one.theme):
        members = [one for one in statements if one.theme == theme]
        rounds = [name for name in ROUNDS if any(one.rounds.get(name) for one in members)]
        same = tuple(one.id for one in members if rounds and all(one.rounds.get(name) for name in rounds))
        if same:
            yield ThemeResult(theme, {name: _together([counted[one][name] for one in same]) for name in rounds}, same)


def _together(rated: Sequence[Rated]) -> Answered:
    """Return all answers to some statements as one; how many answered is that of the statement with the fewest."""
    answers = sorted(value for one in rated for value in _listed(one))
    fewest = min(one.answers for one in rated)
    if fewest < SMALLEST_GROUP:
        raise ValueError("a theme is made of what is shown")  # a fault in this module: never of few answers
    return _of(answers, fewest)

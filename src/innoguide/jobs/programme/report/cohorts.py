"""How far the solutions have come by when they began, and how long it took from one stage to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from innoguide.jobs.programme.report.basis import Row
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.solutions import WAY, Found, solution_row, solutions_of, stage_label
from innoguide.jobs.programme.report.wording import number_of, upper_first
from innoguide.model.fields import is_date
from innoguide.model.programme.summary import Solution
from innoguide.rendering.markdown import Markdown, Value, table
from innoguide.texts import t

ENOUGH = 3
"""For fewer solutions than this it is not said how long a stage took: it would be the story of one of them."""

_LONG_WAYS = (("idea", "introduced"),)


def build_cohorts(book: Book) -> dict[str, Any]:
    """Return the table of cohorts, and the sentences about how long the stages took."""
    found = solutions_of(book)
    times = [one for one in (_time(book, found, *way) for way in (*pairwise(WAY), *_LONG_WAYS)) if one]
    return {"table": _table(book, found), "times": times, "number": len(found)}


def reached(solution: Solution) -> int:
    """Return how far a solution has come at most, as a place in `WAY`; -1 where nothing is known of it."""
    stages = [*(one.stage for one in solution.history), solution.stage]
    return max((WAY.index(one) for one in stages if one in WAY), default=-1)


def began(solution: Solution) -> str:
    """Return the day that the solution's story begins, or an empty text."""
    days = [one.day[:10] for one in solution.history if is_date(one.day[:10])]
    since = solution.since[:10]
    return min(days, default=since if is_date(since) else "")


def _cohort(solution: Solution) -> tuple[int, int]:
    """Return year and half-year that a solution began; noughts where that is not known."""
    day = began(solution)
    return (int(day[:4]), 1 if int(day[5:7]) <= 6 else 2) if day else (0, 0)


def _table(book: Book, found: Sequence[Found]) -> Markdown:
    cohorts: dict[tuple[int, int], list[Found]] = {}
    for one in found:
        cohorts.setdefault(_cohort(one.solution), []).append(one)
    heads = [t("prog_head_began", book.lang), t("prog_head_solutions", book.lang)]
    heads += [upper_first(stage_label(book, stage)) for stage in WAY]
    rows = [_row(book, name, cohorts[name]) for name in sorted(cohorts, key=lambda one: (one == (0, 0), one))]
    return table([*heads, t("prog_head_basis", book.lang)], rows)


def _row(book: Book, name: tuple[int, int], found: list[Found]) -> list[Value]:
    label = t(f"prog_half_{name[1]}", book.lang, year=name[0])
    counts: list[Value] = [sum(reached(one.solution) >= at for one in found) for at in range(len(WAY))]
    said = number_of("solutions", len(found), book.lang)
    basis = book.basis_of("prog_b_cohort", [solution_row(book, one) for one in found], cohort=label, solutions=said)
    return [upper_first(label), len(found), *counts, basis]


def _time(book: Book, found: Sequence[Found], first: str, then: str) -> str:
    took = [(one, days) for one in found for days in _days(one.solution, first, then)]
    if len(took) < ENOUGH:
        return ""
    rows: list[Row] = [
        (one.gathered, t("prog_took", book.lang, name=one.solution.name, days=number_of("days", days, book.lang)))
        for one, days in took
    ]
    return book.fact(
        "prog_s_time",
        rows,
        first=stage_label(book, first),
        then=stage_label(book, then),
        days=number_of("days", round(median(days for _one, days in took)), book.lang),
        solutions=number_of("solutions", len(took), book.lang),
    )


def _days(solution: Solution, first: str, then: str) -> Iterator[int]:
    """Yield how many days passed between two stages, if both have a day and came in that order."""
    start, end = _first_day(solution, first), _first_day(solution, then)
    if start and end and end >= start:
        yield (end - start).days


def _first_day(solution: Solution, stage: str) -> date | None:
    days = [one.day[:10] for one in solution.history if one.stage == stage and is_date(one.day[:10])]
    return date.fromisoformat(min(days)) if days else None

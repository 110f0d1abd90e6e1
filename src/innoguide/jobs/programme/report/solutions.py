"""The solutions: by stage, with the need they answer, and why some have ended or are dormant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.programme.report.basis import Row
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.wording import number_of, upper_first
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Solution, Summary
from innoguide.rendering.markdown import Markdown, Value, escape, table
from innoguide.texts import t

WAY = ("idea", "tested", "decided", "pilot", "introduced", "scaled")
"""The stages forwards, in order."""

STOPPED = ("dormant", "ended")


@dataclass(frozen=True)
class Found:
    """A solution with its group."""

    gathered: Gathered
    summary: Summary
    solution: Solution


def solutions_of(book: Book) -> list[Found]:
    """Return the solutions of all groups, in the programme's order."""
    return [Found(one, summary, each) for one, summary in book.read for each in summary.solutions]


def stage_label(book: Book, stage: str) -> str:
    """Return what a stage is called."""
    return book.option("solution", "stage", stage) if stage else t("prog_stage_unknown", book.lang)


def solution_row(book: Book, one: Found) -> Row:
    """Return a solution as it stands in a basis: its group, its name and its stage."""
    return one.gathered, t(
        "prog_in_stage", book.lang, name=one.solution.name, stage=stage_label(book, one.solution.stage)
    )


def build_solutions(book: Book) -> dict[str, Any]:
    """Return the tables of stages and of solutions, and what has stopped."""
    found = solutions_of(book)
    if not found:
        return {"number": 0}
    order = {stage: at for at, stage in enumerate((*reversed(WAY), *STOPPED))}
    ranked = sorted(found, key=lambda one: order.get(one.solution.stage, len(order)))
    groups = {one.gathered.group.name for one in found}
    return {
        "number": len(found),
        "sentence": book.fact(
            "prog_s_solutions",
            [solution_row(book, one) for one in found],
            solutions=number_of("solutions", len(found), book.lang),
            groups=number_of("groups", len(groups), book.lang),
        ),
        "stages": _stages(book, found),
        "table": table(
            [t(f"prog_head_{one}", book.lang) for one in ("solution", "group", "stage", "since", "need", "owner")],
            [_row(book, one) for one in ranked],
        ),
        "stopped": [_stopped(book, one) for one in ranked if one.solution.stage in STOPPED],
        "without": book.count("prog_s_no_solution", [one for one, summary in book.read if not summary.solutions]),
    }


def stages_of(found: list[Found]) -> list[tuple[str, list[Found]]]:
    """Return the stages in order, each with the solutions that are in it now."""
    stages = [*WAY, *STOPPED, *sorted({one.solution.stage for one in found} - {*WAY, *STOPPED})]
    return [(stage, [one for one in found if one.solution.stage == stage]) for stage in stages]


def _stages(book: Book, found: list[Found]) -> Markdown:
    rows: list[list[Value]] = []
    for stage, some in stages_of(found):
        label = upper_first(stage_label(book, stage))
        basis: Value = ""
        if some:
            said = number_of("solutions", len(some), book.lang)
            basis = book.basis_of(
                "prog_b_stage", [solution_row(book, one) for one in some], stage=label, solutions=said
            )
        rows.append([label, len(some), basis])
    return table([t(f"prog_head_{one}", book.lang) for one in ("stage", "number", "basis")], rows)


def _row(book: Book, one: Found) -> list[Value]:
    solution = one.solution
    return [
        solution.name,
        book.group(one.gathered),
        stage_label(book, solution.stage),
        book.day(solution.since),
        need_of(one),
        solution.owner,
    ]


def need_of(one: Found) -> str:
    """Return the need that a solution answers: in its own words, else the first insight that it rests on."""
    insights = {each.id: each.need or each.text for each in one.summary.insights}
    return one.solution.need or next((insights[key] for key in one.solution.answers if key in insights), "")


def _stopped(book: Book, one: Found) -> Markdown:
    name = t("prog_in_stage", book.lang, name=one.solution.name, stage=stage_label(book, one.solution.stage))
    why = next((each for each in reasons(one.solution) if each), "") or t("prog_no_reason", book.lang)
    return Markdown(f"{book.group(one.gathered)}: {escape(name)}. {escape(why)}")


def reasons(solution: Solution) -> Iterator[str]:
    """Yield why a solution has stopped, as its history says it; what was learned of it comes last."""
    for change in reversed(solution.history):
        if change.stage == solution.stage:
            yield change.why
    yield solution.learned

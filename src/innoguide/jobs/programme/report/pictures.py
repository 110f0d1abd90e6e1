"""The report's pictures: where each group is, the solutions by stage, capacity by theme over the groups."""

from __future__ import annotations

from collections.abc import Sequence

from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.capacity import COMPARED, Change, changes_of, keys_of, label_of
from innoguide.jobs.programme.report.solutions import solutions_of, stage_label, stages_of
from innoguide.jobs.programme.report.wording import number_of, upper_first
from innoguide.jobs.programme.report.working import shared_steps, state_of
from innoguide.rendering.charts.capacity import Answered, CapacityWords, Statement, draw_capacity
from innoguide.rendering.charts.funnel import Stage, draw_funnel
from innoguide.rendering.charts.progress_grid import Cell, GridRow, draw_progress_grid
from innoguide.texts import t

_NAMES = {
    "sv": {"steps": "grupper-och-steg", "solutions": "losningar", "capacity": "formaga"},
    "en": {"steps": "groups-and-steps", "solutions": "solutions", "capacity": "capacity"},
}
_MOST_GROUPS = 40
"""For more groups than these there is no picture of each, only the table."""


def build_pictures(book: Book) -> dict[str, str]:
    """Return the lines that show the pictures; an empty text where there is nothing to draw."""
    return {"steps": _steps(book), "solutions": _solutions(book), "capacity": _capacity(book)}


def _steps(book: Book) -> str:
    if not 0 < len(book.read) <= _MOST_GROUPS:
        return ""
    steps = shared_steps(book)
    rows = [
        GridRow(one.name, [_cell(book, state_of(summary, step)) for _number, step, _title in steps])
        for one, summary in book.read
    ]
    drawing = draw_progress_grid(
        title=t("prog_picture_steps", book.lang),
        description=_steps_said(book, steps),
        columns=[f"{number}. {title}" for number, _step, title in steps],
        rows=rows,
        lang=book.lang,
    )
    return book.gallery.add(_NAMES[book.lang]["steps"], drawing)


def _cell(book: Book, state: str) -> Cell:
    return Cell(state, t(f"prog_state_{state}", book.lang) if state else "")


def _steps_said(book: Book, steps: Sequence[tuple[int, str, str]]) -> str:
    last = steps[-1][1] if steps else ""
    through = sum(state_of(summary, last) == "closed" for _one, summary in book.read)
    return t(
        "prog_picture_steps_alt", book.lang, groups=number_of("groups", len(book.read), book.lang), through=through
    )


def _solutions(book: Book) -> str:
    found = solutions_of(book)
    if not found:
        return ""
    stages = [Stage(upper_first(stage_label(book, stage)), len(some)) for stage, some in stages_of(found)]
    said = ", ".join(f"{stage_label(book, stage)} {len(some)}" for stage, some in stages_of(found) if some)
    drawing = draw_funnel(
        title=t("prog_picture_solutions", book.lang),
        description=t(
            "prog_picture_solutions_alt",
            book.lang,
            solutions=number_of("solutions", len(found), book.lang),
            stages=said,
        ),
        stages=stages,
        lang=book.lang,
    )
    return book.gallery.add(_NAMES[book.lang]["solutions"], drawing)


def _capacity(book: Book) -> str:
    first, then = COMPARED[0]
    changed = [(key, changes_of(book, "themes", key, first, then)) for key in keys_of(book, "themes", book.summaries)]
    rows = [_theme(book, key, changes) for key, changes in changed if changes]
    if not rows:
        return ""
    rose = sum(then.median > first.median for first, then in (one.rounds for one in rows) if first and then)
    drawing = draw_capacity(
        title=t("prog_picture_capacity", book.lang),
        description=t("prog_picture_capacity_alt", book.lang, themes=len(rows), rose=rose),
        statements=rows,
        words=_words(book),
        lang=book.lang,
    )
    return book.gallery.add(_NAMES[book.lang]["capacity"], drawing)


def _theme(book: Book, key: str, changes: Sequence[Change]) -> Statement:
    said = number_of("groups", len(changes), book.lang)
    first, then = _over([one.first for one in changes]), _over([one.then for one in changes])
    return Statement(label_of(book, "themes", key), (first, then), said)


def _over(medians: Sequence[float]) -> Answered:
    """Return the groups' medians as one: their median, and the lowest and the highest."""
    ordered = sorted(medians)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return Answered(middle, ordered[0], ordered[-1])


def _words(book: Book) -> CapacityWords:
    words = {name: t(f"prog_picture_capacity_{name}", book.lang) for name in ("spread", "low", "high", "hidden")}
    rounds = tuple(t(f"prog_picture_capacity_{name}", book.lang) for name in COMPARED[0])
    return CapacityWords(rounds=rounds, said=t("prog_picture_capacity_answers", book.lang), **words)

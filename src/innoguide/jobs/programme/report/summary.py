"""The report in short: what the groups say together in a few sentences, each with a way to what it rests on."""

from __future__ import annotations

from innoguide.jobs.programme.report.basis import Row, groups_in
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.capacity import COMPARED, overall, trend_text
from innoguide.jobs.programme.report.cohorts import reached
from innoguide.jobs.programme.report.effects import effects_of, state_label
from innoguide.jobs.programme.report.met import met_sentences
from innoguide.jobs.programme.report.solutions import WAY, solution_row, solutions_of
from innoguide.jobs.programme.report.themes import shared_themes
from innoguide.jobs.programme.report.wording import clause, groups_of, number_of
from innoguide.model.programme.summary import Summary
from innoguide.texts import t

_THEMES = 2
"""So many themes are named in the summary."""


def build_summary(book: Book) -> list[str]:
    """Return the sentences; those that there is nothing to say in are left out, but never that of the effects."""
    if not book.read:
        return [t("prog_sum_nothing", book.lang)]
    made = [
        _taking_part(book),
        *met_sentences(book),
        *_themes(book),
        *_solutions(book),
        _capacity(book),
        _effects(book),
    ]
    return [one for one in made if one]


def _taking_part(book: Book) -> str:
    through: list[Row] = [(one, "") for one, summary in book.read if _is_through(summary)]
    groups = groups_of(
        len(through) if through else len(book.read), len(book.read if through else book.gathered), book.lang
    )
    if not through:
        return book.fact("prog_s_read", [(one, "") for one, _summary in book.read], groups=groups)
    return book.fact("prog_sum_part", through, number=number_of("groups", len(book.gathered), book.lang), groups=groups)


def _steps_closed(summary: Summary) -> int:
    return sum(one.state == "closed" for one in summary.steps)


def _is_through(summary: Summary) -> bool:
    return bool(summary.steps) and _steps_closed(summary) == len(summary.steps)


def _themes(book: Book) -> list[str]:
    return [
        book.fact(
            "prog_sum_theme",
            rows,
            name=theme.name,
            groups=groups_of(len(groups_in(rows)), len(book.read), book.lang),
        )
        for theme, rows in shared_themes(book)[:_THEMES]
    ]


def _solutions(book: Book) -> list[str]:
    found = solutions_of(book)
    if not found:
        return [t("prog_sum_no_solutions", book.lang)]
    at = WAY.index("introduced")
    done = [one for one in found if one.solution.stage in WAY and reached(one.solution) >= at]
    whole = number_of("solutions", len(found), book.lang)
    if not done:
        return [book.fact("prog_sum_solutions_none", [solution_row(book, one) for one in found], solutions=whole)]
    return [
        book.fact(
            "prog_sum_solutions", [solution_row(book, one) for one in done], solutions=whole, introduced=len(done)
        )
    ]


def _capacity(book: Book) -> str:
    first, then = COMPARED[0]
    compared = overall(book, first, then)
    if not compared:
        return t("prog_sum_no_capacity", book.lang)
    rows: list[Row] = [(one, trend_text(book, way)) for one, way in compared]
    rose = [one for one, way in compared if way > 0]
    groups = groups_of(len(rose), len(compared), book.lang)
    return book.fact("prog_sum_capacity", rows, named=rose, groups=groups)


def _effects(book: Book) -> str:
    found = effects_of(book)
    if not found:
        return t("prog_sum_no_effects", book.lang)
    measured = [(one, each) for one, each in found if each.state in ("measured", "reached")]
    number = number_of("effects", len(found), book.lang)
    rows: list[Row] = [(one, f"{clause(each.effect)}: {state_label(book, each)}") for one, each in measured or found]
    key = "prog_sum_effects" if measured else "prog_sum_effects_early"
    return book.fact(key, rows, effects=number, measured=len(measured))

"""From quotes to solution, counted stage by stage."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.funnel import Stage, draw_funnel
from innoguide.rendering.markdown import table
from innoguide.texts import t

_NAMES = {"sv": "tratt", "en": "funnel"}
_STAGES = (
    ("quote", "observation"),
    ("insight",),
    ("opportunity", "hmw"),
    ("idea",),
    ("idea_card",),
    ("prototype",),
    ("solution",),
)


def build_funnel(book: Book) -> dict[str, Any]:
    """Return the picture and the same as a table; empty before there is anything to count."""
    stages = [_stage(book, kinds) for kinds in _STAGES]
    if not any(one.number for one in stages):
        return {"picture": "", "table": ""}
    head = [t("picture_funnel_stage", book.lang), t("picture_funnel_number", book.lang)]
    return {
        "picture": book.picture(_NAMES[book.lang], lambda: _draw(book, stages)),
        "table": table(head, [[one.name, one.number] for one in stages]),
    }


def _stage(book: Book, kinds: tuple[str, ...]) -> Stage:
    first, *others = (book.plural(one) for one in kinds)
    name = t("picture_funnel_both", book.lang, one=first, other=_lower_first(others[0])) if others else first
    return Stage(name, sum(len(book.of_kind(one)) for one in kinds))


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _draw(book: Book, stages: list[Stage]) -> Drawing:
    return draw_funnel(
        title=t("picture_funnel_title", book.lang),
        description=t(
            "picture_funnel_alt",
            book.lang,
            heard=stages[0].number,
            insights=stages[1].number,
            ideas=stages[3].number,
            solutions=stages[-1].number,
        ),
        stages=stages,
        lang=book.lang,
    )

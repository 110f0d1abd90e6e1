"""What the group could do before and after, from the ratings of its own capacity; never fewer than five answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.audience import CAPACITY
from innoguide.model.record import Record
from innoguide.model.tally import Rated, count_ratings
from innoguide.rendering.charts.capacity import Answered, CapacityWords, Statement, draw_capacity
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.markdown import Value, number, table
from innoguide.texts import t

_NAMES = {"sv": "formaga", "en": "capacity"}


@dataclass(frozen=True)
class _Row:
    """A statement with what was answered to it the two times."""

    text: str
    before: Rated | None
    after: Rated | None

    @property
    def shown(self) -> bool:
        """Whether either time has enough answers."""
        return any(one is not None and one.median is not None for one in (self.before, self.after))


def build_capacity(book: Book) -> dict[str, Any]:
    """Return the picture of capacity before and after, and the table; a sentence when too few have answered."""
    rows = _rows(book)
    shown = [one for one in rows if one.shown]
    if not shown:
        return {"picture": "", "table": "", "words": t("picture_capacity_few", book.lang) if rows else ""}
    return {
        "picture": book.picture(_NAMES[book.lang], lambda: _draw(book, rows)),
        "table": table(
            [t(f"picture_capacity_{one}", book.lang) for one in ("statement", "before", "after")],
            [[one.text, _cell(book, one.before), _cell(book, one.after)] for one in rows],
        ),
        "words": "",
    }


def _rows(book: Book) -> list[_Row]:
    """Return the statements in the guide's order, then others; of each the newest rating before and after."""
    found: dict[str, dict[bool, Record]] = {}
    ratings = [one for one in book.of_kind("rating") if one.method == CAPACITY]
    for one in sorted(ratings, key=lambda one: (one.created, one.id)):
        found.setdefault(str(one.values.get("about", "")), {})[_is_after(book, one)] = one
    order = {name: at for at, name in enumerate(_questions(book))}
    return [_row(found[about]) for about in sorted(found, key=lambda about: (order.get(about, len(order)), about))]


def _is_after(book: Book, rating: Record) -> bool:
    """Whether it was answered in the last step; before that nothing is finished."""
    return rating.step == book.guide.about.steps[-1]


def _questions(book: Book) -> list[str]:
    methods = (one for found in book.guide.methods.values() for one in found if one.method == CAPACITY)
    return [one.id for method in methods for move in method.script if move.move == "rate" for one in move.questions]


def _row(times: dict[bool, Record]) -> _Row:
    newest = times.get(True) or times[False]
    rated = {after: count_ratings(one.values) for after, one in times.items()}
    return _Row(str(newest.values.get("question", "")), rated.get(False), rated.get(True))


def _cell(book: Book, rated: Rated | None) -> Value:
    if rated is None:
        return "–"
    if rated.median is None:
        return t("picture_capacity_hidden", book.lang)
    low, high = _middle(rated)
    return t(
        "picture_capacity_cell",
        book.lang,
        median=number(rated.median, lang=book.lang),
        low=number(low, lang=book.lang),
        high=number(high, lang=book.lang),
        answers=rated.answers,
    )


def _middle(rated: Rated) -> tuple[float, float]:
    """Return between what the middle half of the answers lies: the medians of the lower and the upper half."""
    answers = sorted(value for value, times in rated.counts.items() for _ in range(times))
    half = len(answers) // 2
    return _median(answers[:half]), _median(answers[-half:])


def _median(values: Sequence[int]) -> float:
    middle = len(values) // 2
    return float(values[middle]) if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _answered(rated: Rated | None) -> Answered | None:
    if rated is None or rated.median is None:
        return None
    low, high = _middle(rated)
    return Answered(rated.answers, rated.median, low, high)


def _draw(book: Book, rows: Sequence[_Row]) -> Drawing:
    answered = [name for name in ("before", "after") if any(getattr(one, name) for one in rows)]
    when = "both" if len(answered) == 2 else answered[0]
    words = {
        name: t(f"picture_capacity_{name}", book.lang)
        for name in ("before", "after", "spread", "low", "high", "answers", "hidden")
    }
    return draw_capacity(
        title=t(f"picture_capacity_title_{when}", book.lang),
        description=_description(book, rows),
        statements=[
            Statement(one.text, _answered(one.before), _answered(one.after), _number(book, one)) for one in rows
        ],
        words=CapacityWords(**words),
        lang=book.lang,
    )


def _number(book: Book, row: _Row) -> str:
    """Return how many answered each time: `före 8, efter 7`; of few only that they are few."""
    parts = []
    for name, rated in (("before", row.before), ("after", row.after)):
        if rated is not None:
            few = t(f"picture_capacity_few_{name}", book.lang)
            said = t(f"picture_capacity_number_{name}", book.lang, number=rated.answers)
            parts.append(few if rated.median is None else said)
    return ", ".join(parts)


def _description(book: Book, rows: Sequence[_Row]) -> str:
    steps = [
        one.after.median - one.before.median
        for one in rows
        if one.before and one.after and one.before.median is not None and one.after.median is not None
    ]
    if not steps:
        return t("picture_capacity_alt_one", book.lang, statements=len(rows))
    return t(
        "picture_capacity_alt",
        book.lang,
        statements=len(rows),
        up=sum(one > 0 for one in steps),
        same=sum(one == 0 for one in steps),
        down=sum(one < 0 for one in steps),
    )

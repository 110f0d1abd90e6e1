"""Capacity before, after and at six months. Groups are the units: in how many a median rose, was the same or fell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

from innoguide.jobs.programme.report.basis import Row
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.wording import groups_of, number_of
from innoguide.model.capacity import ROUNDS, questions_of
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Rated, RatedRound, Summary
from innoguide.rendering.markdown import Markdown, Value, number, table
from innoguide.texts import t

COMPARED = (("before", "after"), ("after", "six_months"))
"""The rounds that are compared."""

_TREND = {1: "up", 0: "same", -1: "down"}

Level = Literal["themes", "statements"]


@dataclass(frozen=True)
class Change:
    """A theme or a statement in one group: its median in two rounds."""

    gathered: Gathered
    first: float
    then: float

    @property
    def way(self) -> int:
        """1 if it rose, 0 if it was the same, -1 if it fell."""
        return (self.then > self.first) - (self.then < self.first)


def build_capacity(book: Book) -> dict[str, Any]:
    """Return the comparisons of rounds with their tables, and which groups show no rounds that can be compared."""
    shown = any(summary.capacity for summary in book.summaries)
    return {
        "any": shown,
        "rounds": _rounds(book),
        "comparisons": [one for one in (_comparison(book, *rounds) for rounds in COMPARED) if one],
        "hidden": _hidden(book) if shown else [],
    }


def round_of(summary: Summary, name: str) -> RatedRound | None:
    """Return one round of a group's self-assessment, if it is shown."""
    return next((one for one in summary.capacity if one.round == name), None)


def changes_of(book: Book, level: Level, key: str, first: str, then: str) -> list[Change]:
    """Return how a theme or a statement changed in each group that shows it in both rounds."""
    found = []
    for one, summary in book.read:
        before, after = round_of(summary, first), round_of(summary, then)
        rated = [_rated(each, level).get(key) for each in (before, after) if each]
        medians = [each.median for each in rated if each]
        if len(medians) == len((first, then)):
            found.append(Change(one, *medians))
    return found


def _rated(one: RatedRound, level: Level) -> dict[str, Rated]:
    return one.themes if level == "themes" else one.statements


def keys_of(book: Book, level: Level, summaries: Iterable[Summary]) -> list[str]:
    """Return the themes or the statements that some of *summaries* shows, in the guide's order, others last."""
    found = {key for summary in summaries for each in summary.capacity for key in _rated(each, level)}
    known = [*statements(book)] if level == "statements" else _themes(book)
    return [*(one for one in known if one in found), *sorted(found - set(known))]


def label_of(book: Book, level: Level, key: str) -> str:
    """Return the words of a theme or a statement."""
    if level == "statements":
        return statements(book).get(key, key)
    return t(f"capacity_theme_{key}", book.lang) if key in _themes(book) else key


def statements(book: Book) -> dict[str, str]:
    """Return the statements of the guide's self-assessment by id."""
    return {one.id: one.text.in_(book.lang) for one in questions_of(book.guide)}


def _themes(book: Book) -> list[str]:
    """Return the themes that have a title, in the guide's order; a group's own guide may have others."""
    return list(dict.fromkeys(one.theme for one in questions_of(book.guide) if one.theme))


def overall(book: Book, first: str, then: str) -> list[tuple[Gathered, int]]:
    """Return for each group that can be compared whether more of its statements rose (1) or fell (-1)."""
    ways: dict[str, tuple[Gathered, int]] = {}
    for key in keys_of(book, "statements", book.summaries):
        for one in changes_of(book, "statements", key, first, then):
            before = ways.get(one.gathered.group.name, (one.gathered, 0))[1]
            ways[one.gathered.group.name] = (one.gathered, before + one.way)
    return [(one, (way > 0) - (way < 0)) for one, way in ways.values()]


def trend_text(book: Book, way: int) -> str:
    """Return in words whether a group's statements rose or fell on the whole."""
    return t(f"prog_trend_{_TREND[way]}", book.lang)


def _comparison(book: Book, first: str, then: str) -> dict[str, Any]:
    compared = overall(book, first, then)
    if not compared:
        return {}
    rows: list[Row] = [(one, trend_text(book, way)) for one, way in compared]
    rose = [one for one, way in compared if way > 0]
    groups = groups_of(len(rose), len(compared), book.lang)
    return {
        "title": t(f"prog_compare_{then}", book.lang),
        "sentence": book.fact(f"prog_s_capacity_{then}", rows, named=rose, groups=groups),
        "themes": _table(book, "themes", first, then),
        "statements": _table(book, "statements", first, then),
    }


def _table(book: Book, level: Level, first: str, then: str) -> Markdown:
    changed = [(key, changes_of(book, level, key, first, then)) for key in keys_of(book, level, book.summaries)]
    heads = [t(f"prog_head_{one}", book.lang) for one in (f"of_{level}", "groups", "rose", "same", "fell")]
    heads += [t(f"prog_round_head_{one}", book.lang) for one in (first, then)]
    rows = [_row(book, label_of(book, level, key), some) for key, some in changed if some]
    return table([*heads, t("prog_head_basis", book.lang)], rows)


def _row(book: Book, label: str, changes: Sequence[Change]) -> list[Value]:
    ways: list[Value] = [sum(one.way == way for one in changes) for way in (1, 0, -1)]
    rows: list[Row] = [
        (one.gathered, t("prog_from_to", book.lang, first=_said(book, one.first), then=_said(book, one.then)))
        for one in changes
    ]
    medians: list[Value] = [_middle(book, [one.first for one in changes]), _middle(book, [one.then for one in changes])]
    said = number_of("groups", len(changes), book.lang)
    return [label, len(changes), *ways, *medians, book.basis_of("prog_b_capacity", rows, what=label, groups=said)]


def _middle(book: Book, medians: Sequence[float]) -> str:
    return _said(book, median(medians))


def _said(book: Book, value: float) -> str:
    return number(value, lang=book.lang)


def _rounds(book: Book) -> list[str]:
    """Return a sentence for each round that some group shows."""
    made = []
    for name in ROUNDS:
        shown = [one for one, summary in book.read if round_of(summary, name)]
        made.append(book.count("prog_s_round", shown, round=t(f"prog_round_{name}", book.lang)))
    return [one for one in made if one]


def _hidden(book: Book) -> list[str]:
    """Return how many groups show nothing, and how many hide some statement because few have answered it."""
    none = [one for one, summary in book.read if not summary.capacity]
    some = [one for one, summary in book.read if any(each.hidden for each in summary.capacity)]
    made = [book.count("prog_s_capacity_none", none), book.count("prog_s_capacity_hidden", some)]
    return [one for one in made if one]

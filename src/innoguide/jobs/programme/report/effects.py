"""What can be said of the effects, and what else may have influenced. Activities stand apart: they are no effects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from innoguide.jobs.programme.report.basis import Row
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.wording import number_of
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Activities, Effect
from innoguide.rendering.markdown import Markdown, Value, escape, table
from innoguide.texts import t

STATES = ("reached", "measured", "not_measured", "too_early", "no_baseline")
"""What can be said of an effect, the most first."""

_ACTIVITIES = ("not_started", "under_way", "done", "stopped")


def effects_of(book: Book) -> list[tuple[Gathered, Effect]]:
    """Return the effects of all groups, in the programme's order."""
    return [(one, each) for one, summary in book.read for each in summary.effects]


def build_effects(book: Book) -> dict[str, Any]:
    """Return the table of effects, a sentence for each thing that can be said of them, and what may have influenced."""
    found = effects_of(book)
    return {
        "number": len(found),
        "states": [one for one in (_state(book, found, state) for state in STATES) if one],
        "table": table(
            [
                t(f"prog_head_{one}", book.lang)
                for one in ("effect", "group", "indicator", "baseline", "latest", "target", "says")
            ],
            [_row(book, one, effect) for one, effect in found],
        ),
        "influences": _influences(book),
        "baselines": book.count("prog_s_baselines", [one for one, summary in book.read if summary.baselines]),
        "without": book.count("prog_s_no_effects", [one for one, summary in book.read if not summary.effects]),
    }


def state_label(book: Book, effect: Effect) -> str:
    """Return in words what can be said of an effect."""
    return t(f"prog_effect_{effect.state}", book.lang) if effect.state in STATES else ""


def _state(book: Book, found: list[tuple[Gathered, Effect]], state: str) -> str:
    rows: list[Row] = [(one, effect.effect) for one, effect in found if effect.state == state]
    if not rows:
        return ""
    number = number_of("effects", len(rows), book.lang)
    return book.fact(f"prog_s_effect_{state}", rows, effects=number, among=len(found))


def _row(book: Book, one: Gathered, effect: Effect) -> list[Value]:
    return [
        effect.effect,
        book.group(one),
        effect.indicator,
        with_day(book, effect.baseline, effect.baseline_day),
        latest(book, effect),
        with_day(book, effect.target, effect.target_day),
        state_label(book, effect),
    ]


def with_day(book: Book, value: str, day: str) -> str:
    """Return `12 (3 mars 2026)`."""
    return f"{value} ({book.day(day)})" if value and day else value


def latest(book: Book, effect: Effect) -> str:
    """Return the newest measurement with its day."""
    last = max(effect.measurements, key=lambda one: one.day, default=None)
    return with_day(book, last.value, last.day) if last else ""


def _influences(book: Book) -> list[Markdown]:
    """Return what else may have influenced, as the groups say it, of effects and in follow-ups."""
    said: list[tuple[Gathered, str]] = []
    for one, summary in book.read:
        said += [(one, text) for each in summary.effects for text in each.influences]
        said += [(one, text) for each in summary.follow_ups for text in each.influences]
    return [Markdown(f"{book.group(one)}: {escape(text)}") for one, text in _once(said)]


def _once(said: Iterable[tuple[Gathered, str]]) -> list[tuple[Gathered, str]]:
    return list({(one.group.name, text): (one, text) for one, text in said}.values())


def build_activities(book: Book) -> dict[str, Any]:
    """Return how many activities the plans hold, by state: what is done to introduce the solutions."""
    rows = [(one, summary.activities) for one, summary in book.read if any(summary.activities.model_dump().values())]
    numbers = {name: sum(getattr(each, name) for _one, each in rows) for name in _ACTIVITIES}
    if not rows:
        return {"sentence": "", "table": ""}
    heads = [t("prog_head_group", book.lang), *(t(f"prog_activity_{name}", book.lang) for name in _ACTIVITIES)]
    cells: list[list[Value]] = [[book.group(one), *(getattr(each, name) for name in _ACTIVITIES)] for one, each in rows]
    key = "prog_s_activities" if numbers["done"] else "prog_s_activities_none"
    return {
        "sentence": book.fact(
            key,
            [(one, _planned(book, each)) for one, each in rows],
            activities=number_of("activities", sum(numbers.values()), book.lang),
            done=numbers["done"],
        ),
        "table": table(heads, cells),
    }


def _planned(book: Book, activities: Activities) -> str:
    number = number_of("activities", sum(activities.model_dump().values()), book.lang)
    return t("prog_b_activities", book.lang, activities=number, done=activities.done)

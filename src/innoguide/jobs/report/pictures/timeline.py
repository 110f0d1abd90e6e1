"""The timeline of a plan: its activities, and the decisions it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.pictures.days import day_of, span
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.timeline import STATES, Activity, State, TimelineWords, draw_timeline
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "tidslinje", "en": "timeline"}


def plan_picture(book: Book, plan: Record) -> Markdown:
    """Return the timeline of a plan; nothing when the plan has neither activities nor decisions."""
    if not _activities(book, plan):
        return Markdown()
    name = f"{_NAMES[book.lang]}-{plan.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, plan))


def _activities(book: Book, plan: Record) -> list[Activity]:
    rows = [_activity(book, plan, row) for row in plan.values.get("activities", ()) if row.get("what")]
    return rows + [_decision(book, row) for row in plan.values.get("decision_needed", ()) if row.get("what")]


def _activity(book: Book, plan: Record, row: dict[str, Any]) -> Activity:
    state = str(row.get("status", ""))
    known: State = next((one for one in STATES if one == state), "unknown")
    one = Activity(str(row["what"]), "", known, day_of(row.get("from")), day_of(row.get("to")))
    facts = [str(row.get("responsible", "")), _when(book, one), _states(book, plan)[known]]
    return Activity(one.what, " · ".join(filter(None, facts)), known, one.start, one.end)


def _decision(book: Book, row: dict[str, Any]) -> Activity:
    one = Activity(str(row["what"]), "", "decision", day_of(row.get("when")))
    facts = [t("picture_plan_decision", book.lang), str(row.get("by", "")), _when(book, one)]
    return Activity(one.what, " · ".join(filter(None, facts)), "decision", one.start)


def _when(book: Book, one: Activity) -> str:
    return span(*one.days, book.lang) if one.days else ""


def _states(book: Book, plan: Record) -> dict[State, str]:
    """Return what each state of an activity is called: by the guide where it has a name for it."""
    kind = book.kind(plan)
    rows = kind.by_id.get("activities") if kind else None
    options = next((one.options for one in rows.fields if one.id == "status"), ()) if rows else ()
    named = {one.id: one.label.in_(book.lang) for one in options}
    own = {"unknown": t("picture_plan_no_state", book.lang), "decision": t("picture_plan_decision", book.lang)}
    return {state: own.get(state) or named.get(state, state) for state in STATES}


def _draw(book: Book, plan: Record) -> Drawing:
    activities = _activities(book, plan)
    return draw_timeline(
        title=f"{book.name(plan)}: {book.label(plan, 110)}",
        description=_description(book, plan, activities),
        activities=activities,
        words=TimelineWords(_states(book, plan), t("picture_plan_undated", book.lang)),
        lang=book.lang,
    )


def _description(book: Book, plan: Record, activities: Sequence[Activity]) -> str:
    days = [day for one in activities for day in one.days or ()]
    key = "picture_plan_alt" if days else "picture_plan_alt_undated"
    decisions = sum(one.state == "decision" for one in activities)
    return t(
        key,
        book.lang,
        plan=book.name(plan),
        activities=len(activities) - decisions,
        decisions=decisions,
        when=span(min(days), max(days), book.lang) if days else "",
        undated=sum(one.days is None for one in activities),
    )

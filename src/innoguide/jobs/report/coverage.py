"""Have we met enough people? Those who were met beside the plan, and whether anything new still came."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book, upper_first
from innoguide.jobs.report.showing import day
from innoguide.model.evidence import Meeting, find_saturation, met_against_plan, participant_labels
from innoguide.rendering.markdown import Value, table


def build_coverage(book: Book) -> dict[str, Any]:
    """Return the plan beside those who were met as a table, what is missing, and what the meetings gave."""
    saturation = find_saturation(book.project)
    groups = met_against_plan(book.project)
    labels = participant_labels(book.guide, book.lang)
    return {
        "plan": _plan(book) if any(one.groups for one in groups) else "",
        "missing": [
            {"who": labels.get(one.participant_type, one.participant_type).lower(), "number": one.missing}
            for one in groups
            if one.missing
        ],
        "meetings": len(saturation.sorted),
        "without_news": saturation.without_news,
        "repeats": saturation.is_reached,
        # A line for each meeting is a line for each person.
        "table": _meetings(book, saturation.sorted) if book.sees.persons else "",
    }


_PLAN = {
    "sv": ("Vilka", "Grupper i planen", "Ville möta", "Mötta"),
    "en": ("Who", "Groups in the plan", "Wanted", "Met"),
}
_UNSTATED = {"sv": "ej angivet", "en": "not stated"}


def _plan(book: Book) -> Value:
    labels = participant_labels(book.guide, book.lang)
    rows: list[list[Value]] = []
    for one in met_against_plan(book.project):
        who = labels.get(one.participant_type, one.participant_type) or _UNSTATED[book.lang]
        rows.append([upper_first(who), "; ".join(one.groups), one.wanted or "", one.met or "–"])
    return table(_PLAN[book.lang], rows)


_MEETINGS = {"sv": ("Dag", "Möte", "Nya teman", "Nya insikter"), "en": ("Day", "Meeting", "New themes", "New insights")}


def _meetings(book: Book, meetings: list[Meeting]) -> Value:
    rows = [[day(book, one.day), book.line(one.record, 60), one.themes or "–", one.insights or "–"] for one in meetings]
    return table(_MEETINGS[book.lang], rows)

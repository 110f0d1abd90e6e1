"""The half page a decision maker reads: need, quote, what was tried, solution, status, and what is asked for."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book, sentence
from innoguide.jobs.report.findings import best_quote
from innoguide.jobs.report.framing import build_mandate
from innoguide.jobs.report.people import whom_we_met
from innoguide.jobs.report.realising import build_asks, build_effects, build_solutions
from innoguide.model.progress import StepProgress
from innoguide.model.record import Record


def build_summary(book: Book, progresses: list[StepProgress]) -> dict[str, Any]:
    """Return the facts of the summary; the template makes the sentences."""
    insights = leading_insights(book)
    solutions = build_solutions(book)
    effects = build_effects(book)
    return {
        "need": find_need(book, insights),
        "quote": best_quote(book, insights),
        "met": whom_we_met(book),
        "numbers": {
            "insights": len(book.of_kind("insight")),
            "ideas": len(book.of_kind("idea")),
            "prototypes": len(book.of_kind("prototype")),
            "rounds": len(book.of_kind("test_round")),
            "testers": len(book.of_kind("test_result")),
            "meetings": len(book.project.sessions),
        },
        "changes": sum(len(one.values.get("changes", ())) for one in book.of_kind("test_round")),
        "solutions": solutions,
        "areas": [_area(book, one) for one in book.of_kind("development_area")],
        "cards": [book.label(one) for one in book.of_kind("idea_card")],
        "asks": build_asks(book),
        "effects": effects,
        "measured": [one for one in effects if one["latest"]],
        "next_check": next((one["next"] for one in effects if one["next"]), ""),
        "where": _where(book, progresses),
        "mandate": build_mandate(book),
    }


def leading_insights(book: Book) -> list[Record]:
    """Return the insights that carry the work: those behind the development areas, else the chosen, else all."""
    ordered = book.of_kind("insight")
    behind = {one for area in book.of_kind("development_area") for one in area.values.get("insights", ())}
    return (
        [one for one in ordered if one.id in behind]
        or [one for one in ordered if one.values.get("chosen") is True]
        or ordered
    )


def _area(book: Book, area: Record) -> dict[str, str]:
    return {"title": book.label(area), "question": str(area.values.get("question", ""))}


def find_need(book: Book, insights: list[Record]) -> str:
    """Return the need in one sentence: the leading insight that rests on something, else what a story says."""
    said = [book.label(one) for one in insights if one.values.get("evidence")]
    said += [str(one.values["need"]) for one in book.of_kind("story") if one.values.get("need")]
    return sentence(said[0]) if said else ""


def _where(book: Book, progresses: list[StepProgress]) -> dict[str, Any]:
    """Return the step the work stands in: the last with a method begun; a record added on its own moves nobody."""
    begun = [one for one in progresses if one.state == "closed" or one.methods_done or one.methods_begun]
    begun = begun or [one for one in progresses if one.state != "not_started"][:1]
    if not begun:
        return {"number": 0, "steps": len(progresses), "title": "", "state": "not_started"}
    now = begun[-1]
    return {
        "number": now.number,
        "steps": len(progresses),
        "title": now.step.title.in_(book.lang),
        "state": now.state,
    }

"""What came of it: the answer to those who took part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from innoguide.jobs.report.audiences.short import contacts, in_brief, solution_facts, without_codes
from innoguide.jobs.report.book import Book, sentence
from innoguide.jobs.report.findings import best_quote
from innoguide.jobs.report.framing import build_challenge
from innoguide.jobs.report.people import whom_we_met
from innoguide.jobs.report.realising import build_effects, build_solutions
from innoguide.jobs.report.summary import leading_insights
from innoguide.jobs.report.trials import build_rounds
from innoguide.model.record import Record

MOST = 6
"""How much of each sort somebody reads who has five minutes."""

LINE = 260


def build_feedback_page(book: Book) -> dict[str, Any]:
    """Return what the template for those who took part needs."""
    rounds = build_rounds(book)
    effects = build_effects(book)
    solutions = build_solutions(book)
    return {
        **contacts(book),
        "question": build_challenge(book)["question"],
        "met": whom_we_met(book),
        "heard": [_heard(book, one) for one in _insights(book)],
        "areas": [
            {"title": sentence(book.label(one)), "why": in_brief(str(one.values.get("why_now", "")), LINE)}
            for one in book.of_kind("development_area")[:MOST]
        ],
        "tested": sum(one["number"] for one in rounds) or len(book.of_kind("test_result")),
        "changes": _changes(rounds),
        "solutions": [
            {**solution_facts(book, one, LINE), "stage_id": str(record.values.get("stage", ""))}
            for one, record in zip(solutions, book.of_kind("solution"), strict=True)
        ],
        "measured": [
            {"effect": one["in_short"], "value": one["latest"]["value"], "date": one["latest"]["date"]}
            for one in effects
            if one["latest"]
        ],
        "not_done": _not_done(book),
        "next_check": next((one["next_check"] for one in solutions if one["next_check"]), ""),
    }


def has_feedback_page(book: Book) -> bool:
    """Whether anybody has been met, or anything learned from them."""
    return bool(book.of_kind("insight") or whom_we_met(book)["number"])


def _insights(book: Book) -> list[Record]:
    """Return the insights that carried the work, then the others."""
    found = [*leading_insights(book), *book.of_kind("insight")]
    return list({one.id: one for one in found}.values())[:MOST]


def _heard(book: Book, insight: Record) -> dict[str, Any]:
    quote = best_quote(book, [insight], most=LINE) if insight.values.get("evidence") else {}
    return {"text": sentence(book.label(insight)), "quote": quote.get("text", ""), "by": quote.get("by", "")}


def _changes(rounds: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return what was changed after the tests, the newest first."""
    rows = [row for one in reversed(rounds) for row in one["changes"] if row["what"]]
    shown = set(without_codes(row["what"] for row in rows))
    return [
        {"what": sentence(row["what"]), "why": sentence("".join(without_codes([row["why"]])))}
        for row in rows
        if row["what"] in shown
    ][:MOST]


def _not_done(book: Book) -> list[dict[str, str]]:
    """Return what was set aside and why: first areas and cards, then what fewer have heard of."""
    seen: set[str] = set()
    found: list[dict[str, str]] = []
    for what, why in (*_areas_aside(book), *_decided_aside(book, "idea_card"), *_decided_aside(book, "idea")):
        if what not in seen and without_codes([why]) and len(found) < MOST:
            found.append({"what": sentence(in_brief(what, LINE)), "why": sentence(in_brief(why, LINE))})
        seen.add(what)
    return found


def _areas_aside(book: Book) -> Iterator[tuple[str, str]]:
    for area in book.of_kind("development_area"):
        for row in area.values.get("not_chosen", ()):
            yield str(row.get("what", "")), str(row.get("why", ""))


def _decided_aside(book: Book, kind: str) -> Iterator[tuple[str, str]]:
    for decision in book.of_kind("decision"):
        for row in decision.values.get("set_aside", ()):
            record = book.find(row.get("record"))
            if record is not None and record.kind == kind:
                yield book.label(record), str(row.get("why", ""))

"""Why this solution? The chain from a solution back to what people said and did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.decided import dots_of
from innoguide.jobs.report.findings import build_evidence
from innoguide.model.record import Record


def build_chain(book: Book, solution: Record) -> dict[str, Any]:
    """Return every link that the records hold, from evidence to tests; empty lists where a link is missing."""
    card = book.find(solution.values.get("idea_card"))
    cards = [card] if card else []
    question = book.find(card.values.get("answers")) if card else None
    insights = _insights(book, cards, question)
    prototypes = [one for one in book.of_kind("prototype") if card and one.values.get("tests_idea") == card.id]
    ideas = book.find_all(card.values.get("ideas")) if card else []
    dots = dots_of(book)
    return {
        "card": book.line(card) if card else "",
        "pitch": str(card.values.get("pitch", "")) if card else "",
        "question": _words(book, question),
        "insights": [_insight(book, one) for one in insights],
        "ideas": [book.line(one, 160) for one in ideas],
        "dots": sum(dots.get(one.id, 0) for one in [*ideas, *cards]),
        "tests": [_test(book, one) for one in prototypes],
        "quotes": sum(len(_insight(book, one)["quotes"]) for one in insights),
    }


def _words(book: Book, question: Record | None) -> str:
    return (str(question.values.get("question", "")) or book.label(question)) if question else ""


def _insights(book: Book, cards: Iterable[Record], question: Record | None) -> list[Record]:
    """Return the insights a card names, and those its question grew from."""
    ids: list[str] = [one for card in cards for one in card.values.get("insights", ())]
    if question is not None:
        ids += question.values.get("insights", ())
        opportunity = book.find(question.values.get("opportunity"))
        ids += [opportunity.values["insight"]] if opportunity and opportunity.values.get("insight") else []
    return book.find_all(dict.fromkeys(ids))


def _insight(book: Book, insight: Record) -> dict[str, Any]:
    quotes, others = build_evidence(book, insight.values.get("evidence"))
    return {"line": book.line(insight), "quotes": quotes, "others": others}


def _test(book: Book, prototype: Record) -> dict[str, Any]:
    results = {one.id for one in book.of_kind("test_result") if one.values.get("prototype") == prototype.id}
    rounds = [one for one in book.of_kind("test_round") if results & set(one.values.get("results", ()))]
    return {
        "prototype": book.line(prototype, 120),
        "version": str(prototype.values.get("version", "")),
        "tests_what": str(prototype.values.get("tests_what", "")),
        "testers": len(results),
        "rounds": [{"round": book.line(one, 120), "decision": book.option(one, "decision").lower()} for one in rounds],
    }

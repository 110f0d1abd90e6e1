"""Step 4: the idea bank, question by question, and the idea cards."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.decided import dots_of
from innoguide.jobs.report.listing import build_block
from innoguide.jobs.report.showing import shown_fields
from innoguide.model.record import Record
from innoguide.rendering.markdown import Markdown, Value, escape

_CARD_SHORT = ("pitch", "for_whom", "need", "value_user", "value_org", "feasible", "harm", "test_first")


def build_ideas(book: Book) -> dict[str, Any]:
    """Return the ideas by the question they answer, and how many came from where."""
    ideas = book.of_kind("idea")
    dots = dots_of(book)
    questions = {str(one.values.get("answers", "")): book.find(one.values.get("answers")) for one in ideas}
    order = sorted(questions, key=lambda one: _place(book, questions[one]))
    return {
        "number": len(ideas),
        "questions": [
            {
                "question": _question(book, questions[one]),
                "rows": [_idea(book, idea, dots) for idea in ideas if str(idea.values.get("answers", "")) == one],
            }
            for one in order
        ],
        "origins": _origins(book, ideas),
        "has_dots": any(one.id in dots for one in ideas),
        "chosen": [book.line(one) for one in ideas if one.values.get("state") == "chosen"],
    }


def _place(book: Book, question: Record | None) -> tuple[bool, str, int]:
    return (question is None, question.kind if question else "", book.numbers[question.id] if question else 0)


def _question(book: Book, question: Record | None) -> str:
    if question is None:
        return ""
    return str(question.values.get("question", "")) or book.label(question)


def _origins(book: Book, ideas: list[Record]) -> list[dict[str, Any]]:
    kind = book.guide.kinds.get("idea")
    options = kind.by_id["origin"].options if kind and "origin" in kind.by_id else ()
    counted = [(one.label.in_(book.lang), sum(i.values.get("origin") == one.id for i in ideas)) for one in options]
    return [{"label": label.lower(), "number": number} for label, number in counted if number]


def _idea(book: Book, idea: Record, dots: dict[str, int]) -> dict[str, Any]:
    rest = shown_fields(book, idea, skip=("text", "answers", "origin", "state"))
    return {
        "number": book.numbers[idea.id],
        "text": book.label(idea),
        "origin": book.option(idea, "origin").lower(),
        "state": book.option(idea, "state").lower(),
        "dots": dots.get(idea.id, 0) or "",
        "more": Markdown("; ".join(f"{escape(one['lead'])} {_flat(one['value'])}" for one in rest)),
    }


def _flat(value: Any) -> str:
    return "; ".join(escape(one) for one in value) if isinstance(value, list) else escape(value)


def chosen_cards(book: Book) -> list[Record]:
    """Return the idea cards that were chosen for test; all of them when none is marked."""
    cards = book.of_kind("idea_card")
    return [one for one in cards if one.values.get("state") == "chosen"] or cards


def build_cards(book: Book, *, short: bool = False) -> list[dict[str, Any]]:
    """Return the idea cards: in full, or only the chosen ones in short."""
    if short:
        return [_card(book, one, build_block(book, one, only=_CARD_SHORT)) for one in chosen_cards(book)]
    return [_card(book, one, build_block(book, one)) for one in book.of_kind("idea_card")]


def _card(book: Book, card: Record, block: dict[str, Any]) -> dict[str, Any]:
    state: Value = book.option(card, "state")
    insights = [book.linked_name(one) for one in book.find_all(card.values.get("insights"))]
    return {**block, "state": state, "insights": insights}

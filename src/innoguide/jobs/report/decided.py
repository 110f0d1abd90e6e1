"""What the group chose: decisions, votes and ratings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.showing import day, shown_fields
from innoguide.model.record import Record, kind_of
from innoguide.model.tally import count_ratings, count_votes
from innoguide.rendering import markdown
from innoguide.rendering.markdown import Markdown, Value, table


def build_decision(book: Book, decision: Record) -> dict[str, Any]:
    """Return a decision: what, why, by whom, on what, and what was set aside."""
    values = decision.values
    bold = book.find(values.get("bold_pick"))
    aside = [(_set_aside(book, row), str(row.get("why", ""))) for row in values.get("set_aside", ())]
    return {
        "name": book.name(decision),
        "what": str(values.get("what", "")),
        "why": str(values.get("why", "")),
        "by": str(values.get("decided_by", "")),
        "date": day(book, str(values.get("date", ""))),
        "chosen": [book.line(one, 160) for one in book.find_all(values.get("chosen"))],
        "bold": book.line(bold, 160) if bold else "",
        "aside_why": [{"what": what, "why": why} for what, why in aside if why],
        "aside": [what for what, why in aside if not why],
        "rest": shown_fields(
            book, decision, skip=("what", "why", "decided_by", "date", "chosen", "bold_pick", "set_aside")
        ),
    }


def _set_aside(book: Book, row: dict[str, Any]) -> Value:
    """Return the record that was set aside, with the words it was given when it was decided."""
    record = book.find(row.get("record"))
    what = str(row.get("what", ""))
    if record is None:
        return what
    same = book.label(record) == " ".join(what.split()) or not what
    return book.line(record, 160) if same else Markdown(f"{book.linked_name(record)}: {markdown.escape(what)}")


def build_vote(book: Book, vote: Record) -> dict[str, Any]:
    """Return a vote as a table, most dots first, and what got no dots."""
    criteria = {
        str(row.get("criterion", "")): str(row.get("label") or row.get("criterion", ""))
        for row in vote.values.get("criteria", ())
    }
    for row in vote.values.get("results", ()):
        criteria.setdefault(str(row.get("criterion", "")), str(row.get("criterion", "")))
    rows: list[list[Value]] = []
    tallied = [(one, book.find(one.record)) for one in count_votes(vote.values)]
    counted = [(one, record) for one, record in tallied if record is not None]
    counted.sort(key=lambda pair: (-pair[0].total, book.numbers[pair[1].id]))
    for one, record in counted:
        dots = [one.dots.get(name, 0) or "–" for name in criteria]
        rows.append([book.line(record, 120), *dots, *([one.total] if len(criteria) > 1 else [])])
    total = [_SUM[book.lang]] if len(criteria) > 1 else []
    return {
        "name": book.name(vote),
        "about": str(vote.values.get("about", "")),
        "voters": int(vote.values.get("voters", 0) or 0),
        "criteria": list(criteria.values()),
        "table": table([_WHAT[book.lang], *criteria.values(), *total], rows),
        "without": [book.line(one, 120) for one in _without_dots(book, vote)],
        "without_names": [book.linked_name(one) for one in _without_dots(book, vote)],
        "ideas": any(kind_of(str(row.get("record", ""))).startswith("idea") for row in vote.values.get("results", ())),
        "private": vote.values.get("private") is True,
        "rest": shown_fields(book, vote, skip=("about", "voters", "criteria", "results", "private")),
    }


_WHAT = {"sv": "Förslag", "en": "Proposal"}
_SUM = {"sv": "Prickar i allt", "en": "Dots in all"}


def _without_dots(book: Book, vote: Record) -> list[Record]:
    """Return the records of the voted kinds that were there at the vote and got nothing."""
    voted = {str(row.get("record", "")) for row in vote.values.get("results", ())}
    kinds = sorted({kind_of(one) for one in voted} - {""})
    when = vote.updated or vote.created
    return [one for kind in kinds for one in book.of_kind(kind) if one.id not in voted and one.created <= when]


def dots_of(book: Book) -> dict[str, int]:
    """Return the dots that each record has got, in all votes."""
    dots: dict[str, int] = {}
    for vote in book.of_kind("vote"):
        for one in count_votes(vote.values):
            dots[one.record] = dots.get(one.record, 0) + one.total
    return dots


def build_rating(book: Book, rating: Record) -> dict[str, Any]:
    """Return how a question was answered; nothing but the number when fewer than five answered."""
    rated = count_ratings(rating.values)
    return {
        "name": book.name(rating),
        "question": str(rating.values.get("question", "")),
        "answers": rated.answers,
        "median": "" if rated.median is None else markdown.number(rated.median, lang=book.lang),
        "spread": [{"value": value, "number": number} for value, number in rated.counts.items()],
        "rest": shown_fields(book, rating, skip=("question", "counts", *_question_id(rating))),
    }


def _question_id(rating: Record) -> tuple[str, ...]:
    """Return the field that says which question of the guide it was, when it holds no more than its id."""
    return ("about",) if re.fullmatch(r"[a-z0-9_-]+", str(rating.values.get("about", ""))) else ()


def build_decided(book: Book, records: Sequence[Record]) -> dict[str, Any]:
    """Return the decisions, votes and ratings among *records*."""
    return {
        "decisions": [build_decision(book, one) for one in records if one.kind == "decision"],
        "votes": [build_vote(book, one) for one in records if one.kind == "vote"],
        "ratings": [build_rating(book, one) for one in records if one.kind == "rating"],
    }

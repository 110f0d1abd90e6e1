"""What the group chose: decisions, votes, weighings and ratings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.pictures.votes import vote_picture
from innoguide.jobs.report.showing import day, shown_fields
from innoguide.model.audience import CAPACITY
from innoguide.model.moves import Rank, Vote
from innoguide.model.record import Record, kind_of
from innoguide.model.tally import count_ratings, count_votes
from innoguide.model.weighing import Weighed, highest_sum, weigh, weights_of
from innoguide.rendering import markdown
from innoguide.rendering.markdown import Markdown, Value, table

_SHOWN_BY_NAME = (
    "what", "why", "decided_by", "date", "way", "evidence", "chosen", "bold_pick", "outcome", "changes", "objections",
    "set_aside",
)  # fmt: skip


def build_decision(book: Book, decision: Record) -> dict[str, Any]:
    """Return a decision: what, why, by whom, how, on what, against which objections, and what was set aside."""
    values = decision.values
    bold = book.find(values.get("bold_pick"))
    aside = [(_set_aside(book, row), str(row.get("why", ""))) for row in values.get("set_aside", ())]
    return {
        "name": book.name(decision),
        "what": str(values.get("what", "")),
        "why": str(values.get("why", "")),
        "by": str(values.get("decided_by", "")),
        "date": day(book, str(values.get("date", ""))),
        "way": book.option(decision, "way"),
        "evidence": _evidence(book, decision),
        "order": _order(book, decision),
        "outcome": book.option(decision, "outcome"),
        "changes": str(values.get("changes", "")),
        "objections": [_objection(book, decision, row) for row in values.get("objections", ())],
        "chosen": [book.line(one, 160) for one in book.find_all(values.get("chosen"))],
        "bold": book.line(bold, 160) if bold else "",
        "aside_why": [{"what": what, "why": why} for what, why in aside if why],
        "aside": [what for what, why in aside if not why],
        "rest": shown_fields(book, decision, skip=_SHOWN_BY_NAME),
    }


def _evidence(book: Book, decision: Record) -> list[Value]:
    """Return a line for each thing that the decision rests on."""
    shown = shown_fields(book, decision, only=("evidence",))
    value = shown[0]["value"] if shown else []
    return list(value) if isinstance(value, list) else [value]


def _objection(book: Book, decision: Record, row: dict[str, Any]) -> dict[str, str]:
    """Return an objection with the role it came from and how it was met; what else stands in the row comes last."""
    kind = book.kind(decision)
    field = kind.by_id.get("objections") if kind else None
    options = next((one.options for one in field.fields if one.id == "met"), ()) if field else ()
    met = str(row.get("met", ""))
    known = ("objection", "role", "met")
    return {
        "objection": str(row.get("objection", "")),
        "role": str(row.get("role", "")),
        "met": next((one.label.in_(book.lang) for one in options if one.id == met), met),
        "more": "; ".join(f"{name}: {value}" for name, value in row.items() if name not in known),
    }


def _order(book: Book, decision: Record) -> list[Value]:
    """Return what was decided about in the order it got in pairs, in the same method; what was not compared last.

    A record holds its last place only, so the order belongs to the newest decision of the method.
    """
    method = book.guide.method(decision.step, decision.method)
    about = [decision.values.get("chosen", ()), [row.get("record") for row in decision.values.get("set_aside", ())]]
    records = [one for ids in about for one in book.find_all(ids)]
    ranks = [move for move in method.script if isinstance(move, Rank)] if method else []
    field = next((move.field for move in ranks if any(one.kind == move.kind for one in records)), "")
    here = (decision.step, decision.method)
    newer = [one for one in book.of_kind("decision") if (one.step, one.method) == here]
    if not field or max(newer, key=lambda one: (one.created, one.id)).id != decision.id:
        return []
    placed = sorted((one for one in records if field in one.values), key=lambda one: int(one.values[field]))
    rest = [one for one in records if field not in one.values]
    lines: list[Value] = [Markdown(f"{one.values[field]}: {book.line(one, 120)}") for one in placed]
    not_compared = [Markdown(f"{_NOT_COMPARED[book.lang]}: {book.line(one, 120)}") for one in rest]
    return [*lines, *not_compared] if placed else []


_NOT_COMPARED = {"sv": "Inte jämförd", "en": "Not compared"}


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
        "picture": vote_picture(book, vote, criteria=criteria, counted=counted),
        "table": table([_WHAT[book.lang], *criteria.values(), *total], rows),
        "without": [book.line(one, 120) for one in _without_dots(book, vote)],
        "without_names": [book.linked_name(one) for one in _without_dots(book, vote)],
        "ideas": any(kind_of(str(row.get("record", ""))).startswith("idea") for row in vote.values.get("results", ())),
        "private": vote.values.get("private") is True,
        "weighted": False,
        "rest": shown_fields(book, vote, skip=("about", "voters", "criteria", "results", "private")),
    }


_WHAT = {"sv": "Förslag", "en": "Proposal"}
_SUM = {"sv": "Prickar i allt", "en": "Dots in all"}


def _without_dots(book: Book, vote: Record) -> list[Record]:
    """Return the records of the voted kinds that were there at the vote and got nothing."""
    voted = {str(row.get("record", "")) for row in vote.values.get("results", ())}
    kinds = sorted({kind_of(one) for one in voted} - {""}) or _voted_kinds(book, vote)
    when = vote.updated or vote.created
    return [one for kind in kinds for one in book.of_kind(kind) if one.id not in voted and one.created <= when]


def _voted_kinds(book: Book, vote: Record) -> list[str]:
    """Return what was voted on when nothing got a dot: what the vote's method says."""
    method = book.guide.method(vote.step, vote.method)
    return sorted({move.kind for move in method.script if isinstance(move, Vote)}) if method else []


def build_weighing(book: Book, weighing: Record) -> dict[str, Any]:
    """Return a weighing as a table, the highest sum first; what lacks scores stands last, with what it lacks."""
    values = weighing.values
    weights = weights_of(values)
    labels = {str(row.get("criterion", "")): str(row.get("label", "")) for row in values.get("criteria", ())}
    names = [f"{labels.get(one) or one} × {weight}" for one, weight in weights.items()]
    found = [(one, book.find(one.record)) for one in weigh(values)]
    weighed = [(one, record) for one, record in found if record is not None]
    weighed.sort(key=lambda pair: (len(pair[0].missing), -pair[0].total, book.numbers[pair[1].id]))
    rows = [_weighed_row(book, one, record, list(weights)) for one, record in weighed]
    lacking = [(one, record) for one, record in weighed if one.missing and one.scores]
    return {
        "name": book.name(weighing),
        "about": str(values.get("about", "")),
        "most": highest_sum(values),
        "criteria": names,
        "table": table([_WHAT[book.lang], *names, _WEIGHTED[book.lang]], rows),
        "lacking": [
            {"what": book.linked_name(record), "criteria": ", ".join(labels.get(name) or name for name in one.missing)}
            for one, record in lacking
        ],
        "without": [book.linked_name(record) for one, record in weighed if not one.scores],
        "ideas": any(record.kind.startswith("idea") for _one, record in weighed),
        "weighted": True,
        "rest": shown_fields(book, weighing, skip=("about", "weighed", "criteria", "scores")),
    }


_WEIGHTED = {"sv": "Viktad summa", "en": "Weighted sum"}
_INCOMPLETE = {"sv": "går inte att jämföra", "en": "cannot be compared"}


def _weighed_row(book: Book, one: Weighed, record: Record, criteria: Sequence[str]) -> list[Value]:
    total: Value = one.total if not one.missing else f"({one.total}) {_INCOMPLETE[book.lang]}" if one.scores else "–"
    return [book.line(record, 120), *(one.scores.get(name, "–") for name in criteria), total]


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


_BALLOTS = {"vote": build_vote, "weighing": build_weighing}


def build_decided(book: Book, records: Sequence[Record]) -> dict[str, Any]:
    """Return the decisions, the votes and weighings, and the ratings among *records*.

    The self-assessment is shown as a whole, never a statement at a time: numbers by statement could be subtracted.
    """
    return {
        "decisions": [build_decision(book, one) for one in records if one.kind == "decision"],
        "votes": [_BALLOTS[one.kind](book, one) for one in records if one.kind in _BALLOTS],
        "ratings": [build_rating(book, one) for one in records if one.kind == "rating" and one.method != CAPACITY],
    }

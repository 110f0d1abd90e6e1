"""Step 5: prototypes, whom they were tried with, what was learned, what changed, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.listing import build_block
from innoguide.jobs.report.people import FEWER
from innoguide.jobs.report.showing import joined, shown_fields
from innoguide.model.language import sort_key
from innoguide.model.record import Record
from innoguide.model.tally import SMALLEST_GROUP
from innoguide.rendering import markdown
from innoguide.rendering.markdown import Markdown, escape

_GRID = ("positive", "negative", "questions", "tester_ideas", "our_ideas", "behaviour", "quotes", "need_met_why")


def build_prototypes(book: Book) -> list[dict[str, Any]]:
    """Return each prototype with what its tests gave."""
    results: dict[str, list[Record]] = {}
    for one in book.of_kind("test_result"):
        results.setdefault(str(one.values.get("prototype", "")), []).append(one)
    return [_prototype(book, one, results.get(one.id, [])) for one in book.of_kind("prototype")]


def build_feedback(book: Book, results: Sequence[Record]) -> dict[str, Any]:
    """Return what the testers said and did, gathered: what worked, what did not, questions, ideas."""
    grid = {name: _gather(results, name) for name in _GRID}
    return {
        "number": len(results),
        "testers": _testers(book, results),
        "grid": grid,
        "need_met": _need_met(book, results),
        "severity": _severity(book, results),
    }


def _prototype(book: Book, prototype: Record, results: Sequence[Record]) -> dict[str, Any]:
    idea = book.find(prototype.values.get("tests_idea"))
    return {
        **build_block(book, prototype, skip=("tests_idea", "tests_what", "changed_since", "version")),
        "title": book.label(prototype),
        "version": str(prototype.values.get("version", "")),
        "idea": book.line(idea, 120) if idea else "",
        "tests_what": str(prototype.values.get("tests_what", "")),
        "changed": str(prototype.values.get("changed_since", "")),
        "type": book.option(prototype, "prototype_type"),
        "feedback": build_feedback(book, results),
    }


def _gather(results: Sequence[Record], name: str) -> list[str]:
    """Return what all testers said, in alphabetical order: what one of them said cannot be put together."""
    said: list[str] = []
    for one in results:
        value = one.values.get(name)
        said += [str(value)] if isinstance(value, str) else [str(text) for text in value or ()]
    return sorted(set(said), key=lambda text: (sort_key(text), text))


def _testers(book: Book, results: Sequence[Record]) -> str:
    counted = Counter(book.who(one) for one in results if book.who(one))
    return joined(book, [f"{label} {number}" for label, number in counted.items()])


def _need_met(book: Book, results: Sequence[Record]) -> dict[str, Any]:
    """Return the median of how well the need is met; in public hidden when fewer than five have answered."""
    found = [int(one.values["need_met"]) for one in results if one.values.get("need_met")]
    if not found:
        return {}
    if len(found) < SMALLEST_GROUP and not book.sees.small_numbers:
        return {"answers": FEWER[book.lang], "median": ""}
    return {"answers": str(len(found)), "median": markdown.number(median(found), lang=book.lang)}


def _severity(book: Book, results: Sequence[Record]) -> str:
    counted = Counter(book.option(one, "severity").lower() for one in results if one.values.get("severity"))
    return "; ".join(f"{label}: {number}" for label, number in sorted(counted.items()))


_ROUND = ("title", "round", "results", "learned", "assumption_status", "changes", "decision", "decided_by", "evidence")


def build_rounds(book: Book) -> list[dict[str, Any]]:
    """Return the test rounds in order."""
    found = book.of_kind("test_round")
    found = sorted(found, key=lambda one: (int(one.values.get("round") or 999), book.numbers[one.id]))
    return [_round(book, one) for one in found]


def _round(book: Book, test_round: Record) -> dict[str, Any]:
    values = test_round.values
    results = book.find_all(values.get("results"))
    evidence = [one for one in book.find_all(values.get("evidence")) if one.kind != "test_result" or book.sees.persons]
    return {
        "heading": book.heading(test_round),
        "title": book.label(test_round),
        "round": str(values.get("round", "")),
        "prototypes": joined(book, _prototypes(book, results)),
        "number": len(results),
        "testers": _testers(book, results),
        "learned": [str(one) for one in values.get("learned", ())],
        "changes": [
            {name: str(row.get(name, "")) for name in ("what", "why", "source")} for row in values.get("changes", ())
        ],
        "assumptions": [_outcome(book, test_round, row) for row in values.get("assumption_status", ())],
        "decision": book.option(test_round, "decision"),
        "by": str(values.get("decided_by", "")),
        "evidence": [book.line(one, 160) for one in evidence],
        "rest": shown_fields(book, test_round, skip=_ROUND),
    }


def _prototypes(book: Book, results: Sequence[Record]) -> list[str]:
    ids = dict.fromkeys(str(one.values.get("prototype", "")) for one in results)
    return [_named(book, one) for one in book.find_all(ids)]


def _named(book: Book, prototype: Record) -> str:
    version = prototype.values.get("version")
    return f"{book.label(prototype)} ({version})" if version else book.label(prototype)


def _outcome(book: Book, test_round: Record, row: dict[str, Any]) -> dict[str, Any]:
    kind = book.kind(test_round)
    rows = kind.by_id.get("assumption_status") if kind else None
    options = next((one.options for one in rows.fields if one.id == "outcome"), ()) if rows else ()
    labels = {one.id: one.label.in_(book.lang).lower() for one in options}
    assumption = book.find(row.get("assumption"))
    return {
        "assumption": book.line(assumption, 160) if assumption else Markdown(escape("–")),
        "outcome": labels.get(str(row.get("outcome", "")), ""),
    }

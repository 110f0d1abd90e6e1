"""Why this solution? The chain from a solution back to what people said and did, and on to what it should change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from innoguide.jobs.report.book import Book, clause
from innoguide.jobs.report.decided import build_decision, dots_of
from innoguide.jobs.report.findings import build_evidence, build_strength
from innoguide.jobs.report.framing import versions_of
from innoguide.jobs.report.pictures.chain import chain_picture
from innoguide.jobs.report.showing import day
from innoguide.model.record import Record
from innoguide.rendering.markdown import Value

MOST_ASIDE = 5
"""How many reasons for setting something aside stand in the chain; the decision itself has all."""


def build_chain(book: Book, solution: Record) -> dict[str, Any]:
    """Return every link that the records hold, from the challenge to the effects; empty where a link is missing."""
    card = book.find(solution.values.get("idea_card"))
    question = book.find(card.values.get("answers")) if card else None
    opportunity = book.find(question.values.get("opportunity")) if question else None
    insights = _insights(book, card, question, opportunity)
    ideas = book.find_all(card.values.get("ideas")) if card else []
    above = [one for one in (opportunity, question, card) if one is not None]
    dots = dots_of(book)
    chain: dict[str, Any] = {
        "challenge": _challenge(book),
        "insights": [_insight(book, one, above) for one in insights],
        "opportunity": _link(book, opportunity, above),
        "question": _link(book, question, above),
        "ideas": [_link(book, one, above) for one in ideas],
        "dots": sum(dots.get(one.id, 0) for one in [*ideas, *([card] if card else [])]),
        "card": _link(book, card, [solution]),
        "pitch": str(card.values.get("pitch", "")) if card else "",
        "assumptions": [_assumption(book, one, above) for one in _assumptions(book, card)],
        "decisions": [_decision(book, one) for one in _decisions(book, [solution, *above, *insights, *ideas])],
        "tests": [_test(book, one) for one in made_of(book, "prototype", [card] if card else [])],
        "effects": [_effect(book, one) for one in made_of(book, "effect", [solution])],
    }
    return {**chain, "changed": _any_changed(chain), "picture": chain_picture(book, solution, chain)}


def made_of(book: Book, kind: str, records: Iterable[Record], field: str = "") -> list[Record]:
    """Return the records of *kind* that refer to any of *records* (through *field*, if given), as they are read."""
    edges = (edge for one in records for edge in book.links.built_on.get(one.id, ()) if field in ("", edge.field))
    found = [one for one in book.find_all(dict.fromkeys(edge.record for edge in edges)) if one.kind == kind]
    return sorted(found, key=lambda one: book.numbers[one.id])


def is_changed(book: Book, record: Record, target: Record) -> bool:
    """Whether *target* says something else than when *record* was built on it."""
    return any(edge.suspect for edge in book.links.rests_on.get(record.id, ()) if edge.target == target.id)


def _link(book: Book, record: Record | None, above: Iterable[Record]) -> dict[str, Any]:
    """Return a link of the chain, and whether it has changed since one of the records *above* was built on it."""
    if record is None:
        return {"line": "", "text": "", "changed": False}
    return {
        "line": book.line(record, 160),
        "text": str(record.values.get("question", "")) or book.label(record),
        "changed": any(is_changed(book, one, record) for one in above),
    }


def _challenge(book: Book) -> str:
    versions = versions_of(book)
    return str(versions[-1].values.get("question", "")) if versions else ""


def _insights(book: Book, card: Record | None, question: Record | None, opportunity: Record | None) -> list[Record]:
    """Return the insights that the card names, and those its question grew from."""
    ids: list[str] = [*(card.values.get("insights", ()) if card else ())]
    ids += question.values.get("insights", ()) if question else ()
    ids += [opportunity.values["insight"]] if opportunity and opportunity.values.get("insight") else []
    return book.find_all(dict.fromkeys(ids))


def _insight(book: Book, insight: Record, above: Iterable[Record]) -> dict[str, Any]:
    quotes, others = build_evidence(book, insight.values.get("evidence"))
    against, against_others = build_evidence(book, insight.values.get("contradicting"))
    return {
        **_link(book, insight, above),
        "line": book.line(insight),
        "quotes": quotes,
        "others": others,
        "against": [*(one["text"] for one in against), *against_others],
        "strength": build_strength(book, insight),
        "evidence_changed": any(edge.suspect for edge in book.links.rests_on.get(insight.id, ())),
    }


def _assumptions(book: Book, card: Record | None) -> list[Record]:
    return book.find_all(card.values.get("assumptions")) if card else []


def _assumption(book: Book, assumption: Record, above: Iterable[Record]) -> dict[str, Any]:
    """Return what must hold, and how it went; what has been confirmed is no cause for doubt."""
    link = _link(book, assumption, above)
    in_doubt = link["changed"] and assumption.values.get("outcome") != "confirmed"
    return {**link, "changed": in_doubt, "outcome": book.option(assumption, "outcome").lower()}


def _decisions(book: Book, links: Iterable[Record]) -> list[Record]:
    """Return the decisions that chose any of *links*, in the order they were taken."""
    found = made_of(book, "decision", links, "chosen")
    return sorted(found, key=lambda one: (str(one.values.get("date") or one.created), one.created, one.id))


def _decision(book: Book, decision: Record) -> dict[str, Any]:
    """Return a decision in short: what was set aside for the same reason stands together."""
    whole = build_decision(book, decision)
    reasons: dict[str, list[Value]] = {}
    for row in [*whole["aside_why"], *({"what": what, "why": ""} for what in whole["aside"])]:
        reasons.setdefault(row["why"], []).append(row["what"])
    aside = [{"what": some[0], "more": len(some) - 1, "why": why} for why, some in islice(reasons.items(), MOST_ASIDE)]
    short = {name: whole[name] for name in ("what", "why", "by", "date")}
    return {**short, "aside": aside, "more_reasons": max(len(reasons) - MOST_ASIDE, 0)}


def _test(book: Book, prototype: Record) -> dict[str, Any]:
    results = made_of(book, "test_result", [prototype])
    return {
        "prototype": book.line(prototype, 120),
        "title": book.label(prototype),
        "version": str(prototype.values.get("version", "")),
        "tests_what": str(prototype.values.get("tests_what", "")),
        "testers": len(results),
        "rounds": [_round(book, one) for one in made_of(book, "test_round", results, "results")],
    }


def _round(book: Book, test_round: Record) -> dict[str, Any]:
    return {
        "round": book.line(test_round, 120),
        "decision": book.option(test_round, "decision").lower(),
        "changes": [
            {"what": str(row.get("what", "")), "why": str(row.get("why", ""))}
            for row in test_round.values.get("changes", ())
        ],
    }


def _effect(book: Book, effect: Record) -> dict[str, str]:
    values = effect.values
    return {
        "effect": clause(book.label(effect)),
        "baseline": clause(str(values.get("baseline_value", ""))),
        "baseline_date": day(book, str(values.get("baseline_date", ""))),
        "target": clause(str(values.get("target", ""))),
        "target_date": day(book, str(values.get("target_date", ""))),
    }


def _any_changed(value: Any) -> bool:
    """Whether anything in the chain has changed since something was built on it."""
    return any(_changes(value))


def _changes(value: Any) -> Iterator[bool]:
    if isinstance(value, dict):
        yield value.get("changed") is True or value.get("evidence_changed") is True
        for one in value.values():
            yield from _changes(one)
    elif isinstance(value, list):
        for one in value:
            yield from _changes(one)

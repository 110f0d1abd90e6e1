"""The page for those who decide: need, quote, solution, value, what is asked for, and the follow-up."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.audiences.short import cards_on_the_way, contacts, in_brief, solution_facts
from innoguide.jobs.report.book import Book, clause, sentence
from innoguide.jobs.report.closing import build_progresses
from innoguide.jobs.report.findings import best_quote
from innoguide.jobs.report.following import build_follow_ups
from innoguide.jobs.report.summary import build_summary, leading_insights
from innoguide.model.language import shorten

MOST_SOLUTIONS = 2
MOST_ASKS = 3
MOST_EFFECTS = 1
NEED, LINE, WORDS, ROLE = 220, 150, 60, 40
"""Signs of the need, of about two lines, of a name or a number with its unit, of a role: the page has to hold all."""


def build_decision_page(book: Book) -> dict[str, Any]:
    """Return what the template of the page needs."""
    summary = build_summary(book, build_progresses(book))
    solutions = summary["solutions"][:MOST_SOLUTIONS]
    asks = _asks(summary)
    return {
        **contacts(book),
        "need": in_brief(summary["need"], NEED),
        "quote": best_quote(book, leading_insights(book), most=NEED // 2),
        "met": summary["met"],
        "numbers": {**summary["numbers"], "changes": summary["changes"]},
        "where": summary["where"],
        "areas": [shorten(one["title"], WORDS) for one in summary["areas"][:MOST_ASKS]],
        "cards": [shorten(one, WORDS) for one in cards_on_the_way(book)[:MOST_ASKS]],
        "solutions": [solution_facts(book, one, LINE) for one in solutions],
        "more_solutions": len(summary["solutions"][MOST_SOLUTIONS:]),
        "values": _values(book),
        "measured": [_effect(one) for one in summary["measured"][:MOST_EFFECTS]],
        "asks": asks[:MOST_ASKS],
        "more_asks": len(asks[MOST_ASKS:]),
        "cost": in_brief(_first(book, "plan", "cost"), LINE),
        "effects": [_effect(one) for one in summary["effects"][:MOST_EFFECTS]],
        "more_effects": len(summary["effects"][MOST_EFFECTS:]),
        "followed": _followed(book),
        "next_check": summary["next_check"] or next((one["next_check"] for one in solutions if one["next_check"]), ""),
        "stop": in_brief(_first(book, "plan", "stop_rule"), LINE),
    }


def has_decision_page(book: Book) -> bool:
    """Whether there is a need, or anything to decide about."""
    return any(book.of_kind(kind) for kind in ("insight", "development_area", "solution", "plan"))


def _asks(summary: dict[str, Any]) -> list[dict[str, str]]:
    """Return the decisions that the plans need; where there are none, what the stories ask for."""
    decisions: list[dict[str, str]] = summary["asks"]["decisions"]
    stories = [{"what": one["ask"], "by": one["audience"], "when": ""} for one in summary["asks"]["stories"]]
    return [
        {"what": in_brief(one["what"], 2 * WORDS), "by": shorten(one["by"], ROLE), "when": one["when"]}
        for one in decisions or stories
    ]


def _values(book: Book) -> dict[str, Any]:
    """Return what the solutions are worth to users and to the organisation; before there are any, what is hoped for."""
    solutions = book.of_kind("solution")[:MOST_SOLUTIONS]
    cards = [card for one in solutions if (card := book.find(one.values.get("idea_card"))) is not None]
    found = {
        name: [sentence(in_brief(str(one.values[name]), LINE)) for one in cards if one.values.get(name)][:1]
        for name in ("value_user", "value_org")
    }
    hoped = "" if any(found.values()) else sentence(in_brief(_first(book, "development_area", "benefit"), LINE))
    return {**found, "hoped": hoped}


def _followed(book: Book) -> dict[str, str]:
    """Return what could be said at the last follow-up, if there was one."""
    last = next(reversed(build_follow_ups(book)), {"heading": "", "can_say": ""})
    return {"heading": last["heading"], "said": in_brief(str(last["can_say"]), LINE)}


def _first(book: Book, kind: str, field: str) -> str:
    return next((str(one.values[field]) for one in book.of_kind(kind) if one.values.get(field)), "")


def _effect(effect: dict[str, Any]) -> dict[str, Any]:
    latest = effect["latest"]
    return {
        "effect": clause(in_brief(effect["effect"], 2 * WORDS)),
        "baseline_value": clause(shorten(effect["baseline_value"], WORDS)),
        "target": clause(shorten(effect["target"], WORDS)),
        "target_date": effect["target_date"],
        "latest": {"value": shorten(latest["value"], WORDS), "date": latest["date"]} if latest else {},
    }

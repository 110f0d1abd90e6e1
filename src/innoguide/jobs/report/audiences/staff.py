"""For those who work there: what is coming, why, what it means in everyday work, and what is asked of them."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.audiences.short import cards_on_the_way, contacts, in_brief, solution_facts, without_codes
from innoguide.jobs.report.book import Book, sentence, upper_first
from innoguide.jobs.report.closing import build_progresses
from innoguide.jobs.report.findings import best_quote
from innoguide.jobs.report.framing import build_challenge
from innoguide.jobs.report.pictures.timeline import plan_picture
from innoguide.jobs.report.realising import belonging, build_plan_asks, build_solutions, homeless
from innoguide.jobs.report.showing import day
from innoguide.jobs.report.summary import build_summary, leading_insights
from innoguide.model.record import Record
from innoguide.rendering.markdown import Value, table

MOST = 6
LINE = 260
_STAFF = ("staff", "manager")


def build_staff_page(book: Book) -> dict[str, Any]:
    """Return what the template for those who work there needs."""
    summary = build_summary(book, build_progresses(book))
    insights = leading_insights(book)
    return {
        **contacts(book),
        "where": summary["where"],
        "cards": cards_on_the_way(book),
        "areas": [one["title"] for one in summary["areas"]],
        "need": summary["need"],
        "quote": best_quote(book, insights, most=LINE),
        "question": build_challenge(book)["question"],
        "insights": [sentence(book.label(one)) for one in insights[:3]],
        "solutions": [
            _solution(book, *pair) for pair in zip(build_solutions(book), book.of_kind("solution"), strict=True)
        ],
        "plans": [_plan(book, one) for one in homeless(book, "plan")],
        "pilots": [_pilot(book, one) for one in homeless(book, "pilot")],
        "groups": _groups(book),
        "learned": _learned(book),
    }


def has_staff_page(book: Book) -> bool:
    """Whether anything is on its way."""
    return any(book.of_kind(kind) for kind in ("idea_card", "solution", "plan", "pilot"))


def _solution(book: Book, shown: dict[str, Any], solution: Record) -> dict[str, Any]:
    return {
        **solution_facts(book, shown, LINE),
        "description": shown["description"] or shown["in_short"],
        "affected": _affected(book, solution),
        "plans": [_plan(book, one) for one in belonging(book, "plan", solution)],
        "pilots": [_pilot(book, one) for one in belonging(book, "pilot", solution)],
    }


def _affected(book: Book, solution: Record) -> list[dict[str, str]]:
    """Return who is affected, and how, as the idea card says."""
    card = book.find(solution.values.get("idea_card"))
    rows = card.values.get("affected", ()) if card else ()
    return [
        {"who": upper_first(str(row["actor"])), "how": str(row["effect"])}
        for row in rows
        if row.get("actor") and row.get("effect")
    ]


_PLAN = {"sv": ("Vad", "Ansvarig", "När", "Läge"), "en": ("What", "Responsible", "When", "Status")}


def _plan(book: Book, plan: Record) -> dict[str, Any]:
    """Return what is to be done, by whom and when, and who owns it afterwards."""
    rows = [row for row in plan.values.get("activities", ()) if row.get("what")]
    texts = ("small_scale", "owner_after", "training", "stop_rule")
    return {
        "goal": sentence(book.label(plan)),
        "picture": plan_picture(book, plan),
        "asks": build_plan_asks(book, plan),
        "table": table(_PLAN[book.lang], [_activity(book, plan, row) for row in rows]),
        **{name: str(plan.values.get(name, "")) for name in texts},
    }


def _activity(book: Book, plan: Record, row: dict[str, Any]) -> list[Value]:
    kind = book.kind(plan)
    columns = kind.by_id["activities"].fields if kind and "activities" in kind.by_id else ()
    options = next((one.options for one in columns if one.id == "status"), ())
    status = next((one.label.in_(book.lang).lower() for one in options if one.id == row.get("status")), "")
    return [str(row["what"]), str(row.get("responsible", "")), _period(book, row), status]


def _period(book: Book, row: dict[str, Any]) -> str:
    days = [day(book, str(row[name])) for name in ("from", "to") if row.get(name)]
    return " – ".join(dict.fromkeys(days))


def _pilot(book: Book, pilot: Record) -> dict[str, Any]:
    return {
        "unit": book.label(pilot),
        "period": _period(book, pilot.values),
        "support": str(pilot.values.get("support", "")),
        "changes": without_codes(map(str, pilot.values.get("changes", ()))),
    }


def _groups(book: Book) -> list[dict[str, str]]:
    """Return what each group among those who work there needs to know and do."""
    found = []
    for one in book.of_kind("anchoring"):
        actor = book.find(one.values.get("actor"))
        if actor is not None and actor.values.get("actor_type") in _STAFF:
            texts = {name: str(one.values.get(name, "")) for name in ("affected_how", "needs_to_know", "needs_to_do")}
            found.append({"who": upper_first(book.label(one)), **texts, "action": str(one.values.get("action", ""))})
    return found


def _learned(book: Book) -> list[str]:
    """Return what was learned, nearest to everyday work first: in trials, about the solution, about users."""
    said = [str(text) for one in book.of_kind("pilot") for text in one.values.get("learned", ())]
    said += [
        in_brief(str(one.values["learned"]), LINE) for one in book.of_kind("solution") if one.values.get("learned")
    ]
    said += [book.label(one) for one in book.of_kind("lesson") if one.values.get("about") == "users"]
    said += [str(text) for one in book.of_kind("test_round") for text in one.values.get("learned", ())]
    return [sentence(one) for one in without_codes(said)][:MOST]

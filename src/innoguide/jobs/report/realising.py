"""Step 6: solutions with their status, plans, effect chains, effects and their follow-up."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book, clause, sentence, upper_first
from innoguide.jobs.report.chain import build_chain
from innoguide.jobs.report.following import (
    build_coming,
    build_done,
    build_follow_ups,
    build_influences,
    build_said,
    next_look,
)
from innoguide.jobs.report.listing import build_block
from innoguide.jobs.report.pictures.indicator import effect_picture
from innoguide.jobs.report.pictures.timeline import plan_picture
from innoguide.jobs.report.showing import day, shown_fields
from innoguide.model.followup import baseline_of, measured_rows
from innoguide.model.record import Record
from innoguide.rendering.markdown import Markdown, escape

_STATUS = ("description", "stage", "since", "owner", "next_check", "blocked_by", "learned", "history", "idea_card")


def build_solutions(book: Book) -> list[dict[str, Any]]:
    """Return the solutions with status and chain, and the plans and trials that belong to each."""
    return [_solution(book, one) for one in book.of_kind("solution")]


def _solution(book: Book, solution: Record) -> dict[str, Any]:
    values = solution.values
    card = book.find(values.get("idea_card"))
    return {
        "heading": book.heading(solution),
        "name": book.name(solution),
        "title": book.label(solution),
        "description": str(values.get("description", "")),
        "in_short": sentence(str((card.values.get("pitch") if card else "") or values.get("description", ""))),
        "stage": upper_first(book.option(solution, "stage").lower()),
        "since": day(book, str(values.get("since", ""))),
        "owner": str(values.get("owner", "")),
        "next_check": day(book, str(values.get("next_check", ""))),
        "blocked": book.option(solution, "blocked_by").lower(),
        "learned": str(values.get("learned", "")),
        "history": shown_fields(book, solution, only=("history",)),
        "chain": build_chain(book, solution),
        "plans": [build_plan(book, one) for one in belonging(book, "plan", solution)],
        "pilots": [build_block(book, one, skip=("solution",)) for one in belonging(book, "pilot", solution)],
        "rest": shown_fields(book, solution, skip=_STATUS),
    }


def belonging(book: Book, kind: str, solution: Record) -> list[Record]:
    """Return the records of *kind* that are about *solution*."""
    return [one for one in book.of_kind(kind) if one.values.get("solution") == solution.id]


def homeless(book: Book, kind: str) -> list[Record]:
    """Return the records of *kind* that are about no solution that can be seen."""
    return [one for one in book.of_kind(kind) if book.find(one.values.get("solution")) is None]


def build_plan(book: Book, plan: Record) -> dict[str, Any]:
    """Return a plan in full, with the decisions it asks for."""
    block = build_block(book, plan, skip=("solution",))
    return {**block, "goal": book.label(plan), "asks": build_plan_asks(book, plan), "picture": plan_picture(book, plan)}


def build_plan_asks(book: Book, plan: Record) -> list[dict[str, str]]:
    """Return the decisions that a plan needs."""
    return [
        {"what": str(row.get("what", "")), "by": str(row.get("by", "")), "when": day(book, str(row.get("when", "")))}
        for row in plan.values.get("decision_needed", ())
    ]


def build_asks(book: Book) -> dict[str, Any]:
    """Return what is asked of those who decide: the decisions the plans need, and what the stories ask for."""
    stories = [one for one in book.of_kind("story") if one.values.get("ask")]
    return {
        "decisions": [ask for plan in book.of_kind("plan") for ask in build_plan_asks(book, plan)],
        "stories": [{"audience": book.label(one), "ask": str(one.values["ask"])} for one in stories],
    }


def build_realising(book: Book) -> dict[str, Any]:
    """Return all of the last step: solutions, plans, what has been done, effects, and what was followed up."""
    return {
        "solutions": build_solutions(book),
        "plans": [build_plan(book, one) for one in homeless(book, "plan")],
        "pilots": [build_block(book, one) for one in homeless(book, "pilot")],
        "done": build_done(book),
        "effects": build_effects(book),
        "effect_chains": build_effect_chains(book),
        "follow_ups": build_follow_ups(book),
        "coming": build_coming(book),
        "asks": build_asks(book),
    }


_IN_WORDS = ("for_whom", "indicator", "how_measured", "target", "responsible")
_BASELINE = ("baseline_from", "baseline_value", "baseline_date")
_EFFECT = ("effect", "solution", "target_date", "measurements", "caveat", *_BASELINE, *_IN_WORDS)


def build_effects(book: Book) -> list[dict[str, Any]]:
    """Return the effects: where it began, where it should go, what has been measured, and when it is looked at next."""
    return [_effect(book, one) for one in book.of_kind("effect")]


def _effect(book: Book, effect: Record) -> dict[str, Any]:
    values = effect.values
    measured = sorted(values.get("measurements", ()), key=lambda row: str(row.get("date", "")))
    known, before = measured_rows(effect), baseline_of(effect, book.project)
    solution = book.find(values.get("solution"))
    return {
        "heading": book.heading(effect),
        "name": book.name(effect),
        "effect": book.label(effect),
        "picture": effect_picture(book, effect),
        "solution": book.line(solution, 80) if solution else "",
        **{name: str(values.get(name, "")) for name in _IN_WORDS},
        "baseline_value": before.value,
        "baseline_date": day(book, before.day),
        "target_date": day(book, str(values.get("target_date", ""))),
        "in_short": clause(book.label(effect)),
        "latest": _measured(book, known[-1]) if known else {},
        "said": build_said(book, effect),
        "influences": build_influences(book, effect),
        "measured": [_measured(book, row) for row in measured],
        "next": _next_check(book, effect, solution),
        "rest": shown_fields(book, effect, skip=_EFFECT),
    }


def _measured(book: Book, row: dict[str, Any]) -> dict[str, str]:
    return {
        "date": day(book, str(row.get("date", ""))),
        "value": clause(str(row.get("value", ""))),
        "comment": str(row.get("comment", "")),
    }


def _next_check(book: Book, effect: Record, solution: Record | None) -> str:
    """Return when the effect is looked at next: its solution's next check, else any solution's, or a follow-up."""
    own = str(solution.values.get("next_check", "")) if solution else ""
    others = [str(one.values["next_check"]) for one in book.of_kind("solution") if one.values.get("next_check")]
    return day(book, next_look(book, effect, [own] if own else others))


_ORDER = ("activity", "output", "effect_short", "effect_long", "goal")


def build_effect_chains(book: Book) -> list[dict[str, Any]]:
    """Return the chains from what we do to why it matters, in that order."""
    return [_effect_chain(book, one) for one in book.of_kind("effect_chain")]


def _effect_chain(book: Book, chain: Record) -> dict[str, Any]:
    kind = book.kind(chain)
    rows = kind.by_id.get("nodes") if kind else None
    options = next((one.options for one in rows.fields if one.id == "node_type"), ()) if rows else ()
    nodes = [row for row in chain.values.get("nodes", ()) if row]
    groups = [(one.label.in_(book.lang), [row for row in nodes if row.get("node_type") == one.id]) for one in options]
    groups.append(("", [row for row in nodes if row.get("node_type") not in {one.id for one in options}]))
    solution = book.find(chain.values.get("solution"))
    return {
        "heading": book.heading(chain),
        "title": book.label(chain),
        "solution": book.line(solution, 80) if solution else "",
        "groups": [{"type": label, "nodes": [_node(row) for row in some]} for label, some in groups if some],
        "links": [_link(row) for row in chain.values.get("links", ())],
        "rest": shown_fields(book, chain, skip=("title", "solution", "nodes", "links")),
    }


def _node(row: dict[str, Any]) -> dict[str, str]:
    return {"node": str(row.get("node", "")), "text": str(row.get("text", "")), "who": str(row.get("who", ""))}


def _link(row: dict[str, Any]) -> dict[str, Any]:
    arrow = Markdown(f"{escape(row.get('from', ''))} → {escape(row.get('to', ''))}")
    return {"arrow": arrow, "assumption": str(row.get("assumption", "")), "evidence": str(row.get("evidence", ""))}

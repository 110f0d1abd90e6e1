"""The trace of one record: what it rests on, and what was built on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from innoguide.jobs.trace.words import Item, Section, Words
from innoguide.model.evidence import find_strength
from innoguide.model.guide import Guide
from innoguide.model.record import Record, kind_of
from innoguide.model.trace import Edge, Node, Trace
from innoguide.texts import t


def describe_trace(words: Words, trace: Trace) -> list[Section]:
    """Return what a record rests on and what was built on it; for an insight first how strong it is."""
    sections = []
    if has_strength(words.guide, trace.record):
        said = [Item(text=words.strength(find_strength(words.project, trace.record)))]
        own = words.own_judgement(trace.record)
        said += [Item(text=own)] if own else []
        sections.append(Section(title=t("trace_strength"), items=tuple(said)))
    for title, nodes in (("trace_rests_on", trace.rests_on), ("trace_built_on", trace.built_on)):
        items = tuple(_node(words, node) for node in nodes)
        empty = (Item(text=t("trace_nothing")),)
        sections.append(Section(title=t(title), items=items or empty, is_tree=bool(items)))
    return sections


def has_strength(guide: Guide, record: Record) -> bool:
    """Whether the record is an insight: something that must rest on evidence, and may have some against it."""
    kind = guide.kinds.get(record.kind)
    return kind is not None and {"evidence", "contradicting"} <= set(kind.by_id)


def _node(words: Words, node: Node) -> Item:
    marks = [_said_of(node.edge) or words.field(node.edge)]
    if node.edge.suspect and not node.edge.missing:
        marks.append(t("trace_changed"))
    if node.record is None:
        return Item(text=words.name(node.id), marks=(*marks, t("trace_gone")), depth=node.depth)
    if node.again:
        return Item(text=words.name(node.id), marks=(*marks, t("trace_above")), depth=node.depth)
    return words.item(node.record, *marks, depth=node.depth)


def _said_of(edge: Edge) -> str:
    """Return what is said instead of the field's name, where the reference is no ground to stand on."""
    if edge.against:
        return t("trace_against")
    if edge.older:
        return t("trace_older")
    return t("trace_aside") if edge.aside else ""


def trace_json(words: Words, trace: Trace) -> dict[str, Any]:
    """Return a trace as `--json` shows it: two nested lists."""
    value: dict[str, Any] = {
        "format": 1,
        "record": record_json(words, trace.record),
        "rests_on": _nested(words, trace.rests_on, "rests_on"),
        "built_on_it": _nested(words, trace.built_on, "built_on_it"),
    }
    if has_strength(words.guide, trace.record):
        value["strength"] = asdict(find_strength(words.project, trace.record))
    return value


def record_json(words: Words, record: Record) -> dict[str, Any]:
    """Return what names a record."""
    return {"id": record.id, "kind": record.kind, "label": words.label(record)}


def _nested(words: Words, nodes: Sequence[Node], key: str) -> list[dict[str, Any]]:
    top: list[dict[str, Any]] = []
    levels = [top]
    for node in nodes:
        below: list[dict[str, Any]] = []
        named = {"id": node.id, "kind": kind_of(node.id), "label": words.label(node.record) if node.record else ""}
        edge = node.edge
        flags = {
            "against": edge.against,
            "older": edge.older,
            "aside": edge.aside,
            "suspect": edge.suspect,
            "missing": edge.missing,
            "shown_above": node.again,
        }
        del levels[node.depth + 1 :]
        levels[node.depth].append({**named, "field": edge.field, **flags, key: below})
        levels.append(below)
    return top

"""Who rests on whom: the chain from what people said to what came of it, and what in it has changed since.

A reference points from a record to what it rests on. The other way round it tells what was built on a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind
from innoguide.model.project import Project
from innoguide.model.record import Path, Record, placed_references

AGAINST = frozenset({"contradicting", "contradicts"})
"""Fields whose references speak against the record that they lead from, or against what they lead to."""

OLDER = frozenset({"replaces"})
"""Fields that lead to an earlier version of the same thing."""

ASIDE = frozenset({"set_aside.record"})
"""Fields that lead to what was set aside: nothing is built on it there."""

WEIGHED = frozenset({"results.record", "scores.record", "weighed"})
"""Fields of votes and weighings: they tell how it stood that day."""

CHOICES = WEIGHED | {"chosen", "bold_pick"}
"""What these lead to was weighed or chosen, which is not yet to build on it."""

TESTING = frozenset({"hypotheses", "contradicts", "assumption", "assumption_status.assumption"})
"""Fields that lead to what is put to the test: that it changes is what the test is for."""

MAY_CHANGE = TESTING | OLDER | ASIDE | WEIGHED
"""Nobody need look again when the targets of these change: what was voted on or set aside was what it was."""

DEEPEST = 30
"""The deepest level of a trace: no chain of the guide is half as long; whatever lies deeper stands on this level."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """The record *record* refers to *target* through *field* (`evidence`; `set_aside.record` for a column).

    *suspect*: the target says something else than when the group last looked, or is gone. *missing*: it is gone.
    """

    record: str
    target: str
    field: str
    suspect: bool = False
    missing: bool = False

    @property
    def against(self) -> bool:
        """Whether it is evidence against."""
        return self.field in AGAINST

    @property
    def older(self) -> bool:
        """Whether it leads to an earlier version."""
        return self.field in OLDER

    @property
    def aside(self) -> bool:
        """Whether the target was set aside."""
        return self.field in ASIDE

    @property
    def is_built_on(self) -> bool:
        """Whether something was made of the target here."""
        return not (self.older or self.aside or self.field in CHOICES)

    def label(self, kind: Kind, lang: str) -> str:
        """Return what the field is called in *kind*; of a column its table."""
        return kind.by_id[self.field.partition(".")[0]].label.in_(lang)


@dataclass(frozen=True)
class Links:
    """Every reference of a project, both ways, and what each record that is referred to says now (its fingerprint)."""

    rests_on: Mapping[str, Sequence[Edge]]
    built_on: Mapping[str, Sequence[Edge]]
    now: Mapping[str, str]

    @property
    def suspect(self) -> list[Edge]:
        """The references that somebody should look at again, in the order of the records that hold them."""
        return [edge for edges in self.rests_on.values() for edge in edges if edge.suspect]


def build_links(guide: Guide, project: Project) -> Links:
    """Return the references of *project*, the oldest records first. Looks once at each record."""
    records = project.records
    ordered = sorted(records.values(), key=lambda one: (one.created, one.id))
    pairs = {one.id: _pairs(guide, one) for one in ordered}
    now: dict[str, str] = {}
    for targets in pairs.values():
        for _field, target in targets:
            if target in records and target not in now:
                now[target] = _fingerprint(guide, records, target, pairs)
    rests_on = {one.id: [_edge(one, field, target, now) for field, target in pairs[one.id]] for one in ordered}
    built_on: dict[str, list[Edge]] = {}
    for edges in rests_on.values():
        for edge in edges:
            built_on.setdefault(edge.target, []).append(edge)
    return Links(rests_on, built_on, now)


def _pairs(guide: Guide, record: Record) -> list[tuple[str, str]]:
    """Return (field, target) of each reference, once for each field."""
    kind = guide.kinds.get(record.kind)
    placed = placed_references(record.values, kind.fields) if kind else ()
    return list(dict.fromkeys((_dotted(path), target) for path, _field, target in placed))


def _dotted(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _edge(record: Record, field: str, target: str, now: Mapping[str, str]) -> Edge:
    missing = target not in now
    changed = target in record.seen and record.seen[target] != now.get(target)
    suspect = changed and (missing or field not in MAY_CHANGE)
    return Edge(record=record.id, target=target, field=field, suspect=suspect, missing=missing)


def _fingerprint(
    guide: Guide, records: Mapping[str, Record], record_id: str, pairs: Mapping[str, list[tuple[str, str]]]
) -> str:
    """Return what a record says now. A quote whose file is gone is gone from the insight that rested on it."""
    record = records[record_id]
    kind = guide.kinds.get(record.kind)
    if kind is None:
        return ""
    gone = {target for _field, target in pairs[record_id] if target not in records}
    values = values_without(record.values, kind.fields, gone) if gone else record.values
    return replace(record, values=values).fingerprint(kind)


def values_without(values: dict[str, Any], fields: Iterable[KindField], gone: set[str]) -> dict[str, Any]:
    """Return *values* without the references to *gone*; a field with nothing left is left out."""
    kept = dict(values)
    for one in fields:
        value = values.get(one.id)
        if not value:
            continue
        if one.type == "ref" and value in gone:
            del kept[one.id]
        elif one.type == "refs":
            kept[one.id] = [target for target in value if target not in gone]
        elif one.type == "rows":
            kept[one.id] = [values_without(row, one.fields, gone) for row in value]
    return {key: value for key, value in kept.items() if value != []}


@dataclass(frozen=True, kw_only=True)
class Node:
    """A record in a trace, below the one before it whose *depth* is one less. *again*: it is told of further up.

    *record* is None when the reference leads nowhere.
    """

    id: str
    record: Record | None
    edge: Edge
    depth: int
    again: bool


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What *record* rests on, and what was built on it: two trees, in the order in which they are read."""

    record: Record
    rests_on: tuple[Node, ...]
    built_on: tuple[Node, ...]


def build_trace(guide: Guide, project: Project, record: Record, links: Links | None = None) -> Trace:
    """Return the trace of *record*. *links* spares the work where they are built already."""
    links = links or build_links(guide, project)
    return Trace(
        record=record,
        rests_on=_tree(project, record.id, links.rests_on, lambda edge: edge.target),
        built_on=_tree(project, record.id, links.built_on, lambda edge: edge.record),
    )


def _tree(
    project: Project, start: str, edges: Mapping[str, Sequence[Edge]], end: Callable[[Edge], str]
) -> tuple[Node, ...]:
    """Return the nodes below *start*, each opened once: rings end, and the cost is that of the references."""
    told = {start}
    nodes = []
    waiting = [(edge, 0) for edge in reversed(edges.get(start, ()))]
    while waiting:
        edge, depth = waiting.pop()
        other = end(edge)
        nodes.append(
            Node(
                id=other,
                record=project.records.get(other),
                edge=edge,
                depth=min(depth, DEEPEST),
                again=other in told,
            )
        )
        if other not in told:
            told.add(other)
            waiting += [(one, depth + 1) for one in reversed(edges.get(other, ()))]
    return tuple(nodes)


@dataclass(frozen=True, kw_only=True)
class Orphans:
    """Where the chain is broken: records without what they need to rest on, and what nothing was made of.

    *rootless* has each record with the ids of the fields that lead nowhere.
    """

    rootless: tuple[tuple[Record, tuple[str, ...]], ...]
    unused: tuple[Record, ...]


def find_orphans(guide: Guide, project: Project, links: Links | None = None) -> Orphans:
    """Return the orphans in both directions, the oldest first."""
    links = links or build_links(guide, project)
    rootless, unused = [], []
    for record_id, edges in links.rests_on.items():
        record = project.records[record_id]
        kind = guide.kinds.get(record.kind)
        if kind is None:
            continue
        held = {edge.field for edge in edges if not edge.missing}
        lacking = tuple(one.id for one in kind.fields if _must_rest(one) and one.id not in held)
        if lacking:
            rootless.append((record, lacking))
        if _should_be_used(record, kind) and not any(e.is_built_on for e in links.built_on.get(record_id, ())):
            unused.append(record)
    return Orphans(rootless=tuple(rootless), unused=tuple(unused))


def _must_rest(field: KindField) -> bool:
    return field.type in ("ref", "refs") and field.needed != "optional"


def _should_be_used(record: Record, kind: Kind) -> bool:
    """Whether something should come of it: it is what people said or did, or the group has chosen it."""
    return kind.raw_material or record.values.get("chosen") is True or record.values.get("state") == "chosen"

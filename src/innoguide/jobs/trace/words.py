"""What records, references and strengths are called, and the lines of a trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from innoguide.model.evidence import Strength, participant_labels
from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record, kind_of, option_label
from innoguide.model.trace import Edge, Links
from innoguide.texts import t, tn


@dataclass(frozen=True, kw_only=True)
class Item:
    """A line of a list or a tree: what it is, its own words (which may be cut), and what is to be said of it."""

    text: str
    label: str = ""
    marks: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with its lines. *is_tree*: the lines stand below one another by their depth."""

    title: str
    items: tuple[Item, ...]
    is_tree: bool = False


@dataclass(frozen=True)
class Words:
    """Says what records and references are called, in *lang*."""

    guide: Guide
    project: Project
    links: Links
    lang: str

    def name(self, record_id: str) -> str:
        """Return `insikt insight-k3f9w`."""
        record = self.project.records.get(record_id)
        kind = self.guide.kinds.get(record.kind if record else kind_of(record_id))
        return f"{kind.title.in_(self.lang)} {record_id}" if kind else record_id

    def label(self, record: Record) -> str:
        """Return the record's own words on one line."""
        kind = self.guide.kinds.get(record.kind)
        label = record.label(kind, 200, lang=self.lang) if kind else ""
        return "" if label == record.id else label

    def field(self, edge: Edge) -> str:
        """Return what the field of a reference is called."""
        return edge.label(self.guide.kinds[self.project.records[edge.record].kind], self.lang)

    def fields(self, record: Record, names: Iterable[str]) -> str:
        """Return what fields of *record* are called, with commas between."""
        kind = self.guide.kinds[record.kind]
        return ", ".join(kind.by_id[name].label.in_(self.lang) for name in names)

    def item(self, record: Record, *marks: str, depth: int = 0) -> Item:
        """Return the line of one record."""
        secret = (t("trace_confidential"),) if record.confidential else ()
        return Item(text=self.name(record.id), label=self.label(record), marks=(*marks, *secret), depth=depth)

    def strength(self, strength: Strength) -> str:
        """Return how strong an insight is, in numbers."""
        if not strength.pieces and not strength.against:
            return t("strength_empty")
        labels = participant_labels(self.guide, self.lang)
        counted = tn("count_pieces", strength.pieces), tn("count_sources", strength.sources)
        parts = [t("strength_from", pieces=counted[0], sources=counted[1])]
        if strength.kinds:
            named = ", ".join(labels.get(one, one) for one in strength.kinds)
            parts.append(tn("count_participants", len(strength.kinds), kinds=named))
        if strength.unsourced:
            parts.append(tn("count_unsourced", strength.unsourced))
        parts.append(tn("count_against", strength.against) if strength.against else t("strength_no_against"))
        return f"{t(f'strength_{strength.level}')}: {', '.join(parts)}"

    def own_judgement(self, insight: Record) -> str:
        """Return how strong the group itself says that an insight is, or an empty text."""
        value = insight.values.get("strength")
        label = option_label(self.guide.kinds[insight.kind], "strength", value, self.lang) if value else ""
        return t("strength_own", strength=label) if label else ""

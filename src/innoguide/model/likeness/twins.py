"""Records of one project that may say the same thing, but for those that the group has said are different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from innoguide.model.guide import Guide, Kind
from innoguide.model.likeness.pairs import DEFAULT, Item, find_alike
from innoguide.model.likeness.words import Words
from innoguide.model.project import Project
from innoguide.model.record import Record

KINDS = ("insight", "hmw", "opportunity")
"""Where nothing else is asked for: the insights, and what is made of the needs in them."""

NEED = "need"
DIFFERENT = "different_from."
"""Under this and the other's id, `keep_reason` holds why two records are not the same."""


@dataclass(frozen=True)
class Twins:
    """Two records that may say the same thing, the *words* that made them alike, and what each says."""

    first: Record
    second: Record
    score: float
    words: tuple[str, ...]
    first_text: str
    second_text: str


def find_twins(
    guide: Guide, project: Project, words: Words, kinds: Sequence[str], *, least: float = DEFAULT, most: int
) -> list[Twins]:
    """Return the pairs of records of one and the same of *kinds* that may be twins, the most alike first."""
    found = [one for kind in kinds for one in _in_kind(guide.kinds[kind], project, words, least)]
    return sorted(found, key=lambda one: (-one.score, one.first.id, one.second.id))[:most]


def _in_kind(kind: Kind, project: Project, words: Words, least: float) -> Iterator[Twins]:
    records = {record.id: record for record in project.of_kind(kind.kind)}
    texts = {one: said(kind, record) for one, record in records.items()}
    items = [Item(one, text) for one, text in texts.items() if text]
    for pair in find_alike(items, words, least=least):
        first, second = records[pair.first], records[pair.second]
        if not is_settled(first, second):
            yield Twins(first, second, pair.score, pair.words, texts[first.id], texts[second.id])


def said(kind: Kind, record: Record) -> str:
    """Return what *record* says: its line, and its need."""
    parts = (str(record.values.get(name, "")) for name in dict.fromkeys((kind.label_field, NEED)))
    return " – ".join(part for part in parts if part)


def is_settled(first: Record, second: Record) -> bool:
    """Whether the group has said that the two are not the same."""
    return DIFFERENT + second.id in first.keep_reason or DIFFERENT + first.id in second.keep_reason


def reason_for(first: Record, second: Record, why: str) -> Mapping[str, str]:
    """Return the `keep_reason` of *first* with *why* it is not the same as *second*."""
    return {**first.keep_reason, DIFFERENT + second.id: why}

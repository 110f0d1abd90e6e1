"""Finds words in a document that stand in a record which the public must not see."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from innoguide.model.audience import SEES
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide
from innoguide.model.language import clean
from innoguide.model.privacy import visible_to
from innoguide.model.project import Project
from innoguide.model.record import ALPHABET, ID_LENGTH, Record

SHORT = 6
"""Texts of fewer words may well be said by chance: they have to be all that a line says."""

_ID = re.compile(rf"(?<![\w-])[a-z][a-z0-9_]*-[{ALPHABET}]{{{ID_LENGTH}}}(?![\w-])")
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<[^<>]*>|\\(?=\W)|^\s*\d+[.)]\s")


@dataclass
class Secrets:
    """The texts that must not be shown: runs of words and whole lines, each with the id of the record it stands in."""

    records: set[str]
    runs: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        guide: Guide,
        project: Project,
        *,
        least: int,
        may_show: Callable[[str], bool],
        unquotable: Collection[str] = frozenset(),
    ) -> Secrets:
        """Return the secrets of *project*. As many words in a row as *least* are the same text.

        *unquotable* are the codes of those whom the register of consents does not let us quote.
        """
        shown = _shown(guide, project, unquotable)
        held_back = {one.id: _held_back(guide, one, shown.get(one.id)) for one in project.records.values()}
        secrets = cls({key for key in held_back if key not in shown and not may_show(key)})
        short: list[tuple[str, str]] = []
        for record, texts in held_back.items():
            for words in map(_words, () if may_show(record) else texts):
                if len(words) >= SHORT:
                    secrets._add(words, record, min(least, len(words)))
                elif words:
                    short.append((" ".join(words), record))
        said = {" ".join(_words(text)) for one in shown.values() for text in _texts(guide, one)} if short else set()
        secrets.lines.update(one for one in short if one[0] not in said)  # so few words may be the other record's
        return secrets

    def _add(self, words: list[str], record: str, length: int) -> None:
        self.lengths.add(length)
        for run in _runs(words, length):
            self.runs.setdefault(run, record)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield line and record of each secret in the Markdown *text*: once a record, where it stands first."""
        first: dict[str, int] = {}
        for line, record in self._places(text):
            first[record] = min(line, first.get(record, line))
        yield from sorted((line, record) for record, line in first.items())

    def _places(self, text: str) -> Iterator[tuple[int, str]]:
        words: list[str] = []
        numbers: list[int] = []
        for number, line in enumerate(text.split("\n"), start=1):
            yield from ((number, one) for one in _ID.findall(line) if one in self.records)
            said = _words(html.unescape(_MARKUP.sub(" ", line)))
            whole = " ".join(said)
            if whole in self.lines:
                yield number, self.lines[whole]
            words += said
            numbers += [number] * len(said)
        for length in self.lengths:
            for at, run in enumerate(_runs(words, length)):
                if run in self.runs:
                    yield numbers[at], self.runs[run]


def _shown(guide: Guide, project: Project, unquotable: Collection[str]) -> dict[str, Record]:
    """Return what the public may see, and what is only left out: drafts, and the group's own talk, are no secrets."""
    sees = replace(SEES["public"], drafts=True, judgements=True, own_talk=True)
    return visible_to(guide, project, sees, unquotable=unquotable).records


def _held_back(guide: Guide, record: Record, shown: Record | None) -> list[str]:
    """Return the texts of *record* that do not stand in what is *shown* of it."""
    said = set(_texts(guide, shown)) if shown else set()
    return [text for text in _texts(guide, record) if text not in said]


def _texts(guide: Guide, record: Record) -> Iterator[str]:
    kind = guide.kinds.get(record.kind)
    yield from _texts_of(record.values, kind.fields if kind else ())


def _texts_of(values: dict[str, Any], fields: Iterable[KindField]) -> Iterator[str]:
    for one in fields:
        value = values.get(one.id)
        if not value:
            continue
        if one.type in ("text", "long"):
            yield str(value)
        elif one.type == "texts":
            yield from map(str, value)
        elif one.type == "rows":
            for row in value:
                yield from _texts_of(row, one.fields)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", clean(text)).casefold())


def _runs(words: list[str], length: int) -> Iterator[str]:
    """Yield each *length* words in a row."""
    return (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))

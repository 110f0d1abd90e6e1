"""`Basis`: what each number in the report rests on, group by group. It becomes a document of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from innoguide.model.programme.programme import Gathered
from innoguide.rendering.markdown import Markdown

BASIS = {"sv": "underlag.md", "en": "basis.md"}
"""The document's path inside `outputs/`."""

LETTER = {"sv": "u", "en": "b"}
"""How a mark begins: `u3`, in English `b3`. In the document it is a heading, `U3`."""

Row = tuple[Gathered, str]
"""A group, and what of it stands behind the number: a text, finished Markdown, or nothing."""


@dataclass(frozen=True)
class Entry:
    """A sentence with a number, and the groups behind it."""

    mark: str
    sentence: Markdown
    rows: tuple[Row, ...]


@dataclass
class Basis:
    """The entries in the order they stand in the report."""

    lang: str
    entries: list[Entry] = field(default_factory=list)

    def add(self, sentence: Markdown, rows: Iterable[Row]) -> str:
        """Note what *sentence* rests on; return the mark that a link leads to."""
        mark = f"{LETTER[self.lang]}{len(self.entries) + 1}"
        self.entries.append(Entry(mark, sentence, tuple(rows)))
        return mark


def groups_in(rows: Sequence[Row]) -> list[Gathered]:
    """Return the groups in *rows*, each once."""
    return list({one.group.name: one for one, _detail in rows}.values())

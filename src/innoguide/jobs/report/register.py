"""The register: which running number is which file, for those who look in git."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.language import sort_key
from innoguide.model.record import Record
from innoguide.rendering.markdown import Markdown, Value, escape, table


def build_register(book: Book) -> list[dict[str, Any]]:
    """Return a table for each kind. In public not the people who were met: files are named by their codes."""
    kinds = [
        kind for kind in book.project.by_kind if book.sees.persons or not book.is_personal(book.guide.kinds.get(kind))
    ]
    kinds.sort(key=lambda kind: (sort_key(book.plural(kind)), kind))
    heads = _HEADS[book.lang]
    return [
        {"title": book.plural(kind), "table": table(heads, [_row(book, one) for one in book.of_kind(kind)])}
        for kind in kinds
    ]


_HEADS = {"sv": ("Nummer", "Text", "Fil"), "en": ("Number", "Text", "File")}


def _row(book: Book, record: Record) -> list[Value]:
    name = escape(record.id)
    up = book.here.count("/") + (1 if book.sees.is_public else 2)  # the internal documents lie in private/outputs/
    link = Markdown(f"[{name}]({'../' * up}{record.file})") if record.file else name
    return [book.name(record), book.label(record, 60), link]

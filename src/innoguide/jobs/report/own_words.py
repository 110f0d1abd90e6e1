"""What the group has written for the reader: the preface, and its own summary of the work."""

from __future__ import annotations

from innoguide.jobs.report.book import Book, sentence
from innoguide.model.record import Record


def build_preface(book: Book) -> dict[str, str]:
    """Return the preface and who signs it; empty texts if there is none."""
    found = _latest(book, "preface")
    values = found.values if found else {}
    return {"text": str(values.get("text", "")), "signed_by": str(values.get("signed_by", ""))}


def build_own_summary(book: Book) -> list[str]:
    """Return the paragraphs of the group's own summary; none if there is none."""
    found = _latest(book, "summary")
    values = found.values if found else {}
    texts = (str(values.get(name, "")) for name in ("wanted", "found", "proposal"))
    return [text if "\n" in text else sentence(text) for text in texts if text.strip()]


def _latest(book: Book, kind: str) -> Record | None:
    """Return the record of *kind* that was made last: a new one replaces what was written before."""
    return max(book.of_kind(kind), key=lambda one: (one.created, one.id), default=None)

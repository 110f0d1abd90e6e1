"""Records of any kind, also a municipality's own: a table when they are short, else a block each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import NUMBER, Book
from innoguide.jobs.report.people import gathered
from innoguide.jobs.report.showing import is_withheld, one_line, shown_fields
from innoguide.model.fields import KindField
from innoguide.model.guide import Kind, Step
from innoguide.model.language import sort_key
from innoguide.model.record import Record
from innoguide.rendering.markdown import Markdown, table

SHORT = ("text", "number", "scale", "choice", "choices", "yes_no", "date", "ref")
MOST_COLUMNS = 6


def build_listing(book: Book, kind_id: str, records: Sequence[Record] | None = None) -> dict[str, Any]:
    """Return what a template needs to list the records of a kind; a public document gathers what persons have said."""
    found = list(book.of_kind(kind_id) if records is None else records)
    kind = book.guide.kinds.get(kind_id)
    listing: dict[str, Any] = {
        "kind": kind_id,
        "title": book.plural(kind_id),
        "number": len(found),
        "table": "",
        "records": [],
        "gathered": [],
        "text": "",  # what a template of the project's own makes of them
    }
    if not book.sees.persons and book.is_personal(kind) and kind_id != "observation":
        return {**listing, "gathered": gathered(book, found)}
    columns = _columns(book, kind, found) if kind else []
    if kind and columns:
        return {**listing, "table": _table(book, kind, columns, found)}
    return {**listing, "records": [build_block(book, one) for one in found]}


def build_block(book: Book, record: Record, *, skip: Sequence[str] = (), only: Sequence[str] = ()) -> dict[str, Any]:
    """Return a record with a heading and its fields. The label is among them only when the heading does not hold it."""
    kind = book.kind(record)
    label = book.label(record)
    if kind and label and book.heading(record).endswith(f": {label}"):
        skip = (*skip, kind.label_field)
    return {
        "name": book.name(record),
        "heading": book.heading(record),
        "label": label,
        "draft": record.status == "draft",
        "confidential": record.confidential,
        "tags": ", ".join(record.tags),
        "fields": shown_fields(book, record, skip=skip, only=only),
    }


def _columns(book: Book, kind: Kind, records: Sequence[Record]) -> list[KindField]:
    """Return the fields for a table: none when there are too many, or long ones, or values would be lost."""
    if any(set(one.values) - set(kind.by_id) or one.tags for one in records):
        return []
    used = [
        field
        for field in kind.fields
        if any(field.id in one.values and not is_withheld(book, one, field.id) for one in records)
    ]
    used.sort(key=lambda field: field.id != kind.label_field)
    return used if len(used) <= MOST_COLUMNS and all(field.type in SHORT for field in used) else []


def _table(book: Book, kind: Kind, columns: Sequence[KindField], records: Sequence[Record]) -> Markdown:
    rows = [
        [
            _marked(book, one),
            *("" if is_withheld(book, one, c.id) else one_line(book, c, one.values.get(c.id)) for c in columns),
        ]
        for one in records
    ]
    return table([NUMBER[book.lang], *(one.label.in_(book.lang) for one in columns)], rows)


DRAFT = {"sv": "utkast", "en": "draft"}
CONFIDENTIAL = {"sv": "sekretess", "en": "confidential"}


def _marked(book: Book, record: Record) -> str:
    marks = [DRAFT[book.lang]] if record.status == "draft" else []
    marks += [CONFIDENTIAL[book.lang]] if record.confidential else []
    return f"{book.numbers[record.id]} ({', '.join(marks)})" if marks else str(book.numbers[record.id])


_WHERE_MADE = ("theme",)
"""Kinds that belong to the step they were made in: groups of quotes to one, groups of ideas to another."""


def home_of(book: Book, record: Record) -> str:
    """Return the step in whose document the record stands: its kind's, else the one it was made in."""
    kind = book.kind(record)
    steps = set(book.guide.about.steps)
    homes = [kind.step if kind else "", record.step]
    if record.kind in _WHERE_MADE:
        homes.reverse()
    return next((step for step in homes if step in steps), "")


def records_of(book: Book, step: Step | None) -> list[Record]:
    """Return the records that stand in the document of *step*, oldest first; without a step those of no step."""
    wanted = step.step if step else ""
    return [one for found in book.project.by_kind.values() for one in found if home_of(book, one) == wanted]


def build_listings(book: Book, records: Sequence[Record], *, besides: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return a listing of each kind among *records* but those *besides*, sorted by title."""
    kinds = {one.kind for one in records} - set(besides)
    ordered = sorted(kinds, key=lambda kind: (sort_key(book.plural(kind)), kind))
    return [build_listing(book, kind, [one for one in records if one.kind == kind]) for kind in ordered]

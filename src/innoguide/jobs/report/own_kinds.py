"""A project's own template for the records of a kind, `kinds/<kind>.md.j2`: in the step's document and the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.listing import build_block
from innoguide.jobs.report.showing import shown_by_id
from innoguide.model.record import Record
from innoguide.rendering.environment import render
from innoguide.rendering.markdown import Markdown


def own_template(folders: Sequence[Path], kind: str) -> str:
    """Return the name of the template that somebody has made for *kind*, or nothing."""
    name = f"kinds/{kind}.md.j2"
    return name if any((folder / name).is_file() for folder in folders) else ""


def build_own_kinds(
    environment: Environment, book: Book, folders: Sequence[Path], *, heading: str
) -> dict[str, dict[str, Any]]:
    """Return title and text of each kind with a template of its own, and with records that may be shown one by one.

    *heading* is the marks that the headings of records begin with.
    """
    own = {}
    for kind, found in book.project.by_kind.items():
        template = own_template(folders, kind)
        hidden = not book.sees.persons and book.is_personal(book.guide.kinds.get(kind))
        if template and found and not hidden:
            values = {"h": Markdown(heading), "title": book.plural(kind), "records": [_shown(book, r) for r in found]}
            own[kind] = {"title": book.plural(kind), "text": Markdown(render(environment, template, values))}
    return own


def _shown(book: Book, record: Record) -> dict[str, Any]:
    block = build_block(book, record)
    return {**block, "id": record.id, "text": shown_by_id(book, record)}

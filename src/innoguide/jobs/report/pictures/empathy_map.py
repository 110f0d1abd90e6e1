"""Empathy maps: a picture each, and the same box by box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.showing import is_withheld, shown_fields
from innoguide.model.language import shorten
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.empathy_map import MOST, Box, Note, draw_empathy_map
from innoguide.rendering.markdown import Markdown, Value
from innoguide.texts import t

_NAMES = {"sv": "empatikarta", "en": "empathy-map"}
_BOXES = ("says", "thinks", "does", "feels", "pains", "gains")
_LONGEST = 150


def build_empathy_maps(book: Book) -> list[dict[str, Any]]:
    """Return the maps with their notes, each with what it rests on."""
    return [_map(book, one) for one in book.of_kind("empathy_map")]


def _map(book: Book, record: Record) -> dict[str, Any]:
    return {
        "heading": book.heading(record),
        "subject": book.label(record),
        "draft": record.status == "draft",
        "picture": _picture(book, record),
        "boxes": [
            {"name": _name(book, record, box), "notes": [_listed(book, row) for row in _rows(book, record, box)]}
            for box in _BOXES
        ],
        "rest": shown_fields(book, record, skip=("subject", *_BOXES)),
    }


def _name(book: Book, record: Record, box: str) -> str:
    kind = book.kind(record)
    return kind.by_id[box].label.in_(book.lang) if kind and box in kind.by_id else box


def _rows(book: Book, record: Record, box: str) -> list[Mapping[str, Any]]:
    """Return the notes of a box; the two last are only texts."""
    found = () if is_withheld(book, record, box) else record.values.get(box, ())
    return [one if isinstance(one, Mapping) else {"text": str(one)} for one in found]


def _listed(book: Book, row: Mapping[str, Any]) -> dict[str, Value]:
    source = book.find(row.get("source"))
    return {
        "text": str(row.get("text", "")),
        "source": book.line(source, 120) if source else "",
        "assumed": row.get("assumed") is True,
    }


def _picture(book: Book, record: Record) -> Markdown:
    name = f"{_NAMES[book.lang]}-{record.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, record))


def _draw(book: Book, record: Record) -> Drawing:
    rows = {box: _rows(book, record, box) for box in _BOXES}
    notes = [one for some in rows.values() for one in some]
    return draw_empathy_map(
        title=book.heading(record),
        description=t(
            "picture_empathy_alt",
            book.lang,
            map=book.heading(record),
            notes=len(notes),
            assumed=sum(one.get("assumed") is True for one in notes),
            pains=len(rows["pains"]),
            gains=len(rows["gains"]),
        ),
        boxes=[
            Box(
                _name(book, record, box),
                tuple(_note(book, one) for one in some),
                t("picture_empathy_empty", book.lang),
                t("picture_more", book.lang, number=len(some) - MOST),
            )
            for box, some in rows.items()
        ],
        lang=book.lang,
    )


def _note(book: Book, row: Mapping[str, Any]) -> Note:
    mark = t("picture_assumed", book.lang) if row.get("assumed") is True else ""
    return Note(shorten(str(row.get("text", "")), _LONGEST), mark)

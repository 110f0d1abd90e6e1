"""A table from a whiteboard, a form or a spreadsheet: which of its columns holds the notes."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DELIMITERS = ("\t", ";", ",", "|")
NEVER = "\x1f"
"""A sign that no text holds: where it is the delimiter there is one column."""

SAME_WIDTH = 0.8
"""The share of the rows that have as many cells as most have, in a table; sentences with commas are less even."""

TEXT_NAMES = (
    "text",
    "sticky note",
    "sticky notes",
    "sticky note text",
    "note",
    "notes",
    "note text",
    "lapp",
    "lappar",
    "anteckning",
    "anteckningar",
    "content",
    "innehåll",
    "idé",
    "idéer",
    "idea",
    "ideas",
    "kommentar",
    "comment",
    "svar",
    "answer",
    "response",
)
"""What the column with the notes is called, the surest first."""

_OTHERS = (
    "id #|type|sticky type|bg color|color|colour|färg|border line|position x|position y|x|y|width|height|area|link to|"
    "url|länk|tag|tags|taggar|integration labels|author|författare|created by|created at|created|skapad|skapad av|"
    "last updated by|last updated|last content edited by|last content edited|last modified time|email|e-mail|e-post|"
    "e-postadress|name|namn|start time|starttid|completion time|slutförandetid|timestamp|tidsstämpel|date|datum|"
    "tidpunkt|time|tid|votes|röster|likes|frame|board|document|voter|session|id"
)
OTHER_NAMES = frozenset(_OTHERS.split("|"))
"""Columns that never are the notes: who and when, where on the board, which colour."""

_WORD = re.compile(r"[^\W\d_]{2}")
_NO_NOTE = re.compile(r"\S+@\S+\.\S+|https?://\S+|#?[0-9a-fA-F]{6}|[\d\s.,:/+TZ-]*(?:[AaPp][Mm])?")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|b|i|u|strong|em|ul|ol|li|a)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that may hold the notes. *title* is empty where the table has no head."""

    number: int
    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoteTable:
    """The columns that may hold the notes, the likeliest first; *is_sure* when no other can be meant."""

    columns: tuple[Column, ...]
    is_sure: bool
    others: int  # columns that are left out


def read_table(text: str, *, delimiters: Iterable[str] = DELIMITERS) -> NoteTable | None:
    """Return the table in *text*; None where no delimiter makes one of it. Raises `csv.Error`."""
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        return find_notes(_rows(text[told.end() :], told[1]))
    fitting = [rows for one in delimiters if _is_table(rows := _rows(text, one))]
    return find_notes(max(fitting, key=lambda rows: len(rows[0]))) if fitting else None


def read_single(text: str) -> NoteTable:
    """Return the one column of *text*, where a cell in quotes may have several lines. Raises `csv.Error`."""
    return find_notes(_rows(text, NEVER))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows that say something."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [row for row in rows if any(map(str.strip, row))]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the delimiter stands between cells, and is no comma in a sentence."""
    if not rows:
        return False
    width, number = Counter(map(len, rows)).most_common(1)[0]
    later = [cell for row in rows for cell in row[1:] if cell.strip()]
    in_sentences = sum(cell.startswith(" ") for cell in later)
    return width > 1 and number >= SAME_WIDTH * len(rows) and in_sentences * 2 <= len(later)


def find_notes(rows: Sequence[Sequence[str]]) -> NoteTable:
    """Return the columns of *rows* that may hold notes, without the head."""
    width = max(map(len, rows), default=0)
    columns = [[_plain(row[at]) if at < len(row) else "" for row in rows] for at in range(width)]
    has_head = _has_head(columns)
    found = []
    for number, cells in enumerate(columns, start=1):
        title = " ".join(cells[0].split()) if has_head else ""
        texts = tuple(cell for cell in cells[int(has_head) :] if cell.strip())
        if title.casefold() not in OTHER_NAMES and _are_notes(texts):
            found.append(Column(number=number, title=title, texts=texts))
    named = sorted((one for one in found if _rank(one.title) < len(TEXT_NAMES)), key=lambda one: _rank(one.title))
    rest = sorted((one for one in found if one not in named), key=lambda one: -sum(map(len, one.texts)))
    return NoteTable(columns=(*named, *rest), is_sure=len(found) == 1 or bool(named), others=max(width - 1, 0))


def _rank(title: str) -> int:
    name = title.casefold()
    return TEXT_NAMES.index(name) if name in TEXT_NAMES else len(TEXT_NAMES)


def _has_head(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row names the columns: by words that are known, or as the only words over numbers."""
    if not columns:
        return False
    names = [" ".join(cells[0].split()).casefold() for cells in columns]
    if any(name in TEXT_NAMES for name in names):
        return True
    if len(columns) == 1:
        return False
    return any(name in OTHER_NAMES for name in names) or any(map(_is_words_over_numbers, columns))


def _is_words_over_numbers(cells: Sequence[str]) -> bool:
    below = [cell for cell in cells[1:] if cell.strip()]
    return bool(_WORD.search(cells[0])) and bool(below) and not any(_is_note(cell) for cell in below)


def _are_notes(texts: Sequence[str]) -> bool:
    return sum(map(_is_note, texts)) * 2 > len(texts)


def _is_note(cell: str) -> bool:
    return bool(_WORD.search(cell)) and not _NO_NOTE.fullmatch(cell.strip())


def _plain(cell: str) -> str:
    """Return *cell* as it was read on the board: whiteboards write signs and line breaks as HTML."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", cell)))

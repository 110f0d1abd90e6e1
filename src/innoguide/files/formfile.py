"""The export of a form, as its rows: Microsoft Forms, Google Forms, a spreadsheet of one's own."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from innoguide.errors import UsageError
from innoguide.files.notefile import find_file, read_text
from innoguide.texts import t

DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True)
class FormRow:
    """A row that says something: the line it begins on, and its cells."""

    line: int
    cells: tuple[str, ...]


def find_form_file(typed: str, start: Path) -> tuple[str, str]:
    """Return the name and the text of the file that *typed* names, looked for from *start*. Raises `UsageError`."""
    path = find_file(typed, start)
    return path.name, read_text(path)


def read_form_text(name: str, text: str) -> list[FormRow]:
    """Return the rows of the *text* of a form that is called *name*. Raises `UsageError`."""
    try:
        return read_rows(text)
    except csv.Error as error:
        raise UsageError(t("paste_broken", file=name), t("paste_broken_hint")) from error


def read_rows(text: str) -> list[FormRow]:
    """Return the rows of *text*, with the delimiter that gives the first row most cells. Raises `csv.Error`."""
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        return [FormRow(one.line + 1, one.cells) for one in _rows(text[told.end() :], told[1])]
    tried = [_rows(text, one) for one in DELIMITERS]
    return max(tried, key=lambda rows: len(rows[0].cells) if rows else 0)


def _rows(text: str, delimiter: str) -> list[FormRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, line = [], 1
    for cells in reader:
        if any(map(str.strip, cells)):
            rows.append(FormRow(line, tuple(cells)))
        line = reader.line_num + 1
    return rows

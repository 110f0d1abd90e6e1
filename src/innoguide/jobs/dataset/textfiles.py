"""A group's rows as CSV and as JSON, a line each. Both are UTF-8 and have the columns in the table's order."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from innoguide.jobs.dataset.columns import Row, Table, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """Return *rows* as CSV with a head: comma between, true and false, days as 2026-11-24, nothing for no value.

    Text is as it is, also where it begins with `=`: a sign before it would be in everybody's calculations.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_in_csv(value) for value in row] for row in rows])
    return text.getvalue().encode()


def _in_csv(value: Value) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def sheet_head(table: Table, *, comma: bool) -> bytes:
    """Return the row of names that a table for a spreadsheet begins with; the mark before it says that it is UTF-8."""
    return codecs.BOM_UTF8 + _sheet([[column.name for column in table.columns]], comma=comma)


def sheet_bytes(_table: Table, rows: Sequence[Row], *, comma: bool) -> bytes:
    """Return *rows* as a spreadsheet opens them: with decimal *comma* and semicolons between, or with point and comma.

    A text that it would take for a formula has an apostrophe before it.
    """
    return _sheet([[_in_sheet(value, comma=comma) for value in row] for row in rows], comma=comma)


def _sheet(rows: Sequence[Sequence[object]], *, comma: bool) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";" if comma else ",", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _in_sheet(value: Value, *, comma: bool) -> object:
    if isinstance(value, float):
        return str(round(value, 2)).replace(".", "," if comma else ".")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return _in_csv(value)


def json_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """Return *rows* as JSON, one object a line, with null for no value."""
    names = [column.name for column in table.columns]
    lines = (dict(zip(names, map(_in_json, row), strict=True)) for row in rows)
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines).encode()


def _in_json(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value

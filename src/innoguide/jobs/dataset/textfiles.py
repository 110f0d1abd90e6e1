"""A group's rows as CSV and as JSON, a line each. Both are UTF-8 and have the columns in the table's order."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from innoguide.jobs.dataset.columns import Row, Table, Value


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


def json_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """Return *rows* as JSON, one object a line, with null for no value."""
    names = [column.name for column in table.columns]
    lines = (dict(zip(names, map(_in_json, row), strict=True)) for row in rows)
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines).encode()


def _in_json(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value

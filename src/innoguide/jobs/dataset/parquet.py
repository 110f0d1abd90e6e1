"""A group's rows as Parquet. The only module that needs pyarrow."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyarrow
from pyarrow import parquet

from innoguide.jobs.dataset.columns import Row, Table

_TYPES = {
    "text": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
}


def parquet_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """Return *rows* as a Parquet file with the types of the table's columns, also where a column is empty."""
    schema = pyarrow.schema([(column.name, _TYPES[column.type]) for column in table.columns])
    columns = [
        pyarrow.array([row[at] for row in rows], type=_TYPES[column.type]) for at, column in enumerate(table.columns)
    ]
    data = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, schema=schema), data)
    return data.getvalue()

"""Writes the tables of a dataset into `docs/dataset.md`, between its two marks. Run it when a column changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from innoguide.jobs.dataset.tables import TABLES
from innoguide.jobs.dataset.write import columns_of

DOCUMENT = Path(__file__).parent.parent / "docs" / "dataset.md"
BEGIN, END = "<!-- tables -->\n", "<!-- /tables -->\n"


def tables_text() -> str:
    """Return the tables with their columns as Markdown."""
    return "".join(line + "\n" for line in _lines())


def _lines() -> Iterator[str]:
    for table in TABLES:
        yield from ("", f"### `{table.name}`", "", f"A row is {table.is_}.", "")
        yield from ("| Column | Type | What it is |", "| --- | --- | --- |")
        yield from (f"| `{one.name}` | {one.type} | {one.about} |" for one in columns_of(table))
    yield ""


def with_tables(document: str) -> str:
    """Return *document* with the tables as they are now."""
    head, _, rest = document.partition(BEGIN)
    return head + BEGIN + tables_text() + END + rest.partition(END)[2]


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text("utf-8")), "utf-8")

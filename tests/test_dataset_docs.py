"""`docs/dataset.md`: its tables are the code's, and its queries answer."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from innoguide.cli.app import run
from innoguide.texts import use_language

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
from dataset_docs import DOCUMENT, with_tables

EXAMPLE = Path(__file__).parent.parent / "examples" / "mer-for-fler"
TEXT = DOCUMENT.read_text("utf-8")
STAGES, CAPACITY, THEMES = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the example programme's tables in every format."""
    home = tmp_path_factory.mktemp("dataset")
    for form in ("parquet", "csv", "json"):
        told = ["programme", "export", str(home / form), "--format", form, "--programme", str(EXAMPLE), "--lang", "en"]
        assert run(told) == 0
    yield home
    use_language("en")


def ask(query: str, tables: Path, form: str) -> list[tuple[Any, ...]]:
    query = query.replace("exports/dataset", (tables / form).as_posix())
    if form != "parquet":
        query = query.replace("read_parquet", f"read_{form}").replace(
            ".parquet'", f".{'csv' if form == 'csv' else 'jsonl'}'"
        )
        query = query.replace("hive_types_autocast = 0", "hive_types_autocast = 0, union_by_name = true")
    return duckdb.connect().execute(query).fetchall()


def test_the_tables_in_the_document_are_those_that_are_written() -> None:
    assert with_tables(TEXT) == TEXT, "run scripts/dataset_docs.py"


@pytest.mark.parametrize("query", [STAGES, CAPACITY, THEMES], ids=["stages", "capacity", "themes"])
def test_every_query_answers_the_same_of_every_format(tables: Path, query: str) -> None:
    found = ask(query, tables, "parquet")
    assert found
    assert ask(query, tables, "csv") == found
    assert ask(query, tables, "json") == found


def test_solutions_are_counted_by_stage(tables: Path) -> None:
    found = ask(STAGES, tables, "parquet")
    (number,) = ask("SELECT count(*) FROM read_parquet('exports/dataset/solutions/*/*.parquet')", tables, "parquet")
    assert sum(row[2] for row in found) == number[0] > 0
    assert all(row[0].startswith("omgång") for row in found)


def test_insights_of_a_theme_come_from_several_groups(tables: Path) -> None:
    found = ask(THEMES, tables, "parquet")
    assert max(row[2] for row in found) >= 3
    assert all(row[1] == len(row[3]) for row in found)

"""`innoguide programme export`: the groups' summaries as tables that other programs calculate with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.formats import EXPORTS
from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import LangOption, shown_path
from innoguide.texts import current_language, t, tn

if TYPE_CHECKING:
    from innoguide.jobs.dataset.write import Format, Written

FORMATS = ("csv", "json", "parquet", "sheet")
DATASET = "dataset"


def command(
    to: Annotated[Path | None, typer.Argument(metavar="DIR")] = None,
    form: Annotated[str, typer.Option("--format", metavar="csv|json|parquet|sheet")] = "csv",
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Write the tables to DIR in place of those of the last time; without DIR to `exports/dataset`."""
    from innoguide.jobs.dataset.write import write_dataset
    from innoguide.terminal.screen import tell

    wanted = _format(form)
    opened = open_programme(programme)
    folder = to or opened.folder / EXPORTS / DATASET
    written = write_dataset(opened.gathered(), opened.themes, folder=folder, form=wanted)
    print(shown_path(folder))
    _tell(written)
    if wanted.ending == "csv" and wanted.head is None:
        tell(t("dataset_for_sheets"))


def _format(name: str) -> Format:
    """Return the format called *name*. Raises `UsageError`, also when what it needs is not installed."""
    from functools import partial
    from importlib.util import find_spec

    from innoguide.errors import UsageError
    from innoguide.jobs.dataset.textfiles import csv_bytes, json_bytes, sheet_bytes, sheet_head
    from innoguide.jobs.dataset.write import Format

    if name not in FORMATS:
        raise UsageError(t("format_unknown", name=name), t("allowed_are", names=", ".join(FORMATS)))
    if name == "csv":
        return Format("csv", csv_bytes)
    if name == "json":
        return Format("jsonl", json_bytes)
    if name == "sheet":
        comma = current_language() == "sv"
        return Format("csv", partial(sheet_bytes, comma=comma), head=partial(sheet_head, comma=comma))
    if find_spec("pyarrow") is None:
        raise UsageError(t("format_extra_missing", format=name), t("format_extra_missing_hint", extra="data"))
    from innoguide.jobs.dataset.parquet import parquet_bytes

    return Format("parquet", parquet_bytes)


def _tell(written: Written) -> None:
    from innoguide.terminal.screen import tell

    tables = sum(number > 0 for number in written.rows.values())
    tell(tn("dataset_written", sum(written.rows.values()), tables=tables, groups=written.groups))
    if written.unread:
        tell(t("dataset_unread", names=", ".join(written.unread)))

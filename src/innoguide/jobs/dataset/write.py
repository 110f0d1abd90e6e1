"""Writes a dataset: a folder a table, in it a folder a group, as DuckDB, Spark and Arrow read partitioned tables."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.jobs.dataset.columns import Column, Row, Table
from innoguide.jobs.dataset.tables import GROUP, TABLES
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.themes import Themes
from innoguide.texts import t

SCHEMA = "schema.json"
"""Says what the tables hold. It is removed first and written last: a folder without it is not whole."""

_NEW = ".new"
_PARTED = "partitioned_by"
_GROUP_IS = "the group's name in `programme.yaml`"
_ENDINGS = ("parquet", "csv", "jsonl")


@dataclass(frozen=True)
class Format:
    """A format: what its files end with, and what makes a group's rows into one.

    With a *head* a table is one file: the head, then the rows of each group, with the group in the first column.
    """

    ending: str
    write: Callable[[Table, Sequence[Row]], bytes]
    head: Callable[[Table], bytes] | None = None


@dataclass
class Written:
    """What was written: rows by table, groups that were read, and those that were not."""

    rows: dict[str, int] = field(default_factory=dict)
    groups: int = 0
    unread: list[str] = field(default_factory=list)


def write_dataset(groups: Iterable[Gathered], themes: Themes, *, folder: Path, form: Format) -> Written:
    """Write the tables of *groups* to *folder* in place of those of the last time; other files there are left.

    One group is held at a time. Until all are written the old tables lie untouched.
    """
    new = folder / _NEW
    try:
        shutil.rmtree(new, ignore_errors=True)
        written = Written({table.name: 0 for table in TABLES})
        for gathered in groups:
            _write_group(gathered, themes, new, form, written)
        old = list(_wholes(folder)) if _was_whole(folder) else []
        (folder / SCHEMA).unlink(missing_ok=True)
        _remove_old(folder)
        for path in old:
            path.unlink()
        _move(new, folder)
    except OSError as error:
        reason = error.strerror or error
        raise ProjectError(
            t("cannot_write", file=error.filename or folder, reason=reason), t("cannot_write_hint")
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    write_over(folder / SCHEMA, schema_bytes(form, written))
    return written


def _write_group(gathered: Gathered, themes: Themes, new: Path, form: Format, written: Written) -> None:
    written.groups += 1
    if gathered.summary is None:
        written.unread.append(gathered.group.name)
    for table in TABLES:
        rows = table.rows(gathered, themes)
        if not rows:
            continue  # engines take a table without rows for one with other columns
        if form.head is None:
            home = new / table.name / f"{GROUP}={gathered.group.name}"
            home.mkdir(parents=True)
            (home / f"part.{form.ending}").write_bytes(form.write(table, rows))
        else:
            _append(new, with_group(table), [(gathered.group.name, *row) for row in rows], form)
        written.rows[table.name] += len(rows)


def with_group(table: Table) -> Table:
    """Return *table* with the group in its first column."""
    return replace(table, columns=(Column(GROUP, "text", _GROUP_IS), *table.columns))


def _append(new: Path, table: Table, rows: Sequence[Row], form: Format) -> None:
    new.mkdir(parents=True, exist_ok=True)
    path = new / f"{table.name}.{form.ending}"
    is_first = not path.exists()
    with path.open("ab") as file:
        if form.head and is_first:
            file.write(form.head(table))
        file.write(form.write(table, rows))


def _parts(folder: Path) -> Iterator[Path]:
    """Yield the files of a dataset in *folder*; no other file has such a place and such a name."""
    for table in TABLES:
        for ending in _ENDINGS:
            yield from sorted((folder / table.name).glob(f"{GROUP}=*/part.{ending}"))


def _wholes(folder: Path) -> Iterator[Path]:
    """Yield the tables in *folder* that are one file each."""
    return (path for table in TABLES if (path := folder / f"{table.name}.csv").is_file())


def _was_whole(folder: Path) -> bool:
    """Whether what lies in *folder* was written as one file a table; only then is a file with such a name ours."""
    try:
        return _PARTED not in json.loads((folder / SCHEMA).read_bytes())
    except (OSError, ValueError):
        return False


def _remove_old(folder: Path) -> None:
    for path in _parts(folder):
        path.unlink()
        for home in (path.parent, path.parent.parent):
            with suppress(OSError):  # something else lies there
                home.rmdir()


def _move(new: Path, folder: Path) -> None:
    for path in (*_parts(new), *_wholes(new)):
        home = folder / path.relative_to(new)
        home.parent.mkdir(parents=True, exist_ok=True)
        path.replace(home)


def schema_bytes(form: Format, written: Written) -> bytes:
    """Return what says which tables there are, with their columns, also of tables that nobody has a row in."""
    tables = [
        {
            "table": table.name,
            "row": table.is_,
            "rows": written.rows[table.name],
            "columns": [{"name": one.name, "type": one.type, "about": one.about} for one in columns_of(table)],
        }
        for table in TABLES
    ]
    made = {"format": 1, "files": form.ending, "groups": written.groups, "tables": tables}
    if form.head is None:
        made[_PARTED] = GROUP
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class Described:
    """A column as it is documented."""

    name: str
    type: str
    about: str


def columns_of(table: Table) -> list[Described]:
    """Return the columns as a reader of the whole table sees them: the group first, from the folders' names."""
    return [Described(one.name, one.type, one.about) for one in with_group(table).columns]

"""Puts on disk what was mended, after a copy of every file that changes: `.innoguide/doctor/<time>/`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from innoguide.errors import Conflict, ProjectError
from innoguide.files.disk import write_changed, write_new
from innoguide.texts import t


def write_mended(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], now: datetime) -> Path | None:
    """Write the difference between *before* and *after*; return where the copies lie, None if nothing was written.

    New files first, files that go last: whoever is interrupted has something twice, never something lost.
    Raises `Conflict` when a file has been changed meanwhile; what was not yet written stays as it was.
    """
    touched = [name for name in before if after.get(name) != before[name]]
    if not touched:
        return None
    backup = folder / ".innoguide" / "doctor" / now.strftime("%Y-%m-%d-%H%M%S-%f")
    for name in touched:
        write_new(backup / name, before[name])
    gone = [name for name in touched if name not in after]
    for name in sorted(after.keys() - before.keys()):
        _add(folder, name, after[name], gone)
    for name in touched:
        if name in after:
            write_changed(folder / name, after[name], read=before[name])
    for name in gone:
        _remove(folder / name, before[name])
    return backup


def _add(folder: Path, name: str, data: bytes, gone: list[str]) -> None:
    if write_new(folder / name, data):
        return
    same = next((one for one in gone if one.casefold() == name.casefold()), None)
    if same is None:
        raise Conflict(t("changed_meanwhile", file=name), t("changed_meanwhile_hint"))
    # Windows and Mac hold `Quote-…` and `quote-…` for one name: the old has to go before the new can come.
    gone.remove(same)
    _remove(folder / same, (folder / same).read_bytes())
    write_new(folder / name, data)


def _remove(path: Path, data: bytes) -> None:
    try:
        if path.read_bytes() != data:
            raise Conflict(t("changed_meanwhile", file=path.name), t("changed_meanwhile_hint"))
        path.unlink()
    except OSError as error:
        raise ProjectError(t("cannot_write", file=path, reason=error.strerror), t("cannot_write_hint")) from error

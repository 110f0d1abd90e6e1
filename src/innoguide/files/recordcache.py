"""Records that have been read before, so that a second run reads only what has changed. Safe to delete at any time.

A file is taken to be the same when its size, both its times to the nanosecond, and its number on the disk are. Every
way in which innoguide, git or an editor changes a file changes one of them, also when the clock is set back. What has
been written within the last seconds is never relied on: a disk may not tell two moments apart that are so near.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from innoguide import __version__
from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.model.guide import Kind
from innoguide.model.record import Record

CACHE_FROM = 300
"""Fewer records are read as quickly as the cache would be."""

_REWRITE_SHARE = 20
"""The file is written again when more than one record in so many is new to it."""

_NEAR = 3_000_000_000
"""Nanoseconds: longer than the coarsest disks (two seconds) need to tell two moments apart."""

Stamp = tuple[int, int, int, int]
"""A file's size, the time it was changed and that of its entry in nanoseconds, and its number on the disk."""


def stamp_of(entry: os.DirEntry[str]) -> Stamp:
    """Return the stamp of a file."""
    # What Windows tells of a whole folder lacks the number, and one of the times.
    about = Path(entry.path).stat() if os.name == "nt" else entry.stat()
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def stamp_of_path(path: Path) -> Stamp:
    """Return the stamp of the file at *path*."""
    about = path.stat()
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a file with *stamp* was last changed long enough before *now* (nanoseconds) to be known by its stamp."""
    return max(stamp[1], stamp[2]) + _NEAR < now


@cache
def program_stamp() -> str:
    """Return what differs when another program reads the records: its version, and its own files where those change."""
    digest = hashlib.sha256(__version__.encode())
    for folder in ("model", "files"):
        for path in sorted((Path(__file__).parent.parent / folder).glob("*.py")):
            about = path.stat()
            digest.update(f"{path.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def cache_path(folder: Path) -> Path:
    """Return where the records of the project in *folder* are kept."""
    return folder / ".innoguide" / "cache" / "records.json"


class RecordCache:
    """What was read before of one project, by the file's name; empty where nothing fits what reads now."""

    def __init__(self, folder: Path, kinds: Mapping[str, Kind]) -> None:
        self._path = cache_path(folder)
        said = "".join(kinds[name].model_dump_json() for name in sorted(kinds))
        self._key = hashlib.sha256(f"{program_stamp()}\n{said}".encode()).hexdigest()
        self._known: dict[str, Any] = {}
        self._new = 0
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._path.read_bytes())
            if kept["key"] == self._key and isinstance(kept["records"], dict):
                self._known = kept["records"]

    def find(self, name: str, stamp: Stamp) -> Record | None:
        """Return the record that the file *name* held when it had that *stamp*, if it is known."""
        kept = self._known.get(name)
        if kept is None or tuple(kept[0]) != stamp:
            return None
        values = kept[1]
        return Record(**{**values, "tags": tuple(values["tags"]), "open": tuple(values["open"]), "file": name})

    def keep(self, name: str, stamp: Stamp, record: Record) -> None:
        """Remember what the file *name* with *stamp* holds, unless it was written a moment ago."""
        if is_settled(stamp, time.time_ns()):
            self._known[name] = (stamp, {key: one for key, one in vars(record).items() if key != "file"})
            self._new += 1

    def save(self, names: Collection[str]) -> None:
        """Store what is known of the files *names*, if enough is new. Of files that are gone nothing is kept."""
        gone = self._known.keys() - set(names)
        if not gone and self._new * _REWRITE_SHARE <= len(self._known):
            return
        for name in gone:
            del self._known[name]
        data = json.dumps({"key": self._key, "records": self._known}, ensure_ascii=False, separators=(",", ":"))
        with suppress(ProjectError):  # a folder that cannot be written to only makes the next run slower
            write_over(self._path, data.encode())


def forget_records(folder: Path) -> None:
    """Remove all that is kept of the project in *folder*: somebody's words have been withdrawn, or are disposed of."""
    cache_path(folder).unlink(missing_ok=True)

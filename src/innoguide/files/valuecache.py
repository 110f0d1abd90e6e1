"""What was read from files before, as JSON beside the project, by each file's stamp. Safe to delete at any time.

A file is taken to be the same when its size, both its times to the nanosecond, and its number on the disk are. Every
way in which innoguide, git or an editor changes a file changes one of them, also when the clock is set back. What has
been written within the last seconds is never relied on: a disk may not tell two moments apart that are so near.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from innoguide import __version__
from innoguide.errors import ProjectError
from innoguide.files.disk import write_over

CACHE_FROM = 50
"""Fewer files are read as quickly as the cache would be."""

_REWRITE_SHARE = 20
"""The file is written again when more than one value in so many is new to it."""

_NEAR = 3_000_000_000
"""Nanoseconds: longer than the coarsest disks (two seconds) need to tell two moments apart."""

Stamp = tuple[int, int, int, int]
"""A file's size, the time it was changed and that of its entry in nanoseconds, and its number on the disk."""


def stamp_of(entry: os.DirEntry[str]) -> Stamp:
    """Return the stamp of a file."""
    # What Windows tells of a whole folder lacks the number, and one of the times.
    return stamp_of_path(Path(entry.path)) if os.name == "nt" else _stamp(entry.stat())


def stamp_of_path(path: Path) -> Stamp:
    """Return the stamp of the file at *path*."""
    return _stamp(path.stat())


def _stamp(about: os.stat_result) -> Stamp:
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a file with *stamp* was last changed long enough before *now* (nanoseconds) to be known by its stamp."""
    return max(stamp[1], stamp[2]) + _NEAR < now


@cache
def program_stamp(*folders: str) -> str:
    """Return what differs when another program does the work: its version, and its own files where those change.

    *folders* are those of the program that the work is done in; without any, those that read files.
    """
    digest = hashlib.sha256(__version__.encode())
    for folder in folders or ("model", "files"):
        for path in sorted((Path(__file__).parent.parent / folder).rglob("*.py")):
            about = path.stat()
            digest.update(f"{path.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def cache_folder(folder: Path) -> Path:
    """Return where the project in *folder* keeps what may be deleted."""
    return folder / ".innoguide" / "cache"


class ValueCache:
    """Values by the name of the file they come from; empty where what reads them is *key* no longer.

    Without a *path* nothing is known at first, and what is kept is gone with the process.
    """

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        self._path = path
        self._key = key
        self._known: dict[str, Any] = {}
        self._new = 0
        if path is None:
            return
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(path.read_bytes())
            if kept["key"] == key and isinstance(kept["values"], dict):
                self._known = kept["values"]

    def find(self, name: str, stamp: Stamp) -> Any:
        """Return the value of the file *name* when it had that *stamp*; None if it is not known."""
        kept = self._known.get(name)
        return None if kept is None or tuple(kept[0]) != stamp else kept[1]

    def keep(self, name: str, stamp: Stamp, value: Any) -> None:
        """Remember the value of the file *name* with *stamp*, unless the file was written a moment ago."""
        if is_settled(stamp, time.time_ns()):
            self._known[name] = (stamp, value)
            self._new += 1

    def save(self, names: Collection[str] | None = None) -> None:
        """Store what is known, if enough is new; given all *names* there are, nothing of files that are gone."""
        gone = self._known.keys() - set(names) if names is not None else set()
        if self._path is None or (not gone and self._new * _REWRITE_SHARE <= len(self._known)):
            return
        for name in gone:
            del self._known[name]
        data = json.dumps({"key": self._key, "values": self._known}, ensure_ascii=False, separators=(",", ":"))
        with suppress(ProjectError):  # a folder that cannot be written to only makes the next run slower
            write_over(self._path, data.encode())

"""What came of a project the last time, kept while nothing that was looked at has changed. Safe to delete at any time.

Every file of the project counts, but for those that nobody reads; so do the guide, the templates, the program, the
day and the language. See `valuecache.py` for how a file is known to be the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.files.valuecache import CACHE_FROM, Stamp, cache_folder, is_settled, program_stamp, stamp_of

_APART = {".git", ".innoguide", "exports"}
"""What neither checks nor documents read: git's own, what is local, and what is made of the outputs."""


class ResultCache:
    """What *name* came to in the project in *folder*, with what lies in *besides*, as *about* asks (day, language)."""

    def __init__(self, folder: Path, besides: Sequence[Path], *, name: str, about: str) -> None:
        self._path = cache_folder(folder) / f"{name}.json"
        self._folder = folder
        self._besides = [one for one in besides if not one.is_relative_to(folder)]
        self._about = about
        self._key = self._made_key()  # before anything is read: what changes later makes another

    def _made_key(self) -> str:
        """What changes when anything does; empty where the cache gains nothing, or cannot be relied on yet."""
        digest = hashlib.sha256(f"{program_stamp('')}\n{self._about}\n".encode())
        own = [*_stamped(self._folder)]
        if len(own) < CACHE_FROM:
            return ""
        files = own + [one for folder in self._besides for one in _stamped(folder)]
        now = time.time_ns()
        if not all(is_settled(stamp, now) for _name, stamp in files):
            return ""
        for name, stamp in files:
            digest.update(f"{name}\0{stamp}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def find(self) -> Any:
        """Return what came of it the last time; None if that was of something else, or is not known."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._path.read_bytes())
            if self._key and kept["key"] == self._key:
                return kept["result"]
        return None

    def keep(self, result: Any) -> None:
        """Remember the *result*, made after the cache was."""
        if self._key:
            with suppress(ProjectError):
                write_over(self._path, json.dumps({"key": self._key, "result": result}, ensure_ascii=False).encode())


def _stamped(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield every file below *folder* with its stamp, always in the same order."""
    waiting = [os.fspath(folder)]
    while waiting:
        where = waiting.pop()
        try:
            entries = sorted(os.scandir(where), key=lambda one: one.name)
        except OSError:
            yield where, (0, 0, 0, 0)
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting += [] if entry.name in _APART else [entry.path]
            else:
                with suppress(OSError):  # a link that leads nowhere
                    yield entry.path, stamp_of(entry)

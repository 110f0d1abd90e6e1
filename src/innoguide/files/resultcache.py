"""What a check found the last time, kept while nothing that it looked at has changed. Safe to delete at any time.

Every file of the project counts, but for those that nobody's check reads; so do the guide, the program, the day and
the language. See `valuecache.py` for how a file is known to be the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.files.recordcache import CACHE_FROM
from innoguide.files.valuecache import Stamp, cache_folder, is_settled, program_stamp, stamp_of
from innoguide.model.finding import Finding

_APART = {".git", ".innoguide", "exports"}
"""What no check reads: git's own, what is local, and what is made of the outputs."""


class ResultCache:
    """The findings on the project in *folder*, with the guide in *guide_folders*, as *about* asks (day, language)."""

    def __init__(self, folder: Path, guide_folders: Sequence[Path], *, about: str) -> None:
        self._path = cache_folder(folder) / "check.json"
        self._folders = (folder, *(one for one in guide_folders if not one.is_relative_to(folder)))
        self._about = about

    @cached_property
    def _key(self) -> str:
        """What changes when anything does; empty where the cache gains nothing, or cannot be relied on yet."""
        digest = hashlib.sha256(f"{program_stamp()}\n{self._about}\n".encode())
        files = [one for folder in self._folders for one in _stamped(folder)]
        now = time.time_ns()
        if len(files) < CACHE_FROM or not all(is_settled(stamp, now) for _name, stamp in files):
            return ""
        for name, stamp in files:
            digest.update(f"{name}\0{stamp}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def find(self) -> list[Finding] | None:
        """Return what was found the last time; None if that was something else, or is not known."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._path.read_bytes())
            if self._key and kept["key"] == self._key:
                return [Finding(**one) for one in kept["findings"]]
        return None

    def keep(self, findings: Sequence[Finding]) -> None:
        """Remember *findings*, which were made after the cache was first asked."""
        if self._key:
            data = {"key": self._key, "findings": [asdict(one) for one in findings]}
            with suppress(ProjectError):
                write_over(self._path, json.dumps(data, ensure_ascii=False).encode())


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

"""One walk at a time in a project on a computer. The system frees the lock when the program ends, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from innoguide.errors import UsageError
from innoguide.texts import t


@contextmanager
def only_walk(folder: Path) -> Iterator[None]:
    """Hold the walk's lock of the project in *folder*. Raises `UsageError` if another walk holds it."""
    path = folder / ".innoguide" / "walk.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if not _lock(file):
            raise UsageError(t("walk_locked"), t("walk_locked_hint"))
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a drive that knows no locks: the records' own compare-and-replace still guards
        return True

"""What git remembers of a project's files, asked only when it is needed. Without git it remembers nothing."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from innoguide.files.gitrepo import DeletedFile, common_version, deleted_files
from innoguide.jobs.doctor.sheet import NAMED_ID


class Past:
    """The history of the project in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def common_version(self, name: str) -> bytes | None:
        """Return what both sides of an unfinished merge began with."""
        return common_version(self._folder, name)

    def deleted(self, wanted: str) -> DeletedFile | None:
        """Return how the record or the meeting *wanted* was removed, the last time."""
        return self._deleted.get(wanted)

    @cached_property
    def _deleted(self) -> dict[str, DeletedFile]:
        found: dict[str, DeletedFile] = {}
        for one in deleted_files(self._folder, "records", "sessions"):
            base = one.file.rpartition("/")[2]
            match = NAMED_ID.match(base)
            found.setdefault(match[1] if match else base.removesuffix(".yaml"), one)
        return found

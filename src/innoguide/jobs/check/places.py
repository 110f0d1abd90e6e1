"""Where a value stands in its file. Read anew for each file with a finding: nearly all files have none."""

from __future__ import annotations

from innoguide.files.faults import place_of
from innoguide.files.store import Store
from innoguide.files.yamlfile import Marks, Unreadable, read_yaml


class Places:
    """Finds lines and columns in the project of *store*; remembers the file it was asked about last."""

    def __init__(self, store: Store) -> None:
        self._folder = store.folder
        self._file = ""
        self._marks: Marks = {}

    def of(self, file: str, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Return line and column of the value at *path* of *file*; of the line before it when it is empty."""
        if file != self._file:
            self._file, self._marks = file, {}
            try:
                read_yaml((self._folder / file).read_bytes(), file, self._marks)
            except (OSError, Unreadable):
                return 1, 1
        return place_of(self._marks, path)

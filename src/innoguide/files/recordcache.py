"""Records that have been read before, so that a second run reads only what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from innoguide.files.valuecache import Stamp, ValueCache, cache_folder, program_stamp
from innoguide.model.guide import Kind
from innoguide.model.record import Record


def cache_path(folder: Path) -> Path:
    """Return where the records of the project in *folder* are kept."""
    return cache_folder(folder) / "records.json"


class RecordCache:
    """What was read before of one project, by the file's name; empty where the kinds of the guide are others now."""

    def __init__(self, folder: Path, kinds: Mapping[str, Kind]) -> None:
        said = "".join(kinds[name].model_dump_json() for name in sorted(kinds))
        key = hashlib.sha256(f"{program_stamp()}\n{said}".encode()).hexdigest()
        self._values = ValueCache(cache_path(folder), key)

    def find(self, name: str, stamp: Stamp) -> Record | None:
        """Return the record that the file *name* held when it had that *stamp*, if it is known."""
        values = self._values.find(name, stamp)
        if values is None:
            return None
        return Record(**{**values, "tags": tuple(values["tags"]), "open": tuple(values["open"]), "file": name})

    def keep(self, name: str, stamp: Stamp, record: Record) -> None:
        """Remember what the file *name* with *stamp* holds."""
        self._values.keep(name, stamp, {key: one for key, one in vars(record).items() if key != "file"})

    def save(self, names: Collection[str]) -> None:
        """Store what is known of the files *names*."""
        self._values.save(names)


def forget_records(folder: Path) -> None:
    """Remove all that is kept of the project in *folder*: somebody's words have been withdrawn, or are disposed of."""
    for path in cache_folder(folder).glob("*.json"):  # what checks have found quotes the records, too
        path.unlink(missing_ok=True)

"""Takes records out of a project's folder, with every reference to them and every copy of them beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from innoguide.files.gitrepo import Commit, find_history
from innoguide.files.recordcache import forget_records
from innoguide.files.store import Store
from innoguide.model.project import Project
from innoguide.model.record import Record, as_stored
from innoguide.model.removal import find_without


def take_out(store: Store, project: Project, records: Sequence[Record], *, still_holds: bool = False) -> list[Record]:
    """Remove *records* in their order, and return those that referred to them, as they are now.

    The references go first. Whoever is stopped half-way finds the rest of the records, and takes those out.
    """
    gone = {one.id for one in records}
    now = as_stored(datetime.now())
    changed = find_without(store.guide, project, gone, still_holds=still_holds)
    changed = [store.replace(replace(one, updated=now)) for one in changed]
    for record in records:
        _remove_copies(store.folder, record.id)
        store.remove(record)
    return changed


def _remove_copies(folder: Path, record_id: str) -> None:
    """Remove what other commands have left of a record on this computer: a copy from the editor, one from a mending."""
    forget_records(folder)
    for path in (folder / ".innoguide").rglob(f"*{record_id}*"):
        if path.is_file() and not path.is_symlink():
            path.unlink()


def past_of(folder: Path, record_ids: Sequence[str]) -> dict[str, list[Commit]]:
    """Return the commits in git's history that wrote each of the records; nothing for one that git never had."""
    found: dict[str, list[Commit]] = {record_id: [] for record_id in record_ids}
    for file, commits in find_history(folder, "records").items():
        record_id = "-".join(Path(file).stem.split("-")[:2])  # of `quote-8m2xq-jag-visste.yaml`
        if record_id in found:
            found[record_id] += commits
    return {record_id: commits for record_id, commits in found.items() if commits}

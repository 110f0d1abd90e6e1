"""A project as it was at a commit, read from git without a checkout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from innoguide.files.gitrepo import files_at
from innoguide.files.modelfile import model_in
from innoguide.files.recordfile import read_record
from innoguide.files.store import numbered
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record

LARGEST = 1_000_000
"""Bytes of a record's file; there is none so large."""


@dataclass(frozen=True)
class PastProject:
    """What could be read. *unread*: the ids, as far as their files' names tell, of the records that could not."""

    project: Project
    unread: frozenset[str]


def load_past(folder: Path, commit: str, *, guide: Guide, settings: Settings) -> PastProject | None:
    """Return the records and meetings that *commit* holds of the project in *folder*; None if git cannot tell.

    *settings* are those of today: the language and the title are not what has changed.
    """
    files = files_at(folder, commit, "records", "sessions", most=LARGEST)
    if files is None:
        return None
    records: dict[str, Record] = {}
    sessions, unread = [], set()
    for name, data in files.items():
        if not name.endswith(".yaml"):
            continue
        if name.startswith("sessions/"):
            session = model_in(data or b"", name, Session)[0]
            sessions += [session] if session and session.started else []
            continue
        record = read_record(data, name, guide.kinds)[0] if data is not None else None
        if record is None:
            unread.add(_id_in(name))
        else:
            records[record.id] = record
    return PastProject(Project(settings, records, numbered(sessions)), frozenset(unread))


def _id_in(name: str) -> str:
    """Return the id that a record's file is named after: `insight-k3f9w` of `insight-k3f9w-de-vagar.yaml`."""
    base = name.rpartition("/")[2].removesuffix(".yaml")
    return "-".join(base.split("-")[:2])

"""A project made of the bytes of its files, wherever they were read: git, or another group's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from innoguide.files.faults import file_fault
from innoguide.files.modelfile import model_in
from innoguide.files.recordfile import read_record
from innoguide.files.store import numbered
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record

LARGEST = 1_000_000
"""Bytes of a record's file; there is none so large."""


@dataclass(frozen=True)
class ReadProject:
    """What could be read. *unread*: what is wrong with the files that could not, by the file's name."""

    project: Project
    unread: dict[str, Finding]


def project_in(files: Mapping[str, bytes | None], guide: Guide, settings: Settings) -> ReadProject:
    """Return the records and the meetings in *files*, by their path in the project; None stands for one too large."""
    records: dict[str, Record] = {}
    sessions: list[Session] = []
    unread: dict[str, Finding] = {}
    for name, data in sorted(files.items()):
        if not name.endswith(".yaml") or not name.startswith(("records/", "sessions/")):
            continue
        found, faults = _read(name, data, guide)
        if isinstance(found, Session):
            sessions.append(found)
        elif found is not None and found.id not in records:
            records[found.id] = found
        elif found is not None:
            faults = [file_fault("record_double_id", name, id=found.id, other=records[found.id].file)]
        if faults:
            unread[name] = faults[0]
    begun = [one for one in sessions if one.started]
    planned = numbered([one for one in sessions if not one.started], first=len(begun) + 1)
    return ReadProject(Project(settings, records, numbered(begun), planned), unread)


def _read(name: str, data: bytes | None, guide: Guide) -> tuple[Record | Session | None, list[Finding]]:
    if data is None:
        return None, [file_fault("record_too_large", name, most=LARGEST)]
    if name.startswith("sessions/"):
        return model_in(data, name, Session)
    return read_record(data, name, guide.kinds)

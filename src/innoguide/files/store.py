"""A project's folder: load, add, replace. The only module that knows where records and sessions lie."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from innoguide.errors import Conflict, ProjectError
from innoguide.files.disk import remove_read, write_changed, write_new
from innoguide.files.faults import file_fault
from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.modelfile import read_model
from innoguide.files.recordcache import RecordCache
from innoguide.files.recordfile import read_record, record_bytes
from innoguide.files.sessionfile import read_session
from innoguide.files.valuecache import CACHE_FROM, Stamp, stamp_of, stamp_of_path
from innoguide.files.yamlfile import Verbatim, write_yaml
from innoguide.files.yamlfolder import yaml_entries, yaml_files
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Session, Settings, in_order
from innoguide.model.record import Record, kind_of, new_id
from innoguide.texts import t


def read_settings(folder: Path) -> Settings:
    """Return the settings of the project in *folder*. Raises `ProjectError`."""
    settings, findings = read_model(folder / SETTINGS_FILE, SETTINGS_FILE, Settings)
    if settings is None:
        raise ProjectError(listed(findings), t("project_faults_hint"))
    return settings


def listed(findings: list[Finding], head: str = "project_faults") -> str:
    """Return *findings* as the lines of a message, the text *head* first."""
    lines = [t(head, number=len(findings))]
    lines += [f"{one.place()}: {one.message}" + (f"\n    {one.hint}" if one.hint else "") for one in findings]
    return "\n".join(lines)


_GONE = b"\0"
"""Stands for what a file held that is no longer there: no file of ours holds this."""


class Store:
    """The folder of one project. Remembers what it has read, so that a file changed by others is never overwritten."""

    def __init__(self, folder: Path, guide: Guide, settings: Settings, chance: random.Random | None = None) -> None:
        self.folder = folder
        self.guide = guide
        self.settings = settings
        self._chance = chance or random.SystemRandom()
        self._read: dict[str, bytes] = {}
        self._known: dict[str, Stamp] = {}
        self._held: dict[str, Record | Session] | None = None

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Write what changes several times only once, at the end: for answers that lie safely in a file already."""
        self._held = {}
        try:
            yield
        finally:
            held, self._held = self._held, None
            for one in held.values():
                if isinstance(one, Session):
                    self.save_session(one)
                else:
                    self.replace(one)

    def load(self) -> Project:
        """Return the whole project. Raises `ProjectError` that lists every file which cannot be read."""
        project, findings = self.read()
        if findings:
            raise ProjectError(listed(findings), t("project_faults_hint"))
        return project

    def read(self) -> tuple[Project, list[Finding]]:
        """Return what can be read of the project, and what is wrong with the rest."""
        findings: list[Finding] = []
        records: dict[str, Record] = {}
        folder = self.folder / "records"
        entries = yaml_entries(folder)
        cache = RecordCache(self.folder, self.guide.kinds) if len(entries) >= CACHE_FROM else None
        for entry in entries:
            record = self._read_record(entry, folder, findings, cache)
            if record is None:
                continue
            if record.id in records:
                other = records[record.id].file
                findings.append(file_fault("record_double_id", record.file, id=record.id, other=other))
                continue
            records[record.id] = record
        if cache:
            cache.save(self._known)
        sessions = []
        for path in yaml_files(self.folder / "sessions"):
            name = f"sessions/{os.path.basename(path)}"
            session, data, faults = read_session(self.guide, Path(path), name)
            findings += faults
            if session:
                self._read[name] = data
                sessions.append(session)
        begun = [one for one in sessions if one.started]
        to_come = [one for one in sessions if not one.started]
        planned = numbered(to_come, first=len(begun) + 1)
        return Project(self.settings, records, numbered(begun), planned), findings

    def _read_record(
        self, entry: os.DirEntry[str], folder: Path, findings: list[Finding], cache: RecordCache | None = None
    ) -> Record | None:
        # Plain strings: ten thousand Path objects would cost as much as reading the files.
        shown = "records/" + entry.path[len(os.fspath(folder)) + 1 :].replace(os.sep, "/")
        try:
            stamp = stamp_of(entry) if cache else None
            known = cache.find(shown, stamp) if cache and stamp else None
            if known and stamp:
                self._known[shown] = stamp
                return known
            with open(entry.path, "rb") as file:
                data = file.read()
        except OSError as error:
            findings.append(file_fault("cannot_read", shown, file=shown, reason=error.strerror))
            return None
        record, faults = read_record(data, shown, self.guide.kinds)
        if faults:
            findings += faults
            return None
        assert record is not None
        self._read[shown] = data
        if cache and stamp:
            self._known[shown] = stamp
            cache.keep(shown, stamp, record)
        return record

    def find(self, record_id: str) -> Record | None:
        """Return one record without loading the others."""
        folder = self.folder / "records"
        kind = kind_of(record_id)
        if not kind or not (folder / kind).is_dir():
            return None
        found = [entry for entry in yaml_entries(folder / kind) if _has_id(entry.path, record_id)]
        faults: list[Finding] = []
        record = self._read_record(found[0], folder, faults) if found else None
        if faults:
            raise ProjectError(listed(faults), t("project_faults_hint"))
        return record

    def free_id(self, kind: str) -> str:
        """Return a new id of *kind* that no record has."""
        folder = self.folder / "records" / kind
        taken = {os.path.basename(path)[: len(kind) + 6] for path in yaml_files(folder)} if folder.is_dir() else set()
        while True:
            drawn = new_id(kind, self._chance)
            if drawn not in taken:
                return drawn

    def free_session_id(self, day: str, word: str) -> str:
        """Return a new id of a meeting on *day*: by chance, since two computers that count give the same one."""
        while True:
            drawn = new_id(f"{day}-{word}", self._chance)
            if not (self.folder / "sessions" / f"{drawn}.yaml").exists():
                return drawn

    def add(self, record: Record) -> Record:
        """Store a new record and return it with its file. Raises `Conflict` if there is one with its id."""
        kind = self.guide.kinds[record.kind]
        name = f"records/{record.kind}/{record.file_name(kind)}"
        data = record_bytes(record, kind)
        if self.find(record.id) is not None or not write_new(self.folder / name, data):
            raise Conflict(t("record_exists", id=record.id), t("record_exists_hint"))
        self._read[name] = data
        return replace(record, file=name)

    def replace(self, record: Record) -> Record:
        """Store a changed record in its own file. Raises `Conflict` if the file has been changed since it was read."""
        if self._held is not None:
            self._held[record.file] = record
        else:
            self._write(record.file, record_bytes(record, self.guide.kinds[record.kind]))
        return record

    def remove(self, record: Record) -> None:
        """Remove a record's file, if it is there. Raises `Conflict` if it has been changed since it was read."""
        remove_read(self.folder / record.file, read=self._as_read(record.file))
        self._read.pop(record.file, None)

    def save_session(self, session: Session) -> None:
        """Store a session, new or changed."""
        name = f"sessions/{session.id}.yaml"
        if self._held is not None and name in self._read:
            self._held[name] = session
            return
        data = session_bytes(session)
        if name in self._read:
            self._write(name, data)
        elif not write_new(self.folder / name, data):
            raise Conflict(t("changed_meanwhile", file=name), t("changed_meanwhile_hint"))
        self._read[name] = data

    def remove_session(self, session: Session) -> None:
        """Remove a meeting's file, if it is there. Raises `Conflict` if it has been changed since it was read."""
        name = f"sessions/{session.id}.yaml"
        remove_read(self.folder / name, read=self._read.pop(name))

    def keep_in_settings(self, code: str, reason: str) -> None:
        """Store why the group keeps what the check *code* asks about the project as a whole.

        A line is put into the settings, and the rest of the file stays as somebody may have written it.
        """
        path = self.folder / SETTINGS_FILE
        before = path.read_bytes()
        head, key, rest = before.decode("utf-8-sig").partition("\nkeep_reason:")
        line = write_yaml({code: reason}).decode()
        text = f"{head}{key}\n  {line.rstrip()}{rest}" if key else f"{head.rstrip()}\nkeep_reason:\n  {line}"
        write_changed(path, text.encode(), read=before)
        self.settings = read_settings(self.folder)

    def _write(self, name: str, data: bytes) -> None:
        read = self._as_read(name)
        if read != data:
            write_changed(self.folder / name, data, read=read)
            self._read[name] = data

    def _as_read(self, name: str) -> bytes:
        """Return what the file *name* held when it was read. Raises `Conflict` if that can no longer be told."""
        if (
            name not in self._read
        ):  # known from a run before: the file itself still holds it, while its stamp is the same
            path = self.folder / name
            if not path.is_file():
                return _GONE
            if stamp_of_path(path) != self._known[name]:
                raise Conflict(t("changed_meanwhile", file=path.name), t("changed_meanwhile_hint"))
            self._read[name] = path.read_bytes()
        return self._read[name]


def numbered(sessions: list[Session], *, first: int = 1) -> tuple[Session, ...]:
    """Return *sessions* from first to last, numbered so: two clones may each have had a second meeting."""
    ordered = enumerate(in_order(sessions), start=first)
    return tuple(one.model_copy(update={"number": number}) for number, one in ordered)


def _has_id(path: str, record_id: str) -> bool:
    name = os.path.basename(path)
    return name.startswith(record_id) and name[len(record_id)] in "-."


def session_bytes(session: Session) -> bytes:
    """Return the file of *session*."""
    data = session.model_dump(by_alias=True, exclude_defaults=True)
    ordered: dict[str, Any] = {"format": 1, "id": session.id, "number": session.number}
    for key in ("started", "ended", "until"):
        if data.get(key):
            ordered[key] = Verbatim(data[key])
    for key in ("paused_minutes", "place", "agenda", "agenda_now", "room", "users_in_room", "returns", "done"):
        if data.get(key) not in (None, "", ()):
            ordered[key] = list(data[key]) if isinstance(data[key], tuple) else data[key]
    return write_yaml(ordered)


def settings_bytes(settings: Settings) -> bytes:
    """Return the file of *settings*."""
    data = settings.model_dump(exclude={"format"})
    if not data["keep_reason"]:
        del data["keep_reason"]
    return write_yaml({"format": 1, **data})


def output_path(folder: Path, name: PurePosixPath) -> Path:
    """Return where the output *name* lies in a project."""
    return folder / "outputs" / name

"""One file of a project as it was found: what it says, if it can be read, and how it is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.modelfile import model_in
from innoguide.files.recordfile import read_record
from innoguide.files.yamlfile import Unreadable, read_yaml
from innoguide.jobs.doctor.textform import TextForm, read_form
from innoguide.model.finding import Finding
from innoguide.model.guide import Kind
from innoguide.model.project import Session, Settings
from innoguide.model.record import ALPHABET, ID_LENGTH, Record, kind_of

NAMED_ID = re.compile(rf"([a-z][a-z0-9_]*-[{ALPHABET}]{{{ID_LENGTH}}})(?![a-z0-9_])")
"""The record's id at the beginning of a file's name."""

NO_REFERENCE = ("format", "id", "kind", "status", "created", "updated", "step", "method", "by")
"""Keys whose value is never the id of something else."""


@dataclass(frozen=True)
class Sheet:
    """A file that innoguide reads. One of *record*, *session*, *settings*, or none of them and *faults*.

    *raw* is what the YAML says, if it is YAML at all: a record with a wrong value has an id all the same.
    """

    name: str
    data: bytes
    form: TextForm
    raw: Mapping[str, Any]
    record: Record | None = None
    session: Session | None = None
    settings: Settings | None = None
    faults: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """What the file says its id is, or an empty text."""
        value = self.raw.get("id")
        return value if isinstance(value, str) else ""

    @property
    def kind(self) -> str:
        """The kind that the file says it is of."""
        value = self.raw.get("kind")
        return value if isinstance(value, str) else kind_of(self.id)

    @property
    def created(self) -> str:
        """When the record was made, or the meeting begun; what does not say it counts as last."""
        value = self.raw.get("created") or self.raw.get("started")
        return value if isinstance(value, str) else "9999"

    @property
    def is_meeting(self) -> bool:
        """Whether the file is a session: by what it says, else by its folder."""
        if self.session is not None or self.record is not None:
            return self.session is not None
        return self.name.startswith("sessions/") and not kind_of(self.id)

    @property
    def base(self) -> str:
        """The file's own name, without folders."""
        return self.name.rpartition("/")[2]

    @property
    def named_id(self) -> str:
        """The id that the file's name speaks of, or an empty text."""
        if self.is_meeting:
            return self.base.removesuffix(".yaml")
        match = NAMED_ID.match(self.base)
        return match[1] if match else ""

    @property
    def is_in_conflict(self) -> bool:
        """Whether git's marks stand in it."""
        return any(one.code == "yaml_conflict" for one in self.faults)

    @property
    def remarks(self) -> list[str]:
        """The comments that somebody has written on lines of their own."""
        return [line for line in (self.form.text or "").split("\n") if line.startswith("#")]

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Every word that stands alone where a reference may stand: as a value of a field, or a key of `seen`."""
        return frozenset(words_in([value for key, value in self.raw.items() if key not in NO_REFERENCE]))

    def line(self, key: str) -> int:
        """Return the line on which *key* begins, or 1."""
        found = re.search(rf"^{re.escape(key)}:", self.form.text or "", re.MULTILINE)
        return (self.form.text or "").count("\n", 0, found.start()) + 1 if found else 1


def words_in(value: Any) -> Iterator[str]:
    """Yield every text in *value*, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)


def read_sheet(name: str, data: bytes, kinds: dict[str, Kind]) -> Sheet:
    """Return the file *name* as it would be read if it were saved as it should be."""
    form = read_form(data)
    clean = data if form.text is None else form.text.encode()
    raw, unreadable = _raw(clean, name)
    if unreadable is not None:
        return Sheet(name, data, form, {}, faults=(unreadable,))
    if name == SETTINGS_FILE:
        settings, faults = model_in(clean, name, Settings)
        return Sheet(name, data, form, raw, settings=settings, faults=tuple(faults))
    if _is_meeting(name, raw):
        session, faults = model_in(clean, name, Session)
        return Sheet(name, data, form, raw, session=session, faults=tuple(faults))
    record, faults = read_record(clean, name, kinds)
    return Sheet(name, data, form, raw, record=record, faults=tuple(faults))


def _raw(data: bytes, name: str) -> tuple[dict[str, Any], Finding | None]:
    try:
        value = read_yaml(data, name)
    except Unreadable as error:
        return {}, error.finding
    return value if isinstance(value, dict) else {}, None


def _is_meeting(name: str, raw: Mapping[str, Any]) -> bool:
    record_id = raw.get("id")
    if isinstance(record_id, str) and kind_of(record_id):
        return False
    return name.startswith("sessions/") or ("started" in raw and "number" in raw)

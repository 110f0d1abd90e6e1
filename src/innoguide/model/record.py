"""`Record`: one thing a group has said or decided."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.language import shorten, slug

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""31 signs that cannot be mistaken for each other."""

ID_LENGTH = 5
ID = re.compile(rf"([a-z][a-z0-9_]*)-([{ALPHABET}]{{{ID_LENGTH}}})\Z")


@dataclass(frozen=True, kw_only=True)
class Record:
    """The envelope and the *values* of the kind's fields; values the guide does not know are kept in *values* too.

    *seen* holds, for each record referred to, the fingerprint of what it said then. *keep_reason* holds why the group
    keeps what a check has asked about, by the check's key. *file* is where the record lies, relative to the project;
    empty until it is stored.
    """

    id: str
    kind: str
    status: str = "done"
    created: str = ""
    updated: str = ""
    session: str = ""
    step: str = ""
    method: str = ""
    by: str = ""
    confidential: bool = False
    tags: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    seen: dict[str, str] = field(default_factory=dict)
    keep_reason: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    file: str = ""

    def label(self, kind: Kind, width: int = 100, *, lang: str = "sv") -> str:
        """Return the one line that names the record; a choice is named in *lang*."""
        value = self.values.get(kind.label_field, "")
        shown = option_label(kind, kind.label_field, value, lang) if isinstance(value, str) else str(value)
        return shorten(shown, width) or self.id

    def with_values(self, **values: Any) -> Record:
        """Return the record with other values; an empty one leaves the field out, a given one answers it."""
        # Copied: a list that the asker goes on filling must not change what a record holds.
        merged = {**self.values, **{key: deepcopy(value) for key, value in values.items()}}
        kept = {key: value for key, value in merged.items() if value not in ("", [], None)}
        still_open = tuple(name for name in self.open if name not in kept)
        return replace(self, values=kept, open=still_open)

    def without_answer(self, field_id: str) -> Record:
        """Return the record with "we do not know yet" as the answer to *field_id*."""
        kept = {key: value for key, value in self.values.items() if key != field_id}
        return replace(self, values=kept, open=(*(name for name in self.open if name != field_id), field_id))

    def fingerprint(self, kind: Kind) -> str:
        """Return eight characters that change when what the record says changes: the fields its *kind* names in `says`.

        Ranks, marks and other things that the group decides about a record change nothing of what was built on it.
        """
        values = {name: self.values[name] for name in kind.says if name in self.values} if kind.says else self.values
        said = json.dumps(values, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    def file_name(self, kind: Kind) -> str:
        """Return the name the record's file gets when it is first stored."""
        words = slug(str(self.values.get(kind.label_field, "")))
        return f"{self.id}-{words}.yaml" if words else f"{self.id}.yaml"


def option_label(kind: Kind, field_id: str, value: str, lang: str = "sv") -> str:
    """Return the label of a choice's *value*, or the value itself for other fields."""
    known = kind.by_id.get(field_id)
    for option in known.options if known else ():
        if option.id == value:
            return option.label.in_(lang)
    return value


def as_stored(moment: datetime) -> str:
    """Return a time as records hold it: 2026-11-24T13:05:00, local time."""
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


def new_id(kind: str, chance: random.Random) -> str:
    """Return an id drawn by *chance*; the caller draws again while it is taken."""
    return f"{kind}-{''.join(chance.choice(ALPHABET) for _ in range(ID_LENGTH))}"


def kind_of(record_id: str) -> str:
    """Return the kind that an id speaks of, or an empty text if it is no id."""
    match = ID.match(record_id)
    return match.group(1) if match else ""


def status_of(record: Record, kind: Kind) -> str:
    """Return `done` when all that is needed at once is there, else `draft`."""
    missing = [one for one in kind.needed_at("at_once") if one.id not in record.values]
    return "draft" if missing else "done"


def missing_fields(record: Record, kind: Kind, needed: str) -> list[str]:
    """Return the ids of the fields needed `at_once` or `to_close` that have neither a value nor "do not know".

    What the group has chosen not to go on with needs nothing more before a step is closed.
    """
    if needed == "to_close" and record.values.get("chosen") is False:
        return []
    return [one.id for one in kind.needed_at(needed) if one.id not in record.values and one.id not in record.open]


def references(record: Record, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield (field id, id referred to) for each reference of *record*, those in rows included."""
    for path, _field, target in placed_references(record.values, kind.fields):
        yield str(path[0]), target


Path = tuple[str | int, ...]


def placed_references(values: dict[str, Any], fields: Iterable[KindField]) -> Iterator[tuple[Path, KindField, str]]:
    """Yield (path in the record, field or column, id referred to) for each reference in *values*."""
    for one in fields:
        value = values.get(one.id)
        if not value:
            continue
        if one.type == "ref":
            yield (one.id,), one, value
        elif one.type == "refs":
            for index, target in enumerate(value):
                yield (one.id, index), one, target
        elif one.type == "rows":
            for index, row in enumerate(value):
                for path, column, target in placed_references(row, one.fields):
                    yield (one.id, index, *path), column, target


def matches(record: Record, where: dict[str, str]) -> bool:
    """Whether each field of *where* has that value; `yes` and `no` stand for yes/no fields."""
    for key, wanted in where.items():
        value = record.values.get(key)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value is None and wanted == "no":
            continue
        if wanted not in value if isinstance(value, list) else str(value) != wanted:
            return False
    return True

"""The register of what people have agreed to: what is due in it, and changes to it. Never says a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from innoguide.errors import Refused, UsageError
from innoguide.files.private import change_consent, change_people, load_consent
from innoguide.model.consent import Consent, ConsentFile, Person
from innoguide.model.participant import codes_of, plain_code
from innoguide.model.privacy import held_back
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.retention import SOON, is_retention_over, retention_day
from innoguide.texts import t

MET = ("interview", "diary")
"""The kinds that are a meeting with one person who has agreed to something."""

Reason = Literal["expired", "withdrawn", "only_here", "retention", "expiring", "no_entry"]

_ORDER = ("expired", "withdrawn", "only_here", "retention", "expiring", "no_entry")


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something to do about the person with *pseudonym*, the *day* it is about, and the ids of the records.

    `withdrawn`: said no, and is still in the records. `only_here`: this register takes back a leave to quote that the
    records give, so that other computers quote. `retention`: the project's last day has passed, and the entry is left.
    """

    reason: Reason
    pseudonym: str
    day: date | None = None
    records: tuple[str, ...] = ()


def find_due(register: ConsentFile, project: Project, today: date) -> list[Due]:
    """Return what is due, the most pressing first."""
    by_code = _ids_by_code(project)
    found: list[Due] = []
    for entry in register.consents:
        found += _due_of(entry, by_code.get(plain_code(entry.pseudonym), ()), today)
        if is_retention_over(project, today):
            found.append(Due(reason="retention", pseudonym=entry.pseudonym, day=retention_day(project)))
    found += _quoted_elsewhere(register, project, by_code, today)
    found += _unknown(register, project)
    return sorted(found, key=lambda one: (_ORDER.index(one.reason), one.day or today, one.pseudonym))


def _ids_by_code(project: Project) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for record in project.records.values():
        for code in codes_of(project, record):
            found.setdefault(code, []).append(record.id)
    return {code: tuple(sorted(ids)) for code, ids in found.items()}


def _due_of(entry: Consent, ids: tuple[str, ...], today: date) -> Iterator[Due]:
    if entry.withdrawn is not None:
        if ids:
            yield Due(reason="withdrawn", pseudonym=entry.pseudonym, day=entry.withdrawn, records=ids)
    elif entry.is_over(today):
        yield Due(reason="expired", pseudonym=entry.pseudonym, day=entry.until, records=ids)
    elif entry.until is not None and entry.until <= today + SOON:
        yield Due(reason="expiring", pseudonym=entry.pseudonym, day=entry.until, records=ids)


def _quoted_elsewhere(
    register: ConsentFile, project: Project, by_code: Mapping[str, tuple[str, ...]], today: date
) -> Iterator[Due]:
    """Yield whose words only this register holds back: whoever has not got it would print them."""
    here = held_back(project, "internal", unquotable=register.unquotable(today))
    only_here = here.keys() - held_back(project, "internal").keys()
    for entry in register.consents:
        ids = tuple(one for one in by_code.get(plain_code(entry.pseudonym), ()) if one in only_here)
        if ids and entry.withdrawn is None:
            yield Due(reason="only_here", pseudonym=entry.pseudonym, records=ids)


def _unknown(register: ConsentFile, project: Project) -> Iterator[Due]:
    """Yield those who were met and have no entry."""
    known = {plain_code(one.pseudonym) for one in register.consents}
    met: dict[str, list[Record]] = {}
    for record in (one for kind in MET for one in project.of_kind(kind)):
        code = plain_code(str(record.values.get("pseudonym", "")))
        if code and code not in known:
            met.setdefault(code, []).append(record)
    for records in met.values():
        code = str(records[0].values["pseudonym"]).strip()
        yield Due(reason="no_entry", pseudonym=code, records=tuple(sorted(one.id for one in records)))


def change_entry(folder: Path, pseudonym: str, *, values: dict[str, Any], name: str, today: date) -> Consent:
    """Add or change the entry for *pseudonym*, and its *name* in the key. Raises `UsageError`, `Refused`."""
    _refuse_part_of_name(pseudonym, name)
    entry = _changed(load_consent(folder).find(pseudonym), pseudonym, values, today)
    change_consent(folder, lambda register: register.with_entry(entry))
    if name:
        person = Person(pseudonym=entry.pseudonym, name=name)
        change_people(folder, lambda key: key.with_person(person))
    return entry


def _changed(old: Consent | None, pseudonym: str, values: dict[str, Any], today: date) -> Consent:
    """Return the entry with other values. Who agrees anew has not withdrawn any more."""
    if old is None and "may" not in values:
        raise UsageError(t("consent_new"), t("consent_new_hint"))
    is_given_now = old is None or ("may" in values and old.withdrawn is not None)
    fresh = {"given": today, "withdrawn": None} if is_given_now else {}
    return (old or Consent(pseudonym=pseudonym)).model_copy(update={**fresh, **values})


def _refuse_part_of_name(pseudonym: str, name: str) -> None:
    """Raise `Refused` when the code gives the name away."""
    if set(plain_code(pseudonym).split()) & set(plain_code(name).replace("-", " ").split()):
        raise Refused(t("consent_code_is_name"), t("consent_code_is_name_hint"))

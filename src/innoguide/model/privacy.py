"""Which records an audience may see, and whose words may be quoted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Literal

from innoguide.model.audience import SEES, Sees, hidden_fields, is_kind_hidden
from innoguide.model.audience import Audience as Audience
from innoguide.model.few_people import without_few
from innoguide.model.guide import Guide
from innoguide.model.participant import codes_of
from innoguide.model.project import Project, Session
from innoguide.model.record import Record
from innoguide.model.trace import values_without

HeldBack = Literal["no_source", "not_asked", "no_leave", "register", "withdrawn", "confidential", "gives_away"]
"""Why words are not quoted. `no_source`: nobody knows whose words they are, so nobody knows whether they may be quoted;
`not_asked`: the interview does not say what was agreed; `no_leave`: it, or the diary's
entry, says no; `register`: the register of consents does; `withdrawn`: kept with a reason after a withdrawal;
`confidential`, `gives_away`: only the public may not read them."""

WITHDRAWN = "withdrawn"
"""What the reason is stored under when something is kept though the person has withdrawn."""

_VERBATIM = {"test_result": ("quotes", "tester_ideas")}
"""Fields of other records that hold somebody's own words."""

_REPEATED = {"empathy_map": ("says",)}
"""Rows of other records that hold what somebody has said, near to the words; `source` is where it was said."""


def is_hidden(record: Record, audience: Audience) -> bool:
    """Whether *audience* must not see *record*."""
    return _is_hidden(record, SEES[audience])


def _is_hidden(record: Record, sees: Sees) -> bool:
    return (
        no_quoting(record)
        or (record.confidential and not sees.confidential)
        or (record.status == "draft" and not sees.drafts)
        or is_kind_hidden(record.kind, record.method, sees)
    )


def no_quoting(record: Record) -> bool:
    """Whether the person behind a diary entry has said no to being quoted: an entry is all own words."""
    return record.kind == "diary_entry" and record.values.get("quote_ok") is False


def visible_part(
    guide: Guide, project: Project, audience: Audience, *, unquotable: Collection[str] = frozenset()
) -> Project:
    """Return *project* with only what *audience* may see; references to the rest are gone too.

    *unquotable* are the plain codes of those whom the register of consents does not let us quote.
    """
    return visible_to(guide, project, SEES[audience], unquotable=unquotable)


def visible_to(guide: Guide, project: Project, sees: Sees, *, unquotable: Collection[str] = frozenset()) -> Project:
    """Return *project* with only what somebody who *sees* so much may see: records, fields and notes of meetings."""
    held = _held_back(project, sees, frozenset(unquotable))
    hidden = {one.id for one in project.records.values() if _is_hidden(one, sees)}
    kept = project.records.keys() - hidden - held.keys() - _emptied(project, hidden)
    silenced = _silenced(project, frozenset(unquotable)) & kept
    gone = set(project.records) - kept
    records = {key: record for key, record in project.records.items() if key in kept}
    records |= {key: _without_words(records[key]) for key in silenced}
    records = {key: _without_fields(record, sees) for key, record in records.items()}
    if not sees.small_numbers:
        records = {key: without_few(record, project.settings.language) for key, record in records.items()}
    if gone:
        records = {key: _without(guide, _unsaid(record, gone), gone) for key, record in records.items()}
    sessions = project.sessions if sees.own_talk else tuple(map(_without_notes, project.sessions))
    return replace(project, records=records, sessions=sessions)


def held_back(
    project: Project, audience: Audience, *, unquotable: Collection[str] = frozenset()
) -> dict[str, HeldBack]:
    """Return the quotes, quoting notes and diary entries that must not be quoted, each with the reason."""
    return _held_back(project, SEES[audience], frozenset(unquotable))


def _held_back(project: Project, sees: Sees, codes: frozenset[str]) -> dict[str, HeldBack]:
    words = [
        *project.of_kind("quote"),
        *project.of_kind("note", {"note_type": "quote"}),
        *project.of_kind("diary_entry"),
    ]
    found = {one.id: _reason(project, one, sees, codes) for one in words}
    return {key: reason for key, reason in found.items() if reason is not None}


def _reason(project: Project, record: Record, sees: Sees, unquotable: frozenset[str]) -> HeldBack | None:
    source = record if record.kind == "diary_entry" else project.records.get(str(record.values.get("source", "")))
    if WITHDRAWN in record.keep_reason:
        return "withdrawn"
    if unquotable and codes_of(project, record) & unquotable:
        return "register"
    if source is None and not record.values.get("source"):
        return "no_source"
    refused = _refused(source) if source else None
    if refused:
        return refused
    if source and source.confidential and not sees.confidential:
        return "confidential"
    return "gives_away" if record.values.get("can_identify") is True and not sees.revealing_quotes else None


def _refused(source: Record) -> HeldBack | None:
    if no_quoting(source):
        return "no_leave"
    if source.kind != "interview" or "quote" in source.values.get("consent_scope", ()):
        return None
    return "no_leave" if source.values.get("consent_scope") else "not_asked"


def _silenced(project: Project, unquotable: frozenset[str]) -> set[str]:
    """Return the other records with somebody's own words in them that must not be quoted."""
    speaking = (one for kind in _VERBATIM for one in project.of_kind(kind))
    return {
        one.id
        for one in speaking
        if WITHDRAWN in one.keep_reason or (unquotable and codes_of(project, one) & unquotable)
    }


def _without_words(record: Record) -> Record:
    left = {name: value for name, value in record.values.items() if name not in _VERBATIM[record.kind]}
    return replace(record, values=left)


def _unsaid(record: Record, gone: set[str]) -> Record:
    """Return the record without the rows that repeat what somebody in *gone* has said."""
    values = {
        name: [row for row in record.values[name] if row.get("source") not in gone]
        for name in _REPEATED.get(record.kind, ())
        if name in record.values
    }
    return replace(record, values=record.values | values) if values else record


def _emptied(project: Project, hidden: set[str]) -> set[str]:
    """Return the groups that held nothing but what is *hidden*: their names tell what was in them."""
    return {
        one.id for one in project.of_kind("theme") if one.values.get("notes") and hidden.issuperset(one.values["notes"])
    }


def _without_fields(record: Record, sees: Sees) -> Record:
    """Return the record without the fields and columns that are left out."""
    hidden = hidden_fields(record.kind, sees)
    if not hidden:
        return record
    values = {name: _without_columns(name, value, hidden) for name, value in record.values.items()}
    left = {name: value for name, value in values.items() if name not in hidden}
    return replace(record, values=left, open=tuple(name for name in record.open if name not in hidden))


def _without_columns(field: str, value: Any, hidden: frozenset[str]) -> Any:
    columns = {name.partition(".")[2] for name in hidden if name.startswith(f"{field}.")}
    if not columns:
        return value
    return [{name: cell for name, cell in row.items() if name not in columns} for row in value]


def _without_notes(session: Session) -> Session:
    """Return the meeting without what was noted of the talk."""
    return session.model_copy(update={"done": tuple(one.model_copy(update={"note": ""}) for one in session.done)})


def _without(guide: Guide, record: Record, gone: set[str]) -> Record:
    kind = guide.kinds.get(record.kind)
    return replace(record, values=values_without(record.values, kind.fields, gone)) if kind else record

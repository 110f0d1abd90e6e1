"""Which records an audience may see, and whose words may be quoted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from innoguide.model.guide import Guide
from innoguide.model.participant import codes_of
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.trace import values_without

Audience = Literal["public", "internal"]

HeldBack = Literal["no_source", "not_asked", "no_leave", "register", "withdrawn", "confidential", "gives_away"]
"""Why words are not quoted. `no_source`: nobody knows whose words they are, so nobody knows whether they may be quoted;
`not_asked`: the interview does not say what was agreed; `no_leave`: it, or the diary's
entry, says no; `register`: the register of consents does; `withdrawn`: kept with a reason after a withdrawal;
`confidential`, `gives_away`: only the public may not read them."""

WITHDRAWN = "withdrawn"
"""What the reason is stored under when something is kept though the person has withdrawn."""

_VERBATIM = {"test_result": ("quotes", "tester_ideas")}
"""Fields of other records that hold somebody's own words."""


def is_hidden(record: Record, audience: Audience) -> bool:
    """Whether *audience* must not see *record*: the public sees neither drafts nor what is confidential."""
    return no_quoting(record) or (audience == "public" and (record.confidential or record.status == "draft"))


def no_quoting(record: Record) -> bool:
    """Whether the person behind a diary entry has said no to being quoted: an entry is all own words."""
    return record.kind == "diary_entry" and record.values.get("quote_ok") is False


def visible_part(
    guide: Guide, project: Project, audience: Audience, *, unquotable: Collection[str] = frozenset()
) -> Project:
    """Return *project* with only what *audience* may see; references to the rest are gone too.

    *unquotable* are the plain codes of those whom the register of consents does not let us quote.
    """
    kept = {record.id for record in project.records.values() if not is_hidden(record, audience)}
    kept -= held_back(project, audience, unquotable=unquotable).keys()
    silenced = _silenced(project, frozenset(unquotable))
    gone = set(project.records) - kept
    if not gone and not silenced:
        return project
    records = {key: project.records[key] for key in kept}
    records |= {key: _without_words(records[key]) for key in silenced & kept}
    return replace(project, records={key: _without(guide, record, gone) for key, record in records.items()})


def held_back(
    project: Project, audience: Audience, *, unquotable: Collection[str] = frozenset()
) -> dict[str, HeldBack]:
    """Return the quotes, quoting notes and diary entries that must not be quoted, each with the reason."""
    words = [
        *project.of_kind("quote"),
        *project.of_kind("note", {"note_type": "quote"}),
        *project.of_kind("diary_entry"),
    ]
    codes = frozenset(unquotable)
    found = {one.id: _reason(project, one, audience, codes) for one in words}
    return {key: reason for key, reason in found.items() if reason is not None}


def _reason(project: Project, record: Record, audience: Audience, unquotable: frozenset[str]) -> HeldBack | None:
    source = record if record.kind == "diary_entry" else project.records.get(str(record.values.get("source", "")))
    if WITHDRAWN in record.keep_reason:
        return "withdrawn"
    if unquotable and codes_of(project, record) & unquotable:
        return "register"
    if source is None and not record.values.get("source"):
        return "no_source"
    refused = _refused(source) if source else None
    if refused or audience != "public":
        return refused
    if source and source.confidential:
        return "confidential"
    return "gives_away" if record.values.get("can_identify") is True else None


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


def _without(guide: Guide, record: Record, gone: set[str]) -> Record:
    kind = guide.kinds.get(record.kind)
    return replace(record, values=values_without(record.values, kind.fields, gone)) if kind else record

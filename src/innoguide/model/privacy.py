"""Which records an audience may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from innoguide.model.fields import KindField
from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record

Audience = Literal["public", "internal"]


def is_hidden(record: Record, audience: Audience) -> bool:
    """Whether *audience* must not see *record*: the public sees neither drafts nor what is confidential."""
    return audience == "public" and (record.confidential or record.status == "draft" or no_quoting(record))


def no_quoting(record: Record) -> bool:
    """Whether the person behind a diary entry has said no to being quoted."""
    return record.kind == "diary_entry" and record.values.get("quote_ok") is False


def visible_part(guide: Guide, project: Project, audience: Audience) -> Project:
    """Return *project* with only the records that *audience* may see; references to the others are gone too."""
    kept = {record.id for record in project.records.values() if not is_hidden(record, audience)}
    kept -= _quotes_without_leave(project, audience)
    gone = set(project.records) - kept
    if not gone:
        return project
    records = {key: _without(guide, project.records[key], gone) for key in kept}
    return replace(project, records=records)


def _quotes_without_leave(project: Project, audience: Audience) -> set[str]:
    """Return the quotes that may give somebody away, or whose source is hidden or has not agreed to be quoted."""
    if audience != "public":
        return set()
    held_back = set()
    for quote in (*project.of_kind("quote"), *project.of_kind("note", {"note_type": "quote"})):
        source = project.records.get(str(quote.values.get("source", "")))
        if quote.values.get("can_identify") is True or (source is not None and not _may_be_quoted(source)):
            held_back.add(quote.id)
    return held_back


def _may_be_quoted(source: Record) -> bool:
    if source.confidential or no_quoting(source):
        return False
    scope = source.values.get("consent_scope")
    return source.kind != "interview" or scope is None or "quote" in scope


def _without(guide: Guide, record: Record, gone: set[str]) -> Record:
    kind = guide.kinds.get(record.kind)
    return replace(record, values=_values_without(record.values, kind.fields, gone)) if kind else record


def _values_without(values: dict[str, Any], fields: Iterable[KindField], gone: set[str]) -> dict[str, Any]:
    kept = dict(values)
    for one in fields:
        value = values.get(one.id)
        if one.type == "ref" and value in gone:
            del kept[one.id]
        elif one.type == "refs" and value:
            kept[one.id] = [target for target in value if target not in gone]
        elif one.type == "rows" and value:
            kept[one.id] = [_values_without(row, one.fields, gone) for row in value]
    return kept

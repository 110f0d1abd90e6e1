"""Which records an audience may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

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
    for quote in project.of_kind("quote"):
        source = project.records.get(str(quote.values.get("source", "")))
        if quote.values.get("can_identify") is True or (source is not None and (source.confidential or no_quoting(source) or not _may_be_quoted(source))):
            held_back.add(quote.id)
    return held_back


def _may_be_quoted(source: Record) -> bool:
    scope = source.values.get("consent_scope")
    return source.kind != "interview" or scope is None or "quote" in scope


def _without(guide: Guide, record: Record, gone: set[str]) -> Record:
    kind = guide.kinds.get(record.kind)
    if kind is None:
        return record
    values: dict[str, Any] = dict(record.values)
    for one in kind.fields:
        value = values.get(one.id)
        if one.type == "ref" and value in gone:
            del values[one.id]
        elif one.type == "refs" and value:
            values[one.id] = [target for target in value if target not in gone]
        elif one.type == "rows" and value:
            refs = [column.id for column in one.fields if column.type == "ref"]
            values[one.id] = [{k: v for k, v in row.items() if not (k in refs and v in gone)} for row in value]
    return replace(record, values=values)

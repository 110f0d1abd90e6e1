"""A record as the bytes of a file, and back."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from innoguide.files.faults import file_fault, findings_of
from innoguide.files.yamlfile import Marks, Unreadable, Verbatim, read_yaml, write_yaml
from innoguide.model.fields import ENVELOPE, KindField
from innoguide.model.finding import Finding
from innoguide.model.guide import Kind
from innoguide.model.record import Record, kind_of


def record_bytes(record: Record, kind: Kind) -> bytes:
    """Return the file of *record*: the envelope, then the fields in the kind's order, then what the guide has not."""
    return write_yaml(record_data(record, kind))


def record_data(record: Record, kind: Kind) -> dict[str, Any]:
    """Return what a record's file says, key by key; empty things are left out."""
    data: dict[str, Any] = {"format": 1, "id": record.id, "kind": record.kind, "status": record.status}
    data["created"] = Verbatim(record.created)
    data["updated"] = Verbatim(record.updated)
    for key in ("session", "step", "method", "by"):
        data[key] = getattr(record, key)
    if record.confidential:
        data["confidential"] = True
    data["tags"], data["open"] = list(record.tags), list(record.open)
    data["seen"] = dict(sorted(record.seen.items()))
    data["keep_reason"] = dict(sorted(record.keep_reason.items()))
    for field in kind.fields:
        if field.id in record.values:
            data[field.id] = _written(field, record.values[field.id])
    for key, value in record.values.items():
        data.setdefault(key, value)
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}


def _written(field: KindField, value: Any) -> Any:
    if field.type == "date" and isinstance(value, str):
        return Verbatim(value)
    if field.type == "rows":
        columns = {column.id: column for column in field.fields}
        order = list(columns)
        return [
            {
                key: _written(columns[key], row[key]) if key in columns else row[key]
                for key in sorted(row, key=lambda name: order.index(name) if name in order else len(order))
            }
            for row in value
        ]
    return value


def read_record(data: bytes, file: str, kinds: dict[str, Kind]) -> tuple[Record | None, list[Finding]]:
    """Return the record in *data* (None if it cannot be read) and what is wrong with the file."""
    try:
        raw = read_yaml(data, file)
    except Unreadable as error:
        return None, [error.finding]
    if not isinstance(raw, dict):
        return None, [file_fault("record_empty", file)]
    raw = {key: value for key, value in raw.items() if value is not None}  # left empty: no answer
    record_id = raw.get("id")
    kind_name = raw.get("kind") or (kind_of(record_id) if isinstance(record_id, str) else "")
    kind = kinds.get(kind_name) if isinstance(kind_name, str) else None
    if kind is None:
        return None, [file_fault("record_unknown_kind", file, kind=kind_name or "?")]
    try:
        values = kind.validator.validate_python(raw)
    except ValidationError as error:
        marks: Marks = {}
        read_yaml(data, file, marks)
        return None, findings_of(error, file, marks, None, "record_value")
    return _record(values, kind.kind, file), []


def _record(values: dict[str, Any], kind: str, file: str) -> Record:
    envelope = {key: values.pop(key) for key in ENVELOPE if key in values}
    return Record(
        id=envelope["id"],
        kind=kind,
        status=envelope.get("status", "done"),
        created=envelope.get("created", ""),
        updated=envelope.get("updated", envelope.get("created", "")),
        session=envelope.get("session", ""),
        step=envelope.get("step", ""),
        method=envelope.get("method", ""),
        by=envelope.get("by", ""),
        confidential=envelope.get("confidential", False),
        tags=tuple(envelope.get("tags", ())),
        open=tuple(envelope.get("open", ())),
        seen=envelope.get("seen", {}),
        keep_reason=envelope.get("keep_reason", {}),
        values={key: value for key, value in values.items() if value not in ("", [], None)},
        file=file,
    )

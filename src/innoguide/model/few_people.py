"""Fewer than five people in what was measured: told exactly to the group alone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from innoguide.model.amount import protected, protected_target
from innoguide.model.record import Record
from innoguide.model.tally import public_rating

_COUNTED = MappingProxyType(
    {
        "baseline": ("value",),
        "development_area": ("baseline",),
        "effect": ("baseline_value", "measurements.value", "measurements.comment"),
        "follow_up": ("can_say", "cannot_say"),
    }
)
"""Fields in which people may have been counted; `rows.column` is a column."""

_HOPED_FOR = MappingProxyType({"effect": "target"})
"""Fields that tell what is hoped for, often set from what was counted."""


def without_few(record: Record, lang: str) -> Record:
    """Return the record as anybody may see it: where few people were counted, how few is not told."""
    if record.kind == "rating":
        return replace(record, values=public_rating(record.values))
    counted = _COUNTED.get(record.kind, ())
    values: dict[str, Any] = {}
    for name in counted:
        field, _, column = name.partition(".")
        value = values.get(field, record.values.get(field))
        if isinstance(value, list):
            values[field] = [_row(row, column, lang) for row in value]
        elif isinstance(value, str):
            values[field] = protected(value, lang)
    target = _HOPED_FOR.get(record.kind, "")
    if target in record.values:
        values[target] = protected_target(str(record.values[target]), lang)
    return replace(record, values=record.values | values) if values else record


def _row(row: dict[str, Any], column: str, lang: str) -> dict[str, Any]:
    return {name: protected(one, lang) if name == column and isinstance(one, str) else one for name, one in row.items()}

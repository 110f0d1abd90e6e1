"""Values that the guide gives to a record."""

from __future__ import annotations

from typing import Any

from innoguide.model.fields import KindField
from innoguide.model.guide import Kind


def given_values(kind: Kind, given: dict[str, str]) -> dict[str, Any]:
    """Return what a move's `set` or `mark` says, as values of *kind*'s fields."""
    return {name: _value(kind.by_id[name], text) for name, text in given.items()}


def _value(field: KindField, text: str) -> Any:
    if field.type == "yes_no":
        return text == "yes"
    if field.type in ("number", "scale"):
        return int(text)
    return [text] if field.is_list else text

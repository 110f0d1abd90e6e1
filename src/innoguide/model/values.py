"""The values of records: those that the guide gives, and the texts that stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.record import Path


def given_values(kind: Kind, given: dict[str, str]) -> dict[str, Any]:
    """Return what a move's `set` or `mark` says, as values of *kind*'s fields."""
    return {name: _value(kind.by_id[name], text) for name, text in given.items()}


def _value(field: KindField, text: str) -> Any:
    if field.type == "yes_no":
        return text == "yes"
    if field.type in ("number", "scale"):
        return int(text)
    return [text] if field.is_list else text


def placed_texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in *value*, however deep it stands, with its path; empty ones are left out."""
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from placed_texts(one, (*path, key))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from placed_texts(one, (*path, index))

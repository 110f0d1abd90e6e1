"""The file that a group publishes of its work, and back."""

from __future__ import annotations

import hashlib
from typing import Any

from innoguide.files.modelfile import model_in
from innoguide.files.yamlfile import Unreadable, Verbatim, read_yaml, write_yaml
from innoguide.model.finding import Finding
from innoguide.model.programme.summary import SUMMARY_FORMAT, Summary

_DAYS = (
    "until",
    "since",
    "next_check",
    "day",
    "closed",
    "first",
    "last",
    "next",
    "baseline_day",
    "target_day",
    "open_tasks",
)


def summary_bytes(summary: Summary) -> bytes:
    """Return the file of *summary*: what is empty is left out."""
    data = summary.model_dump(exclude_defaults=True, exclude={"format"})
    return write_yaml({"format": 1, **_written(data)})


def _written(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _written(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one, key) for one in value]
    return Verbatim(value) if key in _DAYS and isinstance(value, str) else value


def sum_of(summary: Summary) -> str:
    """Return ten characters that are the same for the same summary."""
    return hashlib.sha256(summary.model_dump_json(exclude={"made_by", "revision"}).encode()).hexdigest()[:10]


def read_summary(data: bytes, name: str) -> tuple[Summary | None, list[Finding]]:
    """Return the summary in *data*, the file *name* (None if it cannot be read), and what is wrong with it."""
    return model_in(data, name, Summary)


def is_newer(data: bytes, name: str) -> bool:
    """Whether *data*, the file *name*, is a summary of a format that came after ours."""
    try:
        raw = read_yaml(data, name)
    except Unreadable:
        return False
    said = str(raw.get("format", "")) if isinstance(raw, dict) else ""
    return said.isdigit() and int(said) > SUMMARY_FORMAT

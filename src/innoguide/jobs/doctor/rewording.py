"""An id changed in the text of a file, and nothing else: comments, order and quotes stay as somebody wrote them."""

from __future__ import annotations

import re
from typing import Any

from innoguide.files.yamlfile import Marks, read_yaml
from innoguide.jobs.doctor.sheet import NO_REFERENCE, words_in

_NO_REFERENCE = {(key,) for key in NO_REFERENCE}


def with_id(text: str, new: str) -> str | None:
    """Return *text*, a file of YAML, with *new* as its own id, or None if that cannot be done."""
    marks: Marks = {}
    old = read_yaml(text.encode(), "", marks)["id"]
    changed = _put(text, [marks["id",]], old, new)
    return changed if read_yaml(changed.encode(), "")["id"] == new else None


def with_references(text: str, old: str, new: str) -> str | None:
    """Return *text* with *new* wherever *old* is referred to, or None if that cannot be done."""
    marks: Marks = {}
    value = read_yaml(text.encode(), "", marks)
    places = [place for path, place in marks.items() if path[:1] not in _NO_REFERENCE and _says(value, path, old)]
    changed = _put(text, places, old, new)
    after = read_yaml(changed.encode(), "")
    left = words_in([inner for key, inner in after.items() if (key,) not in _NO_REFERENCE])
    return changed if old not in left else None


def _says(value: Any, path: tuple[str | int, ...], word: str) -> bool:
    """Whether the value at *path*, or the key that it names, is *word*."""
    for part in path:
        if isinstance(part, str) and part.startswith("key:"):
            return part == f"key:{word}"
        value = value[part]
    return bool(value == word)


def _put(text: str, places: list[tuple[int, int]], old: str, new: str) -> str:
    lines = text.split("\n")
    for line, column in sorted(places, reverse=True):  # from the end, so that what is before stays where it is
        row, at = lines[line - 1], column - 1
        at += row[at : at + 1] in ('"', "'")
        if row.startswith(old, at) and not re.match(r"[\w-]", row[at + len(old) :]):
            lines[line - 1] = row[:at] + new + row[at + len(old) :]
    return "\n".join(lines)

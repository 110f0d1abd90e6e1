"""Which records come from a person who was met, and where that person's code stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from innoguide.model.evidence import find_source
from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.values import placed_texts

PERSON_FIELDS = ("pseudonym", "tester")
"""The fields that hold the code of the person whom a record is about. Of a tester they may say more than the code:
`T3, young person who has not been here before`."""

_AFTER_CODE = re.compile(r"[\s,;:(/–—].*", re.DOTALL)


def plain_code(code: str) -> str:
    """Return *code* so that two ways of writing it are the same text."""
    return " ".join(unicodedata.normalize("NFC", code).casefold().split())


def codes_of(project: Project, record: Record) -> set[str]:
    """Return the plain codes of the person whom *record* is about, or whom it comes from."""
    above = project.records.get(str(record.values.get("source", "")))
    found = (record, above, find_source(project, record))
    return {code for one in found if one is not None for code in _own_codes(one)}


def _own_codes(record: Record) -> Iterator[str]:
    code, tester = (plain_code(str(record.values.get(name, ""))) for name in PERSON_FIELDS)
    yield from filter(None, (code, tester, _AFTER_CODE.sub("", tester)))


def find_material(guide: Guide, project: Project, code: str) -> list[Record]:
    """Return what the person with *code* has said or done: a quote before the interview that it comes from."""
    wanted = plain_code(code)
    found = [
        one
        for one in project.records.values()
        if (kind := guide.kinds.get(one.kind)) and kind.raw_material and wanted in codes_of(project, one)
    ]
    return sorted(found, key=lambda one: (-_steps_to(project, one, wanted), one.created, one.id))


def _steps_to(project: Project, record: Record, code: str) -> int:
    """Return how far it is from *record* to one that holds the code itself: a quote from a diary's entry is two."""
    if code in _own_codes(record):
        return 0
    above = project.records.get(str(record.values.get("source", "")))
    return 1 if above is None or code in _own_codes(above) else 2


def code_pattern(code: str) -> re.Pattern[str]:
    """Return a pattern that finds *code* as a word, also in the name of a file (`U07_2`)."""
    return re.compile(rf"(?<![^\W_]){re.escape(plain_code(code))}(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A place where a code stands in a text: the *file*, and the *record* and its *field* where it is a record's."""

    file: str
    record: str = ""
    field: str = ""


def find_mentions(project: Project, code: str) -> list[Mention]:
    """Return where *code* stands as a word: in records, and in what was noted at meetings."""
    pattern = code_pattern(code)
    found = [
        Mention(record.file, record.id, name)
        for record in project.records.values()
        for name, value in (*record.values.items(), ("keep_reason", record.keep_reason), ("tags", record.tags))
        if any(pattern.search(text) for _path, text in placed_texts(value))
    ]
    for session in project.sessions:
        if any(pattern.search(text) for _path, text in placed_texts(session.model_dump(exclude={"id"}))):
            found.append(Mention(f"sessions/{session.id}.yaml"))
    return found

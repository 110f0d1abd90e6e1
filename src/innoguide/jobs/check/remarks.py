"""What the checks have to ask about the records, as findings with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.files.store import Store
from innoguide.jobs.check.places import Places
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import Asked, find_remarks, message_of
from innoguide.model.finding import Finding, Level
from innoguide.model.guide import Check
from innoguide.model.project import SETTINGS_FILE
from innoguide.texts import current_language, t


def find_method_findings(look: Look, store: Store) -> Iterator[Finding]:
    """Yield what the checks have to ask, but for what the group has a reason to keep."""
    places = Places(store)
    for asked in find_remarks(look):
        yield _finding(look, places, asked)


def _finding(look: Look, places: Places, asked: Asked) -> Finding:
    record = look.project.records.get(asked.remark.record)
    kind = look.guide.kinds.get(record.kind) if record else None
    file = record.file if record else SETTINGS_FILE
    line, column = places.of(file, asked.remark.path)
    lang = current_language()
    return Finding(
        code=asked.check.check,
        level=level_of(asked.check),
        message=message_of(asked, kind, lang),
        hint=hint_of(asked.check),
        file=file,
        line=line,
        column=column,
        record=record.id if record else "",
    )


def hint_of(check: Check) -> str:
    """Return what to do about a finding of *check*, and where it is explained."""
    return f"{check.hint.in_(current_language())} {t('check_explained', code=check.check)}"


def level_of(check: Check) -> Level:
    """Return the level of *check* as findings have it."""
    return "info" if check.level == "off" else check.level

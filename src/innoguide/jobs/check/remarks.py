"""What the checks have to ask about the records, as findings with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.store import Store
from innoguide.jobs.check.places import Places
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import Asked, find_remarks, message_of
from innoguide.model.finding import Finding
from innoguide.model.guide import Kind
from innoguide.texts import current_language, t


def find_method_findings(look: Look, store: Store) -> Iterator[Finding]:
    """Yield what the checks have to ask, but for what the group has a reason to keep."""
    places = Places(store)
    for asked in find_remarks(look):
        yield _finding(look, places, asked)


def _finding(look: Look, places: Places, asked: Asked) -> Finding:
    record = look.project.records.get(asked.remark.record)
    file = record.file if record else SETTINGS_FILE
    kind = look.guide.kinds.get(record.kind) if record else None
    return finding_of(asked, file=file, at=places.of(file, asked.remark.path), kind=kind)


def finding_of(asked: Asked, *, file: str, at: tuple[int, int], kind: Kind | None = None) -> Finding:
    """Return what a check asks as a finding in *file*, *at* a line and column."""
    lang = current_language()
    check = asked.check
    return Finding(
        code=check.check,
        level="info" if check.level == "off" else check.level,
        message=message_of(asked, kind, lang),
        hint=f"{check.hint.in_(lang)} {t('check_explained', code=check.check)}",
        file=file,
        line=at[0],
        column=at[1],
        record=asked.remark.record,
    )

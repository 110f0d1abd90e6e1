"""Checks on the documents under `outputs/`: what is hard to read, and what must not stand there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from innoguide.files.faults import file_fault
from innoguide.files.private import load_consent
from innoguide.files.store import Store, output_path
from innoguide.jobs.check.heavy import Heavy
from innoguide.jobs.check.heavy_records import Said, own_faults
from innoguide.jobs.check.leaks import Secrets
from innoguide.jobs.check.remarks import finding_of
from innoguide.model.checks.look import Look, Remark
from innoguide.model.checks.plain import HEAVY, Plain
from innoguide.model.checks.run import Asked, is_kept, is_on
from innoguide.model.finding import Finding
from innoguide.texts import t

LEAK = "confidential_leak"


def check_documents(look: Look, store: Store) -> Iterator[Finding]:
    """Yield what is hard to read in the Markdown files under `outputs/`, and what the public must not see there."""
    heavy = _heavy(look)
    secrets = _secrets(look, store)
    said = Said(look)
    if heavy is None and secrets is None:
        return
    for path in sorted(output_path(store.folder, PurePosixPath()).rglob("*.md")):
        if not path.is_file():
            continue
        file = path.relative_to(store.folder).as_posix()
        try:
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError as error:
            yield file_fault("cannot_read", file, file=file, reason=error.strerror)
            continue
        for one in own_faults(heavy.find(text), said) if heavy else ():
            yield _finding(look, HEAVY, file, line=one.line, values={"what": t(f"heavy_{one.key}", **one.values)})
        for line, record in secrets.find(text) if secrets else ():
            yield _finding(look, LEAK, file, line=line, record=record, values={"id": record})


def _heavy(look: Look) -> Heavy | None:
    if not is_on(look, HEAVY) or is_kept(look, Asked(look.guide.checks[HEAVY], Remark())):
        return None
    return Heavy(empty_links=look.words(HEAVY, "empty_links"), plain=Plain.of(look))


def _secrets(look: Look, store: Store) -> Secrets | None:
    """Return the texts that must not be shown, but for those that the group has a reason to show."""
    if not is_on(look, LEAK):
        return None
    check = look.guide.checks[LEAK]

    def may_show(record: str) -> bool:
        return is_kept(look, Asked(check, Remark(record=record)))

    unquotable = load_consent(store.folder).unquotable(look.today)
    least = look.limit(LEAK, "words_in_a_row")
    return Secrets.of(look.guide, look.project, least=least, may_show=may_show, unquotable=unquotable)


def _finding(look: Look, code: str, file: str, *, line: int, values: dict[str, str | int], record: str = "") -> Finding:
    remark = Remark(record=record, values=values)
    return finding_of(Asked(look.guide.checks[code], remark), file=file, at=(line, 0))

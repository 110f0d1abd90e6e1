"""Everything `innoguide check` looks at in a project, in one list."""

from __future__ import annotations

from datetime import date

from innoguide.files.guard import Guard
from innoguide.files.store import Store
from innoguide.jobs.check.content import find_file_faults
from innoguide.jobs.check.documents import check_documents
from innoguide.jobs.check.heavy_records import check_own_words
from innoguide.jobs.check.personal import CODE, find_personal_findings
from innoguide.jobs.check.remarks import find_method_findings
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import is_on
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide


def check_project(guide: Guide, store: Store, *, today: date) -> list[Finding]:
    """Return every finding on a project, by file and line: files, method, personal data, documents. Never writes."""
    project, findings = store.read()
    findings += find_file_faults(guide, store, project)
    look = Look(guide, project, today)
    findings += find_method_findings(look, store)
    if is_on(look, CODE):
        findings += find_personal_findings(guide.checks[CODE], store, project, Guard(store.folder))
    findings += check_own_words(look, store)
    findings += check_documents(look, store)
    return sorted(findings, key=lambda one: (one.file, one.line, one.column, one.code, one.message))

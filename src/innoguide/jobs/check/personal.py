"""Personal data in a project's files: where it stands and of what kind, never what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.guard import Guard, kinds_of
from innoguide.files.store import Store
from innoguide.jobs.check.places import Places
from innoguide.jobs.check.remarks import finding_of
from innoguide.model.checks.look import Remark
from innoguide.model.checks.run import Asked
from innoguide.model.finding import Finding
from innoguide.model.guide import Check
from innoguide.model.personal import Personal, normalised
from innoguide.model.project import Project
from innoguide.model.record import Path
from innoguide.model.values import placed_texts

CODE = "personal_data"
FOLDERS = ("steps", "templates", "outputs")
LARGEST = 2_000_000
"""Bytes of a text file that is looked through."""


def find_personal_findings(check: Check, store: Store, project: Project, guard: Guard) -> Iterator[Finding]:
    """Yield a finding for each value or line that holds personal data which nobody has allowed.

    What is written out from the records is found in the records, and not once more in the documents made of them.
    """
    places = Places(store)
    known: set[str] = set()
    for file, record_id, texts in _stored_texts(project):
        # Nearly all files have nothing: one look at all that a file says is quicker than one at each of its texts.
        if not guard.find("\n".join(text for _path, text in texts)):
            continue
        for path, text in texts:
            found = guard.find(text)
            if found:
                known |= _values(text, found)
                yield _finding(check, found, file=file, at=places.of(file, path), record=record_id)
    for file, number, line in _lines(store.folder):
        found = guard.find(line)
        if found and not _values(line, found) <= known:
            yield _finding(check, found, file=file, at=(number, found[0].start + 1))


def _finding(check: Check, found: list[Personal], *, file: str, at: tuple[int, int], record: str = "") -> Finding:
    return finding_of(Asked(check, Remark(record=record, values={"what": kinds_of(found)})), file=file, at=at)


def _values(text: str, found: list[Personal]) -> set[str]:
    return {normalised(one.kind, text[one.start : one.end]) for one in found}


def _stored_texts(project: Project) -> Iterator[tuple[str, str, list[tuple[Path, str]]]]:
    """Yield each file with the id of its record (or an empty text) and all that it says."""
    for record in project.records.values():
        texts = [*placed_texts(record.values)]
        for name in ("by", "tags", "keep_reason"):
            texts += placed_texts(getattr(record, name), (name,))
        yield record.file, record.id, texts
    for session in (*project.sessions, *project.planned):
        said = session.model_dump(by_alias=True, exclude={"id", "started", "ended"})
        yield f"sessions/{session.id}.yaml", "", [*placed_texts(said)]
    yield SETTINGS_FILE, "", [*placed_texts(project.settings.model_dump())]


def _lines(folder: FilePath) -> Iterator[tuple[str, int, str]]:
    """Yield file, number and text of each line that somebody has written outside the records."""
    paths = [*folder.glob("*.md"), *(path for name in FOLDERS for path in (folder / name).rglob("*.*"))]
    for path in sorted(paths):
        if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST:
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        if "\0" in text:
            continue  # a picture or the like
        name = path.relative_to(folder).as_posix()
        for number, line in enumerate(text.splitlines(), start=1):
            yield name, number, line

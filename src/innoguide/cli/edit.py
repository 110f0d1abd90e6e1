"""`innoguide edit ID`: opens a record in the user's editor."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from innoguide.cli.find import find_one
from innoguide.cli.project import LangOption, Opened, ProjectOption, open_project, shown_path
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.model.guide import Kind
    from innoguide.model.record import Record


def command(
    record: Annotated[str, typer.Argument(metavar="ID")],
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE")] = None,
    confidential: Annotated[bool | None, typer.Option("--confidential/--not-confidential")] = None,
    allow: Annotated[str, typer.Option("--allow", metavar="REASON")] = "",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Change a record: in the editor, or with --set."""
    from innoguide.jobs.records import change_record, read_settings
    from innoguide.terminal.screen import tell

    opened = open_project(project, with_checks=False)
    found = find_one(opened, opened.store.load(), record)
    kind = opened.guide.kinds[found.kind]
    if settings or confidential is not None:
        opened.guard.refuse([one.partition("=")[::2] for one in settings or ()], allow=allow)
        values = read_settings(opened.store, kind, settings or (), lang=opened.lang)
        changed = change_record(opened.store, found, kind, values, confidential=confidential)
    else:
        changed = _edit_in_editor(opened, found, allow)
    tell(t("edit_done" if changed is not found else "edit_same", id=found.id, file=found.file))


def _edit_in_editor(opened: Opened, found: Record, allow: str) -> Record:
    """Let the user edit a copy; take it if it can be read, else keep it and say what is wrong."""
    from dataclasses import replace
    from datetime import datetime

    from innoguide.errors import ProjectError
    from innoguide.files.recordfile import read_record, record_bytes
    from innoguide.jobs.records import finished
    from innoguide.model.record import as_stored
    from innoguide.model.values import placed_texts

    kind = opened.guide.kinds[found.kind]
    before = record_bytes(found, kind)
    copy, base = _working_copy(opened, found, before)
    _run_editor(copy)
    after = copy.read_bytes().decode("utf-8-sig", errors="surrogateescape").replace("\r\n", "\n")
    data = after.encode("utf-8", errors="surrogateescape")
    if data == before or not data.strip():
        _forget(copy, base)
        return found
    edited, findings = read_record(data, copy.name, opened.guide.kinds)
    reasons = [f"{one.place()}: {one.message} {one.hint}" for one in findings]
    if edited is not None:
        reasons += _reasons_against(edited, found, kind)
    if edited is None or reasons:
        raise ProjectError("\n".join([t("edit_wrong", path=shown_path(copy)), *reasons]), t("edit_wrong_hint"))
    now = as_stored(datetime.now())
    cleaned = replace(edited, values=_cleaned(edited.values), updated=now, file=found.file)
    texts = ((str(path[0]), text) for path, text in placed_texts(cleaned.values))
    opened.guard.refuse(texts, allow=allow)
    stored = opened.store.replace(finished(opened.store, cleaned, kind))
    _forget(copy, base)
    return stored


def _working_copy(opened: Opened, found: Record, before: bytes) -> tuple[Path, Path]:
    """Return the copy to edit, and beside it what the record said: *before*. Raises `ProjectError` over a leftover."""
    from innoguide.errors import ProjectError
    from innoguide.terminal.screen import tell

    copy = opened.folder / ".innoguide" / f"edit-{found.id}.yaml"
    copy.parent.mkdir(exist_ok=True)
    base = copy.with_suffix(".base")
    if copy.exists() and base.exists() and copy.read_bytes() != base.read_bytes():
        # What was typed last time and could not be saved is still there: go on with it, if nothing else has happened.
        if base.read_bytes() != before:
            raise ProjectError(t("edit_leftover", path=shown_path(copy), id=found.id), t("edit_leftover_hint"))
        tell(t("edit_goes_on", path=shown_path(copy)))
    else:
        base.write_bytes(before)
        copy.write_bytes(before)
    return copy, base


def _forget(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _reasons_against(edited: Record, found: Record, kind: Kind) -> list[str]:
    """Return why the edited one cannot take the record's place: another id, a misspelt field, something needed gone."""
    from innoguide.files.faults import near_miss
    from innoguide.model.record import missing_fields

    reasons = [t("edit_id", id=found.id)] if edited.id != found.id else []
    for name in edited.values:
        if name not in kind.by_id and name not in found.values:
            reasons.append(f"{t('set_field', field=name, kind=kind.kind)} {near_miss(name, kind.by_id)}")
    if found.status == "done":
        missing = missing_fields(edited, kind, "at_once")
        reasons += [t("fault_missing", where=name, key=name) for name in missing]
    return reasons


def _cleaned(value: Any) -> Any:
    """Return what came from the editor with every text cleaned as the walk would."""
    from innoguide.model.language import clean

    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return {key: _cleaned(one) for key, one in value.items()} if isinstance(value, dict) else value


def _run_editor(path: Path) -> None:
    """Open *path* in VISUAL, EDITOR, or what the system has. Raises `UsageError`."""
    import shlex
    import shutil
    import subprocess

    from innoguide.errors import UsageError
    from innoguide.terminal.asking import is_silenced
    from innoguide.terminal.screen import tell

    if is_silenced():
        raise UsageError(t("edit_no_input"), t("edit_no_input_hint"))
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    usual = ["notepad"] if sys.platform == "win32" else ["nano", "vim", "vi"]
    words = shlex.split(wanted, posix=sys.platform != "win32") or [next(filter(shutil.which, usual), "")]
    if not shutil.which(words[0]):
        raise UsageError(t("edit_no_editor", editor=words[0] or "EDITOR"), t("edit_no_editor_hint"))
    tell(t("edit_opens", editor=words[0]))
    answer = subprocess.run([*words, str(path)], check=False)
    if answer.returncode:
        raise UsageError(t("edit_failed", editor=words[0], code=answer.returncode), t("edit_failed_hint"))

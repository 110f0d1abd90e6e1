"""`innoguide doctor`: what has happened to the files, and what of it can be mended. Writes only with --fix."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from innoguide.cli.project import JsonOption, LangOption, ProjectOption, open_project
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.doctor.harm import Harm
    from innoguide.model.finding import Finding
    from innoguide.model.guide import Guide


def command(
    fix: Annotated[bool, typer.Option("--fix")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Look for harm to the project's files; with --fix mend what is safe to mend."""
    from innoguide.files.lock import only_walk

    folder = open_project(project).folder
    with only_walk(folder) if fix else nullcontext():
        mended, left, backup = _visit(folder, fix=fix)
    if as_json:
        _print_json(folder, mended, left, backup)
    else:
        _print_text(folder, mended, left, backup)
    if any(one.finding.level == "error" for one in left):
        raise typer.Exit(1)


def _visit(folder: Path, *, fix: bool) -> tuple[Sequence[Harm], Sequence[Harm], Path | None]:
    """Return what was mended, what is left, and where the copies of what changed lie."""
    import random

    from innoguide.jobs.doctor.examine import Doctor
    from innoguide.jobs.doctor.harm import Harm
    from innoguide.jobs.doctor.past import Past
    from innoguide.jobs.doctor.tree import Tree, read_files
    from innoguide.jobs.doctor.writing import write_mended

    guide, about_guide = _guide(folder)
    files, unread = read_files(folder)
    doctor, tree = Doctor(Past(folder), random.SystemRandom()), Tree(files, guide)
    others = [Harm(finding=one) for one in (*about_guide, *unread)]
    if not fix:
        return [], [*doctor.examine(tree), *others], None
    visit = doctor.treat(tree)
    backup = write_mended(folder, files, visit.tree.files, datetime.now())
    return visit.mended, [*visit.left, *others], backup


def _guide(folder: Path) -> tuple[Guide, list[Finding]]:
    """Return the project's guide; innoguide's own where that one has faults, and a note that it is so."""
    from innoguide.files.content import load_guide, read_guide
    from innoguide.files.folders import content_folders
    from innoguide.model.finding import Finding

    guide, findings = read_guide(content_folders("steps", folder))
    if guide is not None and not findings:
        return guide, []
    note = Finding(
        code="guide", level="warning", message=t("doctor_guide"), hint=t("doctor_guide_hint"), file="steps/", line=1
    )
    return guide or load_guide(content_folders("steps", None)), [note]


def _print_json(folder: Path, mended: Sequence[Harm], left: Sequence[Harm], backup: Path | None) -> None:
    from innoguide.terminal.screen import print_json

    document: dict[str, Any] = {
        "format": 1,
        "mended": [
            {"code": one.finding.code, "file": one.finding.file, "done": one.done, "look": list(one.look)}
            for one in mended
        ],
        "backup": backup.relative_to(folder).as_posix() if backup else "",
        "findings": [{**asdict(one.finding), "mendable": bool(one.change)} for one in left],
    }
    print_json(document)


def _print_text(folder: Path, mended: Sequence[Harm], left: Sequence[Harm], backup: Path | None) -> None:
    from innoguide.terminal.screen import show, tell

    for one in mended:
        print(show(f"{one.finding.file}: {one.done}"))
        if one.look:
            print(show(f"    {t('doctor_look', files=', '.join(one.look))}"))
    for one in left:
        found = one.finding
        print(show(f"{found.place()}: {t(f'level_{found.level}')}: {found.message}"))
        print(show(f"    {found.hint}"))
    if backup:
        tell(t("doctor_backup", folder=f"{backup.relative_to(folder).as_posix()}/"))
    tell(_summary(mended, left))


def _summary(mended: Sequence[Harm], left: Sequence[Harm]) -> str:
    """Return how many things were mended, are left, and can be mended."""
    if not left:
        return tn("doctor_mended_all", len(mended)) if mended else t("doctor_clean")
    errors = sum(one.finding.level == "error" for one in left)
    values = {"errors": tn("count_errors", errors), "warnings": tn("count_warnings", len(left) - errors)}
    mendable = sum(bool(one.change) for one in left)
    if mendable:
        return t("doctor_can", mendable=mendable, **values)
    return t("doctor_left", mended=len(mended), **values) if mended else t("doctor_people", **values)

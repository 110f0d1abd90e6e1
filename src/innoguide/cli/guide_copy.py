"""`innoguide guide NAME --copy`: one of innoguide's own files, for a project to change."""

from __future__ import annotations

from pathlib import Path

from innoguide.cli.project import open_project, shown_path
from innoguide.texts import t


def copy_into_project(name: str, project: Path | None) -> None:
    """Lay the shipped file called *name* into the project, where it replaces innoguide's. Never over another."""
    from innoguide.errors import UsageError
    from innoguide.files.disk import write_new
    from innoguide.files.faults import near_miss
    from innoguide.files.folders import shipped_folder
    from innoguide.terminal.screen import tell

    if not name:
        raise UsageError(t("guide_copy_what"), t("guide_copy_what_hint"))
    folders = [shipped_folder("steps"), shipped_folder("templates")]
    found = {key: (folder, path) for folder in folders for key, path in _shipped(folder)}
    if name not in found:
        raise UsageError(t("guide_copy_none", word=name), near_miss(name, found))
    folder, path = found[name]
    target = open_project(project).folder / folder.name / path.relative_to(folder)
    if not write_new(target, path.read_bytes()):
        raise UsageError(t("guide_copy_exists", file=shown_path(target)), t("guide_copy_exists_hint"))
    print(shown_path(target))
    tell(t("guide_copied"))


def _shipped(folder: Path) -> list[tuple[str, Path]]:
    """Return each file under its short name, a step under that of its folder; what comes last keeps the name.

    A method and a kind may share one: then the kind is `kinds/observation`.
    """
    if folder.name == "templates":
        return [(one.relative_to(folder).as_posix(), one) for one in sorted(folder.rglob("*.*"))]
    files = sorted(folder.rglob("*.yaml"), reverse=True)
    short = [(one.parent.name.partition("-")[2] if one.stem == "step" else one.stem, one) for one in files]
    return [(one.relative_to(folder).with_suffix("").as_posix(), one) for one in files] + short

"""Where a project lies, and the `steps/`, `templates/` and `examples/` (project, wheel, checkout).

Light on purpose: a command that finds that nothing has changed loads no more than this.
"""

from __future__ import annotations

from pathlib import Path

from innoguide.errors import GuideError
from innoguide.texts import t

SETTINGS_FILE = "innoguide.yaml"
"""A project's settings: the folder that holds it is a project."""


def find_project(start: Path) -> Path | None:
    """Return the folder with `innoguide.yaml` at *start* or above it."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return None


def shipped_folder(name: str) -> Path:
    """Return innoguide's own `steps`, `templates` or `examples`: in the wheel, else in the checkout."""
    package = Path(__file__).parent.parent
    in_wheel = package / "_content" / name
    return in_wheel if in_wheel.is_dir() else package.parent.parent / name


def content_folders(name: str, project: Path | None) -> list[Path]:
    """Return where `steps` or `templates` are looked for: innoguide's own first, then the project's.

    Raises `GuideError` if the project's own is a link out of the project, as in a copy from somebody unknown.
    """
    folders = [shipped_folder(name)]
    if project and (project / name).is_dir():
        if not (project / name).resolve().is_relative_to(project.resolve()):
            raise GuideError(t("content_leads_out", folder=name), t("content_leads_out_hint", folder=name))
        folders.append(project / name)
    return folders


def folders_to_check(folder: Path) -> list[Path]:
    """Return where the guide of *folder* lies: with innoguide's own beneath it, unless it is a whole one."""
    is_addition = not (folder / "guide.yaml").is_file() and any(folder.rglob("*.y*ml*"))
    return [shipped_folder("steps"), folder] if is_addition else [folder]

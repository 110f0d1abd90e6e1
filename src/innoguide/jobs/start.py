"""Makes a new project: a folder with settings, a README for the group, and what git needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from innoguide.errors import ProjectError
from innoguide.files.disk import write_new
from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.gitrepo import has_git, is_in_repository, make_repository
from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings
from innoguide.rendering.environment import make_environment, render
from innoguide.texts import t

IGNORED = "# Personuppgifter och halvskrivna svar följer aldrig med i git.\nprivate/\n.innoguide/\n*.tmp\n"
ATTRIBUTES = "* text=auto eol=lf\n*.ics -text\noutputs/** linguist-generated\n*.svg linguist-generated\n"


@dataclass(frozen=True)
class Started:
    """What was made: files written, files that were there already and left alone, and whether git was started."""

    folder: Path
    written: list[str]
    kept: list[str]
    repository: bool
    git_missing: bool


def start_project(folder: Path, settings: Settings, *, template_folders: Sequence[Path], git: bool = True) -> Started:
    """Make a project in *folder*. Never overwrites: files that are there stay as they are.

    Raises `ProjectError` if there is a project already.
    """
    if (folder / SETTINGS_FILE).exists():
        raise ProjectError(t("project_exists", folder=folder), t("project_exists_hint", folder=folder))
    if folder.exists() and not folder.is_dir():
        raise ProjectError(t("project_is_file", folder=folder), t("project_is_file_hint"))
    files = {  # the settings last: a folder is a project when all the rest is in place
        "README.md": _readme(settings, template_folders),
        ".gitignore": IGNORED.encode(),
        ".gitattributes": ATTRIBUTES.encode(),
        SETTINGS_FILE: settings_bytes(settings),
    }
    written: list[str] = []
    kept: list[str] = []
    for name, data in files.items():
        (written if write_new(folder / name, data) else kept).append(name)
    wanted = git and has_git() and not is_in_repository(folder)
    made = wanted and make_repository(folder)
    return Started(folder, written, kept, made, git and not has_git())


def _readme(settings: Settings, template_folders: Sequence[Path]) -> bytes:
    environment = make_environment(template_folders, settings.language)
    values = {"title": settings.title, "organisation": settings.organisation, "municipality": settings.municipality}
    return render(environment, "project-readme.md.j2", values).encode()

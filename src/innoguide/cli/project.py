"""What commands share: finding the project, loading the guide, and the options that mean the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.texts import current_language, t

if TYPE_CHECKING:
    from innoguide.files.guard import Guard
    from innoguide.files.store import Store
    from innoguide.model.guide import Guide
    from innoguide.model.project import Settings

ProjectOption = Annotated[Path | None, typer.Option("--project", metavar="DIR")]
LangOption = Annotated[str, typer.Option("--lang", metavar="LANG")]
JsonOption = Annotated[bool, typer.Option("--json")]
DryRunOption = Annotated[bool, typer.Option("-n", "--dry-run")]
ForceOption = Annotated[bool, typer.Option("-f", "--force")]


@dataclass
class Opened:
    """A project that a command works on. What is not asked for is not loaded."""

    folder: Path
    with_checks: bool = True

    @cached_property
    def guide(self) -> Guide:
        """The guide with the project's own files laid on; without its checks where the command never asks."""
        from innoguide.files.content import load_guide
        from innoguide.files.folders import content_folders

        return load_guide(content_folders("steps", self.folder), with_checks=self.with_checks, project=self.folder)

    @cached_property
    def settings(self) -> Settings:
        """The project's settings."""
        from innoguide.files.store import read_settings

        return read_settings(self.folder)

    @cached_property
    def store(self) -> Store:
        """The project's folder."""
        from innoguide.files.store import Store

        return Store(self.folder, self.guide, self.settings)

    @cached_property
    def guard(self) -> Guard:
        """What finds personal data before it is stored."""
        from innoguide.files.guard import Guard

        return Guard(self.folder)

    @cached_property
    def unquotable(self) -> frozenset[str]:
        """The codes of those whom the register of consents on this computer does not let us quote today."""
        from datetime import date

        from innoguide.files.private import load_consent

        return load_consent(self.folder).unquotable(date.today())

    @property
    def lang(self) -> str:
        """The language that the program speaks."""
        return current_language()


def open_project(project: Path | None, *, with_checks: bool = True) -> Opened:
    """Return the project in *project*, or the one that the current folder lies in. Raises `ProjectError`."""
    from innoguide.errors import ProjectError
    from innoguide.files.folders import SETTINGS_FILE, find_project

    if project is not None:
        if not (project / SETTINGS_FILE).is_file():
            raise ProjectError(t("no_project_in", folder=project), t("no_project_hint"))
        return Opened(project, with_checks)
    found = find_project(Path.cwd())
    if found is None:
        raise ProjectError(t("no_project_here"), t("no_project_hint"))
    return Opened(found, with_checks)


def template_folders(project: Path | None) -> list[Path]:
    """Return where templates are looked for, the project's own first: the first that has a template wins."""
    from innoguide.files.folders import content_folders

    return list(reversed(content_folders("templates", project)))


def shown_path(path: Path) -> str:
    """Return *path* relative to the current folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)

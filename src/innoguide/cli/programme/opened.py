"""What the commands about a programme share: finding it, and reading its groups with a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.texts import current_language, t

if TYPE_CHECKING:
    from innoguide.model.programme.programme import Gathered, Programme
    from innoguide.model.programme.themes import Themes

ProgrammeOption = Annotated[Path | None, typer.Option("--programme", metavar="DIR")]


@dataclass
class OpenedProgramme:
    """A programme that a command works on. What is not asked for is not loaded."""

    folder: Path

    @cached_property
    def programme(self) -> Programme:
        """What `programme.yaml` says."""
        from innoguide.files.programmefile import read_programme

        return read_programme(self.folder)

    @cached_property
    def themes(self) -> Themes:
        """What `themes.yaml` says."""
        from innoguide.files.programmefile import read_themes

        return read_themes(self.folder)

    @property
    def lang(self) -> str:
        """The language that the program speaks."""
        return current_language()

    def gathered(self) -> Iterator[Gathered]:
        """Yield the groups one at a time; on a terminal with a bar that shows how far it has come."""
        from innoguide.jobs.programme.gather import gather

        if not sys.stderr.isatty():
            yield from gather(self.folder, self.programme)
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=len(self.programme.groups))

            def tell(done: int, _of: int, name: str) -> None:
                bar.update(task, completed=done, description=name)

            yield from gather(self.folder, self.programme, tell=tell)


def open_programme(folder: Path | None) -> OpenedProgramme:
    """Return the programme in *folder*, or the one that the current folder lies in. Raises `ProjectError`."""
    from innoguide.errors import ProjectError
    from innoguide.files.programmefile import find_programme
    from innoguide.model.programme.programme import PROGRAMME_FILE

    found = folder if folder and (folder / PROGRAMME_FILE).is_file() else None
    if folder is None:
        found = find_programme(Path.cwd())
    if found is None:
        message = t("programme_none_in", folder=folder) if folder else t("programme_none_here")
        raise ProjectError(message, t("programme_none_hint"))
    return OpenedProgramme(found)

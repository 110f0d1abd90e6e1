"""`innoguide programme fetch`: gets the newest of the groups that lie in git. The one command that uses the network."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import LangOption
from innoguide.texts import t


def command(
    name: Annotated[str, typer.Argument(metavar="NAME")] = "",
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Fetch the group NAME, or every group that lies in git; exit with 1 when one could not be had."""
    from innoguide.errors import ProjectError, UsageError
    from innoguide.files.faults import near_miss
    from innoguide.jobs.programme.joining import fetch_group
    from innoguide.terminal.screen import print_error, tell

    opened = open_programme(programme)
    wanted = [one for one in opened.programme.groups if one.git and name in ("", one.name)]
    if name and not wanted:
        names = [one.name for one in opened.programme.groups if one.git]
        raise UsageError(t("programme_fetch_which", name=name), near_miss(name, names))
    failed = 0
    for group in wanted:
        try:
            commit = fetch_group(opened.folder, group)
        except ProjectError as error:
            failed += 1
            print_error(f"{group.name}: {error.message}", error.hint)
        else:
            print(f"{group.name} {commit[:12]}")
    tell(t("programme_fetched", number=len(wanted) - failed, of=len(wanted)))
    if failed:
        raise typer.Exit(1)

"""`innoguide export summary`: the file that a group publishes of its work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from innoguide.cli.project import LangOption, ProjectOption, open_project, shown_path
from innoguide.texts import t

WHAT = ("summary",)
SUMMARY = "summary.yaml"


def command(
    what: Annotated[str, typer.Argument(metavar="WHAT")],
    to: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE")] = None,
    check: Annotated[bool, typer.Option("--check")] = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Write the summary; with --check only tell whether it is stale."""
    from innoguide import __version__
    from innoguide.errors import UsageError
    from innoguide.files.disk import write_over
    from innoguide.files.faults import near_miss
    from innoguide.files.summaryfile import summary_bytes
    from innoguide.model.programme.summarise import build_summary
    from innoguide.terminal.screen import tell

    if what not in WHAT:
        raise UsageError(t("export_what", what=what), near_miss(what, WHAT))
    opened = open_project(project, with_checks=False)
    loaded = opened.store.load()
    data = summary_bytes(build_summary(opened.guide, loaded, made_by=f"innoguide {__version__}"))
    path = to or opened.folder / SUMMARY
    if check:
        _tell_stale(path, data)
        return
    _refuse_personal(opened.folder, data)
    if str(to) == "-":
        print(data.decode(), end="")
        return
    write_over(path, data)
    print(shown_path(path))
    tell(t("export_summary_done"))


def _tell_stale(path: Path, data: bytes) -> None:
    """Exit with 1 if the file at *path* is not what the project would write today."""
    from innoguide.terminal.screen import tell

    if path.is_file() and path.read_bytes() == data:
        tell(t("export_summary_fresh"))
        return
    print(shown_path(path))
    tell(t("export_summary_stale"))
    raise typer.Exit(1)


def _refuse_personal(folder: Path, data: bytes) -> None:
    """Stop a summary that something like a name or a number in it would give away. Raises `Refused`."""
    from innoguide.files.guard import Guard

    Guard(folder).refuse([("summary", line) for line in data.decode().splitlines()])

"""`innoguide programme add`: a group joins."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import LangOption
from innoguide.texts import t, tn


def command(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    place: Annotated[str, typer.Argument(metavar="PLACE")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT")] = "",
    inside: Annotated[str, typer.Option("--folder", metavar="DIR")] = "",
    revision: Annotated[str, typer.Option("--revision", metavar="TEXT")] = "",
    code: Annotated[str, typer.Option("--code", metavar="CODE")] = "",
    cohort: Annotated[str, typer.Option("--cohort", metavar="TEXT")] = "",
    service: Annotated[str, typer.Option("--service", metavar="library|kulturskola|both|other")] = "",
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Add the group NAME, whose project lies at PLACE: a folder, a git address, or the group's summary file."""
    from pydantic import ValidationError

    from innoguide.errors import UsageError
    from innoguide.jobs.programme.gather import gather
    from innoguide.jobs.programme.joining import find_source, join, name_group, refuse_again
    from innoguide.model.programme.programme import Group
    from innoguide.terminal.screen import tell

    opened = open_programme(programme)
    named = name_group(opened.programme, name)
    source = find_source(opened.folder, place, here=Path.cwd())
    if "git" not in source and (inside or revision):
        raise UsageError(t("programme_git_only"), t("programme_git_only_hint"))
    about = {"title": title or (name if named != name else ""), "code": code, "cohort": cohort, "service": service}
    try:
        group = Group.model_validate({"name": named, **source, "folder": inside, "revision": revision, **about})
    except ValidationError as error:
        option = str(error.errors()[0]["loc"][0])
        raise UsageError(t("programme_wrong", option=f"--{option}"), t(f"programme_wrong_{option}")) from error
    refuse_again(opened.programme, group)
    changed = join(opened.folder, opened.programme, group)
    tell(tn("programme_added", len(changed.groups), name=named))
    joined = next(gather(opened.folder, changed.model_copy(update={"groups": (group,)}), use_cache=False))
    if joined.summary is None:
        tell(t("programme_added_unread", why=joined.troubles[0].message))

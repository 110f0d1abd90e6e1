"""`innoguide park TEXT`: keeps an idea that came too early."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.project import LangOption, ProjectOption, open_project
from innoguide.texts import t


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    role: Annotated[str, typer.Option("--role", metavar="ROLE")] = "",
    allow: Annotated[str, typer.Option("--allow", metavar="REASON")] = "",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Park an idea; it comes up again in step 4."""
    from innoguide.jobs.records import add_record
    from innoguide.terminal.screen import show, tell

    opened = open_project(project, with_checks=False)
    kind = opened.guide.kinds["parked_idea"]
    settings = [f"role={role}"] if role else []
    opened.guard.refuse([("text", text), ("role", role)], allow=allow)
    record = add_record(opened.store, kind, text=text, settings=settings, lang=opened.lang)
    print(record.id)
    tell(t("walk_parked", text=show(record.label(kind, 80))))

"""`innoguide link A B`: ties a record to what it rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.find import find_one
from innoguide.cli.project import LangOption, ProjectOption, open_project
from innoguide.texts import t


def command(
    record: Annotated[str, typer.Argument(metavar="A")],
    target: Annotated[str, typer.Argument(metavar="B")],
    field: Annotated[str, typer.Option("--field", metavar="FIELD")] = "",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Let record A point to record B (an insight to its quote)."""
    from innoguide.jobs.records import link_records
    from innoguide.terminal.screen import tell

    opened = open_project(project, with_checks=False)
    loaded = opened.store.load()
    one, other = find_one(opened, loaded, record), find_one(opened, loaded, target)
    changed, used = link_records(opened.store, one, other, opened.guide.kinds[one.kind], field)
    tell(t("link_done", a=changed.id, b=other.id, field=used.label.in_(opened.lang)))

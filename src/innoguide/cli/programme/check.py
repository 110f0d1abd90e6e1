"""`innoguide programme check`: groups that cannot be read, and themes that point at what is gone."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import JsonOption, LangOption
from innoguide.texts import t


def command(
    output: Annotated[str, typer.Option("--format", metavar="text|json|github|sarif")] = "text",
    as_json: JsonOption = False,
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Say what is wrong; exit with 1 when a group cannot be read."""
    from innoguide.cli.check import FORMATS, finish
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.jobs.programme.check import check_programme

    output = "json" if as_json else output
    if output not in FORMATS:
        raise UsageError(t("check_format", format=output), near_miss(output, FORMATS))
    opened = open_programme(programme)
    findings = list(check_programme(opened.programme, list(opened.gathered()), opened.themes))
    finish(findings, None, output, opened.folder)

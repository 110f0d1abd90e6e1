"""`innoguide programme check`: groups that cannot be read, and themes that point at what is gone."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import LangOption
from innoguide.texts import t


def command(
    output: Annotated[str, typer.Option("--format", metavar="text|json|github|sarif")] = "text",
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Say what is wrong; exit with 1 when a group cannot be read."""
    from innoguide.cli.check import FORMATS, finish
    from innoguide.errors import UsageError
    from innoguide.jobs.programme.check import check_programme

    if output not in FORMATS:
        raise UsageError(t("check_format", format=output), t("allowed_are", names=", ".join(FORMATS)))
    opened = open_programme(programme)
    findings = list(check_programme(opened.programme, list(opened.gathered()), opened.themes))
    finish(findings, output, None, opened.folder)

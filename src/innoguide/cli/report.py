"""`innoguide report`: builds everything and compiles the findings."""

from __future__ import annotations

from typing import Annotated, Literal, cast

import typer

from innoguide.cli.outputs import write_or_check
from innoguide.cli.project import LangOption, ProjectOption
from innoguide.texts import t


def command(
    check: Annotated[bool, typer.Option("--check")] = False,
    audience: Annotated[str, typer.Option("--audience", metavar="public|internal")] = "public",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Write every output and the report; with --check only tell which are stale."""
    from innoguide.errors import UsageError

    if audience not in ("public", "internal"):
        raise UsageError(t("report_audience", audience=audience), t("allowed_are", names="public, internal"))
    write_or_check(project, check=check, audience=cast(Literal["public", "internal"], audience), with_report=True)

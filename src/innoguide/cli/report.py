"""`innoguide report`: builds everything and compiles the findings."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.formats import MARKDOWN, BaseOption, FormatOption, OpenOption, wanted_formats
from innoguide.cli.outputs import purpose_of, write_or_check
from innoguide.cli.project import DryRunOption, ForceOption, LangOption, ProjectOption
from innoguide.texts import t


def command(
    check: Annotated[bool, typer.Option("--check")] = False,
    dry_run: DryRunOption = False,
    force: ForceOption = False,
    audience: Annotated[str, typer.Option("--audience", metavar="AUDIENCE")] = "public",
    formats: FormatOption = MARKDOWN,
    base: BaseOption = None,
    open_it: OpenOption = False,
    output: Annotated[str, typer.Option("-o", "--output", metavar="-")] = "",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Write every output and the report, or the document of one audience; with --check only tell which are stale."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.model.audience import AUDIENCES

    chosen = next((one for one in AUDIENCES if one == audience), None)
    if chosen is None:
        raise UsageError(t("report_audience", audience=audience), near_miss(audience, AUDIENCES))
    purpose = purpose_of(check=check, dry_run=dry_run, output=output)
    wanted = wanted_formats(formats, base=base, open_it=open_it, check=purpose != "write")
    write_or_check(project, purpose=purpose, force=force, audience=chosen, with_report=True, wanted=wanted)

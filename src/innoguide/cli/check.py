"""`innoguide check`: what is wrong with guide and project. Never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import LangOption, ProjectOption, open_project
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.model.finding import Finding


def command(
    output: Annotated[str, typer.Option("--format", metavar="text|json")] = "text",
    guide: Annotated[Path | None, typer.Option("--guide", metavar="STEPS")] = None,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Check the project's files and its guide, or with --guide only a folder of steps."""
    from innoguide.errors import UsageError
    from innoguide.files.content import content_folders, read_guide

    if output not in ("text", "json"):
        raise UsageError(t("check_format", format=output), t("allowed_are", names="text, json"))
    if guide is not None:
        if not guide.is_dir():
            raise UsageError(t("no_folder", folder=guide), t("no_folder_hint"))
        _finish(read_guide([guide])[1], output)
        return
    opened = open_project(project)
    read, findings = read_guide(content_folders("steps", opened.folder))
    if read is None or findings:
        _finish(findings, output)
        return
    from innoguide.files.store import Store
    from innoguide.jobs.check.content import check_project

    store = Store(opened.folder, read, opened.settings)
    _finish(check_project(read, store), output)


def _finish(findings: Sequence[Finding], output: str) -> None:
    """Show the findings; exit with 1 if one is an error."""
    from innoguide.terminal.screen import print_json, show, tell

    errors = sum(one.level == "error" for one in findings)
    if output == "json":
        print_json({"format": 1, "findings": [asdict(one) for one in findings]})
    else:
        for one in findings:
            place = f"{one.place()}: " if one.file else ""
            print(show(f"{place}{t(f'level_{one.level}')}: {one.message}"))
            if one.hint:
                print(show(f"    {one.hint}"))
        others = len(findings) - errors
        counted = tn("count_errors", errors), tn("count_warnings", others)
        tell(t("check_done", errors=counted[0], warnings=counted[1]) if findings else t("check_clean"))
    if errors:
        raise typer.Exit(1)

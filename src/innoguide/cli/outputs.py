"""`innoguide outputs`: writes the workshop outputs of steps and sessions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import LangOption, ProjectOption, open_project, shown_path, template_folders
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.model.privacy import Audience

REPORT = "report.md"


def command(
    check: Annotated[bool, typer.Option("--check")] = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Write every workshop output (all but the report); with --check only tell which are stale."""
    write_or_check(project, check=check, audience="public", with_report=False)


def write_or_check(project: Path | None, *, check: bool, audience: Audience, with_report: bool) -> None:
    """Build the outputs and write those that differ; or tell which differ and exit with 1."""
    from innoguide.jobs.report.build import build_outputs
    from innoguide.jobs.report.write import find_stale, write_outputs
    from innoguide.terminal.screen import tell

    opened = open_project(project, with_checks=False)
    outputs = build_outputs(
        opened.guide,
        opened.store.load(),
        audience=audience,
        template_folders=template_folders(opened.folder),
        unquotable=opened.unquotable,
    )
    # What only the group may read never lies beside what is committed.
    home = opened.folder if audience == "public" else opened.folder / "private"
    keep = () if with_report else (REPORT,)
    if not with_report:
        outputs = {path: text for path, text in outputs.items() if path.name not in keep}
    if check:
        stale = [path for path in find_stale(outputs, home) if path.name not in keep]
        for path in stale:
            print((home / "outputs" / path).relative_to(opened.folder).as_posix())
        tell(tn("outputs_stale", len(stale)) if stale else t("outputs_fresh"))
        if stale:
            raise typer.Exit(1)
        return
    written = write_outputs(outputs, home, keep=keep)
    folder = shown_path(home / "outputs")
    for path in written.changed:
        print(f"{folder}/{path}")
    for path in written.removed:
        tell(t("outputs_removed", path=f"{folder}/{path}"))
    tell(tn("outputs_done", len(written.changed), unchanged=len(written.unchanged)))

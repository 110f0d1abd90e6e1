"""`innoguide outputs`: writes the workshop outputs of steps and sessions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from innoguide.cli.everywhere import say_working
from innoguide.cli.formats import MARKDOWN, BaseOption, FormatOption, OpenOption, give_away, wanted_formats
from innoguide.cli.project import (
    DryRunOption,
    ForceOption,
    LangOption,
    ProjectOption,
    open_project,
    shown_path,
    template_folders,
)
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innoguide.cli.formats import Wanted
    from innoguide.cli.project import Opened
    from innoguide.files.resultcache import ResultCache
    from innoguide.jobs.report.write import Planned, Written
    from innoguide.model.privacy import Audience

Purpose = Literal["write", "check", "dry_run", "print"]
"""What outputs are built for: only `write` changes a file."""


def command(
    check: Annotated[bool, typer.Option("--check")] = False,
    dry_run: DryRunOption = False,
    force: ForceOption = False,
    formats: FormatOption = MARKDOWN,
    base: BaseOption = None,
    open_it: OpenOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Write every workshop output (all but the report); with --check only tell which are stale."""
    purpose = purpose_of(check=check, dry_run=dry_run)
    wanted = wanted_formats(formats, base=base, open_it=open_it, check=purpose != "write")
    write_or_check(project, purpose=purpose, force=force, audience="public", with_report=False, wanted=wanted)


def purpose_of(*, check: bool, dry_run: bool, output: str = "") -> Purpose:
    """Return what the outputs are built for. Raises `UsageError` for a file that pictures would be missing beside."""
    from innoguide.errors import UsageError

    if output not in ("", "-"):
        raise UsageError(t("report_output"), t("report_output_hint"))
    return "print" if output else "check" if check else "dry_run" if dry_run else "write"


def write_or_check(
    project: Path | None, *, purpose: Purpose, force: bool, audience: Audience, with_report: bool, wanted: Wanted
) -> None:
    """Build the outputs and write those that differ, or do with them what else the *purpose* is."""
    if purpose != "print":
        say_working()
    from innoguide.model.audience import SEES

    opened = open_project(project, with_checks=False)
    # What only the group may read never lies beside what is committed.
    home = opened.folder if SEES[audience].is_public else opened.folder / "private"
    folder = shown_path(home / "outputs")
    cache = _cache(opened, audience, with_report=with_report)
    number = None if wanted.names or wanted.open_it or purpose == "print" else cache.find()
    if number is not None:
        _tell_unchanged(number, folder, check=purpose != "write")
        return
    from innoguide.cli.handedits import tell_left, tell_stale
    from innoguide.jobs.report.audiences.documents import main_document

    planned = _planned(opened, home, audience, with_report=with_report)
    if not any(one.differs or one.hand for one in planned):
        cache.keep(len(planned))
    first = main_document(audience) if with_report else ""
    if purpose == "print":
        print(next(one.after for one in planned if one.name.name == first), end="")
    elif purpose == "write":
        written = _write(planned, folder, force=force)
        names = [one.name for one in planned if one.after is not None and not one.is_rest]
        give_away(opened, home, names, wanted, first=first, whole=_left_alone(audience, with_report=with_report) == ())
        tell_left(written)
    else:
        command = f"report --audience {audience}" if audience != "public" else "report" if with_report else "outputs"
        outputs = "outputs" if home == opened.folder else "private/outputs"
        is_stale = tell_stale(planned, opened.folder, outputs=outputs, command=f"innoguide {command}")
        raise typer.Exit(int(is_stale and purpose == "check"))


def _left_alone(audience: Audience, *, with_report: bool) -> Sequence[str] | None:
    """Return the names of the documents that stay as they are; None where one is made alone, beside all others."""
    from innoguide.jobs.report.audiences.documents import COMPILED, has_own_document

    return None if has_own_document(audience) else () if with_report else COMPILED


def _planned(opened: Opened, home: Path, audience: Audience, *, with_report: bool) -> list[Planned]:
    """Build the outputs, and return what is to be done with each in the folder *home*."""
    from innoguide.jobs.report.audiences.documents import COMPILED
    from innoguide.jobs.report.build import build_outputs
    from innoguide.jobs.report.write import plan_outputs

    outputs = build_outputs(
        opened.guide,
        opened.store.load(),
        audience=audience,
        template_folders=template_folders(opened.folder),
        unquotable=opened.unquotable,
        asked=[name for name in COMPILED if (home / "outputs" / name).is_file()],
    )
    keep = _left_alone(audience, with_report=with_report)
    if keep:
        outputs = {path: text for path, text in outputs.items() if path.name not in keep}
    shown = shown_path(home / "outputs")
    return plan_outputs(outputs, home, keep=keep, lang=opened.store.settings.language, shown=shown)


def _write(planned: Sequence[Planned], folder: str, *, force: bool) -> Written:
    """Write what differs, and say what was written and what the group's own words became."""
    from innoguide.cli.handedits import overwriting, tell_kept
    from innoguide.jobs.report.write import write_planned

    written = write_planned(planned, may_overwrite=overwriting(force=force))
    tell_written(written, folder)
    tell_kept(written)
    return written


def _cache(opened: Opened, audience: Audience, *, with_report: bool) -> ResultCache:
    """Return what knows how many outputs there were when all of them said what they should."""
    from innoguide.files.folders import content_folders
    from innoguide.files.resultcache import ResultCache

    besides = [*content_folders("steps", opened.folder), *template_folders(opened.folder)]
    name = f"outputs-{audience}-{'all' if with_report else 'some'}"
    return ResultCache(opened.folder, besides, name=name, about=str(date.today()))


def _tell_unchanged(number: int, folder: str, *, check: bool) -> None:
    from innoguide.terminal.screen import tell

    tell(t("outputs_fresh", folder=folder) if check else tn("outputs_done", 0, unchanged=number))


def tell_written(written: Written, folder: str) -> None:
    """Print the files that were written, and say which are gone."""
    from innoguide.terminal.screen import tell

    for path in written.changed:
        print(f"{folder}/{path}")
    for path in written.removed:
        tell(t("outputs_removed", path=f"{folder}/{path}"))
    tell(tn("outputs_done", len(written.changed), unchanged=len(written.unchanged)))

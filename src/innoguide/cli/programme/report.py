"""`innoguide programme report`: what the groups say together, with a page a group and what each number rests on."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.formats import EXPORTS, MARKDOWN, BaseOption, FormatOption, OpenOption, wanted_formats
from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import DryRunOption, ForceOption, LangOption, shown_path, template_folders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innoguide.cli.formats import Wanted
    from innoguide.cli.programme.opened import OpenedProgramme
    from innoguide.jobs.report.write import Planned


def command(
    check: Annotated[bool, typer.Option("--check")] = False,
    dry_run: DryRunOption = False,
    force: ForceOption = False,
    formats: FormatOption = MARKDOWN,
    base: BaseOption = None,
    open_it: OpenOption = False,
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Write the programme's report; with --check only tell what is stale."""
    from innoguide.cli.handedits import tell_stale

    wanted = wanted_formats(formats, base=base, open_it=open_it, check=check or dry_run)
    opened = open_programme(programme)
    planned = _planned(opened)
    if check or dry_run:
        is_stale = tell_stale(planned, opened.folder, outputs="outputs", command="innoguide programme report")
        raise typer.Exit(int(is_stale and check))
    _write(opened, planned, wanted, force=force)


def _planned(opened: OpenedProgramme) -> list[Planned]:
    """Read the groups, build the outputs, and return what is to be done with each."""
    from innoguide.files.content import load_guide
    from innoguide.files.folders import content_folders
    from innoguide.jobs.programme.report.build import build_programme_outputs
    from innoguide.jobs.report.write import plan_outputs

    outputs = build_programme_outputs(
        opened.programme,
        list(opened.gathered()),
        opened.themes,
        template_folders=template_folders(opened.folder),
        guide=load_guide(content_folders("steps", None), with_checks=False),
    )
    shown = shown_path(opened.folder / "outputs")
    return plan_outputs(outputs, opened.folder, lang=opened.programme.language, shown=shown)


def _write(opened: OpenedProgramme, planned: Sequence[Planned], wanted: Wanted, *, force: bool) -> None:
    from innoguide.cli.handedits import overwriting, tell_kept, tell_left
    from innoguide.cli.outputs import tell_written
    from innoguide.jobs.report.write import write_planned

    written = write_planned(planned, may_overwrite=overwriting(force=force))
    tell_written(written, shown_path(opened.folder / "outputs"))
    tell_kept(written)
    _give_away(opened, [one.name for one in planned if one.after is not None], wanted)
    tell_left(written)


def _give_away(opened: OpenedProgramme, outputs: Sequence[PurePosixPath], wanted: Wanted) -> None:
    """Write the documents in the wanted formats, and open the report."""
    from innoguide.cli.formats import open_file, tell_exported
    from innoguide.jobs.export.export import export_outputs
    from innoguide.jobs.programme.report.book import REPORT

    source, target = opened.folder / "outputs", opened.folder / EXPORTS
    if wanted.names:
        names = sorted(path for path in outputs if path.suffix == ".md" and (source / path).is_file())
        formats = wanted.formats(opened.folder)
        exported = export_outputs(
            names, formats, source=source, target=target, settings=_properties(opened), whole=True
        )
        tell_exported(exported, target)
    if wanted.open_it:
        place = target / f"report.{wanted.names[0]}" if wanted.names else source / REPORT
        open_file(place)


def _properties(opened: OpenedProgramme) -> dict[str, str]:
    programme = opened.programme
    return {
        "lang": programme.language,
        "watermark": "",
        "organisation": programme.organisation,
        "municipality": "",
        "registry_no": programme.registry_no,
    }

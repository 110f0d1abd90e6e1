"""`innoguide check`: what is wrong or worth a question in guide and project. Never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.everywhere import say_working
from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project, shown_path
from innoguide.texts import current_language, t, tn

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.finding import Finding
    from innoguide.model.guide import Check, Guide

FORMATS = ("text", "json", "github", "sarif")


def command(
    output: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS))] = "text",
    as_json: JsonOption = False,
    explain: Annotated[str, typer.Option("--explain", metavar="CODE")] = "",
    guide: Annotated[Path | None, typer.Option("--guide", metavar="STEPS")] = None,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Check the project and its guide, with --guide only a folder of steps, or explain a check."""
    if not explain:
        say_working("working_reads")
    from innoguide.errors import UsageError
    from innoguide.files.folders import content_folders, folders_to_check
    from innoguide.files.resultcache import ResultCache
    from innoguide.model.finding import Finding

    output = "json" if as_json else output
    if output not in FORMATS:
        from innoguide.files.faults import near_miss

        raise UsageError(t("check_format", format=output), near_miss(output, FORMATS))
    if explain:
        _explain(explain, project)
        return
    if guide is not None:
        if not guide.is_dir():
            raise UsageError(t("no_folder", folder=guide), t("no_folder_hint"))
        finish(*_guide_findings(folders_to_check(guide)), output, guide.parent)
        return
    opened = open_project(project)
    folders = content_folders("steps", opened.folder)
    cache = ResultCache(opened.folder, folders, name="check", about=f"{date.today()} {current_language()}")
    known = cache.find() if output != "sarif" else None  # what it says of each check comes from the guide
    if known is not None:
        finish([Finding(**one) for one in known], None, output, opened.folder)
        return
    findings, read = _guide_findings(folders, opened.folder)
    if read is not None and not findings:
        findings = _project_findings(opened, read)
    cache.keep([asdict(one) for one in findings])
    finish(findings, read, output, opened.folder)


def _guide_findings(folders: Sequence[Path], project: Path | None = None) -> tuple[list[Finding], Guide | None]:
    from innoguide.files.content import read_guide

    guide, findings = read_guide(folders, project=project)
    return findings, guide


def _project_findings(opened: Opened, guide: Guide) -> list[Finding]:
    from innoguide.files.store import Store
    from innoguide.jobs.check.project import check_project

    return check_project(guide, Store(opened.folder, guide, opened.settings), today=date.today())


def _explain(code: str, project: Path | None) -> None:
    """Show what a check looks for and why; it can be named by its code, its number or its title."""
    from innoguide.errors import ProjectError, UsageError
    from innoguide.files.content import load_guide
    from innoguide.files.faults import near_miss
    from innoguide.files.folders import content_folders
    from innoguide.model.guide import find_named
    from innoguide.terminal.screen import print_lines

    try:
        folder = open_project(project).folder
    except ProjectError:
        folder = None  # the shipped checks can be explained anywhere
    checks = load_guide(content_folders("steps", folder)).checks
    names = [(one.check, (str(one.number), one.title.sv, one.title.en)) for one in checks.values()]
    found = find_named(code, names)
    if not found:
        raise UsageError(t("explain_none", code=code), near_miss(code, checks))
    for name in found:
        print_lines(_explanation(checks[name]))


def _explanation(check: Check) -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    lang = current_language()
    lines = [Line(text=check.title.in_(lang), tone="heading")]
    lines += [Line(text=f"{check.check} · {t(f'level_{check.level}')}", tone="hint"), Line()]
    lines += [Line(text=check.explanation.in_(lang)), Line(), Line(text=check.hint.in_(lang))]
    for name, words in check.words.items():
        lines.append(Line(text=f"{name}: {' · '.join(words.sv if lang == 'sv' else words.en)}", tone="list"))
    lines += [Line(text=f"{name}: {limit}", tone="list") for name, limit in check.limits.items()]
    return [*lines, Line(text=t("explain_change", code=check.check), tone="hint"), Line()]


def finish(findings: Sequence[Finding], guide: Guide | None, output: str, folder: Path) -> None:
    """Show the findings; exit with 1 if one is an error."""
    from innoguide.terminal.screen import print_json, show

    if output == "json":
        print_json({"format": 1, "findings": [asdict(one) for one in findings]})
    elif output == "text":
        _print_text(findings)
    else:
        from innoguide import __version__
        from innoguide.rendering.findings import build_sarif, github_line

        # A forge counts paths from the repository, where the command runs there.
        placed = [replace(one, file=Path(shown_path(folder / one.file)).as_posix()) for one in findings if one.file]
        if output == "sarif":
            checks = guide.checks if guide else {}
            print_json(build_sarif(placed, checks, version=__version__, lang=current_language()))
        else:
            print(*(show(github_line(one)) for one in placed), sep="\n", end="\n" if placed else "")
    if any(one.level == "error" for one in findings):
        raise typer.Exit(1)


def _print_text(findings: Sequence[Finding]) -> None:
    from innoguide.terminal.screen import show, tell

    for one in findings:
        place = f"{one.place()}: " if one.file else ""
        print(show(f"{place}{t(f'level_{one.level}')}: {one.message}"))
        if one.hint:
            print(show(f"    {one.hint}"))
    errors = sum(one.level == "error" for one in findings)
    counted = tn("count_errors", errors), tn("count_warnings", len(findings) - errors)
    tell(t("check_done", errors=counted[0], warnings=counted[1]) if findings else t("check_clean"))

"""`innoguide demo`: makes a worked-through project by walking the shipped example."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from innoguide.cli.project import LangOption, Opened, shown_path, template_folders
from innoguide.texts import current_language, t

EXAMPLES = {"sv": "unga-i-kransorten", "en": "reading-together"}


def command(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR")] = None,
    lang: LangOption = "",
) -> None:
    """Make the example project in DIR (default: a folder named after it, here)."""
    from innoguide.files.folders import shipped_folder
    from innoguide.terminal.screen import tell

    name = EXAMPLES[current_language()]
    folder = folder or Path(name)
    count = make_example(shipped_folder("examples") / name / "answers.yaml", folder)
    tell(t("demo_done", folder=shown_path(folder), records=count))
    outputs = folder / "outputs"
    for file, key in (
        (outputs / "report.md", "demo_report"),
        (outputs / ("4-ta-fram-ideer.md"), "demo_ideas"),
        (folder / "records", "demo_records"),
    ):
        tell(f"  {shown_path(file):<52} {t(key)}")
    tell(t("demo_next", folder=shown_path(folder)))


def make_example(answers: Path, folder: Path, *, git: bool = True) -> int:
    """Make a project in *folder* by walking *answers*, build its outputs, and return the number of records."""
    from innoguide.cli.walk import play_answers
    from innoguide.errors import ProjectError
    from innoguide.jobs.report.build import build_outputs
    from innoguide.jobs.report.write import write_outputs
    from innoguide.jobs.start import start_project
    from innoguide.model.project import Settings
    from innoguide.terminal.script import Script

    if folder.exists() and any(folder.iterdir()):
        raise ProjectError(t("demo_folder", folder=folder), t("demo_folder_hint"))
    script = Script.read(answers)
    opened = Opened(folder)
    about = opened.guide.about
    settings = {**script.content["project"], "guide": about.guide, "guide_version": about.version}
    start_project(folder, Settings.model_validate(settings), template_folders=template_folders(None), git=git)
    if sys.stderr.isatty():
        print(t("demo_working"), file=sys.stderr)
    play_answers(opened, script)
    project = opened.store.load()
    outputs = build_outputs(opened.guide, project, audience="public", template_folders=template_folders(folder))
    write_outputs(outputs, folder)
    return len(project.records)

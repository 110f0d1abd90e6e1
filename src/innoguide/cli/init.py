"""`innoguide init`: makes a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import LangOption, shown_path, template_folders
from innoguide.terminal.asking import can_ask
from innoguide.texts import current_language, t

if TYPE_CHECKING:
    from innoguide.jobs.start import Started


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT")] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="TEXT")] = "",
    municipality: Annotated[str, typer.Option("--municipality", metavar="TEXT")] = "",
    profile: Annotated[str, typer.Option("--profile", metavar="programme|sprint|taster|free")] = "",
    no_git: Annotated[bool, typer.Option("--no-git")] = False,
    lang: LangOption = "",
) -> None:
    """Make a project in DIR; ask for what is not given."""
    from innoguide.errors import UsageError
    from innoguide.files.content import load_guide
    from innoguide.files.faults import near_miss
    from innoguide.files.folders import content_folders
    from innoguide.jobs.start import start_project
    from innoguide.model.language import clean_line
    from innoguide.model.project import Settings

    profiles = ("programme", "sprint", "taster", "free")
    if profile and profile not in profiles:
        raise UsageError(t("init_profile", profile=profile), near_miss(profile, profiles))
    may_ask = can_ask()
    asked = not title and may_ask
    title = clean_line(title) or ask_setting("title", may_ask)
    if asked:
        organisation = organisation or ask_setting("organisation", may_ask)
        municipality = municipality or ask_setting("municipality", may_ask)
    guide = load_guide(content_folders("steps", None))
    settings = Settings.model_validate(
        {
            "title": title,
            "organisation": clean_line(organisation),
            "municipality": clean_line(municipality),
            "language": lang or current_language(),
            "profile": profile or "free",
            "guide": guide.about.guide,
            "guide_version": guide.about.version,
        }
    )
    started = start_project(folder, settings, template_folders=template_folders(None), git=not no_git)
    _tell_started(started)


def _tell_started(started: Started) -> None:
    """Say what was made and what comes next; ask before a `.gitignore` that was there is added to."""
    from innoguide.cli.ignoring import offer_ignoring
    from innoguide.jobs.start import IGNORED
    from innoguide.terminal.screen import tell

    tell(t("init_done", folder=shown_path(started.folder)))
    for name in started.written:
        tell(f"  {name}")
    if started.kept:
        tell(t("init_kept", names=", ".join(started.kept)))
    offer_ignoring(started.folder, IGNORED)
    if started.repository:
        tell(t("init_git"))
    if started.git_missing:
        tell(t("init_no_git"))
    tell(t("init_next", folder=shown_path(started.folder)))


def ask_setting(name: str, may_ask: bool) -> str:
    """Ask for a setting on the terminal. Raises `UsageError` that names the option where nobody can answer."""
    from innoguide.errors import UsageError
    from innoguide.model.language import clean_line

    if not may_ask:
        raise UsageError(t("init_missing", option=f"--{name}"), t("init_missing_hint"))
    while True:
        typed = clean_line(input(f"{t(f'init_ask_{name}')} › "))
        if typed or name != "title":
            return typed

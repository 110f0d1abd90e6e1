"""`innoguide hook`: stops what must not be committed, before it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from innoguide.cli.project import LangOption, Opened, ProjectOption, open_project, shown_path
from innoguide.texts import t, tn

ACTIONS = ("install", "remove", "run")


def command(
    action: Annotated[str, typer.Argument(metavar="|".join(ACTIONS))],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE")] = None,
    all_files: Annotated[bool, typer.Option("--all-files")] = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Install or remove the hook, or do its work."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss

    if action not in ACTIONS:
        raise UsageError(t("hook_action"), near_miss(action, ACTIONS))
    opened = open_project(project)
    if action == "run":
        _run(opened, files or [], all_files=all_files)
    else:
        _place(opened, action)


def _run(opened: Opened, files: list[Path], *, all_files: bool) -> None:
    """Look through what is about to be committed, the files named, or all; exit with 1 if something is found."""
    from innoguide.errors import UsageError
    from innoguide.files.gitrepo import is_in_repository
    from innoguide.jobs.hook.look import all_pieces, look_through, named_pieces, staged_pieces
    from innoguide.terminal.screen import show, tell

    if files:
        pieces = named_pieces(opened.folder, files)
    elif all_files:
        pieces = all_pieces(opened.folder)
    elif is_in_repository(opened.folder):
        pieces = staged_pieces(opened.folder)
    else:
        raise UsageError(t("hook_no_repository"), t("hook_all_files_hint"))
    looked = look_through(opened.folder, pieces, opened.guard)
    for file, why in looked.skipped:
        tell(t(f"hook_skipped_{why}", file=file))
    for one in looked.findings:
        print(show(f"{one.place()}: {one.message}"))
    for hint in dict.fromkeys(one.hint for one in looked.findings if one.hint):
        tell(hint)
    if looked.findings:
        tell(tn("hook_stopped", len(looked.findings)))
        raise typer.Exit(1)


def _place(opened: Opened, action: str) -> None:
    from innoguide.errors import InnoguideError
    from innoguide.jobs.hook.install import install_hook, remove_hook
    from innoguide.terminal.screen import tell

    hook = (install_hook if action == "install" else remove_hook)(opened.folder)
    path = shown_path(hook.path)
    if hook.state in ("foreign", "outside"):
        key = f"hook_{hook.state}_{action}"
        raise InnoguideError(t(key, path=path), t(f"{key}_hint", line=hook.line))
    tell(t(f"hook_{hook.state}", path=path))

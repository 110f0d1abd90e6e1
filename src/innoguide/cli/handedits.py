"""Outputs that somebody has changed by hand: asked about in a terminal, else left alone and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from innoguide.cli.project import shown_path
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.report.write import Planned, Written


def tell_stale(planned: Sequence[Planned], folder: Path, *, outputs: str, command: str) -> bool:
    """Print the outputs that differ, those changed by hand apart from those that are stale; return whether any do.

    *outputs* is what their folder is called, *command* what writes them.
    """
    from innoguide.terminal.screen import tell

    differing = [one for one in planned if one.is_stale]
    stale = sorted(one.path for one in differing if not one.hand)
    edited = [one for one in differing if one.hand]
    for path in stale:
        print(path.relative_to(folder).as_posix())
    if stale or not edited:
        tell(tn("outputs_stale", len(stale), command=command) if stale else t("outputs_fresh", folder=outputs))
    if edited:
        tell(tn("hand_found", len(edited)))
        _tell_each(edited)
        tell(t("hand_left_hint"))
    return bool(differing)


def overwriting(*, force: bool) -> Callable[[Planned], bool]:
    """Return who decides about a file that somebody has changed: --force, whoever sits at the terminal, or nobody."""
    return _ask if can_ask() and not force else lambda _one: force


def _ask(one: Planned) -> bool:
    from innoguide.terminal.screen import tell
    from innoguide.terminal.sure import ask_overwrite

    values = {"path": shown_path(one.path), "number": one.number_of_changes}
    tell(t("hand_edited", **values))
    return ask_overwrite(t("hand_ask_removed") if one.after is None else t("hand_ask"), one.changes)


def tell_kept(written: Written) -> None:
    """Say where the group's own text stands if it could not stay where it was."""
    from innoguide.terminal.screen import tell

    for one in written.kept:
        if one.is_rest:
            tell(t("kept_rest", path=shown_path(one.path)))
        for name in one.moved:
            tell(t("kept_moved", name=name, path=shown_path(one.path)))


def tell_left(written: Written) -> None:
    """Say which files were left as they are, and what to do. Exit with 1 if there are any."""
    from innoguide.terminal.screen import tell

    if written.left:
        tell(tn("hand_left", len(written.left)))
        _tell_each(written.left)
        tell(t("hand_left_hint"))
        raise typer.Exit(1)


def _tell_each(planned: Sequence[Planned]) -> None:
    from innoguide.terminal.screen import tell

    for one in planned:
        values = {"path": shown_path(one.path), "number": one.number_of_changes}
        tell(f"  {t('hand_line', **values)}")

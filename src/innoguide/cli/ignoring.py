"""Asks before a `.gitignore` that somebody else has made is changed, and shows the lines."""

from __future__ import annotations

from pathlib import Path

from innoguide.terminal.asking import can_ask
from innoguide.texts import t


def offer_ignoring(folder: Path, wanted: str) -> None:
    """Show which lines of *wanted* the folder's file lacks; add them after a yes, else say that it must be done."""
    from innoguide.cli.project import shown_path
    from innoguide.files.ignorefile import NAME, add_lines, missing_lines
    from innoguide.terminal.screen import tell
    from innoguide.terminal.sure import ask_yes

    lines = missing_lines(folder, wanted)
    if not lines:
        return
    path = shown_path(folder / NAME)
    tell(t("ignore_missing", path=path))
    for line in lines:
        tell(f"  {line}")
    if can_ask() and ask_yes(t("ignore_ask")):
        add_lines(folder, lines)
        tell(t("ignore_added", path=path))
    else:
        tell(t("ignore_by_hand", path=path))

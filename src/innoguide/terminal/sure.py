"""Asks for a yes before something that cannot be undone."""

from __future__ import annotations

from innoguide.model.answers import YES
from innoguide.terminal.plain import flush_typed


def ask_yes(text: str) -> bool:
    """Ask *text*; return whether the answer is yes. What was typed before the question was seen answers nothing."""
    flush_typed()
    try:
        return input(f"{text} › ").strip().casefold() in YES
    except EOFError:
        print()
        return False

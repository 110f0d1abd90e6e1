"""Asks for a yes before something that cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable

from innoguide.model.answers import NO, YES
from innoguide.terminal.plain import flush_typed

SHOW = ("v", "visa", "s", "show", "d", "diff")


def ask_yes(text: str) -> bool:
    """Ask *text*; return whether the answer is yes. What was typed before the question was seen answers nothing."""
    flush_typed()
    try:
        return input(f"{text} › ").strip().casefold() in YES
    except EOFError:
        print()
        return False


def ask_overwrite(text: str, changes: Iterable[str]) -> bool:
    """Ask *text* until the answer is yes or no; show the *changes* to whoever wants to see them first."""
    flush_typed()
    while True:
        try:
            answer = input(f"{text} › ").strip().casefold()
        except EOFError:
            print()
            return False
        if answer in SHOW:
            print("\n".join(changes))
        elif answer in YES or answer in ("", *NO):
            return answer in YES

"""Whether there is somebody to ask. Loads nothing: every command that asks needs to know."""

from __future__ import annotations

import os
import sys

NO_INPUT = "INNOGUIDE_NO_INPUT"


def can_ask() -> bool:
    """Whether a person sits at the terminal that is read from, and nobody has said `--no-input`."""
    return sys.stdin.isatty() and not is_silenced()


def is_silenced() -> bool:
    """Whether `--no-input` has been said, or its variable set."""
    return os.environ.get(NO_INPUT, "") not in ("", "0")

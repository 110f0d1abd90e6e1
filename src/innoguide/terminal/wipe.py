"""Takes away what is on the screen, so that the next person does not read it."""

from __future__ import annotations

import sys

from innoguide.terminal.plain import flush_typed
from innoguide.terminal.screen import plain_wanted

_WIPE = "\x1b[H\x1b[2J\x1b[3J"  # the page, and what can be scrolled back to
LINES = 60
"""So many empty lines stand for a clean page where nothing can be wiped: a screen reader, a plain terminal."""


def wipe_screen(*, plain: bool) -> None:
    """Leave an empty page. What was typed ahead is thrown away: it is nobody else's answer."""
    flush_typed()
    sys.stdout.write("\n" * LINES if plain or plain_wanted() or not sys.stdout.isatty() else _WIPE)
    sys.stdout.flush()

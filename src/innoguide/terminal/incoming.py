"""What comes in on stdin, where `-` stands for a file."""

from __future__ import annotations

import sys

from innoguide.terminal.screen import tell
from innoguide.texts import t

STDIN = "-"


def read_stdin(waits: str = "stdin_waits") -> bytes:
    """Return all that comes in; at a terminal say first, with the text *waits*, that it is being read."""
    if sys.stdin.isatty():
        tell(t(waits))
    return sys.stdin.buffer.read()

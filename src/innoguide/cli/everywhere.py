"""The options that mean the same for every command and may stand anywhere, such as `--quiet` and `--no-input`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from innoguide.texts import t

QUIET = ("-q", "--quiet")
EVERYWHERE = {
    "-q": "INNOGUIDE_QUIET",
    "--quiet": "INNOGUIDE_QUIET",
    "--no-color": "NO_COLOR",
    "--no-input": "INNOGUIDE_NO_INPUT",
    "--debug": "INNOGUIDE_DEBUG",
}
"""What each sets in the environment: there it is seen before anything that prints is loaded."""


def take_everywhere(arguments: Sequence[str]) -> list[str]:
    """Put the options that may stand anywhere into the environment, and return the rest of *arguments*.

    After `--` all is text.
    """
    arguments = [_as_text(one) for one in arguments]
    before = list(arguments[: arguments.index("--")]) if "--" in arguments else list(arguments)
    for one in before:
        if one in EVERYWHERE:
            os.environ[EVERYWHERE[one]] = "1"
    return [one for one in before if one not in EVERYWHERE] + list(arguments[len(before) :])


def _as_text(argument: str) -> str:
    """Return *argument*; where Python could not read its bytes, as UTF-8 or as older Windows wrote it.

    Else what it could not read would be lost without a word when the text is stored.
    """
    try:
        argument.encode()
    except UnicodeEncodeError:
        typed = os.fsencode(argument)
        try:
            return typed.decode()
        except UnicodeDecodeError:
            return typed.decode("cp1252", "replace")
    return argument


def say_working(text: str = "working") -> None:
    """Say at a terminal that a command has begun which takes a while; before anything heavy is loaded."""
    if sys.stderr.isatty() and not os.environ.get("INNOGUIDE_QUIET"):
        print(t(text), file=sys.stderr, flush=True)

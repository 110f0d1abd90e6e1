"""The words that can be typed instead of an answer: `:back`, `:parkera en buss` …"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

COMMANDS = {
    "back": ("back", "tillbaka"),
    "skip": ("skip", "hoppa"),
    "unknown": ("dontknow", "vetinte"),
    "park": ("park", "parkera"),
    "help": ("help", "hjälp", "hjalp", "?"),
    "quit": ("quit", "paus", "pause", "sluta"),
    "hide": ("hide", "dölj", "dolj"),
    "time": ("time", "tid"),
    "phones": ("phones", "mobiler", "mobil"),
    "paste": ("paste", "klistra"),
    "undo": ("undo", "ångra", "angra"),
}
"""Each command's names, English first, then Swedish (also without å, ä, ö)."""

HELP = (
    "help_go_on",
    "help_back",
    "help_skip",
    "help_unknown",
    "help_park",
    "help_time",
    "help_phones",
    "help_paste",
    "help_undo",
    "help_hide",
    "help_quit",
    "help_colon",
)
"""The texts that `:help` shows."""

FACES = (":-", ":)", ":(", ":/")


@dataclass(frozen=True)
class Command:
    """A command and what stood after it. *name* is `strange` for a word that is no command."""

    name: str
    argument: str = ""


def read_command(text: str) -> Command | None:
    """Return the command that *text* is, or None when it is an answer."""
    stripped = text.strip()
    if not stripped.startswith(":") or stripped.startswith(("::", *FACES)):
        return None
    word, argument = (*re.split(r"\s", stripped[1:], maxsplit=1), "")[:2]
    for name, names in COMMANDS.items():
        if word.casefold() in names:
            return Command(name, argument.strip())
    return Command("strange", word)


def is_known_command(text: str) -> bool:
    """Return whether *text* is a command that there is."""
    command = read_command(text)
    return command is not None and command.name != "strange"


def is_meant_as_command(text: str) -> bool:
    """Return whether *text* is a command that there is, or nearly one: `:pasu`."""
    command = read_command(text)
    return command is not None and (command.name != "strange" or bool(nearest_command(command.argument)))


def nearest_command(word: str) -> str:
    """Return the command's name that *word* is nearly, or an empty text."""
    names = [name for names in COMMANDS.values() for name in names]
    close = difflib.get_close_matches(word.casefold(), names, n=1)
    return close[0] if close else ""


def plain_answer(text: str) -> str:
    """Return *text* without the doubled colon that lets an answer begin with a real one."""
    return text.strip()[1:] if text.strip().startswith("::") else text

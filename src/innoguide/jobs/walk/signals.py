"""What may come instead of an answer, and what leads out of a question."""

from __future__ import annotations

from enum import Enum

from innoguide.jobs.walk.commands import Command


class GoBack(Exception):
    """The group wants the question before this one."""


class Leave(Exception):
    """The group stops here."""


class PhonesWanted(Exception):
    """The group wants to answer this move on its phones."""


class Wanted(Exception):
    """A command that the question said it takes by itself."""

    def __init__(self, command: Command) -> None:
        super().__init__(command.name)
        self.command = command


class NoAnswer(Enum):
    """What may come instead of an answer."""

    SKIPPED = "skipped"
    UNKNOWN = "unknown"


SKIPPED, UNKNOWN = NoAnswer.SKIPPED, NoAnswer.UNKNOWN

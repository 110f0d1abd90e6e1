"""The one base error, with what the user should do next and the exit code, and its few children."""

from __future__ import annotations


class InnoguideError(Exception):
    """A mistake that a user can mend: shown as *message* and *hint*, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(InnoguideError):
    """Something that must not be stored, such as personal data. Nothing of it was."""


class UsageError(InnoguideError):
    """Wrong usage, or something must be asked and nobody can answer."""

    exit_code = 2


class GuideError(InnoguideError):
    """`steps/` or `templates/` is wrong. The message lists every fault with file, line and column."""

    exit_code = 3


class ProjectError(InnoguideError):
    """There is no project here, or a file in it cannot be read."""

    exit_code = 4


class Conflict(ProjectError):
    """Somebody else has changed the file since it was read."""

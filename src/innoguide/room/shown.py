"""What others may see of what somebody has written: without personal data that nobody has allowed."""

from __future__ import annotations

from pathlib import Path

from innoguide.errors import ProjectError
from innoguide.files.guard import Guard
from innoguide.model.personal import Personal, find_personal, redacted

_ASKED = 4
"""Asking whether a value is allowed is slow by design: a text with more than these is not worth it."""


class Shown:
    """Texts as the wall and other phones show them, each worked out once."""

    def __init__(self, folder: Path) -> None:
        self._guard = Guard(folder)
        self._known: dict[tuple[str, str], str] = {}

    def text(self, text: str, lang: str) -> str:
        """Return *text* with what it was in place of personal data, in *lang*."""
        if (text, lang) not in self._known:
            self._known[text, lang] = redacted(text, self._find(text), lang)
        return self._known[text, lang]

    def _find(self, text: str) -> list[Personal]:
        try:
            found = find_personal(text, self._guard.names)
        except ProjectError:  # the key of names cannot be read: `innoguide check` says so
            return find_personal(text)
        try:
            return self._guard.find(text) if 0 < len(found) <= _ASKED else found
        except ProjectError:  # the list of what is allowed cannot be read
            return found

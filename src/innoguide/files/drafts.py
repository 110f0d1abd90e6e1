"""Text that is being typed, kept under `.innoguide/` (never committed) until it is answered."""

from __future__ import annotations

import json
from pathlib import Path

from innoguide.files.guard import Guard


class Drafts:
    """Half-typed answers by question. One small JSON file; read once, written on every change."""

    def __init__(self, folder: Path) -> None:
        self._guard = Guard(folder)
        self._path = folder / ".innoguide" / "typing.json"
        self._texts: dict[str, str] = {}
        try:
            loaded = json.loads(self._path.read_text("utf-8"))
            self._texts = {key: value for key, value in loaded.items() if isinstance(value, str)}
        except (OSError, ValueError, AttributeError):
            self._texts = {}  # none yet, or cut off by a crash: what was answered is in the records

    def get(self, key: str) -> str:
        """Return what was typed at the question *key*, or an empty text."""
        return self._texts.get(key, "")

    def keep(self, key: str, text: str) -> None:
        """Keep *text*, typed but not yet answered; an empty one forgets the question.

        What is personal data, or looks as if it became some, is not kept: nobody has been asked about it yet.
        """
        text = self._guard.half_typed(text)
        if self._texts.get(key, "") == text:
            return
        if text:
            self._texts[key] = text
        else:
            self._texts.pop(key, None)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".tmp")
        temporary.write_text(json.dumps(self._texts, ensure_ascii=False), "utf-8")
        temporary.replace(self._path)

    def forget(self, key: str) -> None:
        """The question *key* is answered."""
        self.keep(key, "")

"""What a check yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at. *file* is relative to the project (or to the guide); lines and columns count from 1."""

    code: str
    level: Level
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    record: str = ""

    def place(self) -> str:
        """Return `file:line:column`, as far as known."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

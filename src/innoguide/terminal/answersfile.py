"""An answers file as it lies on disk: what it holds, and where. How it is played stands in `script.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from innoguide.errors import UsageError
from innoguide.files.yamlfile import Marks, read_yaml
from innoguide.jobs.walk.prompter import Path
from innoguide.texts import t

SESSION_KEYS = ("id", "start", "room", "users", "done_actions", "walk")


class AnswersFile:
    """The sessions of an answers file, read and checked for strange keys. Raises `UsageError`."""

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self._marks: Marks = {}
        self.content = read_yaml(data, file, self._marks)
        if not isinstance(self.content, dict) or not isinstance(self.content.get("sessions"), list):
            raise UsageError(t("answers_no_sessions", file=file), t("answers_no_sessions_hint"))
        self._check_keys()

    @property
    def sessions(self) -> int:
        """How many sessions the file holds."""
        return len(self.content["sessions"])

    def given_ids(self) -> Iterator[tuple[str, str]]:
        """Yield each id that the file gives to a record, with its place."""
        for path in self.leaves():
            if path[-1] == "id":
                yield str(self._value_at(path)), self.line(path)

    def _value_at(self, path: Path) -> Any:
        value: Any = self.content
        for part in path:
            value = value[part]
        return value

    def _check_keys(self) -> None:
        for number, session in enumerate(self.content["sessions"]):
            if not isinstance(session, dict):
                raise UsageError(t("answers_session", place=self.line(("sessions", number))), "")
            for key in session:
                if key not in SESSION_KEYS:
                    place = self.line(("sessions", number, f"key:{key}"))
                    raise UsageError(
                        t("answers_key", place=place, key=key), t("allowed_are", names=", ".join(SESSION_KEYS))
                    )
            for index, entry in enumerate(session.get("walk") or []):
                if not isinstance(entry, dict) or len(entry) != 1:
                    place = self.line(("sessions", number, "walk", index))
                    raise UsageError(t("answers_entry", place=place), t("answers_entry_hint"))

    def leaves(self) -> Iterator[Path]:
        for number, session in enumerate(self.content["sessions"]):
            for index, entry in enumerate(session.get("walk") or []):
                yield from leaf_paths(("sessions", number, "walk", index), entry)

    def line(self, path: Path) -> str:
        line, column = self._marks.get(path, (1, 1))
        return f"{self._file}:{line}:{column}"


def leaf_paths(path: Path, value: Any) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaf_paths((*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaf_paths((*path, index), inner)
    elif value is not None:
        yield path

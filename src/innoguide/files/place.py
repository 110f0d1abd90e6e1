"""Where the walk is: local to this computer, never committed. Lost, it costs at most a question asked again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass
class Place:
    """A session, a method in a step, the move the group is in, and what each move needs to go on (plain values).

    *passed* and *later* are blocks of the agenda (by key): gone through, and put off. *waiting* holds the move and the
    states of methods that were broken off for another one. *at* is when somebody last answered. *hidden* are the
    facilitator's lines.
    """

    session: str = ""
    step: str = ""
    method: str = ""
    move: str = ""
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)
    at: str = ""
    hidden: bool = False

    def left_for(self, *, session: str, step: str = "", method: str = "") -> Place:
        """Return the place of another method, or of none; this one can be gone on with later."""
        waiting = dict(self.waiting)
        if self.method:
            waiting[f"{self.step}/{self.method}"] = {"move": self.move, "states": self.states}
        known = waiting.pop(f"{step}/{method}", {}) if method else {}
        return Place(
            session=session,
            step=step,
            method=method,
            **known,
            passed=self.passed if session == self.session else [],
            later=self.later if session == self.session else [],
            waiting=waiting,
            at=self.at,
            hidden=self.hidden,
        )

    def without_rounds(self) -> Place:
        """Return the place as it is when no move has a round on the phones, nor notes from one to look through."""
        waiting = {name: {**one, "states": _no_rounds(one.get("states", {}))} for name, one in self.waiting.items()}
        return replace(self, states=_no_rounds(self.states), waiting=waiting)


def _no_rounds(states: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    of_phones = ("round", "phones", "review", "taken", "came")
    return {
        move: {key: one for key, one in state.items() if key not in of_phones} if state.get("round") else state
        for move, state in states.items()
    }


def _path(folder: Path) -> Path:
    return folder / ".innoguide" / "walk.json"


def load_place(folder: Path) -> Place:
    """Return where the walk stopped; an empty place if that is not known."""
    try:
        return Place(**json.loads(_path(folder).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Place()


def save_place(folder: Path, place: Place) -> None:
    """Keep *place*. Renamed into its name, so that a crash leaves the old one or the new one."""
    path = _path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(asdict(place), ensure_ascii=False), "utf-8")
    temporary.replace(path)

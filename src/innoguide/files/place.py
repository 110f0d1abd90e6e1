"""Where the walk is: local to this computer, never committed. Lost, it costs at most a question asked again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Place:
    """A session, a method in a step, the move the group is in, and what each move needs to go on (plain values)."""

    session: str = ""
    step: str = ""
    method: str = ""
    move: str = ""
    states: dict[str, dict[str, Any]] = field(default_factory=dict)


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

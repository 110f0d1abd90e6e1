"""Takes back the last change of an agenda. What it was before is kept on this computer, never committed."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from innoguide.files.disk import write_over
from innoguide.model.agenda.agenda import Agenda
from innoguide.model.project import Session

UNDO = ("ångra", "angra", "undo")
MOST_KEPT = 20


def keep_earlier(folder: Path, session: Session) -> None:
    """Keep the agenda of *session* as it is before a change."""
    if session.agenda is not None:
        kept = _kept(folder)
        agenda = session.agenda.model_dump(mode="json", by_alias=True)
        kept[session.id] = [*kept.get(session.id, []), agenda][-MOST_KEPT:]
        _keep(folder, kept)


def undone(folder: Path, session: Session) -> Session | None:
    """Return *session* with the agenda that it had before the last change; None where that is not known."""
    kept = _kept(folder)
    agendas = kept.get(session.id, [])
    if not agendas:
        return None
    kept[session.id] = agendas[:-1]
    try:
        agenda = Agenda.model_validate(agendas[-1])
    except ValidationError:
        return None
    _keep(folder, kept)
    return session.model_copy(update={"agenda": agenda})


def _path(folder: Path) -> Path:
    return folder / ".innoguide" / "agendas.json"


def _kept(folder: Path) -> dict[str, list[object]]:
    try:
        kept = json.loads(_path(folder).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: one for key, one in kept.items() if isinstance(one, list)} if isinstance(kept, dict) else {}


def _keep(folder: Path, kept: dict[str, list[object]]) -> None:
    write_over(_path(folder), json.dumps(kept, ensure_ascii=False).encode())

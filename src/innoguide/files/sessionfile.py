"""The file of a meeting: read, and for one to come what it lacks and what the guide does not have, with the lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from innoguide.files.faults import file_fault, near_miss, place_of
from innoguide.files.modelfile import model_in
from innoguide.files.yamlfile import Marks, read_yaml
from innoguide.model.agenda.faults import AgendaFault, find_agenda_faults
from innoguide.model.finding import Finding, Level
from innoguide.model.guide import Guide
from innoguide.model.project import Session
from innoguide.texts import t


def read_session(guide: Guide, path: Path, name: str) -> tuple[Session | None, bytes, list[Finding]]:
    """Return the meeting at *path* (None where it cannot be used), its bytes, and what is wrong with its file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, b"", [file_fault("cannot_read", name, file=name, reason=error.strerror)]
    session, findings = model_in(data, name, Session)
    if session is None:
        return None, data, findings
    if name != f"sessions/{session.id}.yaml":
        return None, data, [file_fault("session_name", name, id=session.id)]
    faults = [] if session.started else [*session_faults(guide, session, data=data, file=name)]
    return (None if faults else session), data, faults


def session_faults(guide: Guide, session: Session, *, data: bytes, file: str) -> Iterator[Finding]:
    """Yield what is wrong with *session*, which *data*, the file *file*, says.

    In a meeting that has been held a method may since have left the guide: that is told, and stops nothing.
    """
    level: Level = "warning" if session.started else "error"
    if session.agenda is None:
        faults = [] if session.started else [AgendaFault(path=(), key="agenda_no_meeting")]
    else:
        faults = [*find_agenda_faults(guide, session.agenda)]
    marks: Marks = {}
    if faults:
        read_yaml(data, file, marks)
    for one in faults:
        line, column = place_of(marks, one.path)
        yield Finding(
            code=one.key,
            level=level,
            message=t(one.key, word=one.word),
            hint=near_miss(one.word, one.allowed) if one.allowed else t(f"{one.key}_hint"),
            file=file,
            line=line,
            column=column,
        )

"""Since when: a meeting, a day or a version of git, as it is typed, and the state that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from innoguide.errors import UsageError
from innoguide.files.gitrepo import Commit, commit_before, commit_of, find_commit, is_in_repository
from innoguide.model.fields import is_date
from innoguide.model.project import Project, Session
from innoguide.texts import t

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}\Z")
_NUMBER = re.compile(r"(?:träff|traff|meeting|session)?[\s#-]*(\d{1,3})\Z", re.IGNORECASE)
_FILE = re.compile(r"(?:.*/)?(.+?)(?:\.yaml)?\Z")


@dataclass(frozen=True, kw_only=True)
class Since:
    """Where a comparison begins. *moment* is empty for a version of git; *commit* is the state to read, if any is."""

    what: Literal["start", "session", "date", "revision"]
    typed: str = ""
    moment: str = ""
    session: Session | None = None
    commit: Commit | None = None


def find_since(folder: Path, project: Project, typed: str) -> Since:
    """Return what *typed* means in *project*; nothing typed is the last meeting that something has come after.

    Raises `UsageError` for what is no meeting, day or version.
    """
    typed = typed.strip()
    if not typed:
        return _latest(folder, project)
    if _DAY.match(typed):
        if not is_date(typed):
            raise UsageError(t("changes_bad_date", date=typed), t("changes_since_hint"))
        return Since(what="date", typed=typed, moment=typed, commit=commit_before(folder, typed))
    session = _session(project.sessions, typed)
    if session is not None:
        return _since_session(folder, session, typed)
    commit = find_commit(folder, typed)
    if commit is None:
        key = "changes_bad_since" if is_in_repository(folder) else "changes_bad_since_no_git"
        raise UsageError(t(key, since=typed), t("changes_since_hint"))
    return Since(what="revision", typed=typed, commit=commit)


def _latest(folder: Path, project: Project) -> Since:
    """Return the end of the last meeting that something has come after; without one, the start of it all."""
    last = max((one.updated for one in project.records.values()), default="")
    ended = [one for one in project.sessions if one.ended and one.ended < last]
    return _since_session(folder, ended[-1], "") if ended else Since(what="start")


def _session(sessions: Sequence[Session], typed: str) -> Session | None:
    """Return the meeting that *typed* names by number, id or file. Raises `UsageError` for a wrong number."""
    number = _NUMBER.match(typed)
    if number:
        found = next((one for one in sessions if one.number == int(number[1])), None)
        if found is None:
            key = "changes_no_session" if sessions else "changes_no_sessions"
            raise UsageError(t(key, number=number[1], last=len(sessions)), t("changes_since_hint"))
        return found
    name = _FILE.match(typed)
    return next((one for one in sessions if name and one.id == name[1]), None)


def _since_session(folder: Path, session: Session, typed: str) -> Since:
    """Return the end of a meeting; while it goes on, its beginning."""
    commit = commit_of(folder, f"sessions/{session.id}.yaml")
    moment = session.ended or session.started
    return Since(what="session", typed=typed, moment=moment, session=session, commit=commit)

"""What is new in a project since then: read from git where it can be, else told by the records' own dates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from innoguide.files.gitrepo import is_in_repository
from innoguide.files.guard import Guard
from innoguide.files.pastproject import load_past
from innoguide.files.store import Store
from innoguide.jobs.changes.since import Since, find_since
from innoguide.model.changes import Changes, find_changes, project_at
from innoguide.model.privacy import visible_part
from innoguide.model.project import Project


@dataclass(frozen=True, kw_only=True)
class News:
    """What is new *since* then. *is_from_git*: compared with what git holds, not by dates alone.

    *has_git*: the project lies in a repository, though it may hold nothing from before then.
    """

    since: Since
    changes: Changes
    is_from_git: bool
    has_git: bool


def find_news(store: Store, *, since: str = "", unquotable: Collection[str] = frozenset()) -> News:
    """Return what is new in the project, but for what the public must not see. Reads; never writes."""
    guide, now = store.guide, store.load()
    begin = find_since(store.folder, now, since)
    commit = begin.commit.name if begin.commit else ""
    past = load_past(store.folder, commit, guide=guide, settings=store.settings) if commit else None
    before = project_at(begin.moment, now, past.project if past else None, unread=past.unread if past else frozenset())

    def seen(project: Project) -> Project:
        return visible_part(guide, project, "public", unquotable=unquotable)

    found = find_changes(guide, replace(before, project=seen(before.project)), seen(now), stored=now.records)
    return News(
        since=begin,
        changes=_without_personal(found, Guard(store.folder)),
        is_from_git=past is not None,
        has_git=past is not None or is_in_repository(store.folder),
    )


def _without_personal(changes: Changes, guard: Guard) -> Changes:
    """Return *changes* without old words of the challenge that hold personal data: they may be why it was reworded."""
    challenge = changes.challenge
    if challenge is None or not guard.find(challenge.before):
        return changes
    return replace(changes, challenge=replace(challenge, before=""))

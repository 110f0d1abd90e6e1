"""A group joins a programme: what was given as its place is looked at, and becomes an entry."""

from __future__ import annotations

import os
from pathlib import Path

from innoguide.errors import UsageError
from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.gitfetch import check_address, fetch
from innoguide.files.programmefile import add_group, write_revision
from innoguide.jobs.programme.gather import fetched_into
from innoguide.model.language import slug
from innoguide.model.programme.programme import Group, Programme
from innoguide.texts import t


def name_group(programme: Programme, text: str) -> str:
    """Return the name that *text* gives a new group. Raises `UsageError` if it gives none, or one that is taken."""
    name = slug(text)
    if not name:
        raise UsageError(t("programme_no_name", text=text), t("programme_no_name_hint"))
    if programme.find(name):
        raise UsageError(t("programme_name_taken", name=name), t("programme_name_taken_hint", name=name))
    return name


def find_source(folder: Path, place: str, *, here: Path) -> dict[str, str]:
    """Return how the group at *place* is read: `path`, `summary` or `git`, seen from the programme in *folder*.

    A place that is in *here* is a folder or a file; anything else is git's to find. Raises `UsageError`.
    """
    found = here / place
    if (found / SETTINGS_FILE).is_file():
        return {"path": _from(folder, found)}
    if found.is_file() and found.suffix in (".yaml", ".yml"):
        return {"summary": _from(folder, found)}
    if found.is_dir() and not ((found / "HEAD").is_file() or (found / ".git").exists()):
        raise UsageError(t("programme_no_project", place=place), t("programme_no_project_hint"))
    if not found.exists() and not _is_address(place):
        raise UsageError(t("programme_no_place", place=place), t("programme_no_place_hint"))
    return {"git": check_address(place if _is_address(place) else str(found.resolve()))}


def _from(folder: Path, place: Path) -> str:
    """Return *place* as seen from *folder*, with / on every system; whole where it lies on another disk."""
    try:
        return os.path.relpath(place.resolve(), folder.resolve()).replace(os.sep, "/")
    except ValueError:
        return str(place.resolve())


def _is_address(place: str) -> bool:
    return "://" in place or place.endswith(".git") or ("@" in place and ":" in place)


def refuse_again(programme: Programme, group: Group) -> None:
    """Raise `UsageError` where a group of *programme* is read from the same place as *group*."""
    for one in programme.groups:
        if _place(one) == _place(group):
            place = one.path or one.git or one.summary
            raise UsageError(t("programme_same_place", place=place, name=one.name), t("programme_same_place_hint"))


def _place(group: Group) -> tuple[str, ...]:
    return group.path, group.summary, group.git, group.folder, group.revision


def join(folder: Path, programme: Programme, group: Group) -> Programme:
    """Add *group* to the programme in *folder*; one in git is fetched first. Raises if it cannot be had."""
    if group.git:
        fetch_group(folder, group)
    return add_group(folder, programme, group)


def fetch_group(folder: Path, group: Group) -> str:
    """Fetch *group* with git, note which commit that is, and return it."""
    commit = fetch(fetched_into(folder, group.name), group.git, revision=group.revision)
    write_revision(folder, group.name, commit)
    return commit

"""A project as it was at a commit, read from git without a checkout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from innoguide.files.gitrepo import files_at
from innoguide.files.projectfiles import LARGEST, project_in
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings


@dataclass(frozen=True)
class PastProject:
    """What could be read. *unread*: the ids, as far as their files' names tell, of the records that could not."""

    project: Project
    unread: frozenset[str]


def load_past(folder: Path, commit: str, *, guide: Guide, settings: Settings) -> PastProject | None:
    """Return the records and meetings that *commit* holds of the project in *folder*; None if git cannot tell.

    *settings* are those of today: the language and the title are not what has changed.
    """
    files = files_at(folder, commit, "records", "sessions", most=LARGEST)
    if files is None:
        return None
    read = project_in(files, guide, settings)
    unread = frozenset(_id_in(name) for name in read.unread if name.startswith("records/"))
    return PastProject(replace(read.project, planned=()), unread)


def _id_in(name: str) -> str:
    """Return the id that a record's file is named after: `insight-k3f9w` of `insight-k3f9w-de-vagar.yaml`."""
    base = name.rpartition("/")[2].removesuffix(".yaml")
    return "-".join(base.split("-")[:2])

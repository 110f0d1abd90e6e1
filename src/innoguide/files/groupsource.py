"""Reads what a programme's group is made of, from a folder or from git, without changing anything there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.gitfetch import fetched_files
from innoguide.files.projectfiles import LARGEST
from innoguide.files.yamlfolder import yaml_files
from innoguide.model.programme.programme import Group

_PARTS = ("records", "sessions", "steps")


@dataclass(frozen=True)
class GroupFiles:
    """The YAML files of a group's project by their path in it. *fingerprint* changes when any of them does.

    *folder* is where they lie, where they lie in a folder. None stands for a file that is too large to be one of ours.
    """

    files: Mapping[str, bytes | None]
    revision: str
    folder: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Sixteen characters that are the same for the same files."""
        digest = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            digest.update(f"{name}\0{-1 if data is None else len(data)}\0".encode())
            digest.update(data or b"")
        return digest.hexdigest()[:16]


def read_folder(folder: Path) -> GroupFiles | None:
    """Return the files of the project in *folder*; None if there is no such folder."""
    if not folder.is_dir():
        return None
    found: dict[str, bytes | None] = {}
    settings = folder / SETTINGS_FILE
    if settings.is_file():
        found[SETTINGS_FILE] = settings.read_bytes()
    start = len(os.fspath(folder)) + 1
    for part in _PARTS:
        for path in yaml_files(folder / part):
            found[path[start:].replace(os.sep, "/")] = _read(path)
    return GroupFiles(found, "", folder)


def _read(path: str) -> bytes | None:
    with open(path, "rb") as file:  # noqa: PTH123 - a Path object for each of ten thousand files costs as much as reading
        data = file.read(LARGEST + 1)
    return data if len(data) <= LARGEST else None


def read_fetched(cache: Path, group: Group, commit: str) -> GroupFiles | None:
    """Return the files of *group* at *commit*, as they were fetched into *cache*; None if they are not there."""
    prefix = f"{group.folder.strip('/')}/" if group.folder.strip("/") else ""
    names = [f"{prefix}{one}" for one in (SETTINGS_FILE, *_PARTS)]
    found = fetched_files(cache, commit, names, most=LARGEST)
    if found is None:
        return None
    files = {name[len(prefix) :]: data for name, data in found.items() if name.endswith(".yaml")}
    return GroupFiles(files, commit)

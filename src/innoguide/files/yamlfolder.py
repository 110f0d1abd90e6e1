"""The YAML files of a folder, found without a Path object for each of ten thousand."""

from __future__ import annotations

import os
from pathlib import Path

from innoguide.errors import ProjectError
from innoguide.texts import t


def yaml_files(folder: Path) -> list[str]:
    """Return the paths of the YAML files in *folder* and its subfolders, sorted."""
    return [entry.path for entry in yaml_entries(folder)]


def yaml_entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return the YAML files in *folder* and its subfolders, sorted by path. Links to folders are not followed."""
    found: list[os.DirEntry[str]] = []
    waiting = [os.fspath(folder)]
    while waiting:
        where = waiting.pop()
        try:
            entries = list(os.scandir(where))
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ProjectError(t("cannot_read", file=where, reason=error.strerror), t("cannot_read_hint")) from error
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.name.endswith(".yaml") and not entry.name.startswith("."):
                found.append(entry)
    return sorted(found, key=lambda one: one.path)

"""Puts the hook into a repository, and takes it away. A hook that somebody else has written is never touched."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.files.gitrepo import git_folder, hooks_folder, top_folder
from innoguide.texts import t

NAME = "pre-commit"
MARK = "# innoguide: "
COMMAND = "innoguide hook run"

State = Literal["installed", "already", "foreign", "outside", "removed", "none"]

_SCRIPT = """\
#!/bin/sh
{mark}{about}
look() {{
  [ -f "$1/innoguide.yaml" ] || return 0
{ways}
  echo {missing} >&2
  return 1
}}
{looks}
"""
_LOOK = re.compile(r"^look (?P<project>.+) \|\| exit 1$", re.MULTILINE)


@dataclass(frozen=True)
class Hook:
    """How it went, the hook's *path*, and the *line* that does its work in a hook of somebody's own.

    `foreign`: somebody else's hook is there. `outside`: git keeps its hooks where other repositories have theirs too.
    """

    state: State
    path: Path
    line: str = ""


@dataclass(frozen=True)
class _Place:
    """The hook's *path*, whether it lies in the repository (*is_local*) or in the working tree with the group's files
    (*is_shared*), and the *project*'s path in the working tree."""

    path: Path
    is_local: bool
    is_shared: bool
    project: str

    def text(self) -> str:
        return self.path.read_bytes().decode("utf-8", "replace") if self.path.exists() else ""

    def write(self, projects: Sequence[str]) -> None:
        write_over(self.path, self.script(projects).encode())
        self.path.chmod(0o755)

    def script(self, projects: Sequence[str]) -> str:
        # Others get a shared hook too: where the program lies on this computer is nothing for them.
        return _SCRIPT.format(
            mark=MARK,
            about=t("hook_script_about"),
            ways="\n".join([*([] if self.is_shared else [_this_program()]), _by_name()]),
            missing=shlex.quote(t("hook_script_missing")),
            looks="\n".join(f"look {shlex.quote(one)} || exit 1" for one in sorted(projects)),
        )


def _this_program() -> str:
    python = shlex.quote(Path(sys.executable).as_posix())
    return f"""  if {python} -c 'import innoguide' 2>/dev/null; then {python} -m {COMMAND} --project "$1"; return; fi"""


def _by_name() -> str:
    return f"""  if command -v innoguide >/dev/null 2>&1; then {COMMAND} --project "$1"; return; fi"""


def install_hook(folder: Path) -> Hook:
    """Put the hook where the repository of *folder* has its hooks. Raises `ProjectError` without a repository."""
    place = _find_place(folder)
    text = place.text()
    line = f"{COMMAND} --project {shlex.quote(place.project)} || exit 1"
    if text and MARK not in text:
        return Hook("already" if COMMAND in text else "foreign", place.path, line)
    if not (place.is_local or place.is_shared):
        return Hook("outside", place.path, line)
    projects = {*_projects(text), place.project}
    if text == place.script([*projects]) and os.access(place.path, os.X_OK):
        return Hook("already", place.path)
    place.write([*projects])
    return Hook("installed", place.path)


def remove_hook(folder: Path) -> Hook:
    """Take the hook away again, for this project; other projects in the repository keep theirs."""
    place = _find_place(folder)
    text = place.text()
    if MARK not in text:
        return Hook("foreign" if COMMAND in text else "none", place.path)
    left = [one for one in _projects(text) if one != place.project]
    if left:
        place.write(left)
    else:
        place.path.unlink()
    return Hook("removed", place.path)


def _find_place(folder: Path) -> _Place:
    top, hooks, home = top_folder(folder), hooks_folder(folder), git_folder(folder)
    if top is None or hooks is None or home is None:
        raise ProjectError(t("hook_no_repository"), t("hook_no_repository_hint"))
    path = hooks.resolve() / NAME
    is_local = path.is_relative_to(home.resolve())
    is_shared = not is_local and path.is_relative_to(top.resolve())
    return _Place(path, is_local, is_shared, folder.resolve().relative_to(top.resolve()).as_posix())


def _projects(text: str) -> list[str]:
    return [shlex.split(found["project"])[0] for found in _LOOK.finditer(text)]

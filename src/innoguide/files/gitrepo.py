"""The only module that runs git. Everything works without it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

SECONDS = 20
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""Set while a git hook runs: they would send our git to another repository."""


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    """Run git in *folder*; None if there is no git, or if it does not answer."""
    program = shutil.which("git")
    if program is None:
        return None
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment = {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def is_in_repository(folder: Path) -> bool:
    """Whether *folder* lies in a git repository."""
    answer = _git(folder, "rev-parse", "--is-inside-work-tree")
    return answer is not None and answer.stdout.strip() == "true"


def has_git() -> bool:
    """Whether git is installed."""
    return shutil.which("git") is not None


def make_repository(folder: Path) -> bool:
    """Make a repository in *folder*; return whether it went well."""
    answer = _git(folder, "init", "--quiet", "--initial-branch=main")
    return answer is not None and answer.returncode == 0

"""Fetches a group's repository with git itself, into a cache that may be deleted at any time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from innoguide.errors import ProjectError, UsageError
from innoguide.files.gitrepo import files_at, find_commit_id, run_git
from innoguide.texts import t

PATIENCE = 300
"""Seconds for a fetch. A group's project is small; a connection may be slow."""

_SAFE = {"GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}
"""No helper program may be named by an address, and nobody is asked for a password in the middle of a report."""


def check_address(address: str) -> str:
    """Return *address* if git may be given it. Raises `UsageError` for one that git would take for something else."""
    scheme = address.partition("::")[0]
    if address.startswith("-") or (scheme != address and scheme.isalnum()) or any(one in address for one in "\0\n\r"):
        raise UsageError(t("programme_git_address", address=address), t("programme_git_address_hint"))
    return address


def fetch(cache: Path, address: str, *, revision: str = "") -> str:
    """Fetch *revision* (a branch, a tag; empty: the main branch) from *address* into *cache*, and return its commit.

    Raises `ProjectError` with git's own words if it cannot be had.
    """
    check_address(address)
    check_address(revision)
    if not (cache / "HEAD").is_file():
        cache.mkdir(parents=True, exist_ok=True)
        _told(cache, "init", "--quiet", "--bare")
    _told(
        cache, "fetch", "--quiet", "--no-tags", "--depth=1", "--", address, f"+{revision or 'HEAD'}:refs/innoguide/it"
    )
    return find_commit_id(cache, "refs/innoguide/it")


def _told(cache: Path, *arguments: str) -> None:
    done = run_git(cache, arguments, more=_SAFE, patience=PATIENCE)
    if done is None:
        raise ProjectError(t("programme_no_git"), t("programme_no_git_hint"))
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ProjectError(
            t("programme_fetch_failed", reason=said[-1] if said else ""), t("programme_fetch_failed_hint")
        )


def fetched_files(cache: Path, commit: str, names: Sequence[str], *, most: int) -> dict[str, bytes | None] | None:
    """Return the files at and under *names* at *commit* that were fetched into *cache*; None if it is not there."""
    if not (cache / "HEAD").is_file() or not find_commit_id(cache, commit):
        return None
    return files_at(cache, commit, *names, most=most)

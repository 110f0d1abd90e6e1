"""The `.gitignore` of a folder that had one already: which lines it lacks, and adding them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from innoguide.files.disk import write_changed

NAME = ".gitignore"


def missing_lines(folder: Path, wanted: str) -> list[str]:
    """Return the lines of *wanted* that the file of *folder* has not; comments are no lines to miss."""
    have = {line.strip().strip("/") for line in _text(folder).splitlines()}
    lines = [line for line in wanted.splitlines() if line and not line.startswith("#")]
    return [line for line in lines if line.strip("/") not in have]


def add_lines(folder: Path, lines: Sequence[str]) -> None:
    """Add *lines* at the end of the file, which keeps its own line ends."""
    before = (folder / NAME).read_bytes()
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = end if before and not before.endswith(b"\n") else b""
    write_changed(folder / NAME, before + gap + b"".join(one.encode() + end for one in lines), read=before)


def _text(folder: Path) -> str:
    return (folder / NAME).read_bytes().decode("utf-8-sig", "replace")

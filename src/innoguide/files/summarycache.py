"""Summaries made before, as JSON: safe to delete, and never used when anything that they came from differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from innoguide import __version__
from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.model.programme.programme import Trouble
from innoguide.model.programme.summary import Summary

CACHE = ".innoguide"
"""The folder of what may be deleted, in a programme's folder."""

_TROUBLES = TypeAdapter(tuple[Trouble, ...])


@cache
def program_state(folders: Sequence[Path]) -> str:
    """Return what changes when the program or the guide in *folders* does: then nothing made before is used."""
    digest = hashlib.sha256(__version__.encode())
    for folder in (Path(__file__).parent.parent / "model", *folders):
        for path in sorted(folder.rglob("*.[py]*")):
            if path.suffix in (".py", ".yaml"):
                about = path.stat()
                digest.update(f"{path.name}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:16]


def find_summary(folder: Path, name: str, key: str) -> tuple[Summary, tuple[Trouble, ...]] | None:
    """Return the summary of the group *name* that was stored in the programme *folder* under *key*, if it is there."""
    try:
        kept = json.loads((_path(folder, name)).read_bytes())
        if kept["key"] != key:
            return None
        return Summary.model_validate(kept["summary"]), _TROUBLES.validate_python(kept["troubles"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None  # not there, or spoilt: it is made anew


def keep_summary(folder: Path, name: str, key: str, made: tuple[Summary, tuple[Trouble, ...]]) -> None:
    """Store a summary under *key*. A folder that cannot be written to only makes the next run slower."""
    summary, troubles = made
    kept = {
        "key": key,
        "summary": summary.model_dump(exclude_defaults=True),
        "troubles": _TROUBLES.dump_python(troubles),
    }
    with suppress(ProjectError):
        write_over(_path(folder, name), json.dumps(kept, ensure_ascii=False).encode())


def _path(folder: Path, name: str) -> Path:
    return folder / CACHE / "summaries" / f"{name}.json"

"""Outputs on disk: written where they differ, removed where they no longer belong, or only compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.files.store import output_path
from innoguide.jobs.report.build import MARK
from innoguide.rendering import calendar_file
from innoguide.texts import t

_MARKS = {".md": MARK.encode(), ".svg": MARK.encode(), ".ics": calendar_file.MARK.encode()}
"""What tells that a file with this ending was made here."""

_HEAD = 600
"""The provenance stands in the first lines."""


@dataclass
class Written:
    """What happened to each output."""

    changed: list[PurePosixPath] = field(default_factory=list)
    unchanged: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)


def write_outputs(outputs: Mapping[PurePosixPath, str], folder: Path, *, keep: Collection[str] = ()) -> Written:
    """Write the outputs that differ from what lies in *folder*, and remove generated ones that no longer belong.

    Files whose names are in *keep* stay though they are not among *outputs*.
    """
    written = Written()
    for name, text in sorted(outputs.items()):
        path = output_path(folder, name)
        data = text.encode()
        if _content(path) == data:
            written.unchanged.append(name)
        else:
            write_over(path, data)
            written.changed.append(name)
    for name in _left_over(outputs, folder):
        if name.name not in keep:
            output_path(folder, name).unlink()
            written.removed.append(name)
    return written


def find_stale(outputs: Mapping[PurePosixPath, str], folder: Path) -> list[PurePosixPath]:
    """Return the outputs that are missing, different, or left over from before."""
    different = [name for name, text in outputs.items() if not _is_same(output_path(folder, name), text.encode())]
    return sorted([*different, *_left_over(outputs, folder)])


def _is_same(path: Path, data: bytes) -> bool:
    """Whether the file holds *data*. A calendar that git has given other line ends is the same calendar."""
    found = _content(path)
    if found is None or path.suffix != ".ics":
        return found == data
    return found.replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ProjectError(
            t("cannot_read", file=path, reason=error.strerror or error), t("cannot_read_hint")
        ) from error


def _left_over(outputs: Mapping[PurePosixPath, str], folder: Path) -> Iterator[PurePosixPath]:
    """Yield the files that innoguide once made and that are not among *outputs*; a group's own files are left alone."""
    top = output_path(folder, PurePosixPath())
    for path in sorted(path for ending in _MARKS for path in top.rglob(f"*{ending}")):
        name = PurePosixPath(path.relative_to(top).as_posix())
        if name not in outputs and path.is_file() and _MARKS[path.suffix] in (_content(path) or b"")[:_HEAD]:
            yield name

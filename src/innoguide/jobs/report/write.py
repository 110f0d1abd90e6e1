"""Outputs on disk: written where they differ, removed where they no longer belong, or only compared.

What somebody has written between keep-marks stays. What somebody has changed elsewhere is never overwritten unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from innoguide.files.disk import remove_read, write_changed, write_over
from innoguide.files.store import output_path
from innoguide.jobs.report.keeping import (
    HEAD,
    MARKS,
    Hand,
    OnDisk,
    is_same_text,
    read_output,
    refuse_broken,
    rest_of,
    with_own_text,
    without_sum,
)


@dataclass(frozen=True)
class Planned:
    """What is to be done with one output: *after* is what it shall say, None if it goes.

    *hand* tells what has been done to the file by hand; *moved* names own texts whose heading is gone; *is_rest* that
    the document is no longer made, but holds words of the group.
    """

    name: PurePosixPath
    path: Path
    before: OnDisk | None
    after: str | None
    hand: Hand = ""
    moved: tuple[str, ...] = ()
    is_rest: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is anything to do."""
        if self.before is None or self.after is None:
            return True
        if self.path.suffix == ".ics":
            return self.before.data != self.after.encode()
        return self.before.text != self.after

    @property
    def is_stale(self) -> bool:
        """Whether it says something else. A calendar that git has given other line ends is the same calendar."""
        if self.path.suffix != ".ics" or self.before is None or self.after is None:
            return self.differs
        return self.before.data.replace(b"\r\n", b"\n") != self.after.replace("\r\n", "\n").encode()

    @property
    def changes(self) -> list[str]:
        """The lines of a comparison: what goes begins with `-`, what comes with `+`."""
        before = without_sum(self.before.text if self.before else "")
        after = without_sum(self.after) if self.after is not None else []
        return [*unified_diff(before, after, lineterm="", n=1)][2:]

    @property
    def number_of_changes(self) -> int:
        """How many lines go or come."""
        return sum(line.startswith(("-", "+")) for line in self.changes)


@dataclass
class Written:
    """What happened to each output. *left* are those that somebody has changed by hand, and that were left alone."""

    changed: list[PurePosixPath] = field(default_factory=list)
    unchanged: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)
    left: list[Planned] = field(default_factory=list)
    kept: list[Planned] = field(default_factory=list)


def plan_outputs(
    outputs: Mapping[PurePosixPath, str],
    folder: Path,
    *,
    keep: Collection[str] | None = (),
    lang: str = "",
    shown: str = "outputs",
) -> list[Planned]:
    """Return what is to be done with each output in *folder*, and with generated ones that no longer belong.

    Files whose names are in *keep* stay though they are not among *outputs*; all others do if it is None. *shown* is
    what messages call the folder of the outputs. Raises `ProjectError`, and nothing has been changed, when keep-marks
    are broken.
    """
    over = [] if keep is None else [name for name in _left_over(outputs, folder) if name.name not in keep]
    found = {name: read_output(output_path(folder, name), f"{shown}/{name}") for name in sorted([*outputs, *over])}
    refuse_broken(line for one in found.values() if one for line in one.broken)
    planned = [_planned(output_path(folder, name), name, outputs[name], found[name]) for name in sorted(outputs)]
    return planned + [_planned_rest(output_path(folder, name), name, found[name], lang) for name in over]


def _planned(path: Path, name: PurePosixPath, text: str, before: OnDisk | None) -> Planned:
    if path.suffix == ".ics":
        return Planned(name, path, before, text)
    after, moved = with_own_text(text, before.kept if before else [])
    hand = before.hand if before else ""
    if hand == "edited" and before and is_same_text(before.text, after):
        hand = ""
    return Planned(name, path, before, after, hand, tuple(moved))


def _planned_rest(path: Path, name: PurePosixPath, before: OnDisk | None, lang: str) -> Planned:
    written = [one for one in before.kept if not one.is_empty] if before else []
    after = rest_of(written, lang) if written else None
    return Planned(name, path, before, after, before.hand if before else "", is_rest=bool(written))


def write_outputs(outputs: Mapping[PurePosixPath, str], folder: Path, *, keep: Collection[str] = ()) -> Written:
    """Plan and write in one; what somebody has changed by hand is left alone. See `plan_outputs`."""
    return write_planned(plan_outputs(outputs, folder, keep=keep))


def write_planned(
    planned: Sequence[Planned], *, may_overwrite: Callable[[Planned], bool] = lambda _one: False
) -> Written:
    """Write the outputs that differ, and remove generated ones that no longer belong.

    *may_overwrite* is asked about each that somebody has changed by hand.
    """
    written = Written()
    for one in planned:
        if not one.differs:
            written.unchanged += [] if one.is_rest else [one.name]
        elif one.hand and not may_overwrite(one):
            written.left.append(one)
        else:
            _write(one)
            (written.removed if one.after is None else written.changed).append(one.name)
            written.kept += [one] if one.is_rest or one.moved else []
    return written


def _write(one: Planned) -> None:
    """Put *one* on disk, unless somebody has saved the file since it was read."""
    if one.after is None:
        remove_read(one.path, read=one.before.data if one.before else b"")
    elif one.before is None:
        write_over(one.path, one.after.encode())
    else:
        write_changed(one.path, one.after.encode(), read=one.before.data)


def _left_over(outputs: Mapping[PurePosixPath, str], folder: Path) -> Iterator[PurePosixPath]:
    """Yield the files that innoguide once made and that are not among *outputs*; a group's own files are left alone."""
    top = output_path(folder, PurePosixPath())
    for path in sorted(path for ending in MARKS for path in top.rglob(f"*{ending}")):
        name = PurePosixPath(path.relative_to(top).as_posix())
        if name not in outputs and path.is_file() and MARKS[path.suffix] in _head(path):
            yield name


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)

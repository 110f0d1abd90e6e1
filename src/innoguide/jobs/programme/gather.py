"""Reads the groups of a programme, one at a time; one that cannot be read is named, and the others go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from innoguide import __version__
from innoguide.errors import GuideError
from innoguide.files.content import load_guide
from innoguide.files.disk import write_over
from innoguide.files.folders import SETTINGS_FILE, content_folders
from innoguide.files.groupsource import GroupFiles, read_fetched, read_folder
from innoguide.files.modelfile import model_in
from innoguide.files.programmefile import read_revisions
from innoguide.files.projectfiles import project_in
from innoguide.files.summarycache import CACHE, find_summary, keep_summary, program_state
from innoguide.files.summaryfile import is_newer, read_summary, sum_of
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide
from innoguide.model.programme.programme import Gathered, Group, Programme, Trouble, TroubleCode
from innoguide.model.programme.summarise import build_summary
from innoguide.model.programme.summary import Summary
from innoguide.model.project import Settings
from innoguide.texts import t

Tell = Callable[[int, int, str], None]
"""Is told how many groups are read, of how many, and the name of the one that comes."""


@dataclass
class _Reader:
    """What the groups have in common: the programme's folder, what was fetched, and the guide."""

    folder: Path
    use_cache: bool
    revisions: dict[str, str]

    @cached_property
    def guide(self) -> Guide:
        """The shipped guide; loaded only when something must be made anew."""
        return load_guide(content_folders("steps", None), with_checks=False)


def gather(
    folder: Path, programme: Programme, *, tell: Tell | None = None, use_cache: bool = True
) -> Iterator[Gathered]:
    """Yield each group of *programme*, which lies in *folder*, with its summary; only one group is held at a time.

    Nothing is fetched: of a git repository what was fetched last is read.
    """
    reader = _Reader(folder, use_cache, read_revisions(folder))
    for at, group in enumerate(programme.groups):
        if tell:
            tell(at, len(programme.groups), group.name)
        yield _read(reader, group)
    if tell:
        tell(len(programme.groups), len(programme.groups), "")


def fetched_into(folder: Path, name: str) -> Path:
    """Return where the repository of the group *name* is fetched to."""
    return folder / CACHE / "git" / f"{name}.git"


def _read(reader: _Reader, group: Group) -> Gathered:
    if group.summary:
        return _from_summary(reader, group)
    if group.git:
        commit = reader.revisions.get(group.name, "")
        files = read_fetched(fetched_into(reader.folder, group.name), group, commit) if commit else None
        if files is None:
            return Gathered(group, None, (_trouble("not_fetched", name=group.name),))
        return _from_files(reader, group, files)
    found = read_folder(reader.folder / group.path)
    if found is None:
        return Gathered(group, None, (_trouble("unreachable", place=group.path),))
    return _from_files(reader, group, found)


_HARMLESS = ("empty", "partly_read", "other_guide", "own_guide_broken")
"""What a group can have and still be compiled with the others."""


def _trouble(code: TroubleCode, **values: object) -> Trouble:
    level: Literal["error", "warning"] = "warning" if code in _HARMLESS else "error"
    message = t(f"programme_trouble_{code}", **values)
    return Trouble(code=code, level=level, message=message, hint=t(f"programme_trouble_{code}_hint", **values))


def _broken(findings: list[Finding]) -> Trouble:
    first = findings[0]
    return Trouble(code="broken", level="error", message=f"{first.place()}: {first.message}", hint=first.hint)


def _from_summary(reader: _Reader, group: Group) -> Gathered:
    try:
        data = (reader.folder / group.summary).read_bytes()
    except OSError:
        return Gathered(group, None, (_trouble("unreachable", place=group.summary),))
    if is_newer(data, group.summary):
        return Gathered(group, None, (_trouble("newer_format", place=group.summary),))
    summary, findings = read_summary(data, group.summary)
    if summary is None:
        return Gathered(group, None, (_broken(findings),))
    return Gathered(group, summary, tuple(_remarks(reader, summary)), summary.revision)


def _from_files(reader: _Reader, group: Group, files: GroupFiles) -> Gathered:
    folders = tuple(content_folders("steps", None))
    key = f"{program_state(folders)}-{files.fingerprint}"
    kept = find_summary(reader.folder, group.name, key) if reader.use_cache else None
    if kept is None:
        made = _summarise(reader, group, files)
        if isinstance(made, Trouble):
            return Gathered(group, None, (made,))
        kept = made
        if reader.use_cache:
            keep_summary(reader.folder, group.name, key, kept)
    summary, troubles = kept
    # Not a sum of the files: it would change with what is hidden in them.
    revision = files.revision[:12] or sum_of(summary)
    return Gathered(group, summary.model_copy(update={"revision": revision}), troubles, revision)


def _summarise(reader: _Reader, group: Group, files: GroupFiles) -> tuple[Summary, tuple[Trouble, ...]] | Trouble:
    data = files.files.get(SETTINGS_FILE)
    if data is None:
        return _trouble("broken", place=group.path or f"{group.git} {group.folder}".strip())
    settings, findings = model_in(data, SETTINGS_FILE, Settings)
    if settings is None:
        return _broken(findings)
    guide, troubles = _guide(reader, group, files)
    read = project_in(files.files, guide, settings)
    if read.unread:
        first = next(iter(read.unread.values()))
        troubles.append(_trouble("partly_read", number=len(read.unread), place=first.place(), message=first.message))
    summary = build_summary(guide, read.project, made_by=f"innoguide {__version__}")
    return summary, (*troubles, *_remarks(reader, summary))


def _guide(reader: _Reader, group: Group, files: GroupFiles) -> tuple[Guide, list[Trouble]]:
    """Return the guide with what the group has laid on it; the shipped one, and why, if that cannot be read."""
    own = {name: data for name, data in files.files.items() if name.startswith("steps/") and data}
    if not own:
        return reader.guide, []
    folder = files.folder / "steps" if files.folder else _laid_out(reader.folder, group, own)
    try:
        return load_guide([*content_folders("steps", None), folder], with_checks=False), []
    except GuideError as error:
        return reader.guide, [_trouble("own_guide_broken", message=error.message.splitlines()[-1].strip())]


def _laid_out(folder: Path, group: Group, own: Mapping[str, bytes]) -> Path:
    """Write a fetched group's own guide files where they can be read; return their folder."""
    home = folder / CACHE / "steps" / group.name
    shutil.rmtree(home, ignore_errors=True)
    for name, data in own.items():
        if ".." not in name.split("/"):
            write_over(home / name, data)
    return home / "steps"


def _remarks(reader: _Reader, summary: Summary) -> Iterator[Trouble]:
    if not summary.records:
        yield _trouble("empty")
    ours = reader.guide.about
    if summary.guide_version and (summary.guide, summary.guide_version) != (ours.guide, ours.version):
        yield _trouble("other_guide", version=f"{summary.guide} {summary.guide_version}", ours=ours.version)

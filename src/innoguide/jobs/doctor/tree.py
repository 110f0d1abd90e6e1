"""A project's files as the doctor sees them: all in memory, so that nothing is written before it is known what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from innoguide.files.faults import file_fault
from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.yamlfile import LARGEST
from innoguide.jobs.doctor.harm import Change
from innoguide.jobs.doctor.sheet import NAMED_ID, Sheet, read_sheet
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide, Kind

READ = ("records", "sessions")
FOLDERS = (*READ, "steps", "templates", "outputs", "allowed")


class Tree:
    """The files of a project by name, and the sheets among them: what innoguide reads as records and meetings."""

    def __init__(self, files: Mapping[str, bytes], guide: Guide, sheets: Mapping[str, Sheet] | None = None) -> None:
        self.files = dict(files)
        self.guide = guide
        known = sheets or {}
        self.sheets = {
            name: known[name] if name in known and known[name].data is data else read_sheet(name, data, guide.kinds)
            for name, data in sorted(self.files.items())
            if is_read(name)
        }

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of the guide."""
        return self.guide.kinds

    def changed(self, change: Change) -> Tree:
        """Return the tree after *change*; only what it touches is read again."""
        files = {name: data for name, data in self.files.items() if name not in change}
        files.update({name: data for name, data in change.items() if data is not None})
        return Tree(files, self.guide, self.sheets)

    @cached_property
    def by_id(self) -> dict[str, list[Sheet]]:
        """The sheets that say they have an id: more than one is one too many."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets.values():
            if sheet.id:
                found.setdefault(sheet.id, []).append(sheet)
        return found

    @cached_property
    def by_named_id(self) -> dict[str, list[Sheet]]:
        """The sheets whose file's name speaks of an id."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets.values():
            found.setdefault(sheet.named_id, []).append(sheet)
        return found

    @cached_property
    def mentioned(self) -> dict[str, list[Sheet]]:
        """The sheets that mention an id, by that id; a word that looks like one is enough."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets.values():
            for word in sheet.mentions:
                if NAMED_ID.match(word) or word[:4].isdigit():
                    found.setdefault(word, []).append(sheet)
        return found

    def is_known(self, record_id: str) -> bool:
        """Whether a file has the id, or is named after it: what is wrong with that file is told of itself."""
        return record_id in self.by_id or record_id in self.by_named_id

    def is_taken(self, record_id: str) -> bool:
        """Whether anything at all speaks of the id, so that it cannot be given to something new."""
        return record_id in self.by_id or record_id in self.by_named_id or record_id in self.mentioned


def is_read(name: str) -> bool:
    """Whether innoguide reads the file as a record, a meeting or the settings."""
    folder, _, rest = name.partition("/")
    if not rest:
        return name == SETTINGS_FILE
    return folder in READ and name.endswith(".yaml") and not name.rpartition("/")[2].startswith(".")


def read_files(folder: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """Return what the files of the project in *folder* hold, and which cannot be read. Large ones are left out."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        try:
            if is_read(name) or path.stat().st_size <= LARGEST:
                files[name] = path.read_bytes()
        except OSError as error:
            findings.append(file_fault("cannot_read", name, file=name, reason=error.strerror))
    return files, findings


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the files in the project's own folders and beside its settings; links are not followed."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield path
    for name in FOLDERS:
        if (folder / name).is_symlink():
            continue
        yield from (one for one in sorted((folder / name).rglob("*")) if one.is_file() and not one.is_symlink())

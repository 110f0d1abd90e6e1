"""Looks through files before they are committed. What is found is told by place and sort, never by its value."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from innoguide.errors import InnoguideError
from innoguide.files.gitrepo import is_in_repository, known_files, read_contents, staged_files
from innoguide.files.guard import Guard, kinds_of
from innoguide.files.private import load_people
from innoguide.model.finding import Finding
from innoguide.model.language import plain_ascii
from innoguide.model.record import ALPHABET, ID_LENGTH
from innoguide.texts import t

LARGEST = 1_000_000
"""Bytes of a file that is looked through."""

LOCAL = ("private", ".innoguide")
"""Folders of a project that are never committed."""

_SEEN = rf"\s+[a-z][a-z0-9_]*-[{ALPHABET}]{{{ID_LENGTH}}}: '?[0-9a-f]{{8}}'?\s*$"
_HASHED = r"(?:salt|hash): '?(?:[0-9a-f]{32}){1,2}'?\s*$"
_FINGERPRINT = re.compile(f"{_SEEN}|{_HASHED}")
"""A line of ours in a record or in the list of what is allowed: signs by chance, which may look like a number."""

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")

Skipped = Literal["large", "binary"]


@dataclass(frozen=True)
class Piece:
    """A file by its path in the project, and what it says: None if it is too large to be looked through."""

    file: str
    data: bytes | None


@dataclass
class Looked:
    """What was found, and the files that were not looked through, with the reason."""

    files: int = 0
    findings: list[Finding] = field(default_factory=list)
    skipped: list[tuple[str, Skipped]] = field(default_factory=list)


def staged_pieces(folder: Path) -> Iterator[Piece]:
    """Yield what is about to be committed of the project in *folder*, as git has it. Raises `InnoguideError`."""
    staged = staged_files(folder)
    if staged is None:
        raise InnoguideError(t("hook_no_answer"), t("hook_no_answer_hint"))
    contents = read_contents(folder, (one.content for one in staged if not is_local(one.file)), most=LARGEST)
    for one in staged:
        yield Piece(one.file, contents.get(one.content))


def named_pieces(folder: Path, paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield those of *paths* that lie in the project and are there."""
    home = folder.resolve()
    for path in paths:
        placed = path.parent.resolve() / path.name
        if placed.is_relative_to(home) and placed.is_file():
            yield _piece(home, placed.relative_to(home).as_posix())


def all_pieces(folder: Path) -> Iterator[Piece]:
    """Yield every file of the project but those that git is told to ignore; without git those that it would be."""
    names = known_files(folder) if is_in_repository(folder) else _names_below(folder)
    for name in names:
        if (folder / name).is_file():
            yield _piece(folder, name)


def _names_below(folder: Path) -> Iterator[str]:
    for where, folders, names in os.walk(folder):
        inside = Path(where).relative_to(folder)
        at_top = LOCAL if where == os.fspath(folder) else ()
        folders[:] = sorted(name for name in folders if name != ".git" and name not in at_top)
        yield from ((inside / name).as_posix() for name in sorted(names))


def _piece(folder: Path, name: str) -> Piece:
    path = folder / name
    if path.is_symlink():
        return Piece(name, os.fsencode(path.readlink()))
    is_read = not is_local(name) and path.stat().st_size <= LARGEST
    return Piece(name, path.read_bytes() if is_read else None)


def is_local(file: str) -> bool:
    """Whether *file* lies where nothing is ever committed; capitals are the same folder on many computers."""
    return PurePosixPath(file).parts[0].casefold() in LOCAL


def look_through(folder: Path, pieces: Iterable[Piece], guard: Guard) -> Looked:
    """Look for personal data, in the files' names too, for what must stay here, and for unsolved conflicts."""
    looked = Looked()
    names = _names_in_files(folder)
    for piece in pieces:
        looked.files += 1
        shown, findings = _of_name(piece.file, guard, names)
        looked.findings += findings
        if is_local(piece.file):
            looked.findings.append(_finding("hook_private", shown, hint="hook_private_hint"))
            continue
        text = _text(piece.data)
        if text is None:
            looked.skipped.append((shown, "large" if piece.data is None else "binary"))
        else:
            looked.findings += _of_text(shown, text, guard)
    return looked


def _text(data: bytes | None) -> str | None:
    if data is None:
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_text(file: str, text: str, guard: Guard) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=1):
        if file.endswith(".yaml") and _FINGERPRINT.match(line):
            continue
        if _CONFLICT.match(line):
            yield _finding("hook_conflict", file, line=number, column=1, hint="hook_conflict_hint")
        for one in guard.find(line):
            what = kinds_of([one])
            yield _finding("hook_personal", file, line=number, column=one.start + 1, what=what)


def _of_name(file: str, guard: Guard, names: Sequence[re.Pattern[str]]) -> tuple[str, list[Finding]]:
    """Return the file's path as it can be shown, and what is wrong with it."""
    found = guard.find(file)
    spans = [(one.start, one.end) for one in found]
    spans += [match.span() for pattern in names for match in pattern.finditer(file)]
    if not spans:
        return file, []
    hidden = {at for start, end in spans for at in range(start, end)}
    shown = re.sub("\0+", "…", "".join("\0" if at in hidden else sign for at, sign in enumerate(file)))
    what = kinds_of(found) if found else t("personal_name")
    return shown, [_finding("hook_file_name", shown, what=what, hint="hook_file_name_hint")]


def _names_in_files(folder: Path) -> list[re.Pattern[str]]:
    """Return how the names in the key may stand in a file's name: `anna-ohman`, `Anna_Öhman`."""
    ways = {way.strip() for one in load_people(folder).people for way in (one.name, plain_ascii(one.name))}
    words = [re.findall(r"[^\W_]+", way) for way in ways]
    patterns = (r"[\W_]+".join(map(re.escape, one)) for one in words if len(one) > 1)
    return [re.compile(rf"(?<![^\W_]){one}(?![^\W_])", re.IGNORECASE) for one in patterns]


def _finding(key: str, file: str, *, hint: str = "", line: int = 0, column: int = 0, what: str = "") -> Finding:
    message = t(key, what=what) if what else t(key)
    shown = t(hint) if hint else ""
    return Finding(code=key, level="error", message=message, hint=shown, file=file, line=line, column=column)

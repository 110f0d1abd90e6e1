"""Files of notes: exports from whiteboards, forms and spreadsheets, and plain text."""

from __future__ import annotations

import csv
import difflib
import re
from pathlib import Path

from innoguide.errors import UsageError
from innoguide.model.notetable import Column, NoteTable, read_single, read_table
from innoguide.model.pasted import split_lines
from innoguide.texts import t

LARGEST = 2_000_000  # bytes: some ten thousand notes
TABLES = (".csv", ".tsv", ".tab")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
STRANGE = ((b"PK\x03\x04", "paste_zip"), (b"\xd0\xcf\x11\xe0", "paste_zip"), (b"%PDF", "paste_no_text"))
"""How files begin that hold no plain text, and what is said of them: workbooks old and new, PDF."""


def read_notefile(typed: str, start: Path) -> NoteTable:
    """Return the notes in the file that *typed* names, looked for from *start*.

    Raises `UsageError` when there is none, or nothing in it can be read as notes.
    """
    path = find_file(typed, start)
    text = read_text(path)
    try:
        table = _read(text, is_table=path.suffix.casefold() in TABLES)
    except csv.Error as error:
        raise UsageError(t("paste_broken", file=path.name), t("paste_broken_hint")) from error
    if not table.columns:
        raise UsageError(t("paste_no_notes", file=path.name), t("paste_no_notes_hint"))
    return table


def find_file(typed: str, start: Path) -> Path:
    """Return the file that *typed* means, as a terminal writes one that is dropped there: in quotes or with `\\ `."""
    name = re.sub(r"^&\s+", "", typed.strip())  # PowerShell
    quoted = re.fullmatch(r"""(["'”“])(.+)["'”“]""", name)
    name = (quoted[2] if quoted else name).strip()
    written = [name] if quoted else [name, name.replace("\\ ", " ")]
    found = [start / _at_home(one) for one in written]
    for path in found:
        if _is_there(path):
            return path
    raise UsageError(t("paste_no_file", file=found[0]), _near(found[0]))


def read_text(path: Path) -> str:
    """Return the text of a file from elsewhere, of a size that a person can look through. Raises `UsageError`."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise UsageError(t("cannot_read", file=path.name, reason=error.strerror or error)) from error
    if size > LARGEST:
        raise UsageError(t("paste_too_large", file=path.name, most=LARGEST // 1_000_000), t("paste_too_large_hint"))
    return decode(data, path.name)


def _at_home(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # `~somebody` who is not known here
        return Path(name)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long for a name: something else was pasted behind the command
        return False


def _near(path: Path) -> str:
    """Return a hint with the files that are called nearly the same, if there are any."""
    try:
        names = [one.name for one in path.parent.iterdir() if one.is_file()]
    except (OSError, ValueError):
        names = []
    close = difflib.get_close_matches(path.name, names, n=3)
    return t("paste_near", names=", ".join(close)) if close else t("paste_no_file_hint")


def decode(data: bytes, name: str) -> str:
    """Return the text in *data*, in whichever of the encodings it is that exports come in. Raises `UsageError`."""
    for begin, key in STRANGE:
        if data.startswith(begin):
            raise UsageError(t(key, file=name), t("paste_zip_hint"))
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)]
    encodings = encodings or [_without_bom(data)]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
        if "\0" not in text:
            return text
    raise UsageError(t("paste_no_text", file=name), t("paste_zip_hint"))


def _without_bom(data: bytes) -> str:
    """Return the encoding that the zero bytes in *data* tell of: in UTF-16 every other byte of plain text is one."""
    zeros = data.count(0)
    if zeros * 4 < len(data):
        return "utf-8"
    return "utf-16-le" if data[1::2].count(0) > zeros // 2 else "utf-16-be"


def _read(text: str, *, is_table: bool) -> NoteTable:
    """Return the table in *text*, else its lines: a text file is a table only where tabs make one of it."""
    if is_table:
        return read_table(text) or read_single(text)
    table = read_table(text, delimiters="\t")
    if table is not None:
        return table
    lines = tuple(line for line in split_lines(text) if line.strip())
    return NoteTable(columns=(Column(number=1, title="", texts=lines),) if lines else (), is_sure=True, others=0)

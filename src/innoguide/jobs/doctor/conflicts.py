"""What git leaves when two people have changed the same lines: read as two versions, and made one where that is safe.

Rule: each side (and, diff3 style, what both began with) is read as a whole file. Where both are the same record,
meeting or settings, `merging` makes one of them. Unless every key can be decided the file stays as it is, and each key
that people must decide is told with its line. Files that are not records are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from innoguide.files.recordfile import record_bytes
from innoguide.files.store import session_bytes, settings_bytes
from innoguide.jobs.doctor.harm import Harm, harm
from innoguide.jobs.doctor.merging import merge_meetings, merge_records, merge_settings
from innoguide.jobs.doctor.past import Past
from innoguide.jobs.doctor.sheet import Sheet, read_sheet
from innoguide.jobs.doctor.tree import Tree
from innoguide.model.guide import Kind
from innoguide.model.sides import MARK, Sides, split_sides

_FIRST = re.compile(rb"^<{7}(?: |\r?$)", re.MULTILINE)
_LAST = re.compile(rb"^>{7}(?: |\r?$)", re.MULTILINE)


def find_conflicts(tree: Tree, past: Past) -> Iterator[Harm]:
    """Yield the conflicts in records, meetings and settings."""
    for sheet in tree.sheets.values():
        if sheet.is_in_conflict:
            yield from _conflict(sheet, tree.kinds, past)


def find_marked(tree: Tree) -> Iterator[Harm]:
    """Yield the other files with git's marks: the guide's, the outputs, and what lies beside the settings."""
    for name, data in tree.files.items():
        first = _FIRST.search(data)
        if name not in tree.sheets and first and _LAST.search(data):
            code = "conflict_output" if name.startswith("outputs/") else "conflict_elsewhere"
            yield harm(code, name, "error", line=data.count(b"\n", 0, first.start()) + 1)


def _conflict(sheet: Sheet, kinds: dict[str, Kind], past: Past) -> Iterator[Harm]:
    text = sheet.form.text or ""
    first = sheet.faults[0].line
    sides = split_sides(text)
    versions = [_version(sheet, part, kinds) for part in (sides.ours, sides.theirs)] if sides else []
    if sides is None or any(one.faults for one in versions):
        yield harm("conflict_unclear", sheet.name, "error", line=first)
        return
    base = _base(sheet, sides, kinds, past)
    merged, clashes = merge_sheets(versions[0], versions[1], base, kinds)
    if clashes:
        yield from _undecided(sheet, text, clashes)
    else:
        yield harm("conflict_marks", sheet.name, "error", line=first, change={sheet.name: merged})


def _undecided(sheet: Sheet, text: str, clashes: list[str]) -> Iterator[Harm]:
    """Yield what people must decide, each with its line; that it is two things in one file says it all."""
    apart = [key for key in clashes if key in ("id", "kind", "created", "started", "room")]
    code = "conflict_two" if apart else "conflict_text"
    for key in apart[:1] or dict.fromkeys(clashes):
        yield harm(code, sheet.name, "error", line=_line_in_conflict(text, key), values={"field": key})


def _line_in_conflict(text: str, key: str) -> int:
    """Return the line where *key* begins within the marks, or the mark within what it says, or the first mark.

    `agenda.date` is the `date` under `agenda`.
    """
    top, _dot, name = key.rpartition(".")
    marks: dict[str, int] = {}
    inside, under = False, ""
    for number, line in enumerate(text.split("\n"), start=1):
        mark = MARK.fullmatch(line)
        inside = mark[1][0] != ">" if mark else inside
        begun = re.match(r"(\w+):", line)
        under = begun[1] if begun else under
        if mark:
            marks.setdefault(under, number)
        elif inside and top in ("", under) and re.match(rf"\s*(- )?{re.escape(name)}:", line):
            return number
    return marks.get(top or key) or min(marks.values())


def _version(sheet: Sheet, lines: list[str], kinds: dict[str, Kind]) -> Sheet:
    return read_sheet(sheet.name, "\n".join(lines).encode(), kinds)


def _base(sheet: Sheet, sides: Sides, kinds: dict[str, Kind], past: Past) -> Sheet | None:
    """Return what both sides began with: from the marks, else from git while the merge is not finished."""
    data = past.common_version(sheet.name) if sides.base is None else "\n".join(sides.base).encode()
    base = read_sheet(sheet.name, data, kinds) if data is not None else None
    return base if base is not None and not base.faults else None


def merge_sheets(ours: Sheet, theirs: Sheet, base: Sheet | None, kinds: dict[str, Kind]) -> tuple[bytes, list[str]]:
    """Return the file of both as one, and the keys that clash: `kind` if they are not the same sort of thing.

    Comments on lines of their own stay, at the top.
    """
    merged, clashes = _merged(ours, theirs, base, kinds)
    remarks = "".join(f"{one}\n" for one in dict.fromkeys([*ours.remarks, *theirs.remarks]))
    return remarks.encode() + merged, clashes


def _merged(ours: Sheet, theirs: Sheet, base: Sheet | None, kinds: dict[str, Kind]) -> tuple[bytes, list[str]]:
    if ours.record and theirs.record and ours.record.kind == theirs.record.kind:
        kind = kinds[ours.record.kind]
        record, clashes = merge_records(ours.record, theirs.record, base.record if base else None, kind)
        return record_bytes(record, kind), clashes
    if ours.session and theirs.session:
        session, clashes = merge_meetings(ours.session, theirs.session, base.session if base else None)
        return session_bytes(session), clashes
    if ours.settings and theirs.settings:
        settings, clashes = merge_settings(ours.settings, theirs.settings, base.settings if base else None)
        return settings_bytes(settings), clashes
    return ours.data, ["kind"]

"""References that lead nowhere. Never taken away: git may know where the record went, and how it comes back."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.files.faults import place_of
from innoguide.files.yamlfile import Marks, read_yaml
from innoguide.jobs.doctor.harm import Harm, harm
from innoguide.jobs.doctor.past import Past
from innoguide.jobs.doctor.sheet import Sheet
from innoguide.jobs.doctor.tree import Tree
from innoguide.model.record import Path, placed_references
from innoguide.texts import t


def find_lost(tree: Tree, past: Past) -> Iterator[Harm]:
    """Yield each reference to a record that is not there, and each meeting that is not there, once."""
    of_meeting: dict[str, list[Sheet]] = {}
    for sheet in tree.sheets.values():
        if sheet.record is None:
            continue
        for path, _field, target in placed_references(sheet.record.values, tree.kinds[sheet.record.kind].fields):
            if not tree.is_known(target):
                yield _lost(sheet, past, path, target)
        if sheet.record.session and not tree.is_known(sheet.record.session):
            of_meeting.setdefault(sheet.record.session, []).append(sheet)
    for session, sheets in of_meeting.items():
        hint, values = _way_back(past, session), {"id": session, "number": len(sheets)}
        yield harm("lost_meeting", sheets[0].name, "warning", line=sheets[0].line("session"), hint=hint, values=values)


def _lost(sheet: Sheet, past: Past, path: Path, target: str) -> Harm:
    marks: Marks = {}
    read_yaml((sheet.form.text or "").encode(), sheet.name, marks)
    line, values = place_of(marks, path)[0], {"id": target, "field": path[0]}
    return harm("lost", sheet.name, "error", line=line, record=sheet.id, hint=_way_back(past, target), values=values)


def _way_back(past: Past, wanted: str) -> str:
    """Return how what is gone comes back, or an empty text if git does not know."""
    gone = past.deleted(wanted)
    if gone is None:
        return ""
    if not gone.commit:
        return t("doctor_lost_here", file=gone.file)
    return t("doctor_lost_deleted", day=gone.day, commit=gone.commit, file=gone.file)

"""Records and meetings in the wrong file, and ids that were changed by hand.

Rule: a file that is named after another id than it holds was renamed, or its id was changed. The id that other files
refer to is the right one; where they refer to both or to none, the one inside it. References to the other follow.
An id that no record of its kind can have gives way to the one in the file's name, else to a new one; references
follow. Then the file goes back to where it belongs, and keeps the words in its name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from innoguide.jobs.doctor.harm import Change, Harm, harm
from innoguide.jobs.doctor.names import is_copy_name, proper_name
from innoguide.jobs.doctor.rewording import with_id, with_references
from innoguide.jobs.doctor.sheet import Sheet
from innoguide.jobs.doctor.tree import Tree
from innoguide.jobs.doctor.twins import drawn_id, free_name, own_id
from innoguide.model.finding import Level
from innoguide.model.record import kind_of


def find_misplaced(tree: Tree, chance: random.Random) -> Iterator[Harm]:
    """Yield the files whose name, folder and id do not fit together; twins are mended before."""
    for sheet in tree.sheets.values():
        if sheet.id and len(tree.by_id[sheet.id]) == 1:
            found = _meeting(tree, sheet) if sheet.is_meeting else _record(tree, sheet, chance)
            if found is not None:
                yield found


def _record(tree: Tree, sheet: Sheet, chance: random.Random) -> Harm | None:
    if sheet.kind not in tree.kinds:
        return None
    own = own_id(tree, sheet)
    if kind_of(sheet.id) != sheet.kind:
        if not own and kind_of(sheet.id):
            return harm(
                "id_kind", sheet.name, "error", line=sheet.line("id"), values={"id": sheet.id, "kind": sheet.kind}
            )
        return _other_id(tree, sheet, own or drawn_id(tree, sheet, chance))
    if own:
        return _two_ids(tree, sheet, own)
    folder = f"records/{sheet.kind}/"
    begins = sheet.named_id == sheet.id and sheet.base[len(sheet.id)] in "-."
    if sheet.name == folder + sheet.base and begins and not is_copy_name(sheet.base):
        return None
    proper = free_name(tree, proper_name(sheet, sheet.id, sheet.kind), besides=sheet.name)
    code = "renamed" if sheet.name == folder + sheet.base else "moved"
    return harm(code, sheet.name, "warning", record=sheet.id, change=_moved(sheet, proper), values={"to": proper})


def _meeting(tree: Tree, sheet: Sheet) -> Harm | None:
    if sheet.name == f"sessions/{sheet.id}.yaml":
        return None
    if not re.fullmatch(r"[\w.-]+", sheet.id):
        return harm("id_name", sheet.name, "error", line=sheet.line("id"), values={"id": sheet.id})
    own = own_id(tree, sheet)
    if own:
        return _two_ids(tree, sheet, own)
    proper = f"sessions/{sheet.id}.yaml"
    if proper in tree.files:
        return harm("name_taken", sheet.name, "error", values={"to": proper})
    return harm("moved", sheet.name, "error", record=sheet.id, change=_moved(sheet, proper), values={"to": proper})


def _two_ids(tree: Tree, sheet: Sheet, named: str) -> Harm:
    """Return what happens to a file that is named after another id than it holds."""
    level: Level = "error" if sheet.is_meeting else "warning"
    line, values = sheet.line("id"), {"id": sheet.id, "named": named}
    change: Change | None
    if _is_meant(tree, sheet, named) and not _is_meant(tree, sheet, sheet.id):
        text = with_id(sheet.form.text or "", named)
        change = None if text is None else {sheet.name: text.encode()}
        return harm("id_changed", sheet.name, level, line=line, change=change, values=values)
    proper = free_name(tree, proper_name(sheet, sheet.id, sheet.kind), besides=sheet.name)
    following = _following(tree, sheet, named, sheet.id)
    change = None if following is None else {**following, **_moved(sheet, proper)}
    return harm("id_renamed", sheet.name, level, line=line, change=change, values={**values, "to": proper})


def _other_id(tree: Tree, sheet: Sheet, new: str) -> Harm:
    """Return what happens to a record whose id is none."""
    text = with_id(sheet.form.text or "", new)
    following = _following(tree, sheet, sheet.id, new) if sheet.id.startswith(f"{sheet.kind}-") else {}
    change = None if text is None or following is None else {**following, sheet.name: text.encode()}
    values = {"id": sheet.id, "new": new}
    return harm("id_none", sheet.name, "error", line=sheet.line("id"), change=change, values=values)


def _is_meant(tree: Tree, sheet: Sheet, record_id: str) -> bool:
    return any(one is not sheet for one in tree.mentioned.get(record_id, ()))


def _following(tree: Tree, sheet: Sheet, old: str, new: str) -> dict[str, bytes | None] | None:
    """Return the other files with their references to *old* changed to *new*; None if one cannot be changed."""
    change: dict[str, bytes | None] = {}
    for other in tree.sheets.values():
        if other is not sheet and old in other.mentions:
            text = with_references(other.form.text or "", old, new)
            if text is None:
                return None
            change[other.name] = text.encode()
    return change


def _moved(sheet: Sheet, proper: str) -> dict[str, bytes | None]:
    change: dict[str, bytes | None] = {sheet.name: None}
    change[proper] = sheet.data
    return change

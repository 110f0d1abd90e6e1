"""Several files with one id.

Rule: the elder is the one created first; made in the same second, the one whose file is named after the id. A younger

- that says the same goes;
- that was made in the same second is another version of the same record: both become one where no text clashes;
- whose file's name still speaks of a free id gets that one back;
- else, if it is a record, gets a new id. References stay with the elder, and those that may mean the younger are named.

Meetings become one where they can (see `merging`), and are told where they cannot: which records belong to which
nobody can know.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from innoguide.jobs.doctor.conflicts import merge_sheets
from innoguide.jobs.doctor.harm import Harm, harm
from innoguide.jobs.doctor.names import is_copy_name, proper_name
from innoguide.jobs.doctor.rewording import with_id
from innoguide.jobs.doctor.sheet import Sheet
from innoguide.jobs.doctor.tree import Tree
from innoguide.model.record import kind_of, new_id


def find_twins(tree: Tree, chance: random.Random) -> Iterator[Harm]:
    """Yield each file whose id an elder one has."""
    for group in tree.by_id.values():
        if len(group) > 1:
            elder, *younger = sorted(group, key=_seniority)
            yield from (_twin(tree, elder, one, chance) for one in younger)


def _seniority(sheet: Sheet) -> tuple[str, bool, bool, str]:
    return sheet.created, sheet.named_id != sheet.id, is_copy_name(sheet.base), sheet.name


def _twin(tree: Tree, elder: Sheet, younger: Sheet, chance: random.Random) -> Harm:
    line, values = younger.line("id"), {"id": younger.id, "other": elder.name}
    if elder.raw == younger.raw and set(younger.remarks) <= set(elder.remarks):
        return harm("twin_same", younger.name, "error", line=line, change={younger.name: None}, values=values)
    own = own_id(tree, younger)
    if not own and (younger.is_meeting or elder.created == younger.created):
        merged, clashes = merge_sheets(elder, younger, None, tree.kinds)
        if not clashes:
            both = {elder.name: merged, younger.name: None}
            return harm("twin_versions", younger.name, "error", line=line, change=both, values=values)
    return _with_new_id(tree, elder, younger, own or drawn_id(tree, younger, chance))


def _with_new_id(tree: Tree, elder: Sheet, younger: Sheet, new: str) -> Harm:
    line, values = younger.line("id"), {"id": younger.id, "other": elder.name}
    text = with_id(younger.form.text or "", new) if new else None
    if text is None:
        code = "twin_meetings" if younger.is_meeting else "twin_left"
        return harm(code, younger.name, "error", line=line, values=values)
    proper = free_name(tree, proper_name(younger, new, younger.kind), besides=younger.name)
    change: dict[str, bytes | None] = {younger.name: None}
    change[proper] = text.encode()
    values |= {"new": new, "to": proper}
    look = _may_mean(tree, younger)
    return harm("twin_new", younger.name, "error", line=line, look=look, change=change, values=values)


def own_id(tree: Tree, sheet: Sheet) -> str:
    """Return the id that the file's name speaks of, if it is another than the one inside, fits, and is free."""
    named = sheet.named_id
    fits = _names_a_meeting(sheet) if sheet.is_meeting else kind_of(named) == sheet.kind
    is_free = named not in tree.by_id and len(tree.by_named_id.get(named, ())) == 1
    return named if named and named != sheet.id and fits and is_free else ""


def _names_a_meeting(sheet: Sheet) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d-[\w-]+", sheet.named_id)) and not is_copy_name(sheet.base)


def drawn_id(tree: Tree, sheet: Sheet, chance: random.Random) -> str:
    """Return a new id for a record that nothing speaks of; an empty text for what is no record of a known kind."""
    if sheet.is_meeting or sheet.kind not in tree.kinds:
        return ""
    while True:
        drawn = new_id(sheet.kind, chance)
        if not tree.is_taken(drawn):
            return drawn


def free_name(tree: Tree, wanted: str, *, besides: str) -> str:
    """Return *wanted*, or with a number where another file than *besides* has that name."""
    name, number = wanted, 2
    while name in tree.files and name != besides:
        name = f"{wanted.removesuffix('.yaml')}-{number}.yaml"
        number += 1
    return name


def _may_mean(tree: Tree, younger: Sheet) -> tuple[str, ...]:
    """Return the files that refer to the id and may mean the younger: those of its meeting, or all if it has none."""
    session = younger.raw.get("session")
    found = [one for one in tree.mentioned.get(younger.id, ()) if one.name != younger.name]
    return tuple(one.name for one in found if not session or one.raw.get("session") == session)

"""What is left of a project when records are taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind
from innoguide.model.project import Project
from innoguide.model.record import Record, status_of
from innoguide.model.trace import Links, build_links, values_without


def find_without(guide: Guide, project: Project, gone: Collection[str], *, still_holds: bool) -> list[Record]:
    """Return the records that must change when *gone* are taken out: they refer to them no more.

    What was built on these is then to be looked at again, since they rest on less. With *still_holds* it is not: the
    group has decided that nothing of what was said changes.
    """
    kept = {key: record for key, record in project.records.items() if key not in gone}
    changed = {
        key: _without(kind, record, set(gone))
        for key, record in kept.items()
        if (kind := guide.kinds.get(record.kind)) and _refers(record, kind, set(gone))
    }
    if still_holds:
        after = build_links(guide, replace(project, records={**kept, **changed}))
        changed |= _seen_again({**kept, **changed}, before=build_links(guide, project), after=after)
    return list(changed.values())


def _refers(record: Record, kind: Kind, gone: set[str]) -> bool:
    return not gone.isdisjoint(record.seen) or values_without(record.values, kind.fields, gone) != record.values


def _without(kind: Kind, record: Record, gone: set[str]) -> Record:
    values = {name: _rows_left(kind.by_id.get(name), value, gone) for name, value in record.values.items()}
    values = values_without(values, kind.fields, gone)
    seen = {target: said for target, said in record.seen.items() if target not in gone}
    left = replace(record, values=values, seen=seen)
    return replace(left, status=status_of(left, kind))


def _rows_left(field: KindField | None, value: Any, gone: set[str]) -> Any:
    """Return the rows that still say something: a vote's row is nothing without what the dots were put on."""
    if field is None or field.type != "rows":
        return value
    needed = [one.id for one in field.fields if one.type == "ref" and one.needed == "at_once"]
    return [row for row in value if not any(row.get(name) in gone for name in needed)]


def _seen_again(records: Mapping[str, Record], *, before: Links, after: Links) -> dict[str, Record]:
    """Return the records that had seen what a target said *before*, now with what it says *after*."""
    moved = {target: said for target, said in after.now.items() if before.now.get(target) not in (None, said)}
    found = {}
    for key, record in records.items():
        up_to_date = {target for target, said in record.seen.items() if target in moved and said == before.now[target]}
        if up_to_date:
            found[key] = replace(record, seen={**record.seen, **{target: moved[target] for target in up_to_date}})
    return found

"""Checks on a project's files: what can be read, what points nowhere, what no longer fits the guide."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.files.faults import near_miss
from innoguide.files.sessionfile import session_faults
from innoguide.files.store import Store
from innoguide.jobs.check.places import Places
from innoguide.model.finding import Finding, Level
from innoguide.model.guide import Guide, Kind
from innoguide.model.project import Project
from innoguide.model.record import ID, Record, missing_fields, placed_references
from innoguide.texts import t


def find_file_faults(guide: Guide, store: Store, project: Project) -> Iterator[Finding]:
    """Yield what no longer fits in the files of *project*. Reads; never writes."""
    places = Places(store)
    for record in project.records.values():
        for fault in _record_faults(guide, project, record):
            yield _finding(places, record, *fault)
    for session in project.sessions:
        yield from _session_faults(guide, session.id, [(one.step, one.method, one.move) for one in session.done])
        if session.agenda:
            file = f"sessions/{session.id}.yaml"
            yield from session_faults(guide, session, data=(store.folder / file).read_bytes(), file=file)


Fault = tuple[str, Level, tuple[str | int, ...], dict[str, object], str]
"""Code, level, path of the value in the file, what the message needs, and the hint (or an empty text)."""


def _record_faults(guide: Guide, project: Project, record: Record) -> Iterator[Fault]:
    kind = guide.kinds[record.kind]
    match = ID.match(record.id)
    if match is None or match.group(1) != record.kind:
        yield "record_id", "error", ("id",), {"id": record.id, "kind": record.kind}, ""
    elif not _named_after(record):
        yield "record_file_name", "warning", ("id",), {"id": record.id}, ""
    yield from _reference_faults(project, record, kind)
    for name in record.values:
        if name not in kind.by_id:
            hint = near_miss(name, kind.by_id)
            yield "field_unknown", "warning", (f"key:{name}",), {"field": name, "kind": record.kind}, hint
    missing = missing_fields(record, kind, "at_once")
    if missing:
        yield "record_draft", "info", (), {"fields": ", ".join(missing)}, ""
    for place, known in (("step", guide.about.steps), ("session", [one.id for one in project.sessions])):
        word = getattr(record, place)
        if word and word not in known:
            yield f"{place}_unknown", "warning", (place,), {place: word}, near_miss(word, known)


def _reference_faults(project: Project, record: Record, kind: Kind) -> Iterator[Fault]:
    for path, field, target in placed_references(record.values, kind.fields):
        values: dict[str, object] = {"field": path[0], "id": target}
        other = project.records.get(target)
        if other is None:
            yield "reference_missing", "error", path, values, ""
        elif "any" not in field.to and other.kind not in field.to:
            yield "reference_wrong_kind", "error", path, {**values, "kind": other.kind}, near_miss("", field.to)


def _named_after(record: Record) -> bool:
    name = record.file.rpartition("/")[2]
    in_place = record.file.startswith(f"records/{record.kind}/")
    return in_place and (name == f"{record.id}.yaml" or name.startswith(f"{record.id}-"))


def _finding(
    places: Places,
    record: Record,
    code: str,
    level: Level,
    path: tuple[str | int, ...],
    values: dict[str, object],
    hint: str,
) -> Finding:
    line, column = places.of(record.file, path)
    return Finding(
        code=code,
        level=level,
        message=t(f"check_{code}", **values),
        hint=hint or t(f"check_{code}_hint"),
        file=record.file,
        line=line,
        column=column,
        record=record.id,
    )


def _session_faults(guide: Guide, session: str, done: list[tuple[str, str, str]]) -> Iterator[Finding]:
    for step_id, method_id, move_id in done:
        method = guide.method(step_id, method_id) if step_id in guide.about.steps else None
        if method is None or method.move(move_id) is None:
            yield Finding(
                code="move_unknown",
                level="warning",
                message=t("check_move_unknown", move=f"{step_id}/{method_id}/{move_id}"),
                hint=t("check_move_unknown_hint"),
                file=f"sessions/{session}.yaml",
                line=1,
            )

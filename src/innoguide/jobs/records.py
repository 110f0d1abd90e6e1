"""One record at a time, without a walk: add, change, link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from innoguide.errors import UsageError
from innoguide.files.faults import near_miss
from innoguide.files.folders import SETTINGS_FILE
from innoguide.files.store import Store
from innoguide.model.answers import Wrong, read_answer
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind, find_named
from innoguide.model.language import clean_line
from innoguide.model.record import Record, as_stored, missing_fields, references, status_of
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.model.checks.run import Asked
    from innoguide.model.trace import Links


def find_kind(guide: Guide, word: str) -> Kind:
    """Return the kind that *word* names: id, title or plural, or a unique beginning. Raises `UsageError`."""
    names = [(one.kind, (one.title.sv, one.title.en, one.plural.sv, one.plural.en)) for one in guide.kinds.values()]
    found = find_named(word, names)
    if len(found) == 1:
        return guide.kinds[found[0]]
    key = "kind_several" if found else "kind_none"
    raise UsageError(t(key, word=word), near_miss(word, found or guide.kinds))


def add_record(
    store: Store,
    kind: Kind,
    *,
    text: str,
    settings: Sequence[str],
    lang: str,
    confidential: bool = False,
    after: Record | None = None,
) -> Record:
    """Store a new record: *text* is its label field, *settings* are `field=value`. Raises `UsageError`.

    The caller has looked for personal data.

    Milliseconds, and a second between one line and the next, keep the order in which things were added.
    Costs the same however many records there are: none but those referred to are read.
    """
    moment = datetime.now()
    if after is not None:
        moment = max(moment, datetime.fromisoformat(after.created) + timedelta(seconds=1))
    now = moment.isoformat(timespec="milliseconds")
    values = read_settings(store, kind, settings, lang=lang)
    if clean_line(text):
        values[kind.label_field] = _value(store, kind.by_id[kind.label_field], text, lang)
    record = Record(
        id=store.free_id(kind.kind),
        kind=kind.kind,
        created=now,
        updated=now,
        step=kind.step,
        confidential=confidential,
    ).with_values(**values)
    missing = missing_fields(record, kind, "at_once")
    if missing:
        names = ", ".join(f"--set {name}=…" for name in missing)
        raise UsageError(t("add_missing", kind=kind.title.in_(lang), fields=names), t("add_missing_hint"))
    return store.add(finished(store, record, kind))


def finished(store: Store, record: Record, kind: Kind) -> Record:
    """Return *record* with its status and the fingerprints of what it refers to; `UsageError` for a lost reference."""
    seen = {}
    for field_id, target in references(record, kind):
        found = store.find(target)
        if found is None:
            raise UsageError(t("reference_lost", field=field_id, id=target), t("reference_lost_hint"))
        seen[target] = record.seen.get(target) or found.fingerprint(store.guide.kinds[found.kind])
    return replace(record, status=status_of(record, kind), seen=seen)


def read_settings(store: Store, kind: Kind, settings: Sequence[str], *, lang: str) -> dict[str, Any]:
    """Return the values that `field=value` texts mean; a list's field may be given several times."""
    values: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        name = name.strip()
        if not equals:
            raise UsageError(t("set_form", text=setting), t("set_form_hint"))
        field = kind.by_id.get(name)
        if field is None:
            raise UsageError(t("set_field", field=name, kind=kind.kind), near_miss(name, kind.by_id))
        value = _value(store, field, text, lang)
        values[name] = [*values.get(name, []), *value] if field.is_list else value
    return values


def _value(store: Store, field: KindField, text: str, lang: str) -> Any:
    if field.type == "rows":
        raise UsageError(t("set_rows", field=field.id), t("set_rows_hint"))
    if field.type in ("ref", "refs"):
        ids = [_reference(store, field, part.strip()) for part in text.split(",") if part.strip()]
        return ids if field.type == "refs" else (ids[0] if ids else "")
    value = read_answer(field, text, lang=lang, today=date.today())
    if isinstance(value, Wrong):
        hint = near_miss(text, [one.id for one in field.options]) if field.options else ""
        raise UsageError(f"{field.id}: {value.message}", hint)
    return value


def _reference(store: Store, field: KindField, record_id: str) -> str:
    record = store.find(record_id)
    if record is None:
        raise UsageError(t("reference_lost", field=field.id, id=record_id), t("reference_lost_hint"))
    if "any" not in field.to and record.kind not in field.to:
        raise UsageError(t("reference_kind", field=field.id, kind=record.kind), near_miss(record.kind, field.to))
    return record.id


def link_fields(kind: Kind, target: Record) -> list[KindField]:
    """Return the fields of *kind* that may point to *target*."""
    return [
        field
        for field in kind.fields
        if field.type in ("ref", "refs") and ("any" in field.to or target.kind in field.to)
    ]


def link_records(store: Store, record: Record, target: Record, kind: Kind, field_id: str) -> tuple[Record, KindField]:
    """Make *record* point to *target* through *field_id*, or through the only field that fits. Raises `UsageError`."""
    fitting = link_fields(kind, target)
    if field_id:
        fitting = [field for field in fitting if field.id == field_id]
    if not fitting:
        names = [field.id for field in link_fields(kind, target)]
        raise UsageError(
            t("link_none", kind=record.kind, target=target.kind),
            t("allowed_are", names=", ".join(names)) if names else t("link_none_hint"),
        )
    # Where several fit, the first that the kind names is the one meant: evidence stands before what contradicts it.
    field = fitting[0]
    if field.type == "refs":
        before = list(record.values.get(field.id, ()))
        value: Any = [*before, *([] if target.id in before else [target.id])]
    else:
        value = target.id
    return change_record(store, record, kind, {field.id: value}), field


def keep_as_it_is(store: Store, asked: Sequence[Asked], reason: str) -> list[str]:
    """Store why the group keeps what checks have *asked* about: on the record, or in the settings where there is none.

    Return the files that hold the reason.
    """
    records, reason = store.load().records, clean_line(reason)
    for one in asked:
        record = records.get(one.remark.record)
        if record is not None:
            changed = replace(record, keep_reason={**record.keep_reason, one.key: reason})
            records[record.id] = store.replace(changed)
        elif one.check.check not in store.settings.keep_reason:
            store.keep_in_settings(one.check.check, reason)
    return sorted({records[one.remark.record].file if one.remark.record else SETTINGS_FILE for one in asked})


def change_record(
    store: Store, record: Record, kind: Kind, values: dict[str, Any], *, confidential: bool | None = None
) -> Record:
    """Store other values of *record*, and whether it is *confidential*; nothing is written if nothing changes."""
    wanted = record.confidential if confidential is None else confidential
    if wanted == record.confidential and all(record.values.get(name) == value for name, value in values.items()):
        return record
    now = as_stored(datetime.now())
    changed = replace(record.with_values(**values), updated=now, confidential=wanted)
    return store.replace(finished(store, changed, kind))


def confirm_links(store: Store, record: Record, links: Links) -> Record:
    """Store that the group has looked at what *record* rests on, as it is now, and stands by the record."""
    now = as_stored(datetime.now())
    targets = {edge.target for edge in links.rests_on[record.id] if edge.suspect}
    seen = {target: said for target, said in record.seen.items() if target not in targets}
    seen |= {target: links.now[target] for target in targets if target in links.now}
    return store.replace(replace(record, seen=seen, updated=now))

"""Runs the checks over a project or over one answer, and leaves out what the group has decided to keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from innoguide.model.checks.known import KNOWN
from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.fields import KindField
from innoguide.model.guide import Check, Kind
from innoguide.model.record import Path, Record

QUIET_PROFILE = "taster"
"""Who only tries the way of working is not asked, but for people's privacy."""


@dataclass(frozen=True)
class Asked:
    """A remark with the check that made it."""

    check: Check
    remark: Remark

    @property
    def key(self) -> str:
        """What a reason for keeping it is stored under: the check, with the field before it where it is about one."""
        names = [part for part in self.remark.path if isinstance(part, str)]
        return f"{names[-1]}.{self.check.check}" if names else self.check.check


def is_on(look: Look, code: str) -> bool:
    """Whether a check may speak in this project."""
    check = look.guide.checks.get(code)
    if check is None or check.level == "off":
        return False
    return KNOWN[code].private or look.project.settings.profile != QUIET_PROFILE


def checks_on(look: Look, only: Collection[str] = ()) -> dict[str, Known]:
    """Return the checks that may speak in this project, or those *only*."""
    return {code: known for code, known in KNOWN.items() if (not only or code in only) and is_on(look, code)}


def find_remarks(look: Look, only: Collection[str] = ()) -> Iterator[Asked]:
    """Yield what the checks, or those *only*, have to ask about the project, but for what has a reason to be kept."""
    on = checks_on(look, only)
    for record in look.project.records.values():
        yield from _unless_kept(look, record_remarks(look, record, on))
    for code, known in on.items():
        if known.project:
            check = look.guide.checks[code]
            yield from _unless_kept(look, (Asked(check, one) for one in known.project(look, check)))


def step_remarks(look: Look, step_id: str) -> list[Asked]:
    """Return what the checks have to ask about one step: its records, and the checks that belong to its end."""
    return [asked for asked in find_remarks(look) if _step_of(look, asked) == step_id]


def _step_of(look: Look, asked: Asked) -> str:
    record = look.project.records.get(asked.remark.record)
    return asked.remark.step or asked.check.step or (record.step if record else "")


def record_remarks(look: Look, record: Record, on: Mapping[str, Known]) -> Iterator[Asked]:
    """Yield what the checks *on* have to ask about one record, kept or not."""
    kind = look.guide.kinds.get(record.kind)
    if kind is None:
        return
    for field in kind.fields:
        if field.id in record.values:
            yield from _field_remarks(look, record, field, record.values[field.id], (field.id,), on)
    for code, known in on.items():
        if known.record and record.kind in known.kinds:
            check = look.guide.checks[code]
            yield from (Asked(check, one) for one in known.record(look, check, record))


def _field_remarks(
    look: Look, record: Record, field: KindField, value: object, path: Path, on: Mapping[str, Known]
) -> Iterator[Asked]:
    if field.type == "rows" and isinstance(value, list):
        for index, row in enumerate(value):
            for column in field.fields:
                if column.id in row:
                    yield from _field_remarks(look, record, column, row[column.id], (*path, index, column.id), on)
    elif field.checks:
        texts = enumerate(value) if isinstance(value, list) else [(None, value)]
        for number, text in texts:
            at = path if number is None else (*path, number)
            yield from (
                Asked(one.check, Remark(record=record.id, path=at, values=one.remark.values))
                for one in text_remarks(look, field, str(text), on)
            )


def text_remarks(look: Look, field: KindField, text: str, on: Mapping[str, Known]) -> Iterator[Asked]:
    """Yield what those of the checks *on* that *field* names have to ask about an answer."""
    for code in field.checks:
        function = on[code].text if code in on else None
        if function is None:
            continue
        check = look.guide.checks[code]
        words = function(look, check, text)
        if words is not None:
            yield Asked(check, Remark(values={"words": words, "text": text}))


def _unless_kept(look: Look, found: Iterator[Asked]) -> Iterator[Asked]:
    return (asked for asked in found if not is_kept(look, asked))


def is_kept(look: Look, asked: Asked) -> bool:
    """Whether the group has said why it keeps what is remarked on: on the record, at a gate, or for the project."""
    record = look.project.records.get(asked.remark.record)
    if record is not None and asked.key in record.keep_reason:
        return True
    if asked.check.check in look.project.settings.keep_reason:
        return True
    if record is not None and record.kind != "gate":
        return False
    step = _step_of(look, asked)
    return any(asked.check.check in gate.keep_reason for gate in look.project.of_kind("gate") if gate.step == step)


def message_of(asked: Asked, kind: Kind | None, lang: str) -> str:
    """Return what the check says, in *lang*."""
    return asked.check.message.in_(lang).format(**_shown(asked, kind, lang))


def question_of(asked: Asked, kind: Kind | None, lang: str) -> str:
    """Return what the group is asked when it has just answered."""
    text = asked.check.ask or asked.check.message
    return text.in_(lang).format(**_shown(asked, kind, lang))


def _shown(asked: Asked, kind: Kind | None, lang: str) -> dict[str, str | int]:
    field = kind.by_id.get(str(asked.remark.path[0])) if kind and asked.remark.path else None
    label = field.label.in_(lang) if field else ""
    return {"field": label, "words": "", "text": "", **asked.remark.values}

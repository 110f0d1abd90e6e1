"""A group of the example programme, from one file that a person has written to the folder of a project.

The file tells the settings, defaults for fields that are the same all through, and meeting by meeting and step by
step what was done and what it left: `insight: {ensam: {statement: …, evidence: [c1, c2]}}`. Names such as `ensam` and
`c1` are the file's own, and stand for ids wherever a field refers to a record. Ids are drawn by group and name, so a
changed text changes one file.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from innoguide.files.store import Store, settings_bytes
from innoguide.model.fields import ENVELOPE, KindField
from innoguide.model.guide import SHARED, Guide, Kind, Method
from innoguide.model.moves import Rate
from innoguide.model.project import Done, InRoom, Session, Settings
from innoguide.model.record import Record, new_id, references, status_of
from innoguide.model.tally import storable

Ids = dict[str, str]
"""The ids of records by the names that a source gives them."""

Data = dict[str, Any]
_MEETING = ("day", "time", "room", "users", "place")
_STEP = ("methods", "notes", "capacity", "gate")
_CAPACITY = "sjalvskattning"
_GATE = "avstamning"


class SourceFault(Exception):
    """What is wrong with a source, and where."""


def write_group(data: Data, folder: Path, guide: Guide, name: str) -> Ids:
    """Write the project that *data* tells of in *folder*; return the ids of its named records."""
    settings = Settings.model_validate(
        {
            **{key: data[key] for key in ("title", "organisation", "municipality", "keep_reason") if key in data},
            "profile": data.get("profile", "programme"),
            "guide": guide.about.guide,
            "guide_version": guide.about.version,
        }
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    store = Store(folder, guide, settings)
    group = _Group(guide, name, data)
    for session in group.sessions:
        store.save_session(session)
    for record in group.finished():
        store.add(record)
    return group.ids


class _Group:
    """The records and sessions that a source gives, in order."""

    def __init__(self, guide: Guide, name: str, data: Data) -> None:
        self.guide, self.name = guide, name
        self.defaults: Data = data.get("defaults", {})
        self.ids: Ids = {}
        self.sessions: list[Session] = []
        self._drafts: list[Record] = []
        for number, meeting in enumerate(data["meetings"], start=1):
            self._read_meeting(number, meeting)

    def finished(self) -> list[Record]:
        """Return the records with ids in place of names, their values checked, and what they refer to as it is now."""
        found = [self._checked(one) for one in self._drafts]
        said = {one.id: one.fingerprint(self.guide.kinds[one.kind]) for one in found}
        return [self._seen(one, said) for one in found]

    # -- meetings ---------------------------------------------------------------------------------------------

    def _read_meeting(self, number: int, meeting: Data) -> None:
        starts, _dash, ends = meeting["time"].partition("-")
        session = Session(
            id=f"{meeting['day']}-traff-{number}",
            number=number,
            started=f"{meeting['day']}T{starts}:00",
            ended=f"{meeting['day']}T{ends}:00",
            place=meeting.get("place", ""),
            room=tuple(_in_room(one) for one in meeting["room"].split(",")),
            users_in_room={"yes": True, "no": False}[meeting.get("users", "no")],
        )
        steps = {key: part for key, part in meeting.items() if key not in _MEETING}
        made = [one for step, part in steps.items() for one in self._records(step, part or {})]
        self._drafts += list(_timed(made, session))
        done = tuple(one for step, part in steps.items() for one in self._done(step, part or {}))
        self.sessions.append(session.model_copy(update={"done": done}))

    def _done(self, step: str, part: Data) -> Iterator[Done]:
        notes = part.get("notes", {})
        names = ["incheckning", *part.get("methods", ())]
        names += [_CAPACITY] if "capacity" in part else []
        names += ["reflektion", _GATE] if "gate" in part else []
        for named in names:
            method_id, only = next(iter(named.items())) if isinstance(named, dict) else (named, None)
            for move in self._method(step, method_id).script:
                if only is None or move.id in only:
                    note = notes.get(f"{method_id}/{move.id}", "")
                    yield Done(step=step, method=method_id, move=move.id, minutes=move.minutes, note=note)

    def _method(self, step: str, method_id: str) -> Method:
        found = self.guide.method(step, method_id)
        if found is None:
            raise SourceFault(f"{self.name}: {step} has no method {method_id}")
        return found

    # -- records ----------------------------------------------------------------------------------------------

    def _records(self, step: str, part: Data) -> Iterator[Record]:
        for kind_id, told in part.items():
            if kind_id in _STEP:
                continue
            kind = self.guide.kinds.get(kind_id)
            if kind is None:
                raise SourceFault(f"{self.name}: there is no kind {kind_id}")
            method = self._method_of(step, kind_id, part.get("methods", ()))
            for local, values in told.items() if isinstance(told, dict) else ((None, one) for one in told):
                yield self._record(kind, local, values, step=step, method=method)
        if "capacity" in part:
            yield from self._ratings(step, part["capacity"])
        if "gate" in part:
            yield self._gate(step, part["gate"])

    def _record(self, kind: Kind, local: str | None, values: Any, *, step: str, method: str) -> Record:
        told = {kind.label_field: values} if isinstance(values, str) else dict(values)
        key = local or str(told.get(kind.label_field, told))
        drawn = new_id(kind.kind, random.Random(f"{self.name}/{kind.kind}/{key}"))
        if local is not None:
            if local in self.ids:
                raise SourceFault(f"{self.name}: two records are called {local}")
            self.ids[local] = drawn
        merged = {**self.defaults.get(kind.kind, {}), **told}
        unknown = tuple(name for name, value in merged.items() if value == "?")
        given = {name: value for name, value in merged.items() if value not in ("?", "-")}
        return Record(id=drawn, kind=kind.kind, step=step, method=method, open=unknown, values=given)

    def _method_of(self, step: str, kind: str, done: list[Any]) -> str:
        """Return the method that makes records of *kind*: one of those *done*, else one of the step, else shared."""
        names = [next(iter(one)) if isinstance(one, dict) else one for one in done]
        methods = [self._method(step, one) for one in names]
        for method in (*methods, *self.guide.methods[step], *self.guide.methods[SHARED]):
            if any(kind in (getattr(move, "kind", ""), getattr(move, "into", "")) for move in method.script):
                return method.method
        return next((name for name in names if kind == "decision"), "")

    def _ratings(self, step: str, capacity: Data) -> Iterator[Record]:
        rates = (one for one in self._method(step, _CAPACITY).script if isinstance(one, Rate))
        for question in (one for rate in rates for one in rate.questions):
            signs = capacity["answers"][question.id].split()
            kept = {**storable([int(one) for one in signs if one != "v"]), "unknown": signs.count("v")}
            values = {key: value for key, value in kept.items() if value}
            values |= {"question": question.text.sv, "about": question.id, "round": capacity["round"]}
            key = f"{capacity['round']} {question.id}"
            record = self._record(self.guide.kinds["rating"], None, values, step=step, method=_CAPACITY)
            yield replace(record, id=new_id("rating", random.Random(f"{self.name}/rating/{key}")))

    def _gate(self, step: str, gate: Data) -> Record:
        answers, gaps = [], []
        for one in self.guide.step(step).exit_criteria:
            answer, _colon, note = gate.get("but", {}).get(one.id, "yes").partition(":")
            answers.append({"criterion": one.id, "answer": answer, "text": one.text.sv, "note": note.strip()})
            gaps += [one.text.sv] if answer != "yes" else []
        rows = [{key: value for key, value in row.items() if value} for row in answers]
        values = {"conclusion": gate.get("conclusion", "go_on"), "answers": rows, "gaps": gaps}
        values |= {"reason": gate["reason"]} if "reason" in gate else {}
        kind = self.guide.kinds["gate"]
        return self._record(kind, f"gate {step} {len(self._drafts)}", values, step=step, method=_GATE)

    # -- from names to ids ------------------------------------------------------------------------------------

    def _checked(self, record: Record) -> Record:
        kind = self.guide.kinds[record.kind]
        given = {"format": "1", "id": record.id, **self._with_ids(record.values, kind.fields, record)}
        try:
            values = dict(kind.validator.validate_python(given))
        except ValidationError as error:
            raise SourceFault(f"{self.name}: {record.kind} {record.values}\n{error}") from error
        values = {name: value for name, value in values.items() if name not in ENVELOPE}
        days = [row["date"] for name in ("history", "measurements") for row in values.get(name, ())]
        updated = max(record.created, *(f"{one}T12:00:00" for one in days), "")
        checked = replace(record, values={}, updated=updated).with_values(**values)
        return replace(checked, status=status_of(checked, kind))

    def _with_ids(self, values: Data, fields: tuple[KindField, ...], record: Record) -> Data:
        known = {one.id: one for one in fields}
        lost = values.keys() - known.keys() - {"text"}
        if lost:
            raise SourceFault(f"{self.name}: {record.kind} has no {', '.join(sorted(lost))}")
        return {name: self._value(value, known.get(name), record) for name, value in values.items()}

    def _value(self, value: Any, field: KindField | None, record: Record) -> Any:
        if field is None:
            return value
        if field.type == "ref":
            return self._id(value, record)
        if field.type == "refs":
            return [self._id(one, record) for one in _listed(value)]
        if field.type == "rows":
            return [self._with_ids(_row(row, field), field.fields, record) for row in _listed(value)]
        return _listed(value) if field.is_list else value

    def _id(self, name: str, record: Record) -> str:
        if name not in self.ids:
            raise SourceFault(f"{self.name}: {record.kind} refers to {name}, which there is none of: {record.values}")
        return self.ids[name]

    def _seen(self, record: Record, said: dict[str, str]) -> Record:
        targets = references(record, self.guide.kinds[record.kind])
        return replace(record, seen={target: said[target] for _field, target in targets})


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _row(row: Any, field: KindField) -> Data:
    """Return a row; one that is written as `first | second | third` has its parts in the order of the columns."""
    if not isinstance(row, str):
        return dict(row)
    parts = zip(field.fields, row.split("|"), strict=False)
    return {column.id: part.strip() for column, part in parts if part.strip()}


def _in_room(text: str) -> InRoom:
    role, _space, count = text.strip().rpartition(" ")
    return InRoom(role=role, count=int(count))


def _timed(records: list[Record], session: Session) -> Iterator[Record]:
    """Yield *records* with times spread over the meeting, so that their order is kept."""
    starts, ends = (datetime.fromisoformat(one) for one in (session.started, session.ended))
    between = (ends - starts) / (len(records) + 1)
    for number, record in enumerate(records, start=1):
        moment = (starts + number * between).replace(microsecond=0).isoformat()
        yield replace(record, created=moment, updated=moment, session=session.id)

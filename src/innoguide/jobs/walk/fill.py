"""`fill`: the group fills one record, field by field; it is on disk from its first answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from innoguide.jobs.walk.fields import ask_field
from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Line, Path, Question
from innoguide.jobs.walk.room import SKIPPED, UNKNOWN, GoBack, NoAnswer, Room
from innoguide.model.answers import YES
from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.moves import Fill
from innoguide.model.record import Record
from innoguide.model.values import given_values
from innoguide.texts import t


def run(room: Room, move: Fill, from_end: bool) -> None:
    """Fill one record, or with `repeat` one after the other."""
    kind = room.guide.kinds[move.kind]
    fields = [kind.by_id[name] for name in move.fields] or list(kind.fields)
    filling = _Filling(room, move, kind, fields)
    while True:
        number = room.state.get("number", 0)
        if not filling.fill_one(number, from_end):
            return
        from_end = False
        if not move.repeat or not _one_more(room, move, kind, number):
            return
        room.keep(number=number + 1, at=0, record="")


def _one_more(room: Room, move: Fill, kind: Kind, number: int) -> bool:
    name = kind.title.in_(room.lang)
    path = room.path(number + 1, "more")
    question = Question(path=path, text=t("walk_one_more", kind=name), hint=t("walk_one_more_hint"))
    try:
        typed = room.ask(question)
    except GoBack:
        room.keep(at=len(move.fields or kind.fields) - 1)
        return _again(room, move)
    return not isinstance(typed, NoAnswer) and typed.strip().casefold() in YES


def _again(room: Room, move: Fill) -> bool:
    """The group went back from "one more?": the record is opened at its last field, and the question comes again."""
    run(room, move, True)
    return False


@dataclass
class _Filling:
    room: Room
    move: Fill
    kind: Kind
    fields: list[KindField]
    record: Record | None = None
    before: dict[str, Any] = field(default_factory=dict)  # of a new version, until its first answer makes a record

    def fill_one(self, number: int, from_end: bool) -> bool:
        """Ask every field of one record, beginning where the group stopped; False if there is none to fill."""
        self.before = {}
        self.record = self._begun() or self._found(number)
        if self.record is None and self.move.record == "pick":
            return False
        if self.record is not None:
            self.room.keep(record=self.record.id)
            label = self.room.label(self.record, 70)
            self.room.tell("walk_filling", "hint", kind=self.kind.title.in_(self.room.lang), label=label)
        at = len(self.fields) - 1 if from_end else self.room.state.get("at", 0)
        while 0 <= at < len(self.fields):
            self.room.keep(at=at)
            try:
                self._ask(self.fields[at], self._path(number))
            except GoBack:
                if at == 0:
                    raise
                at -= 1
            else:
                at += 1
        self.room.keep(at=len(self.fields))
        if self.record is not None:
            self._confirm(self.record)
        return True

    def _path(self, number: int) -> Path:
        return self.room.path(number) if self.move.repeat else self.room.path()

    def _begun(self) -> Record | None:
        """Return the record that was being filled when the group stopped."""
        return self.room.project.records.get(self.room.state.get("record", ""))

    def _found(self, number: int) -> Record | None:
        """Return the record to go on with, as the move says."""
        existing = self.room.records(self.kind.kind)
        if self.move.record == "new" or not existing:
            return None
        if self.move.record == "continue":
            here = [one for one in existing if one.method == self.room.method.method]
            return (here or existing)[-1]
        if self.move.record == "version":
            return self._next_version(existing)
        name = self.kind.title.in_(self.room.lang)
        path = (*self._path(number), "record")
        question = Question(path=path, text=t("walk_which", kind=name), hint=t("walk_which_hint"))
        picked = pick_records(self.room, question, existing, several=False)
        return self.room.project.records[picked[0]] if picked and not isinstance(picked, NoAnswer) else None

    def _next_version(self, existing: list[Record]) -> Record | None:
        """Return the newest record if it was begun in this session; else a new version begins with what it says."""
        newest = existing[-1]
        if newest.session == self.room.session.id:
            return newest
        version = newest.values.get("version", 1) + 1
        self.room.tell("walk_new_version", "saved", version=version)
        kept = {name: value for name, value in newest.values.items() if name != "reason"}
        self.before = {**kept, "version": version, "replaces": newest.id}
        return None

    def _ask(self, asked: KindField, path: Path) -> None:
        old = (self.record.values if self.record else self.before).get(asked.id)
        value = ask_field(self.room, asked, path=(*path, asked.id), old=old, save=lambda one: self._save(asked, one))
        if value is UNKNOWN:
            self._leave_open(asked)
        elif value is not SKIPPED:
            self._save(asked, value)

    def _save(self, asked: KindField, value: Any) -> None:
        if self.record is None:
            if value == self.before.get(asked.id, [] if asked.is_list else ""):
                return
            values = {**self._given(), **self.before, asked.id: value}
            self.record = self.room.add(self.kind, values, path=self._path(self.room.state.get("number", 0)))
            self.room.keep(record=self.record.id)
        elif self.record.values.get(asked.id) != value:
            self.record = self.room.change(self.record, **{asked.id: value})

    def _leave_open(self, asked: KindField) -> None:
        if self.record is None:
            values = {**self._given(), **self.before}
            self.record = self.room.add(self.kind, values, path=self._path(self.room.state.get("number", 0)))
            self.room.keep(record=self.record.id)
        self.record = self.room.leave_open(self.record, asked.id)
        self.room.tell("walk_left_open", "saved", label=asked.label.in_(self.room.lang))

    def _given(self) -> dict[str, Any]:
        given = given_values(self.kind, self.move.set)
        if self.move.record == "version" and "version" in self.kind.by_id:
            given.setdefault("version", 1)
        return given

    def _confirm(self, record: Record) -> None:
        title = self.kind.title.in_(self.room.lang)
        version = record.values.get("version")
        if self.move.record == "version" and isinstance(version, int) and version > 1:
            text = t("walk_saved_version", kind=title, version=version, before=version - 1)
        else:
            text = t("walk_saved_record", kind=title, label=self.room.label(record, 60))
        self.room.show(Line(text=text, tone="saved"))

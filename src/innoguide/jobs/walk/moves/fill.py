"""`fill`: the group fills one record, field by field; it is on disk from its first answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from innoguide.jobs.walk.fields import ask_field
from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Line, Option, Path, Question
from innoguide.jobs.walk.recalling import recall
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN, GoBack, NoAnswer
from innoguide.jobs.walk.turns import go_through
from innoguide.model.answers import YES, Wrong, pick_one
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
    if not from_end:
        recall(room, move.recall)
    if move.repeat:
        _fill_several(room, filling, from_end)
    else:
        filling.fill_one(0, from_end)


def _fill_several(room: Room, filling: _Filling, from_end: bool) -> None:
    """Fill record after record; the state knows which *number* it is, and if the group stands at "more?" after it."""
    while True:
        number = room.state.get("number", 0)
        try:
            if room.state.get("more"):
                if not _wants_more(room, filling.kind, number):
                    return
                number += 1
                room.keep(number=number, more=False, at=0, record=filling.filled(number))
            elif filling.fill_one(number, from_end):
                room.keep(more=True)
            else:
                return
            from_end = False
        except GoBack:
            if room.state.get("more"):
                room.keep(more=False, at=len(filling.fields) - 1)
            elif number:
                room.keep(number=number - 1, more=True, record=filling.filled(number - 1))
            else:
                raise


def _wants_more(room: Room, kind: Kind, number: int) -> bool:
    path = room.path(number + 1, "more")
    question = Question(
        path=path, text=t("walk_one_more", kind=kind.plural.in_(room.lang)), hint=t("walk_one_more_hint")
    )
    typed = room.ask(question)
    return not isinstance(typed, NoAnswer) and typed.strip().casefold() in YES


@dataclass
class _Filling:
    room: Room
    move: Fill
    kind: Kind
    fields: list[KindField]
    record: Record | None = None
    before: dict[str, Any] = field(default_factory=dict)  # of a new version, until its first answer makes a record
    picked: str = ""  # the record that was picked before the group went back to pick again

    def fill_one(self, number: int, from_end: bool) -> bool:
        """Ask every field of one record, beginning where the group stopped; False if there is none to fill."""
        while True:
            self.before = {}
            self.record = self._begun() or self._found(number)
            if self.record is None and self.move.record == "pick":
                return False
            if self.record is None and self.move.record == "meeting" and self.move.set:
                self._begin({})  # what is known is enough: it was held, also where nobody says more
            picked = self.record.id if self.record is not None and self.move.record == "pick" else ""
            if self.record is not None:
                self._keep_record(number, self.record.id)
            try:
                self._ask_fields(number, from_end)
            except GoBack:
                if not picked:
                    raise
                self.picked, from_end = picked, False
                self.room.keep(record="", at=0)
                continue
            return True

    def _ask_fields(self, number: int, from_end: bool) -> None:
        at = len(self.fields) - 1 if from_end else self.room.state.get("at", 0)
        if at >= len(self.fields):
            return  # all was asked when the group stopped
        if self.record is not None and at == 0:
            label = self.room.label(self.record, 70)
            self.room.show(Line())
            self.room.tell("walk_filling", "hint", kind=self.kind.title.in_(self.room.lang), label=label)
        path, before = self._path(number), self.record
        go_through(
            self.room,
            len(self.fields),
            lambda at: self._ask(self.fields[at], path),
            at=at,
            backwards=from_end,
            keep=lambda at: self.room.keep(at=at),
        )
        self.room.keep(at=len(self.fields))
        if self.record is not None and self.record != before:
            self._confirm(self.record)

    def filled(self, number: int) -> str:
        """Return the id of the record that was filled as *number*, if there is one."""
        ids: list[str] = self.room.state.get("filled", [])
        return ids[number] if number < len(ids) else ""

    def _keep_record(self, number: int, record_id: str) -> None:
        self.room.keep(**self._state_with(number, record_id))

    def _state_with(self, number: int, record_id: str) -> dict[str, Any]:
        ids: list[str] = list(self.room.state.get("filled", []))
        return {"record": record_id, "filled": [*ids[:number], record_id, *ids[number + 1 :]]}

    def _path(self, number: int) -> Path:
        return self.room.path(number) if self.move.repeat else self.room.path()

    def _begun(self) -> Record | None:
        """Return the record that was being filled when the group stopped."""
        return self.room.project.records.get(self.room.state.get("record", ""))

    def _found(self, number: int) -> Record | None:
        """Return the record to go on with, as the move says."""
        existing = self.room.records(self.kind.kind)
        if not existing or (number and self.move.record != "pick"):
            return None
        if self.move.record == "new":
            return None if self.move.repeat else self._earlier(existing)
        if self.move.record == "continue":
            here = [one for one in existing if one.method == self.room.method.method]
            return (here or existing)[-1]
        if self.move.record == "meeting":
            return existing[-1] if existing[-1].session == self.room.session.id else None
        if self.move.record == "version":
            return self._next_version(existing)
        name = self.kind.title.in_(self.room.lang)
        path = (*self._path(number), "record")
        question = Question(path=path, text=t("walk_which", kind=name), hint=t("walk_which_hint"), default=self.picked)
        picked = pick_records(self.room, question, existing, several=False)
        return self.room.project.records[picked[0]] if picked and not isinstance(picked, NoAnswer) else None

    def _is_of_this_run(self, record: Record) -> bool:
        return any(record.id in state.get("filled", ()) for state in self.room.place.states.values())

    def _earlier(self, existing: list[Record]) -> Record | None:
        """Return what the method left when it was walked before, if the group wants to go on with that."""
        here = [one for one in existing if (one.step, one.method) == (self.room.step.step, self.room.method.method)]
        if not here or self._is_of_this_run(here[-1]):
            return None
        question = Question(
            path=self.room.path("again"),
            text=t("walk_again", kind=self.kind.title.in_(self.room.lang), label=self.room.label(here[-1], 60)),
            options=(Option(id="change", label=t("walk_again_change")), Option(id="new", label=t("walk_again_new"))),
            shape="choice",
            default=t("walk_again_change"),
        )
        while True:
            typed = self.room.ask(question)
            if isinstance(typed, NoAnswer):
                return None
            picked = pick_one(typed.strip() or "1", [(one.id, one.label) for one in question.options])
            if not isinstance(picked, Wrong):
                return here[-1] if picked == "change" else None
            self.room.tell("walk_wrong", "warning", message=picked.message)

    def _next_version(self, existing: list[Record]) -> Record | None:
        """Return the newest record if this run of the method made it; else a new version begins with what it says."""
        newest = existing[-1]
        if self._is_of_this_run(newest):
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
            self._begin({**self._filled_by(asked, value), asked.id: value})
        elif self.record.values.get(asked.id) != value:
            self.record = self.room.change(self.record, **self._filled_by(asked, value), **{asked.id: value})

    def _filled_by(self, asked: KindField, value: Any) -> dict[str, Any]:
        """Return what the record that was chosen says, for the fields that have nothing of their own."""
        chosen = self.room.project.records.get(value) if asked.fills else None
        own = self.record.values if self.record else {}
        given = {name: chosen.values.get(source, "") for name, source in asked.fills.items()} if chosen else {}
        return {name: one for name, one in given.items() if one and not own.get(name)}

    def _begin(self, first: dict[str, Any]) -> None:
        """Make the record, with its first answer."""
        number = self.room.state.get("number", 0)
        values = {**self._given(), **self.before, **first}
        path = self._path(number)
        self.record = self.room.add(self.kind, values, path=path, kept=lambda one: self._state_with(number, one))

    def _leave_open(self, asked: KindField) -> None:
        if self.record is None:
            self._begin({})
        assert self.record is not None
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

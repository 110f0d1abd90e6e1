"""`follow`: the group goes through what there is, one by one, and says what has changed since the last time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from innoguide.jobs.walk.fields import ask_field, today
from innoguide.jobs.walk.prompter import Line
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import UNKNOWN, NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.answers import shown_value
from innoguide.model.fields import KindField
from innoguide.model.followup import with_stage
from innoguide.model.guide import Kind
from innoguide.model.moves import Follow
from innoguide.model.record import Record
from innoguide.texts import t


def run(room: Room, move: Follow, from_end: bool) -> None:
    """Ask what has changed, record by record."""
    if room.state.get("session") != room.session.id:  # what was left months ago says nothing of today
        room.keep(session=room.session.id, ids=[one.id for one in room.records(move.kind, move.where)], at=0, before={})
    ids = [one for one in room.state["ids"] if one in room.project.records]
    if not ids:
        room.tell("walk_nothing_here", "hint")
        return
    followed = [_Followed(room, move, room.guide.kinds[move.kind], one) for one in ids]
    asks = [ask for number, one in enumerate(followed, start=1) for ask in one.asks(number, len(followed))]
    ask_in_turn(room, asks, from_end=from_end)


@dataclass
class _Followed:
    """One record that is followed. What it said before this meeting is kept in the place: it can be taken back."""

    room: Room
    move: Follow
    kind: Kind
    record_id: str

    def asks(self, number: int, among: int) -> list[Callable[[], None]]:
        """Return the questions about it, in order; the first one is said to be *number* of *among*."""
        asks: list[Callable[[], None]] = []
        if self.move.stage:
            asks.append(self._ask_stage)
            asks += [partial(self._ask_column, self.move.history, one) for one in change_columns(self.kind, self.move)]
        if self.move.rows:
            columns = told_columns(self.kind, self.move)
            asks.append(partial(self._ask_first, columns[0]))
            asks += [partial(self._ask_column, self.move.rows, one) for one in columns[1:]]
        asks += [partial(self._ask_field, self.kind.by_id[name]) for name in self.move.fields]
        first, *rest = asks or [lambda: None]
        return [partial(self._begin, number, among, first), *rest]

    @property
    def record(self) -> Record:
        """The record as it is now."""
        return self.room.project.records[self.record_id]

    @property
    def _before(self) -> dict[str, Any] | None:
        """What the record said before something was told in this meeting; None while nothing was."""
        before: dict[str, Any] | None = self.room.state["before"].get(self.record_id)
        return before

    def _keep_before(self) -> dict[str, Any]:
        if self._before is None:
            names = (self.move.stage, self.move.since, self.move.history, self.move.rows)
            kept = {name: self.record.values.get(name) for name in names if name}
            self.room.keep(before={**self.room.state["before"], self.record_id: kept})
        before = self._before
        assert before is not None
        return before

    def _begin(self, number: int, among: int, first: Callable[[], None]) -> None:
        values = self.record.values
        self.room.show(Line(), Line(text=f"{number}/{among}  {self.room.label(self.record)}", tone="heading"))
        shown = [
            self.kind.by_id[name]
            for name in (self.move.stage, self.move.since, *self.move.shows, *self.move.fields)
            if name
        ]
        for field in shown:
            if field.id in values and field.type not in ("texts", "long", "rows"):
                label, text = field.label.in_(self.room.lang), shown_value(field, values[field.id], self.room.lang)
                self.room.show(Line(label=f"{label}:", text=text, tone="hint"))
        for row in values.get(self.move.rows, ())[-3:] if self.move.rows else ():
            text = " · ".join(str(one) for one in row.values())
            self.room.show(Line(label=t("walk_follow_earlier"), text=text, tone="hint"))
        first()

    def _path(self, name: str) -> tuple[str | int, ...]:
        return self.room.path(self.record_id, name)

    def _ask_stage(self) -> None:
        field, old = self.kind.by_id[self.move.stage], self.record.values.get(self.move.stage)
        value = ask_field(self.room, field, path=self._path(field.id), old=old, save=lambda _: None)
        if value is UNKNOWN:
            self.room.leave_open(self.record, field.id)
        if isinstance(value, NoAnswer) or not value or value == old:
            return
        before = self._keep_before()
        if value == before[field.id]:
            self._store(before)
        else:
            self._store(self._moved(before, str(value)))
            self.room.tell("walk_follow_moved", "saved", stage=shown_value(field, value, self.room.lang))

    def _moved(self, before: dict[str, Any], stage: str) -> dict[str, Any]:
        """Return the values with *stage*; the row of a change that was told earlier in this meeting is put right."""
        mine = self._row(self.move.history) or {"date": today(self.room).isoformat()}
        return with_stage(before, stage, mine, names=(self.move.stage, self.move.since, self.move.history))

    def _store(self, values: dict[str, Any]) -> None:
        """Store *values*; a field that had none before loses what it got."""
        self.room.change(self.record, **{name: "" if value is None else value for name, value in values.items()})

    def _row(self, rows: str) -> dict[str, Any] | None:
        """Return the row that was added in this meeting, the last one, if there is one."""
        before, now = self._before, self.record.values.get(rows) or []
        if before is None or len(now) <= len(before.get(rows) or []):
            return None
        return dict(now[-1])

    def _ask_first(self, field: KindField) -> None:
        """Ask what there is to tell; an empty answer tells nothing, and takes back what was told."""
        mine = self._row(self.move.rows)
        asked = field.model_copy(update={"needed": "optional"})
        old = mine.get(field.id) if mine else None
        value = ask_field(self.room, asked, path=self._path(field.id), old=old, save=lambda _: None)
        if isinstance(value, NoAnswer):
            return
        rows = self._keep_before().get(self.move.rows) or []
        if value in ("", []):
            self._store({self.move.rows: rows or None})
            return
        row = {**(mine or {"date": today(self.room).isoformat()}), field.id: value}
        self._store({self.move.rows: [*rows, row]})

    def _ask_column(self, rows: str, field: KindField) -> None:
        """Ask more about the row that was added; nothing where none was."""
        mine = self._row(rows)
        if mine is None:
            return
        old = mine.get(field.id)
        value = ask_field(self.room, field, path=self._path(field.id), old=old, save=lambda _: None)
        if isinstance(value, NoAnswer) or (value in ("", []) and field.needed == "at_once"):
            return
        row = {name: one for name, one in {**mine, field.id: value}.items() if one not in ("", [])}
        changed: dict[str, Any] = {rows: [*self.record.values[rows][:-1], row]}
        if rows == self.move.history and self.move.since:
            changed[self.move.since] = row["date"]
        self._store(changed)

    def _ask_field(self, field: KindField) -> None:
        value = ask_field(
            self.room,
            field,
            path=self._path(field.id),
            old=self.record.values.get(field.id),
            save=lambda one: self._store({field.id: one}),
        )
        if value is UNKNOWN:
            self.room.leave_open(self.record, field.id)
        elif not isinstance(value, NoAnswer):
            self._store({field.id: value})


def change_columns(kind: Kind, move: Follow) -> list[KindField]:
    """Return what is asked about a change of stage: every column of the history but the stage itself."""
    return [one for one in kind.by_id[move.history].fields if one.id != "to"] if move.history else []


def told_columns(kind: Kind, move: Follow) -> list[KindField]:
    """Return what is asked of a new row: what there is to tell first, its day right after."""
    columns = kind.by_id[move.rows].fields
    return [*columns[1:2], *columns[:1], *columns[2:]] if columns[0].type == "date" else [*columns]

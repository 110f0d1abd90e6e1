"""`collect`: the group writes many short records of one kind; each is on disk before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.walk.fields import ask_field
from innoguide.jobs.walk.prompter import Line, Option, Path, Question
from innoguide.jobs.walk.room import SKIPPED, UNKNOWN, GoBack, NoAnswer, Room
from innoguide.model.answers import find_options
from innoguide.model.guide import Kind
from innoguide.model.language import clean_line
from innoguide.model.moves import Collect
from innoguide.model.record import Record
from innoguide.model.values import given_values
from innoguide.texts import t


def run(room: Room, move: Collect, _from_end: bool) -> None:
    """Ask what all have in common, then collect; with cards one round for each card that is drawn."""
    kind = room.guide.kinds[move.kind]
    common = {**given_values(kind, move.set), **_ask_common(room, move, kind)}
    if move.cards:
        _collect_by_card(room, move, kind, common)
    else:
        _Collecting(room, move, kind, common).collect(room.path("notes"))
    _tell_number(room, move, kind)


def _ask_common(room: Room, move: Collect, kind: Kind) -> dict[str, Any]:
    """Return the fields that are asked once and are the same in every record."""
    common: dict[str, Any] = dict(room.state.get("common", {}))
    for name in move.pick:
        if name in common:
            continue
        value = ask_field(room, kind.by_id[name], path=room.path("all", name), old=None, save=lambda _value: None)
        if not isinstance(value, NoAnswer):
            common[name] = value
            room.keep(common=common)
    return common


def _tell_number(room: Room, move: Collect, kind: Kind) -> None:
    number = len(room.state.get("records", ()))
    name = (kind.title if number == 1 else kind.plural).in_(room.lang)
    room.tell("walk_collected", "saved", number=number, kind=name)
    if move.min and number < move.min:
        room.tell("walk_few", "hint", wanted=move.min, kind=kind.plural.in_(room.lang))


def _collect_by_card(room: Room, move: Collect, kind: Kind, common: dict[str, Any]) -> None:
    """Let the group draw a card, collect what it gives, and draw again until they have had enough."""
    options = [Option(id=card.id, label=card.title.in_(room.lang)) for card in move.cards]
    while True:
        drawn: list[str] = room.state.get("drawn", [])
        current = room.state.get("card", "")
        if not current:
            question = Question(
                path=room.path("card", len(drawn)),
                text=t("walk_draw_card"),
                hint=t("walk_draw_card_hint"),
                options=options,
                shape="choice",
            )
            typed = room.ask(question)
            if isinstance(typed, NoAnswer) or not typed.strip():
                return
            found = find_options(typed, [(one.id, one.label) for one in options])
            if len(found) != 1:
                room.tell("walk_wrong", "warning", message=t("answer_pick_none", text=typed.strip()))
                continue
            current = found[0]
            room.keep(card=current, notes=0)
        card = next(one for one in move.cards if one.id == current)
        room.show(Line(label=card.title.in_(room.lang), text=card.text.in_(room.lang), tone="say"))
        try:
            values = {**common, move.card_field: card.title.in_(room.store.settings.language)}
            _Collecting(room, move, kind, values).collect(room.path(current))
        except GoBack:
            room.keep(card="")
            continue
        room.keep(card="", drawn=[*drawn, current], first=len(room.state.get("records", ())))


@dataclass
class _Collecting:
    """One row of notes. *state* holds the ids of all notes of the move, and where this row began."""

    room: Room
    move: Collect
    kind: Kind
    common: dict[str, Any]

    @property
    def ids(self) -> list[str]:
        """The records of the move so far, in the order they were written."""
        return list(self.room.state.get("records", ()))

    def collect(self, path: Path) -> None:
        """Ask for note after note until an empty line; `:back` edits the one before."""
        first = self.room.state.get("first", 0)
        at = len(self.ids) - first
        shown = False
        while True:
            before = self._record(first + at)
            half = self.room.state.get("half", "")
            if half and before is None and first + at == len(self.ids):
                at -= 1  # stopped between a note and what is asked about it
                before = self._record(first + at)
                if before is not None and self._ask_then(before, (*path, at)):
                    at += 1
                continue
            question = self._question(path, at, before, shown)
            shown = True
            try:
                typed = self.room.ask(question)
            except GoBack:
                if at == 0:
                    raise
                at -= 1
                continue
            if isinstance(typed, NoAnswer):
                return
            at = self._take(path, at, before, clean_line(typed))
            if at < 0:
                return

    def _question(self, path: Path, at: int, before: Record | None, shown: bool) -> Question:
        label = self.kind.by_id[self.kind.label_field]
        return Question(
            path=(*path, at, label.id),
            text=self.move.question.in_(self.room.lang),
            hint=t("walk_one_a_line"),
            example=label.example.in_(self.room.lang) if label.example else "",
            shape="lines",
            number=at + 1,
            default=str(before.values.get(label.id, "")) if before else "",
            repeated=shown,
        )

    def _record(self, index: int) -> Record | None:
        ids = self.ids
        return self.room.project.records.get(ids[index]) if 0 <= index < len(ids) else None

    def _take(self, path: Path, at: int, before: Record | None, text: str) -> int:
        """Store the note; return the place of the next, or -1 when the row is ended."""
        if not text:
            if before is None:
                return -1
            self.room.tell("walk_note_kept", "hint")
            return at + 1
        if before is not None:
            record = self.room.change(before, **{self.kind.label_field: text})
        else:
            record = self.room.add(self.kind, {**self.common, self.kind.label_field: text}, path=(*path, at))
            self.room.keep(records=[*self.ids, record.id])
        return at + 1 if self._ask_then(record, (*path, at)) else at

    def _ask_then(self, record: Record, path: Path) -> bool:
        """Ask what belongs to each note; return False if the group goes back to the note itself."""
        fields = [self.kind.by_id[name] for name in self.move.then]
        at = 0
        self.room.keep(half=record.id if fields else "")
        while at < len(fields):
            field = fields[at]
            try:
                old = record.values.get(field.id)
                value = ask_field(self.room, field, path=(*path, field.id), old=old, save=lambda _value: None)
            except GoBack:
                if at == 0:
                    self.room.keep(half="")
                    return False
                at -= 1
                continue
            if value is UNKNOWN:
                record = self.room.leave_open(record, field.id)
            elif value is not SKIPPED:
                record = self.room.change(record, **{field.id: value})
            at += 1
        self.room.keep(half="")
        return True


def numbered(room: Room, records: Sequence[Record]) -> list[Line]:
    """Return *records* as numbered lines."""
    return [Line(text=f"{number:>3}  {room.label(one)}") for number, one in enumerate(records, start=1)]

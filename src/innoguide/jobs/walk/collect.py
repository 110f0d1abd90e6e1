"""`collect`: the group writes many short records of one kind; each is on disk before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.walk.fields import ask_field, brief, show_so_far
from innoguide.jobs.walk.prompter import Line, Option, Path, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN, GoBack, NoAnswer
from innoguide.jobs.walk.stops import to_rewrite
from innoguide.jobs.walk.turns import go_through
from innoguide.model.answers import find_options
from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.language import clean_line
from innoguide.model.moves import Card, Collect
from innoguide.model.record import Record
from innoguide.model.values import given_values
from innoguide.texts import t


def run(room: Room, move: Collect, _from_end: bool) -> None:
    """Ask what all have in common, then collect; with cards one round for each card that is drawn."""
    kind = room.guide.kinds[move.kind]
    came_back = False
    while True:
        common = {**given_values(kind, move.set), **_ask_common(room, move, kind, came_back=came_back)}
        try:
            if move.cards:
                _collect_by_card(room, move, kind, common)
            else:
                _Collecting(room, move, kind, common).collect(room.path("notes"))
            break
        except GoBack:
            if not move.pick:
                raise
            room.keep(common_at=len(move.pick) - 1)
            came_back = True
    _tell_number(room, move, kind)


def _ask_common(room: Room, move: Collect, kind: Kind, *, came_back: bool) -> dict[str, Any]:
    """Return the fields that are asked once and are the same in every record; what is changed is so in all of them."""

    def ask(at: int) -> None:
        common: dict[str, Any] = room.state.get("common", {})
        name = move.pick[at]
        path = room.path("all", name)
        value = ask_field(room, kind.by_id[name], path=path, old=common.get(name), save=lambda _value: None)
        if not isinstance(value, NoAnswer) and value != common.get(name):
            room.keep(common={**common, name: value})
            for record in _notes(room):
                room.change(record, **{name: value})

    at = room.state.get("common_at", 0)
    number = len(move.pick)
    go_through(room, number, ask, at=at, backwards=came_back, keep=lambda at: room.keep(common_at=at))
    room.keep(common_at=number)
    return dict(room.state.get("common", {}))


def _notes(room: Room) -> list[Record]:
    """Return all notes of the move, in the order they were written."""
    known = room.project.records
    return [known[one] for one in room.state.get("records", ()) if one in known]


def _tell_number(room: Room, move: Collect, kind: Kind) -> None:
    number = len(_notes(room))
    if number:
        room.tell("walk_collected", "saved", number=number, kind=room.kind_name(kind.kind, number))
    if move.min and number < move.min:
        room.tell("walk_few", "hint", wanted=move.min, kind=room.kind_name(kind.kind, move.min))


def _collect_by_card(room: Room, move: Collect, kind: Kind, common: dict[str, Any]) -> None:
    """Let the group draw a card, collect what it gives, and draw again until they have had enough.

    The state holds the *card* that lies open and the index of its *first* note; *drawn* are the cards before it.
    """
    while True:
        drawn: list[list[Any]] = room.state.get("drawn", [])
        if not room.state.get("card"):
            try:
                card = _draw(room, move, len(drawn))
            except GoBack:
                if not drawn:
                    raise
                room.keep(card=drawn[-1][0], first=drawn[-1][1], drawn=drawn[:-1])
                continue
            if card is None:
                return
            room.keep(card=card.id, first=len(_notes(room)))
        card = next(one for one in move.cards if one.id == room.state["card"])
        room.show(Line(), Line(label=card.title.in_(room.lang), text=card.text.in_(room.lang), tone="say"))
        values = {**common, move.card_field: card.title.in_(room.store.settings.language)}
        try:
            _Collecting(room, move, kind, values).collect(room.path(card.id))
        except GoBack:
            room.keep(card="")
            continue
        room.keep(card="", drawn=[*drawn, [card.id, room.state["first"]]])


def _draw(room: Room, move: Collect, number: int) -> Card | None:
    """Return the card that the group draws, or None when it has had enough."""
    options = [Option(id=card.id, label=card.title.in_(room.lang)) for card in move.cards]
    question = Question(
        path=room.path("card", number),
        text=t("walk_draw_card"),
        hint=t("walk_draw_card_hint"),
        options=options,
        shape="choice",
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer) or not typed.strip():
            return None
        found = find_options(typed, [(one.id, one.label) for one in options])
        if len(found) == 1:
            return next(card for card in move.cards if card.id == found[0])
        room.tell("walk_wrong", "warning", message=t("answer_pick_none", text=typed.strip()))


@dataclass
class _Collecting:
    """One row of notes. The state holds the ids of all notes of the move, and the index where this row began."""

    room: Room
    move: Collect
    kind: Kind
    common: dict[str, Any]
    asked: bool = False

    @property
    def row(self) -> list[Record]:
        """The notes of this row so far."""
        return _notes(self.room)[self.room.state.get("first", 0) :]

    def collect(self, path: Path) -> None:
        """Ask for note after note until an empty line; `:back` edits the one before."""
        show_so_far(self.room, [self.room.label(one) for one in self.row])
        label = self.kind.by_id[self.kind.label_field]
        at, anew = self._go_on(path), None
        while True:
            row = self.row
            before = row[at] if at < len(row) else None
            old = str(before.values.get(label.id, "")) if before else ""
            try:
                typed = self.room.ask(self._question(path, at, old if anew is None else anew))
            except GoBack:
                if at == 0:
                    raise
                at, anew = at - 1, None
                continue
            if isinstance(typed, NoAnswer):
                return
            text = clean_line(typed)
            anew = to_rewrite(self.room, label, (*path, at, label.id), text, old)
            if anew is None:
                at = self._take(path, at, before, text)
            else:
                self.asked = False  # what is written again is asked for in full
            if at < 0:
                return

    def _go_on(self, path: Path) -> int:
        """Ask the rest about a note that the group stopped in; return the place of the next note."""
        row = self.row
        ids = [record.id for record in row]
        half = self.room.state.get("half", "")
        if half not in ids:
            return len(row)
        at = ids.index(half)
        return at + 1 if self._ask_then(row[at], (*path, at), self.room.state.get("half_at", 0)) else at

    def _question(self, path: Path, at: int, default: str) -> Question:
        label = self.kind.by_id[self.kind.label_field]
        again, self.asked = self.asked, True
        return Question(
            path=(*path, at, label.id),
            text=self.move.question.in_(self.room.lang),
            how=t("walk_one_at_a_time") if self.move.then else "",
            example=label.example.in_(self.room.lang) if label.example and not again and not self.move.set else "",
            shape="lines",
            number=at + 1,
            default=default,
            repeated=again and not self.move.then,
        )

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
            made = [one.id for one in _notes(self.room)]
            record = self.room.add(
                self.kind,
                {**self.common, self.kind.label_field: text},
                path=(*path, at),
                kept=lambda one: {"records": [*made, one], "half": one if self.move.then else "", "half_at": 0},
            )
        return at + 1 if self._ask_then(record, (*path, at), 0) else at

    def _ask_then(self, record: Record, path: Path, at: int) -> bool:
        """Ask what belongs to each note, from field *at*; return False if the group goes back to the note itself."""
        if not self.move.then:
            return True

        def ask(at: int) -> None:
            field = self.kind.by_id[self.move.then[at]]
            self._ask_about(record.id, field if path[-1] == 0 else brief(field), (*path, field.id))

        def keep(at: int) -> None:
            self.room.keep(half=record.id, half_at=at)

        try:
            go_through(self.room, len(self.move.then), ask, at=at, backwards=False, keep=keep)
            is_done = True
        except GoBack:
            is_done = False
        self.room.keep(half="")
        return is_done

    def _ask_about(self, record_id: str, field: KindField, path: Path) -> None:
        def save(value: Any) -> None:
            self.room.change(self.room.project.records[record_id], **{field.id: value})

        old = self.room.project.records[record_id].values.get(field.id)
        value = ask_field(self.room, field, path=path, old=old, save=save)
        if value is UNKNOWN:
            self.room.leave_open(self.room.project.records[record_id], field.id)
        elif value is not SKIPPED:
            save(value)


def numbered(room: Room, records: Sequence[Record]) -> list[Line]:
    """Return *records* as numbered lines."""
    return [Line(text=f"{number:>3}  {room.label(one)}") for number, one in enumerate(records, start=1)]

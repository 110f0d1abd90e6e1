"""`collect`: the group writes many short records of one kind; each is on disk before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.walk.commands import Command
from innoguide.jobs.walk.fields import ask_field, brief, show_so_far
from innoguide.jobs.walk.notes import ask_about, ask_rest, notes_of
from innoguide.jobs.walk.pasting import Pasting
from innoguide.jobs.walk.prompter import Line, Option, Path, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer, Wanted
from innoguide.jobs.walk.stops import to_rewrite
from innoguide.jobs.walk.turns import go_through
from innoguide.jobs.walk.undoing import undo
from innoguide.model.answers import find_options
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
        common = ask_common(room, move, kind, came_back=came_back)
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


def ask_common(room: Room, move: Collect, kind: Kind, *, came_back: bool = False) -> dict[str, Any]:
    """Return what is the same in every record: what the guide gives, and what is asked once.

    What the group changes is changed in all of them.
    """

    def ask(at: int) -> None:
        common: dict[str, Any] = room.state.get("common", {})
        name = move.pick[at]
        path = room.path("all", name)
        value = ask_field(room, kind.by_id[name], path=path, old=common.get(name), save=lambda _value: None)
        if not isinstance(value, NoAnswer) and value != common.get(name):
            room.keep(common={**common, name: value})
            for record in notes_of(room):
                room.change(record, **{name: value})

    at = room.state.get("common_at", 0)
    number = len(move.pick)
    go_through(room, number, ask, at=at, backwards=came_back, keep=lambda at: room.keep(common_at=at))
    room.keep(common_at=number)
    return {**given_values(kind, move.set), **room.state.get("common", {})}


def _tell_number(room: Room, move: Collect, kind: Kind) -> None:
    number = len(notes_of(room))
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
        try:
            card = open_card(room, move)
        except GoBack:
            if not drawn:
                raise
            room.keep(card=drawn[-1][0], first=drawn[-1][1], drawn=drawn[:-1])
            continue
        if card is None:
            return
        room.show(Line(), Line(label=card.title.in_(room.lang), text=card.text.in_(room.lang), tone="say"))
        values = {**common, **card_value(room, move)}
        try:
            _Collecting(room, move, kind, values).collect(room.path(card.id))
        except GoBack:
            room.keep(card="")
            continue
        room.keep(card="", drawn=[*drawn, [card.id, room.state["first"]]])


def open_card(room: Room, move: Collect) -> Card | None:
    """Return the card that lies open, else one that the group draws now; None when it has had enough."""
    if not room.state.get("card"):
        drawn = _draw(room, move, len(room.state.get("drawn", ())))
        if drawn is None:
            return None
        room.keep(card=drawn.id, first=len(notes_of(room)))
    return next(one for one in move.cards if one.id == room.state["card"])


def card_value(room: Room, move: Collect) -> dict[str, Any]:
    """Return the value that says from which card a note comes; nothing where none lies open."""
    titles = {card.id: card.title for card in move.cards}
    opened = room.state.get("card")
    return {move.card_field: titles[opened].in_(room.store.settings.language)} if opened else {}


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
        return notes_of(self.room)[self.room.state.get("first", 0) :]

    def collect(self, path: Path) -> None:
        """Ask for note after note until an empty line; `:back` edits the one before."""
        show_so_far(self.room, [self.room.label(one) for one in self.row])
        label = self.kind.by_id[self.kind.label_field]
        self._pasting(path).go_on()
        ask_rest(self.room, self.kind, path)
        at, anew = self._go_on(path), None
        while True:
            row = self.row
            before = row[at] if at < len(row) else None
            old = str(before.values.get(label.id, "")) if before else ""
            try:
                typed = self.room.ask(self._question(path, at, old if anew is None else anew))
            except Wanted as wanted:
                self._obey(wanted.command, path)
                at, anew = len(self.row), None
                continue
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

    def _pasting(self, path: Path) -> Pasting:
        return Pasting(self.room, self.move, self.kind, self.common, path)

    def _obey(self, command: Command, path: Path) -> None:
        """Do what a command of the question says; then it is asked in full again."""
        self.asked = False
        if command.name == "paste":
            self._pasting(path).take(command.argument)
        else:
            undo(self.room, self.row)

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
            takes=frozenset({"paste", "undo"}),
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
            made = [one.id for one in notes_of(self.room)]
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
            ask_about(self.room, record.id, field if path[-1] == 0 else brief(field), (*path, field.id))

        def keep(at: int) -> None:
            self.room.keep(half=record.id, half_at=at)

        try:
            go_through(self.room, len(self.move.then), ask, at=at, backwards=False, keep=keep)
            is_done = True
        except GoBack:
            is_done = False
        self.room.keep(half="")
        return is_done


def numbered(room: Room, records: Sequence[Record]) -> list[Line]:
    """Return *records* as numbered lines."""
    return [Line(text=f"{number:>3}  {room.label(one)}") for number, one in enumerate(records, start=1)]

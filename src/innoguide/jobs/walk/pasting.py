"""A wall of notes at once into a `collect`: pasted, or read from a file; looked at first, then stored one by one.

The move's state holds the notes from when they are shown until all are stored, without what seems to be personal data:
nobody has been asked about that yet. So a walk that is stopped goes on with them, and stores each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from innoguide.errors import UsageError
from innoguide.files.notefile import read_notefile
from innoguide.jobs.walk.clearing import cleared_note
from innoguide.jobs.walk.notes import add_note, ask_rest, notes_of, remember_rest
from innoguide.jobs.walk.phones.waiting import without_personal
from innoguide.jobs.walk.prompter import Line, Path, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.jobs.walk.undoing import remember_pasted
from innoguide.model.answers import Wrong, pick_several
from innoguide.model.guide import Kind
from innoguide.model.language import shorten
from innoguide.model.moves import Collect
from innoguide.model.notetable import Column, NoteTable
from innoguide.model.pasted import LONG, read_wall, split_lines
from innoguide.texts import t, tn

SHOWN = 12
MOST = 500
"""More notes than this nobody has read: more likely it is the wrong file."""

FEW = 6
"""More notes than this are not gone through one by one unless the group says so."""


@dataclass
class Pasting:
    """The notes that are pasted into one row of a `collect`; *common* is what every note of the row gets."""

    room: Room
    move: Collect
    kind: Kind
    common: dict[str, Any]
    path: Path
    said: list[str] = field(default_factory=list)  # as they were pasted; only here, never on disk

    @property
    def _kept(self) -> dict[str, Any]:
        found: dict[str, Any] = self.room.state["paste"]
        return found

    @property
    def _notes(self) -> list[str]:
        notes: list[str] = self._kept["notes"]
        return notes

    def _keep(self, **more: Any) -> None:
        self.room.keep(paste={**self._kept, **more})

    def take(self, argument: str) -> None:
        """Take what stood behind the command: a file's name, the lines themselves, or nothing: they are asked for."""
        texts = self._texts(argument)
        if texts is None:
            return
        wall = read_wall(texts, known=[str(one.values.get(self.kind.label_field, "")) for one in notes_of(self.room)])
        if wall.doubles:
            self.room.tell("paste_doubles", "hint", doubles=tn("paste_same", wall.doubles))
        if len(wall.notes) > MOST:
            self.room.tell("paste_too_many", "warning", number=len(wall.notes), most=MOST)
        elif wall.notes:
            self.said = [*wall.notes]
            shown = [without_personal(self.room, note) for note in wall.notes]
            self.room.keep(paste={"notes": shown, "is_taken": False, "checked": 0, "ids": []})
            self.go_on()
        else:
            self.room.tell("paste_nothing", "hint")

    def go_on(self) -> None:
        """Go on with the notes that are kept, if there are any: from looking at them to storing them."""
        if not self.room.state.get("paste"):
            return
        if len(self.said) != len(self._notes):  # after a stop
            self.said = [*self._notes]
        if not self._kept["is_taken"] and not self._are_taken():
            self.room.keep(paste=None)
            self.room.tell("paste_thrown", "saved")
            return
        self._keep(is_taken=True)
        self._clear_of_personal()
        ids = self._store()
        self._ask_rest(ids)

    # -- reading --------------------------------------------------------------------------------------------------

    def _texts(self, argument: str) -> Sequence[str] | None:
        """Return what is to become notes, a text each; None where it could not be read, which has been said."""
        if "\n" in argument:
            return split_lines(argument)
        if not argument:
            return split_lines(self._ask_lines())
        try:
            table = read_notefile(argument, FilePath.cwd())
        except UsageError as error:
            self.room.show(Line(text=error.message, tone="warning"), Line(text=error.hint, tone="hint"))
            return None
        column = self._which(table)
        if column is not None and table.others:
            title = column.title or t("paste_column", number=column.number)
            self.room.tell("paste_read", "hint", title=title, others=tn("paste_columns", table.others))
        return column.texts if column else ()

    def _ask_lines(self) -> str:
        question = Question(
            path=(*self.path, "paste"), text=t("paste_lines"), how=t("paste_lines_how"), shape="long", pasted=True
        )
        try:
            typed = self.room.ask(question)
        except GoBack:
            return ""
        return "" if isinstance(typed, NoAnswer) else typed

    def _which(self, table: NoteTable) -> Column | None:
        """Return the column with the notes, asked for where several may be meant; None for `:back`."""
        if table.is_sure:
            return table.columns[0]
        by_number = {str(one.number): one for one in table.columns}
        choices = [(key, one.title or t("paste_column", number=key)) for key, one in by_number.items()]
        picked = self.room.pick((*self.path, "paste", "column"), t("paste_which"), t("paste_which_hint"), choices)
        return None if picked == "change" else by_number.get(picked, table.columns[0])

    # -- looking --------------------------------------------------------------------------------------------------

    def _are_taken(self) -> bool:
        """Show the notes and take some away, until the group takes them, or none."""
        choices = [(one, t(f"paste_{one}")) for one in ("take", "remove", "throw")]
        while self._notes:
            self._show(SHOWN)
            asked = t("paste_what", notes=tn("paste_notes", len(self._notes)))
            picked = self.room.pick((*self.path, "paste", "what"), asked, t("paste_what_hint"), choices)
            if picked != "remove":
                return picked in ("", "take")
            self._take_away()
        return False

    def _show(self, most: int) -> None:
        notes = self._notes
        shown = [f"{number:>3}  {shorten(note, 90)}" for number, note in enumerate(notes[:most], start=1)]
        self.room.show(Line(), *(Line(text=line) for line in shown))
        if len(notes) > most:
            self.room.tell("paste_more", number=len(notes) - most)
        long = [str(number) for number, note in enumerate(notes, start=1) if len(note) > LONG]
        if long:
            self.room.tell("paste_long", "hint", numbers=", ".join(long), most=LONG)

    def _take_away(self) -> None:
        """Ask which notes are not to be taken, and leave them out."""
        if len(self._notes) > SHOWN:
            self._show(MOST)
        question = Question(path=(*self.path, "paste", "which"), text=t("paste_away"), hint=t("paste_away_hint"))
        try:
            typed = self.room.ask(question)
        except GoBack:
            return
        if isinstance(typed, NoAnswer) or not typed.strip():
            return
        picked = pick_several(typed, [(str(number), note) for number, note in enumerate(self._notes, start=1)])
        if isinstance(picked, Wrong):
            self.room.tell("walk_wrong", "warning", message=picked.message)
            return
        left = [at for at in range(len(self._notes)) if str(at + 1) not in picked]
        self.said = [self.said[at] for at in left]
        self._keep(notes=[self._notes[at] for at in left])
        self.room.tell("paste_taken_away", "saved", notes=tn("paste_notes", len(picked)))

    # -- storing --------------------------------------------------------------------------------------------------

    def _clear_of_personal(self) -> None:
        """Ask about each note that seems to hold personal data; what nobody was asked about stays without it."""
        for at in range(self._kept["checked"], len(self._notes)):
            if self.room.guard.find(self.said[at]):
                path = (*self.path, "paste", "personal", at + 1)
                text = cleared_note(self.room, self.said[at], number=at + 1, path=path)
                self._keep(notes=[*self._notes[:at], text, *self._notes[at + 1 :]], checked=at + 1)

    def _store(self) -> list[str]:
        """Store the notes that are not stored yet; return the ids of all."""
        ids = [one for one in self._kept["ids"] if one in self.room.project.records]
        for note in self._notes[len(ids) :]:
            values = {**self.common, self.kind.label_field: note}
            record = add_note(self.room, self.kind, values, kept=partial(_with_id, {**self._kept, "ids": [*ids]}))
            ids.append(record.id)
        remember_pasted(self.room, ids)
        return ids

    def _ask_rest(self, ids: Sequence[str]) -> None:
        """Say what was stored; ask what belongs to each note, now or later, where the move asks for more."""
        self.room.tell("paste_stored", "saved", notes=tn("paste_notes", len(ids)))
        if not self._lacks_something(ids) or not self._wants_now(len(ids)):
            self.room.keep(paste=None)
            return
        remember_rest(self.room, self.move, ids)
        self.room.keep(paste=None)
        ask_rest(self.room, self.kind, self.path)

    def _lacks_something(self, ids: Sequence[str]) -> bool:
        records = [self.room.project.records[one] for one in ids]
        return any(name not in record.values for record in records for name in self.move.then)

    def _wants_now(self, number: int) -> bool:
        fields = ", ".join(self.kind.by_id[name].label.in_(self.room.lang) for name in self.move.then)
        choices = [(one, t(f"paste_rest_{one}")) for one in ("now", "later")]
        hint = t("paste_rest_enter_later" if number > FEW else "paste_rest_enter_now")
        asked = t("paste_rest", fields=fields)
        picked = self.room.pick((*self.path, "paste", "rest"), asked, hint, choices)
        return picked == "now" or (not picked and number <= FEW)


def _with_id(kept: dict[str, Any], record_id: str) -> dict[str, Any]:
    return {"paste": {**kept, "ids": [*kept["ids"], record_id]}}

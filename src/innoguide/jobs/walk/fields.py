"""Asks for the value of one field, whatever its type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any

from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Line, Option, Path, Question, Shape
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN, GoBack, NoAnswer
from innoguide.jobs.walk.stops import to_rewrite
from innoguide.jobs.walk.turns import go_through
from innoguide.model.answers import Wrong, read_answer, shown_value
from innoguide.model.fields import KindField
from innoguide.model.language import clean_line, shorten
from innoguide.texts import t

Save = Callable[[Any], None]
"""Takes a value that is not finished (a list that grows) and stores it."""


def ask_field(room: Room, field: KindField, *, path: Path, old: Any, save: Save, number: int | None = None) -> Any:
    """Return the new value of *field*, `SKIPPED` (leave it as it is) or `UNKNOWN`.

    *old* is the value so far (None if there is none). Lists are stored item by item through *save*.
    *number* stands before the sign, where the answer begins a row.
    """
    if field.type == "texts":
        return ask_lines(room, field, path=path, old=old or [], save=save)
    if field.type in ("ref", "refs"):
        return ask_records(room, field, path=path, old=old)
    if field.type == "rows":
        return ask_rows(room, field, path=path, old=old or [], save=save)
    return ask_value(room, field, path=path, old=old, number=number)


def brief(field: KindField) -> KindField:
    """Return *field* without hint and example: it was asked just before."""
    return field.model_copy(update={"hint": None, "example": None})


def show_so_far(room: Room, texts: Sequence[str]) -> None:
    """Show the rows that are there already, before the next one is asked for."""
    if texts:
        room.show(Line(), Line(text=t("walk_so_far")))
        room.show(*(Line(text=f"{number:>3}  {shorten(text, 90)}") for number, text in enumerate(texts, start=1)))


def _question(room: Room, field: KindField, path: Path, **more: Any) -> Question:
    lang = room.lang
    return Question(
        path=path,
        text=field.question.in_(lang),
        hint=" ".join(part for part in (field.hint.in_(lang) if field.hint else "", scale_hint(field, lang)) if part),
        example=field.example.in_(lang) if field.example else "",
        **more,
    )


def scale_hint(field: KindField, lang: str) -> str:
    """Return what 1 and 5 mean, for a scale."""
    if field.type != "scale":
        return ""
    low, high = (text.in_(lang) if text else "" for text in (field.low, field.high))
    return t("scale_hint", low=low, high=high) if low and high else t("scale_hint_plain")


_SHAPES: dict[str, Shape] = {"long": "long", "choice": "choice", "choices": "choices", "yes_no": "choice"}


def ask_value(room: Room, field: KindField, *, path: Path, old: Any, number: int | None = None) -> Any:
    """Ask for one value until it can be read. An empty answer takes an old value away."""
    options = tuple(Option(id=one.id, label=one.label.in_(room.lang)) for one in field.options)
    if field.type == "yes_no":
        options = (Option(id="yes", label=t("yes")), Option(id="no", label=t("no")))
    question = _question(
        room,
        field,
        path,
        shape=_SHAPES.get(field.type, "line"),
        options=options,
        default="" if old is None else shown_value(field, old, room.lang),
        required=field.needed == "at_once" and old is None,
        number=number,
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return typed
        if not typed.strip():
            if question.required:
                room.tell("walk_needed", "hint")
                question = replace(question, repeated=True)
                continue
            return "" if old is not None else SKIPPED
        value = read_answer(field, typed, lang=room.lang, today=today(room))
        if isinstance(value, Wrong):
            room.tell("walk_wrong", "warning", message=value.message)
            question = replace(question, repeated=True)
            continue
        anew = to_rewrite(room, field, path, str(value), old)
        if anew is None:
            return value
        question = replace(question, default=anew, repeated=False)


def today(room: Room) -> date:
    """Return the day of the session."""
    return room.prompter.now().date()


def ask_lines(room: Room, field: KindField, *, path: Path, old: Sequence[str], save: Save) -> Any:
    """Ask for short texts, one a line; each is stored at once; an empty line ends, `:back` edits the one before."""
    items = list(old)
    at = len(items)
    first = True
    anew: str | None = None  # what is written again, after a check has asked about it
    show_so_far(room, items)
    while True:
        question = _question(
            room,
            field,
            (*path, at),
            shape="lines",
            number=at + 1,
            default=(items[at] if at < len(items) else "") if anew is None else anew,
            repeated=not first and anew is None,
            required=field.needed == "at_once" and not items,
        )
        first = False
        try:
            typed = room.ask(question)
        except GoBack:
            if at == 0:
                raise
            at, anew = at - 1, None
            continue
        if isinstance(typed, NoAnswer):
            return items or typed
        text = clean_line(typed)
        anew = to_rewrite(room, field, (*path, at), text, items[at] if at < len(items) else "")
        if anew is None:
            at = take_line(items, at, text, save)
        if at < 0:
            return items


def take_line(items: list[str], at: int, text: str, save: Save) -> int:
    """Put *text* at place *at* of *items* and store them; return the next place, or -1 when the row is ended."""
    if text:
        items[at : at + 1] = [text]
    elif at < len(items):
        del items[at]
        at -= 1
    else:
        return -1
    save(items)
    return at + 1


def ask_records(room: Room, field: KindField, *, path: Path, old: Any) -> Any:
    """Let the group pick records by number or by searching; one id for `ref`, several for `refs`."""
    kinds = list(room.guide.kinds) if "any" in field.to else list(field.to)
    records = [record for kind in kinds for record in room.records(kind)]
    if not records:
        names = ", ".join(room.guide.kinds[kind].plural.in_(room.lang) for kind in kinds[:4])
        room.tell("walk_nothing_to_pick", "hint", label=field.label.in_(room.lang), kinds=names)
        return SKIPPED
    before = [old] if isinstance(old, str) else list(old or ())
    question = _question(room, field, path, default=", ".join(before), required=False)
    picked = pick_records(room, question, records, several=field.type == "refs")
    if isinstance(picked, NoAnswer):
        return picked
    if field.type == "refs":
        return picked
    return picked[0] if picked else ("" if old else SKIPPED)


def ask_rows(room: Room, field: KindField, *, path: Path, old: list[dict[str, Any]], save: Save) -> Any:
    """Ask for small records, column by column; each answer is stored at once; an empty first column ends."""
    rows = [dict(row) for row in old]
    columns = _Columns(room, field, path, rows, save)
    at, column = columns.where_stopped()
    room.show(Line(), Line(text=t("walk_rows_begin", label=field.question.in_(room.lang)), tone="heading"))
    show_so_far(room, [columns.label(row) for row in rows])
    backwards = False
    while True:
        try:
            ended = columns.ask_row(at, column, backwards)
        except GoBack:
            if at == 0:
                room.keep(row=None)
                raise
            at, column, backwards = at - 1, len(field.fields) - 1, True
            continue
        if ended is not None:
            room.keep(row=None)
            return rows or ended
        at, column, backwards = at + 1, 0, False


@dataclass
class _Columns:
    """The rows of one field; which question is asked is kept, so that a stop within a row goes on there."""

    room: Room
    field: KindField
    path: Path
    rows: list[dict[str, Any]]
    save: Save
    seen: set[str] = dataclass_field(default_factory=set)
    ended: NoAnswer | None = None

    def where_stopped(self) -> tuple[int, int]:
        """Return row and column of the question that the group stopped at; else the row after the last."""
        key, at, column = self.room.state.get("row") or ("", 0, 0)
        if key != self._key or at > len(self.rows) or column >= len(self.field.fields):
            return len(self.rows), 0
        return at, column if at < len(self.rows) else 0

    @property
    def _key(self) -> str:
        return "/".join(str(part) for part in self.path[2:])

    def label(self, row: dict[str, Any]) -> str:
        """Return the first answer of *row*, as the group reads it."""
        first = self.field.fields[0]
        value = row.get(first.id, "")
        if first.type == "ref" and value in self.room.project.records:
            return self.room.label(self.room.project.records[value])
        return shown_value(first, value, self.room.lang)

    def ask_row(self, at: int, column: int, backwards: bool) -> NoAnswer | None:
        """Ask the columns of a row from *column* on; return None when it is filled, or what ended the rows."""
        self.ended = None
        go_through(
            self.room,
            len(self.field.fields),
            lambda column: self._take(at, column),
            at=column,
            backwards=backwards,
            keep=lambda column: self.room.keep(row=[self._key, at, column]),
        )
        return self.ended

    def _take(self, at: int, column: int) -> bool:
        """Ask one column and store the answer; return whether it ended the rows."""
        value = self._ask(at, column)
        if column == 0 and (isinstance(value, NoAnswer) or value in ("", [])):
            if at == len(self.rows):
                self.ended = value if value is UNKNOWN else SKIPPED
                return True
            if not isinstance(value, NoAnswer):  # its first answer was taken away, and so is the row
                del self.rows[at]
                self.save(self.rows)
                return self._take(at, column)
        if not isinstance(value, NoAnswer):
            self._put(at, column, value)
        elif value is UNKNOWN:
            self.room.tell("walk_row_unknown", "hint")
        return False

    def _ask(self, at: int, column: int) -> Any:
        asked = self.field.fields[column]
        old = self.rows[at].get(asked.id) if at < len(self.rows) else None
        if column == 0:
            asked = asked.model_copy(update={"needed": "optional", "hint": asked.hint or self.field.hint})
        if asked.id in self.seen:
            asked = brief(asked)
        self.seen.add(asked.id)
        return ask_field(
            self.room,
            asked,
            path=(*self.path, at, asked.id),
            old=old,
            save=lambda value: self._put(at, column, value),
            number=at + 1 if column == 0 else None,
        )

    def _put(self, at: int, column: int, value: Any) -> None:
        row = self.rows[at] if at < len(self.rows) else {}
        row[self.field.fields[column].id] = value
        self.rows[at : at + 1] = [{name: one for name, one in row.items() if one not in ("", [])}]
        self.save(self.rows)

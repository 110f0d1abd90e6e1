"""Asks for the value of one field, whatever its type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from innoguide.jobs.walk.prompter import Option, Path, Question, Shape
from innoguide.jobs.walk.room import SKIPPED, UNKNOWN, GoBack, NoAnswer, Room
from innoguide.model.answers import Wrong, find_options, pick_several, read_answer, shown_value
from innoguide.model.fields import KindField
from innoguide.model.language import clean_line
from innoguide.model.record import Record
from innoguide.texts import t

Save = Callable[[Any], None]
"""Takes a value that is not finished (a list that grows) and stores it."""


def ask_field(room: Room, field: KindField, *, path: Path, old: Any, save: Save) -> Any:
    """Return the new value of *field*, `SKIPPED` (leave it as it is) or `UNKNOWN`.

    *old* is the value so far (None if there is none). Lists are stored item by item through *save*.
    """
    if field.type == "texts":
        return ask_lines(room, field, path=path, old=old or [], save=save)
    if field.type in ("ref", "refs"):
        return ask_records(room, field, path=path, old=old)
    if field.type == "rows":
        return ask_rows(room, field, path=path, old=old or [], save=save)
    return ask_value(room, field, path=path, old=old)


def _question(room: Room, field: KindField, path: Path, **more: Any) -> Question:
    lang = room.lang
    return Question(
        path=path,
        text=field.question.in_(lang),
        hint=" ".join(part for part in (field.hint.in_(lang) if field.hint else "", _scale_hint(field, lang)) if part),
        example=field.example.in_(lang) if field.example else "",
        **more,
    )


def _scale_hint(field: KindField, lang: str) -> str:
    if field.type != "scale":
        return ""
    low, high = (text.in_(lang) if text else "" for text in (field.low, field.high))
    return t("scale_hint", low=low, high=high) if low and high else t("scale_hint_plain")


_SHAPES: dict[str, Shape] = {"long": "long", "choice": "choice", "choices": "choices", "yes_no": "choice"}


def ask_value(room: Room, field: KindField, *, path: Path, old: Any) -> Any:
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
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return typed
        if not typed.strip():
            if question.required:
                room.tell("walk_needed", "hint")
                continue
            return "" if old is not None else SKIPPED
        value = read_answer(field, typed, lang=room.lang, today=today(room))
        if not isinstance(value, Wrong):
            return value
        room.tell("walk_wrong", "warning", message=value.message)


def today(room: Room) -> date:
    """Return the day of the session."""
    return room.prompter.now().date()


def ask_lines(room: Room, field: KindField, *, path: Path, old: Sequence[str], save: Save) -> Any:
    """Ask for short texts, one a line; each is stored at once; an empty line ends, `:back` edits the one before."""
    items = list(old)
    at = len(items)
    first = True
    while True:
        question = _question(
            room,
            field,
            (*path, at),
            shape="lines",
            number=at + 1,
            default=items[at] if at < len(items) else "",
            repeated=not first,
            required=field.needed == "at_once" and not items,
        )
        first = False
        try:
            typed = room.ask(question)
        except GoBack:
            if at == 0:
                raise
            at -= 1
            continue
        if isinstance(typed, NoAnswer):
            return items or typed
        at = _take_line(items, at, clean_line(typed), save)
        if at < 0:
            return items


def _take_line(items: list[str], at: int, text: str, save: Save) -> int:
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


def record_options(room: Room, records: Sequence[Record]) -> tuple[Option, ...]:
    """Return *records* as options, by their line."""
    return tuple(Option(id=record.id, label=room.label(record)) for record in records)


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


def pick_records(room: Room, question: Question, records: Sequence[Record], *, several: bool) -> list[str] | NoAnswer:
    """Ask which of *records*; a search that fits several shows those and asks again."""
    options = record_options(room, records)
    everything = options
    while True:
        asked = Question(
            **{
                **question.__dict__,
                "options": options,
                "shape": "choices" if several else "choice",
                "search": True,
            }
        )
        typed = room.ask(asked)
        if isinstance(typed, NoAnswer):
            return typed
        if not typed.strip():
            if len(options) < len(everything):
                options = everything
                continue
            return []
        pairs = [(one.id, one.label) for one in options]
        picked = pick_several(typed, pairs)
        if isinstance(picked, Wrong):
            found = find_options(typed, [(one.id, one.label) for one in everything])
            options = tuple(one for one in everything if one.id in found) or everything
            room.tell("walk_wrong", "warning", message=picked.message)
            continue
        if several or len(picked) == 1:
            return picked
        room.tell("walk_only_one", "warning")


def ask_rows(room: Room, field: KindField, *, path: Path, old: list[dict[str, Any]], save: Save) -> Any:
    """Ask for small records, column by column; each answer is stored at once; an empty first column ends."""
    rows = [dict(row) for row in old]
    while True:
        at = len(rows)
        row: dict[str, Any] = {}
        try:
            ended = _ask_row(room, field, (*path, at), row, lambda filled: save([*rows, filled]))
        except GoBack:
            if not rows:
                raise
            rows.pop()  # asked for again, with what was answered before as the old text
            save(rows)
            room.tell("walk_row_again", "hint")
            continue
        if ended is not None:
            return rows or ended
        rows.append(row)
        save(rows)


def _ask_row(
    room: Room, field: KindField, path: Path, row: dict[str, Any], save: Callable[[dict[str, Any]], None]
) -> NoAnswer | None:
    """Fill *row*; return None when it is filled, or what ended the rows."""
    at = 0
    while at < len(field.fields):
        column = field.fields[at]
        if at == 0:
            column = column.model_copy(update={"needed": "optional", "hint": column.hint or field.hint})
            if path[-1] == 0:
                room.tell("walk_rows_begin", "plain", label=field.question.in_(room.lang))
        try:
            value = ask_field(room, column, path=(*path, column.id), old=row.get(column.id), save=lambda _value: None)
        except GoBack:
            if at == 0:
                raise
            at -= 1
            continue
        if at == 0 and (isinstance(value, NoAnswer) or value in ("", [])):
            return value if value is UNKNOWN else SKIPPED
        if not isinstance(value, NoAnswer):
            row[column.id] = value
            save(row)
        at += 1
    return None

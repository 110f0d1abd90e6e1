"""What came from the phones is looked through before it is stored: written anew, merged, taken away, parked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from innoguide.jobs.walk.clearing import cleared_note
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer, Wanted
from innoguide.model.language import clean_line
from innoguide.model.phone_review import Edit, Row, Strange, edited, groups_of, joined, read_edit, rows_of
from innoguide.model.phones import Round
from innoguide.texts import t, tn

DONE = ("", "klar", "klart", "klara", "ja", "ok", "done", "yes")
UNDO = ("ångra", "angra", "undo")
LIST = ("lista", "visa", "list", "show")


def begin_review(room: Room, state: Round) -> None:
    """Keep the notes of *state* on disk as they came, to be looked through."""
    rows = [asdict(row) for row in rows_of(state)]
    room.keep(phones="review", review={"rows": rows, "checked": 0, "edits": []})


def look_through(room: Room) -> list[Row]:
    """Let the facilitator change the notes until all is right; return what is to be stored.

    Each change is on disk, so that a stop goes on there.
    """
    _clear_of_personal(room)
    _show(room, _rows(room))
    while True:
        if _review(room).get("merging"):
            _merge(room)
            continue
        rows = _rows(room)
        typed = _ask(room, rows)
        word = typed.casefold().strip()
        if word in DONE:
            return rows
        if word in UNDO:
            _undo(room)
        elif word in LIST:
            _show(room, rows)
        else:
            _change(room, typed, rows)


def _review(room: Room) -> dict[str, Any]:
    found: dict[str, Any] = room.state["review"]
    return found


def _keep(room: Room, **review: Any) -> None:
    room.keep(review={**_review(room), **review})


def _rows(room: Room) -> list[Row]:
    """Return the notes as they are now."""
    return edited(map(Row.read, _review(room)["rows"]), _review(room)["edits"])


# -- personal data ------------------------------------------------------------------------------------------------


def _clear_of_personal(room: Room) -> None:
    """Ask about each note that seems to hold personal data; nothing of it is on the screen before that."""
    rows = [dict(row) for row in _review(room)["rows"]]
    at = _review(room)["checked"]
    for row in rows[at:]:
        if room.guard.find(row["text"]):
            path = room.path("phones", "personal", row["number"])
            row["text"] = cleared_note(room, row["text"], number=row["number"], path=path)
            _keep(room, rows=rows, checked=row["number"])
    _keep(room, rows=rows, checked=len(rows))


# -- looking and changing -----------------------------------------------------------------------------------------


def _show(room: Room, rows: Sequence[Row]) -> None:
    room.show(Line(), Line(text=t("phone_review", notes=tn("phone_notes", len(rows))), tone="heading"))
    numbers = {one: row.number for row in rows for one in row.ids}
    table: tuple[int, ...] = ()
    for row in rows:
        if row.tables != table:
            table = row.tables
            room.show(Line(text=by_tables(row, room.lang)))
        room.show(Line(text=_line(row, numbers)))
    doubles = len(rows) - len(groups_of(rows))
    if doubles:
        room.tell("phone_doubles", "hint", number=doubles)


def by_tables(row: Row, lang: str) -> str:
    """Return where a note comes from: `bord 2`, or `bord 1, bord 2` for merged ones; empty without tables."""
    return ", ".join(t("phone_table", lang, table=table) for table in row.tables)


def _line(row: Row, numbers: dict[str, int]) -> str:
    more = [t("phone_builds_on", number=numbers[one]) for one in row.builds_on if one in numbers]
    more += [t("phone_is_parked")] if row.is_parked else []
    return f"{row.number:>3}  {row.text}" + (f" ({', '.join(more)})" if more else "")


def in_numbers(rows: Sequence[Row]) -> str:
    """Return how many notes and parked ideas *rows* become: `38 lappar och 1 parkerad idé`."""
    parked = sum(row.is_parked for row in rows)
    notes, ideas = tn("phone_notes", len(rows) - parked), tn("count_parked", parked)
    if not parked:
        return notes
    return ideas if parked == len(rows) else t("phone_notes_and_parked", notes=notes, ideas=ideas)


def _ask(room: Room, rows: Sequence[Row]) -> str:
    """Return a change as typed, `klar`, or another word that `look_through` knows."""
    question = Question(
        path=room.path("phones", "review"),
        text=t("phone_review_ask", notes=in_numbers(rows)),
        hint=t("phone_review_hint"),
        takes=frozenset({"undo"}),
    )
    while True:
        try:
            typed = room.ask(question)
        except (GoBack, Wanted):
            return UNDO[0]
        if not isinstance(typed, NoAnswer):
            return typed
        room.tell("phone_review_needed", "hint")


def _undo(room: Room) -> None:
    edits: list[Edit] = _review(room)["edits"]
    if not edits:
        room.tell("phone_nothing_to_undo", "hint")
        return
    _keep(room, edits=edits[:-1])
    room.tell("phone_undone", "saved")
    touched = edits[-1]["numbers"]
    _preview(room, [row for row in _rows(room) if row.number in touched])


def _change(room: Room, typed: str, rows: Sequence[Row]) -> None:
    edit = read_edit(typed, rows)
    if isinstance(edit, Strange):
        message = t("phone_no_number", number=edit.number) if edit.number else t("phone_strange")
        room.tell("walk_wrong", "warning", message=message)
        return
    if not edit["numbers"]:
        room.tell("phone_no_doubles", "hint")
        return
    edit["text"] = clean_line(edit["text"])
    if edit["do"] == "merge" and not edit["text"]:
        _keep(room, merging=edit)
    else:
        _do(room, edit)


def _do(room: Room, edit: Edit) -> None:
    _keep(room, edits=[*_review(room)["edits"], edit], merging=None)
    if edit["do"] == "drop":
        room.tell("phone_dropped", "saved", notes=tn("phone_notes", len(edit["numbers"])))
    _preview(room, [row for row in _rows(room) if row.number in edit["numbers"]])


def _merge(room: Room) -> None:
    """Ask what the merged note is to say, and merge; nothing is merged if the group thinks better of it."""
    edit: Edit = _review(room)["merging"]
    rows = {row.number: row for row in _rows(room)}
    both = joined([rows[number] for number in edit["numbers"]])
    question = Question(
        path=room.path("phones", "merge"), text=t("phone_merge"), hint=t("phone_merge_hint"), default=both
    )
    try:
        typed = room.ask(question)
    except GoBack:
        _keep(room, merging=None)
        return
    text = "" if isinstance(typed, NoAnswer) else clean_line(typed)
    _do(room, {**edit, "text": text or both})


def _preview(room: Room, rows: Sequence[Row]) -> None:
    numbers = {one: row.number for row in _rows(room) for one in row.ids}
    room.show(*(Line(text=_line(row, numbers)) for row in rows))

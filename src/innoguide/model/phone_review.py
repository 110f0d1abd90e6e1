"""What came from the phones, while it is looked through: the notes as numbered rows, and the changes made to them.

Rows keep their numbers, so that what somebody points at on the wall is not another one after a change. The changes are
plain dicts beside the rows as they came: what is done last can be undone, and a stop loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from innoguide.model.phones import Round

Edit = dict[str, Any]
"""What is done (`text`, `merge`, `drop`, `park`, `same`), the *numbers* it is done to, and the new *text* if any."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One note, or several that were merged; *ids* and *builds_on* are the ids that the phones gave."""

    number: int
    ids: tuple[str, ...]
    text: str
    tables: tuple[int, ...] = ()
    builds_on: tuple[str, ...] = ()
    is_parked: bool = False

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Row:
        """Return the row that *plain*, read from disk, says."""
        values: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in plain.items()}
        return cls(**values)


def rows_of(state: Round) -> list[Row]:
    """Return the notes of *state* as rows, table by table, oldest first."""
    notes = sorted(state.notes.values(), key=lambda note: note.table)
    return [
        Row(
            number=number,
            ids=(note.id,),
            text=note.text,
            tables=(note.table,) if note.table else (),
            builds_on=(note.builds_on,) if note.builds_on in state.notes else (),
        )
        for number, note in enumerate(notes, start=1)
    ]


def edited(rows: Iterable[Row], edits: Iterable[Edit]) -> list[Row]:
    """Return *rows* as they are after *edits*."""
    found = {row.number: row for row in rows}
    for edit in edits:
        picked = [found[number] for number in edit["numbers"] if number in found]
        if not picked:
            continue
        if edit["do"] in ("drop", "merge", "same"):
            for row in picked:
                del found[row.number]
        if edit["do"] in ("merge", "same"):
            picked = [_merged(rows) for rows in ([picked] if edit["do"] == "merge" else groups_of(picked))]
        for row in picked if edit["do"] != "drop" else ():
            found[row.number] = _changed(row, edit)
    return [found[number] for number in sorted(found)]


def groups_of(rows: Iterable[Row]) -> list[list[Row]]:
    """Return *rows* with those together that say the same."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.text.casefold().rstrip(".!"), []).append(row)
    return list(groups.values())


def _changed(row: Row, edit: Edit) -> Row:
    is_parked = edit["do"] == "park" or (edit["do"] != "merge" and row.is_parked)
    return replace(row, text=edit.get("text") or row.text, is_parked=is_parked)


def _merged(rows: Sequence[Row]) -> Row:
    ids = tuple(one for row in rows for one in row.ids)
    return Row(
        number=rows[0].number,
        ids=ids,
        text=joined(rows) if len(groups_of(rows)) > 1 else rows[0].text,
        tables=tuple(sorted({one for row in rows for one in row.tables})),
        is_parked=all(row.is_parked for row in rows),
        builds_on=tuple(dict.fromkeys(one for row in rows for one in row.builds_on if one not in ids)),
    )


def joined(rows: Sequence[Row]) -> str:
    """Return the text of several rows in one."""
    return " / ".join(dict.fromkeys(row.text for row in rows))


@dataclass(frozen=True)
class Strange:
    """Something typed that is no change: the *number* that is not there, or 0."""

    number: int = 0


_NUMBER = r"\d{1,4}(?:\s*[-–]\s*\d{1,4})?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:(?:\s*[,+&]\s*|\s+(?:och|and)\s+|\s+){_NUMBER})*)"
_ALL = r"(?P<all>alla|allt|all)"
_FORMS = (
    ("same", r"(?P<all>lika|samma|same|doubles)"),
    ("drop", rf"(?:ta bort|bort|släng|slang|remove|delete|drop)\s+(?:{_ALL}|{_NUMBERS})"),
    ("park", rf"(?:parkera|park)\s+(?:{_ALL}|{_NUMBERS})"),
    ("merge", rf"(?:slå ihop|sla ihop|merge|join)\s+{_NUMBERS}(?:\s*[:=]?\s+(?P<text>\D.*))?"),
    ("merge", r"(?P<numbers>\d{1,4}(?:\s*\+\s*\d{1,4})+)(?:\s*[:=]?\s+(?P<text>\D.*))?"),
    ("text", r"(?P<numbers>\d{1,4})\s*[.:)=]?\s+(?P<text>(?=.*[^\W\d]).+)"),
)


def read_edit(typed: str, rows: Sequence[Row]) -> Edit | Strange:
    """Return the change that *typed* means: `3 new text`, `3+5`, `remove 4`, `park 7-9`, in Swedish too."""
    for name, form in _FORMS:
        match = re.fullmatch(form, typed.strip(), re.IGNORECASE | re.DOTALL)
        if match:
            return _edit(name, match.groupdict(), rows)
    return Strange()


def _edit(name: str, found: Mapping[str, str | None], rows: Sequence[Row]) -> Edit | Strange:
    there = [row.number for row in rows]
    numbers = there if found.get("all") else _numbers(found["numbers"] or "", there)
    if isinstance(numbers, Strange):
        return numbers
    if name == "merge" and len(numbers) < 2:
        return Strange()
    if name == "same":
        numbers = [row.number for group in groups_of(rows) if len(group) > 1 for row in group]
    return {"do": name, "numbers": numbers, "text": (found.get("text") or "").strip()}


def _numbers(text: str, there: Sequence[int]) -> list[int] | Strange:
    """Return the numbers in *text*; of a span those that are there, and of the rest each must be."""
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", text):
        span = [one for one in there if int(first) <= one <= int(last or first)]
        if not span:
            return Strange(int(first))
        numbers += span
    return list(dict.fromkeys(numbers))

"""A form's export is read into the answers of one round: each row is a person, without name or time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from innoguide.errors import UsageError
from innoguide.files.formfile import FormRow, read_form_text
from innoguide.files.selfassessment import save_sheet
from innoguide.model.capacity_form import Columns, match_columns, read_cell
from innoguide.model.moves import RateQuestion
from innoguide.model.phones import DO_NOT_KNOW
from innoguide.texts import t

MOST_FAULTS = 10
"""More wrong cells than this are counted, not listed."""


@dataclass(frozen=True)
class FormAnswers:
    """What a form held: the answers of each *person*, which columns were not read, which statements it lacks."""

    file: str
    people: tuple[dict[str, int], ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    empty: int


def read_form(name: str, text: str, questions: Sequence[RateQuestion], lang: str) -> FormAnswers:
    """Return the answers in the *text* of the form called *name*. Raises `UsageError` that names line and column."""
    rows = read_form_text(name, text)
    head, body = (rows[0].cells, rows[1:]) if rows else ((), [])
    columns = match_columns(head, questions)
    if not columns.found:
        raise UsageError(t("capacity_no_columns", file=name), t("capacity_no_columns_hint", columns=_all(questions)))
    if columns.twice:
        raise UsageError(t("capacity_twice", file=name, columns=", ".join(columns.twice)), t("capacity_twice_hint"))
    people = [_answers(row, columns) for row in body]
    _refuse_faults(name, body, columns, head)
    answered = tuple(one for one in people if any(value != DO_NOT_KNOW for value in one.values()))
    known = {one.id for one in columns.found.values()}
    missing = tuple(one.text.in_(lang) for one in questions if one.id not in known)
    return FormAnswers(name, answered, columns.ignored, missing, len(people) - len(answered))


def keep_answers(folder: Path, round_: str, people: Iterable[Mapping[str, int]]) -> None:
    """Store what each of *people* has answered. The same file read again gives the same persons, not more of them."""
    seen: Counter[str] = Counter()
    for answers in people:
        said = json.dumps(answers, sort_keys=True)
        code = hashlib.sha256(f"{said} {seen[said]}".encode()).hexdigest()[:8]
        seen[said] += 1
        save_sheet(folder, round_, code, answers=answers, done=True)


def _answers(row: FormRow, columns: Columns) -> dict[str, int]:
    found = ((question.id, read_cell(_cell(row, at))) for at, question in columns.found.items())
    return {name: answer for name, answer in found if answer is not None}


def _cell(row: FormRow, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _refuse_faults(name: str, rows: Sequence[FormRow], columns: Columns, head: Sequence[str]) -> None:
    """Raise `UsageError` for cells that are no answers, without what stands in them: it may be about somebody."""
    faults = [
        t("capacity_cell", line=row.line, column=" ".join(head[at].split()))
        for row in rows
        for at in columns.found
        if read_cell(_cell(row, at)) is None
    ]
    if faults:
        more = [t("and_more", number=len(faults) - MOST_FAULTS)] if len(faults) > MOST_FAULTS else []
        listed = "\n".join([*faults[:MOST_FAULTS], *more])
        raise UsageError(f"{t('capacity_cells', file=name)}\n{listed}", t("capacity_cells_hint"))


def _all(questions: Sequence[RateQuestion]) -> str:
    return ", ".join(f"{number} ({one.id})" for number, one in enumerate(questions, start=1))

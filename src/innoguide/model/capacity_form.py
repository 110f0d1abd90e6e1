"""Which column of a form is which statement, and what its cells answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from innoguide.model.moves import RateQuestion
from innoguide.model.phones import DO_NOT_KNOW

UNKNOWN = (
    "",
    "-",
    "–",
    "?",
    "v",
    "vet inte",
    "vet ej",
    "vet inte/ej",
    "vet inte / vet ej",
    "don't know",
    "do not know",
)
"""What stands in a cell of somebody who does not know."""

_NUMBERED = re.compile(r"(?:fråga|påstående|nr|nummer|question|statement|no|number|q|f|p)?[ .:]*(\d{1,2})[ .):]*")
_BEFORE_TEXT = re.compile(r"(?:fråga|påstående|question|statement|q)?[ .:]*\d{1,2}\s*[.):–-]\s*(?=\D)")
_IN_BRACKETS = re.compile(r".*\[(.+)\]")  # a grid of Google Forms: "Question [row]"
_ANSWER = re.compile(r"([1-5])(?:[.,]0+)?(?:\s*[-–—=:(.,)].*|\s+\D.*)?")
_LONG = 20
"""So many signs of a statement are enough to know it by: forms cut long headings off."""


@dataclass(frozen=True)
class Columns:
    """The statements by the column they stand in, and the headings of the columns that are not read.

    *twice* are statements that several columns say they are.
    """

    found: Mapping[int, RateQuestion]
    ignored: tuple[str, ...]
    twice: tuple[str, ...] = ()


def match_columns(headings: Sequence[str], questions: Sequence[RateQuestion]) -> Columns:
    """Return which of *headings* is which statement: by its id, its text in any language, or its number."""
    found: dict[int, RateQuestion] = {}
    ignored: list[str] = []
    twice: list[str] = []
    for at, heading in enumerate(headings):
        question = _question(heading, questions)
        if question is None:
            ignored.append(" ".join(heading.split()))
        elif question in found.values():
            twice.append(question.id)
        else:
            found[at] = question
    return Columns(found, tuple(one for one in ignored if one), tuple(twice))


def read_cell(cell: str) -> int | None:
    """Return 1–5, or `DO_NOT_KNOW`; None where the cell is no answer."""
    text = _plain(cell)
    if text in UNKNOWN:
        return DO_NOT_KNOW
    found = _ANSWER.fullmatch(text)
    return int(found[1]) if found else None


def _question(heading: str, questions: Sequence[RateQuestion]) -> RateQuestion | None:
    text = _plain(heading)
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        at = int(numbered[1]) - 1
        return questions[at] if 0 <= at < len(questions) else None
    bracketed = _IN_BRACKETS.fullmatch(text)
    words = _plain(bracketed[1]) if bracketed else text
    return _by_text({words, _BEFORE_TEXT.sub("", words, count=1)}, questions)


def _by_text(texts: Iterable[str], questions: Sequence[RateQuestion]) -> RateQuestion | None:
    for question in questions:
        names = (_plain(question.text.sv), _plain(question.text.en))
        if any(text == question.id or _is_beginning(text, name) for text in texts for name in names):
            return question
    return None


def _is_beginning(heading: str, statement: str) -> bool:
    """Whether one is the beginning of the other, and long enough to be known by."""
    same = min(len(heading), len(statement))
    return same >= min(_LONG, len(statement)) and heading[:same] == statement[:same]


def _plain(text: str) -> str:
    """Return *text* as it is compared: no capitals, one kind of apostrophe, single spaces, no stop at the end."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("\u00ad", "")
    return " ".join(plain.split()).rstrip(".…")

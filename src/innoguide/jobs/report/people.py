"""Whom we have met: numbers, never identities; and what they said, gathered so that nobody can be picked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import WHO_FIELDS, Book
from innoguide.jobs.report.showing import lead, one_line
from innoguide.model.audience import POINTS_OUT
from innoguide.model.fields import KindField
from innoguide.model.language import sort_key
from innoguide.model.record import Record
from innoguide.model.tally import SMALLEST_GROUP
from innoguide.rendering.markdown import Value, escape, table

WAYS = ("interview", "observation", "diary", "test_result")
"""The kinds that count as a meeting with somebody. Entries of a diary are the same person again."""

_TYPES = ("user", "non_user", "relative", "staff", "performer", "decision_maker", "expert", "mixed", "other")
FEWER = {"sv": "färre än fem", "en": "fewer than five"}
NOT_SAID = {"sv": "ej angivet", "en": "not stated"}
_NOT_GATHERED = {
    "place",
    "date",
    "minutes",
    "consent_scope",
    "quote_ok",
    "returned",
    "form",
    "period_from",
    "period_to",
}


def whom_we_met(book: Book) -> dict[str, Any]:
    """Return how many were met in each way, by kind of participant, and by age."""
    ways = [kind for kind in WAYS if book.of_kind(kind)]
    return {
        "ways": {kind: len(book.of_kind(kind)) for kind in WAYS},
        "number": sum(len(book.of_kind(kind)) for kind in ways),
        "in_field": sum(len(book.of_kind(kind)) for kind in WAYS if kind != "test_result"),
        "non_users": _count_type(book, "non_user"),
        "staff": _count_type(book, "staff") + _count_type(book, "performer"),
        "table": _type_table(book, ways),
        "ages": _ages(book),
        "ages_by_type": _ages_by_type(book) if book.sees.persons else "",
        "minutes": sum(int(one.values.get("minutes") or 0) for one in book.of_kind("interview")),
    }


def _type_of(record: Record) -> str:
    return next((str(record.values[name]) for name in WHO_FIELDS if record.values.get(name)), "")


def _count_type(book: Book, wanted: str) -> int:
    return sum(_type_of(one) == wanted for kind in WAYS for one in book.of_kind(kind))


def _type_table(book: Book, ways: Sequence[str]) -> Value:
    counted = {kind: Counter(_type_of(one) for one in book.of_kind(kind)) for kind in ways}
    names = {
        _type_of(one): book.who(one) or NOT_SAID[book.lang] for kind in reversed(ways) for one in book.of_kind(kind)
    }
    order = sorted(names, key=lambda one: (_TYPES.index(one) if one in _TYPES else len(_TYPES), one == "", one))
    rows: list[list[Value]] = [[_capital(names[one]), *(counted[kind][one] or "–" for kind in ways)] for one in order]
    if len(rows) > 1:
        rows.append([_SUM[book.lang], *(sum(counted[kind].values()) for kind in ways)])
    return table([_HEAD[book.lang], *(book.plural(kind) for kind in ways)], rows) if ways else ""


_HEAD = {"sv": "Vilka", "en": "Who"}
_SUM = {"sv": "Summa", "en": "Total"}
_AGE = {"sv": "Ålder", "en": "Age"}
_NUMBER = {"sv": "Antal", "en": "Number"}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ages(book: Book) -> Value:
    """Return a table of age bands; small groups are not numbered in a public document."""
    counted = Counter(str(one.values["age_band"]) for one in book.of_kind("interview") if one.values.get("age_band"))
    rows = [[label, _hidden(book, counted[band])] for band, label in _bands(book) if counted[band]]
    return table([_AGE[book.lang], _NUMBER[book.lang]], rows)


def _hidden(book: Book, number: int) -> Value:
    return number if number >= SMALLEST_GROUP or book.sees.small_numbers else FEWER[book.lang]


def _bands(book: Book) -> list[tuple[str, str]]:
    kind = book.guide.kinds.get("interview")
    field = kind.by_id.get("age_band") if kind else None
    return [(one.id, one.label.in_(book.lang)) for one in field.options] if field else []


def _ages_by_type(book: Book) -> Value:
    counted = Counter((str(one.values.get("age_band", "")), _type_of(one)) for one in book.of_kind("interview"))
    types = [one for one in _TYPES if any(found == one for _band, found in counted)]
    names = {_type_of(one): book.who(one) for one in book.of_kind("interview")}
    rows = [
        [label, *(counted[(band, one)] or "–" for one in types)]
        for band, label in _bands(book)
        if any(counted[(band, one)] for one in types)
    ]
    return table([_AGE[book.lang], *(_capital(names[one]) for one in types)], rows)


def gathered(book: Book, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return field by field what all *records* say, in alphabetical order: nobody can be pieced together."""
    kind = book.guide.kinds.get(records[0].kind) if records else None
    found = []
    for field in kind.fields if kind else ():
        if field.id in POINTS_OUT or field.id in _NOT_GATHERED or field.id in WHO_FIELDS:
            continue
        texts = sorted(
            {text for one in records for text in _said(book, field, one)}, key=lambda text: (sort_key(text), text)
        )
        if texts:
            label = field.label.in_(book.lang)
            found.append({"label": label, "lead": lead(label, alone=True), "texts": [escape(one) for one in texts]})
    return found


def _said(book: Book, field: KindField, record: Record) -> list[str]:
    value = record.values.get(field.id)
    if not value or field.type not in ("text", "long", "texts", "rows"):
        return []
    if field.type == "texts":
        return [str(one) for one in value]
    if field.type == "rows":
        texts = [one for one in field.fields if one.type in ("text", "long")][:1]
        return [str(row[one.id]) for row in value for one in texts if row.get(one.id)]
    return [str(one_line(book, field, value))]

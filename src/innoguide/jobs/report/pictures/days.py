"""Days of records, as pictures need them."""

from __future__ import annotations

from datetime import date
from typing import Any

from innoguide.model.fields import is_date
from innoguide.model.language import MONTHS, long_date

_YEARS = range(1900, 2200)
"""A slip of the pen must not make an axis of a thousand years."""


def day_of(value: Any) -> date | None:
    """Return the day that a value begins with, if it is one."""
    text = str(value or "")[:10]
    found = date.fromisoformat(text) if is_date(text) else None
    return found if found and found.year in _YEARS else None


def span(first: date, last: date, lang: str) -> str:
    """Return `7–11 september 2026`, `7 september–2 oktober 2026`, or one day."""
    if first == last:
        return long_date(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last, lang)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[lang][first.month - 1]}–{long_date(last, lang)}"
    return f"{long_date(first, lang)}–{long_date(last, lang)}"

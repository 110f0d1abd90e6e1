"""`Column` and `Table`: what a dataset is made of, and how a group becomes rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from innoguide.model.programme.numbers import total
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.themes import Themes

Type = Literal["text", "integer", "number", "boolean", "date"]
Value = str | int | float | bool | date | None
Row = tuple[Value, ...]
Take = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """A column: its *name*, its *type*, what it means, and how it is taken from what a row is made of.

    Without *take* it is what has the column's name there. What is empty becomes no value.
    """

    name: str
    type: Type
    about: str
    take: Take | None = None

    def value(self, source: object) -> Value:
        """Return the value in the row that is made of *source*."""
        found = self.take(source) if self.take else getattr(source, self.name)
        if self.type == "date":
            return day_of(str(found or ""))
        if self.type == "text":
            return _text(found)
        return found  # type: ignore[no-any-return]  # numbers are typed in the summary


def _text(found: object) -> str | None:
    if isinstance(found, Sequence) and not isinstance(found, str):
        found = "; ".join(str(one) for one in found)
    return str(found) if found not in (None, "") else None


def day_of(text: str) -> date | None:
    """Return the day that *text* is; None where it is none: a summary may be written by hand."""
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    return None


@dataclass(frozen=True)
class Table:
    """A table: what a row *is*, its columns, and how a group's *sources* are found, one for each row."""

    name: str
    is_: str
    sources: Callable[[Gathered, Themes], Iterable[object]]
    columns: tuple[Column, ...]

    def rows(self, gathered: Gathered, themes: Themes) -> list[Row]:
        """Return the rows of one group, in the order that its summary has them."""
        found = self.sources(gathered, themes)
        return [tuple(column.value(one) for column in self.columns) for one in found]


def people(name: str, about: str, take: Take) -> tuple[Column, Column]:
    """Return two columns for a number of people: at least and at most, the same where nothing is hidden."""
    return (
        Column(f"{name}_least", "integer", f"{about}, at least", lambda one: total([take(one)]).least),
        Column(
            f"{name}_most",
            "integer",
            f"{about}, at most: more than at least where fewer than five are hidden",
            lambda one: total([take(one)]).most,
        ),
    )

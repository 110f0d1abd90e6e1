"""Numbers of people, so that few can never be told apart: 0, five or more, or only `1-4`.

Totals are made of what is published alone, as a least and a most. So nothing can be found by subtraction: what was
hidden is in no total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from innoguide.model.tally import SMALLEST_GROUP
from innoguide.texts import t

FEW: Literal["1-4"] = "1-4"
"""What stands for fewer than five, but somebody."""


def protect(number: object) -> object:
    """Return *number* as it may be published: one to four become `1-4`. What is no number is left to Pydantic."""
    if isinstance(number, str) and number.isdigit():
        number = int(number)
    if isinstance(number, int) and not isinstance(number, bool) and 0 < number < SMALLEST_GROUP:
        return FEW
    return FEW if number == "1–4" else number


Number = Annotated[Annotated[int, "people"] | Literal["1-4"], BeforeValidator(protect)]
"""A number of people as it may be published. Also what is read from a file is protected: it may be written by hand."""


@dataclass(frozen=True)
class Total:
    """The sum of published numbers: at *least* and at *most*."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        """Whether nothing in it is hidden."""
        return self.least == self.most


def total(numbers: Iterable[int | str]) -> Total:
    """Return what published *numbers* come to together."""
    least = most = 0
    for one in numbers:
        least += 1 if isinstance(one, str) else one
        most += SMALLEST_GROUP - 1 if isinstance(one, str) else one
    return Total(least, most)


def number_text(number: int | str | Total, lang: str) -> str:
    """Return a published number, or a total, as it is written: `12`, `1–4`, `43–49`."""
    if isinstance(number, Total):
        return str(number.least) if number.is_exact else f"{number.least}–{number.most}"
    return t("programme_few", lang) if isinstance(number, str) else str(number)

"""How wide the columns of a table are on paper, by what stands in them."""

from __future__ import annotations

import re

from innoguide.rendering.charts.text import width_of
from innoguide.rendering.documents.blocks import Table
from innoguide.rendering.documents.paper import words

_PADDING = 1.4
_LONGEST_WORD = 13.0
_NEARLY_FULL = 0.6
_NUMBER = re.compile(r"[–—-]?|[+−–-]?\d[\d\s.,:]*(?:\s?(?:%|min|kr|st))?")


def column_shares(table: Table, room: float) -> list[float]:
    """Return how much of the text's width each column gets; together at most 1.

    *room* is that width in sizes of the table's text. A table of short words keeps its width, so that the eye finds the
    way along its rows; one that is too wide gives most to the columns with most text, and none less than its longest
    word. In a form the columns to write in share what those with text leave.
    """
    if table.shares:
        return [share / sum(table.shares) for share in table.shares]
    columns = [_texts(table, at) for at in range(len(table.head))]
    natural = [max(_lengths(texts)) + _PADDING for texts in columns]
    if sum(natural) <= room and not table.tall:
        scale = room if sum(natural) < _NEARLY_FULL * room else sum(natural)
        return [width / scale for width in natural]
    least = [min(max(_lengths(_single_words(texts))), _LONGEST_WORD) + _PADDING for texts in columns]
    if sum(least) >= room:
        return [width / sum(least) for width in least]
    weights = [1.0 if table.tall else sum(_lengths(texts)) or 1.0 for texts in columns]
    most = [width if any(texts[1:]) else room for width, texts in zip(natural, columns, strict=True)]
    widths = _filled(least, most if table.tall else natural, weights, room)
    return [width / sum(widths) for width in widths]


def number_columns(table: Table) -> list[bool]:
    """Return which columns hold numbers alone: these stand to the right, the digits under each other."""
    return [_is_number_column([words(row[at]) for row in table.rows if at < len(row)]) for at in range(len(table.head))]


def _is_number_column(texts: list[str]) -> bool:
    numbers = [text.strip() for text in texts if text.strip(" –")]
    return bool(numbers) and all(_NUMBER.fullmatch(text) for text in numbers)


def _texts(table: Table, at: int) -> list[str]:
    """Return what stands in a column; the head, which is bold, first."""
    return [words(row[at]) if at < len(row) else "" for row in (table.head, *table.rows)]


def _lengths(texts: list[str]) -> list[float]:
    return [width_of(text, 1, bold=number == 0) for number, text in enumerate(texts)]


def _single_words(texts: list[str]) -> list[str]:
    """Return the longest word of each text, the head still first."""
    return [max(re.split(r"[\s-]+", text), key=len) for text in texts]


def _filled(least: list[float], most: list[float], weights: list[float], room: float) -> list[float]:
    """Return widths between *least* and *most* that fill *room*; what one column has no use for goes to the others."""
    widths = list(least)
    while True:
        spare = room - sum(widths)
        open_columns = [at for at, width in enumerate(widths) if width < most[at]]
        if spare < 0.01 or not open_columns:
            return widths
        total = sum(weights[at] for at in open_columns)
        for at in open_columns:
            widths[at] = min(widths[at] + spare * weights[at] / total, most[at])

"""A field as a place to write in by hand: a frame, a row of boxes to tick, or an empty table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from innoguide.jobs.worksheet.have import Have
from innoguide.model.fields import KindField
from innoguide.model.record import Record
from innoguide.rendering.documents.blocks import Block, Box, Boxes, Inlines, Paragraph, Table, Text
from innoguide.texts import t

TICK = "☐"
EMPTY_ROWS = 5
_LINES = {"long": 5, "texts": 4, "refs": 3, "ref": 2, "text": 2, "number": 1, "date": 1}
"""Lines of handwriting by the type of the field."""

_TICKED = ("choice", "choices", "yes_no", "scale")
_SHORT = 2


def line(text: str, *, strong: bool = False) -> Inlines:
    """Return *text* as a line."""
    return (Text(text, strong=strong),) if text else ()


def paragraph(text: str, *, strong: bool = False) -> Paragraph:
    """Return *text* as a paragraph."""
    return Paragraph(line(text, strong=strong))


def form(fields: Iterable[KindField], lang: str, record: Record | None, have: Have) -> Iterator[Block]:
    """Yield a place for each field, short ones two in a row; with *record*, what it says stands there."""
    waiting: list[Box] = []
    for field in fields:
        value = have.value(record, field)
        if field.type == "rows":
            yield from _rowed(waiting)
            waiting = []
            yield from _rows(field, lang, value or (), have)
        else:
            waiting.append(_box(field, lang, value, have))
    yield from _rowed(waiting)


def _rowed(boxes: Sequence[Box]) -> Iterator[Block]:
    """Yield the boxes in order, two short ones side by side."""
    at = 0
    while at < len(boxes):
        pair = boxes[at : at + 2]
        beside = len(pair) == 2 and all(one.lines <= _SHORT and not one.blocks for one in pair)
        yield Boxes(2 if beside else 1, tuple(pair if beside else pair[:1]))
        at += 2 if beside else 1


def _box(field: KindField, lang: str, value: Any, have: Have) -> Box:
    hint = _asked(field, lang)
    label = field.label.in_(lang)
    if field.type in _TICKED:
        return Box(label, hint, 0, (paragraph(_choices(field, lang, value)),))
    said = have.said(field, value)
    return Box(label, hint, 1 if said else _LINES[field.type], tuple(paragraph(one) for one in said))


def _asked(field: KindField, lang: str) -> str:
    text = field.ask or field.hint
    return text.in_(lang) if text else ""


def _choices(field: KindField, lang: str, value: Any) -> str:
    """Return `☐ svag   ☐ stark`, those chosen ticked."""
    chosen = {value} if isinstance(value, str | int) else set(value or ())
    if field.type == "yes_no":
        options: list[tuple[Any, str]] = [(True, t("yes", lang)), (False, t("no", lang))]
        chosen = set() if value is None else {value}
    elif field.type == "scale":
        ends = {1: field.low, 5: field.high}
        options = [(n, f"{n} {end.in_(lang)}" if (end := ends.get(n)) else str(n)) for n in range(1, 6)]
    else:
        options = [(one.id, one.label.in_(lang)) for one in field.options]
    return "   ".join(f"{'☒' if key in chosen else TICK} {label}" for key, label in options)


def _rows(field: KindField, lang: str, rows: Sequence[dict[str, Any]], have: Have) -> Iterator[Block]:
    """Yield an empty table, its columns the fields of a row."""
    columns = [one for one in field.fields if one.needed != "optional"] or [*field.fields]
    hint = _asked(field, lang)
    yield paragraph(f"{field.label.in_(lang).rstrip(':?')}:", strong=True)
    if hint:
        yield paragraph(hint)
    filled = [tuple(line("; ".join(have.said(one, row.get(one.id)))) for one in columns) for row in rows]
    yield empty_table([one.label.in_(lang) for one in columns], filled, caption=field.label.in_(lang))


def empty_table(
    heads: Sequence[str],
    filled: Sequence[tuple[Inlines, ...]] = (),
    *,
    rows: int = EMPTY_ROWS,
    caption: str,
    tall: int = 2,
    shares: Sequence[float] = (),
) -> Table:
    """Return a table of so many *rows* to write in; those *filled* stand first, and leave at least one empty."""
    empty = max(rows - len(filled), 1)
    body = (*filled, *((tuple(() for _ in heads),) * empty))
    return Table(tuple(line(one) for one in heads), body, caption=caption, tall=tall, shares=tuple(shares))

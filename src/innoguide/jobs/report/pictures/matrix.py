"""What was placed on two scales: a picture, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from innoguide.jobs.report.book import NUMBER, Book
from innoguide.model.fields import KindField
from innoguide.model.guide import Kind
from innoguide.model.language import Bilingual, slug
from innoguide.model.moves import Place
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.matrix import STEPS, Axis, Corners, Point, draw_matrix
from innoguide.rendering.markdown import Value, table
from innoguide.texts import t

_NAMES = {"sv": "matris", "en": "matrix"}
_HIGH = STEPS - 1


def build_matrices(book: Book) -> dict[str, dict[str, Any]]:
    """Return a matrix for each kind that is placed in a method; by kind, empty while nothing has been placed."""
    moves = {move.kind: move for move in _places(book)}
    return {kind: build_matrix(book, moves[kind]) if kind in moves else _NOTHING for kind in {*moves, *_SHOWN}}


_SHOWN = ("assumption", "insight", "idea")
"""Kinds whose matrix has a place in a template; another guide may not place them."""

_NOTHING = {"picture": "", "table": ""}


def _places(book: Book) -> Iterator[Place]:
    for methods in book.guide.methods.values():
        for method in methods:
            yield from (move for move in method.script if isinstance(move, Place))


def build_matrix(book: Book, move: Place) -> dict[str, Any]:
    """Return the picture and the table of the records that *move* has placed."""
    kind = book.guide.kinds.get(move.kind)
    axes = [kind.by_id[name] for name in (move.x, move.y) if name in kind.by_id] if kind else []
    placed = [one for one in book.of_kind(move.kind) if all(_value(one, axis) for axis in axes)]
    if kind is None or len(axes) != 2 or not placed:
        return _NOTHING
    name = f"{_NAMES[book.lang]}-{slug(kind.plural.in_(book.lang))}"
    labels = [axis.label.in_(book.lang) for axis in axes]
    rows: list[list[Value]] = [
        [book.numbers[one.id], book.label(one), *(_value(one, axis) for axis in axes)] for one in placed
    ]
    return {
        "picture": book.picture(name, lambda: _draw(book, kind, move, placed)),
        "table": table([NUMBER[book.lang], book.title(kind.kind), *labels], rows),
    }


def _value(record: Record, axis: KindField) -> int:
    """Return where a record stands on a scale; 0 when it has not been placed."""
    value = record.values.get(axis.id)
    return value if isinstance(value, int) and 1 <= value <= STEPS else 0


def _draw(book: Book, kind: Kind, move: Place, placed: list[Record]) -> Drawing:
    x, y = kind.by_id[move.x], kind.by_id[move.y]
    return draw_matrix(
        title=t("picture_matrix_title", book.lang, kind=book.plural(kind.kind)),
        description=t(
            "picture_matrix_alt",
            book.lang,
            kind=book.plural(kind.kind),
            x=x.label.in_(book.lang),
            y=y.label.in_(book.lang),
            placed=len(placed),
            all=len(book.of_kind(kind.kind)),
            high=sum(_value(one, y) >= _HIGH for one in placed),
        ),
        axes=(_axis(x, book.lang), _axis(y, book.lang)),
        points=[
            Point(book.numbers[one.id], book.label(one, 110), _value(one, x), _value(one, y), chosen=_is_chosen(one))
            for one in placed
        ],
        lang=book.lang,
        corners=Corners(
            *(
                _in(getattr(move.corners, name), book.lang)
                for name in ("top_left", "top_right", "bottom_left", "bottom_right")
            )
        ),
        chosen=t("picture_chosen", book.lang),
    )


def _axis(field: KindField, lang: str) -> Axis:
    return Axis(field.label.in_(lang), _in(field.low, lang), _in(field.high, lang))


def _in(text: Bilingual | None, lang: str) -> str:
    return text.in_(lang) if text else ""


def _is_chosen(record: Record) -> bool:
    return record.values.get("chosen") is True or record.values.get("state") == "chosen"

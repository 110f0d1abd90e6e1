"""The fields of a record as they are shown: each with its label and one of four shapes, so that nothing is dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.audience import hidden_fields, points_out
from innoguide.model.fields import KindField, is_date
from innoguide.model.record import Record
from innoguide.rendering import markdown
from innoguide.rendering.markdown import Markdown, Value, escape
from innoguide.texts import t

OF_FIVE = {"sv": "{} av 5", "en": "{} of 5"}
AND = {"sv": "och", "en": "and"}

CODE = re.compile(r"\b[A-ZÅÄÖ]{1,2}\d{1,3}\b")
"""The code of a person who was met: `U07`."""


def is_withheld(book: Book, record: Record, field_id: str) -> bool:
    """Whether the field must not stand in the document."""
    sees = book.sees
    if points_out(field_id, sees) or field_id in hidden_fields(record.kind, sees):
        return True
    if field_id == "date":
        return not sees.persons and book.is_personal(book.kind(record))
    return field_id == "whose" and not sees.persons and bool(CODE.search(str(record.values.get("whose", ""))))


def shown_fields(
    book: Book, record: Record, *, skip: Iterable[str] = (), only: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return the fields with a value, in the guide's order, those of one line first.

    A field that the guide does not know is shown under its own id: what a group has said is never dropped.
    """
    kind = book.kind(record)
    known = list(kind.fields) if kind else []
    names = [one.id for one in known] + [name for name in record.values if kind is None or name not in kind.by_id]
    wanted = [name for name in (only or names) if name in record.values and name not in set(skip)]
    shown = []
    for name in wanted:
        if not is_withheld(book, record, name):
            field = kind.by_id.get(name) if kind else None
            shown.append(_shown(book, field, name, record.values[name]))
    found = [one for one in shown if one["value"]]
    return sorted(found, key=lambda one: one["shape"] in ("long", "table"))


def shown_by_id(book: Book, record: Record) -> dict[str, Any]:
    """Return what each field of the kind says, by its id: a list of what may be several, empty where it is silent."""
    kind = book.kind(record)
    said: dict[str, Any] = {}
    for field in kind.fields if kind else ():
        value = record.values.get(field.id)
        is_shown = value is not None and not is_withheld(book, record, field.id)
        shown = _shown(book, field, field.id, value)["value"] if is_shown else ""
        is_several = field.type in ("texts", "refs")
        said[field.id] = ([shown] if shown else []) if is_several and not isinstance(shown, list) else shown
    return said


def _shown(book: Book, field: KindField | None, name: str, value: Any) -> dict[str, Any]:
    label = field.label.in_(book.lang) if field else name
    if field is None:
        return _field(label, "line", _strange(value))
    if field.type == "rows":
        return _rows(book, field, value, label)
    if field.type in ("texts", "refs"):
        items = _refs(book, value) if field.type == "refs" else [escape(one) for one in value]
        return _field(label, "list", items) if len(items) > 1 else _field(label, "line", items[0] if items else "")
    if field.type == "long" and "\n\n" in value.strip():
        return _field(label, "long", value)
    return _field(label, "line", one_line(book, field, value))


def _rows(book: Book, field: KindField, rows: list[dict[str, Any]], label: str) -> dict[str, Any]:
    columns = [one for one in field.fields if any(row.get(one.id) not in (None, "", []) for row in rows)]
    strange = sorted({key for row in rows for key in row} - {one.id for one in field.fields})
    cells = [
        [one_line(book, one, row.get(one.id)) for one in columns] + [_strange(row.get(key)) for key in strange]
        for row in rows
    ]
    if len(columns) + len(strange) == 1:
        return _field(label, "list", [escape(row[0]) for row in cells])
    headers = [one.label.in_(book.lang) for one in columns] + strange
    return _field(label, "table", markdown.table(headers, cells))


def _field(label: str, shape: str, value: Any) -> dict[str, Any]:
    return {"label": label, "lead": lead(label, alone=shape != "line"), "shape": shape, "value": value}


def lead(label: str, *, alone: bool) -> str:
    """Return the label as it stands before its value; *alone* on its line it must not end like a heading."""
    text = label.rstrip()
    if text.endswith("…"):
        return text.rstrip("… ") + ":" if alone else text
    return text if text.endswith(("?", "!", ":", ".")) else text + ":"


def _strange(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_strange(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_strange, value))
    return "" if value is None else str(value)


def one_line(book: Book, field: KindField, value: Any) -> Value:
    """Return the value of a field that is no `rows` on one line, as text or finished Markdown."""
    if value is None:
        return ""
    writer = _WRITERS.get(field.type)
    return writer(book, field, value) if writer else str(value)


def _one_ref(book: Book, _field: KindField, value: Any) -> Value:
    found = book.find(value)
    return book.line(found, 160) if found else ""


def _refs(book: Book, ids: Iterable[str]) -> list[Markdown]:
    """Return a line a reference; the same words several times (people not to be told apart) become one."""
    lines = Counter(book.line(one, 200) for one in book.find_all(ids))
    return [Markdown(f"{line} × {times}") if times > 1 else line for line, times in lines.items()]


def day(book: Book, value: str) -> str:
    """Return `24 november 2026`; what is no date stays as it is."""
    return markdown.date(value, lang=book.lang) if is_date(value[:10]) else value


def _choices(book: Book, field: KindField, value: Any) -> Value:
    labels = {one.id: one.label.in_(book.lang) for one in field.options}
    return ", ".join(labels.get(one, one) for one in ([value] if isinstance(value, str) else value))


_WRITERS: dict[str, Callable[[Book, KindField, Any], Value]] = {
    "text": lambda _book, _field, value: str(value),
    "long": lambda _book, _field, value: str(value),
    "texts": lambda _book, _field, value: Markdown("; ".join(map(escape, value))),
    "number": lambda book, _field, value: markdown.number(value, lang=book.lang),
    "scale": lambda book, _field, value: OF_FIVE[book.lang].format(value),
    "choice": _choices,
    "choices": _choices,
    "yes_no": lambda book, _field, value: t("yes" if value else "no", book.lang),
    "date": lambda book, _field, value: day(book, value),
    "ref": _one_ref,
    "refs": lambda book, _field, value: Markdown("; ".join(_refs(book, value))),
}


def joined(book: Book, parts: Sequence[str]) -> str:
    """Return `a, b och c`."""
    return ", ".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {AND[book.lang]} {parts[-1]}"


def quoted(book: Book, text: str) -> Markdown:
    """Return the text between quotation marks; those it already has are not doubled."""
    opening, closing = ("”", "”") if book.lang == "sv" else ("“", "”")
    words = text.strip().strip('”“"»«').strip()
    return Markdown(f"{opening}{escape(words)}{closing}")

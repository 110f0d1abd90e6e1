"""Step 1 and what follows from it: the challenge in all its versions, assumptions and what became of them, actors."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from innoguide.jobs.report.book import NUMBER, Book, clause
from innoguide.jobs.report.listing import build_block
from innoguide.jobs.report.pictures.actor_map import actor_picture
from innoguide.jobs.report.showing import CODE, day, one_line, shown_fields
from innoguide.model.guide import Kind
from innoguide.model.record import Record
from innoguide.rendering.markdown import Markdown, Value, escape, table

_WORDING = ("question", "version", "replaces", "reason")
_IN_SHORT = ("about", "importance", "affected", "place_time", "scope_in", "scope_out", "evidence")


def versions_of(book: Book) -> list[Record]:
    """Return the versions of the challenge, oldest first."""
    found = book.of_kind("challenge")
    return sorted(found, key=lambda one: (int(one.values.get("version") or 0), book.numbers[one.id]))


def build_challenge(book: Book) -> dict[str, Any]:
    """Return the challenge as it is worded now, and the wordings before it with the reasons for each change."""
    versions = versions_of(book)
    if not versions:
        return {"question": "", "short": [], "fields": [], "versions": [], "older": []}
    now = versions[-1]
    return {
        "question": str(now.values.get("question", "")),
        "short": shown_fields(book, now, only=_IN_SHORT),
        "fields": shown_fields(book, now, skip=_WORDING),
        "versions": [
            {
                "number": str(one.values.get("version") or at),
                "question": str(one.values.get("question", "")),
                "reason": str(one.values.get("reason", "")),
            }
            for at, one in enumerate(versions, start=1)
        ],
        "older": [_older(book, one, after) for one, after in pairwise(versions)],
    }


def _older(book: Book, version: Record, after: Record) -> dict[str, Any]:
    """Return what an earlier version said otherwise than the one after it."""
    same = [name for name, value in version.values.items() if after.values.get(name) == value]
    return build_block(book, version, skip=(*_WORDING, *same))


def build_assumptions(book: Book) -> dict[str, Any]:
    """Return the assumptions, the riskiest first (much depends on it, and we are not sure), and how they ended."""
    found = sorted(book.of_kind("assumption"), key=lambda one: (-_risk(one), book.numbers[one.id]))
    outcomes = [str(one.values.get("outcome", "unconfirmed")) for one in found]
    return {
        "number": len(found),
        "table": _assumption_table(book, found),
        "rest": _rest(book, found, ("statement", "about", "importance", "certainty", "outcome", "learned")),
        "outcomes": {name: outcomes.count(name) for name in ("unconfirmed", "confirmed", "refuted", "changed")},
        "fallen": [_fallen(book, one) for one in found if one.values.get("outcome") in ("refuted", "changed")],
        "open": [book.label(one) for one in found if one.values.get("outcome", "unconfirmed") == "unconfirmed"],
    }


def _risk(record: Record) -> int:
    return int(record.values.get("importance") or 3) * (6 - int(record.values.get("certainty") or 3))


def _fallen(book: Book, record: Record) -> dict[str, str]:
    learned = str(record.values.get("learned", ""))
    return {
        "statement": clause(book.label(record)),
        "outcome": book.option(record, "outcome").lower(),
        "learned": learned,
    }


def _assumption_table(book: Book, records: list[Record]) -> Value:
    kind = book.guide.kinds.get("assumption")
    return _kind_table(book, kind, records, ("statement", "about", "importance", "certainty", "outcome", "learned"))


def _kind_table(book: Book, kind: Kind | None, records: list[Record], names: tuple[str, ...]) -> Markdown:
    """Return a table of the fields *names* that have a value in any of the records."""
    if kind is None:
        return Markdown()
    used = [kind.by_id[name] for name in names if name in kind.by_id and any(name in one.values for one in records)]
    rows = [
        [book.numbers[one.id], *(one_line(book, field, one.values.get(field.id)) for field in used)] for one in records
    ]
    return table([NUMBER[book.lang], *(field.label.in_(book.lang) for field in used)], rows)


def _rest(book: Book, records: list[Record], skip: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return what a table of *records* leaves out."""
    blocks = [{"name": book.name(one), "fields": shown_fields(book, one, skip=skip)} for one in records]
    return [one for one in blocks if one["fields"]]


_ON_MAP = ("name", "actor_type", "internal", "relation", "involve_how", "contact_by", "contact_when")


def build_actors(book: Book) -> dict[str, Any]:
    """Return the actors ring by ring, nearest the user first, and all else that is known of them."""
    kind = book.guide.kinds.get("actor")
    found = book.of_kind("actor")
    rings = list(kind.by_id["ring"].options) if kind and "ring" in kind.by_id else []
    known = {one.id for one in rings}
    groups = [(one.label.in_(book.lang), [r for r in found if r.values.get("ring") == one.id]) for one in rings]
    groups.append(("", [one for one in found if one.values.get("ring") not in known]))
    return {
        "number": len(found),
        "picture": actor_picture(book),
        "rings": [{"ring": label, "table": _kind_table(book, kind, some, _ON_MAP)} for label, some in groups if some],
        "rest": _rest(book, found, (*_ON_MAP, "ring")),
    }


def build_parked(book: Book, records: list[Record]) -> list[dict[str, Any]]:
    """Return the parked ideas among *records*, and whether they have been taken up."""
    shown = []
    for one in records:
        became = book.find(one.values.get("became"))
        shown.append(
            {
                "text": book.label(one),
                "role": _said_by(book, one),
                "picked_up": one.values.get("picked_up") is True or became is not None,
                "became": _became(book, one, became) if became else "",
                "rest": shown_fields(book, one, skip=("text", "role", "picked_up", "became")),
            }
        )
    return shown


def _said_by(book: Book, parked: Record) -> str:
    """Return the role of whoever said it; in public not with the code of a person who was met."""
    role = str(parked.values.get("role", ""))
    return "" if CODE.search(role) and not book.sees.persons else role


def _became(book: Book, parked: Record, idea: Record) -> Markdown:
    """Return the idea that a parked one became; its words only when they are others."""
    same = book.label(parked).casefold() == book.label(idea).casefold()
    return book.linked_name(idea) if same else book.line(idea, 120)


def build_mandate(book: Book) -> dict[str, Any]:
    """Return who commissioned the work, and its frame, in the newest mandate."""
    found = book.of_kind("mandate")
    now = found[-1] if found else None
    values = now.values if now else {}
    return {
        "commissioner": str(values.get("commissioner", "")),
        "mandate": str(values.get("mandate", "")),
        "team": [escape(_member(row)) for row in values.get("team", ())],
        "hours": int(values.get("hours_planned") or 0),
        "from": day(book, str(values.get("period_from", ""))),
        "to": day(book, str(values.get("period_to", ""))),
    }


def _member(row: dict[str, Any]) -> str:
    return f"{row.get('role', '')} ({row['unit']})" if row.get("unit") else str(row.get("role", ""))

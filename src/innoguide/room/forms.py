"""What a phone has sent, checked and as events. What cannot be right is a `Refusal` with friendly words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from innoguide.model.language import clean_line
from innoguide.model.phones import DO_NOT_KNOW, Item, RoundPlan
from innoguide.room.limits import LONGEST_NOTE, MOST_FIELDS
from innoguide.room.refusal import Refusal

Fields = Mapping[str, str]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,3}")
_DOTS = re.compile(r"dots-([0-9]{1,3})-([0-9]{1,3})")
_RATE = re.compile(r"rate-([0-9]{1,3})")
_RATINGS = tuple(str(value) for value in (*range(1, 6), DO_NOT_KNOW))


def read_form(body: bytes) -> dict[str, str]:
    """Return the fields of a form as browsers send it; of fields with the same name the last counts."""
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise Refusal(400, "room_not_read") from error
    return dict(pairs)


def note_id(fields: Fields) -> str:
    """Return the id that the phone gave its note; empty if it gave none."""
    given = fields.get("id", "")
    if given and not _ID.fullmatch(given):
        raise Refusal(400, "room_not_read")
    return given


def note_text(fields: Fields) -> str:
    """Return the text of a note on one line, without signs that cannot be seen."""
    text = clean_line(fields.get("text", ""))
    if not text:
        raise Refusal(400, "room_empty")
    if len(text) > LONGEST_NOTE:
        raise Refusal(400, "room_too_long", longest=LONGEST_NOTE, number=len(text))
    return text


def table_number(fields: Fields, tables: int) -> int:
    """Return the table that was chosen, of *tables*."""
    given = fields.get("table", "")
    if not _NUMBER.fullmatch(given) or not 1 <= int(given) <= tables:
        raise Refusal(400, "room_no_table")
    return int(given)


def ballot(fields: Fields, plan: RoundPlan) -> dict[str, dict[str, int]]:
    """Return the dots by the ids of criterion and item. Nobody has more dots than the plan says."""
    placed: dict[str, dict[str, int]] = {}
    for name, value in fields.items():
        if not name.startswith("dots-"):
            continue
        found = _DOTS.fullmatch(name)
        if not found or not (value == "" or _NUMBER.fullmatch(value)):
            raise Refusal(400, "room_bad_dots")
        criterion, item = _at(plan.criteria, found[1]), _at(plan.items, found[2])
        if int(value or 0):
            placed.setdefault(criterion.id, {})[item.id] = int(value)
    for per_item in placed.values():
        if sum(per_item.values()) > plan.dots:
            raise Refusal(400, "room_too_many_dots", dots=plan.dots, number=sum(per_item.values()))
    return placed


def ratings(fields: Fields, plan: RoundPlan) -> dict[str, int]:
    """Return the answers 1–5, or that they do not know, by the ids of the sentences. At least one must be answered."""
    given: dict[str, int] = {}
    for name, value in fields.items():
        if not name.startswith("rate-"):
            continue
        found = _RATE.fullmatch(name)
        if not found or value not in _RATINGS:
            raise Refusal(400, "room_bad_rating")
        given[_at(plan.questions, found[1]).id] = int(value)
    if not given:
        raise Refusal(400, "room_no_rating")
    return given


def typed_answers(fields: Fields) -> dict[str, Any]:
    """Return the dots and the ratings of a form that is refused as a phone's view has them, right or not."""
    dots: dict[int, dict[int, str]] = {}
    rates: dict[int, int] = {}
    for name, value in fields.items():
        dot, rate = _DOTS.fullmatch(name), _RATE.fullmatch(name)
        if dot:
            dots.setdefault(int(dot[1]), {})[int(dot[2])] = value
        elif rate and value in _RATINGS:
            rates[int(rate[1])] = int(value)
    return {key: found for key, found in (("ballot", dots), ("ratings", rates)) if found}


def _at(items: tuple[Item, ...], position: str) -> Item:
    if int(position) >= len(items):
        raise Refusal(400, "room_bad_place")
    return items[int(position)]

"""The blocks of an agenda as documents show them: clock times, titles, and what each method needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.agenda.advice import what_to_cut
from innoguide.model.agenda.agenda import Agenda, Block, clock_time, minutes_of, shown_time, timetable
from innoguide.model.agenda.moves import minutes_by_move, moves_in, place_of
from innoguide.model.guide import Method

_BREAK = {"sv": "Paus", "en": "Break"}
_PART = {"sv": "{} (del {} av {})", "en": "{} (part {} of {})"}


@dataclass(frozen=True)
class Planned:
    """A block with its times, and its method in the guide, if it has one. *part* counts the parts of a split method."""

    block: Block
    starts: str
    ends: str
    title: str
    step: str = ""
    method: Method | None = None
    part: int = 1


def planned_blocks(book: Book, agenda: Agenda) -> list[Planned]:
    """Return the blocks of *agenda* in order; the parts of a method that is split are numbered."""
    parts = Counter(one.method for one in agenda.blocks if one.method)
    seen: Counter[str] = Counter()
    found = []
    for slot in timetable(agenda):
        block = slot.block
        step, name = place_of(block, agenda) if block.method else ("", "")
        method = book.guide.method(step, name) if name else None
        title = _title(book, block, method)
        seen[block.method] += 1
        part = seen[block.method] if block.method else 1
        if block.method and parts[block.method] > 1:
            title = _PART[book.lang].format(title, part, parts[block.method])
        found.append(Planned(block, slot.starts, slot.ends, title, step, method, part))
    return found


def _title(book: Book, block: Block, method: Method | None) -> str:
    if method:
        return method.title.in_(book.lang)
    return block.text or (_BREAK[book.lang] if block.is_break else block.method.rpartition("/")[2])


def table_row(book: Book, one: Planned) -> dict[str, Any]:
    """Return a block as a line of a table."""
    return {
        "from": shown_time(one.starts, book.lang),
        "to": shown_time(one.ends, book.lang),
        "title": one.title,
        "minutes": one.block.minutes,
        "is_break": one.block.is_break,
        "note": one.block.note,
        "say": one.block.say,
        "purpose": one.method.purpose.in_(book.lang) if one.method else "",
    }


def script_of(book: Book, one: Planned, *, people: int) -> dict[str, Any]:
    """Return a block as the facilitator needs it: each move with its time and its words.

    What to get out and to think of stands with the first part of a method alone.
    """
    method = one.method
    begins = method if one.part == 1 else None
    return {
        **table_row(book, one),
        "materials": [text.in_(book.lang) for text in begins.materials] if begins else [],
        "tips": [text.in_(book.lang) for text in begins.tips] if begins else [],
        "most": method.group.max if method and people > method.group.max else 0,
        "moves": list(_moves(book, one, method, people)) if method else [],
    }


def _moves(book: Book, one: Planned, method: Method, people: int) -> Iterator[dict[str, Any]]:
    now = minutes_of(one.starts)
    minutes = minutes_by_move(one.block, method, people=people)
    for move in moves_in(one.block, method):
        question = getattr(move, "question", None)
        yield {
            "at": shown_time(clock_time(now), book.lang),
            "title": move.title.in_(book.lang),
            "minutes": minutes[move.id],
            "say": move.say.in_(book.lang) if move.say else "",
            "question": question.in_(book.lang) if question else "",
            "listen_for": move.listen_for.in_(book.lang) if move.listen_for else "",
        }
        now += minutes[move.id]


def steps_of(agenda: Agenda) -> list[str]:
    """Return the steps that a meeting works with, in order."""
    found = [place_of(block, agenda)[0] for block in agenda.blocks if block.method]
    return list(dict.fromkeys(found)) or [agenda.step]


def materials_of(book: Book, blocks: Sequence[Planned]) -> list[dict[str, Any]]:
    """Return what to bring, each thing once, with the methods that need it."""
    found: dict[str, list[str]] = {}
    for one in blocks:
        for text in one.method.materials if one.method else ():
            titles = found.setdefault(text.in_(book.lang), [])
            title = one.method.title.in_(book.lang) if one.method else ""
            titles += [title] if title not in titles else []
    return [{"what": what, "methods": titles} for what, titles in found.items()]


def build_cuts(book: Book, agenda: Agenda, blocks: Sequence[Planned], *, over: int) -> dict[str, Any]:
    """Return what to leave out or shorten, in order, to save *over* minutes; *lacking* are those it does not save."""
    found = what_to_cut(book.guide, agenda, over)
    return {
        "minutes": over,
        "rows": [
            {"title": blocks[one.index].title, "do": one.do, "minutes": one.minutes, "to": one.to} for one in found
        ],
        "lacking": max(0, over - sum(one.minutes for one in found)),
    }

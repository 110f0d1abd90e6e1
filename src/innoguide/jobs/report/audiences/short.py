"""Long texts made short, without losing their sense; and what the documents for others have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from innoguide.jobs.report.book import Book, sentence, upper_first
from innoguide.jobs.report.framing import build_mandate
from innoguide.jobs.report.showing import CODE, day
from innoguide.model.language import shorten

NAME = 70
"""Signs of a name or a role."""

_SENTENCE = re.compile(r"(?:.*?[.!?…]+[”“\")\]]*(?=\s+[^\Wa-zåäö]|\s+[”“\"(]|\s*$)|.+$)\s*")
"""A capital letter, a digit or a quotation mark begins the next: "bl.a. på" is one sentence."""


def in_brief(text: str, most: int) -> str:
    """Return the whole sentences that begin *text*, together at *most* so many signs; of a longer one its beginning."""
    whole = " ".join(text.split())
    kept = best = ""
    for one in _SENTENCE.findall(whole):
        kept += one
        if len(kept.rstrip()) > most:
            break
        best = kept.rstrip() if _is_closed(kept) else best
    return best or shorten(whole, most)


def _is_closed(text: str) -> bool:
    """Whether what was said in quotation marks has ended."""
    return text.count('"') % 2 == 0 and (text.count("”") + text.count("“")) % 2 == 0


def without_codes(texts: Iterable[str]) -> list[str]:
    """Return the texts, each once, that name nobody by a code."""
    return [one for one in dict.fromkeys(texts) if one and not CODE.search(one)]


def as_of(book: Book) -> str:
    """Return the day of the newest thing that the document is made from."""
    records = (one.updated or one.created for one in book.project.records.values())
    meetings = (one.ended or one.started for one in book.project.sessions)
    return day(book, max((*records, *meetings), default="")[:10])


def contacts(book: Book) -> dict[str, str]:
    """Return the roles to turn to: who owns the solution, and who commissioned the work."""
    owners = [str(one.values["owner"]) for one in book.of_kind("solution") if one.values.get("owner")]
    return {
        "owner": shorten(upper_first(owners[0]), NAME) if owners else "",
        "commissioner": shorten(upper_first(build_mandate(book)["commissioner"]), NAME),
        "as_of": as_of(book),
    }


def cards_on_the_way(book: Book) -> list[str]:
    """Return the names of the idea cards that have not been set aside."""
    return [book.label(one) for one in book.of_kind("idea_card") if one.values.get("state") != "set_aside"]


def solution_facts(book: Book, solution: dict[str, Any], most: int) -> dict[str, Any]:
    """Return the little of a solution that everybody needs."""
    names = ("stage", "since", "next_check", "blocked")
    return {
        **{name: solution[name] for name in names},
        "owner": shorten(solution["owner"], NAME),
        "title": shorten(solution["title"], NAME).rstrip(" .,;:!。，；：！"),
        "name": sentence(shorten(solution["title"], NAME)),
        "in_short": in_brief(solution["in_short"], most),
    }

"""What was new at a meeting since the one before, for the meeting's document: from the records' own dates alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.changes import COUNTED, NAMED, Changes
from innoguide.model.meeting_news import LAST, news_between
from innoguide.model.project import Session
from innoguide.model.record import option_label
from innoguide.rendering.markdown import Markdown, escape


def build_news(book: Book, session: Session) -> dict[str, Any]:
    """Return what is new since the meeting before; nothing for the first one, and where nothing is new."""
    before, after = _around(book, session)
    if before is None:
        return {}
    until = session.ended or (after.started if after else LAST)
    found = news_between(book.guide, book.project, after=before.ended or before.started, until=until)
    numbers = _numbers(book, found)
    if not (found.challenge or found.steps or found.moved or numbers):
        return {}
    challenge = found.challenge
    titles = {one.step: one.title.in_(book.lang) for one in book.guide.steps}
    return {
        "before": challenge.before if challenge else "",
        "now": challenge.after if challenge else "",
        "closed": [titles.get(one.step, one.step) for one in found.steps if one.is_closed],
        "reopened": [titles.get(one.step, one.step) for one in found.steps if not one.is_closed],
        "moved": _moved(book, found),
        "numbers": numbers,
    }


def _around(book: Book, session: Session) -> tuple[Session | None, Session | None]:
    """Return the meetings before and after *session*."""
    row = [None, *book.project.sessions, None]
    return next(
        (before, after)
        for (before, here), (_here, after) in zip(pairwise(row), pairwise(row[1:]), strict=False)
        if here is not None and here.id == session.id
    )


def _moved(book: Book, found: Changes) -> list[dict[str, Any]]:
    return [
        {
            "name": book.line(one.record, 100),
            "before": _stage(book, one.before),
            "now": _stage(book, one.after),
        }
        for one in found.moved
    ]


def _stage(book: Book, value: str) -> str:
    kind = book.guide.kinds.get("solution")
    return option_label(kind, "stage", value, book.lang).lower() if kind and value else ""


def _numbers(book: Book, found: Changes) -> list[Markdown]:
    """Return `2 insikter`, for what counts most first."""
    shown = []
    for kind in (*NAMED, *COUNTED):
        number, known = len(found.new.get(kind, ())), book.guide.kinds.get(kind)
        if number and known:
            shown.append(escape(f"{number} {(known.title if number == 1 else known.plural).in_(book.lang)}"))
    return shown

"""Which documents are for whom, and when there is something to say in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from innoguide.jobs.report.audiences.decision import build_decision_page, has_decision_page
from innoguide.jobs.report.audiences.feedback import build_feedback_page, has_feedback_page
from innoguide.jobs.report.audiences.staff import build_staff_page, has_staff_page
from innoguide.jobs.report.book import REPORT, Book
from innoguide.jobs.report.planned import Document
from innoguide.model.audience import SEES, Audience


@dataclass(frozen=True)
class _Page:
    """A document for one audience: its file, its template, what it is made from, and whether it says anything yet."""

    file: str
    template: str
    build: Callable[[Book], dict[str, Any]]
    has_something: Callable[[Book], bool]


_PAGES = MappingProxyType[Audience, _Page](
    {
        "decision": _Page("decision.md", "decision.md.j2", build_decision_page, has_decision_page),
        "participants": _Page("participants.md", "for-participants.md.j2", build_feedback_page, has_feedback_page),
        "staff": _Page("staff.md", "for-staff.md.j2", build_staff_page, has_staff_page),
    }
)

COMPILED = (REPORT, *(page.file for page in _PAGES.values()))
"""The documents that compile the whole project; `innoguide outputs` leaves them alone."""


def main_document(audience: Audience) -> str:
    """Return the file in `outputs/` that an audience reads first."""
    return _PAGES[audience].file if audience in _PAGES else REPORT


def audience_documents(book: Book, asked: Collection[str] = ()) -> Iterator[Document]:
    """Yield the documents of those who see as much as *book* holds: those with something to say, and those *asked* for.

    *asked* are files: a document that has once been asked for is kept up to date.
    """
    for audience, page in _PAGES.items():
        if SEES[audience] == book.sees and (page.file in asked or page.has_something(book)):
            yield audience_document(book, audience)


def audience_document(book: Book, audience: Audience) -> Document:
    """Return the document of *audience*, which says so where it is too early to say anything."""
    page = _PAGES[audience]
    here = replace(book, audience=audience, here=page.file)
    return Document(here, page.template, page.build(here), len(book.project.records))


def has_own_document(audience: Audience) -> bool:
    """Whether *audience* reads one document alone."""
    return audience in _PAGES

"""The bars of a vote."""

from __future__ import annotations

from collections.abc import Sequence

from innoguide.jobs.report.book import Book
from innoguide.model.language import shorten
from innoguide.model.record import Record
from innoguide.model.tally import Tallied
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.votes import MOST, Bars, VoteWords, draw_votes
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "omrostning", "en": "vote"}


def vote_picture(
    book: Book, vote: Record, *, criteria: dict[str, str], counted: Sequence[tuple[Tallied, Record]]
) -> Markdown:
    """Return the bars of what got dots, in the order of *counted*; nothing when nothing did."""
    if not counted:
        return Markdown()
    name = f"{_NAMES[book.lang]}-{vote.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, vote, criteria, counted))


def _draw(book: Book, vote: Record, criteria: dict[str, str], counted: Sequence[tuple[Tallied, Record]]) -> Drawing:
    best, winner = counted[0]
    about = shorten(str(vote.values.get("about", "")), 60)
    return draw_votes(
        title=f"{book.name(vote)}: {about}" if about else book.name(vote),
        description=t(
            "picture_votes_alt",
            book.lang,
            vote=book.name(vote),
            proposals=len(counted),
            criteria=len(criteria),
            best=book.name(winner),
            dots=best.total,
        ),
        criteria=list(criteria.values()),
        bars=[
            Bars(
                f"{book.name(record)}: {book.label(record, 90)}",
                tuple(one.dots.get(name, 0) for name in criteria),
                chosen=_is_chosen(record),
            )
            for one, record in counted
        ],
        words=VoteWords(
            chosen=t("picture_chosen", book.lang),
            more=t("picture_votes_more", book.lang, number=len(counted) - MOST),
        ),
        lang=book.lang,
    )


def _is_chosen(record: Record) -> bool:
    return record.values.get("chosen") is True or record.values.get("state") == "chosen"

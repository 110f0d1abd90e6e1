"""Who took part, what could not be read, and the challenges that the groups set out from."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.wording import groups_of
from innoguide.model.programme.programme import Gathered, Trouble
from innoguide.model.programme.summary import Summary
from innoguide.rendering.markdown import Markdown, Value, table
from innoguide.texts import t

_SAID = ("service", "cohort")
"""What `programme.yaml` may say of a group."""
_COLUMNS = ("group", *_SAID, "step", "meetings", "until")


def build_taking_part(book: Book) -> dict[str, Any]:
    """Return how many could be read, the table of the groups, and what could not be read with why."""
    among = len(book.gathered)
    read = [(one, book.day(summary.until)) for one, summary in book.read]
    return {
        "number": among,
        "sentence": book.fact("prog_s_read", read, groups=groups_of(len(read), among, book.lang)) if among else "",
        "table": _table(book),
        "unread": [_unread(book, one) for one in book.unread],
        "partly": [_unread(book, one) for one, _summary in book.read if one.troubles],
    }


def _table(book: Book) -> Markdown:
    """Return the groups with where they are; what the programme says of none of them has no column."""
    shown = [one for one in _COLUMNS if one not in _SAID or any(getattr(each.group, one) for each, _ in book.read)]
    rows = [_row(book, one, summary) for one, summary in book.read]
    return table([t(f"prog_head_{one}", book.lang) for one in shown], [[row[one] for one in shown] for row in rows])


def _row(book: Book, one: Gathered, summary: Summary) -> dict[str, Value]:
    group = one.group
    return {
        "group": book.group(one),
        "service": t(f"prog_service_{group.service}", book.lang) if group.service else "",
        "cohort": group.cohort,
        "step": where(book, summary),
        "meetings": summary.meetings.number,
        "until": book.day(summary.until),
    }


def where(book: Book, summary: Summary) -> str:
    """Return the step that a group is in: `3. Fokusera`; that all are closed; nothing before it has begun."""
    step = summary.step
    if step is None:
        return t("prog_all_closed", book.lang) if summary.steps else ""
    if all(one.state == "not_started" for one in summary.steps):
        return t("prog_not_begun", book.lang)
    return f"{step.number}. {book.step_title(step.step, step.title)}"


def _unread(book: Book, one: Gathered) -> dict[str, Any]:
    return {"group": book.group(one), "why": [trouble_text(book, each) for each in one.troubles]}


def trouble_text(book: Book, trouble: Trouble) -> str:
    """Return in words what is wrong. Not the message itself: it is in the language of whoever ran the program."""
    return t(f"prog_trouble_{trouble.code}", book.lang)


def build_challenges(book: Book) -> dict[str, Any]:
    """Return each group's challenge with whom it is for; how many have changed it, and which have none yet."""
    worded = [(one, summary) for one, summary in book.read if summary.challenge.question]
    without = [one for one, summary in book.read if not summary.challenge.question]
    changed = [(one, summary.challenge.question) for one, summary in worded if summary.challenge.versions > 1]
    return {
        "challenges": [
            {
                "group": book.group(one),
                "question": summary.challenge.question,
                "first": summary.challenge.first,
                "for_whom": summary.challenge.for_whom,
            }
            for one, summary in worded
        ],
        "changed": _changed(book, changed, len(worded)),
        "without": book.count("prog_s_no_challenge", without),
    }


def _changed(book: Book, changed: list[tuple[Gathered, str]], worded: int) -> str:
    if not changed:
        return ""
    return book.fact("prog_s_changed", changed, groups=groups_of(len(changed), worded, book.lang))

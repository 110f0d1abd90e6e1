"""Whom the groups met. Only published numbers: none, five or more, or `1–4`; totals are made of what is published."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.programme.report.basis import Row
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.wording import groups_of
from innoguide.model.evidence import participant_labels
from innoguide.model.programme.numbers import FEW, Number, number_text, total
from innoguide.rendering.markdown import Markdown, Value, table
from innoguide.texts import t

_ALWAYS = ("user", "non_user", "staff")
_COUNTED = (*_ALWAYS, "relative", "other")
"""What a summary counts people as; here they stand over numbers, so they are called by their plural."""


def build_met(book: Book) -> dict[str, Any]:
    """Return the table of whom each group met with its totals, and the sentences about it."""
    if not _anybody(book):
        return {"table": "", "sentences": [], "few": False, "without": ""}
    kinds = met_kinds(book)
    heads = [t("prog_head_group", book.lang), *(kind_label(book, one) for one in kinds), t("prog_head_sum", book.lang)]
    rows: list[list[Value]] = [
        [book.group(one), *(number_text(summary.met.get(kind, 0), book.lang) for kind in kinds), _sum(book, summary)]
        for one, summary in book.read
    ]
    without = [one for one, summary in book.read if not any(summary.met.values())]
    return {
        "sentences": met_sentences(book),
        "table": table(heads, [*rows, _totals(book, kinds)]),
        "few": any(number == FEW for _one, summary in book.read for number in summary.met.values()),
        "without": book.count("prog_s_met_nobody", without),
    }


def _anybody(book: Book) -> bool:
    return any(number for _one, summary in book.read for number in summary.met.values())


def met_sentences(book: Book) -> list[str]:
    """Return how many have been met together, and how many groups have met non-users."""
    return [_everybody(book), _non_users(book)] if _anybody(book) else []


def met_kinds(book: Book) -> list[str]:
    """Return the kinds of people that some group has met, users, non-users and staff always first."""
    known = [*_ALWAYS, *participant_labels(book.guide, book.lang)]
    found = [kind for _one, summary in book.read for kind, number in summary.met.items() if number]
    others = sorted(set(found) - set(known))
    return [kind for kind in dict.fromkeys([*known, *others]) if kind in _ALWAYS or kind in found]


def kind_label(book: Book, kind: str) -> str:
    """Return what a kind of people is called."""
    if kind == "not_stated":
        return t("prog_not_stated", book.lang)
    if kind in _COUNTED:
        return t(f"prog_met_{kind}", book.lang)
    return participant_labels(book.guide, book.lang).get(kind, kind)


def _sum(book: Book, summary: Any) -> str:
    return number_text(total(summary.met.values()), book.lang)


def _numbers(book: Book, kind: str) -> list[tuple[Any, Number]]:
    return [(one, summary.met[kind]) for one, summary in book.read if summary.met.get(kind)]


def _totals(book: Book, kinds: list[str]) -> list[Value]:
    rows = [(one, _sum(book, summary)) for one, summary in book.read if any(summary.met.values())]
    whole = total(number for _one, summary in book.read for number in summary.met.values())
    cells = [number_text(total(number for _one, number in _numbers(book, kind)), book.lang) for kind in kinds]
    said = number_text(whole, book.lang)
    target = book.target(Markdown(t("prog_b_met", book.lang, number=said)), rows)
    together = t("prog_together", book.lang)
    return [Markdown(f"[{together}]({target})"), *cells, said]


def _everybody(book: Book) -> str:
    whole = total(number for _one, summary in book.read for number in summary.met.values())
    rows = [(one, _sum(book, summary)) for one, summary in book.read if any(summary.met.values())]
    groups = groups_of(len(rows), len(book.read), book.lang)
    return book.fact("prog_s_met", rows, number=number_text(whole, book.lang), groups=groups)


def _non_users(book: Book) -> str:
    numbers = _numbers(book, "non_user")
    rows: list[Row] = [(one, number_text(number, book.lang)) for one, number in numbers]
    if not rows:
        return t("prog_s_no_non_users", book.lang)
    return book.fact(
        "prog_s_non_users",
        rows,
        groups=groups_of(len(rows), len(book.read), book.lang),
        number=number_text(total(number for _one, number in numbers), book.lang),
    )

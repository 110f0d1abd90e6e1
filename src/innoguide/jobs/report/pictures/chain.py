"""The chain of evidence for one solution, link by link, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.language import shorten
from innoguide.model.record import Record
from innoguide.rendering.charts.chain import MOST, Link, draw_chain
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "kedja", "en": "chain"}
_LONGEST = 230


def chain_picture(book: Book, solution: Record, chain: dict[str, Any]) -> Markdown:
    """Return the picture of *chain*, the values of `build_chain` for *solution*."""
    name = f"{_NAMES[book.lang]}-{solution.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, solution, chain))


def _draw(book: Book, solution: Record, chain: dict[str, Any]) -> Drawing:
    links = _links(book, solution, chain)
    missing = [one.name for one in links if one.missing]
    key = "picture_chain_alt_missing" if missing else "picture_chain_alt"
    return draw_chain(
        title=t("picture_chain_title", book.lang, solution=book.heading(solution)),
        description=t(
            key,
            book.lang,
            solution=book.heading(solution),
            links=len(links),
            **({"missing": ", ".join(missing), "number": len(missing)} if missing else {}),
        ),
        links=links,
        lang=book.lang,
    )


def _links(book: Book, solution: Record, chain: dict[str, Any]) -> list[Link]:
    insights = chain["insights"]
    return [
        _link(book, "challenge", [chain["challenge"]]),
        _link(book, "heard", _heard(book, insights)),
        _link(book, "insights", [_marked(book, one) for one in insights]),
        _link(book, "opportunity", [_marked(book, chain["opportunity"])]),
        _link(book, "question", [_marked(book, chain["question"])]),
        _link(book, "ideas", [_marked(book, one) for one in chain["ideas"]]),
        _link(book, "card", [_marked(book, chain["card"])]),
        _link(book, "tests", [_tested(book, one) for one in chain["tests"]]),
        _link(book, "solution", [book.label(solution)], strong=True),
        _link(book, "effects", [one["effect"] for one in chain["effects"]]),
    ]


def _link(book: Book, name: str, texts: Iterable[str], *, strong: bool = False) -> Link:
    """Return the link *name* with its texts, or with what is missing when there are none."""
    said = tuple(shorten(one, _LONGEST) for one in texts if one)
    return Link(
        t(f"picture_chain_link_{name}", book.lang),
        said,
        more=t("picture_more", book.lang, number=len(said) - MOST) if len(said) > MOST else "",
        missing="" if said else t(f"picture_chain_no_{name}", book.lang),
        strong=strong,
    )


def _heard(book: Book, insights: list[dict[str, Any]]) -> list[str]:
    """Return how many quotes and other pieces of evidence the insights rest on, each counted once."""
    quotes = {one["name"] for insight in insights for one in insight["quotes"]}
    others = {str(one) for insight in insights for one in insight["others"]}
    texts = [t("picture_chain_quotes", book.lang, number=len(quotes))] if quotes else []
    return [*texts, *([t("picture_chain_others", book.lang, number=len(others))] if others else [])]


def _marked(book: Book, link: dict[str, Any]) -> str:
    """Return the words of a link, and that it has changed since something was built on it."""
    words = shorten(link["text"], _LONGEST - 30)
    return t("picture_chain_changed", book.lang, text=words) if words and link["changed"] else words


def _tested(book: Book, test: dict[str, Any]) -> str:
    return t("picture_chain_tested", book.lang, prototype=shorten(test["title"], 110), testers=test["testers"])

"""How the report has been made: what was read of each group, and of which version of the guide."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from innoguide.jobs.programme.report.book import Book
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Summary
from innoguide.rendering.markdown import Value, table
from innoguide.texts import t

_COMMIT = 10
_USER = re.compile(r"(?<=://)[^/@]*@")


def build_method(book: Book) -> dict[str, Any]:
    """Return the table of what was read, and whether the groups followed different guides."""
    guides = {(summary.guide, summary.guide_version) for _one, summary in book.read}
    return {
        "table": table(
            [t(f"prog_head_{one}", book.lang) for one in ("group", "source", "revision", "guide", "records")],
            [_row(book, one, summary) for one, summary in book.read],
        ),
        "many_guides": len(guides) > 1,
    }


def _row(book: Book, one: Gathered, summary: Summary) -> list[Value]:
    guide = f"{summary.guide} {summary.guide_version}".strip()
    return [book.group(one), source_of(book, one), revision_of(one), guide, summary.records]


def source_of(book: Book, one: Gathered) -> str:
    """Return where a group is read; an address without who may log in there."""
    group = one.group
    if group.git:
        address = _near(_USER.sub("", group.git).removeprefix("file://"))
        return t("prog_source_git", book.lang, address=address)
    if group.summary:
        return t("prog_source_summary", book.lang, file=_near(group.summary))
    return t("prog_source_path", book.lang, folder=_near(group.path))


def _near(place: str) -> str:
    """Return *place*, which lies in the programme's folder; of a place elsewhere on somebody's computer the name."""
    for path in (PurePosixPath(place), PureWindowsPath(place)):
        if path.is_absolute():
            return path.name
    return place


def revision_of(one: Gathered) -> str:
    """Return the beginning of the commit that was read, or an empty text."""
    found = one.revision or (one.summary.revision if one.summary else "")
    return found[:_COMMIT]

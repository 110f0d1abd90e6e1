"""Themes that somebody has confirmed, across groups, and the strong insights that are in none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from innoguide.jobs.programme.report.basis import Row, groups_in
from innoguide.jobs.programme.report.book import Book, page_of
from innoguide.jobs.programme.report.wording import groups_of, number_of, sentence
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.themes import Theme
from innoguide.rendering.markdown import Markdown, anchor, escape
from innoguide.texts import t

_SHOWN = 12
"""So many needs that one group alone found are written out; all stand in the basis."""


@dataclass(frozen=True)
class Member:
    """An insight or a question of a group, with its heading on the group's page: `Insikt 3`."""

    key: str
    gathered: Gathered
    name: str
    text: str
    strong: bool = False


def build_themes(book: Book) -> dict[str, Any]:
    """Return the themes, those of most groups first; those that nobody can be read of; what only one group found."""
    members = members_of(book)
    found = {one.id: theme_members(one, members) for one in book.themes.themes}
    order = sorted(book.themes.themes, key=lambda one: (-_width(found[one.id]), one.name.casefold(), one.id))
    themes = [_theme(book, theme, found[theme.id]) for theme in order if found[theme.id]]
    return {
        "themes": themes,
        "shared": [Markdown(f"{one['link']}: {one['sentence']}") for one in themes if one["is_shared"]],
        "gone": [theme.name for theme in order if not found[theme.id]],
        "alone": _alone(book, members),
    }


def members_of(book: Book) -> dict[str, Member]:
    """Return what may be in a theme, by the key that `themes.yaml` has for it: `group/insight-k3f9w`."""
    found = []
    for one, summary in book.read:
        for number, insight in enumerate(summary.insights, start=1):
            name = t("prog_insight_name", book.lang, number=number)
            key = f"{one.group.name}/{insight.id}"
            found.append(Member(key, one, name, insight.text, insight.strength == "strong"))
        for number, question in enumerate(summary.questions, start=1):
            name = t("prog_question_name", book.lang, number=number)
            found.append(Member(f"{one.group.name}/{question.id}", one, name, question.text))
    return {one.key: one for one in found}


def theme_members(theme: Theme, members: dict[str, Member]) -> list[Member]:
    """Return the members of *theme* that could be read, in its order."""
    return [members[key] for key in theme.members if key in members]


def _width(found: list[Member]) -> int:
    return len({one.gathered.group.name for one in found})


def _theme(book: Book, theme: Theme, found: list[Member]) -> dict[str, Any]:
    groups = groups_of(_width(found), len(book.read), book.lang)
    return {
        "name": theme.name,
        "link": Markdown(f"[{escape(theme.name)}](#{anchor(t('prog_theme_name', book.lang, name=theme.name))})"),
        "about": sentence(theme.about),
        "sentence": book.fact("prog_s_theme", [_row(book, one) for one in found], groups=groups),
        "is_shared": _width(found) > 1,
        "members": [_line(book, one) for one in found],
    }


def _row(book: Book, one: Member) -> Row:
    return one.gathered, Markdown(f"{_place(book, one)}: {escape(one.text)}")


def _place(book: Book, one: Member) -> Markdown:
    return Markdown(f"[{escape(one.name)}]({book.to(page_of(one.gathered))}#{anchor(one.name)})")


def _line(book: Book, one: Member) -> Markdown:
    return Markdown(f"{escape(one.gathered.name)}, {_place(book, one)}: {escape(one.text)}")


def _alone(book: Book, members: dict[str, Member]) -> dict[str, Any]:
    """Return the insights with strong evidence that are in no theme: nobody else has found them, as far as is known."""
    placed = {key for theme in book.themes.themes for key in theme.members}
    left = [one for one in members.values() if one.strong and one.key not in placed]
    if not left or not placed:
        return {"sentence": "", "members": [], "more": ""}
    rows = [_row(book, one) for one in left]
    number = number_of("strong", len(left), book.lang)
    more = len(left) - _SHOWN
    return {
        "sentence": book.fact("prog_s_alone", rows, number=number),
        "members": [_line(book, one) for one in left[:_SHOWN]],
        "more": book.fact("prog_s_alone_more", rows[_SHOWN:], number=more) if more > 0 else "",
    }


def shared_themes(book: Book) -> list[tuple[Theme, list[Row]]]:
    """Return the themes that more than one group has found, those of most groups first, with what is in them."""
    members = members_of(book)
    rows = [(theme, [_row(book, one) for one in theme_members(theme, members)]) for theme in book.themes.themes]
    shared = [(theme, found) for theme, found in rows if len(groups_in(found)) > 1]
    return sorted(shared, key=lambda one: (-len(groups_in(one[1])), one[0].name.casefold(), one[0].id))

"""`innoguide changes`: what is new since a meeting, a day or a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.formats import EXPORTS, MARKDOWN, FormatOption, OpenOption
from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.cli.formats import Wanted
    from innoguide.jobs.changes.words import Part
    from innoguide.jobs.walk.prompter import Line


def command(
    since: Annotated[str, typer.Option("--since", metavar="SINCE")] = "",
    as_json: JsonOption = False,
    formats: FormatOption = MARKDOWN,
    open_it: OpenOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Tell what is new; Markdown where stdout is no terminal; in other formats a file."""
    from innoguide.cli.formats import wanted_formats
    from innoguide.errors import UsageError
    from innoguide.jobs.changes.build import find_news
    from innoguide.jobs.changes.words import Teller, as_markdown
    from innoguide.jobs.changes.words import as_json as news_json
    from innoguide.terminal.pager import print_long
    from innoguide.terminal.screen import out, print_json, show

    wanted = wanted_formats(formats, base=None, open_it=open_it)
    if as_json and (wanted.names or open_it):
        raise UsageError(t("changes_json_format"))
    if open_it and not wanted.names:
        raise UsageError(t("changes_open_format"), t("changes_open_format_hint"))
    opened = open_project(project, with_checks=False)
    news = find_news(opened.store, since=since, unquotable=opened.unquotable)
    teller = Teller(opened.guide, opened.lang)
    title, parts = teller.title(news), teller.parts(news)
    if as_json:
        print_json(news_json(news, teller))
    elif wanted.names:
        _write(opened, as_markdown(title, parts), wanted)
    elif out.is_terminal:
        print_long([*text_lines(title, parts)])
    else:
        print(show(as_markdown(title, parts)), end="")


def _write(opened: Opened, text: str, wanted: Wanted) -> None:
    """Write what is new to a file of each format, say where, and open the first."""
    from innoguide.cli.formats import open_file
    from innoguide.cli.project import shown_path
    from innoguide.jobs.export.export import Ready, write_documents
    from innoguide.rendering.documents.reader import read_markdown

    settings = opened.settings
    about = {"organisation": settings.organisation, "municipality": settings.municipality}
    document = read_markdown(text, lang=opened.lang, about={key: value for key, value in about.items() if value})
    ready = Ready(PurePosixPath(t("changes_file")), document)
    folder = opened.folder / EXPORTS
    exported = write_documents([ready], wanted.formats(opened.folder), target=folder)
    for path in exported.documents:
        print(shown_path(folder / path))
    if wanted.open_it:
        open_file(folder / exported.documents[0])


def text_lines(title: str, parts: Sequence[Part]) -> Iterator[Line]:
    """Yield what a terminal shows."""
    from innoguide.jobs.walk.prompter import Line

    yield Line(text=title, tone="heading")
    for part in parts:
        yield Line()
        if part.title:
            yield Line(text=part.title, tone="heading")
        yield from (Line(text=one, tone="list" if part.is_list else "plain") for one in part.lines)

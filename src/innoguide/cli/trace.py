"""`innoguide trace`: what a record rests on and what was built on it; without one, how well all of it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.find import find_one
from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.trace.words import Item, Section, Words
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.project import Project


def command(
    record: Annotated[str, typer.Argument(metavar="ID")] = "",
    output: Annotated[str, typer.Option("--format", metavar="text|md")] = "text",
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show the chain of evidence of one record, or an overview of the whole project."""
    from innoguide.errors import UsageError
    from innoguide.jobs.trace.one import describe_trace, trace_json
    from innoguide.jobs.trace.overview import describe_overview, overview_json
    from innoguide.model.trace import build_trace
    from innoguide.terminal.screen import print_json

    if output not in ("text", "md"):
        raise UsageError(t("check_format", format=output), t("allowed_are", names="text, md"))
    opened = open_project(project, with_checks=False)
    loaded = opened.store.load()
    words = words_of(opened, loaded)
    if not record:
        if as_json:
            print_json(overview_json(words))
        else:
            _print(t("trace_title"), describe_overview(words), output)
        return
    found = find_one(opened, loaded, record)
    trace = build_trace(opened.guide, loaded, found, words.links)
    if as_json:
        print_json(trace_json(words, trace))
    else:
        _print(_whole(words.item(found), upper=True), describe_trace(words, trace), output)


def words_of(opened: Opened, project: Project) -> Words:
    """Return what says the references of *project* in words."""
    from innoguide.jobs.trace.words import Words
    from innoguide.model.trace import build_links

    return Words(opened.guide, project, build_links(opened.guide, project), opened.lang)


def _print(title: str, sections: Sequence[Section], output: str) -> None:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.terminal.pager import print_long
    from innoguide.terminal.screen import out, plain_wanted, print_lines, show, width_of

    if output == "md":
        for line in markdown_lines(title, sections):
            print(show(line))
    else:
        print_lines([Line(text=title, tone="heading")])
        print_long([*text_lines(sections, width=width_of(out), plain=plain_wanted())])


def text_lines(sections: Sequence[Section], *, width: int, plain: bool) -> Iterator[Line]:
    """Yield what a terminal shows, a line each: trees with branches, or in plain lines with indentation alone."""
    from innoguide.jobs.walk.prompter import Line

    for section in sections:
        yield Line()
        yield Line(text=section.title, tone="heading")
        drawn = section.is_tree and not plain
        starts = branches(section.items) if drawn else ["  " * (item.depth + 1) for item in section.items]
        for start, item in zip(starts, section.items, strict=True):
            yield Line(text=start + cut(item, width - len(start)))


def branches(items: Sequence[Item]) -> list[str]:
    """Return what stands before each line of a tree: `├─ `, `│  └─ `."""
    is_last = []
    open_at: set[int] = set()  # the depths at which another line follows, before one that is less deep
    for item in reversed(items):
        is_last.append(item.depth not in open_at)
        open_at = {depth for depth in open_at if depth < item.depth} | {item.depth}
    starts = []
    above: list[str] = []
    for item, last in zip(items, reversed(is_last), strict=True):
        del above[item.depth :]
        starts.append("".join(above) + ("└─ " if last else "├─ "))
        above.append("   " if last else "│  ")
    return starts


NARROWEST_LABEL = 24
"""A record's own words are never cut shorter than this: a narrow terminal breaks the line instead."""


def cut(item: Item, width: int) -> str:
    """Return the line of *item*, its own words shortened so that it fits in *width* columns."""
    from innoguide.model.language import shorten

    if not item.label:
        return _whole(item)
    besides = len(_whole(item)) - len(item.label)
    return _whole(item, shorten(item.label, max(width - besides, NARROWEST_LABEL)))


def _whole(item: Item, label: str = "", *, upper: bool = False) -> str:
    """Return `citat quote-8m2xq: Jag trodde … (Underlag, talar emot)`."""
    label = label or item.label
    marks = f" ({', '.join(item.marks)})" if item.marks else ""
    text = item.text[:1].upper() + item.text[1:] if upper else item.text
    return f"{text}: {label}{marks}" if label else f"{text}{marks}"


def markdown_lines(title: str, sections: Iterable[Section]) -> Iterator[str]:
    """Yield the same as a nested list in Markdown, with the group's words escaped."""
    from innoguide.rendering.markdown import escape

    yield f"**{escape(title)}**"
    yield ""
    for section in sections:
        yield f"- {escape(section.title)}"
        yield from (f"{'  ' * (item.depth + 1)}- {escape(_whole(item))}" for item in section.items)

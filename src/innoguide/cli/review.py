"""`innoguide review`: what is built on something that has changed, and the group's word that it still holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.find import find_one
from innoguide.cli.project import JsonOption, LangOption, ProjectOption, open_project
from innoguide.cli.show import label_with_colon
from innoguide.cli.trace import words_of
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.trace.words import Words
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.record import Record
    from innoguide.model.trace import Edge


def command(
    record: Annotated[str, typer.Argument(metavar="ID")] = "",
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """List what is built on something that has changed; with ID show what it says now, and confirm."""
    from innoguide.jobs.records import confirm_links
    from innoguide.terminal.screen import print_lines, tell

    opened = open_project(project, with_checks=False)
    loaded = opened.store.load()
    words = words_of(opened, loaded)
    if not record:
        _list(words, words.links.suspect, as_json=as_json)
        return
    found = find_one(opened, loaded, record)
    edges = [edge for edge in words.links.rests_on[found.id] if edge.suspect]
    if as_json:
        _list(words, edges, as_json=True)
        return
    if not edges:
        tell(t("review_nothing_here", id=found.id))
        return
    print_lines([*review_lines(words, found, edges)])
    if not _still_holds():
        tell(t("review_kept", id=found.id))
        return
    confirm_links(opened.store, found, words.links)
    tell(tn("review_done", len(edges), id=found.id, file=found.file))
    if any(edge.missing for edge in edges):
        tell(t("review_gone", id=found.id))


def _list(words: Words, edges: Sequence[Edge], *, as_json: bool) -> None:
    """Show the records that rest on something that has changed."""
    from innoguide.cli.trace import text_lines
    from innoguide.jobs.trace.overview import describe_suspect, suspect_json
    from innoguide.jobs.trace.words import Section
    from innoguide.terminal.screen import out, print_json, print_lines, tell, width_of

    if as_json:
        print_json({"format": 1, "suspect": [suspect_json(edge) for edge in edges]})
        return
    if not edges:
        tell(t("review_nothing"))
        return
    section = Section(title=t("trace_suspect"), items=tuple(describe_suspect(words, edges)))
    _gap, *lines = text_lines([section], width=width_of(out), plain=True)
    print_lines(lines)
    tell(t("trace_suspect_next"))


def review_lines(words: Words, record: Record, edges: Sequence[Edge]) -> Iterator[Line]:
    """Yield what *record* says, and what each thing it rests on says now."""
    from innoguide.jobs.walk.prompter import Line

    yield from _said(words, record)
    for edge in edges:
        target = words.project.records.get(edge.target)
        yield Line()
        yield Line(text=f"{words.field(edge)}:")
        if target is None:
            yield Line(text=f"{words.name(edge.target)} {t('trace_gone')}", tone="warning")
        else:
            yield from _said(words, target)


def _said(words: Words, record: Record) -> Iterator[Line]:
    """Yield the fields in which *record* says something to those that build on it."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.answers import shown_value

    kind = words.guide.kinds[record.kind]
    name = words.name(record.id)
    yield Line(text=name[:1].upper() + name[1:], tone="heading")
    for name in dict.fromkeys((kind.label_field, *kind.says)):
        field, value = kind.by_id[name], record.values.get(name)
        if not value or field.type == "rows":
            continue
        label = field.label.in_(words.lang)
        if field.type in ("ref", "refs"):
            for target in [value] if isinstance(value, str) else value:
                other = words.project.records.get(target)
                text = words.label(other) if other else t("trace_gone")
                yield Line(label=label_with_colon(label), text=f"{target} – {text}")
        else:
            yield Line(label=label_with_colon(label), text=shown_value(field, value, words.lang))


def _still_holds() -> bool:
    """Ask on a terminal whether it still holds; whoever runs the command without one has decided."""
    from innoguide.terminal.sure import ask_yes

    return not can_ask() or ask_yes(t("review_ask"))

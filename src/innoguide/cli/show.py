"""`innoguide show`: one record, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.find import find_one
from innoguide.cli.list import record_json
from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.project import Project
    from innoguide.model.record import Record


def command(
    record: Annotated[str, typer.Argument(metavar="ID")],
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show what a record says, what is missing, and what it refers to."""
    from innoguide.terminal.screen import print_json, print_lines

    opened = open_project(project, with_checks=False)
    loaded = opened.store.load()
    found = find_one(opened, loaded, record)
    if as_json:
        print_json({"format": 1, **record_json(opened.guide.kinds[found.kind], found)})
        return
    print_lines([*_value_lines(opened, found), *_reference_lines(opened, loaded, found), *_open_lines(opened, found)])


def _value_lines(opened: Opened, record: Record) -> Iterator[Line]:
    """Yield the title and every value but the references; values the guide does not know too."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.answers import shown_value

    kind, lang = opened.guide.kinds[record.kind], opened.lang
    yield Line(text=f"{kind.title.in_(lang).capitalize()} {record.id}", tone="heading")
    for name, value in record.values.items():
        field = kind.by_id.get(name)
        if field is None:
            yield Line(label=f"{name}:", text=str(value))
        elif field.type == "rows":
            yield Line(label=label_with_colon(field.label.in_(lang)))
            for row in value:
                cells = (f"{c.label.in_(lang)}: {shown_value(c, row[c.id], lang)}" for c in field.fields if c.id in row)
                yield Line(text="; ".join(cells), tone="list")
        elif field.type not in ("ref", "refs"):
            yield Line(label=label_with_colon(field.label.in_(lang)), text=shown_value(field, value, lang))


def label_with_colon(label: str) -> str:
    """Return *label* with a colon, but for one that ends with a sign of its own."""
    return label if label.endswith(("?", "…", ":")) else f"{label}:"


def _reference_lines(opened: Opened, project: Project, record: Record) -> Iterator[Line]:
    """Yield what the record points to, each with its line."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.record import references

    kind = opened.guide.kinds[record.kind]
    for field_id, target in references(record, kind):
        other = project.records.get(target)
        label = other.label(opened.guide.kinds[other.kind], 80, lang=opened.lang) if other else t("lost")
        yield Line(label=label_with_colon(kind.by_id[field_id].label.in_(opened.lang)), text=f"{target} – {label}")


def _open_lines(opened: Opened, record: Record) -> Iterator[Line]:
    """Yield what is missing, what the group does not know yet, and where the file lies."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.record import missing_fields

    kind = opened.guide.kinds[record.kind]
    missing = [*missing_fields(record, kind, "at_once"), *missing_fields(record, kind, "to_close")]
    for key, names in (("show_missing", missing), ("show_open", record.open)):
        if names:
            labels = (kind.by_id[name].label.in_(opened.lang) if name in kind.by_id else name for name in names)
            yield Line(label=t(key), text=", ".join(labels), tone="hint")
    yield Line(label=t("show_file"), text=record.file, tone="hint")

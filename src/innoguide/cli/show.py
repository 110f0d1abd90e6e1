"""`innoguide show`: one record, field by field."""

from __future__ import annotations

from typing import Annotated

import typer

from innoguide.cli.find import find_one
from innoguide.cli.list import record_json
from innoguide.cli.project import JsonOption, LangOption, ProjectOption, open_project
from innoguide.texts import t


def command(
    record: Annotated[str, typer.Argument(metavar="ID")],
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show what a record says, what is missing, and what it refers to."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.answers import shown_value
    from innoguide.model.record import missing_fields, references
    from innoguide.terminal.screen import print_json, print_lines

    opened = open_project(project)
    loaded = opened.store.load()
    found = find_one(opened, loaded, record)
    kind = opened.guide.kinds[found.kind]
    if as_json:
        print_json({"format": 1, **record_json(kind, found)})
        return
    lang = opened.lang
    lines = [Line(text=f"{kind.title.in_(lang).capitalize()} {found.id}", tone="heading")]
    for field in kind.fields:
        if field.id in found.values and field.type not in ("ref", "refs", "rows"):
            lines.append(Line(label=f"{field.label.in_(lang)}:", text=shown_value(field, found.values[field.id], lang)))
        elif field.type == "rows" and field.id in found.values:
            lines.append(Line(label=f"{field.label.in_(lang)}:"))
            for row in found.values[field.id]:
                cells = (f"{c.label.in_(lang)}: {shown_value(c, row[c.id], lang)}" for c in field.fields if c.id in row)
                lines.append(Line(text="; ".join(cells), tone="list"))
    for field_id, target in references(found, kind):
        other = loaded.records.get(target)
        label = other.label(opened.guide.kinds[other.kind], 80) if other else t("lost")
        lines.append(Line(label=f"{kind.by_id[field_id].label.in_(lang)}:", text=f"{target} – {label}"))
    for name in found.values:
        if name not in kind.by_id:
            lines.append(Line(label=f"{name}:", text=str(found.values[name])))
    missing = [*missing_fields(found, kind, "at_once"), *missing_fields(found, kind, "to_close")]
    for key, names in (("show_missing", missing), ("show_open", found.open)):
        if names:
            labels = ", ".join(kind.by_id[name].label.in_(lang) if name in kind.by_id else name for name in names)
            lines.append(Line(label=t(key), text=labels, tone="hint"))
    lines.append(Line(label=t("show_file"), text=found.file, tone="hint"))
    print_lines(lines)

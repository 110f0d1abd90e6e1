"""`innoguide list`: the records, or those of one kind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from innoguide.cli.project import JsonOption, LangOption, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.model.guide import Kind
    from innoguide.model.record import Record


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND")] = "",
    drafts: Annotated[bool, typer.Option("--drafts")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """List the records, oldest first."""
    from innoguide.jobs.records import find_kind
    from innoguide.terminal.screen import print_json, print_table, tell

    opened = open_project(project, with_checks=False)
    wanted = find_kind(opened.guide, kind) if kind else None
    loaded = opened.store.load()
    names = [wanted.kind] if wanted else list(opened.guide.kinds)
    records = [one for name in names for one in loaded.of_kind(name) if not drafts or one.status == "draft"]
    if as_json:
        print_json({"format": 1, "records": [record_json(opened.guide.kinds[one.kind], one) for one in records]})
        return
    if not records:
        tell(t("list_no_drafts" if drafts else "list_none"))
        return
    rows: list[tuple[str, ...]] = [
        (one.id, t("draft") if one.status == "draft" else "", one.label(opened.guide.kinds[one.kind], lang=opened.lang))
        for one in records
    ]
    columns = [t("column_id"), t("column_status"), t("column_text")]
    if sys.stdout.isatty() and not any(status for _id, status, _text in rows):
        columns, rows = [columns[0], columns[2]], [(one, text) for one, _status, text in rows]
    print_table("", columns, rows)


def record_json(kind: Kind, record: Record) -> dict[str, Any]:
    """Return *record* as JSON shows it: the envelope, then its fields."""
    shown: dict[str, Any] = {
        "id": record.id,
        "kind": record.kind,
        "status": record.status,
        "created": record.created,
        "updated": record.updated,
        "session": record.session,
        "step": record.step,
        "method": record.method,
        "confidential": record.confidential,
        "open": list(record.open),
        "file": record.file,
    }
    order = [field.id for field in kind.fields]
    values = sorted(record.values.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    return {**shown, **{name: value for name, value in values if name not in shown}}

"""`innoguide add`: one record, or one for each line of standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.model.record import Record


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    text: Annotated[str, typer.Argument(metavar="TEXT|-")] = "",
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE")] = None,
    confidential: Annotated[bool, typer.Option("--confidential")] = False,
    allow: Annotated[str, typer.Option("--allow", metavar="REASON")] = "",
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Store a record of KIND; `-` takes one a line."""
    from innoguide.cli.list import record_json
    from innoguide.errors import UsageError
    from innoguide.files.notefile import decode
    from innoguide.jobs.records import add_record, find_kind
    from innoguide.model.language import clean_line
    from innoguide.terminal.incoming import read_stdin
    from innoguide.terminal.screen import print_json, show, tell

    opened = open_project(project, with_checks=False)
    found = find_kind(opened.guide, kind)
    if text == "-":
        typed = decode(read_stdin("add_stdin"), "stdin").removeprefix("\ufeff")
        texts = [line for line in map(clean_line, typed.splitlines()) if line]
        if not texts:
            raise UsageError(t("add_nothing"), t("add_nothing_hint"))
    else:
        texts = [text]
    places = [(t("add_line", number=number), one) for number, one in enumerate(texts, start=1)]
    opened.guard.refuse([*places, *(one.partition("=")[::2] for one in settings or ())], allow=allow)
    made: list[Record] = []
    for one in texts:
        record = add_record(
            opened.store,
            found,
            text=one,
            settings=settings or (),
            lang=opened.lang,
            confidential=confidential,
            after=made[-1] if made else None,
        )
        made.append(record)
    if as_json:
        print_json({"format": 1, "records": [record_json(found, record) for record in made]})
        return
    for record in made:
        print(record.id)
        label = show(record.label(found, 60, lang=opened.lang))
        tell(t("add_done", kind=found.title.in_(opened.lang), label=label, file=record.file))
    _tell_of_sources(opened, made)


def _tell_of_sources(opened: Opened, made: list[Record]) -> None:
    """Say which of the new records are left out of the documents until they name whose words they are."""
    from innoguide.model.privacy import held_back
    from innoguide.model.project import Project
    from innoguide.terminal.screen import tell

    project = Project(opened.settings, {one.id: one for one in made})
    for record_id, reason in held_back(project, "internal").items():
        if reason == "no_source":
            tell(t("add_no_source", id=record_id))

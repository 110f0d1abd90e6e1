"""`innoguide schema`: what a guide file may say, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from innoguide.cli.project import LangOption, ProjectOption, open_project, shown_path
from innoguide.texts import t

FOLDER = "schema"


def command(
    sort: Annotated[str, typer.Argument(metavar="NAME")] = "",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Print the JSON Schema of one sort of guide file, or write all of them into the project."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.model.schema import SCHEMAS, guide_schema

    if sort and sort not in SCHEMAS:
        hint = near_miss(sort, list(SCHEMAS)) or t("allowed_are", names=", ".join(SCHEMAS))
        raise UsageError(t("schema_unknown", sort=sort), hint)
    if sort:
        print(_text(guide_schema(sort)), end="")
        return
    _write(open_project(project).folder / FOLDER, {name: _text(guide_schema(name)) for name in SCHEMAS})


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _write(folder: Path, files: dict[str, str]) -> None:
    from innoguide.files.disk import write_over
    from innoguide.terminal.screen import tell

    for name, text in files.items():
        write_over(folder / f"{name}.json", text.encode())
        print(f"{shown_path(folder)}/{name}.json")
    tell(t("schema_first_line", line="# yaml-language-server: $schema=../../schema/method.json"))

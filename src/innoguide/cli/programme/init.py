"""`innoguide programme init`: makes a programme."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from innoguide.cli.project import LangOption, shown_path
from innoguide.terminal.asking import can_ask
from innoguide.texts import current_language, t


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    title: Annotated[str, typer.Option("--title", metavar="TEXT")] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="TEXT")] = "",
    lang: LangOption = "",
) -> None:
    """Make a programme in DIR; ask for what is not given."""
    from innoguide.cli.ignoring import offer_ignoring
    from innoguide.cli.init import ask_setting
    from innoguide.errors import ProjectError
    from innoguide.files.programmefile import IGNORED, write_programme
    from innoguide.model.language import clean_line
    from innoguide.model.programme.programme import Programme
    from innoguide.terminal.screen import tell

    may_ask = can_ask()
    asked = not title and may_ask
    title = clean_line(title) or ask_setting("title", may_ask)
    if asked:
        organisation = organisation or ask_setting("organisation", may_ask)
    programme = Programme(title=title, organisation=clean_line(organisation), language=_language())
    if not write_programme(folder, programme):
        raise ProjectError(t("programme_exists", folder=shown_path(folder)), t("programme_exists_hint"))
    offer_ignoring(folder, IGNORED)
    tell(t("programme_made", folder=shown_path(folder)))


def _language() -> Literal["sv", "en"]:
    return "en" if current_language() == "en" else "sv"

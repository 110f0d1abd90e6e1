"""`innoguide keep`: the reason why something stays that a check has asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.find import find_one
from innoguide.cli.project import LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.model.checks.run import Asked


def command(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    reason: Annotated[str, typer.Argument(metavar="REASON")],
    record: Annotated[str, typer.Option("--record", metavar="ID")] = "",
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Keep what the check CODE asks about, in one record or wherever it asks, and store why."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.jobs.records import keep_as_it_is
    from innoguide.terminal.screen import tell

    opened = open_project(project)
    if code not in opened.guide.checks:
        raise UsageError(t("explain_none", code=code), near_miss(code, opened.guide.checks))
    if not reason.strip():
        raise UsageError(t("keep_why"), t("keep_why_hint"))
    opened.guard.refuse([("REASON", reason)])
    found = _asked(opened, code, record)
    if not found:
        raise UsageError(t("keep_nothing", code=code), t("keep_nothing_hint"))
    places = keep_as_it_is(opened.store, found, reason)
    for place in places:
        print(place)
    tell(t("keep_done", code=code))


def _asked(opened: Opened, code: str, record: str) -> list[Asked]:
    from datetime import date

    from innoguide.jobs.check.heavy_records import find_heavy_words
    from innoguide.model.checks.look import Look
    from innoguide.model.checks.plain import HEAVY
    from innoguide.model.checks.run import find_remarks

    loaded = opened.store.load()
    only = find_one(opened, loaded, record).id if record else ""
    look = Look(opened.guide, loaded, date.today())
    remarks = [*find_remarks(look, only=[code]), *(find_heavy_words(look) if code == HEAVY else ())]
    return [one for one in remarks if not only or one.remark.record == only]

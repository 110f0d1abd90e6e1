"""`innoguide programme status`: one row a group."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import JsonOption, LangOption
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.programme.status import StatusRow

_COLUMNS = ("name", "step", "last", "met", "insights", "solutions", "todo")


def command(as_json: JsonOption = False, programme: ProgrammeOption = None, lang: LangOption = "") -> None:
    """Show where every group is, what it has, what is missing, and what is due."""
    from dataclasses import asdict

    from innoguide.jobs.programme.comparing import compare
    from innoguide.jobs.programme.status import build_status
    from innoguide.terminal.screen import print_json, print_table, tell

    opened = open_programme(programme)
    today = date.today()
    groups_now = compare(opened.gathered())
    rows = [build_status(one, today=today, lang=opened.lang) for one in groups_now]
    if as_json:
        groups = [{"group": one.group.name, **asdict(row)} for one, row in zip(groups_now, rows, strict=True)]
        print_json({"format": 1, "title": opened.programme.title, "groups": groups})
        return
    if not rows:
        tell(t("programme_no_groups"))
        return
    heads = [t(f"programme_column_{one}") for one in _COLUMNS]
    print_table(opened.programme.title, heads, [_cells(one) for one in rows])
    tell(t("programme_status_legend"))


def _cells(row: StatusRow) -> list[str]:
    if row.troubles and not row.step:
        return [row.name, t("programme_unread"), *[""] * (len(_COLUMNS) - 3), "; ".join(row.troubles)]
    step = f"{row.step} ({row.gates})" if row.gates else row.step
    to_do = "; ".join((*row.missing, *row.troubles, *row.due))
    return [row.name, step, row.last, row.met, row.insights, row.solutions, to_do]

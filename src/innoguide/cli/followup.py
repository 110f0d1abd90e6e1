"""`innoguide followup`: what became of it, three, six, twelve and eighteen months later."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.walk.targets import Target
    from innoguide.model.project import Project


def command(
    mark: Annotated[int, typer.Option("--mark", metavar="MONTHS")] = 0,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE")] = None,
    as_list: Annotated[bool, typer.Option("--list")] = False,
    as_json: JsonOption = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Lead the follow-up that is due, or list what has been followed up and what remains."""
    opened = open_project(project, with_checks=not (as_list or as_json))
    known = _known_mark(mark)
    if as_list or as_json:
        _show_list(opened, as_json=as_json)
    elif answers is not None:
        _play(opened, answers, known)
    else:
        _lead(opened, known, plain=plain)


def _known_mark(months: int) -> str:
    """Return the id of the mark that is named; empty if none is. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.model.followup import MARKS

    if months and months not in MARKS:
        names = ", ".join(map(str, MARKS))
        raise UsageError(t("followup_wrong_mark", months=months), t("allowed_are", names=names))
    return f"months_{months}" if months else ""


def _show_list(opened: Opened, *, as_json: bool) -> None:
    from innoguide.cli.followup_list import list_json, list_lines
    from innoguide.terminal.screen import print_json, print_lines

    project, today = opened.store.load(), date.today()
    if as_json:
        print_json(list_json(opened, project, today))
    else:
        print_lines([*list_lines(opened, project, today)])


def _play(opened: Opened, answers: Path, mark: str) -> None:
    """Walk an answers file; it names the day, and the mark too where none is given."""
    from innoguide.cli.walk import play_answers
    from innoguide.jobs.walk.marking import with_known
    from innoguide.terminal.screen import tell
    from innoguide.terminal.script import Script

    script = Script.read(answers)
    if mark:
        opened.guide = with_known(opened.guide, {"mark": mark})
    number = play_answers(opened, script)
    tell(t("answers_done", records=tn("count_records", number), meetings=tn("count_meetings", script.sessions)))


def _lead(opened: Opened, mark: str, *, plain: bool) -> None:
    from innoguide.cli.phones import ServedPhones
    from innoguide.cli.walk import lead
    from innoguide.jobs.walk.marking import known_on, with_known
    from innoguide.terminal.screen import tell

    target = _target(opened)
    project, today = opened.store.load(), date.today()
    tell(_what_is_due(opened, project, today))
    known = known_on(opened.guide, project, today)
    if mark:
        known["mark"] = mark
    guide = with_known(opened.guide, known)
    lead(opened, guide, target, ServedPhones(opened.folder, lan=False, port=0, tables=0), plain=plain)


def _target(opened: Opened) -> Target:
    """Return the method that follows up. Raises `UsageError` where the project's own guide has none."""
    from innoguide.errors import UsageError
    from innoguide.jobs.walk.marking import find_follow_up

    target = find_follow_up(opened.guide)
    if target is None:
        raise UsageError(t("followup_no_method"), t("followup_no_method_hint"))
    return target


def _what_is_due(opened: Opened, project: Project, today: date) -> str:
    """Return what to say of the follow-up whose time has come, or of the next one."""
    from innoguide.model.followup import due_now, follow_ups
    from innoguide.model.language import long_date

    dues = follow_ups(opened.guide, project)
    due = due_now(dues, today)
    if due is not None:
        when = long_date(due.day, opened.lang)
        return t(f"followup_is_{due.state(today)}", months=due.months, date=when)
    coming = next((one for one in dues if not one.done and one.day > today), None)
    if coming is not None:
        return t("followup_next", months=coming.months, date=long_date(coming.day, opened.lang))
    return t("followup_all_done" if dues else "followup_not_closed")

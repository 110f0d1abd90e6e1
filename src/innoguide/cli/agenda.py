"""`innoguide agenda`: the next meeting, block by block, with times; changed, cancelled, or a whole calendar."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.terminal.asking import can_ask
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.agenda.plan import Asked
    from innoguide.jobs.agenda.words import Shown
    from innoguide.model.project import Project, Session


def command(
    what: Annotated[str, typer.Argument(metavar="STEP")] = "",
    minutes: Annotated[int, typer.Option("--minutes", metavar="NUMBER")] = 0,
    people: Annotated[int, typer.Option("--people", metavar="NUMBER")] = 0,
    start: Annotated[str, typer.Option("--start", metavar="TIME")] = "",
    day: Annotated[str, typer.Option("--date", metavar="DATE")] = "",
    place: Annotated[str, typer.Option("--place", metavar="TEXT")] = "",
    proposal: Annotated[str, typer.Option("--agenda", metavar="ID")] = "",
    change: Annotated[list[str] | None, typer.Option("--change", metavar="TEXT")] = None,
    new: Annotated[bool, typer.Option("--new")] = False,
    show: Annotated[bool, typer.Option("--show")] = False,
    cancel: Annotated[bool, typer.Option("--cancel")] = False,
    calendar: Annotated[bool, typer.Option("--calendar")] = False,
    profile: Annotated[str, typer.Option("--profile", metavar="PROFILE")] = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE")] = "",
    weekday: Annotated[str, typer.Option("--weekday", metavar="DAY")] = "",
    yes: Annotated[bool, typer.Option("--yes")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Plan the next meeting, or show it when it is planned; --change, --cancel and --calendar do as they say."""
    from innoguide.jobs.agenda.plan import Asked

    opened = open_project(project, with_checks=False)
    opened.guard.refuse([("place", place), *(("change", one) for one in change or ())])
    asked = Asked(
        step=_step(opened, what),
        day=_day(day),
        start=_time(start),
        minutes=_number("--minutes", minutes, least=5, most=1440),
        people=_number("--people", people, least=1, most=999),
        place=place.strip(),
        proposal=proposal,
        new=new,
    )
    if calendar:
        from innoguide.cli.agenda_calendar import show_calendar

        show_calendar(opened, asked, profile=profile, first=_day(first), weekday=weekday, yes=yes, as_json=as_json)
    elif cancel:
        _cancel(opened, asked, yes=yes)
    elif show:
        _show(opened, asked, as_json=as_json)
    else:
        _plan(opened, asked, change or [], as_json=as_json)


def _step(opened: Opened, what: str) -> str:
    """Return the step that *what* names, or nothing. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.model.guide import find_named

    if not what:
        return ""
    guide = opened.guide
    steps = [(one.step, (str(guide.number(one.step)), one.title.sv, one.title.en)) for one in guide.steps]
    found = find_named(what, steps)
    if len(found) != 1:
        raise UsageError(t("agenda_which_step", word=what), near_miss(what, guide.about.steps))
    return found[0]


def _number(option: str, number: int, *, least: int, most: int) -> int:
    """Return *number*, or 0 for what was not said. Raises `UsageError` outside *least* to *most*."""
    from innoguide.errors import UsageError

    if number and not least <= number <= most:
        raise UsageError(t("agenda_number_wrong", option=option, least=least, most=most))
    return number


def _day(text: str) -> date | None:
    """Return the day that *text* means. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.model.answers import Wrong
    from innoguide.model.days import read_day

    if not text:
        return None
    day = read_day(text, date.today())
    if isinstance(day, Wrong):
        raise UsageError(day.message, t("agenda_day_hint"))
    return day


def _time(text: str) -> str:
    from innoguide.errors import UsageError
    from innoguide.model.agenda.agenda import read_time

    time = read_time(text)
    if text and not time:
        raise UsageError(t("agenda_time_wrong", text=text), t("agenda_time_wrong_hint"))
    return time


def _plan(opened: Opened, asked: Asked, changes: list[str], *, as_json: bool) -> None:
    """Make the meeting that is asked for or change the one that is there, save it and show it."""
    from innoguide.jobs.agenda.plan import changed_as_asked, find_planned, make_meeting
    from innoguide.terminal.screen import tell

    project = opened.store.load()
    today = date.today()
    planned = find_planned(project, asked, today)
    if planned is None:
        session = make_meeting(opened.store, project, asked, today)
    elif asked.is_nothing and asked.step == "":
        session = planned
    else:
        session = changed_as_asked(opened.store, project, planned, asked, today)
    if session != planned:
        _save(opened, planned, session)
    if changes:
        session = _changed(opened, project, session, *changes)
    _print(_shown(opened, project, session), as_json=as_json)
    if not as_json:
        _tell_days(project, session, today)
        tell(t("agenda_saved" if session != planned else "agenda_stands", file=f"sessions/{session.id}.yaml"))
        _offer_changes(opened, project, session, asked=bool(changes))


def _shown(opened: Opened, project: Project, session: Session) -> Shown:
    from innoguide.jobs.agenda.plan import builder_for
    from innoguide.jobs.agenda.words import Shown

    assert session.agenda is not None
    builder = builder_for(opened.guide, project, before=session.agenda.date, today=date.today())
    return Shown(builder, project, session, opened.lang)


def _changed(opened: Opened, project: Project, session: Session, *changes: str) -> Session:
    """Return *session* with its agenda changed as all of *changes* say, saved. Raises `UsageError`; then none is."""
    from innoguide.jobs.agenda.changing import Changing
    from innoguide.jobs.agenda.undoing import UNDO

    if len(changes) == 1 and changes[0].strip().casefold() in UNDO:
        return _undone(opened, session)
    assert session.agenda is not None
    changing = Changing(_shown(opened, project, session).builder, date.today())
    agenda = session.agenda
    for text in changes:
        agenda = changing.apply(agenda, text)
    changed = session.model_copy(update={"agenda": agenda})
    _save(opened, session, changed)
    return changed


def _undone(opened: Opened, session: Session) -> Session:
    """Return *session* with its agenda as it was before the last change, saved. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.jobs.agenda.undoing import undone
    from innoguide.terminal.screen import tell

    before = undone(opened.store.folder, session)
    if before is None:
        raise UsageError(t("agenda_undo_none"))
    opened.store.save_session(before)
    tell(t("agenda_undone"))
    return before


def _save(opened: Opened, before: Session | None, session: Session) -> None:
    """Save *session*, and keep how it was *before* so that the change can be undone."""
    from innoguide.jobs.agenda.undoing import keep_earlier

    if before is not None:
        keep_earlier(opened.store.folder, before)
    opened.store.save_session(session)


def _print(shown: Shown, *, as_json: bool) -> None:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.terminal.screen import print_json, print_lines

    if as_json:
        print_json(shown.as_json())
        return
    over = shown.agenda.over > 0
    lines = [Line(text=shown.heading(), tone="heading"), Line(text=shown.about()), Line()]
    lines += [Line(label=times, text=title) for times, title in shown.rows()]
    lines += [Line(), Line(text=shown.fit(), tone="warning" if over else "plain")]
    lines += [Line(text=text, tone="list") for text in shown.advice_lines()]
    lines += [Line(text=text) for text in filter(None, (*shown.remarks(), shown.carried()))]
    lines += [Line(text=text, tone="list") for text in shown.open_actions()]
    if shown.agenda.between:
        lines.append(Line(label=t("agenda_between"), text=shown.agenda.between))
    print_lines(lines)


def _tell_days(project: Project, session: Session, today: date) -> None:
    """Say that the day has been, or that an earlier meeting was planned and never begun."""
    from innoguide.jobs.agenda.plan import overdue
    from innoguide.model.days import is_working_day
    from innoguide.terminal.screen import tell

    assert session.agenda is not None
    day = date.fromisoformat(session.agenda.date)
    if day < today:
        tell(t("agenda_day_past"))
    elif not is_working_day(day):
        tell(t("agenda_day_off"))
    for one in overdue(project, today):
        if one.id != session.id and one.agenda:
            tell(t("agenda_overdue", date=one.agenda.date))


def _offer_changes(opened: Opened, project: Project, session: Session, *, asked: bool) -> None:
    """Ask on a terminal whether something is to be changed, until it is right; elsewhere say how it is done."""
    from innoguide.errors import UsageError
    from innoguide.terminal.screen import print_error, tell

    if asked:
        return
    if not (can_ask() and sys.stdout.isatty()):
        tell(t("agenda_how_to_change"))
        return
    while text := _ask_change():
        try:
            opened.guard.refuse([("change", text)])
            session = _changed(opened, project, session, text)
            _print(_shown(opened, project, session), as_json=False)
        except UsageError as error:
            print_error(error.message, error.hint)


def _ask_change() -> str:
    try:
        return input(f"\n{t('agenda_ask_change')} › ").strip()
    except EOFError:
        print()
        return ""


def _found(opened: Opened, project: Project, asked: Asked) -> Session | None:
    """Return the planned meeting that is meant; say so if there is none."""
    from innoguide.jobs.agenda.plan import find_planned
    from innoguide.terminal.screen import tell

    found = find_planned(project, asked, date.today())
    if found is None:
        tell(t("agenda_none"))
    return found


def _show(opened: Opened, asked: Asked, *, as_json: bool) -> None:
    """Show the planned meeting that is meant, and change nothing."""
    from innoguide.terminal.screen import print_json

    project = opened.store.load()
    found = _found(opened, project, asked)
    if found:
        _print(_shown(opened, project, found), as_json=as_json)
    elif as_json:
        print_json({"format": 1, "id": None})


def _cancel(opened: Opened, asked: Asked, *, yes: bool) -> None:
    """Take away a planned meeting, after a yes."""
    from innoguide.errors import UsageError
    from innoguide.jobs.walk.prompter import Line
    from innoguide.terminal.screen import print_lines, tell
    from innoguide.terminal.sure import ask_yes

    project = opened.store.load()
    found = _found(opened, project, asked)
    if found is None:
        return
    print_lines([Line(text=_shown(opened, project, found).heading(), tone="heading")])
    if not yes and not can_ask():
        raise UsageError(t("agenda_cancel_sure"), t("agenda_sure_hint"))
    if yes or ask_yes(t("agenda_cancel_ask")):
        opened.store.remove_session(found)
        tell(t("agenda_cancelled", file=f"sessions/{found.id}.yaml"))
    else:
        tell(t("agenda_kept"))

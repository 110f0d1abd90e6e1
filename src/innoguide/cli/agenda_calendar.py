"""`innoguide agenda --calendar`: all the meetings of a profile, shown first, then planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from innoguide.cli.project import Opened
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.agenda.plan import Asked
    from innoguide.model.agenda.calendar import CalendarWish, Entry
    from innoguide.model.guide import Profile
    from innoguide.model.project import Project


def show_calendar(
    opened: Opened, asked: Asked, *, profile: str, first: date | None, weekday: str, yes: bool, as_json: bool
) -> None:
    """Show the calendar of a profile, and plan its meetings after a yes."""
    from innoguide.jobs.agenda.plan import builder_for
    from innoguide.model.agenda.calendar import lay_out
    from innoguide.terminal.screen import print_json, tell

    project = opened.store.load()
    chosen = _profile(opened, profile or project.settings.profile)
    if not chosen.calendar:
        tell(t("agenda_calendar_none", profile=chosen.title.in_(opened.lang)))
        return
    wish = _wish(project, asked, first or asked.day, weekday)
    builder = builder_for(opened.guide, project, before=date.today().isoformat(), today=date.today())
    entries = lay_out(builder, chosen, wish)
    if as_json:
        print_json({"format": 1, "profile": chosen.id, "meetings": [_json(one) for one in entries]})
    else:
        _print(opened, chosen, entries)
    new = [one for one in entries if one.kept is None]
    if not new:
        tell(t("agenda_calendar_all_planned"))
    elif _is_sure(len(new), yes=yes, as_json=as_json):
        _save(opened, project, entries)


def _save(opened: Opened, project: Project, entries: Sequence[Entry]) -> None:
    from innoguide.jobs.agenda.plan import save_calendar
    from innoguide.terminal.screen import tell

    saved = save_calendar(opened.store, project, entries)
    first = next((one.agenda.date for one in saved if one.agenda), "")
    tell(tn("agenda_calendar_saved", len(saved), date=first))


def _profile(opened: Opened, wanted: str) -> Profile:
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss

    known = {one.id: one for one in opened.guide.about.profiles}
    if wanted not in known:
        raise UsageError(t("agenda_no_profile", id=wanted), near_miss(wanted, known))
    return known[wanted]


def _wish(project: Project, asked: Asked, first: date | None, weekday: str) -> CalendarWish:
    """Return how the calendar is to lie. Raises `UsageError` for a weekday that is none, or when nobody works."""
    from innoguide.errors import UsageError
    from innoguide.jobs.agenda.plan import usual_people, usual_start
    from innoguide.model.agenda.calendar import CalendarWish
    from innoguide.model.days import find_weekday, is_working_day, next_free_day

    day = first or next_free_day(date.today(), ())
    if not is_working_day(day):
        day = next_free_day(day, ())
    number = find_weekday(weekday) if weekday else day.weekday()
    if number is None or number > 4:
        raise UsageError(t("agenda_weekday_wrong", text=weekday), t("agenda_weekday_hint"))
    return CalendarWish(
        first=day,
        weekday=number,
        start=asked.start or usual_start(project),
        people=asked.people or usual_people(project),
        lang=project.settings.language,
        place=asked.place,
    )


def _print(opened: Opened, profile: Profile, entries: Sequence[Entry]) -> None:
    from innoguide.jobs.agenda.words import when
    from innoguide.jobs.walk.prompter import Line
    from innoguide.terminal.screen import print_lines

    lines = [Line(text=t("agenda_calendar_title", profile=profile.title.in_(opened.lang)), tone="heading"), Line()]
    days = [f"  {when(one.agenda, opened.lang)}" for one in entries]
    widest = max(map(len, days), default=0)
    for day, one in zip(days, entries, strict=True):
        agenda = one.agenda
        title = agenda.title or opened.guide.step(agenda.step).title.in_(opened.lang)
        state = t("agenda_calendar_kept") if one.kept else ""
        about = f"{title} ({t('minutes', minutes=agenda.minutes)})"
        lines.append(Line(label=f"{day:<{widest}} ", text=" · ".join(filter(None, (about, state)))))
        if agenda.between:
            lines.append(Line(text=f"      {t('agenda_between')} {agenda.between}", tone="hint"))
    print_lines(lines)


def _json(entry: Entry) -> dict[str, object]:
    agenda = entry.agenda
    return {
        "date": agenda.date,
        "start": agenda.start,
        "end": agenda.ends,
        "minutes": agenda.minutes,
        "step": agenda.step,
        "title": agenda.title,
        "between": agenda.between,
        "planned": entry.kept.id if entry.kept else None,
    }


def _is_sure(number: int, *, yes: bool, as_json: bool) -> bool:
    """Ask on a terminal; without one only `--yes` plans anything."""
    from innoguide.terminal.screen import tell
    from innoguide.terminal.sure import ask_yes

    if yes:
        return True
    if as_json or not can_ask():
        tell(tn("agenda_calendar_sure", number))
        return False
    return ask_yes(tn("agenda_calendar_ask", number))

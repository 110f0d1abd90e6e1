"""Lays a profile's calendar out in time: one agenda a meeting, off weekends, public holidays and holiday periods."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from innoguide.model.agenda.agenda import Agenda, Block, minutes_of
from innoguide.model.agenda.breaks import SHORTEST_LUNCH, length
from innoguide.model.agenda.build import CHECK_OUT, Builder, Wish, is_one_of
from innoguide.model.agenda.pace import Pace
from innoguide.model.days import is_working_day
from innoguide.model.guide import CalendarMeeting, Profile
from innoguide.model.moves import USUAL_PEOPLE
from innoguide.model.project import Session
from innoguide.texts import t

_LUNCH_FROM, _LUNCH_TO = 11 * 60, 13 * 60 + 30
_MOST_WEEKS = 60
"""So far a meeting is moved before it is left where it is: a guide may forbid the whole year."""


@dataclass(frozen=True, kw_only=True)
class CalendarWish:
    """How a calendar is to lie: the first day, the weekday (Monday 0), and what all its meetings share."""

    first: date
    weekday: int
    start: str
    people: int
    lang: str
    place: str = ""


@dataclass(frozen=True)
class Entry:
    """A meeting of the calendar: *kept* is the one that was planned already."""

    agenda: Agenda
    kept: Session | None = None


@dataclass
class Course:
    """Where a calendar's meetings lie. What a period without meetings moves takes those after it along."""

    profile: Profile
    wish: CalendarWish
    late: timedelta = timedelta()
    days: set[date] = field(default_factory=set)
    close: tuple[CalendarMeeting, date] | None = None
    """The last meeting before the follow-ups, and the day it is held: they count from it."""

    def place(self, meeting: CalendarMeeting) -> date:
        """Return the day on which *meeting* lies if nothing else is planned."""
        day = self._wanted(meeting)
        found = self.free(day, self.days)
        if not meeting.follow_up and any(map(self._is_off, _weeks(day, found))):
            self.late += found - day
        self.days.add(found)
        return found

    def free(self, day: date, taken: Collection[date]) -> date:
        """Return *day*, or the same weekday of the first week after it when a meeting can be held."""
        last = day + timedelta(weeks=_MOST_WEEKS)
        return next(
            (one for one in _weeks(day, last) if is_working_day(one) and not self._is_off(one) and one not in taken),
            last,
        )

    def _wanted(self, meeting: CalendarMeeting) -> date:
        if meeting.follow_up and self.close:
            last, held = self.close
            day = _after(held, meeting.months - last.months, meeting.days - last.days)
        else:
            day = _after(self.wish.first, meeting.months, meeting.days)
        day += timedelta(days=(self.wish.weekday - day.weekday()) % 7)
        return day if meeting.follow_up else day + self.late

    def _is_off(self, day: date) -> bool:
        return any(one.holds(f"{day:%m-%d}") for one in self.profile.no_meetings)


def _weeks(day: date, end: date) -> Iterator[date]:
    """Yield *day* and the same weekday of every week before *end*."""
    while day < end:
        yield day
        day += timedelta(days=7)


def lay_out(builder: Builder, profile: Profile, wish: CalendarWish) -> list[Entry]:
    """Return the meetings of *profile* that are to come, in order; what is planned already stays where it is."""
    planned = {one.id: one for one in builder.project.planned if one.agenda}
    held = {one.agenda.title: one for one in builder.project.sessions if one.agenda}
    taken = {date.fromisoformat(one.agenda.date) for one in planned.values() if one.agenda}
    parts = [[*group] for _when, group in groupby(profile.calendar, key=lambda one: (one.months, one.days))]
    course = Course(profile, wish)
    found = []
    for meetings in parts:
        title = _title(profile, meetings, wish.lang)
        day = course.place(meetings[0])
        if title in held:
            day = date.fromisoformat(held[title].started[:10])
        elif _is_left(builder, meetings):
            kept = _find_planned(planned, meetings[0].step, title)
            if kept and kept.agenda:
                found.append(Entry(kept.agenda, planned.pop(kept.id)))
                day = date.fromisoformat(kept.agenda.date)
            else:
                day = course.free(day, taken)
                taken.add(day)
                found.append(Entry(_agenda(builder, meetings, wish, title=title, day=day)))
        if not meetings[0].follow_up:
            course.close = (meetings[0], day)
    return sorted(found, key=lambda one: (one.agenda.date, one.agenda.start))


def _title(profile: Profile, meetings: Sequence[CalendarMeeting], lang: str) -> str:
    return (meetings[0].title if len(meetings) == 1 else profile.title).in_(lang)


def _is_left(builder: Builder, meetings: Sequence[CalendarMeeting]) -> bool:
    """Whether something of *meetings* is still to be done: their steps are open, or they follow up."""
    return any(one.follow_up or builder.holds_left(one.step, one.agenda) for one in meetings)


def _find_planned(planned: dict[str, Session], step: str, title: str) -> Session | None:
    """Return the meeting that is planned under *title*, or one without a title in the same step."""
    for wanted in (title, ""):
        for one in planned.values():
            if one.agenda and one.agenda.title == wanted and (wanted or one.agenda.step == step):
                return one
    return None


def _after(first: date, months: float, days: int) -> date:
    """Return the day so many months and days after *first*; half a month is fifteen days."""
    whole = int(months)
    years, month = divmod(first.month - 1 + whole, 12)
    day = min(first.day, 28)
    days += first.day - day + round((months - whole) * 30)
    return date(first.year + years, month + 1, day) + timedelta(days=days)


def _agenda(
    builder: Builder, meetings: Sequence[CalendarMeeting], wish: CalendarWish, *, title: str, day: date
) -> Agenda:
    first = meetings[0]
    start = first.start or wish.start
    blocks = _blocks(builder, first, wish, title) if len(meetings) == 1 else _day(builder, meetings, wish)
    return Agenda(
        date=day.isoformat(),
        start=start,
        minutes=first.minutes if first.minutes and len(meetings) == 1 else length(blocks),
        people=wish.people,
        step=first.step,
        title=title,
        place=wish.place,
        between=next((one.between.in_(wish.lang) for one in reversed(meetings) if one.between), ""),
        blocks=tuple(blocks),
    )


def _blocks(builder: Builder, meeting: CalendarMeeting, wish: CalendarWish, title: str) -> list[Block]:
    """Return the blocks of one meeting; a follow-up without an agenda is one block."""
    if not meeting.agenda:
        return [Block(text=title, minutes=meeting.minutes)]
    start = meeting.start or wish.start
    return builder.build(
        Wish(step=meeting.step, people=wish.people, start=start, lang=wish.lang, proposal=meeting.agenda)
    )


def _day(builder: Builder, meetings: Sequence[CalendarMeeting], wish: CalendarWish) -> list[Block]:
    """Return the parts of a day as the blocks of one meeting: as the guide has them, since the times are fixed."""
    plain = Builder(builder.guide, builder.project, Pace())
    blocks: list[Block] = []
    begins = minutes_of(meetings[0].start or wish.start)
    for number, one in enumerate(meetings):
        gap = minutes_of(one.start) - begins - length(blocks) if one.start else 0
        if gap > 0 and blocks and blocks[-1].is_break:
            gap += blocks.pop().minutes
        if gap > 0 and blocks:
            blocks.append(_pause(minutes_of(one.start) - gap, gap, wish.lang))
        blocks += _part(plain, one, wish, is_first=number == 0, is_last=number == len(meetings) - 1)
    return blocks


def _part(
    builder: Builder, meeting: CalendarMeeting, wish: CalendarWish, *, is_first: bool, is_last: bool
) -> Iterator[Block]:
    """Yield the blocks of a part of a day: check-in only in the first, check-out only in the last."""
    step = builder.guide.step(meeting.step)
    proposal = next(one for one in step.agendas if one.id == meeting.agenda)
    asked = Wish(step=step.step, people=USUAL_PEOPLE, start=meeting.start, lang=wish.lang)
    for block in builder.proposed(step, proposal, asked):
        drop = (not is_first and is_one_of(block, step.opens_with)) or (not is_last and is_one_of(block, (CHECK_OUT,)))
        if not drop:
            yield block


def _pause(at: int, minutes: int, lang: str) -> Block:
    is_lunch = minutes >= SHORTEST_LUNCH and _LUNCH_FROM <= at <= _LUNCH_TO
    return Block(text=t("agenda_lunch" if is_lunch else "agenda_break", lang), is_break=True, minutes=minutes)

"""Keeping time: when a meeting is to end, and what to leave out or shorten when it gets late."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil

from innoguide.model.agenda.agenda import Agenda, clock_time
from innoguide.model.agenda.moves import minutes_by_move, place_of
from innoguide.model.guide import Guide
from innoguide.model.project import Done, Session

LEAST = 0.75
"""What a block can always be shortened to, as a part of its minutes."""
LEAST_MINUTES = 5
LEAST_BREAK = 10
EVENING, NIGHT_ENDS = 18, 6

OPTIONAL, TEXT, METHOD, KEPT = 3, 2, 1, 0
"""How readily a block is left out, the readiest first; one that is kept never is."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A block that is still to come, as far as time goes: it can be shortened to *least*, or left out by its *rank*."""

    minutes: int
    least: int
    rank: int = KEPT


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The minutes of each part if the group takes it (0: left out), and how many minutes are too many even then."""

    minutes: tuple[int, ...]
    missing: int = 0


def least_of(minutes: int, *, is_break: bool = False) -> int:
    """Return how short a block of so many minutes may become."""
    return min(minutes, LEAST_BREAK if is_break else max(LEAST_MINUTES, ceil(minutes * LEAST)))


def propose(parts: Sequence[Part], *, over: int) -> Proposal:
    """Return how to save *over* minutes: shorten if that is enough, else leave out as few blocks as possible.

    What is left out first is optional, then texts, then methods; of equals the last in the meeting.
    """
    order = sorted((at for at, part in enumerate(parts) if part.rank), key=lambda at: (-parts[at].rank, -at))
    dropped: list[int] = []
    for at in order:
        if _saved(parts, dropped) >= over:
            break
        dropped.append(at)
    for at in reversed(dropped):  # a small one is not left out in vain when a big one had to be
        fewer = [one for one in dropped if one != at]
        if _saved(parts, fewer) >= over:
            dropped = fewer
    return Proposal(minutes=_minutes_left(parts, dropped, over), missing=max(over - _saved(parts, dropped), 0))


def _saved(parts: Sequence[Part], dropped: Sequence[int]) -> int:
    """Return the most minutes that can be saved when *dropped* are left out and the others shortened."""
    return sum(part.minutes - (0 if at in dropped else part.least) for at, part in enumerate(parts))


def _minutes_left(parts: Sequence[Part], dropped: Sequence[int], over: int) -> tuple[int, ...]:
    """Return each part's minutes; those with most to spare are shortened, so that few are changed."""
    minutes = [0 if at in dropped else part.minutes for at, part in enumerate(parts)]
    need = over - sum(parts[at].minutes for at in dropped)
    by_slack = sorted(range(len(parts)), key=lambda at: parts[at].least - parts[at].minutes)
    for at in by_slack:
        if at not in dropped and need > 0:
            cut = min(need, parts[at].minutes - parts[at].least)
            minutes[at] -= cut
            need -= cut
    return tuple(minutes)


def meeting_end(session: Session) -> datetime | None:
    """Return when *session* is to end, in local time; None if nobody has said."""
    if session.until:
        return datetime.fromisoformat(session.until)
    if session.plan is None:
        return None
    begins = datetime.fromisoformat(f"{session.plan.date}T{session.plan.start}")
    return begins + timedelta(minutes=session.plan.minutes)


def planned_minutes(guide: Guide, agenda: Agenda | None, done: Done) -> int:
    """Return the minutes that a move should have taken: by *agenda* if it is in it, else by the guide."""
    method = guide.method(done.step, done.method)
    move = method.move(done.move) if method else None
    if method is None or move is None:
        return 0
    if agenda is None:
        return move.minutes
    blocks = [one for one in agenda.blocks if place_of(one, agenda) == (done.step, done.method)]
    scaled = [minutes_by_move(one, method, people=agenda.people) for one in blocks]
    return next((one[move.id] for one in scaled if move.id in one), move.minutes)


def moved_to(agenda: Agenda, now: datetime) -> Agenda:
    """Return *agenda* with its times counted from *now*."""
    return agenda.model_copy(
        update={"date": now.date().isoformat(), "start": clock_time(now.hour * 60 + now.minute)},
    )


def is_about_now(agenda: Agenda, now: datetime) -> bool:
    """Return whether a meeting with *agenda* can have begun at *now*: at most an hour early, and before its end."""
    begins = datetime.fromisoformat(f"{agenda.date}T{agenda.start}")
    local = now.replace(tzinfo=None)
    return begins - timedelta(hours=1) <= local < begins + timedelta(minutes=agenda.minutes)


_CLOCK = re.compile(r"(?:kl\.?|klockan|at)?\s*(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def read_end(text: str, now: datetime) -> datetime | None:
    """Return when the clock shows *text* (15.30, kl 15, 3pm), in local time; None if it is no time, or over today.

    In the evening a time of the night is tomorrow's.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    local = now.replace(tzinfo=None)
    end = datetime.combine(local.date(), time(hour, minute))
    if local.hour >= EVENING and hour < NIGHT_ENDS:
        end += timedelta(days=1)
    return end if end > local else None

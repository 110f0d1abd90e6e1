"""Keeps time in a walk: how long each move takes, when the meeting ends, and the command `:time`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from innoguide.jobs.walk.meeting.blocks import blocks_left
from innoguide.jobs.walk.meeting.session import keep_quietly
from innoguide.jobs.walk.prompter import Clock, Line, Meeting, Path, Tone
from innoguide.model.agenda.lateness import meeting_end, read_end
from innoguide.model.moves import Move
from innoguide.model.record import as_stored
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.room import Room


@dataclass(kw_only=True)
class MoveTime:
    """How long the group has been at what it does now. It does not run while *since* is None.

    *counted* minutes of it are among what is left of the agenda; *later* ones come after it and are not.
    """

    minutes: int = 0  # what it has, with what was added
    is_move: bool = False
    spent: float = 0  # seconds, until `since`
    since: datetime | None = None
    paused_at: datetime | None = None
    counted: int = 0
    later: int = 0

    def spent_at(self, now: datetime) -> float:
        """Return the seconds spent, without pauses."""
        return self.spent + ((now - self.since).total_seconds() if self.since else 0)

    def left_at(self, now: datetime) -> float:
        """Return the seconds left, less than nothing when the time is out."""
        return 60 * self.minutes - self.spent_at(now)

    def pause(self, now: datetime) -> None:
        """Stand still from *now*."""
        self.spent, self.since, self.paused_at = self.spent_at(now), None, now

    def go_on(self, now: datetime) -> int:
        """Run again; return how many minutes it stood still."""
        stood = round((now - self.paused_at).total_seconds() / 60) if self.paused_at else 0
        self.since, self.paused_at = now, None
        return stood


def begin_time(room: Room, path: Path, title: str, *, minutes: int, counted: int, later: int = 0) -> None:
    """Begin something that is not a move: its clock runs, and nobody logs it."""
    _end_pause(room)
    room.prompter.begin_move(path, Clock(title=title, minutes=minutes, started=room.prompter.now()))
    now = room.prompter.now()
    room.time = MoveTime(minutes=minutes, since=now, counted=counted, later=later)
    tell_meeting(room)


def begin_move(room: Room, move: Move, *, minutes: int, counted: int, later: int) -> None:
    """Begin *move*, or go on with it: what it has taken so far counts."""
    _end_pause(room)
    spent = _spent_before(room, move)
    minutes += room.state.get("extra_minutes", 0)
    started = room.prompter.now() - timedelta(seconds=spent)
    room.prompter.begin_move(room.path(), Clock(title=move.title.in_(room.lang), minutes=minutes, started=started))
    now = room.prompter.now()
    room.time = MoveTime(minutes=minutes, is_move=True, spent=spent, since=now, counted=counted, later=later)
    tell_meeting(room)


def _spent_before(room: Room, move: Move) -> float:
    """Return the seconds that *move* has taken already: before a stop, or before the group left it.

    What an earlier meeting has logged is not counted again.
    """
    key = (room.step.step, room.method.method, move.id)
    logged = 60.0 * sum(one.minutes for one in room.session.done if (one.step, one.method, one.move) == key)
    is_known = room.state.get("meeting") == room.session.id or key not in room.project.done_moves()
    return float(room.state.get("spent", logged)) if is_known else logged


def end_move(room: Room) -> int:
    """The move is over; return the minutes it took."""
    note_time(room)
    spent: float = room.state.get("spent", 0)
    return round(spent / 60)


def rest_between(room: Room) -> None:
    """No move goes on now."""
    _end_pause(room)
    room.time = MoveTime()
    tell_meeting(room)


def note_time(room: Room) -> None:
    """Keep how long the move has taken until now, and that the group is there: a stop loses no more than an answer."""
    now = room.prompter.now()
    room.place.at = as_stored(now)
    if room.time.is_move:
        room.state.update(spent=room.time.spent_at(now), meeting=room.session.id)
        room.keep_place()


def _end_pause(room: Room) -> None:
    if room.time.paused_at:
        stood = room.time.go_on(room.prompter.now())
        paused = room.session.paused_minutes + stood
        keep_quietly(room, room.session.model_copy(update={"paused_minutes": paused}))


# -- the meeting ----------------------------------------------------------------------------------------------


def tell_meeting(room: Room) -> None:
    """Tell the prompter how the meeting stands."""
    room.prompter.tell_meeting(meeting_of(room))


def meeting_of(room: Room) -> Meeting | None:
    """Return when the meeting ends and what comes after the current move; None if nobody has said when it ends."""
    ends = meeting_end(room.session)
    if ends is None:
        return None
    rest = sum(one.minutes for one in blocks_left(room)) - room.time.counted + room.time.later
    zone = room.prompter.now().tzinfo
    return Meeting(ends=ends.replace(tzinfo=zone), rest=max(rest, 0), is_planned=room.session.plan is not None)


def minutes_late(room: Room, meeting: Meeting) -> int:
    """Return how many minutes late the meeting ends as it looks now; below zero: to spare."""
    now = room.prompter.now()
    late: int = meeting.late(now, left=room.time.left_at(now))
    return late


def minutes_until_end(room: Room, meeting: Meeting) -> int:
    """Return how many minutes the meeting still has; one that is begun counts."""
    return max(ceil((meeting.ends - room.prompter.now()).total_seconds() / 60), 0)


def clock(moment: datetime) -> str:
    """Return a time of day as it is shown."""
    return t("clock_time", hour=moment.hour, minute=moment.minute)


def meeting_words(room: Room, meeting: Meeting) -> str:
    """Return when the meeting ends, and whether the group is ahead or behind."""
    ends = t("time_meeting_ends", time=clock(meeting.ends))
    late = minutes_late(room, meeting)
    if late > 0:
        return f"{ends} {t('time_late' if meeting.is_planned else 'time_method_late', minutes=late)}"
    if not meeting.is_planned:
        return f"{ends} {t('time_left', minutes=minutes_until_end(room, meeting))}"
    return f"{ends} {t('time_early', minutes=-late) if late else t('time_on_time')}"


# -- the command ----------------------------------------------------------------------------------------------

PAUSE = ("paus", "pausa", "pause", "stopp", "stop")
GO_ON = ("fortsätt", "fortsatt", "starta", "go on", "goon", "resume", "continue", "start")
_MORE = re.compile(r"([+\-–−])\s*(\d{1,3})\s*(?:min(?:uter|utes)?)?\.?")
_END = re.compile(r"(?:slut|end)s?\s+(.+)")


def keep_time(room: Room, argument: str) -> None:
    """Do what stands after `:time`: more or fewer minutes, pause, go on, the meeting's end; nothing: how it stands."""
    words = " ".join(argument.casefold().split())
    more, end = _MORE.fullmatch(words), _END.fullmatch(words)
    if more:
        _extend(room, int(more[2]) * (1 if more[1] == "+" else -1))
    elif end:
        _set_end(room, end[1])
    elif words in (*PAUSE, *GO_ON):
        _pause_or_go_on(room, pauses=words in PAUSE and room.time.paused_at is None)
    elif words:
        room.tell("time_wrong", "warning", words=argument.strip())
    else:
        _tell_time(room)


def _extend(room: Room, minutes: int) -> None:
    if room.time.since is None and room.time.paused_at is None:
        room.tell("time_no_move", "hint")
        return
    over = ceil(max(-room.time.left_at(room.prompter.now()), 0) / 60)
    extra = minutes + over if minutes > 0 else max(minutes, -room.time.minutes)  # five more is five from now
    room.time.minutes += extra
    if room.time.is_move:
        room.keep(extra_minutes=room.state.get("extra_minutes", 0) + extra)
    room.prompter.extend_time(extra)
    told = ("time_more", minutes) if minutes > 0 else ("time_fewer", -extra)
    room.tell(told[0], "saved", minutes=told[1])
    if room.time.paused_at is None:
        room.show(Line(text=_move_words(room)))


def _pause_or_go_on(room: Room, *, pauses: bool) -> None:
    if pauses and room.time.since is not None:
        note_time(room)
        room.time.pause(room.prompter.now())
        room.prompter.pause_time()
        room.tell("time_paused", "saved")
    elif room.time.paused_at is not None:
        _end_pause(room)
        room.prompter.pause_time()
        room.tell("time_goes_on", "saved")
    else:
        room.tell("time_runs" if room.time.since else "time_no_move", "hint")


def _set_end(room: Room, words: str) -> None:
    if not set_meeting_end(room, words):
        room.tell("time_end_wrong", "warning", words=words)
        return
    _tell_meeting_line(room, "saved")


def set_meeting_end(room: Room, words: str) -> bool:
    """Let the meeting end at the time that *words* say; return whether they say one that is still to come."""
    end = read_end(words, room.prompter.now())
    if end is None:
        return False
    keep_quietly(room, room.session.model_copy(update={"until": as_stored(end)}))
    tell_meeting(room)
    return True


def _tell_time(room: Room) -> None:
    """Say how it stands."""
    if room.time.paused_at is not None:
        room.tell("time_stands")
    elif room.time.since is not None and room.time.minutes:
        room.show(Line(text=_move_words(room)))
    if meeting_end(room.session) is not None:
        _tell_meeting_line(room)
    elif room.time.since is None:
        room.tell("time_no_move", "hint")
    room.tell("time_words", "hint")


def _move_words(room: Room) -> str:
    now = room.prompter.now()
    left = room.time.left_at(now)
    if left <= 0:
        minutes = int(-left // 60)
        return t("time_move_over", minutes=minutes) if minutes else t("time_move_out")
    ends = room.prompter.time_is_out()
    left_words = t("time_move", minutes=-int(-left // 60))
    return f"{left_words} {t('time_move_ends', time=clock(ends))}" if ends else left_words


def _tell_meeting_line(room: Room, tone: Tone = "plain") -> None:
    meeting = meeting_of(room)
    if meeting is not None:
        room.show(Line(text=meeting_words(room, meeting), tone=tone))

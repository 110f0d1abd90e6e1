"""The clocks of a walk: they tell the time of the move and of the meeting, and never cut anybody off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil
from time import monotonic

from innoguide.jobs.walk.prompter import Clock, Meeting
from innoguide.texts import t

WARNING = 60
"""How many seconds before the end the words change."""


class Countdown:
    """The time left of a move, unmoved by changes of the computer's clock. It can be stopped, and given more.

    *tick* tells seconds that only ever grow.
    """

    def __init__(self, clock: Clock, tick: Callable[[], float] = monotonic) -> None:
        self._tick = tick
        now = datetime.now(clock.started.tzinfo)
        left = clock.minutes * 60 - max((now - clock.started).total_seconds(), 0)
        self._until = self._tick() + left
        self._stopped_with: float | None = None  # the seconds left when it was stopped

    def left(self) -> float:
        """Return the seconds left, less than nothing when the time is out."""
        return self._until - self._tick() if self._stopped_with is None else self._stopped_with

    def extend(self, minutes: int) -> None:
        """Give it more minutes, or fewer."""
        if self._stopped_with is None:
            self._until += 60 * minutes
        else:
            self._stopped_with += 60 * minutes

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still."""
        return self._stopped_with is not None

    def stop_or_go_on(self) -> bool:
        """Stop, or go on with the same time left; return whether it stands still now."""
        left = self.left()
        self._stopped_with = None if self.is_stopped else left
        self._until = self._tick() + left
        return self.is_stopped

    def ends(self) -> datetime | None:
        """Return when the time is out, as it looks now; None while it stands still."""
        return None if self.is_stopped else datetime.now().astimezone() + timedelta(seconds=self.left())

    def words(self, lang: str) -> str:
        """Return the time left and when the move ends, or that the time is out, or that it stands still."""
        left = self.left()
        if self.is_stopped:
            return t("clock_stopped", lang, minutes=max(ceil(left / 60), 0))
        ends = self.ends()
        if left <= 0 or ends is None:
            return t("clock_over", lang)
        if left < WARNING:
            remaining = t("clock_seconds", lang, seconds=ceil(left))
        else:
            remaining = t("clock_minutes", lang, minutes=ceil(left / 60))
        return f"{remaining} · {t('clock_ends', lang, time=time_words(ends, lang))}"


def time_words(moment: datetime, lang: str) -> str:
    """Return a time of day as it is written in *lang*."""
    return t("clock_time", lang, hour=moment.hour, minute=moment.minute)


def meeting_words(meeting: Meeting, lang: str, *, left: float) -> str:
    """Return when the meeting ends, and how far ahead or behind the group is with *left* seconds of the move left."""
    ends = t("clock_meeting", lang, time=time_words(meeting.ends, lang))
    late = meeting.late(datetime.now().astimezone(), left=left)
    if late > 0:
        return f"{ends} · {t('clock_late', lang, minutes=late)}"
    if not meeting.is_planned:
        return ends
    return f"{ends} · {t('clock_early', lang, minutes=-late) if late else t('clock_on_time', lang)}"

"""The countdown of a move: it tells the time and never cuts anybody off."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from time import monotonic

from innoguide.jobs.walk.prompter import Clock
from innoguide.texts import t


class Countdown:
    """The time left of a move, unmoved by changes of the computer's clock."""

    def __init__(self, clock: Clock) -> None:
        now = datetime.now(clock.started.tzinfo)
        left = clock.minutes * 60 - max((now - clock.started).total_seconds(), 0)
        self._until = monotonic() + left
        self._ends = (now + timedelta(seconds=left)).astimezone()

    def left(self) -> float:
        """Return the seconds left, less than nothing when the time is out."""
        return self._until - monotonic()

    def words(self, lang: str) -> str:
        """Return the time left and when the move ends, or that the time is out."""
        left = self.left()
        if left <= 0:
            return t("clock_over", lang)
        if left < 60:
            remaining = t("clock_seconds", lang, seconds=ceil(left))
        else:
            remaining = t("clock_minutes", lang, minutes=ceil(left / 60))
        time = t("clock_time", lang, hour=self._ends.hour, minute=self._ends.minute)
        return f"{remaining} · {t('clock_ends', lang, time=time)}"

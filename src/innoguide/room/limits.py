"""How much a phone and a room may send: far more than a group does, and too little for one phone to fill it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

LONGEST_BODY = 8 * 1024  # bytes: 500 characters of twelve bytes each (an emoji in a form), and the other fields
DRAINED = 256 * 1024  # bytes read of what is too large, so that the phone hears the answer instead of a broken line
MOST_FIELDS = 1000
BODY_SECONDS = 15  # a note is one packet; a slow network gets this long
HEAD_SECONDS = 15
LONGEST_HEAD = 16 * 1024  # bytes: browsers send one or two thousand
LONGEST_NOTE = 500  # characters: three or four sentences, still readable on the wall
NOTES_A_PHONE = 60
NOTES_WITHOUT_COOKIE = 300  # all phones that keep no cookies look like one
NOTES_A_ROUND = 3000
MOST_PHONES = 400  # twice the largest meeting that is meant
CHANGES_A_PHONE = 300  # votes moved, notes taken back: what makes the file grow without showing
MOST_CONNECTIONS = 1000  # phones hold one or two each
TURNED_AWAY = 1200  # connections: no friendly answer any more
OPEN_FILES = 2048  # macOS gives a program 256: fewer than the phones' connections


@dataclass
class Bucket:
    """Lets *burst* things through at once, then *per_second*."""

    burst: float
    per_second: float
    clock: Callable[[], float] = monotonic
    _left: float = field(init=False)
    _seen: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._seen = self.burst, self.clock()

    def take(self) -> bool:
        """Take one; return False if there is none left now."""
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._seen) * self.per_second)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Buckets:
    """A bucket a phone. Those of phones that have not sent for long are forgotten: they would be full again."""

    def __init__(self, *, burst: float, per_second: float, most: int = 2 * MOST_PHONES) -> None:
        self._burst, self._per_second, self._most = burst, per_second, most
        self._known: dict[str, Bucket] = {}

    def take(self, phone: str) -> bool:
        """Take one of the phone's; return False if it has none left now."""
        bucket = self._known.pop(phone, None) or Bucket(self._burst, self._per_second)
        self._known[phone] = bucket  # last: the first is the one that was quiet longest
        if len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))
        return bucket.take()

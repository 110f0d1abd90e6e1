"""Git's marks in a text that two people have changed: both sides of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*|)")
"""A line that git has written."""

_AFTER = {"<": ("",), "|": ("<",), "=": ("<", "|"), ">": ("=",)}
"""After which mark each may come."""


@dataclass
class Sides:
    """A file in conflict as each side had it. *base* is what both began with, if the marks tell."""

    ours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    base: list[str] | None = None


def split_sides(text: str) -> Sides | None:
    """Return both sides of a text with git's marks, or None if the marks do not fit together."""
    sides = Sides()
    base: list[str] = []
    place = ""
    for line in text.split("\n"):
        mark = MARK.fullmatch(line)
        if mark is None:
            for kept, here in ((sides.ours, ("", "<")), (sides.theirs, ("", "=")), (base, ("", "|"))):
                if place in here:
                    kept.append(line)
            continue
        if place not in _AFTER[mark[1][0]]:
            return None
        sides.base = base if mark[1][0] == "|" else sides.base
        place = "" if mark[1][0] == ">" else mark[1][0]
    return sides if place == "" else None

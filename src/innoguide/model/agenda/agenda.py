"""`Agenda`: what a meeting is to hold, block by block, and when each block begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from innoguide.model.fields import is_date

DAY = 24 * 60


def _check_date(text: str) -> str:
    if not is_date(text):
        raise ValueError("not a date")
    return text


class Block(BaseModel):
    """One block of an agenda: a method (`ringa-in/aktorskarta`, `shared/incheckning`), a text, or a break.

    *moves* names the moves of a method that is split in two, in order; empty: all of them. *step* is the step in which
    a shared method is done. *say* is what the facilitator says where no method says it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    method: str = ""
    step: str = ""
    moves: tuple[str, ...] = ()
    text: str = ""
    is_break: Annotated[bool, Field(alias="break")] = False
    minutes: Annotated[int, Field(ge=1, le=DAY)]
    note: str = ""
    say: str = ""


class Agenda(BaseModel):
    """A plan for one meeting. *minutes* is what there is; the blocks may need more or less."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: Annotated[str, AfterValidator(_check_date)]
    start: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    minutes: Annotated[int, Field(ge=5, le=DAY)]
    people: Annotated[int, Field(ge=1, le=999)]
    step: str
    title: str = ""
    place: str = ""
    between: str = ""  # what the group does before the next meeting
    blocks: tuple[Block, ...] = ()

    @property
    def needed(self) -> int:
        """How many minutes the blocks need."""
        return sum(one.minutes for one in self.blocks)

    @property
    def over(self) -> int:
        """How many minutes too many the blocks need; below nothing when there is time left."""
        return self.needed - self.minutes

    @property
    def ends(self) -> str:
        """When the meeting is to end: what there is time for, not what the blocks need."""
        return clock_time(minutes_of(self.start) + self.minutes)

    def with_blocks(self, blocks: Iterable[Block]) -> Agenda:
        """Return the agenda with other blocks."""
        return self.model_copy(update={"blocks": tuple(blocks)})


@dataclass(frozen=True)
class Slot:
    """A block and when it begins and ends, as `13:05`."""

    block: Block
    starts: str
    ends: str


def clock_time(minutes: int) -> str:
    """Return minutes since midnight as `13:05`; past midnight the clock begins again."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def minutes_of(time: str) -> int:
    """Return `13:05` as minutes since midnight."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def timetable(agenda: Agenda) -> Iterator[Slot]:
    """Yield each block with its times, one after the other from the start."""
    now = minutes_of(agenda.start)
    for block in agenda.blocks:
        yield Slot(block, clock_time(now), clock_time(now + block.minutes))
        now += block.minutes


def read_time(text: str) -> str:
    """Return `13`, `13.05`, `13:05`, `1305` or `kl 13` as `13:05`; an empty text for what is no time of day."""
    match = re.fullmatch(r"(?:kl\.?|at)?\s*(\d{1,2})(?:[.:]?([0-5]\d))?", text.strip().casefold())
    if not match or int(match[1]) > 23:
        return ""
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def shown_time(time: str, lang: str) -> str:
    """Return `13:05` as it is written in *lang*: 13.05 in Swedish."""
    return time.replace(":", "." if lang == "sv" else ":")

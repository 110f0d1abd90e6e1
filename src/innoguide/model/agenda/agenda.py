"""`Agenda`: what a meeting is to hold, block by block, and when each block begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

DAY = 24 * 60


class Block(BaseModel):
    """One block of an agenda: a method (`ringa-in/aktorskarta`, `shared/incheckning`), a text, or a break.

    *moves* names the moves of a method that is split in two, in order; empty: all of them. *step* is the step in which
    a shared method is done.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    method: str = ""
    step: str = ""
    moves: tuple[str, ...] = ()
    text: str = ""
    is_break: Annotated[bool, Field(alias="break")] = False
    minutes: Annotated[int, Field(ge=1, le=DAY)]
    note: str = ""


class Agenda(BaseModel):
    """A plan for one meeting. *minutes* is what there is; the blocks may need more or less."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
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

"""The shape of each move: what a method's script may say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from innoguide.model.fields import Strict
from innoguide.model.language import Text

Where = dict[str, str]
"""Only the records whose field has that value; all pairs must hold."""


USUAL_PEOPLE = 6
"""How many the minutes in the guide are reckoned for."""


class MoveBase(Strict):
    """What every move has. *minutes* are for `USUAL_PEOPLE`; each person more or fewer changes them by *per_person*."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    minutes: Annotated[int, Field(ge=0, le=600)]
    per_person: Annotated[float, Field(ge=0, le=60)] = 0
    say: Text | None = None
    listen_for: Text | None = None


class Say(MoveBase):
    """The group hears the facilitator's words."""

    move: Literal["say"]
    say: Text


class Talk(MoveBase):
    """The group talks, on time; leaves an optional note."""

    move: Literal["talk"]
    question: Text


class Card(Strict):
    """A card that gives a direction."""

    id: str
    title: Text
    text: Text


class Collect(MoveBase):
    """The group writes many short records of one kind. *passes_on*: on phones, papers can go round to be built on."""

    move: Literal["collect"]
    kind: str
    question: Text
    how: Literal["alone", "round", "together"] = "together"
    min: int = 0
    set: dict[str, str] = Field(default_factory=dict)
    pick: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    card_field: str = ""
    passes_on: bool = False


class Fill(MoveBase):
    """The group fills one record, field by field. *recall*: what was noted before is shown first, by kind and field."""

    move: Literal["fill"]
    kind: str
    fields: tuple[str, ...] = ()
    record: Literal["new", "continue", "pick", "version", "meeting"] = "new"
    repeat: bool = False
    set: dict[str, str] = Field(default_factory=dict)
    recall: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Sort(MoveBase):
    """The group puts records into named groups; leaves a record a group."""

    move: Literal["sort"]
    kind: str = ""
    kinds: tuple[str, ...] = ()
    into: str
    members: str
    where: Where = Field(default_factory=dict)

    @property
    def sorted_kinds(self) -> tuple[str, ...]:
        """The kinds of the records that are sorted."""
        return self.kinds or (self.kind,)


class Criterion(Strict):
    """What a dot stands for, or a score."""

    id: str
    label: Text


class Vote(MoveBase):
    """The group places dots per criterion; leaves a vote."""

    move: Literal["vote"]
    kind: str
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    dots: Annotated[int, Field(ge=1)]
    where: Where = Field(default_factory=dict)


class Weigh(MoveBase):
    """The group weights criteria and scores records 1–5 by each; leaves a weighing."""

    move: Literal["weigh"]
    kind: str
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    where: Where = Field(default_factory=dict)


class Corners(Strict):
    """What the corners of two scales are called; up and to the right is more."""

    top_left: Text | None = None
    top_right: Text | None = None
    bottom_left: Text | None = None
    bottom_right: Text | None = None


class Place(MoveBase):
    """The group puts records on two scales."""

    move: Literal["place"]
    kind: str
    x: str
    y: str
    corners: Corners = Corners()
    where: Where = Field(default_factory=dict)


class Rank(MoveBase):
    """The group orders records on one scale, two at a time."""

    move: Literal["rank"]
    kind: str
    field: str
    question: Text
    where: Where = Field(default_factory=dict)


class Choose(MoveBase):
    """The group picks some, says why and what was set aside; leaves a decision."""

    move: Literal["choose"]
    kind: str
    at_most: Annotated[int, Field(ge=1)]
    at_least: int = 1
    bold_pick: bool = False
    mark: dict[str, str] = Field(default_factory=dict)
    mark_rest: dict[str, str] = Field(default_factory=dict)
    where: Where = Field(default_factory=dict)


class Consent(MoveBase):
    """The group goes round for weighty objections to one proposal; leaves a decision with them."""

    move: Literal["consent"]
    kind: str
    where: Where = Field(default_factory=dict)


class RateQuestion(Strict):
    """A sentence that each person answers 1–5. Sentences of one *theme* can be put together."""

    id: str
    text: Text
    theme: str = ""


class Rate(MoveBase):
    """Each answers 1–5, anonymously; leaves a rating a question."""

    move: Literal["rate"]
    questions: Annotated[tuple[RateQuestion, ...], Field(min_length=1)]


class Link(MoveBase):
    """The group ties records to what they rest on."""

    move: Literal["link"]
    kind: str
    field: str
    where: Where = Field(default_factory=dict)


class Follow(MoveBase):
    """The group goes through the records of a kind one by one and says what has changed since the last time.

    A change of the choice *stage* leaves a row in *history*, and *since* follows. *rows* get one row more where there
    is something to tell. *fields* are asked for as they were, *shows* only shown.
    """

    move: Literal["follow"]
    kind: str
    stage: str = ""
    since: str = ""
    history: str = ""
    rows: str = ""
    shows: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    where: Where = Field(default_factory=dict)


class Gate(MoveBase):
    """The group answers the step's exit criteria; leaves a gate."""

    move: Literal["gate"]


Move = Annotated[
    Say | Talk | Collect | Fill | Sort | Vote | Weigh | Place | Rank | Choose | Consent | Rate | Link | Follow | Gate,
    Field(discriminator="move"),
]

MOVE_NAMES = (
    "say",
    "talk",
    "collect",
    "fill",
    "sort",
    "vote",
    "weigh",
    "place",
    "rank",
    "choose",
    "consent",
    "rate",
    "link",
    "follow",
    "gate",
)

PHONE_MOVES = ("collect", "vote", "rate")
"""The moves that can be answered on phones."""

USER_VALUE = "user_value"
"""The criterion that is always there when ideas are chosen between."""

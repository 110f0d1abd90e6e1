"""`Guide`, `Step`, `Method`, `Kind`: all that `steps/` may say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from innoguide.model.fields import KindField, Strict, record_type
from innoguide.model.language import Text, plain_ascii
from innoguide.model.moves import Gate, Move

SHARED = "shared"
"""Where methods that belong to every step live, in place of a step's id."""

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class Kind(Strict):
    """A type of record with its fields."""

    format: Literal["1"]
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Text
    plural: Text
    text: Text
    step: str = ""
    label_field: str
    says: tuple[str, ...] = ()
    raw_material: bool = False
    fields: Annotated[tuple[KindField, ...], Field(min_length=1)]

    @cached_property
    def by_id(self) -> dict[str, KindField]:
        """The fields by id."""
        return {field.id: field for field in self.fields}

    @cached_property
    def validator(self) -> TypeAdapter[dict[str, Any]]:
        """The validator of this kind's record files."""
        return record_type(self.kind, self.fields)

    def needed_at(self, needed: str) -> list[KindField]:
        """Return the fields needed `at_once` or `to_close`."""
        return [field for field in self.fields if field.needed == needed]


class GroupSize(Strict):
    """How many people a method is for."""

    min: int
    max: int


class WordList(Strict):
    """The words of a check in each language. A star stands for any letters: `app*`, `*kurs`."""

    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Check(Strict):
    """What the tool looks for and asks about. *number* is its number in the list of what is easy to get wrong.

    *message* says what was seen, *ask* is what the group is asked when it has just answered (a check without it never
    speaks in the middle of a walk), *may_park* offers to park the answer, *step* names the step whose end
    it belongs to.
    """

    format: Literal["1"]
    check: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    number: int = 0
    level: Literal["error", "warning", "info", "off"]
    step: str = ""
    may_park: bool = False
    title: Text
    message: Text
    ask: Text | None = None
    hint: Text
    explanation: Text
    words: dict[str, WordList] = Field(default_factory=dict)
    limits: dict[str, int] = Field(default_factory=dict)


class Method(Strict):
    """One exercise with the facilitator's script."""

    format: Literal["1"]
    method: Slug
    order: int
    optional: bool = False
    title: Text
    purpose: Text
    minutes: Annotated[int, Field(ge=1)]
    group: GroupSize
    who: Text | None = None
    materials: tuple[Text, ...]
    when_not: Text
    tips: tuple[Text, ...] = ()
    basis: Literal["innovationsguiden", "skr_school", "municipality", "svid", "general", "own"]
    source: str
    needs: dict[str, int] = Field(default_factory=dict)
    checks: tuple[str, ...] = ()
    script: Annotated[tuple[Move, ...], Field(min_length=1)]

    def move(self, move_id: str) -> Move | None:
        """Return the move *move_id*, if there is one."""
        return next((move for move in self.script if move.id == move_id), None)

    @property
    def has_gate(self) -> bool:
        """Whether the method closes a step."""
        return any(isinstance(move, Gate) for move in self.script)


class Count(Strict):
    """What the records can say about an exit criterion."""

    kind: str
    where: dict[str, str] = Field(default_factory=dict)
    at_least: int = 1


class ExitCriterion(Strict):
    """A sentence to be true before the step is left."""

    id: str
    text: Text
    counts: tuple[Count, ...] = ()


class Deliverable(Strict):
    """What the step leaves behind."""

    title: Text
    text: Text


class AgendaItem(Strict):
    """A line of an agenda: a method, or a text and what to *say*. *moves*: only these of the method (default: all)."""

    method: str = ""
    moves: tuple[str, ...] = ()
    text: Text | None = None
    say: Text | None = None
    minutes: int


class Agenda(Strict):
    """A proposal for a meeting."""

    id: Slug
    title: Text
    items: tuple[AgendaItem, ...]


class Step(Strict):
    """One of the six."""

    format: Literal["1"]
    step: Slug
    title: Text
    question: Text
    purpose: Text
    group_does: tuple[Text, ...]
    guiding_questions: tuple[Text, ...]
    attitude: Text
    deliverable: Deliverable
    exit_criteria: Annotated[tuple[ExitCriterion, ...], Field(min_length=1)]
    pitfalls: tuple[Text, ...]
    tips: tuple[Text, ...]
    opens_with: tuple[str, ...] = ()
    closes_with: tuple[str, ...] = ()
    agendas: tuple[Agenda, ...] = ()


class CalendarMeeting(Strict):
    """A meeting in a profile's calendar: *months* and *days* after the start, holding a step's agenda.

    *start* is a fixed clock time, for the parts of one day. *minutes* 0: as many as the agenda says. *between* is what
    the group does until the next meeting. One that follows up after the end needs no agenda, and counts from the end.
    """

    months: Annotated[float, Field(ge=0, le=60)] = 0
    days: Annotated[int, Field(ge=0, le=366)] = 0
    start: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    step: str
    agenda: str = ""
    title: Text
    minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    between: Text | None = None
    follow_up: bool = False


class Period(Strict):
    """Days of every year without meetings, from month-day to month-day; it may go past the new year."""

    from_: Annotated[str, Field(alias="from", pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    to: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

    def holds(self, month_day: str) -> bool:
        """Return whether the day `06-23` is one of them."""
        if self.from_ <= self.to:
            return self.from_ <= month_day <= self.to
        return month_day >= self.from_ or month_day <= self.to


class Described(Strict):
    """A role or an attitude: a title and what it means."""

    id: str = ""
    title: Text
    text: Text


class Profile(Described):
    """A way to run the whole: how the meetings lie in time, and when there are none."""

    calendar: tuple[CalendarMeeting, ...] = ()
    no_meetings: tuple[Period, ...] = ()


class GuideFile(Strict):
    """`guide.yaml`."""

    format: Literal["1"]
    guide: Slug
    version: str
    title: Text
    about: Text
    languages: tuple[str, ...]
    steps: Annotated[tuple[str, ...], Field(min_length=1)]
    roles: tuple[Described, ...]
    profiles: tuple[Profile, ...]
    attitudes: tuple[Described, ...] = ()


@dataclass(frozen=True)
class Guide:
    """The whole method as data. *methods* are by step id (or `shared`), in order."""

    about: GuideFile
    steps: tuple[Step, ...]
    methods: dict[str, tuple[Method, ...]]
    kinds: dict[str, Kind]
    checks: dict[str, Check] = dataclass_field(default_factory=dict)

    def number(self, step_id: str) -> int:
        """Return the number of a step, from 1."""
        return self.about.steps.index(step_id) + 1

    def step(self, step_id: str) -> Step:
        """Return the step *step_id*; a KeyError if there is none."""
        return self._steps[step_id]

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.step: step for step in self.steps}

    def method(self, step_id: str, method_id: str) -> Method | None:
        """Return a step's method, or a shared one."""
        for home in (step_id, SHARED):
            for method in self.methods.get(home, ()):
                if method.method == method_id:
                    return method
        return None

    def closing_methods(self, step: Step) -> list[Method]:
        """Return the shared methods that end *step*, the gate last."""
        found = [self.method(step.step, method_id) for method_id in step.closes_with]
        return [method for method in found if method]

    def home_of(self, method_id: str) -> str:
        """Return the step that a method belongs to (or `shared`), or an empty text."""
        for home, methods in self.methods.items():
            if any(method.method == method_id for method in methods):
                return home
        return ""


def find_named(word: str, things: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Return the ids of the *things* that *word* means: (id, other names).

    The id, a title with or without å, ä, ö, or a beginning of either; the whole word wins over a beginning.
    """
    wanted = _comparable(word)
    names = [(thing_id, [_comparable(name) for name in (thing_id, *others)]) for thing_id, others in things]
    whole = [thing_id for thing_id, known in names if wanted in known]
    if whole or not wanted:
        return whole
    return [thing_id for thing_id, known in names if any(name.startswith(wanted) for name in known)]


def _comparable(name: str) -> str:
    return plain_ascii(name).replace("_", "-").replace(" ", "-").strip("-")

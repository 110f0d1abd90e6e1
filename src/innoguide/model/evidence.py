"""How much the group knows: the strength of an insight, whether anything new still comes, and who has been met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record

Level = Literal["none", "weak", "strong"]

STRONG_SOURCES = 3
"""The guide calls a couple of sources weak and several strong: one more than a couple."""

AGAINST_SHARE = 2
"""Strong allows little that speaks against: at most one source for every two that speak for it."""

REPEATING = 3
"""After so many meetings in a row without anything new, answers have begun to repeat."""

WHO = ("participant_type", "tester_type")
MEETINGS = ("interview", "observation", "diary")
"""The kinds that are a meeting with somebody before there is anything to test."""

_HELD_BY = ("source", "diary")
"""The fields that lead from a piece of evidence to the person or the occasion it comes from."""

_NEED_A_SOURCE = ("quote", "note")


@dataclass(frozen=True, kw_only=True)
class Strength:
    """What an insight rests on: *pieces* of evidence, from so many *sources* (people, or occasions of observation).

    *kinds* are the kinds of participants, *unsourced* the pieces whose source nobody has noted, *against* the pieces
    that speak against it, *level* what this comes to.
    """

    pieces: int
    sources: int
    kinds: tuple[str, ...]
    unsourced: int
    against: int
    level: Level


def find_source(project: Project, record: Record) -> Record | None:
    """Return the interview, observation, diary or test that *record* comes from, or itself if it is one."""
    found = record
    for _step in range(3):  # a quote from a diary's entry is two steps from the diary
        above = next((_at(project, found.values.get(name)) for name in _HELD_BY if found.values.get(name)), None)
        if above is None:
            break
        found = above
    return None if found.kind in _NEED_A_SOURCE else found


def _at(project: Project, record_id: Any) -> Record | None:
    return project.records.get(record_id) if isinstance(record_id, str) else None


def source_key(source: Record) -> str:
    """Return what is the same for all that comes from one person: the code, else the id of the occasion."""
    code = str(source.values.get("pseudonym", "")).strip()
    return f"person {code.casefold()}" if code else source.id


def sources_of(project: Project, records: Iterable[Record]) -> list[Record]:
    """Return the separate people and occasions that pieces of evidence come from."""
    found: dict[str, Record] = {}
    for one in records:
        source = find_source(project, one)
        if source is not None:
            found.setdefault(source_key(source), source)
    return list(found.values())


def participant_type(record: Record) -> str:
    """Return what kind of participant a meeting was with, or an empty text."""
    return next((str(record.values[name]) for name in WHO if record.values.get(name)), "")


def participant_labels(guide: Guide, lang: str) -> dict[str, str]:
    """Return what each kind of participant is called in *lang*, in the guide's order."""
    fields = [kind.by_id[name] for kind in guide.kinds.values() for name in WHO if name in kind.by_id]
    return {option.id: option.label.in_(lang) for field in fields for option in field.options}


def find_strength(project: Project, insight: Record) -> Strength:
    """Return how strong the evidence of *insight* is, counted; the group's own judgement is not asked."""
    evidence = _found(project, insight.values.get("evidence"))
    against = _found(project, insight.values.get("contradicting"))
    sources = sources_of(project, evidence)
    doubts = len(sources_of(project, against))
    return Strength(
        pieces=len(evidence),
        sources=len(sources),
        kinds=tuple(dict.fromkeys(kind for kind in map(participant_type, sources) if kind)),
        unsourced=sum(find_source(project, one) is None for one in evidence),
        against=len(against),
        level=_level(len(sources), doubts),
    )


def _found(project: Project, ids: Any) -> list[Record]:
    return [project.records[one] for one in dict.fromkeys(ids or ()) if one in project.records]


def _level(sources: int, doubts: int) -> Level:
    if not sources:
        return "none"
    return "strong" if sources >= STRONG_SOURCES and doubts * AGAINST_SHARE <= sources else "weak"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting with somebody, and how many themes and insights nothing had spoken of before it.

    *is_sorted*: some theme or insight holds material from it. Until then nobody knows whether it gave anything new.
    """

    record: Record
    day: str
    themes: int
    insights: int
    is_sorted: bool

    @property
    def gave_something_new(self) -> bool:
        """Whether anything began here."""
        return bool(self.themes or self.insights)


@dataclass(frozen=True)
class Saturation:
    """The meetings in order of date."""

    meetings: tuple[Meeting, ...]

    @property
    def sorted(self) -> list[Meeting]:
        """Those whose material has found its place."""
        return [one for one in self.meetings if one.is_sorted]

    @property
    def without_news(self) -> int:
        """How many of the last sorted meetings gave nothing new."""
        number = 0
        for meeting in reversed(self.sorted):
            if meeting.gave_something_new:
                break
            number += 1
        return number

    @property
    def is_reached(self) -> bool:
        """Whether answers have begun to repeat."""
        return self.without_news >= REPEATING


def find_saturation(project: Project) -> Saturation:
    """Return what each meeting was the first to give, to see whether new things still come."""
    held = [one for kind in MEETINGS for one in project.of_kind(kind)]
    held.sort(key=lambda one: (_day(one), one.created, one.id))
    order = {one.id: at for at, one in enumerate(held)}
    themes = _told_in(project, order, project.of_kind("theme"), "notes")
    insights = _told_in(project, order, project.of_kind("insight"), "evidence")
    new_themes, new_insights = Counter(map(min, themes)), Counter(map(min, insights))
    used = set().union(*themes, *insights)
    return Saturation(
        tuple(
            Meeting(record=one, day=_day(one), themes=new_themes[at], insights=new_insights[at], is_sorted=at in used)
            for at, one in enumerate(held)
        )
    )


def _day(record: Record) -> str:
    values = record.values
    return str(values.get("date") or values.get("period_from") or record.created[:10])


def _told_in(project: Project, order: Mapping[str, int], records: Sequence[Record], field: str) -> list[set[int]]:
    """Return for each of *records* the meetings, by their places in *order*, that its material comes from."""
    told = []
    for one in records:
        sources = (find_source(project, piece) for piece in _found(project, one.values.get(field)))
        places = {order[source.id] for source in sources if source is not None and source.id in order}
        told += [places] if places else []
    return told


@dataclass(frozen=True, kw_only=True)
class PlannedGroup:
    """A kind of participant: the plan's *groups* of it, how many were *wanted*, and how many have been *met*."""

    participant_type: str
    groups: tuple[str, ...]
    wanted: int
    met: int

    @property
    def missing(self) -> int:
        """How many are left to meet."""
        return max(self.wanted - self.met, 0)


def met_against_plan(project: Project) -> list[PlannedGroup]:
    """Return the newest research plan's groups beside those who were met, and who was met without being planned.

    One person met several times counts once.
    """
    met = Counter(participant_type(one) for one in _people(project))
    plan = project.latest("research_plan")
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in plan.values.get("groups", ()) if plan else ():
        wanted.setdefault(str(row.get("participant_type", "")), []).append(row)
    return [
        PlannedGroup(
            participant_type=kind,
            groups=tuple(str(row["group"]) for row in wanted.get(kind, ()) if row.get("group")),
            wanted=sum(int(row.get("wanted") or 0) for row in wanted.get(kind, ())),
            met=met[kind],
        )
        for kind in dict.fromkeys([*wanted, *met])
    ]


def _people(project: Project) -> list[Record]:
    return sources_of(project, (one for kind in MEETINGS for one in project.of_kind(kind)))


@dataclass(frozen=True)
class Spread:
    """How many of those interviewed are of each age band and were met in each kind of place."""

    ages: Mapping[str, int]
    places: Mapping[str, int]


def find_spread(project: Project) -> Spread:
    """Return how different those interviewed are, in numbers."""
    interviews = project.of_kind("interview")
    ages, places = (
        Counter(str(one.values[name]) for one in interviews if one.values.get(name))
        for name in ("age_band", "place_type")
    )
    return Spread(dict(ages), dict(places))

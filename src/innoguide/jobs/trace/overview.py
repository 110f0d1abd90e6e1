"""How things stand with the evidence of a whole project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from innoguide.jobs.trace.one import record_json
from innoguide.jobs.trace.words import Item, Section, Words
from innoguide.model.evidence import (
    Meeting,
    PlannedGroup,
    Saturation,
    find_saturation,
    find_spread,
    find_strength,
    met_against_plan,
    participant_labels,
)
from innoguide.model.language import sort_key
from innoguide.model.record import Record
from innoguide.model.trace import Edge, find_orphans
from innoguide.texts import t, tn

MOST_LISTED = 20
"""How many of a list stand in words; `--json` has all."""


def describe_overview(words: Words) -> list[Section]:
    """Return how things stand with the evidence of the whole project."""
    orphans = find_orphans(words.guide, words.project, words.links)
    rootless = [words.item(one, t("trace_lacks", fields=words.fields(one, names))) for one, names in orphans.rootless]
    suspect = describe_suspect(words, words.links.suspect)
    saturation = find_saturation(words.project)
    plan = met_against_plan(words.project)
    return [
        _section("trace_insights", [item for one in words.project.of_kind("insight") for item in _insight(words, one)]),
        _section("trace_rootless", rootless),
        _section("trace_unused", [words.item(one) for one in orphans.unused]),
        _section("trace_suspect", suspect, [t("trace_suspect_next")] if suspect else []),
        _section("trace_saturation", _meetings(words, saturation)[-MOST_LISTED:], _saturation(saturation)),
        _section("trace_plan", _plan(words, plan), _spread(words)),
    ]


def _section(title: str, items: Sequence[Item], after: Iterable[str] = ()) -> Section:
    """Return a list with its heading; a long one says how many more there are. *after* is said at its end."""
    top = [at for at, item in enumerate(items) if item.depth == 0]
    shown = list(items[: top[MOST_LISTED]]) if len(top) > MOST_LISTED else list(items)
    if len(top) > MOST_LISTED:
        shown.append(Item(text=t("trace_more", number=len(top) - MOST_LISTED)))
    shown += [Item(text=one) for one in after]
    return Section(title=t(title), items=tuple(shown or [Item(text=t("trace_none"))]))


def _insight(words: Words, insight: Record) -> Iterator[Item]:
    yield words.item(insight)
    yield Item(text=words.strength(find_strength(words.project, insight)), depth=1)
    own = words.own_judgement(insight)
    if own:
        yield Item(text=own, depth=1)


def describe_suspect(words: Words, edges: Iterable[Edge]) -> list[Item]:
    """Return the records that rest on something that has changed, each with what it is."""
    items: list[Item] = []
    told = ""
    for edge in edges:
        if edge.record != told:
            items.append(words.item(words.project.records[edge.record]))
        told = edge.record
        target = words.project.records.get(edge.target)
        said = t("trace_changed") if target else t("trace_gone")
        label = words.label(target) if target else ""
        items.append(Item(text=words.name(edge.target), label=label, marks=(words.field(edge), said), depth=1))
    return items


def _meetings(words: Words, saturation: Saturation) -> list[Item]:
    return [
        Item(text=f"{one.day} {words.name(one.record.id)}", label=words.label(one.record), marks=(_news(one),))
        for one in saturation.meetings
    ]


def _news(meeting: Meeting) -> str:
    if not meeting.is_sorted:
        return t("saturation_not_sorted")
    themes = [tn("count_new_themes", meeting.themes)] if meeting.themes else []
    insights = [tn("count_new_insights", meeting.insights)] if meeting.insights else []
    return ", ".join([*themes, *insights]) or t("saturation_no_news")


def _saturation(saturation: Saturation) -> Iterator[str]:
    if saturation.meetings and not saturation.sorted:
        yield t("saturation_unknown")
    elif saturation.without_news:
        yield tn("saturation_last", saturation.without_news, all=len(saturation.sorted))
        yield t("saturation_reached" if saturation.is_reached else "saturation_soon")
    elif saturation.meetings:
        yield t("saturation_still")


def _plan(words: Words, plan: Sequence[PlannedGroup]) -> list[Item]:
    labels = participant_labels(words.guide, words.lang)
    is_planned = any(one.groups for one in plan)
    items = []
    for one in plan:
        who = labels.get(one.participant_type, one.participant_type) or t("plan_unstated")
        key = "plan_besides" if is_planned else "plan_none"
        if one.groups:
            key = "plan_left" if one.missing else "plan_met"
        said = t(key, met=one.met, wanted=one.wanted, left=one.missing)
        items.append(Item(text=who, label="; ".join(one.groups), marks=(said,)))
    return items


def _spread(words: Words) -> Iterator[str]:
    spread = find_spread(words.project)
    kind = words.guide.kinds.get("interview")
    field = kind.by_id.get("age_band") if kind else None
    bands = {one.id: one.label.in_(words.lang) for one in field.options} if field else {}
    ages = [f"{bands[one]} {spread.ages[one]}" for one in bands if one in spread.ages]
    if ages:
        yield t("spread_ages", ages=", ".join(ages))
    if spread.places:
        ordered = sorted(spread.places.items(), key=lambda pair: (-pair[1], sort_key(pair[0])))
        yield t("spread_places", places=", ".join(f"{place} {number}" for place, number in ordered))


def overview_json(words: Words) -> dict[str, Any]:
    """Return the overview as `--json` shows it."""
    guide, project = words.guide, words.project
    orphans = find_orphans(guide, project, words.links)
    saturation = find_saturation(project)
    return {
        "format": 1,
        "insights": [
            {**record_json(words, one), "strength": asdict(find_strength(project, one))}
            for one in project.of_kind("insight")
        ],
        "rests_on_nothing": [{**record_json(words, one), "fields": list(names)} for one, names in orphans.rootless],
        "nothing_built_on": [record_json(words, one) for one in orphans.unused],
        "suspect": [suspect_json(edge) for edge in words.links.suspect],
        "saturation": {
            "meetings": [
                {"id": one.record.id, "date": one.day, "new_themes": one.themes, "new_insights": one.insights}
                for one in saturation.meetings
            ],
            "without_news": saturation.without_news,
        },
        "plan": [{**asdict(one), "missing": one.missing} for one in met_against_plan(project)],
        "spread": asdict(find_spread(project)),
    }


def suspect_json(edge: Edge) -> dict[str, Any]:
    """Return a reference that somebody should look at again."""
    return {"record": edge.record, "target": edge.target, "field": edge.field, "missing": edge.missing}

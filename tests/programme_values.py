"""A programme by hand, for tests of its report: groups in different states, one that cannot be read."""

from __future__ import annotations

from functools import cache
from typing import Any

from innoguide.files.content import content_folders, load_guide
from innoguide.jobs.programme.report.build import build_programme_outputs
from innoguide.model.guide import Guide
from innoguide.model.programme.programme import Gathered, Group, Programme, Trouble
from innoguide.model.programme.summary import Summary
from innoguide.model.programme.themes import Theme, Themes

STATEMENTS = ("know_users", "dare_ask", "test_early")


@cache
def guide() -> Guide:
    """Return the shipped guide."""
    return load_guide(content_folders("steps", None))


def steps(closed: int) -> list[dict[str, Any]]:
    """Return the six steps, so many of them closed and the next one under way."""
    states = ["closed"] * closed + ["under_way"] + ["not_started"] * 6
    return [
        {"step": one.step, "number": at, "title": one.title.in_("sv"), "state": states[at - 1]}
        for at, one in enumerate(guide().steps, start=1)
    ]


def rated(name: str, median: float, *, hidden: int = 0) -> dict[str, Any]:
    """Return a round of the self-assessment with the same median everywhere."""
    one = {"median": median, "low": max(median - 1, 1), "high": min(median + 1, 5)}
    return {
        "round": name,
        "least_answers": 6,
        "statements": dict.fromkeys(STATEMENTS, one),
        "themes": {"users": one, "way_of_working": one},
        "hidden": hidden,
    }


def solution(name: str, *history: tuple[str, str], stage: str = "", **values: Any) -> dict[str, Any]:
    """Return a solution that has taken the steps (day, stage) of *history*."""
    why = values.pop("why", "")
    rows = [{"day": day, "stage": to, "why": why if to == history[-1][1] else ""} for day, to in history]
    last = stage or (history[-1][1] if history else "idea")
    since = history[-1][0] if history else ""
    return {
        "id": f"solution-{name.lower()[:5]}",
        "name": name,
        "stage": last,
        "since": since,
        "history": rows,
        **values,
    }


def summary(title: str, **values: Any) -> Summary:
    """Return a summary of a group with *values*."""
    common = {"title": title, "municipality": title, "guide": "innovationsguiden", "guide_version": "2026.1"}
    return Summary.model_validate({**common, "records": 40, "until": "2026-05-04", **values})


def tallnas() -> Summary:
    """A group that is through: introduced a solution, measured an effect, rated itself three times."""
    return summary(
        "Tallnäs",
        steps=steps(6),
        met={"user": 12, "non_user": 6, "staff": 3},
        meetings={"number": 9, "first": "2025-09-08", "last": "2026-05-04", "minutes": 1310},
        challenge={
            "question": "Hur kan vi göra det möjligt för unga i kransorterna att utöva kultur?",
            "first": "Hur får vi fler till kulturskolan?",
            "versions": 2,
            "for_whom": "unga mellan 13 och 16 år",
        },
        insights=[
            {"id": "insight-aaaaa", "text": "Bussen går före övningen", "need": "komma hem", "strength": "strong"},
            {"id": "insight-bbbbb", "text": "Det känns som skola", "strength": "strong"},
        ],
        questions=[{"id": "development_area-aaaaa", "text": "Hur kan man komma hem efteråt?"}],
        made={"quotes": 41, "insights": 2, "ideas": 37, "prototypes": 2, "test_rounds": 2, "ways": ["interview"]},
        solutions=[
            solution(
                "Torsdagsrummet",
                ("2025-10-01", "idea"),
                ("2025-12-01", "tested"),
                ("2026-03-01", "introduced"),
                need="ett ställe utan krav",
                owner="enhetschefen",
                blocked_by="money",
            )
        ],
        effects=[
            {
                "id": "effect-aaaaa",
                "effect": "Fler kommer för första gången",
                "indicator": "första besök",
                "baseline": "14",
                "baseline_day": "2025-10-01",
                "target": "40",
                "state": "measured",
                "measurements": [{"day": "2026-04-01", "value": "31"}],
                "influences": ["Ny busslinje från augusti"],
            }
        ],
        activities={"done": 4, "under_way": 1},
        capacity=[rated("before", 2), rated("after", 3.5), rated("six_months", 3)],
        lessons=[{"text": "Fråga innan ni bestämmer", "about": "method", "step": "undersoka"}],
        follow_ups=[
            {
                "mark": "months_3",
                "day": "2026-08-10",
                "can_say": "Fler är där för första gången.",
                "cannot_say": "Om de fortsätter komma.",
                "obstacles": ["Ingen budget efter sommaren"],
            }
        ],
        due=[
            {"mark": "months_3", "day": "2026-08-04", "done": True},
            {"mark": "months_6", "day": "2026-11-04", "done": False},
        ],
    )


def granfors() -> Summary:
    """A group half way, with something dormant and a capacity that fell."""
    return summary(
        "Granfors",
        steps=steps(4),
        met={"user": 7, "non_user": "1-4", "staff": 0, "relative": 5},
        meetings={"number": 5, "first": "2025-09-10", "last": "2026-02-02", "minutes": 600},
        challenge={"question": "Hur kan fler läsa tillsammans?", "versions": 1},
        insights=[{"id": "insight-ccccc", "text": "Sista bussen går 17.40", "strength": "weak"}],
        made={"quotes": 20, "insights": 1, "ideas": 12, "ways": ["interview", "observation"]},
        solutions=[solution("Läsbussen", ("2025-11-01", "idea"), ("2026-01-10", "dormant"), why="Ingen som äger den")],
        effects=[{"id": "effect-bbbbb", "effect": "Fler läser", "state": "no_baseline"}],
        capacity=[rated("before", 3), rated("after", 2, hidden=2)],
    )


def kvarno() -> Summary:
    """A group that has just begun."""
    return summary("Kvarnö", steps=steps(0), met={"user": "1-4", "non_user": "1-4", "staff": 0})


THEMES = Themes(
    themes=(
        Theme(id="hem", name="Att komma hem", members=("tallnas/insight-aaaaa", "granfors/insight-ccccc")),
        Theme(id="borta", name="Något som är borta", members=("sjovik/insight-zzzzz",)),
    )
)


def gathered() -> list[Gathered]:
    """Return the groups: three that can be read, and one that cannot."""
    trouble = Trouble(code="unreachable", level="error", message="/hemlig/plats", hint="")
    return [
        Gathered(
            Group(name="tallnas", path="groups/tallnas", cohort="1", service="both"), tallnas(), revision="a1" * 20
        ),
        Gathered(Group(name="granfors", git="https://nyckel@git.example/granfors.git"), granfors()),
        Gathered(Group(name="kvarno", summary="summaries/kvarno.yaml"), kvarno()),
        Gathered(Group(name="sjovik", title="Sjövik", path="groups/sjovik"), None, (trouble,)),
    ]


def programme(lang: Any = "sv") -> Programme:
    """Return the programme of those groups."""
    return Programme(
        title="Mer för fler",
        organisation="Regionbibliotek Mellanriket",
        language=lang,
        period_from="2025-09-01",
        period_to="2026-06-30",
        about="Fler ska ta del av kultur.",
        goals=("Större förmåga", "Lösningar som håller"),
        groups=tuple(one.group for one in gathered()),
    )


def built(groups: list[Gathered] | None = None, *, lang: Any = "sv", themes: Themes = THEMES) -> dict[str, str]:
    """Return the outputs by path."""
    made = build_programme_outputs(
        programme(lang),
        gathered() if groups is None else groups,
        themes,
        template_folders=content_folders("templates", None),
        guide=guide(),
    )
    return {str(path): text for path, text in made.items()}

"""The example programme: it is what its sources make of it, and each group has come as far as it is said to."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import programme_example  # noqa: E402  (found through the line above)
from example_group import SourceFault, write_group  # noqa: E402

from innoguide.cli.app import run  # noqa: E402
from innoguide.files.content import load_guide, shipped_folder  # noqa: E402
from innoguide.files.programmefile import read_programme, read_themes  # noqa: E402
from innoguide.files.store import Store, read_settings  # noqa: E402
from innoguide.files.summaryfile import read_summary  # noqa: E402
from innoguide.jobs.check.project import check_project  # noqa: E402
from innoguide.model.capacity import build_capacity  # noqa: E402
from innoguide.model.evidence import participant_type  # noqa: E402
from innoguide.model.followup import effect_state  # noqa: E402
from innoguide.model.guide import Guide  # noqa: E402
from innoguide.model.programme.summary import Summary  # noqa: E402
from innoguide.model.progress import build_progress  # noqa: E402
from innoguide.model.project import Project  # noqa: E402

PROGRAMME = ROOT / "examples" / "mer-for-fler"
GROUPS = ("asmark", "bjorksjo", "granfors", "hallebro", "kvarno", "lerviken", "tallnas")
MOST_WARNINGS = 2
TODAY = date(2026, 11, 23)
REAL = {"Björkö", "Falun", "Hällefors", "Lerum", "Mark", "Tanum", "Timrå", "Åmål", "Örebro"}
"""Municipalities whose names look like ours: what is made up must stay made up."""


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The shipped guide."""
    return load_guide([shipped_folder("steps")])


def load(guide: Guide, name: str) -> tuple[Store, Project]:
    """Return a group's store and what is in it."""
    folder = PROGRAMME / "groups" / name
    store = Store(folder, guide, read_settings(folder))
    return store, store.load()


def summary(name: str) -> Summary:
    """Return the summary that a group has published."""
    found, faults = read_summary((PROGRAMME / "summaries" / f"{name}.yaml").read_bytes(), name)
    assert found is not None
    assert faults == []
    return found


def test_the_sources_give_the_committed_files(guide: Guide, tmp_path: Path) -> None:
    """The groups, the summary and the themes are what the sources make of them, to the byte."""
    programme_example.build(PROGRAMME, tmp_path, guide)
    made = programme_example.read_made(tmp_path)
    assert len(made) > len(GROUPS)
    assert programme_example.differences(made, programme_example.read_made(PROGRAMME)) == []


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_has_no_faults_and_few_warnings(guide: Guide, name: str) -> None:
    """What is left to ask about fits the story: nothing is broken, and no chain ends in the air."""
    store, _project = load(guide, name)
    findings = check_project(guide, store, today=TODAY)
    assert [one.message for one in findings if one.level == "error"] == []
    assert len(findings) <= MOST_WARNINGS, [one.message for one in findings]


@pytest.mark.parametrize(
    ("name", "step"),
    [("kvarno", 2), ("lerviken", 3), ("bjorksjo", 4), ("hallebro", 5), ("asmark", 7), ("granfors", 7), ("tallnas", 7)],
)
def test_a_group_is_in_the_step_it_is_said_to_be_in(guide: Guide, name: str, step: int) -> None:
    """All steps before it are closed, it is under way, and nothing after it has begun."""
    _store, project = load(guide, name)
    states = [one.state for one in build_progress(guide, project)]
    expected = ["closed"] * (step - 1) + ["under_way"] * (step < 7) + ["not_started"] * (6 - step)
    assert states == expected


def test_solutions_have_got_as_far_as_is_told(guide: Guide) -> None:
    """One introduced and one scaled, a pilot that became everyday, one only decided; and one that was ended."""
    stages = {name: [one.values["stage"] for one in load(guide, name)[1].of_kind("solution")] for name in GROUPS}
    assert {name: found for name, found in stages.items() if found} == {
        "tallnas": ["introduced", "scaled"],
        "granfors": ["introduced"],
        "asmark": ["decided"],
    }
    ended = {one.stage: one for one in summary("ekhamra").solutions}["ended"]
    assert ended.learned
    assert ended.history[-1].why


def test_each_change_of_stage_is_in_the_history(guide: Guide) -> None:
    """The last row of a solution's history is its stage now, with the same day."""
    solutions = [one for name in GROUPS for one in load(guide, name)[1].of_kind("solution")]
    for one in solutions:
        last = one.values["history"][-1]
        assert (last["to"], last["date"]) == (one.values["stage"], one.values["since"])


def test_effects_can_be_told_as_far_as_they_have_come(guide: Guide) -> None:
    """The target reached, a mixed result, and too early to tell."""
    states = {name: [effect_state(one) for one in load(guide, name)[1].of_kind("effect")] for name in GROUPS}
    assert states["tallnas"][0] == "reached"
    assert states["granfors"] == ["measured", "measured"]
    assert states["asmark"] == ["too_early"]


def test_capacity_of_four_is_hidden_and_of_five_is_shown_three_times(guide: Guide) -> None:
    """Four answered in one group: nothing of it. In two others it was made three times."""
    assert not build_capacity(guide, load(guide, "lerviken")[1]).is_shown
    assert load(guide, "lerviken")[1].of_kind("rating")
    for name in ("tallnas", "granfors"):
        assert build_capacity(guide, load(guide, name)[1]).shown_rounds() == ("before", "after", "six_months")


def test_the_group_in_step_two_has_met_no_non_users_and_is_late(guide: Guide) -> None:
    """It has met users and staff; three of its tasks were not done on their day."""
    _store, project = load(guide, "kvarno")
    met = {participant_type(one) for one in project.of_kind("interview")}
    assert met == {"user", "staff"}
    undone = project.of_kind("action", {"done": "no"})
    assert len([one for one in undone if str(one.values["when"]) < project.sessions[-1].started[:10]]) == 3


def test_the_programme_names_every_group_once_and_no_real_municipality() -> None:
    """Seven folders and one summary, all of made-up municipalities."""
    programme = read_programme(PROGRAMME)
    assert sorted(one.name for one in programme.groups if one.path) == list(GROUPS)
    assert [one.name for one in programme.groups if one.summary] == ["ekhamra"]
    settings = [read_settings(PROGRAMME / "groups" / name) for name in GROUPS]
    names = {one.municipality.removesuffix(" kommun") for one in settings}
    assert len(names) == len(GROUPS)
    assert names.isdisjoint(REAL)


def test_themes_hold_insights_of_several_groups_that_are_there(guide: Guide) -> None:
    """Each member of a theme is an insight of its group, and no theme is of one group alone."""
    known = {f"{name}/{one}" for name in GROUPS for one in load(guide, name)[1].records}
    known |= {f"ekhamra/{one.id}" for one in summary("ekhamra").insights}
    for theme in read_themes(PROGRAMME).themes:
        assert set(theme.members) <= known
        assert len({one.partition("/")[0] for one in theme.members}) >= 3


def test_the_group_that_publishes_a_summary_gives_away_nobody_s_words() -> None:
    """No quote of its source is in the folder of the programme outside that source."""
    source = programme_example.read_yaml((PROGRAMME / "sources" / "ekhamra.yaml").read_bytes(), "ekhamra.yaml")
    parts = [part for one in source["meetings"] for part in one.values() if isinstance(part, dict)]
    quotes = [one["text"] for part in parts for one in part.get("quote", {}).values()]
    published = (PROGRAMME / "summaries" / "ekhamra.yaml").read_text("utf-8")
    assert len(quotes) >= 5
    assert [one for one in quotes if one in published] == []
    assert not (PROGRAMME / "groups" / "ekhamra").exists()


def source(**step: Any) -> dict[str, Any]:
    """Return the smallest source of a group."""
    meeting = {"day": "2026-01-20", "time": "09:00-12:00", "room": "bibliotek 2", "undersoka": step}
    return {"title": "Prov", "meetings": [meeting]}


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ({"insight": {"a": {"statement": "Något", "evidence": "saknas"}}}, "saknas"),
        ({"insight": {"a": {"statement": "Något", "colour": "röd"}}}, "colour"),
        ({"nothing": {"a": "Något"}}, "nothing"),
        ({"methods": ["nagot"]}, "nagot"),
    ],
)
def test_a_slip_in_a_source_is_named(guide: Guide, tmp_path: Path, step: dict[str, Any], word: str) -> None:
    """A name, a field, a kind or a method that there is none of stops the making, and is told."""
    with pytest.raises(SourceFault, match=word):
        write_group(source(**step), tmp_path / "group", guide, "group")


def test_a_record_keeps_what_it_was_built_on_as_it_is(guide: Guide, tmp_path: Path) -> None:
    """Names become ids, and nothing looks changed since it was linked."""
    step = {"interview": {"A1": "A1"}, "quote": {"c": {"text": "Jag vänder i dörren.", "source": "A1"}}}
    ids = write_group(source(**step), tmp_path, guide, "group")
    project = Store(tmp_path, guide, read_settings(tmp_path)).load()
    quote, interview = project.records[ids["c"]], project.records[ids["A1"]]
    assert quote.values["source"] == interview.id
    assert quote.seen == {interview.id: interview.fingerprint(guide.kinds["interview"])}
    assert quote.method == "intervju"


def test_the_programmes_report_fits_its_groups(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["programme", "status", "--programme", str(PROGRAMME), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["groups"]) == 8
    assert run(["programme", "check", "--programme", str(PROGRAMME)]) == 0
    assert run(["programme", "report", "--check", "--programme", str(PROGRAMME)]) == 0

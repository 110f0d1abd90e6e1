"""Findings as forges read them: GitHub's workflow commands, and SARIF 2.1.0.

The SARIF file was also validated with Microsoft's SARIF Multitool; here its parts are held to what the standard
demands of those that we write.
"""

from pathlib import Path
from typing import Any

import pytest

from innoguide.files.content import content_folders, load_guide
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide
from innoguide.rendering.findings import build_sarif, github_line


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


FOUND = [
    Finding(
        code="no_baseline",
        level="warning",
        message="Utgångsläge saknas: 100 %\nsäkert",
        hint="Mät nu.",
        file="records/effect/effect-22222-båt b.yaml",
        line=3,
        column=4,
        record="effect-22222",
    ),
    Finding(code="yaml", level="error", message="Går inte att läsa", file="innoguide.yaml", line=1),
    Finding(code="pilot_called_prototype", level="info", message="Ett försök", file="innoguide.yaml"),
]


def test_github_shows_a_finding_at_its_line() -> None:
    assert [github_line(one) for one in FOUND] == [
        "::warning file=records/effect/effect-22222-båt b.yaml,line=3,col=4,title=no_baseline"
        "::Utgångsläge saknas: 100 %25%0Asäkert Mät nu.",
        "::error file=innoguide.yaml,line=1,title=yaml::Går inte att läsa",
        "::notice file=innoguide.yaml,title=pilot_called_prototype::Ett försök",
    ]


def test_a_file_name_cannot_end_the_properties_of_a_command() -> None:
    odd = Finding(code="a", level="error", message="::error::x", file="a,line=9::b\n.yaml", line=2)
    assert github_line(odd) == "::error file=a%2Cline=9%3A%3Ab%0A.yaml,line=2,title=a::::error::x"


def only_keys(value: dict[str, Any], needed: set[str], allowed: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    assert needed <= set(value) <= needed | allowed, sorted(value)


def test_sarif_has_what_the_standard_demands(guide: Guide) -> None:
    sarif = build_sarif(FOUND, guide.checks, version="1.2.3", lang="sv")
    only_keys(sarif, {"$schema", "version", "runs"})
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    only_keys(run, {"tool", "columnKind", "results"})
    driver = run["tool"]["driver"]
    only_keys(driver, {"name", "version", "rules"})
    rules = driver["rules"]
    assert [one["id"] for one in rules] == ["no_baseline", "pilot_called_prototype", "yaml"]
    for rule in rules:
        only_keys(rule, {"id"}, {"shortDescription", "fullDescription", "help", "defaultConfiguration"})
        assert rule.get("defaultConfiguration", {}).get("level", "none") in {"none", "note", "warning", "error"}
    assert rules[0]["fullDescription"]["text"] == guide.checks["no_baseline"].explanation.sv
    assert [one["level"] for one in run["results"]] == ["warning", "error", "note"]
    for result in run["results"]:
        only_keys(result, {"ruleId", "ruleIndex", "level", "message", "locations"}, {"partialFingerprints"})
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        only_keys(place, {"artifactLocation"}, {"region"})
        assert all(number >= 1 for number in place.get("region", {}).values())
    first = run["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"] == "records/effect/effect-22222-b%C3%A5t%20b.yaml", "a URI, not a path"
    assert first["region"] == {"startLine": 3, "startColumn": 4}


def test_nothing_found_is_a_whole_file_too(guide: Guide) -> None:
    (run,) = build_sarif([], guide.checks, version="1", lang="en")["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_every_rule_is_said_in_both_languages(guide: Guide, tmp_path: Path) -> None:
    found = [Finding(code=code, level="error", message="x", file="x") for code in guide.checks]
    for lang in ("sv", "en"):
        (run,) = build_sarif(found, guide.checks, version="1", lang=lang)["runs"]
        assert all(rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"])

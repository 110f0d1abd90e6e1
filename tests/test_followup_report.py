"""What the report tells of solutions and effects: right before, and three, six and twelve months after."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from followed import BACK, NEW, ROOM, follow, guide, load, make_closed, make_store

from innoguide.cli.project import template_folders
from innoguide.jobs.report.build import build_outputs
from innoguide.model.audience import Audience
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def outputs_of(folder: Path, audience: Audience = "public") -> dict[PurePosixPath, str]:
    """Return all outputs."""
    return build_outputs(guide(), load(folder), audience=audience, template_folders=template_folders(None))


def report_of(folder: Path, audience: Audience = "public") -> str:
    """Return the report's chapter on effects, its lines joined."""
    text = outputs_of(folder, audience)[PurePosixPath("report.md")]
    _before, _heading, chapter = text.partition("## Effekter och uppföljning\n")
    return chapter.partition("\n## ")[0]


def section(chapter: str, heading: str) -> str:
    """Return what stands under a heading of the chapter, until the next of its level."""
    marks = heading.partition(" ")[0]
    after = chapter.partition(f"{heading}")[2]
    return after.partition(f"\n{marks} ")[0]


def follow_at(folder: Path, moment: datetime, mark: str, *, stage: str = "", values: dict[str, str]) -> None:
    """Follow up: a stage for the room, a measurement for each effect in *values*, and the mark."""
    answers = {"uppfoljning.sagt.mark": mark, "uppfoljning.sagt.date": moment.date().isoformat()}
    if stage:
        answers[f"uppfoljning.losningarna.{ROOM}.stage"] = stage
    answers |= {f"uppfoljning.effekterna.{key}.value": value for key, value in values.items()}
    follow(folder, answers, start=moment)


THREE, SIX, TWELVE = datetime(2026, 9, 10, 13, 0), datetime(2026, 12, 10, 13, 0), datetime(2027, 6, 10, 13, 0)


def test_before_anything_is_measured_it_is_too_early_and_the_next_day_is_named(tmp_path: Path) -> None:
    make_closed(tmp_path)
    chapter = report_of(tmp_path)
    new = section(chapter, "#### Effekt 1")
    assert (
        "För tidigt att säga: ingen mätning är gjord efter utgångsläget. Nästa uppföljning: 10 september 2026." in new
    )
    assert "Utgångsläge:** 6 av 52 (15 januari 2026)" in new
    assert "Målet är" not in chapter
    assert "### Uppföljning efter" not in chapter


def test_without_a_baseline_nothing_can_be_shown_however_it_is_measured(tmp_path: Path) -> None:
    make_closed(tmp_path)
    said = "Det går inte att visa om något har ändrats: utgångsläget är inte mätt."
    assert said in section(report_of(tmp_path), "#### Effekt 2")
    follow_at(tmp_path, THREE, "efter 3 månader", values={BACK: "18 av 40"})
    back = section(report_of(tmp_path), "#### Effekt 2")
    assert f"{said} Senast uppmätt 10 september 2026: 18 av 40." in back
    assert "Från " not in back


def test_at_three_months_too_early_is_told_as_too_early(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow_at(tmp_path, THREE, "efter 3 månader", stage="pilot", values={NEW: "För tidigt att säga"})
    chapter = report_of(tmp_path)
    new = section(chapter, "#### Effekt 1")
    assert "För tidigt att säga: ingen mätning är gjord efter utgångsläget. Nästa uppföljning: 10 december 2026." in new
    held = section(chapter, "### Uppföljning efter 3 månader, 10 september 2026")
    assert "| Torsdagsrummet | Testad, sedan 20 maj 2026 | Pilot, sedan 10 september 2026 |" in held
    assert "| 6 av 52 (15 januari 2026) | inget uppmätt än |" in held


def test_at_six_months_it_says_from_what_to_what_and_not_why(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow_at(tmp_path, THREE, "efter 3 månader", stage="pilot", values={NEW: "För tidigt att säga"})
    follow_at(tmp_path, SIX, "efter 6 månader", stage="beslutad", values={NEW: "15 av 44"})
    chapter = report_of(tmp_path)
    new = section(chapter, "#### Effekt 1")
    assert "Från 6 av 52 (15 januari 2026) till 15 av 44 (10 december 2026), 10 månader senare." in new
    assert "Målet är inte nått: Minst 20 av 40, senast 15 december 2026." in new
    assert "Det visar en skillnad, men inte vad den beror på." in new
    assert "Annat som kan ha påverkat:** Ny busslinje från augusti" in new
    three = section(chapter, "### Uppföljning efter 3 månader")
    six = section(chapter, "### Uppföljning efter 6 månader")
    assert "| Pilot, sedan 10 september 2026 |" in three
    assert "inget uppmätt än" in three, "what was known then, not what is known now"
    assert "| Beslutad, sedan 10 december 2026 |" in six
    assert "| 15 av 44 (10 december 2026) |" in six


def test_at_twelve_months_the_target_is_reached_and_the_whole_way_stands(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow_at(tmp_path, SIX, "efter 6 månader", stage="pilot", values={NEW: "15 av 44"})
    follow_at(tmp_path, TWELVE, "efter 12 månader", stage="införd", values={NEW: "25 av 44"})
    chapter = report_of(tmp_path)
    new = section(chapter, "#### Effekt 1")
    assert "till 25 av 44 (10 juni 2027), 16 månader senare." in new
    assert "Målet är nått: Minst 20 av 40, senast 15 december 2026." in new
    assert "Nästa uppföljning: 10 december 2027." in new
    assert chapter.index("### Uppföljning efter 6 månader") < chapter.index("### Uppföljning efter 12 månader")
    assert "| Införd, sedan 10 juni 2027 |" in section(chapter, "### Uppföljning efter 12 månader")


def test_an_effect_whose_words_cannot_be_compared_is_told_in_words(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    effect = load(tmp_path).records[NEW]
    store.replace(
        replace(effect, values={**effect.values, "baseline_value": "De sitter ensamma", "target": "De umgås"})
    )
    follow_at(tmp_path, SIX, "efter 6 månader", values={NEW: "Några hälsar på varandra"})
    new = section(report_of(tmp_path), "#### Effekt 1")
    assert "Från De sitter ensamma (15 januari 2026) till Några hälsar på varandra (10 december 2026)" in new
    assert "Jämför dem i ord." in new
    assert "Målet är nått" not in new


def test_what_was_done_stands_apart_from_the_difference(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    now = "2026-06-10T13:00:30"
    rows: list[dict[str, Any]] = [
        {"what": "Öppna rummet på torsdagar", "status": "done"},
        {"what": "Utbilda alla", "status": "not_started"},
    ]
    plan = replace(load(tmp_path).records[ROOM], id="plan-22222", kind="plan", created=now, updated=now, file="")
    store.add(replace(plan, values={"goal": "Rummet är öppet", "solution": ROOM, "activities": rows}))
    chapter = report_of(tmp_path)
    done = section(chapter, "### Det vi har gjort")
    assert "Öppna rummet på torsdagar" in done
    assert "Utbilda alla" not in chapter
    assert "Öppna rummet" not in section(chapter, "### Skillnaden för användarna")


@pytest.mark.parametrize(("value", "shown"), [("3 av 41", "färre än 5 av 41"), ("38 av 41", "fler än 36 av 41")])
def test_few_people_are_not_told_in_public_but_to_the_group(tmp_path: Path, value: str, shown: str) -> None:
    make_closed(tmp_path)
    follow_at(tmp_path, SIX, "efter 6 månader", values={NEW: value})
    public = outputs_of(tmp_path)
    assert not [path for path, text in public.items() if value in text]
    assert shown in public[PurePosixPath("report.md")]
    assert [path for path, text in public.items() if path.suffix == ".svg" and shown.split()[0] in text]
    assert value in report_of(tmp_path, "internal")


def test_projects_that_differ_only_in_how_few_have_the_same_public_documents(tmp_path: Path) -> None:
    told = []
    for name, value in (("a", "2 av 41"), ("b", "4 av 41")):
        folder = tmp_path / name / "same"  # ids are drawn by its name
        make_closed(folder)
        follow_at(folder, SIX, "efter 6 månader", values={NEW: value})
        told.append(outputs_of(folder))
    assert told[0] == told[1]


def test_the_step_document_tells_the_follow_up_too(tmp_path: Path) -> None:
    make_closed(tmp_path)
    follow_at(tmp_path, SIX, "efter 6 månader", values={NEW: "15 av 44"})
    text = outputs_of(tmp_path)[PurePosixPath("6-forverkliga.md")]
    assert text.count("### Uppföljning efter 6 månader, 10 december 2026") == 1
    assert "Målet är inte nått" in text


def test_a_baseline_of_the_first_step_stands_in_its_document(tmp_path: Path) -> None:
    make_closed(tmp_path)
    text = outputs_of(tmp_path)[PurePosixPath("1-ringa-in.md")]
    assert "Nya i rummet" in text
    assert make_store(tmp_path).load().of_kind("baseline")


def test_the_follow_ups_to_come_lie_in_a_calendar_file_on_working_days(tmp_path: Path) -> None:
    make_closed(tmp_path)
    path = PurePosixPath("uppfoljning.ics")
    file = outputs_of(tmp_path)[path]
    starts = re.findall(r"^DTSTART;TZID=Europe/Stockholm:(\d{8})", file, re.MULTILINE)
    assert starts == ["20260910", "20261210", "20270610", "20271210"]
    assert "Torsdagsrummet" not in file
    assert "enhetschefen" not in file
    assert outputs_of(tmp_path)[path] == file
    follow_at(tmp_path, SIX, "efter 6 månader", values={})
    assert "20261210" not in outputs_of(tmp_path)[path]


def test_there_is_no_calendar_of_follow_ups_before_the_last_step_is_closed(tmp_path: Path) -> None:
    store = make_closed(tmp_path)
    store.remove(load(tmp_path).records["gate-22222"])
    assert PurePosixPath("uppfoljning.ics") not in outputs_of(tmp_path)

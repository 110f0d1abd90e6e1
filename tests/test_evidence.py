"""How much is known: strength counted by sources, whether anything new still comes, and who has been met."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innoguide.files.content import content_folders, load_guide
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.trace.overview import describe_overview, overview_json
from innoguide.jobs.trace.words import Words
from innoguide.model.evidence import (
    AGAINST_SHARE,
    REPEATING,
    STRONG_SOURCES,
    PlannedGroup,
    find_saturation,
    find_source,
    find_spread,
    find_strength,
    met_against_plan,
    participant_labels,
)
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import ALPHABET, Record
from innoguide.model.trace import build_links
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@cache
def shipped() -> Guide:
    return load_guide(content_folders("steps", None))


def one(kind: str, number: int = 0, /, **values: Any) -> Record:
    base = len(ALPHABET)
    made = f"{kind}-222{ALPHABET[number // base]}{ALPHABET[number % base]}"
    when = f"2026-03-01T10:{number // 60:02}:{number % 60:02}"
    return Record(id=made, kind=kind, created=when, updated=when, step="undersoka", values=values)


def project_of(*records: Record) -> Project:
    return Project(Settings(title="Fler in", language="sv"), {record.id: record for record in records})


def met(number: int, who: str = "user", /, **values: Any) -> Record:
    said = {"pseudonym": f"U{number:02}", "participant_type": who, "consent_scope": ["quote"], **values}
    return one("interview", number, **said)


def quotes_of(*sources: Record) -> list[Record]:
    return [one("quote", at, text=f"Ord {at}", source=source.id) for at, source in enumerate(sources)]


def insight(evidence: list[Record], contradicting: list[Record] | None = None, number: int = 0) -> Record:
    against = [record.id for record in contradicting or ()]
    return one("insight", number, statement="x", evidence=[r.id for r in evidence], contradicting=against)


# -- strength -----------------------------------------------------------------------------------------------------


def test_pieces_sources_and_kinds_of_participants_are_counted() -> None:
    people = [met(0), met(1, "relative"), met(2, "non_user")]
    quotes = quotes_of(people[0], people[0], people[1], people[2])
    seen = one("observation", 0, situation="Kön", participant_type="staff")
    record = insight([*quotes[:3], seen], [quotes[3]])
    strength = find_strength(project_of(*people, *quotes, seen, record), record)
    assert (strength.pieces, strength.sources, strength.against, strength.unsourced) == (4, 3, 1, 0)
    assert strength.kinds == ("user", "relative", "staff")
    assert strength.level == "strong"


@pytest.mark.parametrize(
    ("people", "against", "level"),
    [(0, 0, "none"), (0, 1, "none"), (1, 0, "weak"), (2, 0, "weak"), (3, 0, "strong"), (3, 1, "strong"),
     (3, 2, "weak"), (4, 2, "strong"), (5, 3, "weak")],
)  # fmt: skip
def test_strong_is_several_sources_and_little_against(people: int, against: int, level: str) -> None:
    everybody = [met(at) for at in range(people + against)]
    quotes = quotes_of(*everybody)
    record = insight(quotes[:people], quotes[people:])
    assert find_strength(project_of(*everybody, *quotes, record), record).level == level


def test_one_person_is_one_source_however_often_met() -> None:
    first, again = met(7), one("interview", 8, pseudonym=" u07 ", participant_type="user")
    diary = one("diary", 0, pseudonym="U07", participant_type="user")
    entry = one("diary_entry", 0, what_happened="Ritade", diary=diary.id)
    quotes = [*quotes_of(first, again), one("quote", 9, text="Ur dagboken", source=entry.id)]
    record = insight([*quotes, entry])
    strength = find_strength(project_of(first, again, diary, entry, *quotes, record), record)
    assert (strength.pieces, strength.sources, strength.level) == (4, 1, "weak")
    assert find_source(project_of(diary, entry, *quotes), quotes[2]) == diary


def test_two_occasions_without_a_code_are_two_sources() -> None:
    seen = [one("observation", at, situation="Kön", participant_type="user") for at in range(2)]
    record = insight(seen)
    assert find_strength(project_of(*seen, record), record).sources == 2


def test_a_quote_without_a_source_is_a_piece_but_no_source() -> None:
    quotes = [one("quote", at, text="Ord") for at in range(4)]
    record = insight(quotes)
    strength = find_strength(project_of(*quotes, record), record)
    assert (strength.pieces, strength.sources, strength.unsourced, strength.level) == (4, 0, 4, "none")


def test_losing_evidence_makes_an_insight_weaker() -> None:
    people = [met(at) for at in range(3)]
    quotes = quotes_of(*people)
    record = insight(quotes)
    whole = project_of(*people, *quotes, record)
    assert find_strength(whole, record).level == "strong"
    assert find_strength(project_of(*people, *quotes[1:], record), record).level == "weak"  # its file is gone
    fewer = record.with_values(evidence=[quotes[1].id])
    assert find_strength(project_of(*people, *quotes, fewer), fewer).sources == 1


@given(st.lists(st.integers(0, 9), max_size=12), st.lists(st.integers(0, 9), max_size=6))
def test_strength_is_never_more_than_what_is_there(evidence: list[int], against: list[int]) -> None:
    people = [met(at) for at in range(10)]
    quotes = quotes_of(*people)
    record = insight([quotes[at] for at in evidence], [quotes[at] for at in against])
    strength = find_strength(project_of(*people, *quotes, record), record)
    assert strength.pieces == strength.sources == len(set(evidence))
    assert strength.against == len(set(against))
    strong = strength.sources >= STRONG_SOURCES and strength.against * AGAINST_SHARE <= strength.sources
    assert (strength.level == "strong") == strong
    assert (strength.level == "none") == (not evidence)


def test_a_ring_of_sources_ends() -> None:
    first, second = one("quote", 0, text="a"), one("quote", 1, text="b")
    ring = project_of(first.with_values(source=second.id), second.with_values(source=first.id))
    assert find_source(ring, ring.records[first.id]) is None


def test_every_kind_of_participant_has_a_name() -> None:
    labels = participant_labels(shipped(), "sv")
    assert labels["non_user"] == "icke-användare"
    assert {"user", "staff", "relative", "expert", "mixed", "performer", "decision_maker"} <= set(labels)


# -- saturation ---------------------------------------------------------------------------------------------------


def held(number: int, day: int) -> Record:
    return met(number, date=f"2026-03-{day:02}")


def theme(number: int, *notes: Record) -> Record:
    return one("theme", number, name=f"Tema {number}", notes=[note.id for note in notes])


def test_each_meeting_is_told_with_what_it_was_the_first_to_give() -> None:
    late, early, middle = held(0, 20), held(1, 3), held(2, 10)
    quotes = quotes_of(late, early, middle)
    notes = [one("note", at, text="x", note_type="quote", source=source.id) for at, source in enumerate((early, late))]
    themes = [theme(0, quotes[0], quotes[1]), theme(1, notes[1]), theme(2, quotes[2], notes[0])]
    saturation = find_saturation(project_of(late, early, middle, *quotes, *notes, *themes, insight([quotes[2]])))
    assert [(one.record.id, one.day, one.themes, one.insights) for one in saturation.meetings] == [
        (early.id, "2026-03-03", 2, 0),
        (middle.id, "2026-03-10", 0, 1),
        (late.id, "2026-03-20", 1, 0),
    ]
    assert saturation.without_news == 0
    assert not saturation.is_reached


def test_a_meeting_that_is_not_sorted_yet_says_nothing_about_saturation() -> None:
    people = [held(at, at + 1) for at in range(REPEATING + 3)]
    quotes = quotes_of(*people)
    sorted_ones = quotes[: REPEATING + 1]
    project = project_of(*people, *quotes, theme(0, *sorted_ones))
    saturation = find_saturation(project)
    assert len(saturation.meetings) == REPEATING + 3
    assert len(saturation.sorted) == REPEATING + 1
    assert saturation.without_news == REPEATING
    assert saturation.is_reached
    assert not find_saturation(project_of(*people, *quotes, theme(0, *sorted_ones[1:]))).is_reached


def test_groups_of_ideas_are_no_themes_of_what_was_heard() -> None:
    idea = one("idea", 0, text="x")
    saturation = find_saturation(project_of(held(0, 1), idea, theme(0, idea)))
    assert saturation.sorted == []


def test_a_diary_counts_from_its_first_day_and_its_entries_are_its_own() -> None:
    diary = one("diary", 0, pseudonym="D1", period_from="2026-02-01")
    entry = one("diary_entry", 0, what_happened="x", diary=diary.id, date="2026-02-09")
    saturation = find_saturation(project_of(held(0, 1), diary, entry, theme(0, entry)))
    assert next((one.record.id, one.day, one.themes) for one in saturation.meetings) == (diary.id, "2026-02-01", 1)


@pytest.mark.parametrize(
    ("sorted_meetings", "said"),
    [
        (0, "Det går inte att säga förrän materialet är sorterat i teman eller insikter."),
        (1, "Det senaste mötet gav något nytt. Möt gärna fler."),
        (2, "Det senaste av 2 möten gav inget nytt."),
        (3, "De 2 senaste av 3 möten gav inget nytt."),
        (4, "Svaren börjar upprepa sig (mättnad)."),
    ],
)
def test_saturation_is_said_in_words(sorted_meetings: int, said: str) -> None:
    people = [held(at, at + 1) for at in range(5)]
    quotes = quotes_of(*people)
    themes = [theme(0, *quotes[:sorted_meetings])] if sorted_meetings else []
    project = project_of(*people, *quotes, *themes)
    sections = describe_overview(Words(shipped(), project, build_links(shipped(), project), "sv"))
    assert any(item.text.startswith(said) for item in sections[4].items)


# -- met against the plan -----------------------------------------------------------------------------------------

PLAN = one(
    "research_plan",
    0,
    title="Plan",
    groups=[
        {"group": "unga som lånar", "participant_type": "user", "wanted": 2},
        {"group": "unga som övar", "participant_type": "user", "wanted": 3},
        {"group": "föräldrar", "participant_type": "relative", "wanted": 2},
        {"group": "någon till"},
    ],
)


def test_those_who_were_met_stand_beside_the_plan() -> None:
    everybody = [met(0), met(1), met(2, "expert"), one("interview", 3, pseudonym="u01", participant_type="user")]
    seen = one("observation", 0, situation="Kön", participant_type="user")
    diary = one("diary", 0, pseudonym="D1", participant_type="relative")
    groups = met_against_plan(project_of(PLAN, *everybody, seen, diary))
    assert groups == [
        PlannedGroup(participant_type="user", groups=("unga som lånar", "unga som övar"), wanted=5, met=3),
        PlannedGroup(participant_type="relative", groups=("föräldrar",), wanted=2, met=1),
        PlannedGroup(participant_type="", groups=("någon till",), wanted=0, met=0),
        PlannedGroup(participant_type="expert", groups=(), wanted=0, met=1),
    ]
    assert [group.missing for group in groups] == [2, 1, 0, 0]


def test_the_newest_plan_is_the_one_that_counts() -> None:
    newer = replace(one("research_plan", 1, title="Ny", groups=[]), created="2026-03-09T10:00:00")
    assert met_against_plan(project_of(PLAN, newer)) == []


def test_the_spread_is_counted_in_numbers() -> None:
    people = [met(at, age_band=band, place_type="buss") for at, band in enumerate(["a13_15", "a13_15", "a45_64"])]
    spread = find_spread(project_of(*people, met(9)))
    assert spread.ages == {"a13_15": 2, "a45_64": 1}
    assert spread.places == {"buss": 3}
    project = project_of(*people)
    said = Words(shipped(), project, build_links(shipped(), project), "sv")
    lines = [item.text for item in describe_overview(said)[5].items]
    assert "Ålder: 13–15 år 2, 45–64 år 1." in lines
    assert "Platser: buss 3." in lines
    assert overview_json(said)["spread"] == {"ages": {"a13_15": 2, "a45_64": 1}, "places": {"buss": 3}}


# -- in the documents ---------------------------------------------------------------------------------------------


def document(project: Project, audience: Any) -> str:
    folders = content_folders("templates", None)
    outputs = build_outputs(shipped(), project, audience=audience, template_folders=folders)
    return outputs[PurePosixPath("2-undersoka.md")]


def explored() -> Project:
    people = [held(at, at + 1) for at in range(2)]
    quotes = quotes_of(*people)
    record = insight(quotes).with_values(strength="strong")
    return project_of(PLAN, *people, *quotes, theme(0, *quotes), record)


def test_the_document_says_who_is_left_to_meet_and_whether_anything_new_came() -> None:
    text = document(explored(), "public")
    assert "| Användare | unga som lånar; unga som övar | 5 | 2 |" in text
    assert "Kvar att möta enligt planen: användare 3, anhörig 2." in text
    assert "Det senaste av 2 möten gav varken något nytt tema eller någon ny insikt." in text


def test_only_the_working_material_has_a_line_for_each_meeting() -> None:
    assert "| 1 mars 2026 | Intervjuanteckning 1: U00 | 1 | 1 |" in document(explored(), "internal")
    public = document(explored(), "public")
    assert "U00" not in public
    assert "1 mars 2026" not in public


def test_the_counted_strength_stands_beside_the_groups_own_judgement() -> None:
    text = document(explored(), "public")
    assert "- **Styrka, räknad ur underlaget:** svag, 2 belägg från 2 källor, ett slags deltagare (användare)\n" in text
    assert "- **Styrka, gruppens egen bedömning:** stark\n" in text


def test_without_a_plan_or_anything_sorted_nothing_is_said() -> None:
    text = document(project_of(held(0, 1)), "internal")
    assert "Mot planen" not in text
    assert "på slutet" not in text

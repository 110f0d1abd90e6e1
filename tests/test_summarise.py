"""model/programme/summarise.py: a project's findings, spelt out field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drawn import guide
from test_summary_hides import record

from innoguide.model.programme.summarise import build_summary
from innoguide.model.programme.summary import Part, Summary
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield


def summary(*records: Record, **settings: Any) -> Summary:
    project = Project(Settings(title="Prov", **settings), {one.id: one for one in records})
    return build_summary(guide(), project, made_by="innoguide prov", revision="abc1234")


def said(part: Any) -> dict[str, Any]:
    """Return what *part* says, without what is left empty."""
    return {key: value for key, value in part.model_dump().items() if value not in ("", (), {}, 0, None, [])}


def test_the_envelope_says_who_made_it_of_what() -> None:
    found = summary(organisation="Biblioteket", municipality="Tallnäs", language="en", profile="sprint")
    about = guide().about
    assert (found.made_by, found.revision) == ("innoguide prov", "abc1234")
    assert (found.guide, found.guide_version) == (about.guide, about.version)
    assert (found.organisation, found.municipality) == ("Biblioteket", "Tallnäs")
    assert (found.language, found.profile) == ("en", "sprint")
    assert found.until == "" and summary(record("idea", 1, text="Buss")).until == "2026-01-01"


def test_records_about_things_are_counted_and_what_was_made() -> None:
    found = summary(
        record("insight", 1, statement="En"),
        record("insight", 2, statement="Två"),
        record("idea", 3, text="Buss"),
        record("parked_idea", 4, text="Taxi"),
        record("interview", 5, participant_type="user"),
        record("observation", 6, participant_type="non_user"),
    )
    assert found.records == 4
    assert said(found.made) == {"insights": 2, "ideas": 1, "parked": 1, "ways": ("interview", "observation")}
    assert [one.text for one in found.insights] == ["En", "Två"]


def test_the_challenge_has_its_first_and_its_last_words() -> None:
    first = record("challenge", 1, question="Hur når vi unga?", affected=["unga", "föräldrar"])
    last = record("challenge", 2, question="Hur får unga skjuts?", version=2)
    begun = record("starting_point", 3, for_whom="unga i byarna")
    assert said(summary(first).challenge) == {
        "question": "Hur når vi unga?", "versions": 1, "for_whom": "unga; föräldrar",
    }  # fmt: skip
    assert said(summary(first, last, begun).challenge) == {
        "question": "Hur får unga skjuts?", "first": "Hur når vi unga?", "versions": 2, "for_whom": "unga i byarna",
    }  # fmt: skip
    assert said(summary(last).challenge) == {"question": "Hur får unga skjuts?", "versions": 1}
    assert said(summary(record("challenge", 4)).challenge) == {}


def test_an_insight_a_question_and_a_lesson_keep_what_they_say() -> None:
    found = summary(
        record(
            "insight", 1, statement="Vi vågar inte", need="en som vi känner", who="unga", strength="strong", chosen=True
        ),
        record("insight", 2, need="utan mening"),
        record("development_area", 3, title="Att våga", for_whom="unga", insights=["insight-32222"]),
        record("development_area", 4, title="Att våga", question="Hur vågar vi?"),
        record("lesson", 5, text="Börja tidigare", about="method"),
    )
    assert [said(one) for one in found.insights] == [
        {
            "id": record("insight", 1).id, "text": "Vi vågar inte", "need": "en som vi känner", "who": "unga",
            "strength": "strong", "chosen": True,
        },
    ]  # fmt: skip
    assert [(one.text, one.for_whom, one.insights) for one in found.questions] == [
        ("Att våga", "unga", ("insight-32222",)),
        ("Hur vågar vi?", "", ()),
    ]
    assert [said(one) for one in found.lessons] == [
        {"text": "Börja tidigare", "about": "method", "step": "forverkliga"}
    ]


def test_a_solution_says_where_it_is_and_what_it_answers() -> None:
    card = record("idea_card", 1, need="skjuts", insights=["insight-32222"])
    solution = record(
        "solution", 2, name="Bussvän", description="En som åker med", stage="pilot", since="2026-02-01", owner="Kultur",
        blocked_by="pengar", next_check="2026-09-01", learned="Att fråga", idea_card=card.id, spread_to=["Sandby"],
        history=[
            {"date": "2026-02-01", "to": "pilot", "why": "det gick"},
            {"date": "2026-01-01", "to": "decided"},
            {"date": "2026-01-02", "why": "inget nytt läge"},
        ],
    )  # fmt: skip
    (found,) = summary(card, solution).solutions
    assert said(found) == {
        "id": solution.id, "name": "Bussvän", "description": "En som åker med", "stage": "pilot",
        "since": "2026-02-01", "owner": "Kultur", "blocked_by": "pengar", "next_check": "2026-09-01",
        "learned": "Att fråga", "need": "skjuts", "answers": ("insight-32222",), "spread_to": ("Sandby",),
        "history": (
            {"day": "2026-01-01", "stage": "decided", "why": ""},
            {"day": "2026-02-01", "stage": "pilot", "why": "det gick"},
        ),
    }  # fmt: skip
    (alone,) = summary(solution.with_values(idea_card="")).solutions
    assert (alone.need, alone.answers) == ("", ())


def test_an_effect_has_its_measurements_in_order_of_time() -> None:
    effect = record(
        "effect", 1, effect="Fler kommer", for_whom="unga", solution="solution-32222", indicator="besök",
        baseline_value="120", baseline_date="2026-01-01", target="300", target_date="2026-12-01",
        caveat="En ny busslinje",
        measurements=[
            {"date": "2026-06-01", "value": "310", "comment": "efter sommaren"},
            {"date": "2026-03-01", "value": "200"},
            {"date": "2026-02-01", "comment": "inget mätt"},
        ],
    )  # fmt: skip
    (found,) = summary(effect, record("baseline", 2, value="120"), record("baseline", 3)).effects
    assert said(found) == {
        "id": effect.id, "effect": "Fler kommer", "for_whom": "unga", "solution": "solution-32222",
        "indicator": "besök", "baseline": "120", "baseline_day": "2026-01-01", "target": "300",
        "target_day": "2026-12-01", "state": "reached", "influences": ("En ny busslinje",),
        "measurements": (
            {"day": "2026-03-01", "value": "200", "comment": ""},
            {"day": "2026-06-01", "value": "310", "comment": "efter sommaren"},
        ),
    }  # fmt: skip
    assert summary(effect, record("baseline", 2, value="120"), record("baseline", 3)).baselines == 1


def test_activities_are_counted_by_how_they_stand() -> None:
    rows = [{"status": "done"}, {"status": "done"}, {"status": "under_way"}, {}]
    assert said(summary(record("plan", 1, activities=rows)).activities) == {
        "done": 2, "under_way": 1, "not_started": 1,
    }  # fmt: skip


def test_what_a_programme_leader_wants_to_know_is_missing_is_named() -> None:
    met = record("interview", 1, participant_type="user")
    insight = record("insight", 2, statement="Vi vågar inte")
    solution = record("solution", 3, name="Bussvän", stage="pilot")
    assert summary().missing == ()
    assert summary(met).missing == ("no_non_users_met",)
    assert summary(met, record("interview", 4, participant_type="non_user")).missing == ()
    assert summary(insight).missing == ("insight_without_evidence",)
    assert summary(insight.with_values(evidence=[met.id])).missing == ()
    assert summary(solution).missing == ("nobody_owns_it", "no_effect_planned")
    assert summary(solution.with_values(stage="idea")).missing == ("no_effect_planned",)
    effect = record("effect", 5, effect="Fler kommer")
    assert summary(solution.with_values(owner="Kultur"), effect).missing == ("no_baseline",)


@pytest.mark.parametrize("part", Part.__subclasses__(), ids=lambda one: one.__name__)
def test_what_a_group_has_not_said_is_empty(part: type[Part]) -> None:
    """A summary of an older innoguide lacks fields: they must not seem to say something."""
    said_by_itself = {"format", "language", "state"}
    given = [one for name, one in part.model_fields.items() if not one.is_required() and name not in said_by_itself]
    defaults = [one.get_default(call_default_factory=True) for one in given]
    nested = [one for one in defaults if isinstance(one, Part)]
    assert all(not one for one in defaults if not isinstance(one, Part))
    assert all(not any(one.model_dump().values()) for one in nested)

"""Checks on evidence, on deciding and on testing: each mistake is found once, at its place, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from innoguide.files.content import content_folders, load_guide, shipped_folder
from innoguide.files.store import Store, read_settings
from innoguide.model.checks import deciding, evidence, testing
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import Asked, find_remarks, message_of, step_remarks
from innoguide.model.guide import Guide
from innoguide.model.project import Done, InRoom, Project, Session, Settings
from innoguide.model.record import Path as FieldPath
from innoguide.model.record import Record

MINE = {**evidence.KNOWN, **deciding.KNOWN, **testing.KNOWN}
STEPS = ("ringa-in", "undersoka", "fokusera", "ta-fram-ideer", "testa-ideer", "forverkliga")
EARLY, VOTED, LATE, LAST = (f"2026-0{month}-01T10:00:00" for month in (2, 3, 4, 6))


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


def rec(record_id: str, step: str = "undersoka", /, at: str = EARLY, **values: Any) -> Record:
    kind = record_id.partition("-")[0]
    return Record(id=record_id, kind=kind, step=step, created=at, updated=at, values=values)


def talk(record_id: str, participant: str = "user", **values: Any) -> Record:
    return rec(record_id, pseudonym=record_id, participant_type=participant, **values)


def gate(step: str, *answers: tuple[str, str, str], conclusion: str = "go_on") -> Record:
    rows = [{"criterion": name, "answer": answer, "note": note} for name, answer, note in answers]
    return rec(f"gate-{step}", step, LAST, conclusion=conclusion, answers=rows)


def result(record_id: str, tester: str, **values: Any) -> Record:
    negative = ["hittade inte in"]
    return rec(
        record_id, "testa-ideer", **{"tester_type": tester, "positive": ["gick in"], "negative": negative, **values}
    )


def a_round(number: int, **values: Any) -> Record:
    given = {"results": ["test_result-user", "test_result-performer"], "decision": "go_on", **values}
    return rec(f"test_round-{number}", "testa-ideer", f"2026-05-0{number}", **given)


def idea(number: int, **values: Any) -> Record:
    return rec(f"idea-{number}", "ta-fram-ideer", **{"text": f"Idé {number}", "answers": "hmw-a", **values})


def choice(kind: str = "decision", **values: Any) -> Record:
    return rec(f"{kind}-ideas", "ta-fram-ideer", VOTED if kind == "vote" else LATE, **values)


INSIGHT = rec(
    "insight-a",
    statement="Unga …",
    evidence=["quote-a", "quote-b"],
    strength="strong",
    chosen=True,
    changes_challenge=True,
)
CHALLENGE = rec("challenge-a", "ringa-in", "2026-01-10", question="Hur kan vi …?", version=1)
VOTE = choice(
    "vote",
    criteria=[{"criterion": "user_value", "label": "Värde för användaren"}, {"criterion": "cost", "label": "Kostnad"}],
    results=[{"record": "idea-1", "criterion": "user_value", "dots": 3}],
)
CHOICE = choice(chosen=["idea-1", "idea-2"], bold_pick="idea-2", decided_by="projektgruppen")
FOCUS = rec("decision-focus", "fokusera", LATE, decided_by="projektgruppen och kulturchefen")
END = rec("decision-end", "forverkliga", LAST, decided_by="nämnden")
CARD = rec("idea_card-a", "ta-fram-ideer", name="Bordet", state="chosen", answers="hmw-a", ideas=["idea-1"])
PROTOTYPE = rec(
    "prototype-a",
    "testa-ideer",
    version=1,
    prototype_type="small_scale",
    tests_what="Lämnar någon kvar något och går?",
    description="Ett bord i tre veckor, för 12 unga.",
)
PARKED = rec("parked_idea-a", "ringa-in", text="En buss", picked_up=True)
PLAN = rec(
    "research_plan-a",
    groups=[{"group": "elever", "participant_type": "user", "wanted": 5}],
    methods=[{"group": "elever", "how": "enkät"}, {"group": "elever", "how": "intervju"}],
)
JOURNEY = rec("journey-a", state="current", sources=["interview-1"], steps=[{"activity": "går", "assumed": False}] * 3)
SOUND = [
    rec("mandate-a", "ringa-in", commissioner="Bildningsrådet"),
    *(talk(f"interview-{n}", place_type=f"plats {n % 2}", age_band=("a7_12", "a13_15")[n % 2]) for n in range(5)),
    talk("interview-non", "non_user", place_type="torget", age_band="a13_15"),
    talk("observation-staff", "staff"),
    rec("quote-a", text="Jag visste inte", source="interview-1"),
    rec("quote-b", text="Vi går förbi", source="interview-2"),
    *(PLAN, JOURNEY, INSIGHT, CHALLENGE),
    rec("challenge-b", "fokusera", LATE, question="Hur kan vi nu …?", version=2, replaces="challenge-a"),
    rec("opportunity-a", "fokusera", opportunity="Man kunde …", insight="insight-a"),
    rec("hmw-a", "fokusera", question="Hur kan vi …?", opportunity="opportunity-a"),
    idea(1, state="chosen"),
    idea(2, state="chosen"),
    *(idea(n) for n in range(3, 11)),
    *(VOTE, CHOICE, FOCUS, END, CARD, PARKED, PROTOTYPE),
    *(result("test_result-user", "user"), result("test_result-performer", "performer")),
    *(a_round(1, decision="change_and_retest", changes=[{"what": "bordet"}]), a_round(2)),
    *(gate(step) for step in STEPS),
]
"""A whole project in which nothing is to be asked about."""

EVERYBODY = [*(f"interview-{n}" for n in range(5)), "interview-non", "observation-staff"]
"""All who have been met."""


def project(*changed: Record, without: Sequence[str] = (), lang: Any = "sv", **more: Any) -> Project:
    """Return the sound project with records *changed* or added, and *without* some."""
    records = {one.id: one for one in (*SOUND, *changed) if one.id not in without}
    settings = Settings(title="Prov", language=lang, profile=more.pop("profile", "free"))
    return Project(settings, records, **more)


def asked(guide: Guide, of: Project, code: str = "", closing: str = "") -> list[Asked]:
    remarks = find_remarks(Look(guide, of, date(2026, 12, 1), closing=closing))
    return [one for one in remarks if one.check.check in MINE and code in ("", one.check.check)]


def change(record: Record, *without: str, **values: Any) -> Record:
    kept = {name: value for name, value in record.values.items() if name not in without}
    return replace(record, values={**kept, **values})


ALL_PLANNED = change(PLAN, methods=[{"group": "elever", "how": "Webbenkät till alla"}])
FAR_OUT = "Halvfärdigt bord i 6 veckor"
ONE_PLACE = [talk(f"interview-{n}", place_type=("Skolan", "skolan ")[n % 2], age_band="a7_12") for n in range(5)]
FORGOTTEN = change(PARKED, "picked_up")
Case = tuple[str, list[Record], list[str], str, FieldPath]

MISTAKES: list[Case] = [
    ("insight_without_evidence", [change(INSIGHT, "evidence", "strength", "chosen")], [], "insight-a", ("evidence",)),
    ("insight_without_evidence", [change(INSIGHT, evidence=["quote-gone"])], [], "insight-a", ("evidence",)),
    ("insight_on_one_source", [change(INSIGHT, evidence=["quote-a"])], [], "insight-a", ("strength",)),
    ("insight_on_one_source", [change(INSIGHT, strength="weak", evidence=["quote-a"])], [], "insight-a", ("evidence",)),
    ("insight_on_one_source", [rec("quote-b", source="interview-1")], [], "insight-a", ("strength",)),
    ("no_non_users_met", [], ["interview-non"], "gate-undersoka", ()),
    ("no_staff_perspective", [], ["observation-staff"], "gate-undersoka", ()),
    ("too_few_or_one_sided", [], ["interview-4"], "gate-undersoka", ()),
    ("too_few_or_one_sided", ONE_PLACE, ["interview-non"], "gate-undersoka", ()),
    ("too_few_or_one_sided", [], EVERYBODY, "gate-undersoka", ()),
    ("journey_from_the_desk", [change(JOURNEY, "sources")], [], "journey-a", ("sources",)),
    ("journey_from_the_desk", [change(JOURNEY, steps=[{"assumed": True}, {}, {}])], [], "journey-a", ("steps",)),
    ("survey_only", [PLAN], EVERYBODY, "research_plan-a", ("methods", 0, "how")),
    ("survey_only", [ALL_PLANNED], EVERYBODY, "research_plan-a", ("methods", 0, "how")),
    ("challenge_never_updated", [], ["challenge-b"], "challenge-a", ("question",)),
    ("choosing_before_generating", [], ["idea-10"], "decision-ideas", ()),
    ("choosing_before_generating", [replace(idea(10), created=LAST)], [], "decision-ideas", ()),
    ("vote_without_user_value", [change(VOTE, criteria=[{"label": "Kostnad"}])], [], "vote-ideas", ("criteria",)),
    ("only_easy_ideas", [change(CHOICE, "bold_pick")], [], "decision-ideas", ("bold_pick",)),
    ("only_easy_ideas", [change(CHOICE, bold_pick="idea-7")], [], "decision-ideas", ("bold_pick",)),
    ("idea_without_root", [change(CARD, "answers", "ideas")], ["idea-1"], "idea_card-a", ("answers",)),
    ("idea_without_root", [idea(2, state="chosen", answers="hmw-gone")], [], "idea-2", ("answers",)),
    ("parked_ideas_forgotten", [FORGOTTEN, rec("parked_idea-b", "undersoka")], [], "gate-ta-fram-ideer", ()),
    ("commissioner_unseen", [], ["mandate-a"], "gate-ringa-in", ()),
    ("commissioner_unseen", [change(FOCUS, decided_by="projektgruppen")], [], "gate-fokusera", ()),
    ("commissioner_unseen", [], ["decision-end"], "gate-forverkliga", ()),
    ("prototype_tests_everything", [change(PROTOTYPE, "tests_what")], [], "prototype-a", ("tests_what",)),
    (
        "prototype_tests_everything",
        [change(PROTOTYPE, tests_what="om de ser och hör och vågar")],
        [],
        "prototype-a",
        ("tests_what",),
    ),
    (
        "prototype_tests_everything",
        [change(PROTOTYPE, prototype_type="clickable")],
        [],
        "prototype-a",
        ("prototype_type",),
    ),
    ("tested_on_colleagues", [], ["test_result-user"], "gate-testa-ideer", ()),
    ("tested_on_colleagues", [], ["test_result-user", "test_result-performer"], "gate-testa-ideer", ()),
    ("no_performers_in_test", [], ["test_result-performer"], "gate-testa-ideer", ()),
    (
        "only_positive_feedback",
        [a_round(2, results=["test_result-x"]), result("test_result-x", "user", negative=[])],
        [],
        "test_round-2",
        ("results",),
    ),
    ("round_without_decision", [change(a_round(2), "decision")], [], "test_round-2", ("decision",)),
    ("round_without_decision", [a_round(1)], [], "test_round-2", ("changes",)),
    ("pilot_called_prototype", [change(PROTOTYPE, name=FAR_OUT)], [], "prototype-a", ("name",)),
    (
        "pilot_called_prototype",
        [change(PROTOTYPE, description="öppet för 20–30 nya elever")],
        [],
        "prototype-a",
        ("description",),
    ),
]
NAMES = [f"{number}-{case[0]}" for number, case in enumerate(MISTAKES)]

AT_THE_END = {
    "no_non_users_met",
    "no_staff_perspective",
    "no_performers_in_test",
    "too_few_or_one_sided",
    "challenge_never_updated",
    "parked_ideas_forgotten",
    "tested_on_colleagues",
    "commissioner_unseen",
}
"""What is asked about only when a step is over."""


def test_nothing_is_asked_about_a_sound_project(guide: Guide) -> None:
    assert asked(guide, project()) == []


def test_every_check_has_a_mistake_here_and_a_file_in_the_guide() -> None:
    assert {case[0] for case in MISTAKES} == set(MINE)


@pytest.mark.parametrize("case", MISTAKES, ids=NAMES)
def test_a_mistake_is_found_once_at_its_place(guide: Guide, case: Case) -> None:
    code, changed, without, record, path = case
    found = asked(guide, project(*changed, without=without), code)
    assert [(one.remark.record, one.remark.path) for one in found] == [(record, path)]


@pytest.mark.parametrize("case", MISTAKES, ids=NAMES)
def test_what_is_said_is_whole_in_both_languages(guide: Guide, case: Case) -> None:
    of = project(*case[1], without=case[2])
    (one,) = asked(guide, of, case[0])
    kind = guide.kinds[of.records[one.remark.record].kind]
    said = [message_of(one, kind, lang) for lang in ("sv", "en")]
    assert said[0] != said[1]
    assert not any("{" in text or "”” " in text for text in said)


@pytest.mark.parametrize("case", MISTAKES, ids=NAMES)
def test_a_reason_silences_the_mistake(guide: Guide, case: Case) -> None:
    code, changed, without, record, _path = case
    of = project(*changed, without=without)
    (one,) = asked(guide, of, code)
    of.records[record] = replace(of.records[record], keep_reason={one.key: "Det är med flit."})
    kept = Project(of.settings, of.records)
    assert asked(guide, kept, code) == []


@pytest.mark.parametrize("case", MISTAKES, ids=NAMES)
def test_a_taster_is_never_asked(guide: Guide, case: Case) -> None:
    assert asked(guide, project(*case[1], without=case[2], profile="taster")) == []


@pytest.mark.parametrize("case", [one for one in MISTAKES if one[4]], ids=lambda case: case[0])
def test_a_draft_is_left_alone(guide: Guide, case: Case) -> None:
    code, changed, without, record, _path = case
    of = project(*changed, without=without)
    of.records[record] = replace(of.records[record], status="draft")
    drafted = asked(guide, Project(of.settings, of.records), code)
    assert record not in [one.remark.record for one in drafted]


@pytest.mark.parametrize("case", [one for one in MISTAKES if one[0] in AT_THE_END], ids=lambda case: case[0])
def test_nothing_is_missing_before_the_step_is_over(guide: Guide, case: Case) -> None:
    code, changed, without, _record, _path = case
    open_steps = [f"gate-{step}" for step in STEPS]
    assert asked(guide, project(*changed, without=[*without, *open_steps]), code) == []


def test_a_gate_that_did_not_close_the_step_is_not_its_end(guide: Guide) -> None:
    of = project(gate("undersoka", conclusion="fill_in"), without=["interview-non"])
    assert asked(guide, of, "no_non_users_met") == []


def test_whoever_has_gone_on_without_a_gate_is_asked_in_the_step(guide: Guide) -> None:
    later = Session(id="s", number=1, started=LATE, done=(Done(step="fokusera", method="m", move="v"),))
    of = project(without=["interview-non", "gate-undersoka"], sessions=(later,))
    (one,) = asked(guide, of, "no_non_users_met")
    assert (one.remark.record, one.remark.step) == ("", "undersoka")


def test_a_step_that_is_being_closed_is_asked_about_before_it_is(guide: Guide) -> None:
    without = ["interview-non", "test_result-user", "test_result-performer", "gate-undersoka", "gate-testa-ideer"]
    of = project(without=without)
    for step, code in (("undersoka", "no_non_users_met"), ("testa-ideer", "tested_on_colleagues")):
        look = Look(guide, of, date(2026, 12, 1), closing=step)
        assert [one.check.check for one in step_remarks(look, step) if one.check.check in MINE] == [code]


def test_a_step_without_any_test_that_was_never_closed_claims_nothing(guide: Guide) -> None:
    later = Session(id="s", number=1, started=LATE, done=(Done(step="forverkliga", method="m", move="v"),))
    without = ["test_result-user", "test_result-performer", "gate-testa-ideer"]
    assert asked(guide, project(without=without, sessions=(later,)), "tested_on_colleagues") == []


def fill_in(record: Record) -> Record:
    return replace(record, status="draft", values={"answers": record.values["answers"]})


NOTED = [("users_met", "partly", "Det finns bara fyra."), ("non_users_met", "no", "Alla kommer hit.")]
ROOM = Session(
    id="s",
    number=1,
    started=LATE,
    room=(InRoom(role="Enhetschef", count=1),),
    done=(Done(step="forverkliga", method="m", move="v"),),
)
WIDE_ROOM = Session(id="s", number=1, started=LATE, room=tuple(InRoom(role=f"roll {n}", count=1) for n in range(5)))
BY_TWO = [idea(n, author_role=f"roll {n % 2}") for n in range(1, 11)]
BY_THREE = [idea(n, author_role=f"roll {n % 3}") for n in range(1, 11)]
IN_ROOM = replace(CHOICE, session="s")
OTHER = {"criteria": [{"label": "Kostnad"}]}

SILENT: list[tuple[str, str, list[Record], list[str]]] = [
    ("insight_without_evidence", "an assumption", [change(INSIGHT, "evidence", "chosen", strength="assumption")], []),
    (
        "insight_on_one_source",
        "an assumption",
        [change(INSIGHT, "chosen", strength="assumption", evidence=["quote-a"])],
        [],
    ),
    ("insight_on_one_source", "no evidence at all is another check", [change(INSIGHT, evidence=[])], []),
    (
        "insight_without_evidence",
        "being written",
        [change(INSIGHT, "evidence", "strength", "chosen")],
        ["gate-undersoka"],
    ),
    (
        "insight_on_one_source",
        "being written",
        [change(INSIGHT, "strength", "chosen", evidence=["quote-a"])],
        ["gate-undersoka"],
    ),
    ("no_non_users_met", "a diary will do", [talk("diary-d", "non_user")], ["interview-non"]),
    ("no_non_users_met", "noted at the gate", [gate("undersoka", *NOTED)], ["interview-non"]),
    ("no_non_users_met", "noted at a gate under way", [fill_in(gate("undersoka", *NOTED))], ["interview-non"]),
    ("no_non_users_met", "nobody met: said once", [], EVERYBODY),
    ("no_staff_perspective", "nobody met: said once", [], EVERYBODY),
    ("too_few_or_one_sided", "noted at the gate", [gate("undersoka", *NOTED)], ["interview-4"]),
    (
        "too_few_or_one_sided",
        "the plan wants another group",
        [
            change(
                PLAN, groups=[{"participant_type": "user", "wanted": 2}, {"participant_type": "non_user", "wanted": 6}]
            ),
            *(talk(f"interview-n{n}", "non_user") for n in range(4)),
        ],
        ["interview-1", "interview-2"],
    ),
    (
        "too_few_or_one_sided",
        "two places known do not tell",
        [
            *(talk(f"interview-{n}") for n in range(3)),
            talk("interview-3", place_type="x"),
            talk("interview-4", place_type="x"),
        ],
        ["interview-non"],
    ),
    ("journey_from_the_desk", "the future is thought out", [change(JOURNEY, "sources", state="future")], []),
    (
        "journey_from_the_desk",
        "30 per cent is not more than 30",
        [change(JOURNEY, steps=[{"assumed": n < 3} for n in range(10)])],
        [],
    ),
    ("journey_from_the_desk", "not drawn yet", [change(JOURNEY, "sources", "steps")], []),
    ("survey_only", "a diary was kept", [ALL_PLANNED, rec("diary_entry-a")], EVERYBODY),
    ("survey_only", "talks are still to come", [PLAN], [*EVERYBODY, "gate-undersoka"]),
    ("survey_only", "a talk with a form", [change(PLAN, methods=[{"how": "intervju med formulär"}])], EVERYBODY),
    ("challenge_never_updated", "edited in place since", [replace(CHALLENGE, updated=LATE)], ["challenge-b"]),
    ("challenge_never_updated", "a version of another", [change(CHALLENGE, replaces="challenge-b")], ["challenge-b"]),
    ("challenge_never_updated", "no insight asks for it", [change(INSIGHT, changes_challenge=False)], ["challenge-b"]),
    ("choosing_before_generating", "chosen again among enough", [replace(VOTE, created="2026-01-15")], []),
    (
        "choosing_before_generating",
        "insights are few",
        [choice("vote", results=[{"record": "insight-a"}])],
        ["decision-ideas"],
    ),
    (
        "vote_without_user_value",
        "insights have other criteria",
        [choice("vote", results=[{"record": "insight-a"}], **OTHER)],
        [],
    ),
    ("vote_without_user_value", "in other words", [change(VOTE, criteria=[{"label": "Nytta för våra användare"}])], []),
    ("vote_without_user_value", "criteria not written", [change(VOTE, "criteria")], []),
    (
        "only_easy_ideas",
        "a bold card",
        [change(CHOICE, "bold_pick"), choice("decision", chosen=["idea_card-a"], bold_pick="idea_card-a")],
        [],
    ),
    ("only_easy_ideas", "other choices", [choice("decision", chosen=["insight-a"])], []),
    ("idea_without_root", "not chosen", [idea(9, answers="hmw-gone")], []),
    ("idea_without_root", "the card points to the insight", [change(CARD, "answers", insights=["insight-a"])], []),
    ("idea_without_root", "the card's idea has a root", [change(CARD, "answers")], []),
    (
        "idea_without_root",
        "by way of an area",
        [
            rec("development_area-a", "fokusera", insights=["insight-a"]),
            idea(2, state="chosen", answers="development_area-a"),
        ],
        [],
    ),
    ("parked_ideas_forgotten", "parked in a later step", [rec("parked_idea-b", "testa-ideer")], []),
    ("parked_ideas_forgotten", "parked after the gate", [rec("parked_idea-b", "undersoka", "2026-07-01")], []),
    ("parked_ideas_forgotten", "became an idea", [rec("parked_idea-b", "undersoka", became="idea-1")], []),
    ("commissioner_unseen", "said at the gate", [gate("fokusera", ("commissioner", "yes", ""))], ["decision-focus"]),
    (
        "commissioner_unseen",
        "noted at the gate",
        [gate("fokusera", ("set_aside", "partly", "enhetschefen läser i april"))],
        ["decision-focus"],
    ),
    ("commissioner_unseen", "a decision maker tested", [result("test_result-d", "decision_maker")], ["decision-end"]),
    (
        "commissioner_unseen",
        "anchored",
        [rec("anchoring-a", "forverkliga", who="Kultur- och fritidsnämnden")],
        ["decision-end"],
    ),
    ("commissioner_unseen", "as the mandate says", [change(FOCUS, decided_by="bildningsrådet den 3 maj")], []),
    (
        "prototype_tests_everything",
        "not come so far",
        [change(PROTOTYPE, "tests_what", "description")],
        ["gate-testa-ideer"],
    ),
    (
        "prototype_tests_everything",
        "clickable in version 2",
        [change(PROTOTYPE, prototype_type="clickable", version=2)],
        [],
    ),
    ("tested_on_colleagues", "a user has", [result("test_result-c", "other")], []),
    (
        "only_positive_feedback",
        "nobody knows",
        [
            a_round(2, results=["test_result-x"]),
            replace(result("test_result-x", "user", negative=[]), open=("negative",)),
        ],
        [],
    ),
    (
        "only_positive_feedback",
        "nothing written yet",
        [a_round(2, results=["test_result-x"]), result("test_result-x", "user", negative=[], positive=[])],
        [],
    ),
    ("round_without_decision", "still going on", [change(a_round(2), "decision")], ["gate-testa-ideer"]),
    ("round_without_decision", "one round", [a_round(1)], ["test_round-2"]),
    (
        "round_without_decision",
        "the prototype tells",
        [a_round(1), change(PROTOTYPE, changed_since="Skylten är borta")],
        [],
    ),
    (
        "pilot_called_prototype",
        "short and few",
        [change(PROTOTYPE, description="4 veckor, 20 deltagare, kl 13.30 elever, år 2026 elever")],
        [],
    ),
    (
        "pilot_called_prototype",
        "another type",
        [change(PROTOTYPE, prototype_type="paper", description="40 elever")],
        [],
    ),
    ("no_performers_in_test", "nothing tested: another check", [], ["test_result-user", "test_result-performer"]),
]


@pytest.mark.parametrize("case", SILENT, ids=lambda case: f"{case[0]}: {case[1]}")
def test_nothing_is_asked_where(guide: Guide, case: tuple[str, str, list[Record], list[str]]) -> None:
    code, _why, changed, without = case
    assert asked(guide, project(*changed, without=without), code) == []


def test_ideas_from_few_in_the_room_are_asked_about(guide: Guide) -> None:
    found = asked(guide, project(IN_ROOM, *BY_TWO, sessions=(WIDE_ROOM,)), "choosing_before_generating")
    assert [one.remark.record for one in found] == ["decision-ideas"]
    for silent in (BY_THREE, BY_TWO[1:]):
        assert asked(guide, project(IN_ROOM, *silent, sessions=(WIDE_ROOM,)), "choosing_before_generating") == []


def test_a_manager_in_the_room_has_seen_it(guide: Guide) -> None:
    assert asked(guide, project(without=["decision-end"], sessions=(ROOM,)), "commissioner_unseen") == []


def test_a_no_that_names_the_manager_shows_nothing(guide: Guide) -> None:
    unseen = gate("fokusera", ("commissioner", "no", "chefen har inte läst"))
    found = asked(guide, project(unseen, without=["decision-focus"]), "commissioner_unseen")
    assert [one.remark.record for one in found] == ["gate-fokusera"]


def test_the_chain_is_said_to_end_where_it_does(guide: Guide) -> None:
    no_insight = rec("opportunity-a", "fokusera", opportunity="Man kunde gå in")
    found = asked(guide, project(no_insight), "idea_without_root")
    shown = [(one.remark.values["kind"], one.remark.values["label"]) for one in found]
    assert shown == [("möjlighet", "Man kunde gå in")] * 2  # the idea that no card carries, and the card
    hidden = asked(guide, project(replace(no_insight, confidential=True)), "idea_without_root")
    assert {one.remark.values["label"] for one in hidden} == {"…"}


def test_records_that_point_at_each_other_end_the_search(guide: Guide) -> None:
    round_about = [
        rec("development_area-a", "fokusera", title="Området", hmw="hmw-a"),
        rec("hmw-a", "fokusera", question="Hur?", opportunity="development_area-a"),
    ]
    found = asked(guide, project(*round_about), "idea_without_root")
    assert [one.remark.record for one in found] == ["idea-2", "idea_card-a"]


ENGLISH = [
    ("vote_without_user_value", change(VOTE, criteria=[{"label": "Cost"}]), "vote-ideas"),
    ("prototype_tests_everything", change(PROTOTYPE, tests_what="Who sees and hears and dares"), "prototype-a"),
    ("pilot_called_prototype", change(PROTOTYPE, description="Open for 25 young people"), "prototype-a"),
    ("pilot_called_prototype", change(PROTOTYPE, description="A shelf for two months"), "prototype-a"),
    ("commissioner_unseen", change(FOCUS, decided_by="the project group"), "gate-fokusera"),
]


@pytest.mark.parametrize(("code", "changed", "record"), ENGLISH)
def test_english_words_are_found(guide: Guide, code: str, changed: Record, record: str) -> None:
    managed = change(END, decided_by="head of culture")
    found = asked(guide, project(managed, changed, lang="en"), code)
    assert [one.remark.record for one in found] == ([record] if code != "commissioner_unseen" else ["gate-fokusera"])


@pytest.mark.parametrize(
    "record", [rec("vote-x"), rec("prototype-x"), rec("insight-x"), rec("journey-x"), rec("gate-x")]
)
def test_an_empty_record_is_no_obstacle(guide: Guide, record: Record) -> None:
    emptied = [replace(one, values={}) for one in SOUND]
    for of in (project(record), project(*emptied, record), project(record, without=[one.id for one in SOUND])):
        assert all(one.remark.record in {"", *of.records} for one in asked(guide, of))


def test_ten_thousand_records_are_looked_through(guide: Guide) -> None:
    many = [idea(n, state="chosen") for n in range(100, 5100)]
    quotes = [rec(f"quote-{n}", source="interview-1") for n in range(5000)]
    bare = replace(idea(5, state="chosen"), values={"text": "Rotlös", "state": "chosen"})
    found = asked(guide, project(*many, *quotes, bare))
    assert [(one.check.check, one.remark.record) for one in found] == [("idea_without_root", "idea-5")]


@pytest.mark.parametrize(
    "example", sorted(one.parent.name for one in shipped_folder("examples").glob("*/innoguide.yaml"))
)
def test_the_examples_give_no_errors_and_few_questions(guide: Guide, example: str) -> None:
    folder: Path = shipped_folder("examples") / example
    found = asked(guide, Store(folder, guide, read_settings(folder)).load())
    assert not [one for one in found if one.check.level == "error"]
    assert len(found) <= 5

"""Checks on effects, on how the work is ended, and on people's privacy: what is asked about, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from innoguide.files.content import content_folders, load_guide
from innoguide.model.checks import closing, effects, people
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import find_remarks, is_on, message_of
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record

MINE = {**effects.KNOWN, **closing.KNOWN, **people.KNOWN}
TODAY = date(2026, 12, 1)
Found = list[tuple[str, str, tuple[str | int, ...]]]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


def record(kind: str, sign: str = "2", /, *, status: str = "done", step: str = "forverkliga", **values: Any) -> Record:
    return Record(
        id=f"{kind}-{sign * 5}", kind=kind, status=status, step=step, created=f"2026-11-0{sign}", values=values
    )


def look(guide: Guide, *records: Record, lang: Any = "sv", closing: str = "", **settings: Any) -> Look:
    project = Project(Settings(title="Prov", language=lang, **settings), {one.id: one for one in records})
    return Look(guide, project, TODAY, closing=closing)


def found(guide: Guide, *records: Record, **settings: Any) -> Found:
    """Return code, record and path of what these checks ask about."""
    remarks = find_remarks(look(guide, *records, **settings))
    return [(one.check.check, one.remark.record, one.remark.path) for one in remarks if one.check.check in MINE]


def gate(*answers: tuple[str, str], conclusion: str = "go_on", **more: Any) -> Record:
    rows = [{"criterion": name, "answer": answer} for name, answer in answers]
    return record("gate", "3", conclusion=conclusion, answers=rows, **more)


CLOSED = gate(("told_back", "yes"))


def test_each_check_has_its_file_and_all_its_messages_can_be_filled(guide: Guide) -> None:
    assert set(MINE) <= set(guide.checks)
    for code, known in MINE.items():
        check = guide.checks[code]
        values = dict.fromkeys(known.places, "x")
        for text in (check.message, check.ask):
            assert text is None or (text.sv.format(**values) and text.en.format(**values)), code
        assert check.step in ("", "forverkliga"), code


def test_the_numbers_and_levels_are_those_of_the_list(guide: Guide) -> None:
    levels = {guide.checks[code].number: guide.checks[code].level for code in MINE}
    errors = {28, 31, 33, 37}
    assert set(levels) == {*range(27, 30), *range(31, 39)}
    assert {number for number, level in levels.items() if level == "error"} == errors
    assert levels[29] == "info"


def test_privacy_is_asked_about_also_by_those_who_only_taste(guide: Guide) -> None:
    private = {code for code in MINE if is_on(look(guide, profile="taster"), code)}
    assert private == set(people.KNOWN)


# effects


EFFECT = record("effect", effect="Fler vågar", indicator="Andel nya", responsible="Enhetschefen")


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({}, "baseline_value"),
        ({"baseline_date": "2026-01-01"}, "baseline_value"),
        ({"baseline_value": "6 av 52"}, "baseline_date"),
    ],
)
def test_an_indicator_needs_a_baseline_when_the_step_is_over(guide: Guide, values: dict[str, Any], path: str) -> None:
    effect = EFFECT.with_values(**values)
    assert found(guide, effect, CLOSED) == [("no_baseline", effect.id, (path,))]
    assert found(guide, effect, closing="forverkliga")[0][:2] == ("no_baseline", effect.id)
    assert found(guide, effect) == [], "early: there is still time"


def test_a_baseline_is_missed_when_the_solution_is_in_use_or_the_measuring_has_begun(guide: Guide) -> None:
    pilot = record("solution", name="Rummet", stage="pilot", owner="Chefen", next_check="2026-12-16")
    tested = pilot.with_values(stage="tested")
    effect = EFFECT.with_values(solution=pilot.id)
    missing = [("no_baseline", effect.id, ("baseline_value",))]
    assert found(guide, effect, pilot) == missing
    assert found(guide, effect, tested) == []
    assert found(guide, effect.with_values(measurements=[{"date": "2026-11-01", "value": "4"}]), tested) == missing


@pytest.mark.parametrize(
    "effect",
    [
        EFFECT.with_values(baseline_value="6 av 52", baseline_date="2026-10-14"),
        EFFECT.with_values(baseline_value="Inte mätt i rummet än"),
        EFFECT.with_values(indicator=""),
        replace(EFFECT, status="draft"),
        replace(EFFECT, keep_reason={"baseline_value.no_baseline": "Går inte i efterhand"}),
    ],
)
def test_a_baseline_that_is_there_or_need_not_be_is_not_asked_for(guide: Guide, effect: Record) -> None:
    assert found(guide, effect, CLOSED) == []


def test_that_nobody_knows_the_baseline_is_still_asked_about(guide: Guide) -> None:
    effect = EFFECT.without_answer("baseline_value")
    assert found(guide, effect, CLOSED) == [("no_baseline", effect.id, ("baseline_value",))]


SOLUTION = record("solution", name="Rummet", owner="Enhetschefen", next_check="2026-12-16")


@pytest.mark.parametrize("stage", ["decided", "pilot", "introduced", "scaled"])
@pytest.mark.parametrize("missing", ["owner", "next_check"])
def test_a_solution_from_the_decision_on_needs_an_owner_and_a_day(guide: Guide, stage: str, missing: str) -> None:
    solution = SOLUTION.with_values(stage=stage, **{missing: ""})
    assert found(guide, solution) == [("nobody_owns_it", solution.id, (missing,))]
    assert found(guide, solution.without_answer(missing)) == [("nobody_owns_it", solution.id, (missing,))]


@pytest.mark.parametrize("stage", ["", "idea", "tested", "dormant", "ended"])
def test_a_solution_that_nobody_has_decided_on_or_that_is_over_needs_no_owner(guide: Guide, stage: str) -> None:
    assert found(guide, SOLUTION.with_values(stage=stage, owner="", next_check="")) == []
    assert found(guide, replace(SOLUTION.with_values(stage="pilot", owner=""), status="draft")) == []
    assert found(guide, SOLUTION.with_values(stage="pilot")) == []


@pytest.mark.parametrize(
    ("lang", "who", "words"),
    [
        ("sv", "Projektledaren", "Projektledaren"),
        ("sv", "enhetschefen och processledaren", "processledaren"),
        ("en", "The project leader", "project leader"),
        ("en", "the facilitator", "facilitator"),
    ],
)
def test_it_is_asked_whether_the_project_leader_is_still_there(guide: Guide, lang: str, who: str, words: str) -> None:
    effect = EFFECT.with_values(responsible=who, baseline_value="4", baseline_date="2026-01-01")
    (remark,) = find_remarks(look(guide, effect, lang=lang))
    assert (remark.check.check, remark.remark.path) == ("project_leader_owns_effect", ("responsible",))
    assert words in message_of(remark, guide.kinds["effect"], lang)


@pytest.mark.parametrize("who", ["Enhetschefen", "någon annan än projektledaren", "Chefen, inte projektledaren", ""])
def test_another_role_may_watch_over_the_effect(guide: Guide, who: str) -> None:
    assert found(guide, EFFECT.with_values(responsible=who)) == []


# closing


DOCUMENT = record("final_document", document="Rapporten", date="2026-11-30", responsible="Kulturchefen",
                  registry="not_needed")  # fmt: skip


@pytest.mark.parametrize("missing", ["date", "responsible", "registry"])
def test_a_finished_document_needs_a_day_a_role_and_a_word_on_the_register(guide: Guide, missing: str) -> None:
    document = DOCUMENT.with_values(**{missing: ""})
    assert found(guide, document) == [("finalised_without_metadata", document.id, (missing,))]


def test_what_is_registered_has_a_number_its_own_or_the_projects(guide: Guide) -> None:
    document = DOCUMENT.with_values(registry="registered")
    assert found(guide, document) == [("finalised_without_metadata", document.id, ("registry_no",))]
    assert found(guide, document.with_values(registry_no="KUN 2026/14")) == []
    assert found(guide, document, registry_no="KUN 2026/14") == []


def test_nobody_knows_is_no_answer_when_the_step_is_over(guide: Guide) -> None:
    document = DOCUMENT.with_values(registry="unknown")
    assert found(guide, document) == []
    assert found(guide, document, CLOSED) == [("finalised_without_metadata", document.id, ("registry",))]


def test_a_document_with_all_its_details_or_half_written_is_not_asked_about(guide: Guide) -> None:
    assert found(guide, DOCUMENT, CLOSED) == []
    assert found(guide, replace(DOCUMENT.with_values(date=""), status="draft"), CLOSED) == []


@pytest.mark.parametrize("answers", [(), (("told_back", "no"),), (("told_back", "partly"), ("small_start", "yes"))])
def test_those_who_helped_must_have_been_told(guide: Guide, answers: tuple[tuple[str, str], ...]) -> None:
    closed = gate(*answers)
    assert found(guide, closed) == [("no_feedback_to_participants", closed.id, ())]


def test_it_is_also_asked_while_the_step_is_being_closed(guide: Guide) -> None:
    half = gate(("told_back", "no"), status="draft", conclusion="")
    assert found(guide, half) == []
    assert found(guide, half, closing="forverkliga") == [("no_feedback_to_participants", "", ())]
    assert found(guide, gate(("told_back", "yes"), status="draft"), closing="forverkliga") == []


@pytest.mark.parametrize("what", ["Återkoppla till ungdomarna på gården", "Berätta för föräldrarna hur det gick"])
def test_an_action_that_is_done_is_feedback_enough(guide: Guide, what: str) -> None:
    closed = gate(("told_back", "partly"))
    action = record("action", what=what, done=True)
    asked = [("no_feedback_to_participants", closed.id, ())]
    assert found(guide, closed, action) == []
    assert found(guide, closed, action.with_values(done=False)) == asked
    assert found(guide, closed, action.with_values(what="Räkna streck")) == asked
    assert found(guide, closed, replace(action, step="ringa-in")) == asked


def test_a_reason_at_the_gate_is_kept(guide: Guide) -> None:
    closed = replace(gate(("told_back", "no")), keep_reason={"no_feedback_to_participants": "Ingen gav sin adress"})
    assert found(guide, closed) == []


# people


GIVES_AWAY = {
    "sv": [
        "Jag är fjorton och spelar tuba i Norrfors.",
        "När man är 14 år och rektorns barn i Sandby syns man alltid.",
        "Hon är en 12-åring från Ekedal med diabetes.",
        "Jag är den enda tjejen i Norrfors som är 13 år.",
        "I byn är jag den enda som spelar fagott.",
        "Jag går i åttan och bor i fosterhem i Sandby.",
    ],
    "en": [
        "I am fourteen and play the tuba in Norrfors.",
        "A 14-year-old from Sandby with diabetes like me is always seen.",
        "I'm the only girl in our village who plays the bassoon.",
    ],
}
GIVES_NOBODY_AWAY = {
    "sv": [
        "Jag gick förbi tre gånger innan jag vågade gå in.",
        "Jag är fjorton och skriver låtar.",
        "Jag har bott i Sandby i 14 år och aldrig spelat tuba.",
        "Det är 14 år sedan någon spelade dragspel på Kulturskolan.",
        "Min kompis spelar cello i Norrfors.",
        "Den enda bussen från Sandby går fyra.",
        "Jag lär mig tuba på Youtube, jag är 14 år.",
        "Det enda jag vill är att någon frågar.",
        "",
    ],
    "en": [
        "I walked past three times before I dared to go in.",
        "I am fourteen and learn the tuba from YouTube.",
        "In May we moved here, and the only bus to Sandby leaves at four.",
        "It took us 14 years to get a bus to Norrfors.",
    ],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, some in GIVES_AWAY.items() for text in some])
def test_age_place_and_a_rare_detail_give_somebody_away(guide: Guide, lang: str, text: str) -> None:
    quote = record("quote", text=text)
    assert found(guide, quote, lang=lang) == [("quote_gives_away", quote.id, ("text",))]
    note = record("note", text=text, note_type="quote")
    assert found(guide, note, lang=lang) == [("quote_gives_away", note.id, ("text",))]


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, some in GIVES_NOBODY_AWAY.items() for text in some])
def test_one_or_two_of_them_do_not(guide: Guide, lang: str, text: str) -> None:
    assert found(guide, record("quote", text=text), lang=lang) == []


@pytest.mark.parametrize(
    "quote",
    [
        record("quote", text=GIVES_AWAY["sv"][0], can_identify=True),
        record("quote", text=GIVES_AWAY["sv"][0], status="draft"),
        record("note", text=GIVES_AWAY["sv"][0], note_type="observation"),
        replace(record("quote", text=GIVES_AWAY["sv"][0]), confidential=True),
        replace(record("quote", text=GIVES_AWAY["sv"][0]), keep_reason={"text.quote_gives_away": "Det finns tio"}),
    ],
)
def test_a_quote_that_is_held_back_or_kept_is_not_asked_about(guide: Guide, quote: Record) -> None:
    assert found(guide, quote) == []


def test_that_nobody_is_told_apart_by_the_group_itself_is_asked_about_all_the_same(guide: Guide) -> None:
    quote = record("quote", text=GIVES_AWAY["sv"][0], can_identify=False)
    assert found(guide, quote) == [("quote_gives_away", quote.id, ("text",))]


def test_the_message_about_a_quote_does_not_repeat_it(guide: Guide) -> None:
    (remark,) = find_remarks(look(guide, record("quote", text=GIVES_AWAY["sv"][0])))
    assert not {"Norrfors", "tuba", "fjorton"} & set(message_of(remark, guide.kinds["quote"], "sv").split())


def rating(*counts: int) -> Record:
    rows = [{"value": value, "count": count} for value, count in enumerate(counts, start=1)]
    return record("rating", question="Hur väl?", counts=rows)


@pytest.mark.parametrize("counts", [(1,), (0, 2, 2), (1, 1, 1, 1, 0)])
def test_answers_of_fewer_than_five_must_not_be_stored(guide: Guide, counts: tuple[int, ...]) -> None:
    asked = [("rating_shows_individuals", rating().id, ("counts",))]
    assert found(guide, rating(*counts)) == asked
    assert found(guide, rating(*counts), profile="taster") == asked


@pytest.mark.parametrize("one", [rating(1, 1, 1, 1, 1), rating(0, 0, 9), rating(0, 0), record("rating", answers=3)])
def test_answers_of_five_and_the_number_of_fewer_may_be_stored(guide: Guide, one: Record) -> None:
    assert found(guide, one) == []


NAMES = {
    "sv": [
        "Anna",
        "bibliotekarien Anna",
        "Astrid på biblioteket",
        "hon som heter Kim",
        "Xenia Bergstrand",
        "Åsas idé: Åsa",
    ],
    "en": ["Emily", "the librarian, Emily", "a colleague named Kim", "Xenia Bergstrand"],
}
ROLES = {
    "sv": [
        "Bibliotekarien",
        "Bibliotekarie, Kulturskolan",
        "Biträdande Rektor",
        "en ungdom från Norra Sandby",
        "medarbetare i Lilla Edet",
        "Röda Korset",
        "hans mamma",
        "IT",
        "Kulturskolans Pedagog",
    ],
    "en": [
        "Librarian",
        "Project Leader",
        "Youth Worker at the Library",
        "a young person from New Sandby",
        "The Red Cross",
    ],
}


@pytest.mark.parametrize(("lang", "who"), [(lang, who) for lang, some in NAMES.items() for who in some])
def test_an_idea_is_not_pinned_on_a_person(guide: Guide, lang: str, who: str) -> None:
    idea, parked = record("idea", text="Öppet sent", author_role=who), record("parked_idea", text="En buss", role=who)
    assert found(guide, idea, lang=lang) == [("idea_blamed_on_person", idea.id, ("author_role",))]
    assert found(guide, parked, lang=lang) == [("idea_blamed_on_person", parked.id, ("role",))]


@pytest.mark.parametrize(("lang", "who"), [(lang, who) for lang, some in ROLES.items() for who in some])
def test_a_role_is_no_name(guide: Guide, lang: str, who: str) -> None:
    assert found(guide, record("idea", text="Öppet sent", author_role=who), lang=lang) == []


def test_an_idea_without_a_role_or_with_a_reason_is_not_asked_about(guide: Guide) -> None:
    idea = record("idea", text="Öppet sent", author_role="Anna")
    assert found(guide, idea.with_values(author_role="")) == []
    assert found(guide, replace(idea, status="draft")) == []
    assert found(guide, replace(idea, keep_reason={"author_role.idea_blamed_on_person": "Namnet på en grupp"})) == []

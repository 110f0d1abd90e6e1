"""What stops an answer before it is stored: personal data, and wording that a check asks about."""

from datetime import date
from pathlib import Path

import pytest
from fakes import Answers, Scripted

from innoguide.errors import Refused
from innoguide.files.allowed import AllowList
from innoguide.files.content import content_folders, load_guide
from innoguide.files.drafts import Drafts
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.check.project import check_project
from innoguide.jobs.records import add_record
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.meeting.session import Summary
from innoguide.model.guide import Guide
from innoguide.model.project import Settings
from innoguide.model.record import Record
from innoguide.terminal.script import Script
from innoguide.texts import use_language

NUMBER = "20170101-2393"
DIGITS = ("201701012393", "1701012393", "170101-2393", "0101-2393")
FIRST = "definiera-utmaningen.forsta-utkast."


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


def make_store(folder: Path, guide: Guide, profile: str = "free") -> Store:
    """Return the store of a project in *folder*, made if there is none."""
    settings = Settings.model_validate({"title": "Prov", "profile": profile})
    folder.mkdir(exist_ok=True)
    (folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    return Store(folder, guide, settings)


def lead(store: Store, answers: Answers, method: str = "definiera-utmaningen") -> tuple[Summary, Scripted]:
    """Walk a method of the first step and stop after it."""
    given = {"session.room": "bibliotek 2", "session.next": "3", **answers}
    prompter = Scripted(store.folder, given)
    target = Target(step="ringa-in", method=method)
    return walk(store.guide, store, prompter, target=target, lang="sv"), prompter


def challenge(store: Store) -> Record:
    (record,) = store.load().of_kind("challenge")
    return record


def on_disk(folder: Path) -> str:
    """Return every name and text under *folder*."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.name}\n{path.read_text('utf-8')}" for path in paths)


def has_no_digits(folder: Path) -> bool:
    text = on_disk(folder)
    return not any(digits in text for digits in DIGITS)


# Personal data


def test_personal_data_is_stopped_and_removed_on_enter(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    _, prompter = lead(store, {f"{FIRST}question": f"Hur når vi {NUMBER} bättre?"})
    assert challenge(store).values["question"] == "Hur når vi [personnummer borttaget] bättre?"
    assert has_no_digits(store.folder)
    question = prompter.question(f"{FIRST}question.personal_data")
    assert "ett personnummer" in question.text
    assert "2393" not in question.text + prompter.said


def test_personal_data_is_stopped_and_the_answer_written_anew(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    texts = [f"Hur når vi {NUMBER} bättre?", "Hur når vi fler i Sandby?"]
    _, prompter = lead(store, {f"{FIRST}question": texts, f"{FIRST}question.personal_data": "2"})
    assert challenge(store).values["question"] == "Hur når vi fler i Sandby?"
    assert prompter.question(f"{FIRST}question", -1).default == texts[0], "ready to edit"
    assert has_no_digits(store.folder)


def test_personal_data_stays_with_a_reason_and_is_not_asked_about_again(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    answers = {
        f"{FIRST}question": "Hur svarar vi på 08-465 004 11 bättre?",
        f"{FIRST}question.personal_data": "behålla",
        f"{FIRST}question.allow_reason": "växelns nummer",
        f"{FIRST}about": "De ringer 0846500411 i onödan",
    }
    _, prompter = lead(store, answers)
    assert "08-465 004 11" in challenge(store).values["question"]
    assert challenge(store).values["about"] == "De ringer 0846500411 i onödan"
    assert prompter.asked_keys.count(f"{FIRST}about.personal_data") == 0
    (allowed,) = (store.folder / "allowed").iterdir()
    text = allowed.read_text("utf-8")
    assert "växelns nummer" in text
    assert "465" not in text + allowed.name
    assert AllowList(store.folder).holds("phone", "0846500411") is True


def test_without_a_reason_it_is_removed(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    lead(store, {f"{FIRST}question": f"Hur når vi {NUMBER}?", f"{FIRST}question.personal_data": "3"})
    assert has_no_digits(store.folder)


@pytest.mark.parametrize(
    "answers",
    [
        {f"{FIRST}question": [f":parkera ring {NUMBER}", "Hur når vi fler?"]},
        {"session.room": f"bibliotek 2, {NUMBER} 1"},
        {f"{FIRST}question": "Hur når vi fler?", "definiera-utmaningen.berorda-och-bevis.affected.0": f"barn {NUMBER}"},
        {f"{FIRST}question": "Hur når vi fler?", "definiera-utmaningen.gissningar.notes.0.statement": NUMBER},
        {f"{FIRST}question": "Hur når vi fler?", "session.next": [f"{NUMBER}", "3"]},
    ],
)
def test_it_is_stopped_wherever_it_is_typed(tmp_path: Path, guide: Guide, answers: Answers) -> None:
    store = make_store(tmp_path / "p", guide)
    _, prompter = lead(store, answers)
    assert any(key.endswith("personal_data") for key in prompter.asked_keys)
    assert has_no_digits(store.folder)


def test_what_is_half_typed_is_kept_without_what_may_become_personal_data(tmp_path: Path, guide: Guide) -> None:
    drafts = Drafts(make_store(tmp_path / "p", guide).folder)
    text = f"Hon heter Fatima och har {NUMBER}"
    for end in range(len(text) + 1):
        drafts.keep("question", text[:end])
        kept = on_disk(tmp_path / "p")
        assert "170101" not in kept
    assert Drafts(tmp_path / "p").get("question").startswith("Hon heter ")


def test_an_answers_file_with_personal_data_is_refused_with_its_line(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    text = (
        "format: 1\nsessions:\n  - start: 2026-01-20T08:30\n    room: bibliotek 2\n    users: no\n    walk:\n"
        "      - ringa-in/definiera-utmaningen:\n          forsta-utkast:\n"
        f"            question: Hur når vi {NUMBER}?\n"
    )
    script = Script(text.encode(), "svar.yaml")
    script.begin_session(0)
    with pytest.raises(Refused, match=r"svar\.yaml:9") as refused:
        walk(guide, store, script, target=Target(), lang="sv")
    assert (refused.value.exit_code, "2393" in refused.value.message) == (1, False)
    assert has_no_digits(store.folder)
    script = Script(text.replace("format: 1\n", "format: 1\nallow: ett påhittat nummer\n").encode(), "svar.yaml")
    script.begin_session(0)
    walk(guide, store, script, target=Target(), lang="sv")
    assert NUMBER in challenge(store).values["question"]
    assert check_project(guide, store, today=date(2026, 11, 22)) == []


# Wording

APP = "Hur kan vi bygga en app för unga i Sandby?"


def test_a_solution_in_the_question_can_be_parked(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    better = "Hur kan vi göra det lättare för unga i Sandby att hitta varandra?"
    key = f"{FIRST}question"
    _, prompter = lead(store, {key: [APP, better], f"{key}.check.solution_built_in": "parkera"})
    assert challenge(store).values["question"] == better
    assert challenge(store).keep_reason == {}
    (idea,) = store.load().of_kind("parked_idea")
    assert idea.values["text"] == APP
    assert prompter.question(key, -1).default == "", "what is parked does not stand there again"
    assert "app" in prompter.question(f"{key}.check.solution_built_in").text


def test_what_is_kept_has_its_reason_on_the_record_and_is_never_asked_about_again(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    key = f"{FIRST}question"
    answers: Answers = {
        key: APP,
        f"{key}.check.solution_built_in": "behålla",
        f"{key}.check.solution_built_in.reason": "appen är det vi har fått i uppdrag",
        f"{FIRST}about": [":tillbaka", "Unga"],
    }
    _, prompter = lead(store, answers)
    reasons = challenge(store).keep_reason
    assert reasons == {"question.solution_built_in": "appen är det vi har fått i uppdrag"}
    assert prompter.asked_keys.count(key) == 2
    assert prompter.asked_keys.count(f"{key}.check.solution_built_in") == 1
    found = check_project(guide, Store(store.folder, guide, store.settings), today=date(2026, 11, 22))
    assert [one for one in found if one.code == "solution_built_in" and one.line == 12] == []


def test_whoever_goes_on_without_an_answer_is_asked_by_check_later(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    lead(store, {f"{FIRST}question": APP})
    assert (challenge(store).values["question"], challenge(store).keep_reason) == (APP, {})
    found = check_project(guide, Store(store.folder, guide, store.settings), today=date(2026, 11, 22))
    (finding,) = [one for one in found if one.code == "solution_built_in"]
    assert finding.record == challenge(store).id


def test_back_lets_the_group_change_what_it_wrote(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    key = f"{FIRST}question"
    _, prompter = lead(store, {key: [APP, "Hur når vi fler?"], f"{key}.check.solution_built_in": ":tillbaka"})
    assert prompter.question(key, -1).default == APP
    assert challenge(store).values["question"] == "Hur når vi fler?"


def test_lines_and_notes_are_asked_about_too(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    wordings = "definiera-utmaningen.formuleringar.wordings.0"
    answers = {
        f"{FIRST}question": "Hur når vi fler?",
        wordings: [APP, "Hur når vi unga?"],
        f"{wordings}.check.solution_built_in": "ändra",
    }
    _, prompter = lead(store, answers)
    assert challenge(store).values["wordings"] == ["Hur når vi unga?"]
    assert prompter.question(wordings, -1).default == APP


def test_a_taster_is_not_asked_about_words_but_about_personal_data(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide, "taster")
    _, prompter = lead(store, {f"{FIRST}question": APP, f"{FIRST}about": f"Som {NUMBER}"})
    assert not any(".check." in key for key in prompter.asked_keys)
    assert challenge(store).values["about"] == "Som [personnummer borttaget]"
    found = check_project(guide, Store(store.folder, guide, store.settings), today=date(2026, 11, 22))
    assert [one.code for one in found] == []


# At the end of a step or a method


def close_step(store: Store, answers: Answers) -> Scripted:
    """Close step 2 in a walk, with yes to every criterion."""
    criteria = {f"avstamning.avstamning.{one.id}": "ja" for one in store.guide.step("undersoka").exit_criteria}
    given = {"session.room": "bibliotek 2", "session.next": "3", **criteria, **answers}
    prompter = Scripted(store.folder, given)
    walk(store.guide, store, prompter, target=Target(step="undersoka", method="avstamning"), lang="sv")
    return prompter


def add_weak_insight(store: Store) -> Record:
    kind = store.guide.kinds["insight"]
    statement = "Unga som kommer ensamma går hem eftersom ingen ser dem i dörren"
    return add_record(store, kind, text=statement, settings=[], lang="sv")


GATE = "avstamning.avstamning."


def test_the_gate_shows_what_the_checks_ask_and_an_error_needs_a_reason_to_go_on(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    add_weak_insight(store)
    answers: Answers = {f"{GATE}conclusion": "2", f"{GATE}reason": "vi tar det i steg 3"}
    prompter = close_step(store, answers)
    (question,) = [one for one in prompter.asked if prompter.key_of(one) == f"{GATE}remarks"]
    texts = [option.label for option in question.options]
    assert any(text.startswith("”Unga som kommer ensamma") for text in texts)
    (gate,) = store.load().of_kind("gate")
    assert gate.values["reason"] == "vi tar det i steg 3"
    assert any("Unga som kommer ensamma" in gap for gap in gate.values["gaps"])


def test_what_the_group_finds_right_is_kept_where_it_belongs_and_not_asked_again(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    insight = add_weak_insight(store)
    first = close_step(store, {f"{GATE}conclusion": "3"})
    number = len(first.question(f"{GATE}remarks").options)
    picked = ", ".join(str(one) for one in range(1, number + 1))
    answers: Answers = {f"{GATE}remarks": picked, f"{GATE}remarks_reason": "vi vet", f"{GATE}conclusion": "2"}
    close_step(store, answers)
    project = store.load()
    assert project.records[insight.id].keep_reason == {"evidence.insight_without_evidence": "vi vet"}
    (gate,) = project.of_kind("gate", {"conclusion": "go_on"})
    assert gate.keep_reason == {"too_few_or_one_sided": "vi vet"}
    assert "gaps" not in gate.values
    assert f"{GATE}remarks" not in close_step(store, {f"{GATE}conclusion": "2"}).asked_keys
    found = check_project(guide, Store(store.folder, guide, store.settings), today=date(2026, 11, 22))
    assert [one.code for one in found if one.level == "error"] == []


def test_a_method_asks_about_what_it_has_just_left(tmp_path: Path, guide: Guide) -> None:
    store = make_store(tmp_path / "p", guide)
    for text in ("En lånekamera", "En buss"):
        add_record(store, guide.kinds["idea"], text=text, settings=[], lang="sv")
    answers: Answers = {
        "session.room": "bibliotek 2",
        "session.next": "3",
        "tre-prickar.prickar.voters": "2",
        "tre-prickar.valj.chosen": "1, 2",
        "tre-prickar.varde-och-insats.remarks": ["1, 2"],
        "tre-prickar.varde-och-insats.remarks_reason": "vi provar snabbt",
    }
    prompter = Scripted(store.folder, answers)
    walk(guide, store, prompter, target=Target(step="ta-fram-ideer", method="tre-prickar"), lang="sv")
    reasons = {key: one for record in store.load().records.values() for key, one in record.keep_reason.items()}
    assert reasons == {
        "choosing_before_generating": "vi provar snabbt",
        "bold_pick.only_easy_ideas": "vi provar snabbt",
    }

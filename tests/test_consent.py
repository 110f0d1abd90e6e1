"""The register of consents: what is due, who is not quoted, and that a name is never shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from participants import NAME, SETTINGS, commit, git, make_git, meet, new_store, open_store, texts_below

from innoguide.cli.app import COMMANDS, run
from innoguide.errors import ProjectError, Refused
from innoguide.files.private import (
    CONSENT,
    PEOPLE,
    change_consent,
    change_people,
    is_left_out,
    load_consent,
    load_people,
    other_files,
    refuse_tracked,
)
from innoguide.jobs.consent import Due, change_entry, find_due
from innoguide.model.consent import Consent, ConsentFile, PeopleFile, Person
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.texts import use_language

TODAY = date(2026, 11, 22)
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use_language("en")


def record(kind: str, sign: str = "2", /, **values: object) -> Record:
    return Record(id=f"{kind}-{sign * 5}", kind=kind, values=values)


def due(register: ConsentFile, *records: Record, today: date = TODAY) -> list[Due]:
    return find_due(register, Project(SETTINGS, {one.id: one for one in records}), today)


def entry(pseudonym: str = "U07", **values: object) -> ConsentFile:
    given = {"given": date(2026, 1, 20), "may": ("analysis", "quote"), **values}
    return ConsentFile(consents=(Consent(pseudonym=pseudonym, **given),))


MET = record("interview", pseudonym="u07", consent_scope=["analysis", "quote"])
SAID = record("quote", text="x", source=MET.id)

# What holds, and what is due


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({}, True),
        ({"until": TODAY}, True),
        ({"until": TODAY - timedelta(days=1)}, False),
        ({"withdrawn": TODAY}, False),
        ({"may": ("analysis",)}, False),
        ({"may": ()}, False),
    ],
)
def test_consent_holds_to_its_last_day_for_what_it_says(values: dict[str, object], holds: bool) -> None:
    register = entry(**values)
    assert register.consents[0].holds("quote", TODAY) is holds
    assert register.unquotable(TODAY) == (frozenset() if holds else {"u07"})


@pytest.mark.parametrize(
    ("values", "reason", "day"),
    [
        ({"until": TODAY - timedelta(days=1)}, "expired", TODAY - timedelta(days=1)),
        ({"until": TODAY}, "expiring", TODAY),
        ({"until": TODAY + timedelta(days=30)}, "expiring", TODAY + timedelta(days=30)),
    ],
)
def test_a_last_day_that_is_near_or_past_is_due(values: dict[str, object], reason: str, day: date) -> None:
    found = [one for one in due(entry(**values), MET, SAID) if one.reason == reason]
    assert found == [Due(reason=reason, pseudonym="U07", day=day, records=(MET.id, SAID.id))]


def test_what_is_in_order_is_not_due() -> None:
    assert due(entry(), MET, SAID) == []
    assert due(entry(until=TODAY + timedelta(days=31)), MET, SAID) == []


def test_who_has_withdrawn_is_due_as_long_as_something_is_left() -> None:
    register = entry(withdrawn=date(2026, 3, 1), until=date(2026, 1, 1))
    assert due(register, MET, SAID) == [
        Due(reason="withdrawn", pseudonym="U07", day=date(2026, 3, 1), records=(MET.id, SAID.id))
    ]
    assert due(register) == []


def test_who_was_met_without_an_entry_is_due_once() -> None:
    again, nobody = record("diary", pseudonym=" U07"), record("interview", "3", place_type="x")
    expected = [Due(reason="no_entry", pseudonym="u07", records=(again.id, MET.id))]
    assert due(ConsentFile(), MET, SAID, again, nobody) == expected


def test_what_only_this_register_holds_back_is_due() -> None:
    assert due(entry(may=("analysis",)), MET, SAID) == [Due(reason="only_here", pseudonym="U07", records=(SAID.id,))]
    says_no = MET.with_values(consent_scope=["analysis"])
    assert due(entry(may=("analysis",)), says_no, SAID) == []


def test_when_the_mandates_last_day_has_passed_every_entry_is_due() -> None:
    mandate = record("mandate", commissioner="chefen", retention_until="2026-11-21")
    assert due(entry(), mandate) == [Due(reason="retention", pseudonym="U07", day=date(2026, 11, 21))]
    assert due(entry(), mandate.with_values(retention_until="2026-11-22")) == []


# The two files


def test_the_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    register = ConsentFile(
        consents=(
            Consent(pseudonym="A1", may=(), withdrawn=date(2026, 2, 1)),
            Consent(
                pseudonym="no",
                given=date(2026, 1, 1),
                may=("quote", "photo"),
                until=date(2027, 1, 31),
                information="blad 2: ”åäö”",
                guardian=False,
            ),
        )
    )
    assert change_consent(tmp_path, lambda _old: register) == register
    assert load_consent(tmp_path) == register
    people = PeopleFile(people=(Person(pseudonym="no", name=NAME, contact="växeln"),))
    assert change_people(tmp_path, lambda _old: people) == people
    assert load_people(tmp_path) == people


def test_nothing_is_written_when_nothing_changes(tmp_path: Path) -> None:
    change_consent(tmp_path, lambda register: register.without("U07"))
    change_people(tmp_path, lambda key: key.without("U07"))
    assert list(tmp_path.iterdir()) == []


def test_an_entry_takes_the_place_of_the_older_one_however_its_code_is_written() -> None:
    register = entry("U 07").with_entry(Consent(pseudonym="u  07", may=("photo",)))
    assert [one.may for one in register.consents] == [("photo",)]
    assert register.find("U 07") == register.consents[0]
    assert register.find("U 071") is None
    assert entry("B").with_entry(Consent(pseudonym="A")).without("b", "x").consents == (Consent(pseudonym="A"),)


@pytest.mark.parametrize(
    "text",
    [
        f"format: 1\npeople:\n- pseudonym: U07\n  name:\n  - {NAME}\n",
        f"format: 1\npeople:\n- pseudonym: U07\n  {NAME}: x\n",
        f"format: 1\npeople:\n- {NAME}\n",
        f"format: 1\npeople: {NAME}: x\n",
    ],
)
def test_a_key_that_cannot_be_read_is_told_without_its_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / PEOPLE).write_text(text, "utf-8")
    with pytest.raises(ProjectError) as caught:
        load_people(tmp_path)
    told = f"{caught.value.message} {caught.value.hint}"
    assert PEOPLE in told
    assert not any(word in told for word in NAME.split())


# Git


@with_git
def test_a_register_that_git_follows_is_refused_and_how_to_mend_it_is_told(tmp_path: Path) -> None:
    meet(tmp_path)
    make_git(tmp_path)
    refuse_tracked(tmp_path)
    assert is_left_out(tmp_path)
    git(tmp_path, "add", "-f", PEOPLE)
    for arguments in (["consent"], ["consent", "U07", "--may", "quote"], ["withdraw", "U07", "--remove"]):
        assert run([*arguments, "--project", str(tmp_path)]) == 1
    assert not (tmp_path / CONSENT).exists()
    assert (tmp_path / "records/quote").exists()


@with_git
def test_a_register_that_git_would_take_along_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meet(tmp_path)
    make_git(tmp_path)
    (tmp_path / ".gitignore").write_text("*.tmp\n")
    assert not is_left_out(tmp_path)
    assert run(["consent", "U07", "--may", "quote", "--project", str(tmp_path), "--lang", "en"]) == 0
    assert "Git has not been told to leave private/ alone" in capsys.readouterr().err


def test_without_git_there_is_nothing_to_warn_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meet(tmp_path)
    assert run(["consent", "U07", "--may", "quote", "--project", str(tmp_path), "--lang", "en"]) == 0
    assert "Git" not in capsys.readouterr().err
    assert other_files(tmp_path) == []


# The command


def consent(folder: Path, *arguments: str) -> int:
    return run(["consent", *arguments, "--project", str(folder), "--lang", "en"])


def test_an_entry_is_added_changed_and_given_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_store(tmp_path)
    today = date.today()
    assert consent(tmp_path, "U07", "--may", "quote, analysis", "--until", "2099-01-31", "--guardian", "ja") == 0
    first = load_consent(tmp_path).consents[0]
    assert first == Consent(
        pseudonym="U07", given=today, may=("quote", "analysis"), until=date(2099, 1, 31), guardian=True
    )
    assert consent(tmp_path, "u07", "--information", "blad 3", "--given", "2026-02-01") == 0
    assert load_consent(tmp_path).consents == (
        first.model_copy(update={"information": "blad 3", "given": date(2026, 2, 1)}),
    )
    change_consent(tmp_path, lambda one: one.with_entry(one.consents[0].model_copy(update={"withdrawn": today})))
    assert consent(tmp_path, "U07", "--until", "2098-01-31") == 0
    assert load_consent(tmp_path).consents[0].withdrawn == today, "a later day is no new consent"
    assert consent(tmp_path, "U07", "--may", "analysis") == 0
    assert load_consent(tmp_path).consents[0].withdrawn is None
    assert load_consent(tmp_path).consents[0].given == today
    capsys.readouterr()
    assert consent(tmp_path, "U07", "--json") == 0
    shown = json.loads(capsys.readouterr().out)["entry"]
    assert (shown["pseudonym"], shown["may"], shown["until"]) == ("U07", ["analysis"], "2098-01-31")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--may", "quote"], 2),
        (["U07"], 2),
        (["U07", "--until", "2099-01-31"], 2),
        (["U07", "--may", "everything"], 2),
        (["U07", "--may", "quote", "--until", "2099-02-30"], 2),
        (["U07", "--may", "quote", "--guardian", "perhaps"], 2),
        (["201701012393", "--may", "quote"], 1),
        ([NAME, "--may", "quote"], 1),
        (["U07", "--may", "quote", "--information", "ring 070-1740605"], 1),
        (["Öhmansson", "--may", "quote"], 1),
        (["U07", "--may", "quote", "--name", NAME], 2),
    ],
)
def test_what_cannot_be_stored_is_refused_without_being_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    new_store(tmp_path)
    change_people(tmp_path, lambda key: key.with_person(Person(pseudonym="X1", name=NAME)))
    assert consent(tmp_path, *arguments) == code
    said = "".join(capsys.readouterr())
    assert said
    assert not any(word in said for word in ("201701012393", "070-1740605", *NAME.split()))
    assert not (tmp_path / CONSENT).exists()


def test_a_code_that_is_part_of_the_name_is_refused(tmp_path: Path) -> None:
    for code, name in (("anna", "Anna Öhman"), ("U 7 Karin", "Anna-Karin Öhman")):
        with pytest.raises(Refused):
            change_entry(tmp_path, code, values={"may": ("quote",)}, name=name, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_what_is_due_is_listed_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meet(tmp_path)
    consent(tmp_path, "U07", "--may", "quote", "--until", "2020-01-31")
    consent(tmp_path, "U08", "--may", "quote")
    capsys.readouterr()
    assert consent(tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["U07", "U07"]
    assert "2020-01-31" in lines[0]
    assert "quote-22222" in lines[0]
    assert consent(tmp_path, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(one["reason"], one["day"]) for one in shown["due"]] == [("expired", "2020-01-31"), ("only_here", None)]
    assert [one["pseudonym"] for one in shown["entries"]] == ["U07", "U08"]


def test_where_nothing_is_due_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_store(tmp_path)
    assert consent(tmp_path) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Nothing is due" in captured.err


# Documents and status


def test_whom_the_register_holds_back_is_in_no_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meet(tmp_path)
    project = ["--project", str(tmp_path), "--lang", "en"]
    words = ("Jag vågade aldrig", "Står kvar utanför", "bussen i regnet", "Nu vågar jag")
    for audience in ("public", "internal"):
        assert run(["report", "--audience", audience, *project]) == 0
    said = "".join(texts_below(tmp_path, besides=(".git", "records")).values())
    assert all(one in said for one in words)
    consent(tmp_path, "U07", "--may", "quote", "--until", "2020-01-31")
    for audience in ("public", "internal"):
        assert run(["report", "--audience", audience, *project]) == 0
    said = "".join(texts_below(tmp_path, besides=(".git", "records")).values())
    assert [one for one in words if one in said] == []
    assert "Det var mörkt i trappan" in said
    capsys.readouterr()
    assert run(["status", *project]) == 0
    assert "3 by the register on this computer" in " ".join(capsys.readouterr().out.split())
    assert run(["status", "--json", *project]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["held_back"] == {"register": 3}
    assert shown["consents_due"] == 2


@pytest.mark.parametrize(
    ("days", "words"),
    [(31, ""), (30, "is to be looked over or disposed of by"), (0, "is to be"), (-1, "was to be looked over")],
)
def test_status_warns_when_the_mandates_last_day_is_near(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], days: int, words: str
) -> None:
    store = new_store(tmp_path)
    day = (date.today() + timedelta(days=days)).isoformat()
    values = {"commissioner": "chefen", "retention_until": day}
    store.add(Record(id="mandate-22222", kind="mandate", created="2026-01-20T13:00:00", values=values))
    assert run(["status", "--project", str(tmp_path), "--lang", "en"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert (day in said) is bool(words)
    assert words in said


# The name


@with_git
def test_the_name_in_the_key_is_printed_by_no_command_and_held_by_no_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(tmp_path)
    make_git(tmp_path)
    monkeypatch.chdir(tmp_path)
    tried = {
        "add": ["add", "quote", f"{NAME} väntade utanför"],
        "edit": ["edit", "quote-22222", "--set", f"text={NAME}"],
        "park": ["park", f"{NAME} vill ha en buss"],
        "show": ["show", "interview-22222"],
        "link": ["link", "insight-22222", "quote-22222"],
        "trace": ["trace", "insight-22222"],
        "report": ["report", "--audience", "internal"],
        "consent": ["consent", "U07", "--may", "quote"],
        "withdraw": ["withdraw", "U07"],
        "dispose": ["dispose", "--kind", "private", "--all"],
        "hook": ["hook", "run", "--all-files"],
        "keep": ["keep", "insight_on_one_source", f"{NAME} sa det"],
        "guide": ["guide"],
    }
    elsewhere = ("demo", "init")  # they make other projects
    for command in (one for one in COMMANDS if one not in elsewhere):
        run([*tried.get(command, [command]), "--lang", "sv"])
    run(["consent", "--json"])
    run(["consent", "U07"])
    run(["outputs"])
    run(["report"])
    run(["withdraw", "U07", "--remove"])
    run(["consent"])
    said = "".join(capsys.readouterr())
    assert len(said) > 1000
    assert not any(word in said for word in NAME.split())
    texts = texts_below(tmp_path)
    assert [file for file, text in texts.items() if any(word in text for word in NAME.split())] == [PEOPLE]
    commit(tmp_path)
    assert git(tmp_path, "grep", "-c", "-e", NAME.split()[1], "HEAD", check=False).stdout == ""
    assert open_store(tmp_path).load().records

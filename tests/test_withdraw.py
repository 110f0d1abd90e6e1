"""Withdrawal: all that comes from a person is found and removed, reworded or kept, and what git remembers is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from participants import (
    NAME,
    PERSON,
    add,
    commit,
    git,
    make_git,
    meet,
    new_store,
    open_store,
    shipped_guide,
    texts_below,
)

from innoguide.cli.app import run
from innoguide.errors import Conflict
from innoguide.files.private import CONSENT, change_consent, load_consent, load_people
from innoguide.files.removal import past_of, take_out
from innoguide.files.store import Store
from innoguide.jobs.check.project import check_project
from innoguide.jobs.withdraw import Choice, Withdrawal, Withdrawn, find_withdrawal, withdraw
from innoguide.model.consent import Consent
from innoguide.model.participant import Mention, codes_of, find_material, find_mentions
from innoguide.model.privacy import WITHDRAWN
from innoguide.model.project import Done, Session
from innoguide.model.removal import find_without
from innoguide.model.trace import build_links
from innoguide.texts import use_language

TODAY = date(2026, 11, 22)
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use_language("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return meet(tmp_path)


def find(store: Store, code: str = "U07") -> Withdrawal:
    return find_withdrawal(store.guide, store.load(), store.folder, code)


def decide(store: Store, choices: dict[str, Choice], **more: Any) -> Withdrawn:
    options = {"forget_name": False, "today": TODAY, **more}
    return withdraw(store, store.load(), find(store), choices, **options)


def remove_all(store: Store, **more: Any) -> Withdrawn:
    return decide(store, {one.id: Choice("remove") for one in find(store).material}, **more)


# What there is


def test_all_that_comes_from_the_person_is_found_what_was_taken_from_something_first(store: Store) -> None:
    found = find(store)
    assert sorted(one.id for one in found.material) == sorted(PERSON)
    order = [one.id for one in found.material]
    for taken, source in (
        ("quote-22222", "interview-22222"),
        ("note-22222", "interview-22222"),
        ("diary_entry-22222", "diary-22222"),
    ):
        assert order.index(taken) < order.index(source)
    assert [one.id for one in found.built] == ["insight-22222", "opportunity-22222", "theme-22222"]
    assert [one.id for one in found.further] == ["hmw-22222", "idea-22222"]
    assert found.mentions == (Mention("records/idea/idea-22222-som-u07-sa-en-tyst-timme.yaml", "idea-22222", "text"),)
    assert (found.is_in_key, found.entry) == (True, None)


@pytest.mark.parametrize(
    ("written", "wanted", "same"),
    [
        ("U07", "u07", True),
        (" u07 ", "U07", True),
        ("Flicka  1", "flicka 1", True),
        ("U07", "U070", False),
        ("U070", "U07", False),
        ("Flicka 1", "flicka", False),
    ],
)
def test_a_code_is_the_same_however_it_is_written(tmp_path: Path, written: str, wanted: str, same: bool) -> None:
    store = new_store(tmp_path)
    add(store, "interview", "2", pseudonym=written)
    assert bool(find_material(store.guide, store.load(), wanted)) is same


@pytest.mark.parametrize("tester", ["T3", "T3, ung", "t3 (ung)", "T3: ung", "T3–ung"])
def test_a_testers_code_stands_before_what_else_is_said(tmp_path: Path, tester: str) -> None:
    store = new_store(tmp_path)
    result = add(store, "test_result", "2", tester=tester)
    assert "t3" in codes_of(store.load(), result)
    assert find_material(store.guide, store.load(), "T3") == [result]
    assert find_material(store.guide, store.load(), "T30") == []


def test_a_quote_from_an_entry_of_a_diary_is_found(store: Store) -> None:
    quote = add(store, "quote", "4", text="x", source="diary_entry-22222")
    order = [one.id for one in find(open_store(store.folder)).material]
    assert order.index(quote.id) < order.index("diary_entry-22222") < order.index("diary-22222")


def test_the_code_is_found_as_a_word_in_texts_and_in_names_of_private_files(store: Store) -> None:
    add(store, "reflection", "2", what="U071 och XU07 är andra")
    add(store, "action", "2", what="ringa", who="den som mötte u07")
    session = Session(id="2026-01-20-traff-1", number=1, started="2026-01-20T13:00:00")
    store.save_session(session.with_done(Done(step="undersoka", method="intervju", move="x", note="U07 var trött")))
    for name in ("u07_inspelning.m4a", "U071.m4a", "sub/2026-U07.txt"):
        (store.folder / "private" / name).parent.mkdir(exist_ok=True)
        (store.folder / "private" / name).touch()
    found = find(open_store(store.folder))
    assert {(one.record, one.field) for one in found.mentions} == {
        ("idea-22222", "text"),
        ("action-22222", "who"),
        ("", ""),
    }
    assert [one.file for one in found.mentions if not one.record] == ["sessions/2026-01-20-traff-1.yaml"]
    assert found.files == ("private/sub/2026-U07.txt", "private/u07_inspelning.m4a")
    assert find_mentions(open_store(store.folder).load(), "(U07") == []


# What is done


def test_removed_means_gone_from_files_references_and_what_was_seen(store: Store) -> None:
    done = remove_all(store)
    assert sorted(done.removed) == sorted(PERSON)
    left = open_store(store.folder)
    project = left.load()
    texts = texts_below(store.folder / "records")
    assert [(name, one) for one in PERSON for name, text in texts.items() if one in text or one in name] == []
    assert project.records["insight-22222"].values["evidence"] == ["quote-33333"]
    assert project.records["insight-22222"].seen.keys() == {"quote-33333"}
    assert project.records["theme-22222"].values["notes"] == ["quote-33333"]
    assert "quotes" not in project.records["opportunity-22222"].values
    assert project.records["insight-22222"].updated > project.records["insight-22222"].created
    found = check_project(left.guide, left, today=TODAY)
    assert [one for one in found if one.code.startswith(("reference", "record"))] == []


def test_what_rests_on_less_is_named_and_what_was_built_on_it_is_to_be_looked_at_again(store: Store) -> None:
    assert build_links(store.guide, store.load()).suspect == []
    done = remove_all(store)
    counts = {one.record.id: (one.before.pieces, one.after.pieces) for one in done.weaker}
    assert counts == {"insight-22222": (3, 1), "opportunity-22222": (0, 0), "theme-22222": (0, 0)}
    found = build_links(store.guide, open_store(store.folder).load()).suspect
    assert {(edge.record, edge.target) for edge in found} == {
        ("opportunity-22222", "insight-22222"),
        ("hmw-22222", "opportunity-22222"),
    }


def test_the_register_says_so_and_the_name_goes_only_when_asked(store: Store) -> None:
    change_consent(store.folder, lambda one: one.with_entry(Consent(pseudonym="u07", given=TODAY, may=("quote",))))
    remove_all(store)
    assert load_consent(store.folder).consents == (
        Consent(pseudonym="u07", given=TODAY, may=("quote",), withdrawn=TODAY),
    )
    assert load_people(store.folder).find("U07") is not None
    decide(store, {}, forget_name=True, today=date(2026, 11, 23))
    assert load_people(store.folder).people == ()
    assert load_consent(store.folder).consents[0].withdrawn == TODAY, "the first day stays"


def test_who_is_in_no_register_is_noted_there(store: Store) -> None:
    remove_all(store)
    assert load_consent(store.folder).consents == (Consent(pseudonym="U07", withdrawn=TODAY),)


def test_what_is_kept_has_a_reason_and_is_quoted_by_nobody_nowhere(store: Store) -> None:
    kept = ("quote-22222", "interview-22222", "diary_entry-22222")
    choices = {one.id: Choice("remove") for one in find(store).material}
    done = decide(store, {**choices, **{one: Choice("keep", "beslut KS 12") for one in kept}})
    assert not set(done.removed) & set(kept)
    records = open_store(store.folder).load().records
    for one in kept:
        assert records[one].keep_reason == {WITHDRAWN: "beslut KS 12"}
        assert records[one].confidential
    assert records["interview-22222"].values["consent_scope"] == ["analysis"]
    assert records["diary_entry-22222"].values["quote_ok"] is False
    assert "diary" not in records["diary_entry-22222"].values
    (store.folder / CONSENT).unlink()  # as on a computer without the register
    for audience in ("public", "internal"):
        assert run(["report", "--audience", audience, "--project", str(store.folder)]) == 0
    said = "".join(texts_below(store.folder, besides=("records",)).values())
    assert "Det var mörkt" in said
    assert "Jag vågade aldrig" not in said
    assert "bussen i regnet" not in said
    assert find(open_store(store.folder)).undecided == ()


def test_reworded_words_are_the_groups_own(store: Store) -> None:
    choices = {one.id: Choice("remove") for one in find(store).material}
    decide(store, {**choices, "note-22222": Choice("reword", "Några kommer inte in")})
    note = open_store(store.folder).load().records["note-22222"]
    assert note.values == {"text": "Några kommer inte in", "note_type": "interpretation"}
    assert not note.confidential
    assert "Står kvar utanför" not in "".join(texts_below(store.folder / "records").values())


def test_a_copy_that_the_editor_left_goes_too(store: Store) -> None:
    left = store.folder / ".innoguide"
    for name in ("edit-quote-22222.yaml", "doctor/20260101/records/quote/quote-22222-x.yaml", "edit-quote-33333.yaml"):
        (left / name).parent.mkdir(parents=True, exist_ok=True)
        (left / name).write_text("Jag vågade aldrig gå in")
    remove_all(store)
    assert [one.name for one in left.rglob("*.yaml")] == ["edit-quote-33333.yaml"]


@pytest.mark.parametrize("stopped_after", range(len(PERSON)))
def test_stopped_half_way_it_can_be_run_again(store: Store, stopped_after: int) -> None:
    """Whatever the number of files that are gone when the power is cut."""
    project, material = store.load(), find(store).material
    for one in find_without(store.guide, project, {record.id for record in material}, still_holds=False):
        store.replace(one)
    for one in material[:stopped_after]:
        (store.folder / one.file).unlink()
    again = open_store(store.folder)
    assert [one.id for one in find(again).material] == [one.id for one in material[stopped_after:]]
    remove_all(again)
    texts = texts_below(store.folder / "records")
    assert [one for one in PERSON if any(one in text for text in texts.values())] == []
    assert remove_all(open_store(store.folder)).removed == ()


def test_a_file_that_somebody_else_has_just_changed_is_not_removed(store: Store) -> None:
    project, found = store.load(), find(store)
    path = store.folder / project.records["quote-22222"].file
    path.write_text(path.read_text("utf-8") + "topic: nytt\n", "utf-8")
    with pytest.raises(Conflict):
        take_out(store, project, found.material)
    assert path.exists()


# Rows and references of every kind


def test_a_row_that_was_about_it_goes_and_one_that_only_names_it_stays(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for sign in "23":
        add(store, "quote", sign, text=f"Citat {sign}")
    criteria = [{"criterion": "user_value", "label": "Värde"}]
    rows = [{"record": f"quote-{sign * 5}", "criterion": "user_value", "dots": 3} for sign in "23"]
    add(store, "vote", "2", about="quote", criteria=criteria, results=rows, voters=3)
    steps = [{"activity": "Åker", "quote": "quote-22222"}, {"activity": "Går", "quote": "quote-33333"}]
    add(store, "journey", "2", title="Resan", steps=steps)
    project = store.load()
    changed = {one.id: one for one in find_without(shipped_guide(), project, {"quote-22222"}, still_holds=False)}
    assert changed["vote-22222"].values["results"] == rows[1:]
    assert changed["journey-22222"].values["steps"] == [{"activity": "Åker"}, steps[1]]
    assert {one.status for one in changed.values()} == {"done"}


def test_nothing_built_on_it_is_looked_at_again_where_all_still_holds(store: Store) -> None:
    project = store.load()
    take_out(store, project, [project.records["quote-22222"]], still_holds=True)
    after = open_store(store.folder).load()
    assert build_links(store.guide, after).suspect == []
    assert after.records["hmw-22222"].seen != project.records["hmw-22222"].seen
    assert after.records["idea-22222"] == project.records["idea-22222"]


# Git


@with_git
def test_the_commits_that_hold_what_was_removed_are_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    first = make_git(store.folder)
    run(["edit", "quote-22222", "--set", "topic=dörren", "--project", str(store.folder)])
    second = commit(store.folder)
    git(store.folder, "checkout", "-q", "-b", "annan")
    run(["edit", "quote-22222", "--set", "topic=trappan", "--project", str(store.folder)])
    third = commit(store.folder)
    git(store.folder, "checkout", "-q", "main")
    git(store.folder, "remote", "add", "plats", "https://anna:hemligt@example.se/x.git")
    past = past_of(store.folder, PERSON)
    assert set(past) == set(PERSON)
    assert {one.name for one in past["quote-22222"]} == {first, second, third}
    assert [one.name for one in past["interview-22222"]] == [first]
    assert all(date.fromisoformat(one.day) for one in past["quote-22222"])
    capsys.readouterr()
    assert run(["withdraw", "U07", "--remove", "--project", str(store.folder), "--lang", "en"]) == 0
    said = " ".join("".join(capsys.readouterr()).split())
    for name in (first, second, third, "plats", "git filter-repo", "data protection officer"):
        assert name in said
    assert "hemligt" not in said
    commit(store.folder)
    assert past_of(store.folder, PERSON) == past, "the commit that removes it does not hold it"


@with_git
def test_a_record_is_found_in_the_past_under_another_name_and_in_a_project_below_the_top(tmp_path: Path) -> None:
    store = meet(tmp_path / "under")
    make_git(tmp_path)
    old = store.folder / store.load().records["quote-22222"].file
    old.rename(old.with_name("quote-22222-annat.yaml"))
    commit(tmp_path)
    assert len(past_of(store.folder, ["quote-22222"])["quote-22222"]) == 2
    assert past_of(store.folder, ["quote-99999"]) == {}


def test_without_git_that_is_told_too(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["withdraw", "U07", "--remove", "--project", str(store.folder), "--lang", "en"]) == 0
    assert "The folder is in no git repository" in " ".join(capsys.readouterr().out.split())


# The command


def test_where_nobody_can_answer_it_is_shown_and_nothing_is_changed(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts_below(store.folder)
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert run(["withdraw", "U07", "--project", str(store.folder), "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert all(one in captured.out for one in (*PERSON, "insight-22222", "idea-22222"))
    assert "--remove" in captured.err
    assert "Jag vågade" not in captured.out + captured.err, "what was said is for the screen alone"
    assert texts_below(store.folder) == before


def test_removing_twice_is_the_same_as_once(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["withdraw", "U07", "--remove", "--forget-name", "--project", str(store.folder), "--lang", "en"]
    assert run(command) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "insight-22222 – insight (pieces of evidence: 3 before, 1 now" in said
    before = texts_below(store.folder)
    assert run(command) == 0
    assert "There is nothing more to do here" in capsys.readouterr().err
    assert texts_below(store.folder) == before


@pytest.mark.parametrize("code", ["U99", "", NAME])
def test_a_code_that_is_nowhere_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str) -> None:
    new_store(tmp_path)
    assert run(["withdraw", code, "--remove", "--project", str(tmp_path), "--lang", "en"]) in (1, 2)
    said = "".join(capsys.readouterr())
    assert said
    assert not code or code not in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("sure", [True, False])
def test_on_a_terminal_each_thing_is_asked_about(store: Store, sure: bool) -> None:
    pexpect = pytest.importorskip("pexpect")
    before = texts_below(store.folder)
    arguments = ["-m", "innoguide", "withdraw", "U07", "--project", str(store.folder), "--lang", "en"]
    child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", dimensions=(40, 200), timeout=30)
    answers = {"quote-22222": "3", "note-22222": "reword", "diary_entry-22222": "9"}
    for one in find(store).material:
        child.expect(f"{one.id} – .*1.*remove")
        child.expect("(?:› |Answer: )")
        child.sendline(answers.get(one.id, "1"))
        if one.id == "diary_entry-22222":  # no such number: asked again
            child.expect("(?:› |Answer: )")
            child.sendline("1")
        if one.id == "quote-22222":
            child.expect("Why do you keep it")
            child.sendline("ring 070-1740605")
            child.expect("personal data")
            child.expect("(?:› |Answer: )")
            child.sendline("beslut KS 12")
        if one.id == "note-22222":
            child.expect("What is it to say")
            child.sendline("Några går inte in")
    child.expect("from the key too")
    child.sendline("yes")
    child.expect("Do this now")
    child.sendline("yes" if sure else "no")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    if not sure:
        assert texts_below(store.folder) == before
        return
    project = open_store(store.folder).load()
    assert set(PERSON) & set(project.records) == {"quote-22222", "note-22222"}
    assert project.records["quote-22222"].keep_reason == {WITHDRAWN: "beslut KS 12"}
    assert project.records["note-22222"].values["text"] == "Några går inte in"
    assert load_people(store.folder).people == ()
    assert load_consent(store.folder).consents[0].withdrawn is not None


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("leave", [":quit\n", "\x04"])
def test_whoever_leaves_in_the_middle_has_changed_nothing(store: Store, leave: str) -> None:
    pexpect = pytest.importorskip("pexpect")
    before = texts_below(store.folder)
    arguments = ["-m", "innoguide", "withdraw", "U07", "--project", str(store.folder), "--lang", "en"]
    child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", dimensions=(40, 200), timeout=30)
    child.expect("(?:› |Answer: )")
    child.sendline("1")
    child.expect("(?:› |Answer: )")
    child.send(leave)
    child.expect("Nothing has been changed")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert texts_below(store.folder) == before


def test_the_program_says_all_this_in_swedish_too(store: Store) -> None:
    command = [sys.executable, "-m", "innoguide", "withdraw", "U07", "--remove", "--project", str(store.folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, stdin=subprocess.DEVNULL)
    assert "Det som kommer från U07" in done.stdout
    assert "6 poster är borttagna" in done.stderr

"""Disposal: only what is due, only by a decision, with a line in the log that says nothing of what was said."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from participants import NAME, PERSON, SETTINGS, add, make_git, meet, new_store, open_store, shipped_guide, texts_below

from innoguide.cli.app import run
from innoguide.files.private import CONSENT, PEOPLE, change_consent, load_consent, load_people
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.dispose import Disposal, dispose, find_disposal, material_kinds
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import find_remarks
from innoguide.model.consent import Consent
from innoguide.model.trace import build_links
from innoguide.texts import use_language

TODAY = date(2026, 11, 22)
YESTERDAY = "2026-11-21"
DECISION = "KS 2026:12"
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use_language("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A project whose material may be kept no longer than until yesterday, in the tests' time and ours."""
    store = meet(tmp_path)
    add(store, "mandate", "2", commissioner="chefen", retention_until=YESTERDAY)
    return open_store(tmp_path)


def due(store: Store, *kinds: str, everything: bool = False, today: date = TODAY) -> Disposal:
    project = store.load()
    return find_disposal(store.guide, project, store.folder, kinds=kinds, everything=everything, today=today)


def ids(disposal: Disposal) -> set[str]:
    return {one.id for one in disposal.records}


def enter(store: Store, *entries: Consent) -> None:
    for one in entries:
        change_consent(store.folder, lambda register, one=one: register.with_entry(one))


MATERIAL = {*PERSON, "interview-33333", "quote-33333"}

# What is due


def test_the_material_is_due_the_day_after_the_last_one(store: Store) -> None:
    assert ids(due(store)) == MATERIAL
    assert due(store, today=date(2026, 11, 21)).is_empty
    assert set(material_kinds(store.guide)) == {
        "interview", "quote", "observation", "diary", "diary_entry", "note", "test_result",
    }  # fmt: skip


def test_without_a_last_day_nothing_is_due(tmp_path: Path) -> None:
    assert due(meet(tmp_path)).is_empty


def test_the_newest_mandates_day_holds(store: Store) -> None:
    add(store, "mandate", "3", commissioner="chefen")
    assert ids(due(open_store(store.folder))) == MATERIAL, "one without a day changes nothing"
    add(store, "mandate", "4", commissioner="chefen", retention_until="2027-06-30")
    assert due(open_store(store.folder)).is_empty


def test_a_kind_limits_and_only_all_takes_what_is_not_due(store: Store) -> None:
    assert ids(due(store, "quote")) == {"quote-22222", "quote-33333"}
    assert due(store, "quote").people == ()
    before = date(2026, 1, 1)
    assert due(store, "quote", today=before).is_empty
    assert ids(due(store, "quote", everything=True, today=before)) == {"quote-22222", "quote-33333"}
    only_private = due(store, "private", everything=True, today=before)
    assert (ids(only_private), only_private.people) == (set(), ("U07",))


def test_entries_whose_day_has_passed_are_due_but_not_while_records_need_them(tmp_path: Path) -> None:
    store = meet(tmp_path)
    over, left = date(2026, 11, 21), date(2027, 1, 1)
    enter(store, Consent(pseudonym="U07", may=("quote",), until=over), Consent(pseudonym="U99", until=over))
    enter(store, Consent(pseudonym="U08", may=("quote",), until=left))
    found = due(store)
    assert (found.consents, found.waiting, found.people) == (("U99",), ("U07",), ("U07",))
    assert found.records == ()


def test_with_the_material_the_whole_register_goes(store: Store) -> None:
    enter(store, Consent(pseudonym="U07", may=("quote",)), Consent(pseudonym="U08", until=date(2099, 1, 1)))
    (store.folder / "private/inspelning.m4a").touch()
    found = due(store)
    assert (found.consents, found.waiting, found.people) == (("U07", "U08"), (), ("U07",))
    assert found.files == ("private/inspelning.m4a",)


# What is done


def test_what_is_due_goes_and_what_was_made_of_it_stays(store: Store) -> None:
    enter(store, Consent(pseudonym="U07", may=("quote",)))
    before = {key: one for key, one in store.load().records.items() if key not in MATERIAL}
    changed = dispose(store, store.load(), due(store), decision=DECISION, today=TODAY)
    after = open_store(store.folder).load().records
    assert set(after) == set(before)
    assert {one.id for one in changed} >= {"insight-22222", "theme-22222", "opportunity-22222"}
    assert after["insight-22222"].values == {"statement": "Tröskeln är hög"}
    assert after["insight-22222"].seen == {}
    assert (load_consent(store.folder).consents, load_people(store.folder).people) == ((), ())
    texts = texts_below(store.folder / "records")
    assert [one for one in MATERIAL if any(one in text or one in name for name, text in texts.items())] == []


def test_nothing_that_was_built_on_it_is_to_be_looked_at_again(store: Store) -> None:
    dispose(store, store.load(), due(store), decision=DECISION, today=TODAY)
    assert build_links(store.guide, open_store(store.folder).load()).suspect == []


def test_a_suspect_link_stays_suspect(store: Store) -> None:
    run(["edit", "insight-22222", "--set", "statement=En annan", "--project", str(store.folder)])
    store = open_store(store.folder)
    before = [(one.record, one.target) for one in build_links(store.guide, store.load()).suspect]
    assert before == [("opportunity-22222", "insight-22222")]
    dispose(store, store.load(), due(store), decision=DECISION, today=TODAY)
    assert [
        (one.record, one.target) for one in build_links(store.guide, open_store(store.folder).load()).suspect
    ] == before


@pytest.mark.parametrize(
    ("lang", "name", "words"), [("sv", "gallring.md", "2 citat"), ("en", "disposal.md", "2 quotes")]
)
def test_the_log_says_how_many_of_which_kind_and_which_but_not_what(
    store: Store, lang: str, name: str, words: str
) -> None:
    use_language("sv" if lang == "en" else "en")
    settings = SETTINGS.model_copy(update={"language": lang})
    (store.folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    store = Store(store.folder, shipped_guide(), settings)
    files = {one.file: one for one in store.load().records.values()}
    enter(store, Consent(pseudonym="U07"))
    dispose(store, store.load(), due(store), decision=DECISION, today=TODAY)
    text = (store.folder / name).read_text("utf-8")
    heading, _empty, _about, _empty, line = text.splitlines()
    assert heading.startswith("# ")
    assert line.startswith(f"- 2026-11-22, {DECISION}: ")
    assert words in line
    assert "private/consent.yaml" in line
    assert "private/people.yaml" in line
    assert all(one in line for one in MATERIAL)
    slugs = [Path(file).stem.removeprefix(f"{one.id}-") for file, one in files.items() if one.id in MATERIAL]
    secrets = [
        NAME,
        "U07",
        "U08",
        "vågade",
        "trappan",
        *(slug for slug in slugs if "-" in slug and slug not in MATERIAL),
    ]
    assert [one for one in secrets if one in text] == []


def test_the_log_grows_and_tells_nothing_twice(store: Store) -> None:
    log = store.folder / "gallring.md"
    dispose(store, store.load(), due(store, "quote"), decision=DECISION, today=TODAY)
    first = log.read_text("utf-8")
    store = open_store(store.folder)
    dispose(store, store.load(), due(store), decision="KS 2026:13 *ny*", today=TODAY)
    second = log.read_text("utf-8")
    assert second.startswith(first)
    assert len(second.splitlines()) == len(first.splitlines()) + 1
    assert "quote-22222" not in second.removeprefix(first)
    assert "*ny*" not in second, "what is typed is no markup"


@pytest.mark.parametrize("gone", [0, 1, 5])
def test_stopped_after_the_log_it_goes_on_without_a_second_line(store: Store, gone: int) -> None:
    copy = store.folder / "copy"
    shutil.copytree(store.folder / "records", copy)
    dispose(store, store.load(), due(store), decision=DECISION, today=TODAY)
    log = (store.folder / "gallring.md").read_text("utf-8")
    for path in sorted(copy.rglob("*.yaml"))[gone:]:
        back = store.folder / "records" / path.relative_to(copy)
        if not back.exists():
            back.write_bytes(path.read_bytes())
    store = open_store(store.folder)
    left = due(store)
    assert left.records
    dispose(store, store.load(), left, decision=DECISION, today=TODAY)
    assert (store.folder / "gallring.md").read_text("utf-8") == log
    assert due(open_store(store.folder)).is_empty


# The command


def command(store: Store, *arguments: str) -> int:
    return run(["dispose", *arguments, "--project", str(store.folder), "--lang", "en"])


def test_without_a_decision_it_is_only_shown(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = texts_below(store.folder)
    assert command(store) == 0
    captured = capsys.readouterr()
    assert "2 quotes" in captured.out
    assert all(one in captured.out for one in MATERIAL)
    assert "--decision" in captured.err
    assert "vågade" not in captured.out + captured.err
    assert texts_below(store.folder) == before


def test_a_decision_alone_is_no_yes(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts_below(store.folder)
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert command(store, "--decision", DECISION) == 2
    assert "--yes" in capsys.readouterr().err
    assert texts_below(store.folder) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--all"], 2),
        (["--kind", "insight"], 2),
        (["--kind", "nothing"], 2),
        (["--decision", "Anna Svenssons beslut", "--yes"], 1),
    ],
)
def test_what_makes_no_sense_is_refused(store: Store, arguments: list[str], code: int) -> None:
    before = texts_below(store.folder)
    assert command(store, *arguments) == code
    assert texts_below(store.folder) == before


def test_what_is_not_due_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = new_store(tmp_path)
    add(store, "quote", "2", text="Ett")
    add(store, "mandate", "2", commissioner="chefen", retention_until=(date.today() + timedelta(days=1)).isoformat())
    before = texts_below(tmp_path)
    assert command(store, "--decision", DECISION, "--yes") == 0
    assert "Nothing is to be disposed of now" in capsys.readouterr().out
    assert texts_below(tmp_path) == before
    assert command(store, "--kind", "quote", "--all", "--decision", DECISION, "--yes") == 0
    assert not open_store(tmp_path).load().of_kind("quote")


@with_git
def test_done_by_a_decision_it_is_told_what_git_remembers_and_the_checks_are_content(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["edit", "insight-22222", "--set", "chosen=yes", "--project", str(store.folder)])
    first = make_git(store.folder)
    store = open_store(store.folder)
    asked = [(one.remark.record, one.key) for one in find_remarks(Look(store.guide, store.load(), date.today()))]
    capsys.readouterr()
    assert command(store, "--decision", DECISION, "--yes") == 0
    captured = capsys.readouterr()
    assert first in captured.out
    assert "gallring.md" in captured.err
    after = open_store(store.folder)
    again = [(one.remark.record, one.key) for one in find_remarks(Look(after.guide, after.load(), date.today()))]
    assert set(again) <= set(asked)
    reasons = after.load().records["insight-22222"].keep_reason
    assert reasons
    assert all(DECISION in one for one in reasons.values())
    assert (store.folder / PEOPLE).read_text("utf-8") == "format: 1\npeople: []\n"
    assert not (store.folder / CONSENT).exists()
    assert command(store, "--decision", DECISION, "--yes") == 0
    assert "Nothing is to be disposed of now" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize(("answer", "is_done"), [("yes\n", True), ("\n", False), ("\x04", False)])
def test_on_a_terminal_it_asks_for_a_yes(store: Store, answer: str, is_done: bool) -> None:
    pexpect = pytest.importorskip("pexpect")
    arguments = ["-m", "innoguide", "dispose", "--decision", DECISION, "--project", str(store.folder), "--lang", "en"]
    child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", dimensions=(40, 200), timeout=30)
    child.expect("Remove all this")
    child.expect("› ")
    child.send(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (store.folder / "gallring.md").exists() is is_done
    assert (MATERIAL & set(open_store(store.folder).load().records) == set()) is is_done

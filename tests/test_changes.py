"""What is new since a meeting, a day or a version: from git where it can be, else by the records' own dates."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from innoguide.cli.app import run
from innoguide.cli.changes import text_lines
from innoguide.errors import UsageError
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.changes.build import News, find_news
from innoguide.jobs.changes.words import MOST, Part, Teller, as_json, as_markdown
from innoguide.jobs.report.build import build_outputs
from innoguide.model.changes import find_changes, project_at
from innoguide.model.guide import Guide
from innoguide.model.meeting_news import news_between
from innoguide.model.project import Project, Return, Session, Settings
from innoguide.model.record import Record
from innoguide.texts import use_language

SETTINGS = Settings(title="Fler in", language="sv")
MARCH, APRIL, MAY = "2026-03-10T09:00:00", "2026-04-10T09:00:00", "2026-05-10T09:00:00"
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


@pytest.fixture
def store(tmp_path: Path, guide: Guide) -> Store:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    return Store(tmp_path, guide, SETTINGS)


def record(kind: str, sign: str = "2", /, created: str = MARCH, updated: str = "", **values: Any) -> Record:
    envelope = {name: values.pop(name) for name in ("confidential", "status", "step") if name in values}
    made = f"{kind}-{sign * 5}"
    return Record(id=made, kind=kind, created=created, updated=updated or created, values=values, **envelope)


def session(number: int, month: str, **more: Any) -> Session:
    day = f"2026-{month}-10"
    begun = {"started": f"{day}T09:00:00", "ended": f"{day}T12:00:00"}
    return Session(id=f"{day}-traff-{number}", number=number, **{**begun, **more})


def project(*records: Record, sessions: tuple[Session, ...] = ()) -> Project:
    return Project(SETTINGS, {one.id: one for one in records}, sessions)


def keep(store: Store, *records: Record) -> None:
    for one in records:
        store.add(one)


def told(store: Store, since: str = "") -> str:
    news = find_news(Store(store.folder, store.guide, SETTINGS), since=since)
    teller = Teller(store.guide, "sv")
    return as_markdown(teller.title(news), teller.parts(news))


def commit(folder: Path, *, day: str = "2026-04-20", message: str = "Träff") -> None:
    """Commit all that is in *folder*, as if on *day*."""
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "--allow-empty", "-m", message]):
        subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **who, **when})


def rewrite(store: Store, record_id: str, change: Callable[[Record], Record]) -> None:
    """Change a record in its file, as `edit` does."""
    own = Store(store.folder, store.guide, SETTINGS)
    own.replace(change(own.load().records[record_id]))


# the comparison


def test_two_states_differ_in_what_is_new_changed_moved_closed_and_removed(guide: Guide) -> None:
    gate = record("gate", step="undersoka", conclusion="go_on", created=APRIL)
    before = project(
        record("challenge", question="Hur kan vi nå fler?", version=1),
        record("insight", statement="De vill", need="få vara med"),
        record("solution", name="Bordet", stage="idea"),
        record("assumption", statement="Det är för långt", outcome="unconfirmed"),
        record("quote", text="Nej"),
    )
    now = project(
        before.records["challenge-22222"],
        record("challenge", "3", question="Hur kan fler vara med?", version=2, reason="Vi frågade", created=APRIL),
        record("insight", statement="De vill", need="få börja"),
        record("insight", "3", statement="De vågar inte", created=APRIL),
        record("solution", name="Bordet", stage="pilot", history=[{"to": "pilot"}]),
        record("assumption", statement="Det är för långt", outcome="refuted"),
        gate,
    )
    found = find_changes(guide, project_at("", now, before), now, stored=now.records)
    assert found.challenge is not None
    assert (found.challenge.before, found.challenge.after) == ("Hur kan vi nå fler?", "Hur kan fler vara med?")
    assert [one.id for one in found.new["insight"]] == ["insight-33333"]
    assert [(one.record.id, one.fields) for one in found.changed["insight"]] == [("insight-22222", ("need",))]
    assert {(one.record.kind, one.before, one.after) for one in found.moved} == {
        ("solution", "idea", "pilot"),
        ("assumption", "unconfirmed", "refuted"),
    }
    assert "solution" not in found.changed, "told of as moved"
    assert [(one.step, one.is_closed) for one in found.steps] == [("undersoka", True)]
    assert found.removed == 1
    again = find_changes(guide, project_at("", now, now), now, stored=now.records)
    assert again.is_empty


def test_by_dates_alone_what_a_changed_record_said_is_unknown(guide: Guide) -> None:
    now = project(
        record("insight", statement="Gammal"),
        record("insight", "3", statement="Ändrad", updated=MAY),
        record("insight", "4", statement="Ny", created=MAY),
        record("solution", name="Bordet", stage="pilot", updated=MAY, history=[
            {"date": "2026-03-01", "to": "idea"}, {"date": "2026-05-02", "to": "pilot"}]),
    )  # fmt: skip
    found = find_changes(guide, project_at("2026-04-01", now), now, stored=now.records)
    assert [one.id for one in found.new["insight"]] == ["insight-44444"]
    assert [(one.record.id, one.fields) for one in found.changed["insight"]] == [("insight-33333", ())]
    assert [(one.before, one.after) for one in found.moved] == [("idea", "pilot")]
    assert found.removed is None, "nobody can know"
    assert found.has_unknown


def test_a_step_that_was_opened_again_is_told(guide: Guide) -> None:
    back = Return(**{"to": "undersoka", "from": "fokusera", "why": "För få röster", "at": MAY})
    gate = record("gate", step="undersoka", conclusion="go_on")
    now = project(gate, sessions=(session(1, "03"), session(2, "05", returns=(back,))))
    found = find_changes(guide, project_at("2026-04-01", now), now, stored=now.records)
    assert [(one.step, one.is_closed) for one in found.steps] == [("undersoka", False)]
    between = news_between(guide, now, after="2026-04-01")
    assert between.steps == found.steps
    assert news_between(guide, now, after="2026-05-11").is_empty


@pytest.mark.parametrize("day", ["2026-03-10", "2026-03-10T09:00:00", "2026-03-10T08:59:59"])
def test_the_edge_is_the_beginning_of_a_day_or_the_very_moment(guide: Guide, day: str) -> None:
    now = project(record("insight", statement="Ny", created=MARCH))
    found = find_changes(guide, project_at(day, now), now, stored=now.records)
    assert ("insight" in found.new) == (day != MARCH)


# the words


def test_what_is_not_public_is_neither_told_nor_counted(store: Store) -> None:
    store.save_session(session(1, "03"))
    keep(
        store,
        record("insight", statement="Hemlig insikt", created=APRIL, confidential=True),
        record("insight", "3", statement="Utkast till insikt", created=APRIL, status="draft"),
        record("insight", "4", statement="Öppen insikt", created=APRIL),
        record("quote", text="Utan källa", created=APRIL),
    )
    text = told(store)
    assert "Öppen insikt" in text
    assert not [word for word in ("Hemlig", "Utkast", "Utan källa", "Citat") if word in text]


def test_nothing_typed_is_the_last_meeting_that_something_has_come_after(store: Store) -> None:
    keep(store, record("insight", statement="Först"))
    assert told(store).startswith("# Nytt sedan starten\n")
    store.save_session(session(1, "03"))
    store.save_session(session(2, "04"))
    assert told(store).startswith("# Nytt sedan starten\n"), "nothing has come after a meeting"
    keep(store, record("insight", "3", statement="I träff 2", created="2026-04-10T10:00:00"))
    assert told(store).startswith("# Nytt sedan träff 1 (10 mars 2026)\n")
    keep(store, record("insight", "4", statement="Efteråt", created=MAY))
    assert told(store).startswith("# Nytt sedan träff 2 (10 april 2026)\n")
    assert "I träff 2" not in told(store)
    assert told(store, "2") == told(store, "träff 2") == told(store, "sessions/2026-04-10-traff-2.yaml") == told(store)
    assert "I träff 2" in told(store, "1")
    assert "I träff 2" in told(store, "2026-04-10")
    assert "I träff 2" not in told(store, "2026-04-11")


@pytest.mark.parametrize(
    "typed", ["7", "träff 9", "2026-13-01", "2026-02-30", "nonsens", "--all", "2026-04-10-traff-8"]
)
def test_what_cannot_be_meant_is_said(store: Store, typed: str) -> None:
    store.save_session(session(1, "03"))
    with pytest.raises(UsageError) as error:
        find_news(store, since=typed)
    assert error.value.exit_code == 2
    assert "--since" in error.value.hint


def test_without_git_it_is_said_what_cannot_be_known(store: Store) -> None:
    keep(store, record("insight", statement="Ändrad", updated=MAY))
    text = told(store, "2026-04-01")
    assert "## Ändrade insikter\n\n- Ändrad\n" in text
    assert "går bara att se med git" in text
    news = find_news(store, since="2026-04-01")
    assert as_json(news, Teller(store.guide, "sv"))["source"] == "dates"


def test_a_long_row_is_cut_and_says_how_many_more(store: Store) -> None:
    signs = "23456789abcdefghjkmnpqrstuv"
    keep(store, *(record("insight", sign, statement=f"Insikt {sign}", created=MAY) for sign in signs))
    text = told(store, "2026-04-01")
    assert text.count("- Insikt ") == MOST
    assert f"- och {len(signs) - MOST} till\n" in text


def test_words_of_the_group_are_no_markup(store: Store) -> None:
    keep(store, record("insight", statement="# <b>Stor</b> [länk](http://x)", created=MAY))
    assert "<b>" not in told(store, "2026-04-01").replace("\\<", "")
    lines = list(
        text_lines("Titel", [Part(title="Del", lines=("*en*",)), Part(title="", lines=("två",), is_list=False)])
    )
    assert [(one.text, one.tone) for one in lines] == [
        ("Titel", "heading"), ("", "plain"), ("Del", "heading"), ("*en*", "list"), ("", "plain"), ("två", "plain"),
    ]  # fmt: skip


def test_an_old_challenge_with_personal_data_is_not_repeated(store: Store) -> None:
    first = record("challenge", question="Hur kan vi hjälpa 189001019802?", version=1)
    then = record("challenge", "3", question="Hur kan vi hjälpa fler?", version=2, created=MAY, replaces=first.id)
    keep(store, first, then)
    text = told(store, "2026-04-01")
    assert "Hur kan vi hjälpa fler?" in text
    assert "189001019802" not in text


# git


@with_git
def test_git_tells_what_a_record_said_and_what_is_gone(store: Store) -> None:
    keep(
        store,
        record("insight", statement="De vill", need="få vara med"),
        record("insight", "3", statement="Bort"),
        record("challenge", question="Hur kan vi nå fler?", version=1),
    )
    commit(store.folder)
    rewrite(store, "insight-22222", lambda one: replace(one, updated=MAY).with_values(need="få börja"))
    rewrite(store, "challenge-22222", lambda one: replace(one, updated=MAY).with_values(question="Hur kan fler in?"))
    next((store.folder / "records" / "insight").glob("insight-33333*")).unlink()
    text = told(store, "HEAD")
    assert "- De vill (ändrat: Behov)\n" in text
    assert "- Förut: Hur kan vi nå fler?\n- Nu: Hur kan fler in?\n" in text
    assert "En post har tagits bort." in text
    assert "Bort" not in text.replace("Borttaget", "")
    assert "## Att veta" not in text
    assert (store.folder / ".git").is_dir()
    commit(store.folder, day="2026-05-20")
    assert "Inget är nytt" in told(store, "HEAD")
    assert "ändrat: Behov" in told(store, "HEAD~1")
    assert "ändrat: Behov" in told(store, "2026-05-01"), "the last version before that day"
    assert "Git har ingen version från före den dagen" in told(store, "2026-02-01")


@with_git
def test_what_was_committed_late_is_still_as_old_as_it_says(store: Store) -> None:
    """The commit of a meeting's file may hold what came after the meeting; and what came before may never be there."""
    store.save_session(session(1, "03"))
    keep(store, record("insight", statement="Efter träffen", created=APRIL))
    commit(store.folder)
    keep(store, record("insight", "3", statement="Före träffen", created="2026-03-01T09:00:00"))
    text = told(store, "1")
    assert "Efter träffen" in text
    assert "Före träffen" not in text


@with_git
def test_an_old_file_that_cannot_be_read_makes_nothing_new(store: Store) -> None:
    keep(store, record("insight", statement="Står kvar"))
    path = next((store.folder / "records" / "insight").iterdir())
    good = path.read_bytes()
    path.write_bytes(good + b"\xff")
    commit(store.folder)
    path.write_bytes(good)
    assert "## Ändrade insikter\n\n- Står kvar\n" in told(store, "HEAD")


@with_git
def test_a_project_deep_in_a_repository_is_compared_with_itself(store: Store, tmp_path: Path, guide: Guide) -> None:
    inner = Store(tmp_path / "kommunen" / "projektet", guide, SETTINGS)
    keep(inner, record("insight", statement="Gammal"))
    keep(store, record("insight", "3", statement="Någon annans"))
    commit(tmp_path)
    keep(inner, record("insight", "4", statement="Ny"))
    text = told(inner, "HEAD")
    assert "- Ny\n" in text
    assert "Gammal" not in text
    assert "annans" not in text


@with_git
def test_what_is_hidden_now_was_never_said(store: Store) -> None:
    keep(store, record("insight", statement="Hemlig"), record("insight", "3", statement="Hemlig då", confidential=True))
    commit(store.folder)
    rewrite(store, "insight-22222", lambda one: replace(one, confidential=True))
    text = told(store, "HEAD")
    assert "Hemlig" not in text
    assert "tagits bort" not in text, "it is still there"


# the command


def test_the_command_prints_markdown_json_and_errors(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    keep(store, record("insight", statement="Ny insikt", created=MAY))
    where = ["--project", str(store.folder), "--lang", "sv"]
    assert run(["changes", "--since", "2026-04-01", *where]) == 0
    assert "## Nya insikter\n\n- Ny insikt\n" in capsys.readouterr().out
    assert run(["changes", "--since", "2026-04-01", "--json", *where]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["new"] == [{"id": "insight-22222", "kind": "insight", "label": "Ny insikt"}]
    assert (shown["source"], shown["removed"]) == ("dates", None)
    assert run(["changes", "--since", "aldrig", *where]) == 2
    assert "aldrig" in capsys.readouterr().err


# the meeting's document


def documents(guide: Guide, made: Project) -> dict[PurePosixPath, str]:
    return build_outputs(guide, made, audience="public", template_folders=content_folders("templates", None))


def test_a_meeting_says_what_is_new_since_the_one_before(guide: Guide) -> None:
    rows = [{"date": "2026-03-01", "to": "idea"}, {"date": "2026-05-02", "to": "pilot"}]
    made = project(
        record("challenge", question="Hur kan vi nå fler?", version=1),
        record("challenge", "3", question="Hur kan fler in?", version=2, created=MAY),
        record("solution", name="Bordet", stage="pilot", history=rows, updated=MAY),
        *(record("idea", sign, text=f"Idé {sign}", created=MAY) for sign in "2345"),
        record("gate", step="undersoka", conclusion="go_on", created=MAY),
        record("insight", statement="Senare", created="2026-06-01T09:00:00"),
        sessions=(session(1, "03"), session(2, "05"), session(3, "07")),
    )
    texts = documents(guide, made)
    first, second, third = (texts[PurePosixPath(f"traffar/{one.id}.md")] for one in made.sessions)
    assert "Nytt sedan förra träffen" not in first
    part = second.partition("## Nytt sedan förra träffen\n\n")[2].partition("\n\n## ")[0]
    assert part.splitlines() == [
        "- **Utmaningen är omformulerad:** Hur kan fler in?",
        "- **Förut löd den:** Hur kan vi nå fler?",
        "- **Avslutat:** Undersöka",
        "- **Lösning 1: Bordet** – från idé till pilot",
        "- **Nytt i siffror:** 4 idéer",
    ]
    assert "- **Nytt i siffror:** 1 insikt\n" in third


def test_later_changes_leave_the_document_of_an_old_meeting_alone(guide: Guide) -> None:
    sessions = (session(1, "03"), session(2, "05"))
    before = project(record("insight", statement="Ny", created=MAY), sessions=sessions)
    after = project(
        record("insight", statement="Ny", created=MAY, updated="2026-09-01T09:00:00"),
        record("insight", "3", statement="Senare", created="2026-09-01T09:00:00"),
        sessions=(*sessions, session(3, "09")),
    )
    path = PurePosixPath(f"traffar/{sessions[1].id}.md")
    parts = [documents(guide, one)[path].partition("## Nytt sedan")[2].partition("## ")[0] for one in (before, after)]
    assert parts[0] == parts[1] != ""


def test_news_is_empty_where_nothing_has_happened(store: Store) -> None:
    store.save_session(session(1, "03"))
    store.save_session(session(2, "04"))
    keep(store, record("insight", statement="Gammal", created="2026-03-10T10:00:00"))
    news: News = find_news(store, since="2")
    assert news.changes.is_empty
    text = told(store, "2")
    assert "Inget är nytt." in text
    assert "innoguide changes --since 1" in text

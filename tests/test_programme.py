"""A programme: groups from folders, git and summary files; one that cannot be read is named, and the others go on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from innoguide.cli.app import run
from innoguide.errors import UsageError
from innoguide.files.content import content_folders, load_guide
from innoguide.files.gitfetch import check_address
from innoguide.files.programmefile import read_programme, read_revisions, write_programme
from innoguide.files.store import Store, read_settings
from innoguide.files.summaryfile import read_summary, summary_bytes
from innoguide.jobs.programme.comparing import compare
from innoguide.jobs.programme.gather import gather
from innoguide.jobs.programme.status import build_status
from innoguide.model.programme.programme import Gathered, Group, Programme
from innoguide.model.programme.summarise import build_summary
from innoguide.model.programme.summary import Summary
from innoguide.model.programme.themes import Themes
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record
from innoguide.model.tasks import open_task_days
from innoguide.texts import use_language

EXAMPLES = Path(__file__).parent.parent / "examples"
SWEDISH = EXAMPLES / "unga-i-kransorten"
ENGLISH = EXAMPLES / "reading-together"


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a programme's folder with a copy of an example in it, and the group that it is."""
    folder = tmp_path / "mer-for-fler"
    write_programme(folder, Programme(title="Mer för fler"))
    shutil.copytree(ENGLISH, folder / "groups" / "lindvik", ignore=shutil.ignore_patterns("outputs"))
    assert run(["programme", "add", "Lindvik", str(folder / "groups/lindvik"), "--programme", str(folder)]) == 0
    return folder


def read(folder: Path, *, use_cache: bool = True) -> list[Gathered]:
    return list(gather(folder, read_programme(folder), use_cache=use_cache))


def codes(gathered: Gathered) -> list[str]:
    return [one.code for one in gathered.troubles]


def git(folder: Path, *arguments: str) -> str:
    told = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments]
    return subprocess.run(told, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def committed(folder: Path) -> str:
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "First")
    return git(folder, "rev-parse", "HEAD")


def test_a_folder_becomes_an_entry_seen_from_the_programme(home: Path) -> None:
    assert read_programme(home).groups == (Group(name="lindvik", path="groups/lindvik", title="Lindvik"),)


def test_what_is_written_by_hand_around_the_groups_stays(home: Path) -> None:
    path = home / "programme.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Mer", "# vårt program\ntitle: Mer", 1), "utf-8")
    assert run(["programme", "add", "kransort", str(SWEDISH), "--programme", str(home), "--code", "1234"]) == 0
    assert "# vårt program" in path.read_text("utf-8")
    assert [(one.name, one.code) for one in read_programme(home).groups] == [("lindvik", ""), ("kransort", "1234")]


def test_a_list_of_groups_on_one_line_can_be_added_to(tmp_path: Path) -> None:
    tmp_path.joinpath("programme.yaml").write_text("format: 1\ntitle: P\ngroups: [{name: one, path: one}]\n", "utf-8")
    assert run(["programme", "add", "two", str(ENGLISH), "--programme", str(tmp_path)]) == 0
    assert [one.name for one in read_programme(tmp_path).groups] == ["one", "two"]


def test_names_that_become_the_same_are_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["programme", "add", "LINDVÍK", str(SWEDISH), "--programme", str(home)]) == 2
    assert "lindvik-2" in capsys.readouterr().err
    assert len(read_programme(home).groups) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a", "nowhere"], "nowhere"),
        (["a", "."], "innoguide.yaml"),
        (["!!!", str(ENGLISH)], "name"),
        (["a", str(ENGLISH), "--code", "12"], "four digits"),
        (["a", str(ENGLISH), "--service", "school"], "kulturskola"),
        (["a", str(ENGLISH), "--revision", "main"], "git"),
    ],
)
def test_a_group_that_cannot_join_is_refused(
    home: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.parent)
    before = (home / "programme.yaml").read_bytes()
    assert run(["programme", "add", "--programme", str(home), "--lang", "en", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert (home / "programme.yaml").read_bytes() == before


def test_the_same_group_is_the_same_from_a_folder_from_git_and_from_its_summary(home: Path) -> None:
    source = home.parent / "their repository"
    shutil.copytree(home / "groups/lindvik", source / "project")
    commit = committed(source)
    assert run(["programme", "add", "g", str(source), "--folder", "project", "--programme", str(home)]) == 0
    summary = home / "summaries" / "s.yaml"
    assert run(["export", "summary", "--project", str(home / "groups/lindvik"), "--output", str(summary)]) == 0
    assert run(["programme", "add", "s", str(summary), "--programme", str(home)]) == 0
    folder, fetched, published = read(home)
    assert fetched.revision == commit[:12]
    assert read_revisions(home) == {"g": commit}
    assert folder.summary and fetched.summary and published.summary
    first, second, third = (
        one.summary.model_copy(update={"revision": ""}) for one in (folder, fetched, published) if one.summary
    )
    assert first == second == third
    assert len(first.insights) > 3


def test_git_is_asked_only_by_fetch(home: Path) -> None:
    source = home.parent / "theirs"
    shutil.copytree(home / "groups/lindvik", source)
    old = committed(source)
    assert run(["programme", "add", "g", source.as_uri(), "--programme", str(home)]) == 0
    insight = next((source / "records/insight").glob("*.yaml"))
    insight.unlink()
    git(source, "commit", "-qam", "One less")
    before = read(home)[1]
    assert before.summary and before.revision == old[:12]
    assert run(["programme", "fetch", "--programme", str(home)]) == 0
    after = read(home)[1]
    assert after.summary and len(after.summary.insights) == len(before.summary.insights) - 1


def test_a_repository_that_is_gone_is_named_and_what_was_fetched_stays(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = home.parent / "theirs"
    shutil.copytree(home / "groups/lindvik", source)
    committed(source)
    assert run(["programme", "add", "g", source.as_uri(), "--programme", str(home)]) == 0
    shutil.rmtree(source)
    assert run(["programme", "fetch", "--programme", str(home)]) == 1
    assert "g:" in capsys.readouterr().err
    assert read(home)[1].summary is not None


def test_a_fresh_clone_of_the_programme_says_what_to_fetch(home: Path) -> None:
    source = home.parent / "theirs"
    shutil.copytree(home / "groups/lindvik", source)
    committed(source)
    assert run(["programme", "add", "g", source.as_uri(), "--programme", str(home)]) == 0
    shutil.rmtree(home / ".innoguide")
    lost = read(home)[1]
    assert codes(lost) == ["not_fetched"] and "innoguide programme fetch g" in lost.troubles[0].hint


@pytest.mark.parametrize("address", ["ext::sh -c touch% x", "-oProxyCommand=x", "--upload-pack=x", "fd::7", "a\nb"])
def test_an_address_that_git_would_run_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        check_address(address)


@pytest.mark.parametrize("address", ["https://git.example/x.git", "git@example.org:x/y.git", "/srv/x", "C:\\x\\y.git"])
def test_an_ordinary_address_is_let_through(address: str) -> None:
    assert check_address(address) == address


def broken(folder: Path) -> None:
    (folder / "innoguide.yaml").write_text("format: 1\ntitel: fel\n", "utf-8")


def emptied(folder: Path) -> None:
    shutil.rmtree(folder / "records")


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def partly(folder: Path) -> None:
    next((folder / "records/insight").glob("*.yaml")).write_text("id: [\n", "utf-8")


def other_guide(folder: Path) -> None:
    (folder / "steps").mkdir(exist_ok=True)
    about = (content_folders("steps", None)[0] / "guide.yaml").read_text("utf-8")
    (folder / "steps/guide.yaml").write_text(about.replace('version: "2026.1"', 'version: "2019.9"'), "utf-8")


def own_guide_broken(folder: Path) -> None:
    (folder / "steps").mkdir(exist_ok=True)
    (folder / "steps/x.yaml").write_text("method: [", "utf-8")


def no_project(folder: Path) -> None:
    (folder / "innoguide.yaml").unlink()


@pytest.mark.parametrize(
    ("spoil", "code", "read_at_all"),
    [
        (broken, "broken", False),
        (no_project, "broken", False),
        (gone, "unreachable", False),
        (emptied, "empty", True),
        (partly, "partly_read", True),
        (other_guide, "other_guide", True),
        (own_guide_broken, "own_guide_broken", True),
    ],
)
def test_a_group_in_trouble_is_named_and_the_others_compile(
    home: Path, spoil: object, code: str, read_at_all: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["programme", "add", "other", str(ENGLISH), "--programme", str(home)]) == 0
    read(home)  # what is cached must not hide what has happened since
    assert callable(spoil)
    spoil(home / "groups/lindvik")
    first, other = read(home)
    assert code in codes(first) and (first.summary is not None) == read_at_all
    assert other.summary is not None and other.troubles == ()
    assert run(["programme", "check", "--programme", str(home), "--format", "json"]) == (0 if read_at_all else 1)
    told = json.loads(capsys.readouterr().out)["findings"]
    assert f"group_{code}" in {one["code"] for one in told}


def test_a_summary_of_a_later_format_is_named(home: Path) -> None:
    (home / "s.yaml").write_text("format: 2\ntitle: T\n", "utf-8")
    assert run(["programme", "add", "s", str(home / "s.yaml"), "--programme", str(home)]) == 0
    assert codes(read(home)[1]) == ["newer_format"]


def test_a_summary_with_keys_of_a_later_version_is_read(home: Path) -> None:
    summary, findings = read_summary(b"format: 1\ntitle: T\nnews: {a: 1}\nmeetings: {number: 3, rooms: 4}\n", "s.yaml")
    assert findings == [] and summary is not None and summary.meetings.number == 3


@pytest.mark.parametrize("number", ["1", "4", "1-4", "3"])
def test_a_small_number_written_by_hand_into_a_summary_is_hidden(number: str) -> None:
    summary, _ = read_summary(f"format: 1\ntitle: T\nmet: {{user: {number}, staff: 7}}\n".encode(), "s.yaml")
    assert summary is not None and summary.met == {"user": "1-4", "staff": 7}


def test_a_summary_is_the_same_after_its_file() -> None:
    guide = load_guide(content_folders("steps", None), with_checks=False)
    summary = build_summary(guide, Store(SWEDISH, guide, read_settings(SWEDISH)).load())
    data = summary_bytes(summary)
    again, findings = read_summary(data, "s.yaml")
    assert findings == [] and again == summary and summary_bytes(again) == data


def test_nobodys_words_are_in_a_summary() -> None:
    guide = load_guide(content_folders("steps", None), with_checks=False)
    project = Store(SWEDISH, guide, read_settings(SWEDISH)).load()
    text = summary_bytes(build_summary(guide, project)).decode()
    said = [str(one.values["text"]) for one in project.of_kind("quote")]
    assert len(said) > 20 and not [one for one in said if one in text]
    codes_of_people = {str(one.values["pseudonym"]) for one in project.of_kind("interview")}
    assert not [one for one in codes_of_people if f" {one} " in text]


def test_the_cache_gives_the_same_is_used_and_may_be_spoilt(home: Path) -> None:
    made = read(home, use_cache=False)
    assert not (home / ".innoguide").exists()
    assert read(home) == made
    kept = home / ".innoguide/summaries/lindvik.json"
    marked = json.loads(kept.read_text("utf-8"))
    marked["summary"]["title"] = "from the cache"
    kept.write_text(json.dumps(marked), "utf-8")
    again = read(home)[0]
    assert again.summary and again.summary.title == "from the cache"
    for spoilt in ("", "{", "[]", '{"key": 1}', json.dumps({**marked, "summary": {}})):
        kept.write_text(spoilt, "utf-8")
        assert read(home) == made


def test_a_change_of_one_letter_is_seen_also_when_size_and_time_are_the_same(home: Path) -> None:
    before = read(home)[0]
    path = next((home / "groups/lindvik/records/insight").glob("*.yaml"))
    times = path.stat()
    text = path.read_text("utf-8")
    at = text.index("statement: ") + len("statement: ") + 1
    path.write_text(f"{text[:at]}{'x' if text[at] != 'x' else 'y'}{text[at + 1 :]}", "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert read(home)[0].summary != before.summary


def test_reading_a_group_changes_nothing_in_it(home: Path) -> None:
    group = home / "groups/lindvik"
    before = {path: path.read_bytes() for path in group.rglob("*") if path.is_file()}
    assert run(["programme", "status", "--programme", str(home)]) == 0
    assert {path: path.read_bytes() for path in group.rglob("*") if path.is_file()} == before


def test_status_has_one_row_a_group_and_says_what_is_due(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["programme", "status", "--programme", str(home), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["groups"]
    assert row["group"] == "lindvik" and row["gates"] == "6/6" and row["met"].startswith("5 / 1–4")


def test_status_knows_what_is_late_on_a_day() -> None:
    solutions = [{"id": "solution-22222", "name": "The room", "stage": "pilot", "next_check": "2026-03-01"}]
    summary = Summary.model_validate(
        {
            "title": "T",
            "steps": [{"step": "a", "number": 1, "title": "A", "state": "under_way"}],
            "meetings": {"number": 1, "last": "2026-01-10"},
            "solutions": solutions,
            "due": [{"mark": "months_3", "day": "2026-04-10"}, {"mark": "months_6", "day": "2026-07-10"}],
        }
    )
    gathered = Gathered(Group(name="g", path="g"), summary)
    due = {day: build_status(gathered, today=date.fromisoformat(day), lang="en").due for day in _DAYS}
    assert [len(due[day]) for day in _DAYS] == [0, 3, 3, 4]
    assert "The room" in due["2026-03-15"][1]


_DAYS = ("2026-02-01", "2026-03-15", "2026-05-01", "2026-06-15")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: 1\ntitle: T\ngroups:\n- {name: a, path: x}\n- {name: a, path: y}\n", "a"),
        ("format: 1\ntitle: T\ngroups:\n- {name: Ö, path: x}\n", "programme.yaml:4"),
        ("format: 1\ntitle: T\ngroups:\n- {name: a}\n", "programme.yaml:4"),
        ("format: 1\ntitel: T\n", "title"),
        ("format: 2\ntitle: T\n", "programme.yaml:1"),
        ("groups: [\n", "programme.yaml:"),
    ],
)
def test_a_programme_file_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "programme.yaml").write_text(text, "utf-8")
    for command in ("status", "check", "report", "themes", "fetch"):
        assert run(["programme", command, "--programme", str(tmp_path), "--lang", "en"]) == 4
        assert said in capsys.readouterr().err


def test_without_a_programme_it_is_said_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["programme", "status", "--programme", str(tmp_path), "--lang", "en"]) == 4
    assert "innoguide programme init" in capsys.readouterr().err


def test_init_never_overwrites(home: Path) -> None:
    before = (home / "programme.yaml").read_bytes()
    assert run(["programme", "init", str(home), "--title", "Other"]) == 4
    assert (home / "programme.yaml").read_bytes() == before
    assert ".innoguide/" in (home / ".gitignore").read_text("utf-8")


# -- groups beside each other ---------------------------------------------------------------------------------


def beside(name: str, **values: Any) -> Gathered:
    made = {"title": "T", "municipality": "Granfors", **values}
    return Gathered(Group(name=name, path=name), Summary.model_validate(made))


INSIGHTS = [{"id": f"insight-{name}", "text": f"Somebody needs {name}"} for name in ("rest", "sound", "light")]


def test_two_groups_of_one_municipality_can_be_told_apart() -> None:
    other = Gathered(Group(name="habo", title="Habo", path="habo"))
    assert [one.name for one in compare([beside("bibliotek"), other, beside("kulturskola")])] == [
        "Granfors (bibliotek)",
        "Habo",
        "Granfors (kulturskola)",
    ]


@pytest.mark.parametrize(
    ("insights", "twice"),
    [
        (INSIGHTS, True),
        ([*INSIGHTS[:2], {"id": "insight-new", "text": "Somebody needs food"}], True),
        (INSIGHTS[:1], False),
        ([{**one, "text": "Another need"} for one in INSIGHTS], False),
        ([], False),
    ],
)
def test_work_that_is_there_twice_is_said_of_the_later_group(insights: list[dict[str, str]], twice: bool) -> None:
    first, second = compare([beside("a", insights=INSIGHTS), beside("b", insights=insights)])
    assert codes(first) == []
    assert codes(second) == (["same_work"] if twice else [])
    assert not twice or "Granfors (a)" in second.troubles[0].message


def test_the_same_place_is_not_added_twice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = ["programme", "add", "Lindvik two", str(home / "groups/lindvik"), "--programme", str(home)]
    assert run(again) == 2
    assert "lindvik" in capsys.readouterr().err
    assert len(read_programme(home).groups) == 1


def test_a_group_that_cannot_be_read_joins_and_that_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(home / "groups/lindvik", home / "groups/spoilt")
    (home / "groups/spoilt/innoguide.yaml").write_bytes(b"title: [\n")
    assert run(["programme", "add", "spoilt", str(home / "groups/spoilt"), "--programme", str(home)]) == 0
    assert "innoguide.yaml:" in capsys.readouterr().err


def test_status_counts_the_tasks_whose_day_has_passed() -> None:
    gathered = beside("g", open_tasks=["2026-01-10", "2026-02-20", "2026-05-01"])
    due = {day: build_status(gathered, today=date.fromisoformat(day), lang="en").due for day in _DAYS}
    assert [len(due[day]) for day in _DAYS] == [1, 1, 1, 1]
    assert due["2026-02-01"] == ("1 task is late since 2026-01-10",)
    assert due["2026-03-15"] == ("2 tasks are late, the oldest since 2026-01-10",)


@pytest.mark.parametrize(
    ("day", "value", "due"),
    [
        ("2026-02-20", "12 of 40", False),
        ("2026-03-05", "12 of 40", False),
        ("2025-12-01", "8 of 40", True),
        ("2026-03-05", "too early to tell", True),
    ],
)
def test_an_effect_is_to_be_measured_unless_it_was_about_then(day: str, value: str, due: bool) -> None:
    """As the group's own status has it."""
    rows = [{"day": day, "value": value}]
    effect = {"id": "effect-22222", "effect": "More", "target_day": "2026-03-01", "measurements": rows}
    row = build_status(beside("g", effects=[effect]), today=date(2026, 4, 1), lang="en")
    assert bool(row.due) is due


def test_what_is_left_of_tasks_and_activities_stands_in_the_summary_with_its_day() -> None:
    rows = [
        {"what": "Order chairs", "to": "2026-03-01", "status": "under_way"},
        {"what": "Ask", "to": "2026-02-01", "status": "done"},
        {"what": "Wait", "to": "2026-02-02", "status": "stopped"},
        {"what": "Some day", "status": "not_started"},
    ]
    values: list[tuple[str, dict[str, Any]]] = [
        ("plan", {"goal": "G", "activities": rows}),
        ("action", {"what": "Call", "when": "2026-02-10", "done": False}),
        ("action", {"what": "Write", "when": "2026-01-10", "done": True}),
    ]
    records = [Record(id=f"{kind}-{at}", kind=kind, values=one) for at, (kind, one) in enumerate(values)]
    assert open_task_days(Project(Settings(title="T"), {one.id: one for one in records})) == (
        "2026-02-10",
        "2026-03-01",
    )


# -- themes ---------------------------------------------------------------------------------------------------


def test_a_pair_joins_the_theme_that_is_named_whatever_the_capitals() -> None:
    themes = Themes().with_pair("a/1", "b/1", name="To be let in", theme_id="let-in")
    joined = themes.with_pair("a/2", "c/1", name="to be let in", theme_id="let-in-2")
    assert [one.members for one in joined.themes] == [("a/1", "b/1", "a/2", "c/1")]
    assert [one.name for one in joined.with_pair("a/3", "c/3", name="Other", theme_id="other").themes] == [
        "To be let in",
        "Other",
    ]

"""Clones of one project that go on by themselves: merged in any order they give the same, and nothing conflicts."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import permutations
from pathlib import Path, PurePosixPath

import pytest
from fakes import FULL, START, Answers, lead, load, make_store, scripted, small_guide
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stale import find_stale

from innoguide.cli.app import run
from innoguide.files.content import content_folders
from innoguide.jobs.records import add_record, change_record
from innoguide.jobs.report import build
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.report.keeping import MARK
from innoguide.jobs.report.write import write_outputs
from innoguide.jobs.start import ATTRIBUTES, IGNORED
from innoguide.rendering.environment import make_environment
from innoguide.texts import use_language

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

IDEAS: Answers = {key: value for key, value in FULL.items() if key.startswith("ideer.") and "grunda" not in key}
NOTES: Answers = {key: value for key, value in FULL.items() if key.startswith("lappa.")} | {
    "lappa.sortera.1.notes": "2",
    "lappa.vag.1.record": "2",
}
NAMES = ("nord", "syd", "väst")


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compiling the templates is most of a build, and they do not change under the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "make_environment", lambda folders, lang: compiled(tuple(folders), lang))
        yield


compiled = cache(make_environment)


# A project and its clones


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.se", "-c", "commit.gpgsign=false")
    command = ["git", *who, "-c", "core.autocrlf=false", "-c", "core.quotepath=off", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    assert git(folder, "commit", "-q", "--allow-empty", "-m", "x").returncode == 0


def make_origin(folder: Path) -> Path:
    """Make a project in git after its first meeting, with notes to edit but nothing yet that a vote would change."""
    make_store(folder)
    (folder / ".gitignore").write_text(IGNORED, "utf-8")
    (folder / ".gitattributes").write_text(ATTRIBUTES, "utf-8")
    lead(folder, scripted(folder, FULL | {"session.next": ["", "3"]}, start=START - timedelta(days=7)))
    for number in range(6):
        add(folder, f"Från början {number}")
    assert git(folder, "init", "-q", "-b", "main").returncode == 0
    commit(folder)
    return folder


def make_clones(origin: Path, number: int) -> list[Path]:
    clones = [origin.with_name(name) for name in NAMES[:number]]
    for clone in clones:
        assert git(origin.parent, "clone", "-q", str(origin), str(clone)).returncode == 0
    return clones


def merge(origin: Path, into: str, clones: Sequence[Path]) -> Path:
    """Merge *clones*, one after the other, in a new clone; what is under `outputs/` alone may conflict."""
    folder = origin.with_name(into)
    git(origin.parent, "clone", "-q", str(origin), str(folder))
    for clone in clones:
        answer = git(folder, "pull", "-q", "--no-rebase", "--no-edit", str(clone), "main")
        assert answer.returncode == 0, answer.stdout + answer.stderr
    return folder


def outputs(folder: Path) -> dict[PurePosixPath, str]:
    """Return both the public and the internal outputs."""
    project, templates = load(folder), content_folders("templates", None)
    built = build_outputs(small_guide(), project, audience="public", template_folders=templates)
    inside = build_outputs(small_guide(), project, audience="internal", template_folders=templates)
    return built | {PurePosixPath("internal") / name: text for name, text in inside.items()}


def files(folder: Path) -> dict[str, bytes]:
    kept = [path for top in ("records", "sessions") for path in (folder / top).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def assert_same_in_any_order(origin: Path, clones: Sequence[Path]) -> Path:
    """Merge in every order; assert that all come to the same, and that nothing of any clone is lost."""
    made = {order: merge(origin, "-".join(one.name for one in order), order) for order in permutations(clones)}
    first, *others = made.values()
    expected = outputs(first)
    for other in others:
        assert files(other) == files(first)
        assert outputs(other) == expected
    assert set(files(first)) == {name for clone in clones for name in files(clone)}
    return first


# What a group does meanwhile


def add(folder: Path, text: str) -> None:
    store = make_store(folder)
    add_record(store, small_guide().kinds["note"], text=text, settings=[], lang="sv")


def park(folder: Path, text: str) -> None:
    store = make_store(folder)
    add_record(store, small_guide().kinds["parked_idea"], text=text, settings=[], lang="sv")


def edit(folder: Path, number: int, text: str) -> None:
    """Change the note *number* of those that all have."""
    store = make_store(folder)
    note = next(one for one in store.load().of_kind("note") if one.file.endswith(f"-fran-borjan-{number}.yaml"))
    change_record(store, note, small_guide().kinds["note"], {"text": text})


def walk(folder: Path, answers: Answers, where: str) -> None:
    lead(folder, scripted(folder, answers), where)


def test_two_clones_that_add_edit_vote_and_park_merge_in_either_order(tmp_path: Path) -> None:
    origin = make_origin(tmp_path / "origin")
    north, south = make_clones(origin, 2)
    for number, clone in enumerate((north, south)):
        add(clone, f"En lapp i {clone.name}")
        edit(clone, number, f"Ändrat i {clone.name}")
        walk(clone, IDEAS, "bygga/ideer")
        park(clone, f"En buss till {clone.name}")
        commit(clone)
    merged = load(assert_same_in_any_order(origin, (north, south)))
    assert len(merged.of_kind("vote")) == 2
    assert len(merged.of_kind("idea")) == 6
    texts = [one.values["text"] for one in merged.of_kind("note")]
    assert {"Ändrat i nord", "Ändrat i syd", "En lapp i nord", "En lapp i syd"} <= set(texts)


def test_meetings_on_one_day_are_meetings_of_their_own_numbered_alike_everywhere(tmp_path: Path) -> None:
    origin = make_origin(tmp_path / "origin")
    clones = make_clones(origin, 3)
    for clone, answers, where in zip(
        clones, (IDEAS, IDEAS, NOTES), ("bygga/ideer", "bygga/ideer", "hitta/lappa"), strict=True
    ):
        walk(clone, answers, where)
        assert [one.number for one in load(clone).sessions] == [1, 2]
        commit(clone)
    merged = assert_same_in_any_order(origin, clones)
    sessions = load(merged).sessions
    assert [one.number for one in sessions] == [1, 2, 3, 4]
    assert len({one.id for one in sessions}) == 4
    assert {one.started for one in sessions[1:]} == {"2026-11-24T13:00:00"}
    report = outputs(merged)[PurePosixPath("report.md")]
    assert [f"[Träff {number}](" in report for number in (1, 2, 3, 4, 5)] == [True] * 4 + [False]


def test_a_meeting_that_was_stopped_goes_on_only_where_it_began(tmp_path: Path) -> None:
    """Else both would write one file."""
    origin = make_origin(tmp_path / "origin")
    stopped = scripted(origin, IDEAS | {"session.room": "bibliotek 2"})
    stopped.patience = 5
    with pytest.raises(KeyboardInterrupt):
        lead(origin, stopped, "bygga/ideer")
    commit(origin)
    (clone,) = make_clones(origin, 1)
    walk(clone, NOTES, "hitta/lappa")
    assert len(load(clone).sessions) == 3
    walk(origin, IDEAS, "bygga/ideer")
    assert len(load(origin).sessions) == 2
    commit(clone)
    commit(origin)
    assert git(clone, "pull", "-q", "--no-rebase", "--no-edit").returncode == 0


def test_the_same_record_changed_in_both_is_mended_by_the_doctor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    origin = make_origin(tmp_path / "origin")
    north, south = make_clones(origin, 2)
    kind = small_guide().kinds["note"]
    (tmp_path / "steps").mkdir()
    for clone, values in ((north, {"text": "Hon gick hem till sig", "words": ["hem"]}), (south, {"tone": "glad"})):
        store = make_store(clone)
        note = store.load().of_kind("note")[0]
        change_record(store, note, kind, values)
        shutil.copytree(Path(__file__).parent / "data/guide", clone / "steps")
        commit(clone)
    answer = git(south, "pull", "-q", "--no-rebase", "--no-edit", str(north), "main")
    assert answer.returncode == 1
    assert run(["doctor", "--fix", "--project", str(south), "--lang", "sv"]) == 0
    assert "två versioner från git är nu en" in capsys.readouterr().out
    values = load(south).of_kind("note")[0].values
    assert (values["text"], values["tone"]) == ("Hon gick hem till sig", "glad")


# Outputs are made again, never merged


def test_outputs_in_conflict_are_written_anew(tmp_path: Path) -> None:
    origin = make_origin(tmp_path / "origin")
    north, south = make_clones(origin, 2)
    templates = content_folders("templates", None)
    for clone in (north, south):
        add(clone, f"En lapp i {clone.name}")
        walk(clone, NOTES, "hitta/lappa")
        built = build_outputs(small_guide(), load(clone), audience="public", template_folders=templates)
        write_outputs(built, clone)
        commit(clone)
    assert git(south, "pull", "-q", "--no-rebase", "--no-edit", str(north), "main").returncode == 1
    in_conflict = git(south, "diff", "--name-only", "--diff-filter=U").stdout.split()
    assert in_conflict and all(name.startswith("outputs/") for name in in_conflict)
    built = build_outputs(small_guide(), load(south), audience="public", template_folders=templates)
    written = write_outputs(built, south)
    assert {f"outputs/{name}" for name in written.changed} >= set(in_conflict)
    assert find_stale(built, south) == []
    assert not [path for path in (south / "outputs").rglob("*.md") if "<<<<<<<" in path.read_text("utf-8")]


def test_an_output_in_conflict_that_no_longer_belongs_is_removed(tmp_path: Path) -> None:
    origin = make_origin(tmp_path / "origin")
    left = origin / "outputs/traffar/2026-01-20-traff-1.md"
    left.parent.mkdir(parents=True)
    side = f"{MARK}version 1; records 1. Skapad ur records/ och sessions/: ändra där, inte här. -->\n\n# Träff\n"
    left.write_text(f"<<<<<<< HEAD\n{side}=======\n{side}>>>>>>> other\n", "utf-8")
    built = build_outputs(
        small_guide(), load(origin), audience="public", template_folders=content_folders("templates", None)
    )
    assert [str(name) for name in write_outputs(built, origin).removed] == ["traffar/2026-01-20-traff-1.md"]


# Whatever the groups do


DEEDS = ("add", "edit", "park", "ideas", "notes")


@settings(
    max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(deeds=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(DEEDS)), min_size=3, max_size=6, unique=True))
def test_whatever_three_clones_do_every_order_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[int, str]]
) -> None:
    use_language("sv")
    origin = make_origin(tmp_path_factory.mktemp("many") / "origin")
    clones = make_clones(origin, 3)
    for turn, (which, deed) in enumerate(deeds):
        clone, text = clones[which], f"{deed} {turn} i {clones[which].name}"
        if deed == "edit":
            edit(clone, which, text)
        elif deed == "ideas":
            walk(clone, IDEAS, "bygga/ideer")
        elif deed == "notes":
            walk(clone, NOTES, "hitta/lappa")
        else:
            {"add": add, "park": park}[deed](clone, text)
        commit(clone)
    assert_same_in_any_order(origin, clones)

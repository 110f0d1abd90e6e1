"""The hook: what must not be committed is stopped and told by its place alone; nobody's own hook is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from participants import NAME, add, commit, git, make_git, meet, new_store, open_store

from innoguide.cli.app import run
from innoguide.errors import ProjectError
from innoguide.files.gitrepo import read_contents, staged_files
from innoguide.files.guard import Guard
from innoguide.jobs.hook.install import Hook, install_hook, remove_hook
from innoguide.jobs.hook.look import LARGEST, Looked, Piece, all_pieces, look_through, named_pieces, staged_pieces
from innoguide.model.record import Record
from innoguide.texts import use_language

ROOT = Path(__file__).parent.parent
PHONE, NUMBER = "070-1740605", "201701012393"
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use_language("en")


def look(folder: Path, file: str, text: str | bytes | None) -> Looked:
    data = text.encode() if isinstance(text, str) else text
    return look_through(folder, [Piece(file, data)], Guard(folder))


def places(looked: Looked) -> list[tuple[str, str]]:
    return [(one.code, one.place()) for one in looked.findings]


# What is looked for


@pytest.mark.parametrize("lines", ["", "# Ett\n\n", "å\r\n"])
def test_personal_data_is_told_by_line_and_column(tmp_path: Path, lines: str) -> None:
    looked = look(tmp_path, "a.md", f"{lines}Ring {PHONE} om {NUMBER}\n")
    number = lines.count("\n") + 1
    assert places(looked) == [("hook_personal", f"a.md:{number}:6"), ("hook_personal", f"a.md:{number}:21")]
    said = " ".join(f"{one.message} {one.hint}" for one in looked.findings)
    assert PHONE not in said
    assert NUMBER not in said
    assert look(tmp_path, "a.md", f"{lines}Ring växeln\n").findings == []


@pytest.mark.parametrize("file", ["private/people.yaml", ".innoguide/typing.json", "Private/x.bin", "private/a/b.txt"])
def test_what_is_to_stay_on_this_computer_is_stopped_unread(tmp_path: Path, file: str) -> None:
    looked = look(tmp_path, file, PHONE)
    assert places(looked) == [("hook_private", file)]
    assert look(tmp_path, f"docs/{file}", "x").findings == []


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", ">>>>>>> annan", "||||||| bas", "<<<<<<<"])
def test_unsolved_conflicts_are_stopped(tmp_path: Path, line: str) -> None:
    assert places(look(tmp_path, "a.md", f"a\n{line}\n")) == [("hook_conflict", "a.md:2:1")]


@pytest.mark.parametrize("line", ["=======", "a <<<<<<< b", "<<<<<<<<", "<<<<<< x", "> > > citat"])
def test_what_only_looks_like_a_conflict_is_let_through(tmp_path: Path, line: str) -> None:
    assert look(tmp_path, "a.md", f"Rubrik\n{line}\n").findings == []


def test_the_names_in_the_key_are_found_in_texts_and_in_file_names(tmp_path: Path) -> None:
    meet(tmp_path)
    assert places(look(tmp_path, "a.md", f"Vi mötte {NAME} igår")) == [("hook_personal", "a.md:1:10")]
    for name in ("pahittade-ohmansson", "Påhittade_Öhmansson", "PÅHITTADE ÖHMANSSON", "x-pahittade-ohmansson-2"):
        looked = look(tmp_path, f"bilder/{name}.txt", f"ring {PHONE}")
        assert [one.code for one in looked.findings] == ["hook_file_name", "hook_personal"]
        assert all(one.file.startswith("bilder/") and one.file.endswith(".txt") for one in looked.findings)
        assert not any("hmansson" in one.place().casefold() for one in looked.findings)
    assert look(tmp_path, "bilder/pahittade-ohmanssonska.txt", "x").findings == []


def test_a_number_in_a_file_name_is_found_and_not_shown(tmp_path: Path) -> None:
    looked = look(tmp_path, f"outputs/lista {NUMBER}.md", "x")
    assert places(looked) == [("hook_file_name", "outputs/lista ….md")]


@pytest.mark.parametrize(
    ("data", "skipped"),
    [(b"a\0b", [("x.png", "binary")]), (None, [("x.png", "large")]), (b"", []), ("åäö".encode("cp1252"), [])],
)
def test_what_is_not_looked_through_is_told(tmp_path: Path, data: bytes | None, skipped: list[tuple[str, str]]) -> None:
    looked = look(tmp_path, "x.png", data)
    assert (looked.findings, looked.skipped) == ([], skipped)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_ways_it_is_written(tmp_path: Path, encoding: str) -> None:
    assert places(look(tmp_path, "a.md", f"på {PHONE}".encode(encoding))) == [("hook_personal", "a.md:1:4")]


def test_signs_by_chance_in_our_own_files_are_no_numbers(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "quote", "2", text="x")
    seen = {"quote-22222": "08465004"}
    store.add(Record(id="theme-22222", kind="theme", seen=seen, values={"name": "a", "notes": ["quote-22222"]}))
    name = f"personnummer-{NUMBER}.yaml"
    hashes = f"format: 1\nwhat: phone\nreason: x\nsalt: 0701740605{'f' * 22}\nhash: {NUMBER}{'0' * 52}\n"
    (tmp_path / "allowed").mkdir()
    (tmp_path / "allowed/phone-123.yaml").write_text(hashes)
    assert look_through(tmp_path, all_pieces(tmp_path), Guard(tmp_path / "none")).findings == []
    assert places(look(tmp_path, "records/x.yaml", "text: 08465004\nsalt: 0701740605\n")) == [
        ("hook_personal", "records/x.yaml:1:7"),
        ("hook_personal", "records/x.yaml:2:7"),
    ]
    assert look(tmp_path, name, "x").findings


def test_what_the_group_has_allowed_is_let_through(tmp_path: Path) -> None:
    new_store(tmp_path)
    text = f"Växeln: {PHONE}"
    assert run(["add", "quote", text, "--allow", "bibliotekets växel", "--project", str(tmp_path)]) == 0
    assert look_through(tmp_path, all_pieces(tmp_path), Guard(tmp_path)).findings == []
    assert look(tmp_path, "a.md", f"{text} och 070-1740606").findings


# Where it looks


@with_git
def test_the_index_is_looked_at_and_not_the_folder(tmp_path: Path) -> None:
    make_git(new_store(tmp_path).folder)
    (tmp_path / "bad.md").write_text(f"Ring {PHONE}")
    (tmp_path / "good.md").write_text("Ring oss")
    git(tmp_path, "add", "-A")
    (tmp_path / "bad.md").write_text("Ring oss")
    (tmp_path / "good.md").write_text(f"Ring {PHONE}")
    (tmp_path / "never-added.md").write_text(f"Ring {PHONE}")
    assert places(look_through(tmp_path, staged_pieces(tmp_path), Guard(tmp_path))) == [("hook_personal", "bad.md:1:6")]


@with_git
def test_added_changed_renamed_and_copied_are_looked_at_and_removed_is_not(tmp_path: Path) -> None:
    new_store(tmp_path)
    for name in ("changed.md", "moved.md", "removed.md", "left.md"):
        (tmp_path / name).write_text(f"{name}\nRing {PHONE}\n" * 9)
    make_git(tmp_path)
    (tmp_path / "changed.md").write_text(f"Ring {PHONE}")
    git(tmp_path, "mv", "moved.md", "å ny.md")
    git(tmp_path, "rm", "-q", "removed.md")
    (tmp_path / "copy.md").write_text((tmp_path / "left.md").read_text())
    (tmp_path / "new\nline.md").write_text(f"Ring {PHONE}")
    git(tmp_path, "add", "-A")
    (tmp_path / "later.md").write_text(f"Ring {PHONE}")
    git(tmp_path, "add", "-N", "later.md")
    pieces = {one.file: one.data for one in staged_pieces(tmp_path)}
    assert set(pieces) == {"changed.md", "å ny.md", "copy.md", "new\nline.md"}
    assert all(data and PHONE.encode() in data for data in pieces.values())


@with_git
def test_the_first_commit_of_all_is_looked_at(tmp_path: Path) -> None:
    new_store(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    assert {one.file for one in staged_pieces(tmp_path)} == {"innoguide.yaml", ".gitignore"}


@with_git
def test_only_the_project_is_looked_at(tmp_path: Path) -> None:
    new_store(tmp_path / "under å")
    (tmp_path / "annat.md").write_text(PHONE)
    (tmp_path / "under å/mitt.md").write_text(PHONE)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    looked = look_through(tmp_path / "under å", staged_pieces(tmp_path / "under å"), Guard(tmp_path / "under å"))
    assert places(looked) == [("hook_personal", "mitt.md:1:1")]


@with_git
def test_large_files_and_links_are_not_read(tmp_path: Path) -> None:
    new_store(tmp_path)
    (tmp_path / "large.txt").write_bytes(b"a" * (LARGEST + 1))
    (tmp_path / "just.txt").write_bytes(b"a" * LARGEST)
    (tmp_path / "secret.txt").write_text(PHONE)
    (tmp_path / "link.txt").symlink_to(tmp_path / "secret.txt")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "large.txt", "just.txt", "link.txt")
    for pieces in (
        staged_pieces(tmp_path),
        named_pieces(tmp_path, [tmp_path / one for one in ("large.txt", "just.txt", "link.txt")]),
    ):
        looked = look_through(tmp_path, pieces, Guard(tmp_path))
        assert (looked.files, looked.findings, looked.skipped) == (3, [], [("large.txt", "large")])


@with_git
def test_contents_are_read_whole_whatever_they_hold(tmp_path: Path) -> None:
    texts = [b"", b"\n", b"a\nb\n\n", b"blob 3\n\0", "å".encode() * 1000, b"x"]
    git(tmp_path, "init", "-q")
    for number, data in enumerate(texts):
        (tmp_path / f"{number}.txt").write_bytes(data)
    git(tmp_path, "add", "-A")
    staged = staged_files(tmp_path)
    assert staged is not None
    contents = read_contents(tmp_path, [one.content for one in staged], most=LARGEST)
    assert [contents[one.content] for one in staged] == texts
    few = read_contents(tmp_path, [one.content for one in staged], most=5)
    assert [few[one.content] for one in staged] == [data if len(data) <= 5 else None for data in texts]


@with_git
def test_a_question_that_git_cannot_answer_stops_the_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_git(new_store(tmp_path).folder)
    (tmp_path / ".git/index").write_bytes(b"broken")
    assert run(["hook", "run", "--project", str(tmp_path), "--lang", "en"]) == 1
    assert "Nothing has been committed" in capsys.readouterr().err


def test_all_files_are_looked_at_without_git_too(tmp_path: Path) -> None:
    meet(tmp_path)
    (tmp_path / "sub/.git").mkdir(parents=True)
    (tmp_path / "sub/.git/x").write_text(PHONE)
    (tmp_path / "sub/private").mkdir()
    (tmp_path / "sub/private/x.md").write_text(PHONE)
    (tmp_path / ".innoguide").mkdir()
    (tmp_path / ".innoguide/typing.json").write_text(PHONE)
    names = [one.file for one in all_pieces(tmp_path)]
    assert "records/quote/quote-22222-jag-vagade-aldrig-ga-in.yaml" in names
    assert [one for one in names if one.startswith(("private", ".innoguide")) or ".git/" in one] == []
    assert places(look_through(tmp_path, all_pieces(tmp_path), Guard(tmp_path))) == [
        ("hook_personal", "sub/private/x.md:1:1")
    ]


@with_git
def test_with_git_all_files_are_those_it_has_or_would_take(tmp_path: Path) -> None:
    meet(tmp_path)
    (tmp_path / "ignored.tmp").write_text(PHONE)
    git(tmp_path, "init", "-q")
    names = {one.file for one in all_pieces(tmp_path)}
    assert "innoguide.yaml" in names
    assert not {"ignored.tmp", "private/people.yaml"} & names
    git(tmp_path, "add", "-f", "private/people.yaml")
    assert places(look_through(tmp_path, all_pieces(tmp_path), Guard(tmp_path))) == [
        ("hook_private", "private/people.yaml")
    ]
    (tmp_path / "private/people.yaml").unlink()
    assert "private/people.yaml" not in {one.file for one in all_pieces(tmp_path)}


def test_files_that_are_named_are_counted_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_store(tmp_path / "p")
    for name in ("p/a.md", "utanför.md"):
        (tmp_path / name).write_text(PHONE)
    monkeypatch.chdir(tmp_path)
    paths = [Path("p/a.md"), Path("p/../p/a.md"), tmp_path / "p/a.md", Path("utanför.md"), Path("p/gone.md"), Path("p")]
    assert [one.file for one in named_pieces(tmp_path / "p", paths)] == ["a.md"] * 3


# The command


def test_run_ends_with_one_when_something_is_found_and_says_no_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meet(tmp_path)
    (tmp_path / "a.md").write_text(f"{NAME}, {PHONE}, {NUMBER}\n", "utf-8")
    (tmp_path / "bild.png").write_bytes(b"\0")
    arguments = ["hook", "run", "--all-files", "--project", str(tmp_path), "--lang", "en"]
    assert run(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "a.md:1:1: this looks like a name",
        "a.md:1:22: this looks like a phone number",
        "a.md:1:35: this looks like a personal identity number",
    ]
    assert "bild.png is no text file" in captured.err
    assert "3 things to mend" in captured.err
    assert not any(one in captured.out + captured.err for one in (*NAME.split(), PHONE, NUMBER))
    (tmp_path / "a.md").unlink()
    assert run(arguments) == 0
    assert capsys.readouterr().out == ""


def test_wrong_usage_and_places_have_their_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["hook", "run"]) == 4
    new_store(tmp_path)
    assert run(["hook", "run"]) == 2, "no repository, and nothing named"
    assert run(["hook", "rnu"]) == 2
    assert run(["hook", "install"]) == 4
    assert run(["hook", "remove"]) == 4


# In git


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project at the top of a repository, that git alone knows: no settings of this computer's user."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "projekt å"
    make_git(meet(folder).folder)
    return folder


def try_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return git(folder, "commit", "-q", "-m", "x", *arguments, check=False)


@with_git
def test_the_hook_stops_a_commit_and_lets_the_next_one_through(project: Path) -> None:
    assert install_hook(project) == Hook("installed", project / ".git/hooks/pre-commit")
    (project / "a.md").write_text(f"Ring {PHONE}")
    git(project, "add", "-A")
    stopped = try_commit(project)
    assert stopped.returncode == 1
    assert "a.md:1:6" in stopped.stdout + stopped.stderr
    assert PHONE not in stopped.stdout + stopped.stderr
    (project / "a.md").write_text("Ring växeln")
    assert try_commit(project).returncode == 1, "what is in the index counts"
    git(project, "add", "-A")
    assert try_commit(project).returncode == 0


@with_git
def test_a_commit_of_some_files_is_looked_at_as_it_will_be(project: Path) -> None:
    install_hook(project)
    for name in ("good.md", "bad.md"):
        (project / name).write_text("x")
    commit(project)
    (project / "good.md").write_text("Ring oss")
    (project / "bad.md").write_text(f"Ring {PHONE}")
    assert try_commit(project, "good.md").returncode == 0
    assert try_commit(project, "-a").returncode == 1
    assert try_commit(project / "records", "../bad.md").returncode == 1
    assert git(project, "status", "--porcelain").stdout.strip() == "M bad.md"


@with_git
def test_private_files_are_stopped_also_when_they_are_forced(project: Path) -> None:
    install_hook(project)
    git(project, "add", "-f", "private/people.yaml")
    stopped = try_commit(project)
    assert stopped.returncode == 1
    assert "private/people.yaml" in stopped.stdout + stopped.stderr
    assert not any(word in stopped.stdout + stopped.stderr for word in NAME.split())


@with_git
def test_installed_again_it_is_there_already_and_can_be_removed(project: Path) -> None:
    first = install_hook(project)
    script = first.path.read_bytes()
    assert b"\r" not in script
    assert install_hook(project) == Hook("already", first.path)
    first.path.write_bytes(script.replace(b"import innoguide", b"import innoguide_old"))
    assert install_hook(project).state == "installed", "an older one is renewed"
    assert first.path.read_bytes() == script
    first.path.chmod(0o644)
    assert install_hook(project).state == "installed", "git runs only what may be run"
    assert os.access(first.path, os.X_OK)
    assert remove_hook(project) == Hook("removed", first.path)
    assert not first.path.exists()
    assert remove_hook(project) == Hook("none", first.path)


@with_git
def test_somebody_elses_hook_is_kept_and_the_line_to_add_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho mitt eget\n")
    path.chmod(0o755)
    hook = install_hook(project)
    assert (hook.state, hook.line) == ("foreign", "innoguide hook run --project . || exit 1")
    assert run(["hook", "install", "--project", str(project), "--lang", "en"]) == 1
    assert hook.line in capsys.readouterr().err
    assert remove_hook(project).state == "none"
    assert path.read_text() == "#!/bin/sh\necho mitt eget\n"
    path.write_text(f"{path.read_text()}{hook.line}\n")
    assert install_hook(project).state == "already"
    assert remove_hook(project).state == "foreign"
    assert run(["hook", "remove", "--project", str(project), "--lang", "en"]) == 1
    assert hook.line in path.read_text()


@with_git
def test_the_folder_that_git_is_told_of_is_used(project: Path) -> None:
    git(project, "config", "core.hooksPath", ".githooks")
    hook = install_hook(project)
    assert hook == Hook("installed", project / ".githooks/pre-commit")
    assert Path(sys.executable).as_posix() not in hook.path.read_text(), "others get it too"
    assert "innoguide hook run" in hook.path.read_text()


@with_git
def test_a_folder_for_all_repositories_is_left_alone(project: Path, tmp_path: Path) -> None:
    git(project, "config", "core.hooksPath", str(tmp_path / "alla"))
    hook = install_hook(project)
    assert hook.state == "outside"
    assert "innoguide hook run --project ." in hook.line
    assert not (tmp_path / "alla").exists()


@with_git
def test_every_working_tree_of_a_repository_has_the_hook(project: Path, tmp_path: Path) -> None:
    git(project, "worktree", "add", "-q", str(tmp_path / "träd"), "-b", "annan")
    hook = install_hook(tmp_path / "träd")
    assert hook == Hook("installed", project / ".git/hooks/pre-commit")
    for folder in (tmp_path / "träd", project):
        (folder / "a.md").write_text(PHONE)
        git(folder, "add", "-A")
        assert try_commit(folder).returncode == 1


@with_git
def test_two_projects_in_a_repository_share_a_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    one, two = tmp_path / "ett'å", tmp_path / "två två"
    for folder in (one, two):
        new_store(folder)
    make_git(tmp_path)
    assert [install_hook(folder).state for folder in (one, two, one)] == ["installed", "installed", "already"]
    for folder in (one, two):
        (folder / "a.md").write_text(PHONE)
        git(tmp_path, "add", "-A")
        assert try_commit(tmp_path).returncode == 1
        (folder / "a.md").unlink()
    assert remove_hook(one).state == "removed"
    (one / "a.md").write_text(PHONE)
    git(tmp_path, "add", "-A")
    assert try_commit(tmp_path).returncode == 0
    (two / "a.md").write_text(PHONE)
    git(tmp_path, "add", "-A")
    assert try_commit(tmp_path).returncode == 1
    assert remove_hook(two).state == "removed"
    assert not (tmp_path / ".git/hooks/pre-commit").exists()


@with_git
def test_where_the_project_is_gone_the_hook_says_nothing(project: Path) -> None:
    install_hook(project)
    git(project, "rm", "-q", "innoguide.yaml")
    (project / "a.md").write_text(PHONE)
    git(project, "add", "-A")
    assert try_commit(project).returncode == 0


@with_git
def test_where_the_program_is_gone_the_commit_is_stopped_with_a_word(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = install_hook(project)
    script = hook.path.read_text().replace(Path(sys.executable).as_posix(), "/nowhere/python")
    hook.path.write_text(script)
    git_and_shell = {str(Path(found).parent) for one in ("git", "sh") if (found := shutil.which(one))}
    if any((Path(folder) / "innoguide").exists() for folder in git_and_shell):
        pytest.skip("innoguide lies beside git")
    monkeypatch.setenv("PATH", os.pathsep.join(git_and_shell))
    stopped = try_commit(project, "--allow-empty")
    assert stopped.returncode == 1
    assert "innoguide hook install" in stopped.stderr


def test_without_a_repository_there_is_nowhere_to_put_it(tmp_path: Path) -> None:
    new_store(tmp_path)
    with pytest.raises(ProjectError):
        install_hook(tmp_path)


def test_the_pre_commit_framework_finds_a_command_that_there_is() -> None:
    (entry,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert entry["id"] == "innoguide"
    program, *arguments = entry["entry"].split()
    assert program == "innoguide"
    assert arguments == ["hook", "run"]
    assert entry["language"] == "python"


@with_git
def test_the_records_that_a_group_makes_pass(project: Path) -> None:
    install_hook(project)
    store = open_store(project)
    for sign in "456789":
        add(store, "quote", sign, text="Vi åkte buss 070 i 45 minuter den 3 mars 2026, för 1 250 kr")
    git(project, "add", "-A")
    assert try_commit(project).returncode == 0

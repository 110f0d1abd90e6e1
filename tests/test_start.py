"""A new project: a folder with settings, a README for the group and what git needs; nothing is overwritten."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from innoguide.errors import ProjectError
from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.gitrepo import make_repository
from innoguide.files.store import Store, read_settings
from innoguide.jobs.check.project import check_project
from innoguide.jobs.start import Started, start_project
from innoguide.model.project import Settings
from innoguide.texts import use_language

SETTINGS = Settings(
    title="Fler in", organisation="Biblioteket", municipality="Lillköping", language="sv", profile="free"
)
FILES = ["README.md", ".gitignore", ".gitattributes", "innoguide.yaml"]
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def start(folder: Path, settings: Settings = SETTINGS, *, git: bool = False) -> Started:
    return start_project(folder, settings, template_folders=[shipped_folder("templates")], git=git)


def test_a_project_is_made_that_can_be_opened(tmp_path: Path) -> None:
    started = start(tmp_path / "nytt" / "projekt")
    assert started.written == FILES
    assert started.kept == []
    assert sorted(one.name for one in started.folder.iterdir()) == sorted(FILES)
    assert read_settings(started.folder) == SETTINGS
    guide = load_guide([shipped_folder("steps")])
    assert check_project(guide, Store(started.folder, guide, SETTINGS), today=date(2026, 11, 22)) == []


@pytest.mark.parametrize(("language", "word"), [("sv", "Börja här"), ("en", "Start here")])
def test_the_readme_speaks_the_projects_language(tmp_path: Path, language: str, word: str) -> None:
    use_language("en" if language == "sv" else "sv")
    start(tmp_path, SETTINGS.model_copy(update={"language": language}))
    readme = (tmp_path / "README.md").read_bytes().decode()
    assert readme.startswith("# Fler in\n")
    assert word in readme
    assert "Biblioteket" in readme
    assert "Lillköping" in readme
    assert readme.endswith("\n")
    assert not readme.endswith("\n\n")


def test_a_title_cannot_become_markup_in_the_readme(tmp_path: Path) -> None:
    start(tmp_path, SETTINGS.model_copy(update={"title": "<b>Fler</b> [in](http://x) *nu*"}))
    title = MarkdownIt().parse((tmp_path / "README.md").read_text("utf-8"))[1].children or []
    assert not {one.type for one in title} & {"link_open", "em_open", "strong_open", "image"}
    assert {one.content for one in title if one.type == "html_inline"} <= {"<!-- -->"}, (
        "an empty comment breaks up addresses"
    )
    assert "".join(one.content for one in title if one.type in ("text", "text_special")).startswith(
        "<b>Fler</b> [in](http:"
    )


def test_two_projects_of_the_same_settings_are_alike(tmp_path: Path) -> None:
    one, two = start(tmp_path / "a").folder, start(tmp_path / "b").folder
    assert [(one / name).read_bytes() for name in FILES] == [(two / name).read_bytes() for name in FILES]


def test_a_project_that_is_there_is_left_alone(tmp_path: Path) -> None:
    start(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ProjectError) as caught:
        start(tmp_path, SETTINGS.model_copy(update={"title": "Annat"}))
    assert caught.value.hint
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_files_that_are_there_are_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("vår egen")
    (tmp_path / "anteckningar.txt").write_text("x")
    started = start(tmp_path)
    assert started.kept == ["README.md"]
    assert started.written == [".gitignore", ".gitattributes", "innoguide.yaml"]
    assert (tmp_path / "README.md").read_text() == "vår egen"


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "projekt").write_text("x")
    with pytest.raises(ProjectError) as caught:
        start(tmp_path / "projekt")
    assert caught.value.exit_code == 4
    assert (tmp_path / "projekt").read_text() == "x"


@with_git
def test_a_repository_is_made_that_never_takes_what_is_private(tmp_path: Path) -> None:
    started = start(tmp_path, git=True)
    assert started.repository
    assert not started.git_missing
    for name in (
        "private/namn.yaml",
        ".innoguide/typing.json",
        "records/quote/.a.yaml.1a2b.tmp",
        "records/quote/a.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    command = ["git", "ls-files", "--others", "--exclude-standard"]
    seen = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    assert sorted(seen) == sorted([*FILES, "records/quote/a.yaml"])


@with_git
def test_in_a_repository_no_other_is_made(tmp_path: Path) -> None:
    assert make_repository(tmp_path)
    (tmp_path / "projekt").mkdir()
    started = start(tmp_path / "projekt", git=True)
    assert not started.repository
    assert not (tmp_path / "projekt/.git").exists()


def test_git_is_left_out_when_it_is_not_wanted(tmp_path: Path) -> None:
    started = start(tmp_path)
    assert (started.repository, started.git_missing) == (False, False)
    assert not (tmp_path / ".git").exists()


def test_without_git_the_project_is_made_and_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    started = start(tmp_path / "projekt", git=True)
    assert (started.repository, started.git_missing) == (False, True)
    assert started.written == FILES

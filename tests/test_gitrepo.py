"""Git is used where it is, and not missed where it is not."""

import shutil
from pathlib import Path

import pytest

from innoguide.files.gitrepo import has_git, is_in_repository, make_repository

with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@with_git
def test_a_repository_is_made_and_found_from_its_folders(tmp_path: Path) -> None:
    project = tmp_path / "project" / "records"
    project.mkdir(parents=True)
    assert not is_in_repository(project)
    assert make_repository(project.parent)
    assert is_in_repository(project.parent)
    assert is_in_repository(project)
    assert not is_in_repository(tmp_path)
    assert (project.parent / ".git/HEAD").read_text().strip() == "ref: refs/heads/main"


@with_git
def test_making_it_again_changes_nothing_that_is_there(tmp_path: Path) -> None:
    assert make_repository(tmp_path)
    (tmp_path / ".git/description").write_text("vår")
    assert make_repository(tmp_path)
    assert (tmp_path / ".git/description").read_text() == "vår"


@with_git
def test_a_git_hook_that_is_running_does_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, mine = tmp_path / "other", tmp_path / "mine"
    other.mkdir()
    mine.mkdir()
    assert make_repository(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert not is_in_repository(mine)
    assert make_repository(mine)
    assert (mine / ".git").is_dir()


def test_without_git_nothing_is_made_and_nothing_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_git()
    assert not make_repository(tmp_path)
    assert not is_in_repository(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_in_no_repository(tmp_path: Path) -> None:
    assert not is_in_repository(tmp_path / "gone")
    assert not make_repository(tmp_path / "gone")

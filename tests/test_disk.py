"""Files are written whole or not at all, and never over what somebody else has changed."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from innoguide.errors import Conflict, ProjectError
from innoguide.files.disk import _take_name as take_name  # no file system without links is at hand to go through
from innoguide.files.disk import write_changed, write_new, write_over
from innoguide.texts import use_language

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these limits nor these rights")
NOBODY = 65534


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow past *size* bytes: the system stops the write in the middle, as a full disk does."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def by_nobody() -> Iterator[None]:
    """Be somebody who has no rights, where root runs the tests."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


@contextmanager
def no_right_to_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in *folder*, which may be read and not written, also when the tests are run by root."""
    monkeypatch.chdir(folder)
    folder.chmod(0o555)
    try:
        with by_nobody():
            yield
    finally:
        folder.chmod(0o755)


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "records" / "quote" / "a.yaml"
    assert write_new(path, b"ett\n")
    assert path.read_bytes() == b"ett\n"
    assert [one.name for one in path.parent.iterdir()] == ["a.yaml"]


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"annans\n")
    assert not write_new(path, b"min\n")
    assert path.read_bytes() == b"annans\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_of_many_that_make_the_same_file_at_once_one_wins_and_its_text_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    texts = [bytes([number + 65]) * 50_000 for number in range(8)]
    won: list[bytes] = []
    together = threading.Barrier(len(texts))

    def make(text: bytes) -> None:
        together.wait()
        if write_new(path, text):
            won.append(text)

    threads = [threading.Thread(target=make, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert path.read_bytes() == won[0]
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_without_hard_links_the_name_is_reserved_first_and_given_back_if_it_fails(tmp_path: Path) -> None:
    path, ready = tmp_path / "a.yaml", tmp_path / ".a.tmp"
    ready.write_bytes(b"ett\n")
    assert take_name(ready, path)
    assert path.read_bytes() == b"ett\n"
    ready.write_bytes(b"tre\n")
    assert not take_name(ready, path)
    assert path.read_bytes() == b"ett\n"
    with pytest.raises(ProjectError):
        take_name(tmp_path / "gone", tmp_path / "b.yaml")
    assert not (tmp_path / "b.yaml").exists()


def test_writing_over_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    for text in (b"ett\n", b"tre\n"):
        write_over(path, text)
        assert path.read_bytes() == text
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_still_as_it_was_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"ett\n")
    write_changed(path, b"tre\n", read=b"ett\n")
    assert path.read_bytes() == b"tre\n"


def test_a_file_changed_by_others_is_a_conflict_and_keeps_their_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"annans\n")
    with pytest.raises(Conflict) as caught:
        write_changed(path, b"min\n", read=b"ett\n")
    assert "a.yaml" in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == 4
    assert path.read_bytes() == b"annans\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_taken_away_by_others_is_a_conflict_and_stays_away(tmp_path: Path) -> None:
    with pytest.raises(Conflict):
        write_changed(tmp_path / "a.yaml", b"min\n", read=b"ett\n")
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize("write", [write_new, write_over])
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, write: object) -> None:
    path = tmp_path / "a.yaml"
    with files_of_at_most(1000), pytest.raises(ProjectError) as caught:
        write(path, b"x" * 5000)  # type: ignore[operator]
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_full_disk_leaves_what_was_saved_before(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"ett\n")
    with files_of_at_most(1000), pytest.raises(ProjectError):
        write_changed(path, b"x" * 5000, read=b"ett\n")
    assert path.read_bytes() == b"ett\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


@posix
def test_a_folder_that_may_not_be_written_is_told_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "a.yaml").write_bytes(b"ett\n")
    with no_right_to_write(locked, monkeypatch):
        for name in ("a.yaml", "b.yaml"):
            for write in (write_new, write_over):
                with pytest.raises(ProjectError, match="Permission denied"):
                    write(Path(name), b"min\n")
        with pytest.raises(ProjectError):
            write_changed(Path("a.yaml"), b"min\n", read=b"ett\n")
    assert [one.name for one in locked.iterdir()] == ["a.yaml"]
    assert (locked / "a.yaml").read_bytes() == b"ett\n"


@pytest.mark.parametrize("write", [write_new, write_over])
def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path, write: object) -> None:
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(ProjectError):
        write(tmp_path / "records" / "quote" / "a.yaml", b"min\n")  # type: ignore[operator]
    assert (tmp_path / "records").read_bytes() == b""


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(ProjectError):
        write_over(tmp_path / "a.yaml", b"min\n")
    assert not write_new(tmp_path / "a.yaml", b"min\n")
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]
    assert list((tmp_path / "a.yaml").iterdir()) == []

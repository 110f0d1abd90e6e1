"""files/roundfile.py: what is told is on disk, and what was cut off in the middle hurts nothing."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.errors import ProjectError
from innoguide.files.roundfile import (
    Journal,
    RoomPlace,
    forget_round,
    list_rounds,
    load_room,
    load_round,
    round_path,
    save_room,
    start_round,
)
from innoguide.model.phones import Event, Item, Round, RoundPlan

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
PLAN = RoundPlan(
    id="r1",
    mode="vote",
    title="Välja",
    question="Vilka går vi vidare med?",
    lang="sv",
    hint="Åtta prickar",
    items=(Item(id="idea-2", label='Buss "kväll"'),),
    criteria=(Item(id="worth", label="Nytta"),),
    dots=3,
    questions=(Item(id="q", label="Vi lyssnar"),),
    tables=4,
)


def note(number: int) -> Event:
    return {"do": "note", "phone": f"p{number % 7}", "id": f"n{number}", "text": f"lapp {number} åäö 👩🏽‍🚒"}


class Live:
    """A round whose journal takes events in, as the room's does."""

    def __init__(self, folder: Path) -> None:
        self.state = start_round(folder, PLAN)
        self._lock = Lock()
        self.journal = Journal(round_path(folder, PLAN.id), self._take_in)

    def _take_in(self, event: Event) -> bool:
        with self._lock:
            return self.state.take_in(event)


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


def test_a_plan_comes_back_as_it_was(tmp_path: Path) -> None:
    start_round(tmp_path, PLAN)
    assert load_round(tmp_path, "r1") == Round(PLAN)


def test_an_interrupted_round_goes_on_with_its_own_plan(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.journal.append(note(1)).result()
    live.journal.close()
    other = RoundPlan(id="r1", mode="collect", title="Annat", question="?", lang="en")
    assert start_round(tmp_path, other) == live.state
    assert live.state.plan == PLAN


def test_what_is_told_is_on_disk_when_many_write_at_once(tmp_path: Path) -> None:
    """Each of eight threads sees each of its own notes in the file as soon as it is told."""
    live = Live(tmp_path)
    lost: list[int] = []

    def write(first: int) -> None:
        for number in range(first, 200, 8):
            assert live.journal.append(note(number)).result()
            kept = load_round(tmp_path, "r1")
            if kept is None or f"n{number}" not in kept.notes:
                lost.append(number)

    threads = [threading.Thread(target=write, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    live.journal.close()
    assert lost == []
    assert load_round(tmp_path, "r1") == live.state
    assert len(live.state.notes) == 200


def test_those_that_wait_share_a_flush(tmp_path: Path) -> None:
    """What comes while the disk is busy is written together: when the first of it is told, the last is in the file."""
    start_round(tmp_path, PLAN)
    path = round_path(tmp_path, PLAN.id)
    busy, go_on = threading.Event(), threading.Event()
    sizes: list[int] = []

    def take_in(_event: Event) -> bool:
        sizes.append(path.stat().st_size)
        busy.set()
        return go_on.wait(30)

    journal = Journal(path, take_in)
    first = journal.append(note(0))
    assert busy.wait(30)
    rest = [journal.append(note(number)) for number in range(1, 200)]
    go_on.set()
    assert all(one.result() for one in (first, *rest))
    journal.close()
    assert len(sizes) == 200
    assert set(sizes[1:]) == {path.stat().st_size}
    kept = load_round(tmp_path, "r1")
    assert kept is not None and list(kept.notes) == [f"n{number}" for number in range(200)]  # in the order they came


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_wherever_a_crash_cuts_the_file_whole_lines_stay_and_writing_goes_on(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    live = Live(folder)
    for number in range(4):
        live.journal.append(note(number)).result()
    live.journal.close()
    path = round_path(folder, "r1")
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    cut = data.draw(st.integers(first, len(whole)))
    path.write_bytes(whole[:cut] + data.draw(st.sampled_from([b"", b"\x00\x00\x00", b'{"do":"no'])))
    left = whole[:cut].count(b"\n") - 1
    again = Live(folder)
    assert list(again.state.notes) == [f"n{number}" for number in range(left)]
    again.journal.append(note(9)).result()
    again.journal.close()
    kept = load_round(folder, "r1")
    assert kept is not None and list(kept.notes) == [*(f"n{number}" for number in range(left)), "n9"]
    assert all(json.loads(line) for line in path.read_bytes().splitlines())


def test_lines_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.journal.append(note(1)).result()
    live.journal.close()
    with round_path(tmp_path, "r1").open("ab") as file:
        file.write(b'\x00\x00\n[1]\n{"do":"note"}\n{"do":"pass","passes":"x"}\n\xff\n{"do":"new in a later version"}\n')
        file.write(json.dumps(note(2)).encode() + b"\n")
    kept = load_round(tmp_path, "r1")
    assert kept is not None and list(kept.notes) == ["n1", "n2"]


def test_a_broken_first_line_costs_no_notes(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.journal.append(note(1)).result()
    live.journal.close()
    path = round_path(tmp_path, "r1")
    path.write_bytes(b"{broken" + path.read_bytes())
    assert load_round(tmp_path, "r1") is None
    assert list(start_round(tmp_path, PLAN).notes) == ["n1"]


@posix
def test_a_full_disk_loses_nothing_and_tells_nobody_that_it_is_kept(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.journal.append(note(1)).result()
    size = round_path(tmp_path, "r1").stat().st_size
    with files_of_at_most(size + 20):
        waiting = [live.journal.append(note(number)) for number in (2, 3)]
        assert all(isinstance(one.exception(), OSError) for one in waiting)
        assert list(live.state.notes) == ["n1"]
        assert round_path(tmp_path, "r1").stat().st_size == size
    assert live.journal.append(note(2)).result()
    live.journal.close()
    assert load_round(tmp_path, "r1") == live.state
    assert list(live.state.notes) == ["n1", "n2"]


def test_a_round_that_cannot_begin_says_so(tmp_path: Path) -> None:
    (tmp_path / ".innoguide").write_text("not a folder")
    with pytest.raises(ProjectError):
        start_round(tmp_path, PLAN)


def test_a_closed_journal_keeps_nothing_more(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.journal.close()
    assert isinstance(live.journal.append(note(1)).exception(), OSError)


def test_rounds_are_listed_and_forgotten(tmp_path: Path) -> None:
    assert list_rounds(tmp_path) == []
    start_round(tmp_path, PLAN)
    assert list_rounds(tmp_path) == ["r1"]
    forget_round(tmp_path, "r1")
    forget_round(tmp_path, "r1")
    assert (list_rounds(tmp_path), load_round(tmp_path, "r1")) == ([], None)


@pytest.mark.parametrize("bad", ["", "../walk", "a/b", ".hidden", "a\x00", "å", "x" * 81])
def test_an_id_that_is_no_file_name_is_a_bug(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="not a round's id"):
        round_path(tmp_path, bad)


def test_the_rooms_place_is_kept(tmp_path: Path) -> None:
    assert load_room(tmp_path) is None
    place = RoomPlace(token="abcd2345", port=8123, lan=True, session="2026-11-24-traff-k7m2x")
    save_room(tmp_path, place)
    assert load_room(tmp_path) == place


@pytest.mark.parametrize("text", ["", "{", "[]", '{"token": "a"}', '{"ip": 1}', "\x00"])
def test_a_place_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / ".innoguide" / "room" / "room.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert load_room(tmp_path) is None

"""Killed at random moments: nothing that was acknowledged is lost, nothing is stored twice or half."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from fakes import FULL, Scripted, left_behind, load, make_store, small_guide
from rooms import plan, write_pages
from test_room_killed import Sent, send_all

from innoguide.cli.app import run
from innoguide.files.content import shipped_folder
from innoguide.files.roundfile import load_round, round_path
from innoguide.files.store import settings_bytes
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.prompter import Question
from innoguide.model.project import Settings
from innoguide.room.serving import RoomServer
from innoguide.texts import use_language
from proof.children import Child, Tell

METHODS = ("hitta/utmana", "hitta/lappa", "bygga/ideer")


def half_written(folder: Path) -> list[Path]:
    """Return the files that are neither hidden nor whole: YAML of ours ends with a line's end."""
    files = [path for path in folder.rglob("*.yaml") if not path.name.startswith(".")]
    return [path for path in files if not path.read_bytes().endswith(b"\n")]


def texts_in(folder: Path) -> Counter[str]:
    """Return how often each quote stands in the project; a file that cannot be read is a fault."""
    paths = [path for path in (folder / "records").rglob("*.yaml") if not path.name.startswith(".")]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines() if line.startswith("text: ")]
    assert len(lines) == len(paths), "each file holds one quote, whole"
    return Counter(line.removeprefix("text: ") for line in lines)


def prove_add(folder: Path, times: int, chance: random.Random) -> int:
    """Kill `add` in the middle of adding; return how many were acknowledged."""
    (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", language="sv")))
    acknowledged: set[str] = set()
    for time_ in range(times):

        def job(tell: Tell, time_: int = time_) -> None:
            for number in range(1000):
                text = f"gång {time_} nummer {number}"
                assert run(["add", "quote", text, "--project", str(folder), "--lang", "sv"]) == 0
                tell(text)

        child = Child(job)
        if time_ % 2:
            child.next_told()
        child.kill_after(chance.uniform(0, 0.4))
        child.end()
        acknowledged |= set(child.told)
    stored = texts_in(folder)
    assert set(stored) >= acknowledged, "what was acknowledged is there"
    assert set(stored.values()) <= {1} and not half_written(folder)
    assert len(stored) <= len(acknowledged) + times, "and at most one more a kill"
    assert run(["check", "--project", str(folder), "--lang", "sv", "-q"]) in (0, 1)
    return len(acknowledged)


class Telling(Scripted):
    """Tells where each question stands before it is asked."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        super().__init__(folder, {"session.room": "bibliotek 2, unga 3", **FULL, "session.next": "3"})
        self._tell = tell

    def ask(self, question: Question) -> str | None:
        """Tell, and answer."""
        self._tell(str(question.path[0]))
        return super().ask(question)


def lead_method(folder: Path, method: str, chance: random.Random | None) -> int:
    """Walk one method to its end, killed at random moments on the way; return how often."""
    kills, where = 0, method
    while True:

        def job(tell: Tell, where: str = where) -> None:
            step, _, name = where.partition("/")
            target = Target(step=step, method=name)
            walk(small_guide(), make_store(folder), Telling(folder, tell), target=target, lang="sv")

        child = Child(job)
        if chance is not None and kills < 60:
            child.kill_after(chance.uniform(0.002, 0.12))
        if child.end():
            return kills
        kills += 1
        if method in child.told:  # it has begun: go on where it was
            where = ""


def prove_walk(folder: Path, times: int, chance: random.Random) -> int:
    """Kill walks until there have been *times* kills; each walk must come to what a walk that nobody stops leaves."""
    use_language("sv")
    wanted = _walked(folder / "straight", None)[1]
    kills = walks = 0
    while kills < times:
        walks += 1
        more, left = _walked(folder / f"{walks}", chance)
        kills += more
        assert left == wanted, f"walk {walks} left something else"
        assert not half_written(folder / f"{walks}")
    return kills


def _walked(folder: Path, chance: random.Random | None) -> tuple[int, object]:
    make_store(folder)
    kills = sum(lead_method(folder, method, chance) for method in METHODS)
    return kills, left_behind(load(folder))["records"]


def prove_room(folder: Path, times: int, chance: random.Random) -> int:
    """Kill the room while phones send, each time with notes still to come; return how many notes were received."""
    write_pages(folder / "pages")
    everything = {(number, note) for number in range(20) for note in range(5)}
    received: set[Sent] = set(everything)
    total, name, link = 0, "", ""
    for time_ in range(times):
        if received == everything:  # all of the last round is in: a new one
            received, name = set(), f"r{time_}"

        def job(tell: Tell, name: str = name) -> None:
            server = RoomServer(folder, "s1", False, pages=folder / "pages")
            tell(server.open(plan(name)).address)
            time.sleep(60)

        child = Child(job)
        if chance.random() < 0.2:  # while it starts
            child.kill_after(chance.uniform(0, 0.04))
            child.end()
            continue
        address = child.next_told()
        assert address and link in ("", address), "the same link after each kill"
        link, before = address, len(received)
        asyncio.run(_send(address, name, everything - received, received, child, chance))
        child.end()
        total += len(received) - before
        _look_at_round(folder, name, received, ended=received == everything)
    return total


def _look_at_round(folder: Path, name: str, received: set[Sent], *, ended: bool) -> None:
    kept = load_round(folder, name)
    assert kept is not None
    there = {one.id: one.text for one in kept.notes.values()}
    wanted = {f"n-{number}-{note}": f"lapp {note} från {number}" for number, note in received}
    assert wanted.items() <= there.items(), "what was received is there, whole"
    if ended:
        lines = [json.loads(line) for line in round_path(folder, name).read_bytes().splitlines()]
        assert there == wanted and len([one for one in lines if one["do"] == "note"]) == len(wanted), "and once"


async def _send(
    address: str, name: str, wanted: set[Sent], received: set[Sent], child: Child, chance: random.Random
) -> None:
    enough = len(received) + chance.randint(0, min(12, len(wanted)))  # also all: else the last one waits for luck

    async def later() -> None:
        while len(received) < enough:
            await asyncio.sleep(0)
        await asyncio.sleep(chance.uniform(0, 0.004))
        child.kill_after(0)

    with suppress(ConnectionError, asyncio.IncompleteReadError):
        await asyncio.gather(send_all(address, wanted, received, None, name), later())


def prove_outputs(folder: Path, times: int, chance: random.Random) -> int:
    """Kill `outputs` and `report` while they write; return how many files were old or new, and nothing in between."""
    jobs = [[word, "--project", str(folder), "--lang", "sv", "-q"] for word in ("outputs", "report")]
    _lay_out(folder)
    settings = folder / "innoguide.yaml"
    titles = [settings.read_bytes(), settings.read_bytes().replace(b"title: ", b"title: Ny ")]
    states = []
    for title in titles:
        settings.write_bytes(title)
        assert [run(words) for words in jobs] == [0, 0]
        states.append(_outputs(folder))
    seconds = [_seconds(words) for words in jobs]
    compared = kills = 0
    while kills < times:
        at = chance.randrange(2)
        settings.write_bytes(titles[kills % 2])
        child = Child(lambda _tell, at=at: run(jobs[at]))  # type: ignore[misc]
        child.kill_after(chance.uniform(0, seconds[at]))
        kills += not child.end()  # who came to the end was not killed
        for name, data in _outputs(folder).items():
            assert data in [state.get(name) for state in states], f"{name} is neither old nor new"
            compared += 1
    settings.write_bytes(titles[0])
    assert [run(words) for words in jobs] == [0, 0]
    assert _outputs(folder) == states[0]
    return compared


def _lay_out(folder: Path) -> None:
    """Put an example in *folder*: it has documents and pictures."""
    example = shipped_folder("examples") / "reading-together"
    for name in ("innoguide.yaml", "records", "sessions"):
        part = example / name
        shutil.copytree(part, folder / name) if part.is_dir() else shutil.copy(part, folder)


def _seconds(words: list[str]) -> float:
    began = time.monotonic()
    child = Child(lambda _tell: run(words))
    assert child.end()
    return time.monotonic() - began


def _outputs(folder: Path) -> dict[str, bytes]:
    files = [path for path in (folder / "outputs").rglob("*") if path.is_file() and not path.name.endswith(".tmp")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

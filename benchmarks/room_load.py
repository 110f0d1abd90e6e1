"""Two hundred phones that send five notes each, all at once, to a room on this computer; and the same to nothing.

    python benchmarks/room_load.py            five times each, in turn
    python benchmarks/room_load.py 400 3      other numbers of phones and of times

The reference is a bare Starlette endpoint that reads the form and answers, on the same server library: it checks
nothing and writes nothing. Both run in a process of their own; only 127.0.0.1 is used. Nothing here is a test.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from innoguide.files.roundfile import load_round
from innoguide.model.phones import RoundPlan
from innoguide.room.address import HERE, listen_somewhere
from innoguide.room.serving import RoomServer

NOTES = 5
TEXT = "Bussen går för sällan på kvällen, och den sista går innan övningen är slut {0}-{1}"
ANSWER_WITHIN = 60


def serve_room(folder: str) -> None:
    """Open a round, print its link, and go on until stdin is closed."""
    server = RoomServer(Path(folder), "s1", False)
    plan = RoundPlan(id="r1", mode="collect", title="Hinder", question="Vad hindrar unga?", lang="sv")
    print(server.open(plan).address, flush=True)
    sys.stdin.read()
    server.stop()


def serve_bare(_folder: str) -> None:
    """Answer every note with next to nothing."""

    async def note(request: Request) -> JSONResponse:
        await request.body()
        return JSONResponse({"received": True})

    listener = listen_somewhere(lan=False)
    print(f"http://{HERE}:{listener.getsockname()[1]}/bare", flush=True)
    app = Starlette(routes=[Route("/{token}/note", note, methods=["POST"])])
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False)
    uvicorn.Server(config).run([listener])


@contextmanager
def running(what: str, folder: str) -> Iterator[str]:
    """Start a server in a process of its own, and give its link."""
    command = [sys.executable, __file__, what, folder]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


async def phone(address: str, number: int, seconds: list[float], statuses: Counter[int]) -> None:
    """Open one connection, and send the notes one after the other."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    for note in range(NOTES):
        body = f"round=r1&id=n-{number}-{note}&text={quote(TEXT.format(number, note))}"
        head = [
            f"POST {parts.path}/note HTTP/1.1",
            f"Host: {parts.netloc}",
            f"Cookie: innoguide_phone={number:032x}",
            "Accept: application/json",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        began = time.perf_counter()
        writer.write(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        statuses[await asyncio.wait_for(_answer(reader), ANSWER_WITHIN)] += 1
        seconds.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    await reader.readexactly(length)
    return int(head.split()[1])


async def load(address: str, phones: int) -> tuple[list[float], Counter[int], float]:
    """Let all *phones* send; return each note's time, the statuses, and the time of all."""
    seconds: list[float] = []
    statuses: Counter[int] = Counter()
    began = time.perf_counter()
    await asyncio.gather(*(phone(address, number, seconds, statuses) for number in range(phones)))
    return seconds, statuses, time.perf_counter() - began


def run(what: str, phones: int) -> tuple[list[float], float]:
    """Measure one server; tell what was lost or doubled."""
    with tempfile.TemporaryDirectory() as folder, running(what, folder) as address:
        seconds, statuses, whole = asyncio.run(load(address, phones))
        told = f"{what:5} {phones * NOTES / whole:6.0f} notes/s  {spread(seconds)}  answers {dict(statuses)}"
        if what == "room":
            told += f"  {lost_and_doubled(Path(folder), phones)}"
        print(told, flush=True)
    return seconds, whole


def spread(seconds: list[float]) -> str:
    """Return the shape of the times, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    shown = {"min": min(seconds), "median": cuts[49], "p90": cuts[89], "p99": cuts[98], "max": max(seconds)}
    return "  ".join(f"{name} {value * 1000:.0f}" for name, value in shown.items()) + " ms"


def lost_and_doubled(folder: Path, phones: int) -> str:
    """Compare what was sent with what is on the disk."""
    state = load_round(folder, "r1")
    wanted = {f"n-{number}-{note}" for number in range(phones) for note in range(NOTES)}
    lines = (folder / ".innoguide" / "room" / "r1.jsonl").read_text("utf-8").splitlines()
    kept = Counter(event["id"] for event in map(json.loads, lines) if event["do"] == "note")
    lost = len(wanted - set(state.notes if state else ()))
    return f"lost {lost}, doubled {sum(number > 1 for number in kept.values())}"


def main() -> None:
    """Run room and reference in turn, and print the ratio of their medians."""
    phones, times = ([int(one) for one in sys.argv[1:]] + [200, 5][len(sys.argv) - 1 :])[:2]
    ratios, all_room, all_bare = [], [], []
    for _each in range(times):
        room, room_whole = run("room", phones)
        bare, bare_whole = run("bare", phones)
        ratios.append(room_whole / bare_whole)
        all_room += room
        all_bare += bare
    print(f"\nroom  {spread(all_room)}\nbare  {spread(all_bare)}")
    print(f"time of all notes, room / bare: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    servers = {"room": serve_room, "bare": serve_bare}
    if len(sys.argv) == 3 and sys.argv[1] in servers:
        servers[sys.argv[1]](sys.argv[2])
    else:
        main()

"""A room that is killed while two hundred phones send: what a phone was told has arrived is there, once."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from rooms import write_pages

from innoguide.files.roundfile import load_round, round_path

MAIN = Path(__file__).parent / "room_main.py"
PHONES = 200
NOTES = 5
Sent = tuple[int, int]  # a phone, and which of its notes


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a room, and give its process and its link."""
    command = [sys.executable, str(MAIN), str(folder), str(folder / "pages"), "r1"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


async def send_all(
    address: str, wanted: set[Sent], received: set[Sent], kill: subprocess.Popen[str] | None, name: str = "r1"
) -> None:
    """Let each phone send its notes one after the other; *kill* the room when a third of all are answered."""

    async def phone(number: int) -> None:
        with suppress(OSError, EOFError):  # the line is broken: the phone keeps the rest
            reader, writer = await asyncio.open_connection(urlsplit(address).hostname, urlsplit(address).port)
            try:
                for note in [note for note in range(NOTES) if (number, note) in wanted]:
                    writer.write(request(address, number, note, name))
                    assert await answer(reader) == f"n-{number}-{note}"
                    received.add((number, note))
                    if kill is not None and len(received) == PHONES * NOTES // 3:
                        kill.kill()
            finally:
                writer.close()
                await writer.wait_closed()

    await asyncio.gather(*(phone(number) for number in sorted({number for number, _ in wanted})))


def request(address: str, number: int, note: int, name: str) -> bytes:
    """Return what a phone's script sends."""
    body = urlencode({"round": name, "id": f"n-{number}-{note}", "text": f"lapp {note} från {number}"})
    lines = [
        f"POST {urlsplit(address).path}/note HTTP/1.1",
        f"Host: {urlsplit(address).netloc}",
        f"Cookie: innoguide_phone={number:032x}",
        "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def answer(reader: asyncio.StreamReader) -> str:
    """Return the id that was received. A line that breaks before the whole answer is none."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    body = await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
    assert head.startswith(b"http/1.1 200"), body
    return str(json.loads(body)["received"])


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed in another way there")
def test_nothing_that_was_received_is_lost_or_doubled(tmp_path: Path) -> None:
    """Killed in the middle; started again it has the same link, and phones send again what they heard no answer to."""
    write_pages(tmp_path / "pages")
    everything = {(number, note) for number in range(PHONES) for note in range(NOTES)}
    received: set[Sent] = set()
    with running(tmp_path) as (process, address):
        asyncio.run(send_all(address, everything, received, process))
    assert PHONES * NOTES // 3 <= len(received) < PHONES * NOTES
    kept = load_round(tmp_path, "r1")
    assert kept is not None
    assert {f"n-{number}-{note}" for number, note in received} <= set(kept.notes)
    with running(tmp_path) as (_process, again):
        assert again == address
        asyncio.run(send_all(again, everything - received, received, None))
    assert received == everything
    ended = load_round(tmp_path, "r1")
    assert ended is not None
    wanted = {f"n-{number}-{note}": f"lapp {note} från {number}" for number, note in everything}
    assert {note.id: note.text for note in ended.notes.values()} == wanted
    assert len(ended.phones) == PHONES
    lines = [json.loads(line) for line in round_path(tmp_path, "r1").read_bytes().splitlines()]
    assert set(Counter(one["id"] for one in lines if one["do"] == "note").values()) == {1}

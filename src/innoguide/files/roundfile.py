"""A round on disk: a line an event, only ever added to; and the link of the meeting's phones. Local to this computer.

Lines that wait at the same time are written together and flushed to the disk once, so that two hundred phones that
send at the same moment wait for a few flushes, not for two hundred.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.model.phones import Event, Item, Round, RoundPlan
from innoguide.texts import t

_ROUND_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_PARTS = ("items", "criteria", "questions")


@dataclass(frozen=True, kw_only=True)
class RoomPlace:
    """Where the phones of a meeting find this computer: the end of the link, the port, and for whom it is open."""

    token: str
    port: int
    lan: bool
    session: str


def _folder(folder: Path) -> Path:
    return folder / ".innoguide" / "room"


def load_room(folder: Path) -> RoomPlace | None:
    """Return where the phones of the project in *folder* were last; None if that is not known."""
    try:
        return RoomPlace(**json.loads((_folder(folder) / "room.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def save_room(folder: Path, place: RoomPlace) -> None:
    """Keep *place*, so that the link is the same after a stop. Raises `ProjectError`."""
    write_over(_folder(folder) / "room.json", json.dumps(asdict(place)).encode())


def round_path(folder: Path, round_id: str) -> Path:
    """Return the file of a round. Its id must be able to be a file's name."""
    if not _ROUND_ID.fullmatch(round_id):
        raise ValueError(f"not a round's id: {round_id!r}")
    return _folder(folder) / f"{round_id}.jsonl"


def list_rounds(folder: Path) -> list[str]:
    """Return the ids of the rounds that are kept, in order."""
    return sorted(path.stem for path in _folder(folder).glob("*.jsonl"))


def forget_round(folder: Path, round_id: str) -> None:
    """Remove a round from the disk."""
    round_path(folder, round_id).unlink(missing_ok=True)


def start_round(folder: Path, plan: RoundPlan) -> Round:
    """Return the round with the id of *plan* as it is kept, or begin it. Raises `ProjectError`."""
    kept = load_round(folder, plan.id, otherwise=plan)
    if kept is None:
        line = _line({"do": "open", "plan": asdict(plan)})
        write_over(round_path(folder, plan.id), line)
        _flush_folder(_folder(folder))
    return kept or Round(plan)


def load_round(folder: Path, round_id: str, *, otherwise: RoundPlan | None = None) -> Round | None:
    """Return a round as it is kept, or None. A last line that was cut off, and what cannot be read, is passed over.

    *otherwise* is the plan of a file whose own cannot be read. Raises `ProjectError`.
    """
    try:
        data = round_path(folder, round_id).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or error
        raise ProjectError(t("cannot_read", file=f"{round_id}.jsonl", reason=reason), t("cannot_read_hint")) from error
    first, *lines = data.split(b"\n")[:-1] or [b""]
    plan = _plan(_event(first)) or otherwise
    if plan is None:
        return None
    state = Round(plan)
    for event in map(_event, lines):
        with suppress(KeyError, TypeError, ValueError):
            state.take_in(event)
    return state


def _event(line: bytes) -> Event:
    with suppress(ValueError):
        event = json.loads(line)
        return event if isinstance(event, dict) else {}
    return {}


def _plan(event: Event) -> RoundPlan | None:
    try:
        raw: dict[str, Any] = dict(event["plan"])
        parts = {part: tuple(Item(**one) for one in raw.get(part, ())) for part in _PARTS}
        return RoundPlan(**{**raw, **parts})
    except (KeyError, TypeError, ValueError):
        return None


def _line(event: Event) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _flush_folder(folder: Path) -> None:
    """Let the new file's name survive a power cut, where the system can flush a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@dataclass(frozen=True)
class _Waiting:
    event: Event
    line: bytes
    future: Future[bool]


class Journal:
    """The open file of a round. An event is taken in by *take_in* when it is on the disk, and not before."""

    def __init__(self, path: Path, take_in: Callable[[Event], bool]) -> None:
        self._take_in = take_in
        self._waiting: list[_Waiting] = []
        self._turn = Condition()
        self._closed = False
        self._file = path.open("r+b", buffering=0)
        self._size = path.read_bytes().rfind(b"\n") + 1
        self._torn = True  # what a crash may have left after the last whole line
        self._writer = Thread(target=self._write_all, name="innoguide-journal", daemon=True)
        self._writer.start()

    def append(self, event: Event) -> Future[bool]:
        """Write *event*; the future tells when it is on the disk, and whether it changed anything.

        It fails with an `OSError` when the disk does: nothing of the event is then kept.
        """
        line, future = _line(event), Future[bool]()
        with self._turn:
            if self._closed:
                future.set_exception(OSError("the round is forgotten"))
                return future
            self._waiting.append(_Waiting(event, line, future))
            self._turn.notify()
        return future

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        with self._turn:
            self._closed = True
            self._turn.notify()
        self._writer.join()
        self._file.close()

    def _write_all(self) -> None:
        while batch := self._next():
            self._commit(batch)

    def _next(self) -> list[_Waiting]:
        """Wait for something to write; return all that waits, or nothing when the journal is closed."""
        with self._turn:
            self._turn.wait_for(lambda: self._waiting or self._closed)
            batch, self._waiting = self._waiting, []
        return batch

    def _commit(self, batch: list[_Waiting]) -> None:
        wanted = [one for one in batch if one.future.set_running_or_notify_cancel()]
        try:
            self._write(b"".join(one.line for one in wanted))
        except OSError as error:
            with suppress(OSError):
                self._cut()
            for one in wanted:
                one.future.set_exception(error)
            return
        for one in wanted:
            one.future.set_result(self._take_in(one.event))

    def _write(self, data: bytes) -> None:
        """Put *data* on the disk, after the last whole line. Half of it is as good as nothing: it is cut off again."""
        if self._torn:
            self._cut()
        self._torn = True
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        os.fsync(self._file.fileno())
        self._torn = False
        self._size += len(data)

    def _cut(self) -> None:
        """Let the file end after the last whole line that was flushed."""
        self._file.truncate(self._size)
        self._file.seek(self._size)

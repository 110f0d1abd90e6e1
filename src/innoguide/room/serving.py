"""The server on this computer: it starts with the first round, in a thread of its own, and stops with the walk."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import uvicorn

from innoguide.errors import UsageError
from innoguide.files.roundfile import RoomPlace, load_room, save_room
from innoguide.model.phones import RoundPlan
from innoguide.model.record import ALPHABET
from innoguide.room.address import HERE, find_addresses, listen, listen_somewhere
from innoguide.room.desk import Desk
from innoguide.room.gate import Headed
from innoguide.room.limits import LONGEST_HEAD, MOST_CONNECTIONS, OPEN_FILES, TURNED_AWAY
from innoguide.room.protocol import PatientProtocol
from innoguide.room.rounds import Links, LiveRound
from innoguide.room.server import TOKEN_LENGTH, Site, make_app
from innoguide.room.templates import PAGES, Templates
from innoguide.texts import current_language, t

_STOP_SECONDS = 5


class RoomServer:
    """Opens rounds on the participants' phones: only for this computer, or with *lan* for its local network.

    *moved* tells that the link is another than before the stop, since another program has taken the port.
    """

    def __init__(
        self,
        folder: Path,
        session: str,
        lan: bool,
        port: int = 0,
        tables: int = 0,
        hours: float = 8,
        *,
        pages: Path = PAGES,
    ) -> None:
        self.tables, self.lan, self.moved = tables, lan, False
        self.addresses: list[str] = []
        self._folder, self._session, self._port, self._hours, self._pages = folder, session, port, hours, pages
        self._before = load_room(folder)
        same = self._before is not None and self._before.session == session
        token = self._before.token if self._before and same else _new_token()
        self._desk = Desk(folder, token=token, tables=tables, lang=current_language())
        self._rounds: dict[str, LiveRound] = {}
        self._running: _Running | None = None

    def open(self, plan: RoundPlan) -> LiveRound:
        """Open a round, or go on with the one with the plan's id if it was interrupted. Raises `UsageError`."""
        if self._running is None or not self._running.is_alive():
            self._start()
        kept = self._rounds.get(plan.id)
        if kept is None or kept.forgotten:
            kept = self._rounds[plan.id] = LiveRound(self._folder, plan, self._desk.links)
        self._desk.open(kept)
        return kept

    def stop(self) -> None:
        """Close the door. Phones keep what they have not sent, and the rounds stay on disk."""
        if self._running is not None:
            self._running.stop()
            self._running = None
        for one in self._rounds.values():
            one.let_go()
        self._rounds.clear()

    def _start(self) -> None:
        found = find_addresses(lan=self.lan)
        if not found:
            raise UsageError(t("room_no_address"), t("room_no_address_hint"))
        listener = self._listen()
        port = int(listener.getsockname()[1])
        token = self._desk.token
        save_room(self._folder, RoomPlace(token=token, port=port, lan=self.lan, session=self._session))
        self.addresses = [f"http://{address}:{port}/{token}" for address in found]
        first, *others = self.addresses
        self._desk.links = Links(
            address=first, code=token, wall=f"http://{HERE}:{port}/{token}/wall", others=tuple(others)
        )
        self._running = _Running(self._desk, Templates(self._pages), hours=self._hours, folder=self._folder)
        self._running.start(listener)

    def _listen(self) -> socket.socket:
        """Return a socket at the wanted port, at the one that was used before, or at any."""
        wanted = self._port or (self._before.port if self._before else 0)
        listener = listen(lan=self.lan, port=wanted) if wanted else None
        if listener is None and self._port:
            raise UsageError(t("room_port_taken", port=self._port), t("room_port_taken_hint"))
        same_meeting = self._before is not None and self._before.session == self._session
        self.moved = listener is None and same_meeting
        return listener or listen_somewhere(lan=self.lan)


class _Server(uvicorn.Server):
    """uvicorn's server, which tells when it answers, and stops when nobody has asked for long."""

    def __init__(self, config: uvicorn.Config, app: Headed, *, seconds: float) -> None:
        super().__init__(config)
        self._app, self._seconds = app, seconds
        self.answers = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        self.answers.set()

    async def on_tick(self, counter: int) -> bool:
        """Return whether to stop."""
        idle = monotonic() - self._app.seen > self._seconds
        return await super().on_tick(counter) or idle


class _Running:
    """The server while it runs."""

    def __init__(self, desk: Desk, templates: Templates, *, hours: float, folder: Path) -> None:
        _allow_many_files()
        site = Site(desk, templates, hours=hours)
        app = make_app(site, lambda: len(self._server.server_state.connections) > MOST_CONNECTIONS)
        config = uvicorn.Config(
            app, http=PatientProtocol, ws="none", loop="asyncio", lifespan="off", interface="asgi3", log_config=None,
            access_log=False, server_header=False, proxy_headers=False, timeout_keep_alive=10,
            timeout_graceful_shutdown=2, limit_concurrency=TURNED_AWAY, h11_max_incomplete_event_size=LONGEST_HEAD,
        )  # fmt: skip
        self._faults = _Faults(folder / ".innoguide" / "room" / "faults.txt")
        self._server = _Server(config, app, seconds=hours * 3600)
        self._thread: Thread | None = None

    def start(self, listener: socket.socket) -> None:
        """Answer at *listener* from now on."""
        # A daemon: what phones were told is on disk, so that a walk that falls need not wait for its server.
        self._thread = Thread(target=self._run, args=(listener,), name="innoguide-room", daemon=True)
        self._thread.start()
        self._server.answers.wait()

    def is_alive(self) -> bool:
        """Whether the server still answers."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Stop answering, and wait until it has stopped."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)

    def _run(self, listener: socket.socket) -> None:
        try:
            asyncio.run(self._serve(listener))
        finally:
            self._server.answers.set()
            listener.close()

    async def _serve(self, listener: socket.socket) -> None:
        asyncio.get_running_loop().set_exception_handler(self._faults.in_loop)
        await self._server.serve([listener])


class _Faults(logging.Handler):
    """Writes our own faults to a file: where in the program, and never what somebody has written or from where."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.ERROR)
        self._path = path
        logger = logging.getLogger("uvicorn.error")
        logger.handlers, logger.propagate = [self], False

    def emit(self, record: logging.LogRecord) -> None:
        """Write where the fault was."""
        if record.exc_info and record.exc_info[1]:
            self._write(record.exc_info[1])

    def in_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Write where a fault outside all requests was; a broken connection is none."""
        error = context.get("exception")
        if isinstance(error, BaseException) and not isinstance(error, OSError):
            self._write(error)

    def _write(self, error: BaseException) -> None:
        places = "".join(traceback.format_tb(error.__traceback__))
        with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}\n{places}\n")


def _new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


if sys.platform == "win32":

    def _allow_many_files() -> None:
        """Windows has no such limit."""
else:
    import resource

    def _allow_many_files() -> None:
        """Let the program hold a connection a phone."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        enough = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft < enough:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))

"""The phones of a walk at a terminal: the server starts when a round is first opened, and not before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from innoguide.errors import UsageError
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.phones.protocol import OpenRound
    from innoguide.model.phones import RoundPlan
    from innoguide.room.serving import RoomServer

MOST_TABLES = 40
HIGHEST_PORT = 65535


class ServedPhones:
    """What the walk asks for phones. *lan* is None until somebody has said who may answer."""

    def __init__(
        self, folder: Path, *, lan: bool, port: int, tables: int, at_once: bool = False, opens_wall: bool = False
    ) -> None:
        if not 0 <= tables <= MOST_TABLES:
            raise UsageError(t("phone_wrong_tables", most=MOST_TABLES))
        if not 0 <= port <= HIGHEST_PORT:
            raise UsageError(t("phone_wrong_port", most=HIGHEST_PORT))
        self.lan: bool | None = lan or None
        self.tables, self.at_once, self.moved = tables, at_once, False
        self._folder, self._port, self._opens_wall = folder, port, opens_wall
        self._server: RoomServer | None = None

    def open(self, plan: RoundPlan, *, session: str, lan: bool) -> OpenRound:
        """Open a round, or go on with the one with the plan's id. Raises `UsageError`."""
        is_first = self._server is None
        if self._server is None:
            # Starlette and uvicorn take a third of a second, which only a walk with phones should pay.
            from innoguide.room.serving import RoomServer

            self._server = RoomServer(self._folder, session, lan, self._port, self.tables)
        opened = self._server.open(plan)
        self.lan, self.moved = lan, is_first and self._server.moved
        if is_first and self._opens_wall:
            import webbrowser

            webbrowser.open(opened.wall)
        return opened

    def stop(self) -> None:
        """Stop the server, if it ever started. What came in stays on disk."""
        if self._server is not None:
            self._server.stop()
            self._server = None

"""One open round: what has come in as a state, and the same on disk. Used by the walk and by the server's thread."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from innoguide.errors import ProjectError
from innoguide.files.roundfile import Journal, forget_round, round_path, start_round
from innoguide.model.phones import Event, Round, RoundPlan
from innoguide.room.qr import qr_lines
from innoguide.texts import t


@dataclass(frozen=True, kw_only=True)
class Links:
    """How the meeting is found: the link for phones, its end, the wall's link on this computer, and other addresses."""

    address: str
    code: str
    wall: str
    others: tuple[str, ...] = ()


class LiveRound:
    """A round that is open on the phones. Everything it tells is on disk when a call returns."""

    def __init__(self, folder: Path, plan: RoundPlan, links: Links) -> None:
        self.address, self.code, self.wall, self.others = links.address, links.code, links.wall, links.others
        self.forgotten = False
        self._folder = folder
        self._state = start_round(folder, plan)
        self._shown: Round | None = None
        self._lock = Lock()
        self.plan = self._state.plan
        self._journal = Journal(round_path(folder, plan.id), self._take_in)

    def qr_lines(self) -> list[str]:
        """The link as a QR code of block characters, a line each."""
        return qr_lines(self.address)

    def state(self) -> Round:
        """What has come so far. A copy: it does not change."""
        with self._lock:
            if self._shown is None:
                self._shown = self._state.snapshot()
            return self._shown

    def happen(self, event: Event) -> Future[bool]:
        """Put *event* on the disk, then take it in; the future tells whether it changed anything."""
        return self._journal.append(event)

    def tell_time(self, until: str) -> None:
        """Say when the time is out (ISO, with zone; empty: no clock)."""
        self._now({"do": "time", "until": until})

    def pass_on(self) -> None:
        """Let the papers go round one seat."""
        self._now({"do": "pass", "passes": self.state().passes + 1})

    def reveal(self) -> None:
        """Show what has come to all phones and on the wall."""
        self._now({"do": "reveal"})

    def close(self) -> None:
        """Take nothing more in. The phones say so, and keep what could not be sent."""
        self._now({"do": "close"})

    def forget(self) -> None:
        """Remove the round from the disk; the phones may go on showing it until the next one."""
        self.let_go()
        self.forgotten = True
        forget_round(self._folder, self.plan.id)

    def let_go(self) -> None:
        """Write what waits, and leave the file."""
        self._journal.close()

    def _take_in(self, event: Event) -> bool:
        with self._lock:
            changed = self._state.take_in(event)
            if changed:
                self._shown = None
        return changed

    def _now(self, event: Event) -> None:
        try:
            self.happen(event).result()
        except OSError as error:
            reason = error.strerror or error
            raise ProjectError(t("cannot_write", file=self.plan.id, reason=reason), t("cannot_write_hint")) from error

"""What the walk needs of the participants' phones: somewhere to open a round, and what has come in."""

from __future__ import annotations

from typing import Protocol

from innoguide.model.phones import Round, RoundPlan


class OpenRound(Protocol):
    """One round that is open on the phones. Everything it tells is on disk; closing it ends nothing else."""

    address: str
    """The link that participants open."""

    code: str
    """The end of the link, short enough to type."""

    wall: str
    """The link of the projector's page, on this computer."""

    def qr_lines(self) -> list[str]:
        """The link as a QR code of block characters, a line each."""

    def state(self) -> Round:
        """What has come so far. A copy: it does not change."""

    def tell_time(self, until: str) -> None:
        """Say when the time is out (ISO, with zone; empty: no clock)."""

    def pass_on(self) -> None:
        """Let the papers go round one seat."""

    def reveal(self) -> None:
        """Show what has come to all phones and on the wall."""

    def close(self) -> None:
        """Take nothing more in. The phones say so, and keep what could not be sent."""

    def forget(self) -> None:
        """What came in is records now, or was counted: remove it from the disk."""


class Phones(Protocol):
    """The server on this computer. It starts with the first round and stops with the walk."""

    tables: int
    """How many tables there are, each a group of its own; 0: all are one group."""

    def open(self, plan: RoundPlan) -> OpenRound:
        """Open a round, or go on with the one with the plan's id if it was interrupted.

        Raises `UsageError` when the extra `room` is not installed or no address can be used.
        """

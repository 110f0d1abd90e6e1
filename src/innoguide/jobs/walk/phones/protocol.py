"""What the walk needs of the participants' phones: somewhere to open a round, and what has come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from innoguide.model.phones import Round, RoundPlan


class OpenRound(Protocol):
    """One round that is open on the phones. Everything it tells is on disk; closing it ends nothing else."""

    @property
    def address(self) -> str:
        """The link that participants open."""

    @property
    def others(self) -> Sequence[str]:
        """The same link by this computer's other addresses, for a network that the first is not on."""

    @property
    def code(self) -> str:
        """The end of the link, short enough to type."""

    @property
    def wall(self) -> str:
        """The link of the projector's page, on this computer."""

    def qr_lines(self) -> Sequence[str]:
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
    """The participants' phones, and the server on this computer that they reach; it starts with the first round."""

    tables: int
    """How many tables there are, each a group of its own; 0: all are one group."""

    lan: bool | None
    """Whether phones on the same network reach this computer; None: nobody has said."""

    at_once: bool
    """Whether each move that phones can answer is opened on them without being asked for."""

    moved: bool
    """Whether the link is another one than before a stop."""

    def open(self, plan: RoundPlan, *, session: str, lan: bool) -> OpenRound:
        """Open a round, or go on with the one with the plan's id if it was interrupted.

        The link is the same during a *session*. With *lan*, phones on the same network reach it, else only this
        computer. Raises `UsageError` when the extra `room` is not installed or no address can be used.
        """

"""`innoguide programme report`: to be written by its owner."""

from __future__ import annotations


def command() -> None:
    """Nothing yet."""

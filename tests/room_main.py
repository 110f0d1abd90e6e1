"""A room in a process of its own, to be killed: `python room_main.py FOLDER PAGES ROUND` prints the link and waits."""

from __future__ import annotations

import sys
from pathlib import Path

from rooms import plan

from innoguide.room.serving import RoomServer


def main() -> None:
    """Open the round, print its link, and go on until nobody holds the other end of stdin."""
    folder, pages, round_id = sys.argv[1:]
    server = RoomServer(Path(folder), "s1", False, pages=Path(pages))
    print(server.open(plan(round_id)).address, flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()

"""files/lock.py: one walk at a time, and nothing left behind by one that was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from innoguide.errors import UsageError
from innoguide.files.lock import only_walk

HOLD = "import sys, time; from pathlib import Path; from innoguide.files.lock import only_walk\n"
HOLD += "with only_walk(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def test_a_second_walk_is_told_and_the_first_is_not_hurt(tmp_path: Path) -> None:
    """Another process holds the lock: the second gets a usage error."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(UsageError), only_walk(tmp_path):
            pytest.fail("two walks at once")
    finally:
        holder.kill()
        holder.communicate()
    with only_walk(tmp_path):  # killed, it holds nothing any more
        pass


def test_the_lock_is_free_again_after_a_walk(tmp_path: Path) -> None:
    """One walk after the other is what everybody does."""
    for _walk in range(2):
        with only_walk(tmp_path):
            assert (tmp_path / ".innoguide" / "walk.lock").is_file()

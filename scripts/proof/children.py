"""Processes to be killed: a copy of this one that runs a job, and tells on a pipe what it has acknowledged."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

Tell = Callable[[str], None]


class Child:
    """A job in a process of its own. `fork` and not a fresh start: five hundred of those would be mostly imports."""

    def __init__(self, job: Callable[[Tell], object]) -> None:
        self._read, write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _run(job, write)
        os.close(write)
        self.told: list[str] = []
        self._rest = b""

    def kill_after(self, seconds: float) -> None:
        """Kill it as a power cut would, if it is still there after *seconds*."""
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)

    def next_told(self) -> str:
        """Return the next line that it tells, or an empty text at its end."""
        while b"\n" not in self._rest:
            data = os.read(self._read, 65536)
            if not data:
                return ""
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        self.told.append(line.decode())
        return self.told[-1]

    def end(self) -> bool:
        """Read all that is told until the end; return whether it came to its own end."""
        while self.next_told():
            pass
        os.close(self._read)
        return os.waitpid(self.pid, 0)[1] == 0


def _run(job: Callable[[Tell], object], write: int) -> None:
    code = 1
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        job(lambda line: (os.write(write, line.encode() + b"\n"), None)[1])
        code = 0
    finally:
        os._exit(code)

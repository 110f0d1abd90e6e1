"""A pytest plugin: which functions of innoguide each test calls, and how long it takes. `-p proof.touched`."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import pytest

MARK = f"{os.sep}src{os.sep}innoguide{os.sep}"
OUT = "INNOGUIDE_TOUCHED"  # the folder to write in


class Touched:
    """Writes one line a test: its id, its seconds, and `file:name` of each function that it called."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._seen: set[str] = set()
        self._names: dict[str, str] = {}
        self._failed = False

    def _call(self, frame: FrameType, _event: str, _value: object) -> None:
        code = frame.f_code
        name = self._names.get(code.co_filename)
        if name is None:
            name = self._names[code.co_filename] = (
                code.co_filename.rpartition(MARK)[2] if MARK in code.co_filename else ""
            )
        if name:
            self._seen.add(f"{name}:{code.co_qualname}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that the test has failed: it can tell nothing about a fault."""
        self._failed = self._failed or report.failed

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Watch the calls of one test with its fixtures."""
        self._seen, self._failed = set(), False
        began = time.perf_counter()
        threading.settrace(self._call)
        sys.settrace(self._call)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]
            seconds = round(time.perf_counter() - began, 3)
            line = {"test": item.nodeid, "seconds": seconds, "failed": self._failed, "calls": sorted(self._seen)}
            with (self._out / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch, if a folder is named to write in."""
    folder = os.environ.get(OUT)
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        config.pluginmanager.register(Touched(Path(folder)))

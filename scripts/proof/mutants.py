"""Mutation testing: do the tests notice a small fault? A seeded sample, each against the tests that call its function.

`touched.py` tells which tests call what. A fault is first met by the quickest tests that call its function, then by the
files of those that do. What no test notices is a survivor, listed with its place.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from proof.mutations import Mutant, mutants_of, put_in

ROOT = Path(__file__).parent.parent.parent
SOURCE = Path("src/innoguide")
FOLDERS = ("model", "files", "jobs/check")
QUICKEST = 15  # tests to begin with
LONGEST = 90.0  # seconds of tests a fault is given in the second round, as they were watched
ENDLESS = 400.0  # seconds after which a round is held to have met a loop without an end


@dataclass(frozen=True)
class Test:
    """A test that passes: its id, its seconds, and the functions that it calls."""

    id: str
    seconds: float
    calls: frozenset[str]

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.id.partition("::")[0]


def read_tests(folder: Path) -> list[Test]:
    """Return the tests that `touched.py` has watched, the quickest first."""
    lines = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    tests = [Test(one["test"], one["seconds"], frozenset(one["calls"])) for one in lines if not one["failed"]]
    return sorted(tests, key=lambda one: (one.seconds, one.id))


def all_mutants() -> list[Mutant]:
    """Return every fault that can be put into the folders."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / SOURCE / folder).rglob("*.py"))]
    name = (ROOT / SOURCE).as_posix() + "/"
    return [one for path in files for one in mutants_of(path.as_posix().removeprefix(name), path.read_text("utf-8"))]


def rounds_of(mutant: Mutant, tests: list[Test]) -> Iterator[list[str]]:
    """Return the tests to ask, in two rounds: the quickest that call the function, then whole files.

    The files where most tests call it come first: they are about it.
    """
    calls = f"{mutant.file}:{mutant.owner}"
    mine = [one for one in tests if calls in one.calls] if mutant.owner else []
    mine = mine or [one for one in tests if any(call.startswith(f"{mutant.file}:") for call in one.calls)]
    yield [one.id for one in mine[:QUICKEST]]
    called, whole = Counter(one.file for one in mine), Counter(one.file for one in tests)
    seconds: dict[str, float] = defaultdict(float)
    for one in tests:
        seconds[one.file] += one.seconds
    spent = 0.0
    files: list[str] = []
    for file in sorted(called, key=lambda one: -called[one] / whole[one]):
        if spent + seconds[file] < LONGEST or not files:
            spent += seconds[file]
            files.append(file)
    yield files


@contextmanager
def changed(tree: Path, mutant: Mutant) -> Iterator[None]:
    """Have the fault in *tree* for a while."""
    path = tree / SOURCE / mutant.file
    before = path.read_text("utf-8")
    path.write_text(put_in(before, mutant), "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


def still_there(tests: list[Test]) -> list[Test]:
    """Return those of *tests* that the checkout has; all its files must load, or every fault would seem noticed."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-o", "addopts=-q", "-p", "no:cacheprovider", "-n0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    collected = set(re.findall(r"^\S+\.py::.*$", done.stdout, re.MULTILINE))
    return [one for one in tests if one.id in collected]


def is_noticed(tree: Path, mutant: Mutant, tests: list[Test]) -> bool:
    """Return whether a test fails with the fault in *tree*."""
    with changed(tree, mutant):
        return any(fails(tree, ids) for ids in rounds_of(mutant, tests) if ids)


def fails(tree: Path, ids: list[str]) -> bool:
    """Return whether one of the tests fails in *tree*, or takes far too long."""
    asked = tree / "asked.txt"  # more than a command line holds
    asked.write_text("\n".join(ids) + "\n", "utf-8")
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", f"@{asked}"]
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "HYPOTHESIS_STORAGE_DIRECTORY": str(tree / ".h")}
    try:
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False, timeout=ENDLESS)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def interval(found: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    share, z = found / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return middle - half, middle + half


def copies(number: int, folder: Path) -> SimpleQueue[Path]:
    """Return copies of the checkout to put faults in."""
    trees: SimpleQueue[Path] = SimpleQueue()
    for one in range(number):
        tree = folder / str(one)
        leave = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "gallery")
        shutil.copytree(ROOT, tree, ignore=leave)
        trees.put(tree)
    return trees


def prove(sample: Iterable[Mutant], tests: list[Test], workers: int) -> list[Mutant]:
    """Return the faults of *sample* that no test notices, telling each as it is found."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(workers) as pool:
        trees = copies(workers, Path(folder))

        def one(mutant: Mutant) -> Mutant | None:
            tree = trees.get()
            try:
                noticed = is_noticed(tree, mutant, tests)
            finally:
                trees.put(tree)
            about = f"{mutant.file}:{mutant.line} [{mutant.kind}] {mutant.before!r} -> {mutant.after!r}"
            print("noticed " if noticed else "SURVIVED", about.replace("\n", " ")[:200], flush=True)
            return None if noticed else mutant

        return [one for one in pool.map(one, sample) if one is not None]


def main(times: int, seed: int, touched: Path, workers: int, only: str = "") -> int:
    """Try *times* faults drawn by *seed*; return 1 if less than 85 % are noticed."""
    mutants = [one for one in all_mutants() if only in one.file]
    sample = random.Random(seed).sample(mutants, min(times, len(mutants)))
    survivors = prove(sample, still_there(read_tests(touched)), workers)
    noticed = len(sample) - len(survivors)
    low, high = interval(noticed, len(sample))
    print(
        f"{noticed} of {len(sample)} faults noticed ({noticed / len(sample):.1%}; 95 %: {low:.1%}-{high:.1%}), ", end=""
    )
    print(f"drawn from {len(mutants)} with seed {seed}")
    return noticed / len(sample) < 0.85

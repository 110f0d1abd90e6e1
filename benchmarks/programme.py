"""Measures a programme of many groups: time and memory, cold and warm, beside reading the same bytes in the same run.

    python benchmarks/programme.py                                  32 groups of 300 records
    INNOGUIDE_BENCHMARK_LARGE=1 python benchmarks/programme.py      also 300 groups of 1,000

Each work is a process of its own. CPU time stands beside the clock: where other programs run, it is what can be
compared. Memory is the most that the process held (Linux). Nothing here is a test.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from many_groups import make_programme

PYTHON = sys.executable
SMALL, LARGE = (32, 300), (300, 1_000)
SAMPLE = 2_000
"""So many files are enough to know what PyYAML takes for one."""

READ = """
import sys
from pathlib import Path
for folder in sorted((Path(sys.argv[1]) / "groups").iterdir()):
    for path in folder.rglob("*.yaml"):
        with open(path, "rb") as file:
            file.read()
"""
PARSE = """
import sys, yaml
from itertools import islice
from pathlib import Path
for path in islice((Path(sys.argv[1]) / "groups").rglob("*.yaml"), int(sys.argv[2])):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
GATHER = """
import sys
from pathlib import Path
from innoguide.files.programmefile import read_programme
from innoguide.jobs.programme.gather import gather
folder = Path(sys.argv[1])
for one in gather(folder, read_programme(folder)):
    assert one.summary and not one.troubles
"""
NOTHING = "import sys, yaml; from pathlib import Path; import innoguide.jobs.programme.gather"


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds by the clock, seconds of the processor, and the most memory in MB."""

    clock: float
    cpu: float
    memory: float


def measure(*command: str) -> Cost:
    """Run *command* and return what it cost."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: {process.returncode}")
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def python(code: str, *arguments: object) -> Callable[[], Cost]:
    """Return a function that runs *code* in an interpreter of its own."""
    return lambda: measure(PYTHON, "-c", code, *map(str, arguments))


def command(folder: Path, *words: str) -> Callable[[], Cost]:
    """Return a function that runs `innoguide programme` with *words*."""
    return lambda: measure(PYTHON, "-m", "innoguide", "programme", *words, "--programme", str(folder))


def median(costs: list[Cost]) -> Cost:
    """Return the middle of each part."""
    clock, cpu, memory = zip(*((one.clock, one.cpu, one.memory) for one in costs), strict=True)
    return Cost(statistics.median(clock), statistics.median(cpu), max(memory))


def works(folder: Path) -> Iterator[tuple[str, Callable[[], object], Callable[[], Cost]]]:
    """Yield what is measured: its name, what comes before, and the work."""

    def forget() -> None:
        shutil.rmtree(folder / ".innoguide", ignore_errors=True)
        shutil.rmtree(folder / "outputs", ignore_errors=True)

    def nothing() -> None:
        pass

    yield "read the same bytes", nothing, python(READ, folder)
    yield f"PyYAML's C loader, {SAMPLE:,} files", nothing, python(PARSE, folder, SAMPLE)
    yield "start: Python with our imports", nothing, python(NOTHING)
    yield "gather, cold", forget, python(GATHER, folder)
    yield "gather, warm", nothing, python(GATHER, folder)
    yield "programme report, cold", forget, command(folder, "report")
    yield "programme report, warm", nothing, command(folder, "report")
    yield "programme status, warm", nothing, command(folder, "status")
    yield "programme export (parquet), warm", nothing, command(folder, "export", "--format", "parquet")


def measure_programme(groups: int, records: int, runs: int) -> None:
    """Make a programme and print what each work costs, a record and beside reading."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "programme"
        folder.mkdir()
        make_programme(folder, groups=groups, records=records)
        number = groups * records
        load = os.getloadavg()[0]
        print(f"\n{groups} × {records:,} = {number:,} records; load from other programs {load:.1f}; {runs} runs")
        print(f"{'':<34}{'clock s':>9}{'CPU s':>9}{'MB':>7}{'µs CPU a record':>17}{'× reading':>11}")
        reading: Cost | None = None
        for name, before, work in works(folder):
            costs = []
            for _ in range(runs):
                before()
                costs.append(work())
            cost = median(costs)
            reading = reading or cost
            tell(name, cost, reading, SAMPLE if "files" in name else number)


def tell(name: str, cost: Cost, reading: Cost, number: int) -> None:
    """Print one line."""
    each = cost.cpu / number * 1e6
    ratio = "" if "files" in name else f"{cost.cpu / reading.cpu:>11.1f}"
    print(f"{name:<34}{cost.clock:>9.2f}{cost.cpu:>9.2f}{cost.memory:>7.0f}{each:>17.0f}{ratio}", flush=True)


def main() -> None:
    """Measure the small programme, and the large one if it is asked for."""
    measure_programme(*SMALL, runs=3)
    if os.environ.get("INNOGUIDE_BENCHMARK_LARGE"):
        measure_programme(*LARGE, runs=1)


if __name__ == "__main__":
    main()

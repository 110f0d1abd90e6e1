"""Runs innoguide beside what people would otherwise use, on the same work in the same run, and prints ratios.

    python benchmarks/rivals.py --bin FOLDER [--sizes 100,1000] [--runs 5] [--json FILE]

FOLDER is the `bin` of an environment with `pip install towncrier doorstop strictdoc mkdocs`. Each has so many small
texts of the same length: records with a reference (innoguide), news fragments (towncrier), linked items (Doorstop),
requirements with a parent (StrictDoc), pages with a link (MkDocs). What a tool has no command for is left out. Whole
processes; what takes longer than LIMIT seconds is given up, and what has taken PATIENCE in all is not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import make_project

from innoguide.files.content import load_guide, shipped_folder

LIMIT, PATIENCE = 150, 60
TEXT = "Unga väntar på bussen vid biblioteket och vågar inte gå in själva på tisdag."
WORK = ("start", "check", "check again", "add", "compile", "compile again")


@dataclass(frozen=True)
class Figure:
    """The median and the middle half of some runs, in seconds, of one tool doing one thing with so many texts."""

    tool: str
    work: str
    size: int
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Tool:
    """A program and how it is asked to do each thing in the folder that *make* has filled."""

    name: str
    make: Callable[[Path, int], None]
    commands: dict[str, list[str]]
    cold: tuple[str, ...] = ()
    """Folders that hold what is kept between runs: removed before a run that is not called "again"."""


def innoguide(folder: Path, number: int) -> None:
    make_project(folder, load_guide([shipped_folder("steps")]), number)


def towncrier(folder: Path, number: int) -> None:
    (folder / "news").mkdir()
    (folder / "towncrier.toml").write_text('[tool.towncrier]\nname = "x"\nversion = "1"\ndirectory = "news"\n')
    for one in range(number):
        (folder / "news" / f"{one}.feature").write_text(f"{TEXT} {one}")


def doorstop(folder: Path, number: int) -> None:
    git(folder)
    (folder / "req").mkdir()
    head = "settings:\n  digits: 5\n  prefix: REQ\n  sep: ''\n"
    (folder / "req/.doorstop.yml").write_text(head)
    for one in range(1, number + 1):
        item = f"active: true\nderived: true\nheader: ''\nlevel: 1.{one}\nlinks: []\nnormative: true\nref: ''\n"
        (folder / f"req/REQ{one:05}.yml").write_text(f"{item}reviewed: null\ntext: |\n  {TEXT} {one}\n")


def strictdoc(folder: Path, number: int) -> None:
    parts = ["[DOCUMENT]\nTITLE: Requirements\n"]
    for one in range(number):
        link = f"RELATIONS:\n- TYPE: Parent\n  VALUE: R-{one - 1}\n" if one % 10 else ""
        parts.append(f"[REQUIREMENT]\nUID: R-{one}\nTITLE: Title {one}\nSTATEMENT: >>>\n{TEXT} {one}\n<<<\n{link}")
    (folder / "all.sdoc").write_text("\n".join(parts))


def mkdocs(folder: Path, number: int) -> None:
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: x\n")
    (folder / "docs/index.md").write_text("# Start\n")
    for one in range(number):
        (folder / f"docs/{one}.md").write_text(f"# Page {one}\n\n{TEXT}\n\n[Other]({max(one - 1, 0)}.md)\n")


def git(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)


def tools(theirs: Path) -> list[Tool]:
    """Return what is compared; *theirs* is where the others are installed."""
    ours, kept = f"{Path(sys.executable).parent}/innoguide", (".innoguide", "outputs")
    report, build = [ours, "report"], [f"{theirs}/mkdocs", "build", "-q"]
    export = [f"{theirs}/strictdoc", "export", ".", "--formats=html"]
    return [
        Tool(
            "innoguide",
            innoguide,
            {
                "start": [ours, "--help"],
                "add": [ours, "add", "idea", TEXT],
                "check": [ours, "check"],
                "check again": [ours, "check"],
                "compile": report,
                "compile again": report,
            },
            kept,
        ),
        Tool(
            "towncrier",
            towncrier,
            {
                "start": [f"{theirs}/towncrier", "--help"],
                "add": [f"{theirs}/towncrier", "create", "-c", TEXT, "+.feature"],
                "compile": [f"{theirs}/towncrier", "build", "--draft"],
                "compile again": [f"{theirs}/towncrier", "build", "--draft"],
            },
        ),
        Tool(
            "Doorstop",
            doorstop,
            {
                "start": [f"{theirs}/doorstop", "--help"],
                "add": [f"{theirs}/doorstop", "add", "REQ"],
                "check": [f"{theirs}/doorstop"],
                "check again": [f"{theirs}/doorstop"],
                "compile": [f"{theirs}/doorstop", "publish", "REQ", "out.md"],
                "compile again": [f"{theirs}/doorstop", "publish", "REQ", "out.md"],
            },
        ),
        Tool(
            "StrictDoc",
            strictdoc,
            {"start": [f"{theirs}/strictdoc", "--help"], "compile": export, "compile again": export},
            ("output",),
        ),
        Tool(
            "MkDocs",
            mkdocs,
            {"start": [f"{theirs}/mkdocs", "--help"], "compile": build, "compile again": build},
            ("site",),
        ),
    ]


def measure(tool: Tool, size: int, runs: int) -> Iterator[Figure]:
    """Yield how long *tool* takes for each thing it can do with *size* texts."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "work"
        folder.mkdir()
        tool.make(folder, size)
        given_up: set[str] = set()
        time.sleep(4)  # files that were just written are not relied on by a cache
        for work in WORK:
            command = tool.commands.get(work)
            if command is None:
                continue
            if work.removesuffix(" again") in given_up:
                continue
            times: list[float] = []
            while len(times) < runs and sum(times) < PATIENCE:
                one = timed(tool, work, command, folder)
                if one is None:
                    break
                times.append(one)
            if not times:
                print(f"  {tool.name} {work} {size}: given up after {LIMIT} s, or failed", file=sys.stderr)
                given_up.add(work)
                continue
            quarters = statistics.quantiles(times, n=4) if len(times) > 1 else [times[0]] * 3
            yield Figure(tool.name, work, size, statistics.median(times), quarters[0], quarters[2])


def timed(tool: Tool, work: str, command: list[str], folder: Path) -> float | None:
    """Return the seconds of one run; None if it failed or took too long."""
    if not work.endswith("again"):
        for name in tool.cold:
            shutil.rmtree(folder / name, ignore_errors=True)
    begun = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None
    taken = time.perf_counter() - begun
    if done.returncode not in (0, 1):  # 1: something was found
        print(done.stderr.decode(errors="replace")[-300:], file=sys.stderr)
        return None
    return taken


def table(figures: list[Figure]) -> str:
    """Return the figures as Markdown: seconds of ours, and how many times as long each of the others takes."""
    names = list(dict.fromkeys(one.tool for one in figures))[1:]
    lines = [f"| Texts | Work | innoguide | {' | '.join(names)} |", "| --- " * (len(names) + 3) + "|"]
    found = {(one.tool, one.work, one.size): one for one in figures}
    for size in dict.fromkeys(one.size for one in figures):
        for work in WORK:
            ours = found.get(("innoguide", work, size))
            if ours is None:
                continue
            cells = [f"{ours.median:.2f} s ({ours.low:.2f}–{ours.high:.2f})"]
            for name in names:
                theirs = found.get((name, work, size))
                cells.append(f"{theirs.median / ours.median:.2g} × ({theirs.median:.2f} s)" if theirs else "–")
            lines.append(f"| {size} | {work} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--bin", type=Path, required=True)
    asked.add_argument("--sizes", default="100,1000")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--json", type=Path)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else what is not installed by pip is compiled at each start
    figures = []
    for size in map(int, given.sizes.split(",")):
        for tool in tools(given.bin):
            if not given.only or tool.name in given.only.split(","):
                figures += measure(tool, size, given.runs)
                print(f"{tool.name} {size}: load {os.getloadavg()[0]:.0f}", file=sys.stderr)
                if given.json:
                    given.json.write_text(json.dumps([asdict(one) for one in figures], indent=1) + "\n")
    print(table(figures))


if __name__ == "__main__":
    main()

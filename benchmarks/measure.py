"""Measures innoguide against references in the same run on the same machine, and prints ratios.

    python benchmarks/measure.py            all
    python benchmarks/measure.py start load one or several: start load check save add report again demo

Whole processes are timed in turn with their reference (A B A B …) and compared by the median of the pairs.
Nothing here is a test.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

from innoguide.cli.language import choose_language
from innoguide.files.content import load_guide
from innoguide.files.disk import write_over
from innoguide.files.folders import content_folders, shipped_folder
from innoguide.files.guard import Guard
from innoguide.files.recordfile import record_bytes
from innoguide.files.resultcache import ResultCache
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.check.content import find_file_faults
from innoguide.jobs.check.personal import find_personal_findings
from innoguide.jobs.check.project import check_project
from innoguide.jobs.report.build import build_outputs
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import find_remarks
from innoguide.model.guide import Guide
from innoguide.model.project import Settings
from innoguide.model.record import Record, new_id
from innoguide.model.trace import build_links, build_trace, find_orphans

PYTHON = sys.executable
TODAY = date(2026, 11, 22)
WORDS = [
    "unga",
    "bibliotek",
    "väntan",
    "buss",
    "ritblock",
    "kulturskola",
    "tisdag",
    "själv",
    "tillsammans",
    "låt",
    "vägg",
    "våga",
]
KINDS = ("interview", "quote", "quote", "quote", "insight", "idea", "idea", "idea", "idea", "quote")


def seconds(function: Callable[[], object]) -> float:
    """Return how long *function* takes."""
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


def process(*command: str, folder: Path | None = None) -> Callable[[], object]:
    """Return a function that runs *command* and throws its output away."""
    return lambda: subprocess.run(command, cwd=folder, capture_output=True, check=False)


def pairs(ours: Callable[[], object], reference: Callable[[], object], runs: int = 7) -> tuple[float, float, float]:
    """Return our median seconds, the reference's, and the median of the ratios pair by pair; one warm-up each."""
    ours(), reference()
    measured = [(seconds(ours), seconds(reference)) for _ in range(runs)]
    ratio = statistics.median(one / other for one, other in measured)
    return statistics.median(a for a, _ in measured), statistics.median(b for _, b in measured), ratio


def tell(name: str, ours: float, reference: float, ratio: float, about: str) -> None:
    """Print one line."""
    print(f"{name:<44} {ours * 1000:>9.1f} ms   {reference * 1000:>9.1f} ms   {ratio:>6.2f} ×   {about}")


def make_project(folder: Path, guide: Guide, number: int) -> Store:
    """Make a project of *number* records (quotes, observations, insights, ideas …) that refer to each other."""
    chance = random.Random(7)
    settings = Settings(title="Mätning", language="sv")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    text = lambda least, most: " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()  # noqa: E731
    made: dict[str, list[str]] = {"interview": [], "quote": [], "insight": [], "idea": []}
    seen: set[str] = set()
    for index in range(number):
        kind_id = KINDS[index % 10]
        values: dict[str, object] = {"text": text(4, 18)}
        if kind_id == "interview":
            values = {
                "pseudonym": f"U{index}",
                "participant_type": "non_user",
                "informed": True,
                "date": "2026-03-10",
                "needs": [text(3, 9) for _ in range(3)],
                "surprises": [text(4, 12)],
                "consent_scope": ["analysis", "quote"],
            }
        elif kind_id == "quote" and made["interview"]:
            values["source"] = chance.choice(made["interview"])
        elif kind_id == "insight":
            values = {
                "statement": text(12, 24),
                "who": text(2, 6),
                "need": text(3, 8),
                "why": text(5, 12),
                "evidence": chance.sample(made["quote"], k=min(3, len(made["quote"]))),
                "strength": "strong",
            }
        elif kind_id == "idea":
            values["origin"], values["state"] = "brainwriting", "new"
        record_id = new_id(kind_id, chance)
        while record_id in seen:
            record_id = new_id(kind_id, chance)
        seen.add(record_id)
        made[kind_id].append(record_id)
        kind = guide.kinds[kind_id]
        stamp = f"2026-03-{1 + index % 28:02}T10:{index % 60:02}:00"
        record = Record(id=record_id, kind=kind_id, created=stamp, updated=stamp, step=kind.step, values=values)
        path = folder / "records" / kind_id / record.file_name(kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(record_bytes(record, kind))
    return Store(folder, guide, settings)


def measure_start(_guide: Guide, _folder: Path) -> None:
    """`--help` against importing Typer, `--version` against a bare interpreter."""
    tell(
        "innoguide --help / import typer",
        *pairs(process(PYTHON, "-m", "innoguide", "--help"), process(PYTHON, "-c", "import typer"), 15),
        "wanted ≤ 1.5",
    )
    tell(
        "innoguide --version / bare interpreter",
        *pairs(process(PYTHON, "-m", "innoguide", "--version"), process(PYTHON, "-c", "pass"), 15),
        "wanted near 1",
    )


def measure_load(guide: Guide, folder: Path) -> None:
    """Loading, validating and checking against PyYAML's own C loader on the same files; memory a record."""
    for number in (1_000, 10_000, 100_000):
        if number == 100_000 and not os.environ.get("INNOGUIDE_BENCHMARK_LARGE"):
            continue
        store = make_project(folder / f"load-{number}", guide, number)
        files = sorted((store.folder / "records").rglob("*.yaml"))

        def reference(files: list[Path] = files) -> None:
            for file in files:
                yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)

        def ours(store: Store = store) -> None:
            fresh = Store(store.folder, guide, store.settings)
            assert list(find_file_faults(guide, fresh, fresh.load())) == []

        tell(f"load, validate, check files {number:,} / CSafeLoader", *pairs(ours, reference, 3), "wanted ≤ 1.2")
        tracemalloc.start()
        project = Store(store.folder, guide, store.settings).load()
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"{'  memory, peak a record':<44} {peak / len(project.records) / 1000:>9.1f} kB   wanted < 20")


def measure_check(guide: Guide, folder: Path) -> None:
    """All checks, the scan for personal data and the trace of an insight, each against loading the same records."""
    times: dict[str, list[float]] = {}
    for number in (1_000, 10_000):
        store = make_project(folder / f"check-{number}", guide, number)
        project = store.load()
        look = Look(guide, project, TODAY)
        guard = Guard(store.folder)
        insight = project.of_kind("insight")[0]
        works: dict[str, Callable[[], object]] = {
            "the 38 checks": lambda look=look: list(find_remarks(look)),
            "personal data": lambda store=store, project=project, guard=guard: list(
                find_personal_findings(guide.checks["personal_data"], store, project, guard)
            ),
            "trace of an insight": lambda project=project, insight=insight: build_trace(guide, project, insight),
            "trace overview": lambda project=project: (
                find_orphans(guide, project),
                build_links(guide, project).suspect,
            ),
            "whole check": lambda store=store: check_project(guide, fresh_store(store), today=TODAY),
        }
        for name, work in works.items():
            measured = pairs(work, lambda store=store: fresh_store(store).load(), 3)
            tell(f"{name}, {number:,} / loading them", *measured, "")
            times.setdefault(name, []).append(measured[0])
    for name, (few, many) in times.items():
        tell(f"{name}, 10,000 / 1,000", many, few, many / few, "linear is 10")


def fresh_store(store: Store) -> Store:
    """Return a store of the same folder that has read nothing yet."""
    return Store(store.folder, store.guide, store.settings)


def measure_save(guide: Guide, folder: Path) -> None:
    """One answer saved whole and flushed, against a plain write of the same bytes."""
    store = make_project(folder / "save", guide, 10)
    record = next(iter(store.load().records.values()))
    data = record_bytes(record, guide.kinds[record.kind])
    path = folder / "save" / "plain.yaml"
    tell(
        "save an answer (flush, rename) / plain write",
        *pairs(lambda: write_over(path, data), lambda: path.write_bytes(data), 50),
        "not felt below 50 ms",
    )


def measure_add(guide: Guide, folder: Path) -> None:
    """`add` in a project of 10,000 against one of 10."""
    small, large = make_project(folder / "add-10", guide, 10), make_project(folder / "add-10000", guide, 10_000)

    def add(store: Store) -> Callable[[], object]:
        return process(PYTHON, "-m", "innoguide", "add", "quote", "Jag trodde", "--project", str(store.folder))

    tell("add with 10,000 records / with 10", *pairs(add(large), add(small), 9), "wanted 1")


def measure_report(guide: Guide, folder: Path) -> None:
    """The report over 2,000 records against `towncrier build` over 2,000 fragments, and from 1,000 to 10,000."""
    towncrier = folder / "towncrier"
    (towncrier / "newsfragments").mkdir(parents=True)
    (towncrier / "pyproject.toml").write_text('[tool.towncrier]\nname = "x"\nversion = "1"\nfilename = "NEWS.rst"\n')
    (towncrier / "NEWS.rst").write_text("News\n====\n")
    for index in range(2_000):
        (towncrier / "newsfragments" / f"{index}.feature").write_text(
            " ".join(random.Random(index).choices(WORDS, k=12))
        )
    store = make_project(folder / "report-2000", guide, 2_000)
    ours = process(PYTHON, "-m", "innoguide", "report", "--project", str(store.folder))
    has_towncrier = subprocess.run([PYTHON, "-m", "towncrier", "--version"], capture_output=True, check=False)
    if has_towncrier.returncode == 0:
        reference = process(PYTHON, "-m", "towncrier", "build", "--draft", folder=towncrier)
        tell("report of 2,000 / towncrier of 2,000", *pairs(ours, reference, 5), "wanted ≤ 2")
    else:
        print("towncrier is not installed: pip install towncrier to compare")
    templates = [shipped_folder("templates")]
    times = []
    for number in (1_000, 10_000):
        project = make_project(folder / f"report-{number}", guide, number).load()
        build = lambda project=project: build_outputs(guide, project, audience="public", template_folders=templates)  # noqa: E731
        build()
        times.append(min(seconds(build) for _ in range(3)))
    tell("build outputs of 10,000 / of 1,000", times[1], times[0], times[1] / times[0], "linear is 10")


def measure_again(guide: Guide, folder: Path) -> None:
    """A second `check`, `status` and `report` of 10,000 unchanged records against PyYAML's C loader on their files."""
    store = make_project(folder / "again", guide, 10_000)
    files = sorted((store.folder / "records").rglob("*.yaml"))

    def reference() -> None:
        for file in files:
            yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)

    def command(name: str) -> Callable[[], object]:
        return process(PYTHON, "-m", "innoguide", name, "--project", str(store.folder))

    time.sleep(4)  # files that were just written are not relied on
    for name in ("status", "report"):
        command(name)()
    time.sleep(4)
    for name in ("report", "check"):  # finds that nothing differs, and remembers; the outputs are looked at, too
        command(name)()
    folders = content_folders("steps", store.folder)
    language = choose_language(["--project", str(store.folder)])

    def asked() -> None:
        assert ResultCache(store.folder, folders, name="check", about=f"{date.today()} {language}").find() is not None

    tell("what `check` again does, 10,000 / CSafeLoader", *pairs(asked, reference, 3), "wanted ≤ 0.15")
    for name in ("check", "status", "report"):
        tell(f"whole process: {name} again / CSafeLoader", *pairs(command(name), reference, 3), "")


def measure_demo(_guide: Guide, folder: Path) -> None:
    """The demo against a bare interpreter (only to show it beside something)."""
    number = iter(range(100))

    def ours() -> object:
        return process(PYTHON, "-m", "innoguide", "demo", str(folder / f"demo-{next(number)}"), "--lang", "sv")()

    tell("demo / bare interpreter", *pairs(ours, process(PYTHON, "-c", "pass"), 3), "a few seconds")


MEASURES = {
    "start": measure_start,
    "load": measure_load,
    "check": measure_check,
    "save": measure_save,
    "add": measure_add,
    "report": measure_report,
    "again": measure_again,
    "demo": measure_demo,
}


def main(names: list[str]) -> None:
    """Run the measures in *names*, or all."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else a checkout is compiled at each start
    guide = load_guide([shipped_folder("steps")])
    print(f"{'':<44} {'ours':>12}   {'reference':>12}   {'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name in names or MEASURES:
            MEASURES[name](guide, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])

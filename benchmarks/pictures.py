"""Measures the report with its pictures against the same report's Markdown alone, for 300 and for 3,000 records.

    python benchmarks/pictures.py

The records are those of the Swedish example: once, and ten times over with ids of their own, so that every picture is
drawn and the large ones hold ten times as much. Both are built in turn in the same run. Nothing here is a test.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from unittest.mock import patch

from innoguide.files.content import content_folders, load_guide, shipped_folder
from innoguide.files.store import Store, read_settings
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.report.gallery import Gallery
from innoguide.model.guide import Guide
from innoguide.model.project import Project

EXAMPLE = Path(__file__).parent.parent / "examples" / "unga-i-kransorten"
SIGNS = "23456789ab"
"""What the last sign of an id becomes in each of the copies."""

RUNS = 5


def times(project: Project, number: int) -> Project:
    """Return *project* with each record *number* times; each copy refers to the records of its own copy."""
    records = dict(project.records)
    for sign in SIGNS[: number - 1]:
        names = {one: f"{one}{sign}" for one in project.records}
        for record in project.records.values():
            values, seen = renamed(record.values, names), renamed(record.seen, names)
            records[names[record.id]] = replace(record, id=names[record.id], values=values, seen=seen)
    return replace(project, records=records)


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return *value* with every id in it that is in *names* replaced."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def undrawn(_gallery: Gallery, folder: str, name: str, _make: Callable[[], object]) -> tuple[str, str]:
    """Stand in for `Gallery.add`: the line of the picture, and no picture."""
    return str(PurePosixPath(folder, f"{name}.svg")), name


def measure(guide: Guide, project: Project) -> tuple[float, float, int]:
    """Return the median seconds with and without pictures, taken in turn, and the number of pictures."""
    folders = [shipped_folder("templates")]
    with_pictures, alone = [], []
    for _ in range(RUNS + 1):  # the first of each warms up
        begun = time.perf_counter()
        outputs = build_outputs(guide, project, audience="public", template_folders=folders)
        with_pictures.append(time.perf_counter() - begun)
        with patch.object(Gallery, "add", undrawn):
            begun = time.perf_counter()
            build_outputs(guide, project, audience="public", template_folders=folders)
            alone.append(time.perf_counter() - begun)
    number = sum(path.suffix == ".svg" for path in outputs)
    return statistics.median(with_pictures[1:]), statistics.median(alone[1:]), number


def main() -> None:
    """Print both sizes, and how the time grows from one to the other."""
    guide = load_guide(content_folders("steps", None))
    example = Store(EXAMPLE, guide, read_settings(EXAMPLE)).load()
    found = []
    for number in (1, 10):
        project = times(example, number)
        drawn, alone, pictures = measure(guide, project)
        found.append(drawn)
        print(f"{len(project.records):>6,} records: {drawn:.2f} s with {pictures} pictures, {alone:.2f} s without")
        print(f"{'':>15}  {drawn / alone:.2f} times the Markdown alone")
    print(f"ten times the records: {found[1] / found[0]:.1f} times the time (10 is linear)")


if __name__ == "__main__":
    main()

"""The generator of the benchmarks: what it makes is a programme whose groups can be read."""

from __future__ import annotations

import sys
from pathlib import Path

from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, read_settings
from innoguide.jobs.check.content import find_file_faults
from innoguide.jobs.programme.gather import gather

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from many_groups import make_programme


def test_its_groups_can_be_read_without_a_fault(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, groups=8, records=150)
    guide = load_guide(content_folders("steps", None), with_checks=False)
    for one in programme.groups:
        store = Store(tmp_path / one.path, guide, read_settings(tmp_path / one.path))
        project = store.load()
        assert len(project.records) == 150
        assert list(find_file_faults(guide, store, project)) == []
    found = list(gather(tmp_path, programme))
    assert all(one.summary and one.summary.insights and not one.troubles for one in found)
    assert any(one.summary and one.summary.solutions and one.summary.capacity for one in found)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_programme(tmp_path / name, groups=2, records=40)
    paths = [one for one in (tmp_path / "one").rglob("*") if one.is_file()]
    assert len(paths) > 80
    for path in paths:
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()

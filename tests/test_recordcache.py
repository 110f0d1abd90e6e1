"""A second run reads only what has changed, and never anything that has."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from innoguide.cli.app import run
from innoguide.errors import Conflict
from innoguide.files.content import content_folders, load_guide
from innoguide.files.recordcache import RecordCache, cache_path
from innoguide.files.recordfile import record_bytes
from innoguide.files.removal import take_out
from innoguide.files.resultcache import ResultCache
from innoguide.files.store import Store, settings_bytes
from innoguide.files.valuecache import CACHE_FROM, is_settled, stamp_of_path
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record, new_id

NUMBER = CACHE_FROM + 20
LONG_AGO = 1_700_000_000_000_000_000


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None), with_checks=False)


@pytest.fixture(scope="module")
def made(guide: Guide, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of so many records that they are kept."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Many")))
    chance = random.Random(5)
    kind = guide.kinds["idea"]
    for number in range(NUMBER):
        record = Record(
            id=new_id("idea", chance),
            kind="idea",
            created=f"2026-01-01T10:{number // 60:02}:{number % 60:02}",
            tags=("a", "b") if number % 3 else (),
            values={"text": f"Idé nummer {number:04} – å ä ö", "round": 1 + number % 4},
        )
        path = folder / "records/idea" / record.file_name(kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(record_bytes(record, kind))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it. The seconds that must pass before a file is relied on are taken as passed."""
    monkeypatch.setattr("innoguide.files.valuecache._NEAR", -(10**12))
    return Path(shutil.copytree(made, tmp_path / "many"))


def load(folder: Path, guide: Guide) -> Project:
    return Store(folder, guide, Settings(title="Many")).load()


def afresh(folder: Path, guide: Guide) -> Project:
    """Return what is there, read without the cache."""
    cache_path(folder).unlink(missing_ok=True)
    return load(folder, guide)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "records/idea").glob("*.yaml"))


def mark(folder: Path) -> None:
    """Change what is kept, so that a record that comes from there can be told."""
    kept = json.loads(cache_path(folder).read_text("utf-8"))
    for one in kept["values"].values():
        one[1]["values"]["text"] = "kept"
    cache_path(folder).write_text(json.dumps(kept), "utf-8")


def test_what_is_kept_is_the_same_and_is_used(folder: Path, guide: Guide) -> None:
    first = load(folder, guide)
    assert load(folder, guide) == first == afresh(folder, guide)
    load(folder, guide)
    mark(folder)
    assert {one.values["text"] for one in load(folder, guide).records.values()} == {"kept"}


def in_place(path: Path) -> None:
    """Change a letter, and give the file back its time: size and time are the same."""
    times = path.stat()
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace("Idé".encode(), "Idä".encode()))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def over(path: Path) -> None:
    """Put another file of the same size and time in its place, as an editor or git does."""
    times = path.stat()
    other = path.with_suffix(".tmp")
    other.write_bytes(path.read_bytes().replace("Idé".encode(), "Idö".encode()))
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)


def back_in_time(path: Path) -> None:
    """Write with a clock that stands wrong."""
    path.write_bytes(path.read_bytes().replace("Idé".encode(), "Idå".encode()))
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


def swapped(path: Path) -> None:
    """Let two files change places: both keep their size and time."""
    other = files(path.parent.parent.parent)[-1]
    between = path.with_suffix(".tmp")
    path.rename(between)
    other.rename(path)
    between.rename(other)


@pytest.mark.parametrize("change", [in_place, over, back_in_time, Path.unlink])
def test_a_changed_file_is_read_anew(folder: Path, guide: Guide, change: object) -> None:
    load(folder, guide)
    assert callable(change)
    change(files(folder)[3])
    seen = load(folder, guide)
    assert seen == afresh(folder, guide)


def test_files_that_change_places_are_read_anew(folder: Path, guide: Guide) -> None:
    load(folder, guide)
    swapped(files(folder)[0])
    assert {one.file: one.id for one in load(folder, guide).records.values()} == {
        one.file: one.id for one in afresh(folder, guide).records.values()
    }


def test_any_order_of_changes_gives_what_is_there(folder: Path, guide: Guide) -> None:
    chance = random.Random(11)
    for _round in range(12):
        for change in chance.sample([in_place, over, back_in_time, Path.unlink], 2):
            change(chance.choice(files(folder)))
        kept = load(folder, guide)
        assert kept.records == load(folder, guide).records
        elsewhere = cache_path(folder).rename(folder / "aside.json") if cache_path(folder).exists() else None
        assert kept.records == load(folder, guide).records
        if elsewhere:
            elsewhere.replace(cache_path(folder))


def test_after_a_checkout_the_other_branch_is_seen(folder: Path, guide: Guide) -> None:
    def git(*arguments: str) -> None:
        told = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
        subprocess.run(told, cwd=folder, check=True, capture_output=True)

    (folder / ".gitignore").write_text(".innoguide/\n", "utf-8")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "one")
    before = load(folder, guide)
    git("checkout", "-qb", "other")
    for path in files(folder)[:40]:
        over(path)
    git("commit", "-qam", "two")
    changed = load(folder, guide)
    git("checkout", "-q", "main")
    assert load(folder, guide).records == before.records
    git("merge", "-q", "other")
    assert load(folder, guide).records == changed.records != before.records


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"key": 1}', '{"key": 1, "values": []}'])
def test_a_spoilt_cache_is_passed_over(folder: Path, guide: Guide, spoilt: str) -> None:
    first = load(folder, guide)
    cache_path(folder).write_text(spoilt, "utf-8")
    assert load(folder, guide) == first


def test_another_guide_reads_everything_anew(folder: Path, guide: Guide) -> None:
    load(folder, guide)
    mark(folder)
    kind = guide.kinds["idea"].model_copy(update={"label_field": "origin"})
    other = replace(guide, kinds={**guide.kinds, "idea": kind})
    assert {one.values["text"] for one in load(folder, other).records.values()} != {"kept"}


def test_what_was_written_a_moment_ago_is_not_relied_on(made: Path, tmp_path: Path, guide: Guide) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "new", copy_function=shutil.copyfile))
    load(folder, guide)
    assert json.loads(cache_path(folder).read_text("utf-8"))["values"] == {} if cache_path(folder).exists() else True
    stamp = stamp_of_path(files(folder)[0])
    assert not is_settled(stamp, time.time_ns())
    assert is_settled(stamp, stamp[2] + 4_000_000_000)


def test_a_record_known_from_before_is_replaced_and_never_overwritten(folder: Path, guide: Guide) -> None:
    load(folder, guide)
    store = Store(folder, guide, Settings(title="Many"))
    first, second, *_ = store.load().records.values()
    store.replace(first.with_values(text="Ny"))
    assert load(folder, guide).records[first.id].values["text"] == "Ny"
    in_place(folder / second.file)
    with pytest.raises(Conflict):
        store.replace(second.with_values(text="Ny"))
    (folder / second.file).unlink()
    with pytest.raises(Conflict):
        store.replace(second.with_values(text="Ny"))


def test_what_is_taken_out_is_not_kept(folder: Path, guide: Guide) -> None:
    store = Store(folder, guide, Settings(title="Many"))
    project = store.load()
    gone = next(iter(project.records.values()))
    assert str(gone.values["text"]) in cache_path(folder).read_text("utf-8")
    ResultCache(folder, [], name="check", about="").keep(str(gone.values["text"]))
    take_out(store, project, [gone])
    left = "".join(path.read_text("utf-8") for path in (folder / ".innoguide").rglob("*.json"))
    assert str(gone.values["text"]) not in left


def test_of_a_file_that_is_gone_nothing_is_kept(folder: Path, guide: Guide) -> None:
    gone = next(iter(load(folder, guide).records.values()))
    (folder / gone.file).unlink()
    load(folder, guide)
    assert str(gone.values["text"]) not in cache_path(folder).read_text("utf-8")


def test_few_records_are_never_kept(folder: Path, guide: Guide) -> None:
    for path in files(folder)[CACHE_FROM - 1 :]:
        path.unlink()
    load(folder, guide)
    assert not cache_path(folder).exists()


def test_the_cache_holds_records_by_name(folder: Path, guide: Guide) -> None:
    cache = RecordCache(folder, guide.kinds)
    name = f"records/idea/{files(folder)[0].name}"
    stamp = stamp_of_path(files(folder)[0])
    assert cache.find(name, stamp) is None
    record = load(folder, guide).records[files(folder)[0].name[:10]]
    cache.keep(name, stamp, record)
    assert cache.find(name, stamp) == record
    assert cache.find(name, (*stamp[:3], stamp[3] + 1)) is None


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    run(["check", "--project", str(folder), "--format", "json"])
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)["findings"]
    return found


def test_check_says_the_same_the_second_time_and_sees_a_change(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = checked(folder, capsys)
    kept = folder / ".innoguide/cache/check.json"
    marked = json.loads(kept.read_text("utf-8"))
    marked["result"] = [{"code": "x", "level": "info", "message": "kept"}]
    assert checked(folder, capsys) == first
    kept.write_text(json.dumps(marked), "utf-8")
    assert [one["message"] for one in checked(folder, capsys)] == ["kept"]
    in_place(files(folder)[0])
    (folder / "records/idea/strange.yaml").write_text("id: [", "utf-8")
    again = checked(folder, capsys)
    assert "kept" not in {one["message"] for one in again}
    assert any(one["file"] == "records/idea/strange.yaml" for one in again)


def test_what_changes_while_the_work_is_done_is_not_passed_over(folder: Path) -> None:
    cache = ResultCache(folder, [], name="check", about="")
    assert cache.find() is None
    in_place(files(folder)[0])
    cache.keep("made of what was there before")
    assert ResultCache(folder, [], name="check", about="").find() is None


@pytest.mark.parametrize("number", [CACHE_FROM - 1, CACHE_FROM])
def test_the_guide_is_kept_where_there_are_records_enough(folder: Path, number: int) -> None:
    for path in files(folder)[number:]:
        path.unlink()
    add = ["add", "idea", "Ny", "--project", str(folder)]
    assert run(add) == 0
    kept = folder / ".innoguide/cache/guide.json"
    assert kept.exists() == (number == CACHE_FROM)
    if kept.exists():
        before = kept.read_bytes()
        assert run(add) == 0 and kept.read_bytes() == before


def reported(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(["report", "--project", str(folder), "--lang", "en", *more]) == 0
    return "".join(capsys.readouterr())


def test_a_report_that_is_up_to_date_is_not_made_again_and_any_change_is_seen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = reported(folder, capsys)
    reported(folder, capsys)  # finds that nothing differs, and remembers
    kept = folder / ".innoguide/cache/outputs-public-all.json"
    marked = json.loads(kept.read_text("utf-8"))
    kept.write_text(json.dumps({**marked, "result": 987}), "utf-8")
    assert "987" in reported(folder, capsys) and "987" not in written
    assert "987" not in reported(folder, capsys, "--format", "html")
    report = folder / "outputs/report.md"
    before = report.read_text("utf-8")
    in_place(files(folder)[0])
    reported(folder, capsys)
    assert report.read_text("utf-8") != before
    report.unlink()
    reported(folder, capsys)
    assert report.is_file()

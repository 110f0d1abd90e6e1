"""Every command in places that are hard: a full disk, no right to write, no git, no home, files of other systems."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_disk import by_nobody, files_of_at_most, posix

from innoguide.cli.app import run

QUOTE, OTHER, INSIGHT, HMW = "quote-22222", "quote-33333", "insight-22222", "hmw-22222"
SETTINGS = """format: 1
title: Fler in på ön
language: sv
profile: programme
guide: innovationsguiden
guide_version: '2026.1'
"""
ANSWERS = """format: 1
sessions:
  - id: 2026-11-24-traff-1
    start: 2026-11-24T13:00
    room: bibliotek 2
    walk:
      - ringa-in/incheckning:
          runda: Alla sa varsin bok.
"""
RECORD = """format: 1
id: {id}
kind: {kind}
status: done
created: 2026-11-20T13:00:00
updated: 2026-11-20T13:00:00
{field}: {text}
"""
WRITING: dict[str, list[str]] = {
    "add": ["add", "quote", "Vi åker när bussen går"],
    "agenda": ["agenda", "ringa-in", "--date", "2027-01-12", "--start", "13", "--yes"],
    "agenda calendar": ["agenda", "--calendar", "--from", "2027-01-12", "--weekday", "tue", "--yes"],
    "capacity": ["capacity", "--form", "form.csv"],
    "changes": ["changes", "--since", "2020-01-01", "--format", "html"],
    "consent": ["consent", "U07", "--may", "quote", "--until", "2027-01-31"],
    "demo": ["demo", "prov"],
    "doctor": ["doctor", "--fix"],
    "edit": ["edit", QUOTE, "--set", "text=Något annat"],
    "export": ["export", "summary"],
    "hook": ["hook", "install"],
    "init": ["init", "nytt", "--title", "Nytt"],
    "keep": ["keep", "solution_built_in", "Appen finns", "--record", HMW],
    "link": ["link", INSIGHT, QUOTE],
    "outputs": ["outputs"],
    "park": ["park", "En buss"],
    "programme add": ["programme", "add", "annan", ".", "--programme", "program"],
    "programme export": ["programme", "export", "tabeller", "--programme", "program"],
    "programme init": ["programme", "init", "nytt-program", "--title", "Nytt"],
    "programme report": ["programme", "report", "--programme", "program"],
    "report": ["report"],
    "report html": ["report", "--format", "html"],
    "similar": ["similar", "--different", QUOTE, OTHER, "--why", "Olika dagar"],
    "walk": ["walk", "--answers", "svar.yaml"],
    "walk answers": ["walk", "--write-answers", "tomma.yaml"],
    "withdraw": ["withdraw", "U07", "--remove"],
    "worksheet": ["worksheet", "aktorskarta"],
}
"""What writes in a project or beside it. `dispose`, `followup`, `review` and `room` wait for somebody, or for a day."""

READING = [
    ["check"], ["consent"], ["doctor"], ["guide"], ["list"], ["show", QUOTE], ["status"], ["trace"], ["review"],
    ["similar", "quote"], ["changes", "--since", "2020-01-01"], ["capacity", "--show"], ["followup", "--list"],
    ["dispose"], ["programme", "status", "--programme", "program"], ["programme", "check", "--programme", "program"],
]  # fmt: skip


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in a project of a few records, with a programme in it, in a folder that everybody may look into."""
    with tempfile.TemporaryDirectory(prefix="hard-") as name:
        Path(name).chmod(0o755)
        make_project(Path(name) / "projekt")
        monkeypatch.chdir(Path(name) / "projekt")
        yield Path(name) / "projekt"
        monkeypatch.undo()


def make_project(folder: Path) -> None:
    """Write the project."""
    (folder / "program").mkdir(parents=True)
    (folder / "innoguide.yaml").write_text(SETTINGS, "utf-8")
    for one, field, text in (
        (QUOTE, "text", "Bussen går för sällan"),
        (OTHER, "text", "Bussen går inte på kvällen"),
        (HMW, "question", "Hur kan vi göra en app för unga?"),
        (INSIGHT, "statement", "Den som inte kommer hem stannar hemma"),
    ):
        kind = one.partition("-")[0]
        path = folder / "records" / kind / f"{one}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RECORD.format(id=one, kind=kind, field=field, text=text), "utf-8")
    (folder / "program" / "programme.yaml").write_text("format: 1\ntitle: Program\nlanguage: sv\ngroups: []\n", "utf-8")
    (folder / "svar.yaml").write_text(ANSWERS, "utf-8")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)


def left_in(folder: Path) -> dict[str, bytes]:
    """Return every file in *folder* but what is local to this computer."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".innoguide" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def work_in_a_copy(project: Path) -> None:
    """Run every command once where it can write."""
    copy = project.parent / "kopia"
    shutil.copytree(project, copy)
    os.chdir(copy)
    codes = {name: run([*words, "--lang", "sv"]) for name, words in WRITING.items()}
    assert [name for name, code in codes.items() if code > 1] == []
    assert run(["show", "nothing"]) == 2
    os.chdir(project)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write in *folder*, not even root."""
    paths = [folder, *folder.rglob("*")]
    modes = [(path, stat.S_IMODE(path.stat().st_mode)) for path in paths]
    for path, mode in modes:
        path.chmod(mode & ~0o222)
    try:
        with by_nobody():
            yield
    finally:
        for path, mode in modes:
            path.chmod(mode)


@posix
def test_where_nothing_may_be_written_each_command_says_so_and_changes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = left_in(project)
    work_in_a_copy(project)  # as nobody, what Python loads late may be out of reach
    capsys.readouterr()
    for name, words in WRITING.items():
        with read_only(project):
            code = run([*words, "--lang", "sv"])
        said = capsys.readouterr()
        assert code in (2, 4), (name, said)
        assert len(said.err.splitlines()) == 2, (name, said.err)  # what is wrong, and what to do
        assert left_in(project) == before, name


@posix
@pytest.mark.parametrize("size", [0, 300])
def test_on_a_full_disk_each_command_says_so_and_leaves_nothing_half(
    project: Path, size: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, words in WRITING.items():
        before = left_in(project)
        with files_of_at_most(size):
            code = run([*words, "--lang", "sv"])
        said = capsys.readouterr()
        now = left_in(project)
        assert code in ((2, 4) if size == 0 and name != "doctor" else (0, 1, 2, 4)), (name, said)
        assert size or now == before, name
        assert all(data.endswith(b"\n") for path, data in now.items() if path.endswith((".yaml", ".md"))), name
        assert not [path for path in now if path.endswith(".tmp")], name


@pytest.mark.parametrize("words", [*WRITING.values(), *READING], ids=" ".join)
def test_without_git_each_command_works_or_says_that_it_needs_it(
    project: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(project / "program"))
    code = run([*words, "--lang", "sv"])
    said = capsys.readouterr()
    assert code in (0, 1) or "git" in said.err or words[0] == "withdraw", said


@pytest.mark.parametrize("home", [None, "/finns/inte", "/dev/null"])
def test_without_a_home_the_program_starts_and_saves(project: Path, home: str | None) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in ("HOME", "USERPROFILE", "XDG_CACHE_HOME")}
    environment = kept | ({} if home is None else {"HOME": home})
    for words in (["add", "quote", "Hej"], ["outputs"], ["worksheet", "aktorskarta"]):
        command = [sys.executable, "-m", "innoguide", *words, "--lang", "sv"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


EDITED = ("innoguide.yaml", f"records/quote/{QUOTE}.yaml", "program/programme.yaml", "svar.yaml")
ASKED = {"program": ["programme", "status", "--programme", "program"], "svar": ["walk", "--answers", "svar.yaml"]}
SAME: dict[str, Callable[[str], bytes]] = {
    "with a mark": lambda text: text.encode("utf-8-sig"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "accents apart": lambda text: unicodedata.normalize("NFD", text).encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
}


def asked(file: str) -> list[str]:
    """Return a command that reads *file*."""
    return [*ASKED.get(file.partition("/")[0].removesuffix(".yaml"), ["show", QUOTE]), "--lang", "sv"]


@pytest.mark.parametrize("how", SAME)
def test_files_saved_by_other_editors_say_the_same(project: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    for file in EDITED:
        path = project / file
        before = path.read_text("utf-8")
        assert run(asked("innoguide.yaml")) == 0
        wanted = unicodedata.normalize("NFC", capsys.readouterr().out)
        path.write_bytes(SAME[how](before))
        assert run(asked(file)) == 0, (file, capsys.readouterr())
        capsys.readouterr()
        assert run(asked("innoguide.yaml")) == 0
        assert unicodedata.normalize("NFC", capsys.readouterr().out) == wanted, file


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_files_in_other_encodings_are_told_with_their_place(
    project: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in EDITED:
        path = project / file
        before = path.read_bytes()
        path.write_bytes((before.decode() + "# åäö\n").encode(encoding))
        assert run(asked(file)) in (1, 2, 4)
        said = capsys.readouterr().err
        assert f"{path.name}:" in said and "UTF-8" in said, (file, said)
        path.write_bytes(before)

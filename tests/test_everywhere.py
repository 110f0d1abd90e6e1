"""What goes with every command: `--quiet`, `--no-color`, `--debug`; and how a fault of innoguide itself is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from innoguide.cli.everywhere import take_everywhere

EXAMPLE = Path(__file__).parent.parent / "examples" / "reading-together"
SECRET = "Ada Exempelsson"
FAULTY = f"""
import sys
import innoguide.terminal.screen as screen

def fail(*_lines, **_options):
    raise KeyError({SECRET!r})

screen.print_lines = fail
from innoguide.__main__ import main
main()
"""


def ran(*arguments: str, code: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Return how the program ended, run as a process of its own."""
    environment = {name: one for name, one in os.environ.items() if not name.startswith(("INNOGUIDE_", "NO_COLOR"))}
    start = [sys.executable, "-c", code] if code else [sys.executable, "-m", "innoguide"]
    told = {**environment, "INNOGUIDE_LANG": "en", **more}
    return subprocess.run([*start, *arguments], env=told, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [["-q", "list"], ["list", "--quiet"]])
def test_quiet_is_silent_but_for_what_was_asked_for(arguments: list[str]) -> None:
    loud = ran("check", "--project", str(EXAMPLE))
    quiet = ran(*arguments, "insight", "--project", str(EXAMPLE))
    assert quiet.stderr == "" and len(quiet.stdout.splitlines()) > 3
    assert loud.stderr != "" and ran("-q", "check", "--project", str(EXAMPLE)).stderr == ""


def test_quiet_still_says_what_is_wrong() -> None:
    done = ran("-q", "show", "insight-22222", "--project", str(EXAMPLE))
    assert done.returncode != 0 and "insight-22222" in done.stderr


def test_a_fault_is_one_line_and_a_file_that_quotes_nobody(tmp_path: Path) -> None:
    done = ran("status", "--project", str(EXAMPLE), code=FAULTY, TMPDIR=str(tmp_path), TEMP=str(tmp_path))
    assert done.returncode == 70
    assert SECRET not in done.stderr and "Traceback" not in done.stderr
    (file,) = tmp_path.glob("innoguide-*.txt")
    assert str(file) in done.stderr.splitlines()[0]
    told = file.read_text("utf-8")
    assert "KeyError" in told and "status.py:" in told and SECRET not in told


@pytest.mark.parametrize(("arguments", "more"), [(["--debug"], {}), ([], {"INNOGUIDE_DEBUG": "1"})])
def test_who_asks_sees_all_of_a_fault(arguments: list[str], more: dict[str, str]) -> None:
    done = ran("status", "--project", str(EXAMPLE), *arguments, code=FAULTY, **more)
    assert "Traceback" in done.stderr and SECRET in done.stderr


def test_after_two_hyphens_all_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert take_everywhere(["add", "note", "--", "-q", "--no-color"]) == ["add", "note", "--", "-q", "--no-color"]
    assert take_everywhere(["add", "--no-color", "note"]) == ["add", "note"]
    assert os.environ["NO_COLOR"] == "1"


def test_a_hyphen_stands_for_what_comes_in_and_what_goes_out(tmp_path: Path) -> None:
    assert ran("init", str(tmp_path / "p"), "--title", "T", "--no-git").returncode == 0
    blank = ran("walk", "incheckning", "--write-answers", "-", "--project", str(tmp_path / "p"))
    assert "sessions:" in blank.stdout
    answers = "sessions:\n- {id: first, start: 2026-01-10T09:00, room: [{role: project_group, count: 5}], walk: []}\n"
    start = [sys.executable, "-m", "innoguide", "walk", "--answers", "-", "--project", str(tmp_path / "p")]
    done = subprocess.run(start, input=answers, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    summary = ran("export", "summary", "-o", "-", "--project", str(tmp_path / "p"))
    assert summary.stdout.startswith("format: 1\n") and not (tmp_path / "p/summary.yaml").exists()

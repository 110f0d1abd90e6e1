"""The commands in tests/transcripts/ say what those files say."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from transcripts import FOLDER, Shell, read_steps, run_file

BIN = Path(sys.executable).parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the transcripts are commands for bash")


LATER = os.environ.get("INNOGUIDE_TRANSCRIPTS_LATER", "").split()
"""Those that CI runs afterwards with the wheel: once is enough."""


@pytest.mark.parametrize(
    "file", [one for one in sorted(FOLDER.glob("*.md")) if one.stem not in LATER], ids=lambda file: file.stem
)
def test_commands_give_what_the_transcript_shows(file: Path, tmp_path: Path) -> None:
    """After a wanted change: python tests/transcripts.py --update, and read the diff."""
    _text, differences = run_file(file.read_text("utf-8"), tmp_path, BIN)
    assert not differences, "\n\n".join(differences)


def test_every_exit_code_but_130_stands_in_a_transcript() -> None:
    """130 needs a terminal: it is seen by the tests that kill a walk."""
    texts = "".join(file.read_text("utf-8") for file in FOLDER.glob("*.md"))
    assert all(f"[exit {code}]" in texts for code in (1, 2, 3, 4))


def test_what_differs_is_found_and_the_text_is_mended(tmp_path: Path) -> None:
    text = "```console\n$ echo one\ntwo\n$ echo three >&2; exit 3\n$ echo four\nfour\n```\nprose\n"
    mended, differences = run_file(text, tmp_path, BIN)
    assert [difference.splitlines()[0] for difference in differences] == ["$ echo one", "$ echo three >&2; exit 3"]
    assert mended == (
        "```console\n$ echo one\none\n$ echo three >&2; exit 3\n! three\n[exit 3]\n$ echo four\nfour\n```\nprose\n"
    )
    (tmp_path / "again").mkdir()
    assert run_file(mended, tmp_path / "again", BIN) == (mended, [])


def test_only_console_blocks_are_run() -> None:
    steps = read_steps("```sh\n$ rm -r /\n```\n\n```console\n$ a \\\n  b\nc\n```\n")
    assert [(step.command, step.expected) for step in steps] == [("a \\\n  b", ["c"])]


def test_ids_are_masked_in_the_order_they_are_seen_and_can_be_used(tmp_path: Path) -> None:
    shell = Shell(tmp_path, BIN)
    for real in ("idea-8m2xq", "parked_idea-k3f9w"):
        folder = tmp_path / "p" / "records" / real.rpartition("-")[0]
        folder.mkdir(parents=True)
        (folder / f"{real}.yaml").touch()
    assert shell.masked("parked_idea-k3f9w, idea-8m2xq and snabb-hjalp") == "parked_idea-#1, idea-#1 and snabb-hjalp"
    assert shell.run("echo parked_idea-#1 | tr 3 x").out == "parked_idea-kxf9w\n"

"""What README and the documents show is true: help texts, commands, files that are linked to."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from transcripts import Shell, read_steps

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.en.md")
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")],
    key=lambda path: path.relative_to(ROOT).as_posix(),
)
COMMAND = re.compile(r"<!-- command: (\S+) -->\n\n?```\w*\n(.+)\n```")


def name_of(path: Path) -> str:
    """Return a document's name as tests show it."""
    return path.relative_to(ROOT).as_posix()


def marked_commands(readme: str) -> dict[str, str]:
    """Return the commands that a comment names: `demo`, `test` and their twins for Windows."""
    return dict(COMMAND.findall((ROOT / readme).read_text("utf-8")))


@pytest.mark.parametrize("script", ["readme_help.py", "picture.py"])
def test_what_is_generated_is_fresh(script: str) -> None:
    done = subprocess.run([sys.executable, f"scripts/{script}", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


PASTED = [
    path
    for path in DOCUMENTS
    if "```console" in path.read_text("utf-8") and path.parent.name not in ("handbok", "handbook")
]
"""The handbook's blocks are for a project that has come some way: `test_handbook.py` runs them there."""


@pytest.mark.skipif(sys.platform == "win32", reason="the blocks are commands for bash")
@pytest.mark.parametrize("document", PASTED, ids=name_of)
def test_each_console_block_can_be_pasted(document: Path, tmp_path: Path) -> None:
    """Each command ends as shown (0, or `[exit N]`), and says the lines shown in that order; others may be between."""
    shell = Shell(tmp_path, Path(sys.executable).parent)
    for step in read_steps(document.read_text("utf-8")):
        shown = [line for line in step.expected if line.strip() and line != "…"]
        code = int(shown.pop()[6:-1]) if shown and re.fullmatch(r"\[exit \d+\]", shown[-1]) else 0
        result = shell.run(step.command)
        assert result.code == code, f"$ {step.command}\n{result.out}{result.err}"
        said = iter((result.out + result.err).splitlines())
        for line in shown:
            assert line in (one.rstrip() for one in said), f"$ {step.command}\nnot said (or not in this order): {line}"


@pytest.mark.parametrize("readme", READMES)
def test_two_single_line_commands_do_the_set_up(readme: str) -> None:
    commands = marked_commands(readme)
    assert set(commands) == {"demo", "test", "demo-windows", "test-windows"}
    for name, command in commands.items():
        assert "\n" not in command
        assert "-m venv" in command
        assert ("scripts/check.py" in command.replace("\\", "/")) == name.startswith("test")
        assert ("innoguide demo" in command) == name.startswith("demo")


def test_both_readmes_name_the_same_commands() -> None:
    swedish, english = (marked_commands(readme) for readme in READMES)
    assert swedish["test"] == english["test"]
    assert swedish["test-windows"] == english["test-windows"]


def test_ci_runs_the_command_of_the_readme() -> None:
    """Also that the sed line in .ci/run finds it."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    found = re.search(r"^readme_command\(\) \{\n(.+?)^\}", script, re.MULTILINE | re.DOTALL)
    assert found is not None
    commands = marked_commands("README.md")
    for name in ("demo", "test"):
        assert f"readme_command {name}" in script
        if sys.platform != "win32":
            done = subprocess.run(
                ["bash", "-c", f"{found[0]}\nreadme_command {name}"], cwd=ROOT, capture_output=True, check=True
            )
            assert done.stdout.decode().strip() == commands[name]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            assert (document.parent / target).exists(), f"{name_of(document)} links to {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_headings_begin_at_one_and_skip_no_level(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    if document.parent.name == "changelog.d":
        assert not levels
        return
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_picture_loads_nothing_from_the_net() -> None:
    picture = (ROOT / "docs" / "walk.svg").read_text("utf-8")
    assert "url(http" not in picture
    assert "@font-face" not in picture
    assert "<title" in picture
    assert "<desc" in picture

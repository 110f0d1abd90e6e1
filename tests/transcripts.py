"""Runs the commands shown in Markdown files, and compares what they say and how they end.

In a ```console block each line that begins with `$ ` is a command; what follows is what it prints, then what it
prints on stderr with `! ` before, then `[exit N]` unless it ends with 0. A block runs in the folder where the one
before it ended; each file begins in an empty one. `cd DIR` is understood; everything else is given to bash. What
differs from run to run is masked: ids become `quote-#1` (and may be used so in later commands), times `<time>`,
meetings `<day>-traff-<chance>`.

    python tests/transcripts.py [--update] [--bin DIR] [FILE …]

Needs nothing but Python itself, so that it also tests a program installed without the development tools.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "transcripts"
ID = re.compile(r"\b([a-z]+(?:_[a-z]+)*)-([2-9a-hjkmnp-z]{5})\b")
SECONDS = 60


@dataclass
class Step:
    """A command, where it stands (index of its line), and the lines that are expected after it."""

    command: str
    at: int
    expected: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What a command gave."""

    out: str
    err: str
    code: int

    def lines(self) -> list[str]:
        """Return it as a block shows it."""
        shown = self.out.splitlines()
        shown += [f"! {line}".rstrip() for line in self.err.splitlines()]
        return [*shown, f"[exit {self.code}]"] if self.code else shown


class Shell:
    """Runs commands one after the other in *folder*, with the program in *bin_folder* first on the path."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self.root = self.here = folder
        self.environment = clean_environment(folder, bin_folder)
        self._masks: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._kinds: set[str] = set()

    def run(self, command: str) -> Result:
        """Run *command* and return what it gave, masked."""
        if command.startswith("cd "):
            wanted = self.here / command[3:].strip()
            if not wanted.is_dir():
                return Result("", "no such folder\n", 1)
            self.here = wanted
            return Result("", "", 0)
        for real, mask in self._masks.items():
            command = re.sub(rf"(?<![a-z_]){re.escape(mask)}(?!\d)", real, command)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=self.here,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return Result(self.masked(done.stdout.decode()), self.masked(done.stderr.decode()), done.returncode)

    def masked(self, text: str) -> str:
        """Return *text* with what differs from run to run replaced."""
        text = text.replace(str(self.root), "<here>")
        text = ID.sub(self._mask, text)
        text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?", "<time>", text)
        text = re.sub(r"\b\d{4}-\d\d-\d\d-(traff|meeting)-[2-9a-hjkmnp-z]{5}\b", r"<day>-\1-<chance>", text)
        return re.sub(r"Python \d+\.\d+\.\d+\S*?(?=\))", "Python <version>", text)

    def _mask(self, match: re.Match[str]) -> str:
        real, kind = match[0], match[1]
        if real not in self._masks:
            if not self._is_id(real, kind):
                return real
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._masks[real] = f"{kind}-#{self._counts[kind]}"
        return self._masks[real]

    def _is_id(self, text: str, kind: str) -> bool:
        """Say whether *text* is the id of a record that lies below the folder (and not a word like `fler-ideer`)."""
        return any(self.root.glob(f"**/records/{kind}/{text}*"))


def clean_environment(folder: Path, bin_folder: Path) -> dict[str, str]:
    """Return an environment that is the same on every machine."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "PATH": os.pathsep.join([str(bin_folder), kept["PATH"]]),
        "HOME": str(folder / ".home"),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONWARNINGS": "error",
    }


def read_steps(text: str) -> list[Step]:
    """Return the commands in the ```console blocks of *text*. A line that ends with a backslash goes on in the next."""
    steps: list[Step] = []
    inside = continued = False
    for at, line in enumerate(text.splitlines()):
        if line.startswith("```"):
            inside = line.strip() == "```console"
        elif not inside:
            continue
        elif continued:
            steps[-1].command += "\n" + line
            steps[-1].at = at
        elif line.startswith("$ "):
            steps.append(Step(line[2:], at))
        elif steps:
            steps[-1].expected.append(line.rstrip())
        continued = inside and bool(steps) and not steps[-1].expected and steps[-1].command.endswith("\\")
    return steps


def run_file(text: str, folder: Path, bin_folder: Path) -> tuple[str, list[str]]:
    """Run the commands in *text* in *folder*; return the text as it should be, and what differs."""
    shell = Shell(folder, bin_folder)
    lines = text.splitlines()
    differences: list[str] = []
    moved = 0
    for step in read_steps(text):
        got = [line.rstrip() for line in shell.run(step.command).lines()]
        if got != step.expected:
            change = difflib.unified_diff(step.expected, got, "expected", "got", lineterm="", n=2)
            differences.append(f"$ {step.command}\n" + "\n".join(change))
        start = step.at + 1 + moved
        lines[start : start + len(step.expected)] = got
        moved += len(got) - len(step.expected)
    return "\n".join(lines) + "\n", differences


def main() -> int:
    """Run the files named, or all in tests/transcripts/; with --update write what came instead of comparing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=sorted(FOLDER.glob("*.md")))
    parser.add_argument("--update", action="store_true", help="write what came; the diff is the review")
    parser.add_argument("--bin", type=Path, default=Path(sys.executable).parent, help="the folder with innoguide")
    chosen = parser.parse_args()
    failed = 0
    for file in chosen.files:
        with tempfile.TemporaryDirectory() as folder:
            got, differences = run_file(file.read_text("utf-8"), Path(folder), chosen.bin.absolute())
        if chosen.update:
            file.write_text(got, "utf-8", newline="\n")
        elif differences:
            failed += 1
            print(f"{file}:\n" + "\n\n".join(differences) + "\n")
    print(f"{len(chosen.files) - failed} of {len(chosen.files)} transcripts as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

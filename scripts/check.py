"""Runs everything that CI runs: format, lint, types, layers, generated documents, tests. Run it before a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("layers", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache", "--no-logo")),
    ("help in README", ("scripts/readme_help.py", "--check")),
    ("measured checks", ("scripts/measure_checks.py", "--check")),
    ("measured likeness", ("scripts/measure_alike.py", "--check")),
    ("picture", ("scripts/picture.py", "--check")),
    ("picture of the phones", ("scripts/room_pictures.py", "--check")),
    ("gallery", ("scripts/gallery.py", "--check")),
)
"""Name, and what Python is given."""

TESTS = ("tests", ("-m", "pytest", "-n", "auto", "--dist", "loadgroup"))
"""They come last, alone: they use the whole machine, and their summary is the last thing said. They build the examples,
too, so that these need no check of their own."""


def main() -> int:
    """Run all of them, whatever fails; say which failed, and return 1 if any did."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (name, _), done in zip(CHECKS, pool.map(_run, CHECKS), strict=True):
            print(f"== {name}\n{done.stdout}", end="", flush=True)
            failed += [name] if done.returncode else []
    name, arguments = TESTS
    print(f"== {name}", flush=True)
    failed += [name] if subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode else []
    print(f"FAILED: {', '.join(failed)}" if failed else f"All {len(CHECKS) + 1} checks passed.", flush=True)
    return 1 if failed else 0


def _run(check: tuple[str, tuple[str, ...]]) -> subprocess.CompletedProcess[str]:
    """Run one of the checks, and keep all that it says until its turn comes."""
    command = [sys.executable, *check[1]]
    return subprocess.run(
        command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())

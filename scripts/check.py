"""Runs everything that CI runs: format, lint, types, layers, generated documents, tests. Run it before a commit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("layers", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache", "--no-logo")),
    ("help in README", ("scripts/readme_help.py", "--check")),
    ("examples", ("scripts/examples.py", "--check")),
    ("example programme", ("scripts/programme_example.py", "--check")),
    ("measured checks", ("scripts/measure_checks.py", "--check")),
    ("measured likeness", ("scripts/measure_alike.py", "--check")),
    ("picture", ("scripts/picture.py", "--check")),
    ("picture of the phones", ("scripts/room_pictures.py", "--check")),
    ("gallery", ("scripts/gallery.py", "--check")),
    ("tests", ("-m", "pytest", "-n", "auto", "--dist", "loadgroup")),
)
"""Name, and what Python is given. The tests come last, so that their summary is the last thing said."""


def main() -> int:
    """Run all of them, whatever fails; say which failed, and return 1 if any did."""
    failed = []
    for name, arguments in CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"FAILED: {', '.join(failed)}" if failed else f"All {len(CHECKS)} checks passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

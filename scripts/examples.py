"""Rebuilds the worked examples from their answers files; with --check only tells what differs.

    python scripts/examples.py [--check]

An example is documentation, fixture and golden test at once: `examples/<name>/answers.yaml` is written by hand, the
rest is what the walk and the report make of it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from innoguide.cli.demo import make_example
from innoguide.texts import use_language

EXAMPLES = Path(__file__).parent.parent / "examples"
WRITTEN_BY_HAND = "answers.yaml"
LOCAL = ".innoguide"
"""The folder of what is kept between runs on one computer."""


def build(example: Path, folder: Path) -> dict[str, bytes]:
    """Return every file that the example in *example* gives, made in *folder*."""
    use_language("sv" if "\n  language: sv" in (example / WRITTEN_BY_HAND).read_text("utf-8") else "en")
    make_example(example / WRITTEN_BY_HAND, folder, git=False)
    return read(folder)


def read(folder: Path) -> dict[str, bytes]:
    """Return the files in *folder* by their path in it, but for the answers."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != WRITTEN_BY_HAND)
    paths = [path for path in files if LOCAL not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def differences(made: dict[str, bytes], kept: dict[str, bytes]) -> list[str]:
    """Return the names that differ, are missing, or should not be there."""
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def main(check: bool) -> int:
    """Rebuild or check every example; return the exit code."""
    stale: list[str] = []
    for example in sorted(path.parent for path in EXAMPLES.glob(f"*/{WRITTEN_BY_HAND}")):
        with tempfile.TemporaryDirectory() as folder:
            made = build(example, Path(folder) / "made")
        names = differences(made, read(example))
        stale += [f"{example.name}/{name}" for name in names]
        if not check:
            for name in names:
                path = example / name
                if name in made:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(made[name])
                else:
                    path.unlink()
            for part in sorted(example.rglob("*"), reverse=True):
                if part.is_dir() and not any(part.iterdir()):
                    shutil.rmtree(part)
        print(f"{example.name}: {len(made)} files, {len(names)} {'stale' if check else 'rewritten'}")
    print("\n".join(stale[:20]))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

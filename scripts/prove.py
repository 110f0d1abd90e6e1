"""Proofs of reliability: `python scripts/prove.py [NAME …] [--times N] [--seed N]`. See docs/quality.md.

Everything is drawn by the seed; what fails says its number, and the same seed fails again.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from proof import hostile, killed, mutants, mutated, together  # noqa: E402

Proof = Callable[[Path, int, random.Random], int]
PROOFS: dict[str, tuple[Proof, int, str]] = {
    "add": (killed.prove_add, 500, "kills; records acknowledged, none lost or doubled"),
    "walk": (killed.prove_walk, 500, "kills; kills survived to the same end"),
    "room": (killed.prove_room, 500, "kills while phones send; notes received, each once"),
    "outputs": (killed.prove_outputs, 500, "kills while it writes; files compared, each old or new"),
    "together": (together.prove_together, 200, "rounds; changes refused as somebody else was first"),
    "pairs": (together.prove_pairs, 200, "rounds of outputs + add, report + report; commands refused"),
    "reader": (mutated.prove_reader, 10_000, "spoilt files; refused with file and line"),
    "guide": (mutated.prove_guide, 1000, "spoilt guides; with faults told"),
    "project": (mutated.prove_project, 1000, "spoilt projects; with faults told"),
    "words": (
        hostile.prove_words,
        99,
        "hostile texts at most; records stored, told by every command, and looked at in every file",
    ),
}


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Send what the commands say to nowhere."""
    before = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    try:
        yield
    finally:
        sys.stdout.flush()
        for stream, old in zip((1, 2), before, strict=True):
            os.dup2(old, stream)
            os.close(old)
        os.close(nowhere)


def prove(name: str, times: int, seed: int) -> None:
    """Run one proof and tell what came of it."""
    proof, usual, about = PROOFS[name]
    began = time.process_time()
    with tempfile.TemporaryDirectory(prefix="prove-") as folder, quiet():
        found = proof(Path(folder), times or usual, random.Random(seed))
    print(f"{name:<9} {times or usual:>6} {about}: {found} ({time.process_time() - began:.0f} CPU seconds)", flush=True)


def main() -> int:
    """Run the proofs that are named, or all but the mutants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*PROOFS, "mutants", []], metavar="NAME")
    parser.add_argument("--times", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--touched", type=Path, help="for mutants: the folder that tests were watched into")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="for mutants: a part of the file's path")
    given = parser.parse_args()
    if "mutants" in given.names:
        return mutants.main(given.times or 200, given.seed, given.touched, given.workers, given.only)
    for name in given.names or PROOFS:
        prove(name, given.times, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())

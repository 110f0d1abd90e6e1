"""The proofs of `scripts/prove.py`, a few times each: all of them is a matter of minutes (docs/quality.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FEW = {"add": 3, "walk": 4, "room": 1, "together": 1, "pairs": 1, "reader": 100, "guide": 10, "project": 20}
sys.path.insert(0, str(ROOT / "scripts"))

from proof.mutants import interval  # noqa: E402
from proof.mutations import mutants_of, put_in  # noqa: E402


@pytest.mark.skipif(sys.platform == "win32", reason="a process is copied and killed in another way there")
@pytest.mark.parametrize("name", FEW)
def test_a_few_of_each_proof_hold(name: str) -> None:
    script = [sys.executable, "scripts/prove.py", name, "--times", str(FEW[name]), "--seed", "5"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.startswith(name)


SOURCE = '''"""Å."""
def f(x: int = 1) -> bool:
    """Doc."""
    return "ö" if x < 2 and not x == 5 else f"{x + 1}"
'''


def test_faults_are_put_where_they_belong() -> None:
    changed = {put_in(SOURCE, one).splitlines()[3].strip() for one in mutants_of("a.py", SOURCE)}
    assert """return "ö" if (x <= 2) and not x == 5 else f"{x + 1}\"""" in changed
    assert """return ("XXöXX") if x < 2 and not x == 5 else f"{x + 1}\"""".replace('"XXöXX"', "'XXöXX'") in changed
    assert "return None" in changed
    assert {one.owner for one in mutants_of("a.py", SOURCE)} == {"f"}


def test_the_interval_is_wilsons() -> None:
    low, high = interval(90, 100)
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)

"""The wheel holds all that the program needs, and nothing that only its makers need."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import innoguide

ROOT = Path(__file__).parent.parent
EXAMPLES = ("unga-i-kransorten", "reading-together")
pytestmark = pytest.mark.xdist_group("wheel")  # built once: the tests of this file stay in one process


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """Return the wheel, built from the checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    (file,) = folder.glob("innoguide-*-py3-none-any.whl")
    with zipfile.ZipFile(file) as opened:
        yield opened


def digest(data: bytes) -> str:
    """Return a short sign of *data*, so that a difference does not print a whole file."""
    return hashlib.sha256(data).hexdigest()[:12]


@pytest.mark.parametrize("folder", ["steps", "templates"])
def test_every_file_of_the_guide_is_in_the_wheel(wheel: zipfile.ZipFile, folder: str) -> None:
    wanted = {
        f"innoguide/_content/{path.relative_to(ROOT).as_posix()}": digest(path.read_bytes())
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert len(wanted) > 10
    got = {
        name: digest(wheel.read(name)) for name in wheel.namelist() if name.startswith(f"innoguide/_content/{folder}/")
    }
    assert got == wanted


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_the_demo_plays_is_in_the_wheel(wheel: zipfile.ZipFile, example: str) -> None:
    name = f"examples/{example}/answers.yaml"
    assert digest(wheel.read(f"innoguide/_content/{name}")) == digest((ROOT / name).read_bytes())


def test_every_module_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    assert {"innoguide/texts/sv.py", "innoguide/texts/en.py"} <= modules
    assert modules <= set(wheel.namelist())
    assert "innoguide/py.typed" in wheel.namelist()


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    roots = {name.split("/")[0] for name in wheel.namelist()}
    assert roots == {"innoguide", f"innoguide-{innoguide.__version__}.dist-info"}
    assert [name for name in wheel.namelist() if "__pycache__" in name or "/tests/" in name] == []


def test_the_wheel_names_its_program_licence_and_python(wheel: zipfile.ZipFile) -> None:
    info = f"innoguide-{innoguide.__version__}.dist-info"
    assert "innoguide = innoguide.__main__:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    about = wheel.read(f"{info}/METADATA").decode()
    assert "Requires-Python: >=3.11" in about
    assert "# innoguide" in about


def test_no_development_tool_is_needed_to_run(wheel: zipfile.ZipFile) -> None:
    """Typer brings its own copy of Click: whoever imports `click` works only where a development tool installed it."""
    needed = [
        line.partition(": ")[2]
        for line in wheel.read(f"innoguide-{innoguide.__version__}.dist-info/METADATA").decode().splitlines()
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    ]
    assert len(needed) < 10
    assert not any(one.startswith(("click", "pytest", "ruff", "mypy")) for one in needed)
    sources = [wheel.read(name).decode() for name in wheel.namelist() if name.endswith(".py")]
    assert not any("import click" in source or "from click" in source for source in sources)

"""A personal identity number is stopped in all four places: the walk, `add`, a file written by hand, and a commit."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from innoguide.cli.app import run
from innoguide.files.gitrepo import has_git
from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings
from innoguide.texts import use_language

NUMBER = "20170101-2393"
PIECES = ("201701", "170101", "2393")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    use_language("sv")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov")))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed since last time, on both streams."""
    return "".join(capsys.readouterr())


def stored(project: Path) -> list[str]:
    """Return the texts of all records."""
    return [path.read_text("utf-8") for path in sorted((project / "records").rglob("*.yaml"))]


def innoguide(project: Path, *words: str) -> int:
    """Run a command in *project*."""
    return run([*words, "--project", str(project), "--lang", "sv"])


@pytest.mark.parametrize(
    "words",
    [
        ("add", "quote", f"Hon har {NUMBER}"),
        ("add", "quote", "Hon", "--set", f"topic=nr {NUMBER}"),
        ("add", "idea", "En buss", "--set", f"author_role={NUMBER}"),
        ("park", f"Ring {NUMBER}"),
        ("park", "En buss", "--role", NUMBER),
    ],
)
def test_a_command_refuses_it_and_stores_nothing(
    project: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert innoguide(project, *words) == 1
    text = said(capsys)
    assert "ett personnummer" in text
    assert "--allow" in text
    assert not any(piece in text for piece in PIECES)
    assert stored(project) == []


def test_of_many_lines_none_is_stored_when_one_holds_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = io.TextIOWrapper(io.BytesIO(f"Först\nSedan {NUMBER}\n".encode()))
    monkeypatch.setattr(sys, "stdin", lines)
    assert innoguide(project, "add", "quote", "-") == 1
    text = said(capsys)
    assert "rad 2: ett personnummer" in text
    assert not any(piece in text for piece in PIECES)
    assert stored(project) == []


def test_with_a_reason_it_is_stored_and_check_is_content(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert innoguide(project, "add", "known_fact", f"Provnumret {NUMBER}", "--allow", "Skatteverkets provnummer") == 0
    assert innoguide(project, "add", "known_fact", "Samma: 1701012393") == 0, "another way of writing the same"
    (allowed,) = (project / "allowed").iterdir()
    assert "Skatteverkets provnummer" in allowed.read_text("utf-8")
    assert not any(piece in allowed.name + allowed.read_text("utf-8").partition("salt")[0] for piece in PIECES)
    capsys.readouterr()
    assert innoguide(project, "check") == 0
    assert "personnummer" not in said(capsys)


def test_a_change_is_refused_too(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert innoguide(project, "add", "quote", "Hon kom") == 0
    record = capsys.readouterr().out.strip()
    before = stored(project)
    assert innoguide(project, "edit", record, "--set", f"text=Hon {NUMBER} kom") == 1
    editor = project / "editor.py"
    editor.write_text(
        f"import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text() + 'topic: {NUMBER}\\n')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    assert innoguide(project, "edit", record) == 1
    assert not any(piece in said(capsys) for piece in PIECES)
    assert stored(project) == before


def test_check_finds_what_was_written_by_hand_in_any_text_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert innoguide(project, "add", "quote", "Hon kom") == 0
    (path,) = (project / "records").rglob("*.yaml")
    path.write_text(path.read_text("utf-8") + f"topic: om {NUMBER}\n", encoding="utf-8")
    (project / "README.md").write_text(f"# Vi\n\nRing {NUMBER[2:]}\noch 191401682396\n", encoding="utf-8")
    capsys.readouterr()
    assert innoguide(project, "check", "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("::")[2].partition(" ")[0] for line in lines if "personal_data" in line] == [
        "error",
        "error",
    ]
    assert not any(piece in "\n".join(lines) for piece in (*PIECES, "191401"))
    assert any("README.md,line=4" in line for line in lines), "the first is known from the record already"


@pytest.mark.skipif(not has_git(), reason="git is not installed")
def test_a_commit_is_stopped_by_the_hook(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def git(*words: str) -> int:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.se"]
        return subprocess.run(["git", *identity, *words], cwd=project, check=False).returncode

    git("init", "-q")
    assert innoguide(project, "hook", "install") == 0
    assert innoguide(project, "add", "quote", "Hon kom") == 0
    git("add", "-A")
    assert git("commit", "-qm", "utan") == 0
    (path,) = (project / "records").rglob("*.yaml")
    path.write_text(path.read_text("utf-8") + f"topic: om {NUMBER}\n", encoding="utf-8")
    git("add", "-A")
    capfd.readouterr()
    assert git("commit", "-qm", "med") != 0
    text = "".join(capfd.readouterr())
    assert "personnummer" in text
    assert not any(piece in text for piece in PIECES)

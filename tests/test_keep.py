"""`innoguide keep`: a reason is stored where the check asks, and nothing else of the file is touched."""

from pathlib import Path

import pytest

from innoguide.cli.app import run
from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings
from innoguide.texts import use_language


@pytest.fixture
def project(tmp_path: Path) -> Path:
    use_language("sv")
    text = "# Vårt projekt\n" + settings_bytes(Settings(title="Prov")).decode()
    (tmp_path / "innoguide.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def innoguide(project: Path, *words: str) -> int:
    """Run a command in *project*."""
    return run([*words, "--project", str(project), "--lang", "sv"])


def test_a_reason_is_kept_on_the_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert innoguide(project, "add", "challenge", "Hur kan vi bygga en app för unga i Sandby?") == 0
    record = capsys.readouterr().out.strip()
    assert innoguide(project, "check") == 0
    assert "solution_built_in" in capsys.readouterr().out
    assert innoguide(project, "keep", "solution_built_in", "appen är\nvårt uppdrag", "--record", record) == 0
    file = capsys.readouterr().out.strip()
    assert "question.solution_built_in: appen är vårt uppdrag" in (project / file).read_text("utf-8")
    innoguide(project, "check")
    assert "solution_built_in" not in capsys.readouterr().out
    assert innoguide(project, "keep", "solution_built_in", "igen") == 2, "it asks about nothing there any more"


def test_a_reason_for_the_project_as_a_whole_is_a_line_in_the_settings(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "sessions").mkdir()
    (project / "sessions" / "2026-01-20-traff-1.yaml").write_text(
        "format: 1\nid: 2026-01-20-traff-1\nnumber: 1\nstarted: 2026-01-20T10:00:00\n"
        "done:\n- {step: fokusera, method: utcheckning, move: tack}\n",
        encoding="utf-8",
    )
    before = (project / "innoguide.yaml").read_text("utf-8")
    assert innoguide(project, "keep", "too_few_or_one_sided", "de är bara tre i kommunen: alla är med") == 0
    assert capsys.readouterr().out.strip() == "innoguide.yaml"
    after = (project / "innoguide.yaml").read_text("utf-8")
    assert after.startswith(before), "a comment that somebody wrote is still there"
    innoguide(project, "check")
    assert "too_few_or_one_sided" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("solution_built_i", "skäl"), 2),
        (("solution_built_in", "  "), 2),
        (("solution_built_in", "Ring 070-174 06 05"), 1),
        (("solution_built_in", "skäl", "--record", "hmw-zzzzz"), 2),
    ],
)
def test_what_cannot_be_kept_is_refused(
    project: Path, words: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project / "innoguide.yaml").read_bytes()
    assert innoguide(project, "keep", *words) == code
    assert (project / "innoguide.yaml").read_bytes() == before
    assert "070" not in capsys.readouterr().err

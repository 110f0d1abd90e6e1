"""`innoguide programme report`: writes what differs, tells what is stale, keeps what people have written."""

from __future__ import annotations

from pathlib import Path

import pytest
from programme_values import THEMES, granfors, kvarno, tallnas

from innoguide.cli.app import run
from innoguide.files.programmefile import write_programme, write_themes
from innoguide.files.summaryfile import summary_bytes
from innoguide.model.programme.programme import Group, Programme
from innoguide.texts import use_language

NAMES = ("tallnas", "granfors", "kvarno")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    use_language("sv")
    (tmp_path / "summaries").mkdir()
    for name, made in zip(NAMES, (tallnas(), granfors(), kvarno()), strict=True):
        (tmp_path / "summaries" / f"{name}.yaml").write_bytes(summary_bytes(made))
    groups = tuple(Group(name=name, summary=f"summaries/{name}.yaml") for name in (*NAMES, "sjovik"))
    write_programme(tmp_path, Programme(title="Mer för fler", groups=groups))
    write_themes(tmp_path, THEMES)
    return tmp_path


def report(home: Path, *words: str, lang: str = "sv") -> int:
    return run(["programme", "report", *words, "--programme", str(home), "--lang", lang])


def test_the_report_is_written_and_then_fresh_in_any_language(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(home, "--check") == 1
    assert "outputs/report.md" in capsys.readouterr().out
    assert report(home) == 0
    written = capsys.readouterr().out.split()
    assert len(written) == 2 + 4 + 3
    assert (home / "outputs" / "groups" / "sjovik.md").is_file(), "a group that cannot be read has a page that says so"
    for lang in ("sv", "en"):
        assert report(home, "--check", lang=lang) == 0
        assert capsys.readouterr().out == ""


def test_a_summary_that_changes_makes_the_report_stale(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(home)
    capsys.readouterr()
    changed = kvarno().model_copy(update={"title": "Nytt namn"})
    (home / "summaries" / "kvarno.yaml").write_bytes(summary_bytes(changed))
    assert report(home, "--check") == 1
    assert capsys.readouterr().out.split() == ["outputs/groups/kvarno.md"]


def test_what_somebody_has_changed_by_hand_is_left_unless_forced(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(home)
    path = home / "outputs" / "report.md"
    path.write_text(path.read_text("utf-8").replace("## Lärdomar", "## Våra lärdomar"), "utf-8")
    assert report(home) == 1
    assert "## Våra lärdomar" in path.read_text("utf-8")
    assert report(home, "--force") == 0
    assert "## Våra lärdomar" not in path.read_text("utf-8")


def test_a_group_that_leaves_the_programme_loses_its_page(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(home, "--format", "html")
    assert (home / "exports" / "groups" / "kvarno.html").is_file()
    (home / "programme.yaml").unlink()
    groups = tuple(Group(name=name, summary=f"summaries/{name}.yaml") for name in NAMES[:2])
    write_programme(home, Programme(title="Mer för fler", groups=groups))
    assert report(home, "--format", "html") == 0
    assert not (home / "outputs" / "groups" / "kvarno.md").exists()
    assert not (home / "exports" / "groups" / "kvarno.html").exists()


def test_the_report_in_other_formats_links_to_the_pages_there(home: Path) -> None:
    assert report(home, "--format", "html,docx") == 0
    page = (home / "exports" / "report.html").read_text("utf-8")
    assert 'href="groups/tallnas.html"' in page
    assert 'href="underlag.html#u1"' in page
    assert 'id="u1"' in (home / "exports" / "underlag.html").read_text("utf-8")
    assert page.count("data:image/svg+xml") == 3
    assert (home / "exports" / "report.docx").stat().st_size > 10_000


def test_without_a_programme_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tmp_path) == 4
    assert "Det finns inget program i" in capsys.readouterr().err

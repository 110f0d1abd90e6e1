"""`innoguide guide STEP`: the agendas of a step, each line with a name of its own."""

import re
from pathlib import Path

import pytest

from innoguide.cli.app import run
from innoguide.files.content import load_guide, shipped_folder


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("step", load_guide([shipped_folder("steps")]).about.steps)
def test_a_method_in_two_parts_has_two_names(step: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", step, "--lang", lang]) == 0
    parts = capsys.readouterr().out.split("\n\n")
    agendas = [re.findall(r"^ +\d+ (\S.*)$", part, re.MULTILINE) for part in parts]
    named = [[one for one in names if one not in ("Paus", "Break")] for names in agendas]
    assert any(named)
    assert all(len(names) == len(set(names)) for names in named), named


def test_a_method_that_is_not_split_keeps_its_short_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "undersoka", "--lang", "sv"]) == 0
    out = capsys.readouterr().out
    assert "Hitta mönster: Formulera insikter" in out
    assert re.search(r"^ +\d+ Incheckning$", out, re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run(["init", str(tmp_path / "p"), "--title", "P", "--organisation", "B", "--lang", "en"]) == 0
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("tre-prickar", "steps/4-ta-fram-ideer/tre-prickar.yaml"),
        ("undersoka", "steps/2-undersoka/step.yaml"),
        ("observation", "steps/2-undersoka/observation.yaml"),
        ("kinds/observation", "steps/kinds/observation.yaml"),
        ("insight", "steps/kinds/insight.yaml"),
        ("report.md.j2", "templates/report.md.j2"),
        ("partials/record.md.j2", "templates/partials/record.md.j2"),
    ],
)
def test_a_shipped_file_is_copied_to_where_it_replaces_ours(name: str, file: str, project: Path) -> None:
    assert run(["guide", name, "--copy"]) == 0
    assert (project / file).read_bytes() == (shipped_folder("steps").parent / file).read_bytes()
    assert run(["check"]) == 0


def test_what_somebody_has_changed_is_never_copied_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "tre-prickar", "--copy"]) == 0
    mine = project / "steps" / "4-ta-fram-ideer" / "tre-prickar.yaml"
    mine.write_text(mine.read_text("utf-8").replace("Tre prickar", "Våra prickar"), "utf-8")
    assert run(["guide", "tre-prickar", "--copy"]) == 2
    assert "Våra prickar" in mine.read_text("utf-8")
    assert run(["guide", "tre-prickar", "--lang", "sv"]) == 0
    assert "Våra prickar" in capsys.readouterr().out


def test_a_name_that_is_no_file_gets_the_nearest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "inisght", "--copy", "--lang", "en"]) == 2
    assert 'Did you mean "insight"?' in capsys.readouterr().err
    assert run(["guide", "--copy"]) == 2
    assert not (project / "steps").exists()


def test_a_project_checks_its_own_files_against_ours(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "tre-prickar", "--copy"]) == 0
    assert run(["check", "--guide", "steps"]) == 0
    mine = project / "steps" / "4-ta-fram-ideer" / "tre-prickar.yaml"
    mine.write_text(mine.read_text("utf-8").replace("purpose:", "porpose:"), "utf-8")
    (mine.parent / "annan.yaml.txt").write_text("format: 1\n", "utf-8")
    capsys.readouterr()
    assert run(["check", "--guide", "steps", "--lang", "en"]) == 1
    found = re.findall(r"^(steps/\S+):\d+:\d+: error: (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert found == [
        ("steps/4-ta-fram-ideer/annan.yaml.txt", "The file ends in .yaml.txt and is therefore not read."),
        ("steps/4-ta-fram-ideer/tre-prickar.yaml", 'Unknown key "porpose".'),
    ]


def test_a_folder_without_a_guide_file_is_no_guide(tmp_path: Path) -> None:
    assert run(["check", "--guide", str(tmp_path)]) == 1


def test_curly_quotation_marks_in_brackets_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "tre-prickar", "--copy"]) == 0
    mine = project / "steps" / "4-ta-fram-ideer" / "tre-prickar.yaml"
    title = 'title: {sv: "Tre prickar", en: "Three dots"}'
    text = mine.read_text("utf-8")
    assert title in text
    mine.write_text(text.replace(title, "title: {sv: ”Tre, prickar”, en: Three dots}"), "utf-8")
    assert run(["check", "--lang", "en"]) == 1
    assert "curly ones of a word processor" in capsys.readouterr().out

"""`innoguide similar` and what `sort` suggests, with the words behind it; the group decides, and that is kept."""

import json
from pathlib import Path

import pytest
from fakes import load, play

from innoguide.cli.app import run
from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings
from innoguide.texts import t, use_language

RIDE = "Den som saknar skjuts hem stannar inte på kvällen"
BUS = "Sista bussen hem går innan kvällens konsert är slut"
FEE = "Terminsavgiften gör att syskon får välja bort dansen"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    use_language("sv")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", language="sv")))
    for text in (RIDE, BUS, FEE):
        assert innoguide(tmp_path, "add", "insight", text) == 0
    return tmp_path


def innoguide(project: Path, *words: str) -> int:
    """Run a command in *project*."""
    return run([*words, "--project", str(project), "--lang", "sv"])


def pairs(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    """Return the pairs that `similar --json` gives."""
    capsys.readouterr()
    assert innoguide(project, "similar", *words, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["format"] == 1
    return list(shown["pairs"])


def test_a_pair_is_shown_with_both_texts_and_the_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pair,) = pairs(project, capsys)
    assert {pair["first_text"], pair["second_text"]} == {RIDE, BUS}
    assert {"skjuts", "bussen"} <= set(pair["words"])  # type: ignore[call-overload]
    assert innoguide(project, "similar", "insikt") == 0
    shown = capsys.readouterr()
    assert "skjuts" in shown.out and str(pair["first"]) in shown.out and str(pair["second"]) in shown.out
    assert "ni avgör" in " ".join(shown.err.split())


def test_a_need_counts_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    insight = str(pairs(project, capsys)[0]["first"])
    assert innoguide(project, "edit", insight, "--set", "need=slippa betala avgift för syskon") == 0
    found = pairs(project, capsys)
    assert len(found) == 2
    assert any("slippa betala" in str(one["first_text"]) + str(one["second_text"]) for one in found)


def test_what_is_not_the_same_is_kept_and_not_shown_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pair,) = pairs(project, capsys)
    first, second = str(pair["first"]), str(pair["second"])
    assert innoguide(project, "similar", "--different", second, first, "--why", "olika\nsaker") == 0
    file = capsys.readouterr().out.strip()
    assert f"different_from.{first}: olika saker" in (project / file).read_text("utf-8")
    assert pairs(project, capsys) == []
    assert innoguide(project, "similar") == 0
    assert "läs gärna" in " ".join(capsys.readouterr().err.split())
    assert innoguide(project, "check") == 0


def test_only_the_wanted_kind_and_number_are_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pairs(project, capsys, "quote") == []
    assert innoguide(project, "add", "insight", RIDE + " nu") == 0
    assert len(pairs(project, capsys)) == 3
    assert len(pairs(project, capsys, "--most", "1")) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("insigt",), 2),
        (("--different", "insight-zzzzz", "insight-zzzzz"), 2),
        (("--different", "skjuts", "skjuts"), 2),
        (("--different", "skjuts", "syskon", "--why", "Ring 070-174 06 05"), 1),
        (("--most", "0"), 2),
    ],
)
def test_what_cannot_be_done_is_refused(project: Path, words: tuple[str, ...], code: int) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    assert innoguide(project, "similar", *words) == code
    assert {path: path.read_bytes() for path in project.rglob("*.yaml")} == before


# sort

NOTES = (
    "Hon var rädd att göra fel",
    "Det är för dyrt",
    "Katten sov",
    "De vågar inte börja",
    "Avgiften är för hög",
    "Solen sken",
)


def notes(*texts: str) -> dict[str, str]:
    """Return the answers that write *texts* as notes."""
    common = {"lappa.skriv.all.source": "besök", "lappa.skriv.all.about": "1"}
    return {**common, **{f"lappa.skriv.notes.{number}.text": text for number, text in enumerate(texts)}}


def test_sort_suggests_by_number_and_places_nothing(tmp_path: Path) -> None:
    use_language("sv")
    prompter = play(tmp_path, notes(*NOTES), "hitta/lappa")
    said = [line.text for line in prompter.lines]
    assert t("walk_sort_alike") in said
    suggested = [line for line in said if line.startswith("De här kan höra ihop:")]
    assert any("1, 4 " in line and "rädd" in line and "vågar" in line for line in suggested)
    assert any("2, 5 " in line and "dyrt" in line and "avgiften" in line for line in suggested)
    assert load(tmp_path).of_kind("theme") == []


def test_a_few_notes_are_seen_at_a_glance(tmp_path: Path) -> None:
    use_language("sv")
    prompter = play(tmp_path, notes(*NOTES[:5]), "hitta/lappa")
    assert t("walk_sort_alike") not in [line.text for line in prompter.lines]

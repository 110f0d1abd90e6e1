"""`innoguide followup` and what `status` reminds of, as they are typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from followed import BACK, BAG, NEW, ROOM, load, make_closed

from innoguide.cli.app import run


def said(capsys: pytest.CaptureFixture[str], *words: str, folder: Path, code: int = 0) -> str:
    """Run a command in *folder* and return what it says."""
    assert run([*words, "--project", str(folder), "--lang", "sv"]) == code
    out, err = capsys.readouterr()
    return out + err


def listed(capsys: pytest.CaptureFixture[str], folder: Path) -> dict[str, Any]:
    """Return what the list holds."""
    found: dict[str, Any] = json.loads(said(capsys, "followup", "--json", folder=folder))
    return found


ANSWERS = f"""\
format: 1
seed: 7
sessions:
  - id: 2026-12-10-uppfoljning
    start: 2026-12-10T13:00
    room: bibliotek 2
    users: no
    walk:
      - forverkliga/uppfoljning:
          losningarna:
            {ROOM}: {{stage: pilot, date: 2026-11-02, why: Testerna höll, decided_by: enhetschefen, owner: rektorn}}
          effekterna:
            {NEW}: {{value: 21 av 41, comment: Samma dörr}}
            {BACK}: {{value: För tidigt att säga}}
          sagt:
            date: 2026-12-10
            influences: [Ny busslinje]
            can_say: Fler är nya än förut.
"""


def test_an_answers_file_is_followed_up_with_the_mark_that_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_closed(tmp_path / "p")
    (tmp_path / "answers.yaml").write_text(ANSWERS, "utf-8")
    said(capsys, "followup", "--mark", "6", "--answers", str(tmp_path / "answers.yaml"), folder=tmp_path / "p")
    project = load(tmp_path / "p")
    assert project.records[ROOM].values["history"][-1] == {
        "date": "2026-11-02",
        "to": "pilot",
        "why": "Testerna höll",
        "decided_by": "enhetschefen",
    }
    assert project.records[ROOM].values["owner"] == "rektorn"
    (held,) = project.of_kind("follow_up")
    assert (held.values["mark"], held.values["influences"]) == ("months_6", ["Ny busslinje"])
    assert listed(capsys, tmp_path / "p")["follow_ups"][1]["state"] == "done"


def test_an_answers_file_may_name_the_mark_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_closed(tmp_path / "p")
    (tmp_path / "answers.yaml").write_text(ANSWERS.replace("sagt:", "sagt:\n            mark: months_12"), "utf-8")
    said(capsys, "followup", "--answers", str(tmp_path / "answers.yaml"), folder=tmp_path / "p")
    assert load(tmp_path / "p").of_kind("follow_up")[0].values["mark"] == "months_12"


def test_a_mark_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_closed(tmp_path)
    text = said(capsys, "followup", "--mark", "4", folder=tmp_path, code=2)
    assert "Det finns ingen uppföljning efter 4 månader." in text
    assert "3, 6, 12, 18" in text


def test_the_list_says_where_each_solution_is_and_what_can_be_said_of_each_effect(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_closed(tmp_path)
    found = listed(capsys, tmp_path)
    assert [one["date"] for one in found["follow_ups"]] == ["2026-09-10", "2026-12-10", "2027-06-10", "2027-12-10"]
    assert {one["id"]: one["stage"] for one in found["solutions"]} == {ROOM: "tested", BAG: "idea"}
    assert {one["id"]: one["state"] for one in found["effects"]} == {NEW: "too_early", BACK: "no_baseline"}
    text = said(capsys, "followup", "--list", folder=tmp_path)
    assert "Torsdagsrummet: testad sedan 2026-05-20" in text
    assert "ägare: enhetschefen" in text
    assert "för tidigt att säga" in text
    assert "går inte att visa, utgångsläget saknas" in text


def test_the_list_of_a_project_that_is_not_closed_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = make_closed(tmp_path)
    store.remove(load(tmp_path).records["gate-22222"])
    assert "Sista steget är inte avslutat än." in said(capsys, "followup", "--list", folder=tmp_path)


def test_status_reminds_of_what_is_late_and_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = make_closed(tmp_path)
    long_ago = load(tmp_path).sessions[0].model_copy(update={"started": "2020-01-15T13:00:00"})
    store.save_session(long_ago)
    for name, field in ((ROOM, "next_check"), (NEW, "target_date")):
        store.replace(load(tmp_path).records[name].with_values(**{field: "2020-06-01"}))
    text = said(capsys, "status", folder=tmp_path)
    assert "Uppföljningen efter 18 månader är försenad." in text
    assert "En lösning skulle ha stämts av:" in text
    assert "”Torsdagsrummet” (2020-06-01)" in text
    assert "En effekt skulle ha mätts:" in text
    found = json.loads(said(capsys, "status", "--json", folder=tmp_path))
    assert found["follow_up"]["mark"] == "months_18"
    assert (found["checks_due"], found["measurements_due"]) == ([ROOM], [NEW])


def test_status_is_silent_where_nothing_is_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = make_closed(tmp_path)
    store.save_session(load(tmp_path).sessions[0].model_copy(update={"started": "2199-01-15T13:00:00"}))
    for name, field in ((ROOM, "next_check"), (NEW, "target_date")):
        store.replace(load(tmp_path).records[name].with_values(**{field: "2199-06-01"}))
    text = said(capsys, "status", folder=tmp_path)
    assert "pföljningen efter" not in text
    assert "skulle ha" not in text

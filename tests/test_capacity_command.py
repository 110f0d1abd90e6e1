"""`innoguide capacity`: forms are read, rounds are closed, and nobody's answers are kept or shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from innoguide.cli.app import run
from innoguide.errors import Refused
from innoguide.files.content import content_folders, load_guide
from innoguide.files.selfassessment import ANSWERS, load_sheets, remove_sheets, save_sheet
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.capacity.closing import close_round
from innoguide.model.capacity import build_capacity, questions_of
from innoguide.model.project import Settings
from innoguide.texts import t, use_language

NOW = datetime(2026, 11, 24, 15, 0)
QUESTIONS = questions_of(load_guide(content_folders("steps", None)))
IDS = [one.id for one in QUESTIONS]
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "prov"
    folder.mkdir()
    (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", language="sv")))
    return folder


def store_in(folder: Path) -> Store:
    return Store(folder, load_guide(content_folders("steps", None)), Settings(title="Prov", language="sv"))


def answer(folder: Path, people: int, *, round_: str = "before", value: int = 3) -> None:
    """Let so many *people* answer each statement with *value*."""
    for number in range(people):
        answers = dict.fromkeys(IDS, value)
        save_sheet(folder, round_, f"{value}{round_}{number}", answers=answers, done=True)


def command(folder: Path, *words: str) -> int:
    return run(["capacity", "--project", str(folder), *words])


def table(folder: Path, *rows: Sequence[str], name: str = "svar.csv", encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_bytes("\r\n".join(";".join(row) for row in rows).encode(encoding))
    return str(path)


# closing


def test_closing_stores_how_many_gave_which_answer_and_removes_everybodys_own(project: Path) -> None:
    answer(project, 4)
    save_sheet(project, "before", "last", answers={**dict.fromkeys(IDS, 5), IDS[0]: 0}, done=True)
    store = store_in(project)
    ratings = close_round(store, "before", now=NOW)
    first, second, *_rest = ratings
    assert len(ratings) == 14
    assert (first.values["answers"], first.values["unknown"]) == (4, 1)
    assert "counts" not in first.values
    assert second.values["counts"] == [{"value": 3, "count": 4}, {"value": 5, "count": 1}]
    assert {(one.step, one.method, one.values["round"]) for one in ratings} == {
        ("ringa-in", "sjalvskattning", "before")
    }
    assert not (project / ANSWERS).exists()


def test_what_is_closed_is_what_the_report_reads(project: Path) -> None:
    answer(project, 5)
    answer(project, 6, round_="six_months", value=4)
    store = store_in(project)
    for round_ in ("before", "six_months"):
        close_round(store, round_, now=NOW)
    capacity = build_capacity(store.guide, store_in(project).load())
    assert capacity.rounds == ("before", "six_months")
    assert {one.rounds["six_months"].median for one in capacity.statements if one.rounds["six_months"]} == {4.0}


def test_closing_again_puts_the_new_answers_in_the_place_of_the_old(project: Path) -> None:
    answer(project, 5)
    close_round(store_in(project), "before", now=NOW)
    answer(project, 6, value=2)
    close_round(store_in(project), "before", now=NOW)
    loaded = store_in(project).load()
    assert len(loaded.of_kind("rating")) == 14
    assert build_capacity(store_in(project).guide, loaded).fewest("before") == 6


def test_few_new_answers_never_take_the_place_of_many_old_ones(project: Path) -> None:
    answer(project, 5)
    close_round(store_in(project), "before", now=NOW)
    answer(project, 2, value=1)
    with pytest.raises(Refused):
        close_round(store_in(project), "before", now=NOW)
    assert len(load_sheets(project, "before")) == 2
    assert build_capacity(store_in(project).guide, store_in(project).load()).fewest("before") == 5


def test_four_are_told_what_will_be_kept_and_only_the_number_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(project, 4)
    assert command(project, "--round", "före", "--close") == 2  # nobody to ask, and no --yes
    said = capsys.readouterr()
    assert "Färre än 5 har svarat." in said.out + said.err
    assert len(load_sheets(project, "before")) == 4
    assert command(project, "--close", "--yes") == 0  # the only round that waits
    ratings = store_in(project).load().of_kind("rating")
    assert {(one.values["answers"], "counts" in one.values) for one in ratings} == {(4, False)}


def test_a_round_that_nobody_has_answered_cannot_be_closed(project: Path) -> None:
    assert command(project, "--round", "after", "--close", "--yes") == 2
    assert command(project, "--close") == 2
    assert command(project, "--round", "never") == 2


def test_the_files_tell_neither_name_nor_order(project: Path) -> None:
    answer(project, 3)
    files = [*(project / ANSWERS / "before").iterdir()]
    assert len({path.stat().st_mtime for path in files}) == 1
    assert all(path.stat().st_mtime % (24 * 60 * 60) == 0 for path in files)
    assert {key for path in files for key in path.read_text("utf-8").split(":")[0].split()} == {"format"}


def test_a_broken_file_is_named_and_nothing_of_it_repeated(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(project, 5)
    (project / ANSWERS / "before" / "x.yaml").write_text("format: 1\nanswers: {dare_ask: hemligt}\n", "utf-8")
    assert command(project, "--close", "--round", "before", "--yes") == 4
    said = capsys.readouterr().err
    assert f"{ANSWERS}/before/x.yaml" in said
    assert "hemligt" not in said
    remove_sheets(project, "before", load_names(project))
    assert not (project / ANSWERS).exists()


def load_names(folder: Path) -> list[str]:
    return [path.stem for path in (folder / ANSWERS / "before").glob("*.yaml")]


# forms


def test_a_form_that_was_written_can_be_filled_in_and_read(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "form.csv"
    assert command(project, "--form", str(path)) == 0
    assert command(project, "--form", str(path)) == 2, "what is there is never written over"
    head = path.read_bytes()
    assert head.startswith(b"\xef\xbb\xbf")
    path.write_bytes(head + "\r\n".join(";".join("3" * 14) for _ in range(5)).encode())
    assert command(project, "--round", "before", "--csv", str(path), "--close", "--yes") == 0
    assert "5 personers svar är inlästa från form.csv" in capsys.readouterr().err
    assert build_capacity(store_in(project).guide, store_in(project).load()).fewest("before") == 5


def test_a_page_to_print_has_all_statements_and_both_languages_are_known_as_headings(
    project: Path, tmp_path: Path
) -> None:
    page = tmp_path / "form.md"
    assert command(project, "--form", str(page)) == 0
    assert all(one.text.sv in page.read_text("utf-8") for one in QUESTIONS)
    assert command(project, "--form", str(tmp_path / "form.docx")) == 2
    path = table(tmp_path, [one.text.en for one in QUESTIONS], *[["4"] * 14] * 5)
    assert command(project, "--round", "after", "--csv", path) == 0
    assert {value for one in load_sheets(project, "after").values() for value in one.answers.values()} == {4}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_form_of_a_service_is_read_without_names_times_and_free_text(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    head = [
        "Id",
        "Starttid",
        "E-post",
        "Namn",
        QUESTIONS[1].text.sv + "\xa0",
        f"Skatta [{QUESTIONS[2].text.sv}]",
        "Övrigt",
    ]
    row = ["1", "2026-11-24 09:00", "a@exempel.se", "Anna Exempel", "4", "Vet inte", "Hej"]
    path = table(tmp_path, head, *[row] * 5, encoding=encoding)
    assert command(project, "--round", "before", "--csv", path) == 0
    said = capsys.readouterr().err
    assert "5 kolumner läses inte och sparas inte: Id, Starttid, E-post, Namn, Övrigt." in said
    assert "12 påståenden saknas i filen" in said
    sheets = load_sheets(project, "before")
    assert [one.answers for one in sheets.values()] == [{"know_users": 4, "dare_ask": 0}] * 5
    stored = "".join(path.read_text("utf-8") for path in project.rglob("*.yaml"))
    assert "Exempel" not in stored
    assert "Hej" not in stored


def test_the_same_file_read_again_gives_no_more_people(project: Path, tmp_path: Path) -> None:
    rows = [["1", "2"], ["3", "4"], ["3", "4"], ["5", "5"]]
    path = table(tmp_path, *rows)
    for _ in range(2):
        assert command(project, "--round", "before", "--csv", path) == 0
    assert len(load_sheets(project, "before")) == 3
    table(tmp_path, *rows, ["2", "2"])  # a later export of the same form
    assert command(project, "--round", "before", "--csv", path) == 0
    assert len(load_sheets(project, "before")) == 4


def test_wrong_cells_are_named_by_line_and_column_and_not_repeated(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, ["Fråga 1", "Fråga 2"], ["3", "4"], ["6", "ibland"], ["vet ej", ""])
    assert command(project, "--round", "before", "--csv", path) == 2
    said = capsys.readouterr().err
    assert "rad 3, kolumn ”Fråga 1”" in said
    assert "rad 3, kolumn ”Fråga 2”" in said
    assert "ibland" not in said
    assert load_sheets(project, "before") == {}


def test_a_file_without_statements_says_which_headings_are_wanted(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, ["Namn", "Kommentar"], ["a", "b"])
    assert command(project, "--round", "before", "--csv", path) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "1 (explain_way), 2 (know_users)" in said
    assert command(project, "--round", "before", "--csv", table(tmp_path, ["1", "Fråga 1"], ["3", "3"])) == 2
    assert command(project, "--round", "before", "--csv", str(tmp_path / "borta.csv")) == 2


# showing


def test_the_result_is_shown_without_what_few_have_answered(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(6):
        answers = dict.fromkeys(IDS if number < 4 else IDS[1:], 3)
        save_sheet(project, "before", f"p{number}", answers=answers, done=True)
    close_round(store_in(project), "before", now=NOW)
    answer(project, 2, round_="after")
    assert command(project, "--show") == 0
    said = capsys.readouterr()
    assert "Före: minst 6 svar på varje påstående som visas." in said.out
    assert "färre än fem svar, visas inte" in said.out
    assert "Omgången efter är inte stängd: 2 har svarat." in said.err
    assert command(project, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["rounds"] == [{"round": "before", "least_answers": 6}]
    assert shown["statements"][0]["rounds"] == {"before": None}
    assert shown["statements"][1]["rounds"] == {"before": {"median": 3.0, "low": 3.0, "high": 3.0}}
    assert shown["waiting"] == {"after": 2}


def test_where_nothing_is_closed_it_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(project, "--show") == 0
    assert t("capacity_no_result") in capsys.readouterr().err


def test_without_a_terminal_it_says_what_to_do_instead(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(project) == 2
    assert "--csv" in capsys.readouterr().err

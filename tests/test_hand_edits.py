"""Outputs changed by hand: noticed, shown, asked about, and never overwritten unasked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from stale import find_stale

from innoguide.cli.app import run
from innoguide.errors import Conflict
from innoguide.files.store import settings_bytes
from innoguide.jobs.report.keeping import MARK
from innoguide.jobs.report.write import Planned, plan_outputs, write_outputs, write_planned
from innoguide.model.project import Settings
from innoguide.rendering.checksum import SUMMED, is_as_signed
from innoguide.texts import use_language

REPORT, PICTURE, CALENDAR = PurePosixPath("report.md"), PurePosixPath("bilder/a.svg"), PurePosixPath("a.ics")
BUILT = f"# Rapport\n\n{MARK}version 1; {SUMMED} -->\n\nVi har mött tre.\n\n<!-- keep: sist -->\n<!-- /keep -->\n"
DRAWN = f'{MARK}picture -->\n<svg xmlns="http://www.w3.org/2000/svg"><text>tre</text></svg>\n'
OUTPUTS = {REPORT: BUILT, PICTURE: DRAWN, CALENDAR: "BEGIN:VCALENDAR\r\nPRODID:-//innoguide//x\r\nEND:VCALENDAR\r\n"}
NEXT = {name: text.replace("tre", "fyra") for name, text in OUTPUTS.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one output of each sort."""
    use_language("sv")
    write_outputs(OUTPUTS, tmp_path)
    return tmp_path


def path(folder: Path, name: PurePosixPath = REPORT) -> Path:
    return folder / "outputs" / name


def edit(folder: Path, change: Callable[[str], str], name: PurePosixPath = REPORT) -> str:
    """Change an output by hand; return what it says then."""
    text = change(path(folder, name).read_text("utf-8"))
    path(folder, name).write_text(text, "utf-8")
    return text


# -- what is a change by hand, and what is not ----------------------------------------------------------------------

EDITS: list[Callable[[str], str]] = [
    lambda text: text.replace("mött tre", "mött nästan tre"),
    lambda text: text.replace("Vi har mött tre.\n", ""),
    lambda text: text + "\nTillagt sist.\n",
    lambda text: "Tillagt först.\n" + text,
    lambda text: text.replace("# Rapport", "## Rapport"),
    lambda text: text[: text.index("<!-- innoguide: sum")],
    lambda text: "Allt är borta utom det här.\n",
]


@pytest.mark.parametrize("change", EDITS)
def test_what_is_changed_by_hand_is_left_as_it_is(folder: Path, change: Callable[[str], str]) -> None:
    text = edit(folder, change)
    written = write_outputs(NEXT, folder)
    assert [(one.name, one.hand) for one in written.left] == [(REPORT, "edited")]
    assert written.changed == [PICTURE], "the others are written all the same"
    assert path(folder).read_text("utf-8") == text


def test_a_picture_changed_by_hand_is_left_too(folder: Path) -> None:
    text = edit(folder, lambda text: text.replace("tre", "några"), PICTURE)
    assert [one.name for one in write_outputs(NEXT, folder).left] == [PICTURE]
    assert path(folder, PICTURE).read_text("utf-8") == text


def test_words_between_marks_beside_a_change_are_kept_when_it_is_overwritten(folder: Path) -> None:
    edit(folder, lambda text: text.replace("mött tre", "mött ingen").replace("sist -->\n", "sist -->\nTack!\n"))
    plan = plan_outputs(NEXT, folder)
    assert [one.name for one in plan if one.hand] == [REPORT]
    write_planned(plan, may_overwrite=lambda _one: True)
    text = path(folder).read_text("utf-8")
    assert "Tack!" in text and "mött fyra" in text and "ingen" not in text
    assert is_as_signed(text)


SAME: list[Callable[[str], str]] = [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: text.replace("<!-- keep: sist -->\n", "<!-- keep: sist -->\nTack!\n"),
    lambda text: text.replace("tre.\n", "tre.\n<!-- keep: eget -->\nTack!\n<!-- /keep -->\n"),
    lambda text: text.replace("tre.\n", "tre.  \n\n\n"),
]


@pytest.mark.parametrize("change", SAME)
def test_what_git_editors_and_marks_do_is_no_change(folder: Path, change: Callable[[str], str]) -> None:
    path(folder).write_bytes(change(path(folder).read_text("utf-8")).encode())
    written = write_outputs(NEXT, folder)
    assert (written.left, written.changed) == ([], [PICTURE, REPORT])
    assert "mött fyra" in path(folder).read_text("utf-8")


def test_a_change_that_the_records_now_say_too_is_none(folder: Path) -> None:
    edit(folder, lambda text: text.replace("tre", "fyra"))
    assert write_outputs(NEXT, folder).left == []
    assert find_stale(NEXT, folder) == []


def test_files_from_before_there_were_sums_are_written_over(folder: Path) -> None:
    path(folder).write_text(f"# Rapport\n\n{MARK}version 0; records 3; public. Skapad. -->\n\nVi.\n", "utf-8")
    assert write_outputs(OUTPUTS, folder).changed == [REPORT]


def test_an_empty_file_holds_nothing_to_lose(folder: Path) -> None:
    path(folder).write_bytes(b"")
    assert write_outputs(OUTPUTS, folder).changed == [REPORT]


def test_the_calendar_is_compared_as_it_was(folder: Path) -> None:
    lines = path(folder, CALENDAR).read_bytes()
    assert b"sum" not in lines
    path(folder, CALENDAR).write_bytes(lines.replace(b"\r\n", b"\n"))
    assert find_stale(OUTPUTS, folder) == []
    path(folder, CALENDAR).write_bytes(b"annat")
    assert write_outputs(OUTPUTS, folder).changed == [CALENDAR]


def test_what_no_longer_belongs_but_was_changed_is_not_removed(folder: Path) -> None:
    text = edit(folder, lambda text: text.replace("tre", "nästan tre"))
    written = write_outputs({}, folder)
    assert [one.name for one in written.left] == [REPORT]
    assert sorted(written.removed) == [CALENDAR, PICTURE]
    assert path(folder).read_text("utf-8") == text


def test_saved_while_somebody_thinks_about_the_question(folder: Path) -> None:
    """Between the look and the yes somebody saves again: that is not overwritten."""
    edit(folder, lambda text: text.replace("tre", "nästan tre"))

    def say_yes(_one: Planned) -> bool:
        edit(folder, lambda text: text.replace("nästan", "inte ens"))
        return True

    with pytest.raises(Conflict):
        write_planned(plan_outputs(NEXT, folder), may_overwrite=say_yes)
    assert "inte ens tre" in path(folder).read_text("utf-8")


# -- conflicts from git ---------------------------------------------------------------------------------------------


def in_conflict(folder: Path, ours: str, theirs: str) -> str:
    """Make a conflict of two ways that the whole report was written; return it."""
    return edit(folder, lambda _text: f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> andra\n")


def test_a_conflict_is_written_anew_and_own_words_of_both_sides_stay(folder: Path) -> None:
    text = path(folder).read_text("utf-8")
    ours = text.replace("sist -->\n", "sist -->\nTack från oss!\n")
    theirs = text.replace("tre", "två").replace("tre.\n", "") + "<!-- keep: eget -->\nFrån dem.\n<!-- /keep -->\n"
    in_conflict(folder, ours, theirs)
    written = write_outputs(NEXT, folder)
    assert (written.left, REPORT in written.changed) == ([], True)
    after = path(folder).read_text("utf-8")
    assert "Tack från oss!" in after and "Från dem." in after and "<<<<" not in after and "mött fyra" in after


def test_two_texts_in_one_place_are_not_chosen_between(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from innoguide.errors import ProjectError

    text = path(folder).read_text("utf-8")
    sides = [text.replace("sist -->\n", f"sist -->\n{one}\n") for one in ("Vårt.", "Deras.")]
    before = in_conflict(folder, *sides)
    line = before.split("\n").index("<!-- keep: sist -->") + 1
    with pytest.raises(ProjectError, match=rf"outputs/report\.md:{line}: .*sist.*konflikt"):
        write_outputs(NEXT, folder)
    assert path(folder).read_text("utf-8") == before


# -- the commands ---------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose report has been written and then changed by hand."""
    use_language("sv")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov")))
    assert run(["report", "--project", str(tmp_path), "--lang", "sv"]) == 0
    edit(tmp_path, lambda text: text.replace("Arbetet har inte börjat ännu.", "Vi har visst börjat!"))
    return tmp_path


def innoguide(project: Path, *words: str) -> int:
    return run([*words, "--project", str(project), "--lang", "sv"])


def test_check_tells_it_apart_from_what_is_stale(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert innoguide(project, "report", "--check") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "ändrad för hand" in shown.err and "report.md (2 rader skiljer sig)" in shown.err.replace("\n", "")
    assert "stämmer inte med posterna" not in shown.err
    innoguide(project, "add", "idea", "En buss")
    capsys.readouterr()
    assert innoguide(project, "report", "--check") == 1
    shown = capsys.readouterr()
    assert "outputs/4-ta-fram-ideer.md" in shown.out.split()
    assert "outputs/report.md" not in shown.out
    assert "inte med posterna" in shown.err and "ändrad för hand" in shown.err


def test_without_a_terminal_it_is_left_and_force_overwrites(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert innoguide(project, "report") == 1
    shown = capsys.readouterr()
    assert "lämnades som den var" in shown.err and "--force" in shown.err and "keep-märkena" in shown.err
    assert "Vi har visst börjat!" in path(project).read_text("utf-8")
    assert innoguide(project, "outputs") == 0, "the report is not among the outputs"
    assert innoguide(project, "report", "--force") == 0
    assert "Vi har visst börjat!" not in path(project).read_text("utf-8")
    assert innoguide(project, "report", "--check") == 0


def test_broken_marks_end_the_command_with_file_and_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, lambda text: f"{text}<!-- keep: slut -->\n")
    before = path(project).read_bytes()
    assert innoguide(project, "report", "--force") == 4
    line = before.decode().count("\n")
    assert f"report.md:{line}: " in capsys.readouterr().err.replace("\n ", " ")
    assert path(project).read_bytes() == before


def test_personal_data_between_marks_is_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, lambda text: text.replace("sist -->\n", "sist -->\nRing 189001019802\n"))
    capsys.readouterr()
    assert innoguide(project, "check") == 1
    shown = capsys.readouterr().out
    assert "outputs/report.md:" in shown and "personal_data" in shown
    assert "189001019802" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(("answer", "code"), [("j", 0), ("n", 1), ("", 1)])
def test_in_a_terminal_it_is_asked_with_the_difference(project: Path, answer: str, code: int) -> None:
    pexpect = pytest.importorskip("pexpect")
    words = ["-m", "innoguide", "report", "--project", str(project), "--lang", "sv"]
    child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=30, dimensions=(30, 200))
    child.expect("ändrad för hand")
    child.expect("isa skillnaden › ")
    child.sendline("v")
    child.expect("-.*Vi har visst börjat!")
    child.expect(r"\+.*Arbetet har inte börjat")
    child.expect("isa skillnaden › ")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code
    assert ("Vi har visst börjat!" in path(project).read_text("utf-8")) is bool(code)

"""Keep-marks: what a group writes between them is never lost, whatever becomes of the document around it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stale import find_stale

from innoguide.errors import ProjectError
from innoguide.jobs.report.write import plan_outputs, write_outputs
from innoguide.rendering.checksum import SUMMED, is_as_signed, signed
from innoguide.rendering.documents.html import write_html
from innoguide.rendering.documents.reader import read_markdown
from innoguide.rendering.keepmarks import put_back, read_marks
from innoguide.rendering.markdown import tidy
from innoguide.texts import use_language

REPORT = PurePosixPath("report.md")
HEAD = f"<!-- innoguide: version 1; {SUMMED} -->"
BUILT = f"""# Rapport: Fler in

{HEAD}

## Sammanfattning

Vi har mött tre personer.

<!-- keep: efter -->
<!-- /keep -->

## Insikter

Vi har två insikter.

- en
- två

### Insikt 1: Unga väntar

Så här.

## Till sist

<!-- keep: sist -->
<!-- /keep -->
"""


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def write(folder: Path, text: str = BUILT) -> Path:
    """Build a project's only document, and return where it lies."""
    write_outputs({REPORT: text}, folder)
    return folder / "outputs" / "report.md"


def change(path: Path, old: str, new: str) -> None:
    """Change a file by hand."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def own(name: str, text: str) -> str:
    return f"<!-- keep: {name} -->\n{text}\n<!-- /keep -->\n"


# -- in the places that the templates offer -------------------------------------------------------------------------


def test_text_in_an_offered_place_stays_in_that_place(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "<!-- keep: efter -->\n", "<!-- keep: efter -->\n\nVåra egna ord.\n\n## Med rubrik\n\n- och lista\n\n")
    kept = path.read_text("utf-8")
    assert find_stale({REPORT: BUILT}, tmp_path) == [], "own words are no change of what is written from the records"
    written = write_outputs({REPORT: BUILT.replace("tre personer", "fyra personer")}, tmp_path)
    assert (written.changed, written.left) == ([REPORT], [])
    assert path.read_text("utf-8").split("\n")[:-2] == kept.replace("tre", "fyra").split("\n")[:-2]
    assert is_as_signed(path.read_text("utf-8"))


def test_a_place_is_known_by_its_name_wherever_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "<!-- keep: sist -->\n", "<!--keep:Sist-->\nTack!\n")
    other = BUILT.replace(own("sist", "").replace("\n\n", "\n"), "").replace(
        "## Insikter", own("sist", "x").replace("x\n", "") + "\n## Insikter"
    )
    write(tmp_path, other)
    text = path.read_text("utf-8")
    assert text.count("Tack!") == 1
    assert text.index("Tack!") < text.index("## Insikter")


def test_emptied_again_it_is_as_if_nothing_had_been_written(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    change(path, "<!-- keep: efter -->\n", "<!-- keep: efter -->\nOrd.\n")
    write(tmp_path)
    assert b"Ord." in path.read_bytes()
    change(path, "Ord.\n", "")
    write(tmp_path)
    assert path.read_bytes() == before


# -- in places of the group's own -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("## Insikter\n", "Vi har två"),
        ("Vi har två insikter.\n", "- en"),
        ("- två\n", "### Insikt 1"),
        ("Vi har mött tre personer.\n", "<!-- keep: efter -->"),
        ("Så här.\n", "## Till sist"),
    ],
)
def test_a_place_of_its_own_stays_where_it_was_put(tmp_path: Path, line: str, rest: str) -> None:
    path = write(tmp_path)
    change(path, line, f"{line}{own('eget', 'Vårt.')}")
    more = BUILT.replace("# Rapport: Fler in", "# Rapport: Nytt namn").replace("- en\n", "- en\n- en till\n")
    assert write_outputs({REPORT: more}, tmp_path).kept == [], "it did not have to move"
    text = path.read_text("utf-8")
    before, _, after = text.partition(own("eget", "Vårt."))
    assert before.rstrip("\n").endswith(line.rstrip())
    assert after.lstrip("\n").startswith(rest)
    again = path.read_bytes()
    assert write_outputs({REPORT: more}, tmp_path).changed == []
    assert path.read_bytes() == again


def test_order_is_kept_and_a_lost_line_means_the_end_of_the_section(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "Vi har två insikter.\n", f"Vi har två insikter.\n{own('a', '1')}{own('b', '2')}")
    write(tmp_path, BUILT.replace("Vi har två insikter.", "Vi har nio insikter."))
    text = path.read_text("utf-8")
    assert text.index("- två") < text.index(own("a", "1")) < text.index(own("b", "2")) < text.index("### Insikt 1")


def test_without_its_heading_it_moves_to_the_end_and_that_is_told(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "Så här.\n", f"Så här.\n{own('a', '1')}{own('b', '2')}")
    written = write_outputs({REPORT: BUILT.replace("### Insikt 1: Unga väntar\n\nSå här.\n\n", "")}, tmp_path)
    assert [one.moved for one in written.kept] == [("a", "b")]
    marked = read_marks(path.read_text("utf-8"))
    assert [(one.name, one.lines) for one in marked.kept][-2:] == [("a", ("1",)), ("b", ("2",))]


def test_a_heading_within_own_words_is_no_heading_of_the_document(tmp_path: Path) -> None:
    path = write(tmp_path)
    inside = own("a", "## Vår rubrik\n\nVår text.")
    change(path, "Vi har två insikter.\n", f"Vi har två insikter.\n\n{inside}\n{own('b', 'efter')}")
    assert write_outputs({REPORT: BUILT}, tmp_path).kept == []
    text = path.read_text("utf-8")
    assert text.index("Vår text.") < text.index("efter\n<!-- /keep") < text.index("- en")


WORDS = st.text(st.sampled_from("abcåäö #-*|>\n`"), max_size=40).map(lambda text: text.replace("<!", ""))
LINES = [line for line in BUILT.split("\n") if line and "keep" not in line and not line.startswith("# ")]


@given(st.lists(st.tuples(st.sampled_from(LINES), WORDS), max_size=6), st.sets(st.sampled_from(LINES), max_size=6))
def test_nothing_written_between_marks_is_ever_lost(places: list[tuple[str, str]], gone: set[str]) -> None:
    """Wherever it was put, and whatever lines of the document are gone in the next."""
    text = BUILT
    for number, (line, words) in enumerate(places):
        text = text.replace(f"{line}\n", f"{line}\n{own(f'n{number}', words)}", 1)
    kept = read_marks(text)
    assert kept.broken == []
    after = tidy("\n".join(line for line in BUILT.split("\n") if line not in gone))
    done, _moved = put_back(after, kept.kept)
    found = {one.name: one.lines for one in read_marks(done).kept}
    assert {one.name: one.lines for one in kept.written}.items() <= found.items()
    assert put_back(after, read_marks(done).kept)[0] == done, "and a second time nothing moves"
    assert [one for one in read_marks(done).plain if one] == [one for one in read_marks(after).plain if one]


# -- documents that are no longer built -----------------------------------------------------------------------------


def test_own_words_outlive_their_document(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "<!-- keep: sist -->\n", "<!-- keep: sist -->\nTack!\n")
    change(path, "Så här.\n", f"Så här.\n{own('eget', 'Vårt.')}")
    written = write_outputs({}, tmp_path)
    assert [one.is_rest for one in written.kept] == [True]
    text = path.read_text("utf-8")
    assert "Tack!" in text and "Vårt." in text
    assert "Unga väntar" not in text, "what came from the records is gone with them"
    assert write_outputs({}, tmp_path).changed == []

    back = write_outputs({REPORT: BUILT}, tmp_path)
    assert back.kept[0].moved == ("eget",)
    found = {one.name: one.lines for one in read_marks(path.read_text("utf-8")).kept}
    assert (found["sist"], found["eget"]) == (("Tack!",), ("Vårt.",))


def test_a_document_without_own_words_is_removed_and_so_is_a_rest_that_was_emptied(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert write_outputs({}, tmp_path).removed == [REPORT]
    path = write(tmp_path)
    change(path, "<!-- keep: sist -->\n", "<!-- keep: sist -->\nTack!\n")
    write_outputs({}, tmp_path)
    change(path, "Tack!\n", "")
    assert write_outputs({}, tmp_path).removed == [REPORT]
    assert not path.exists()


# -- broken marks ---------------------------------------------------------------------------------------------------

BROKEN = [
    ("<!-- keep: a -->\nord", 1, "inget slut"),
    ("ord\n<!-- /keep -->", 2, "utan början"),
    ("<!-- keep: a -->\nord\n<!-- keep: b -->\n<!-- /keep -->", 1, "inget slut"),
    ("<!-- keep: a -->\n<!-- /keep -->\n<!-- keep: A -->\n<!-- /keep -->", 3, "två gånger"),
    ("<!-- keep: efter -->\nord\n<!-- /keep -->", 1, "två gånger"),
    ("<!-- keep -->\nord", 1, "saknar namn"),
    ("<!-- keep: a --> ord <!-- /keep -->", 1, "ensamt på sin rad"),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
def test_broken_marks_are_told_with_file_and_line_and_nothing_is_written(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = write(tmp_path)
    other = tmp_path / "outputs" / "1-ringa-in.md"
    at = path.read_text("utf-8").split("\n").index("Så här.") + 1
    change(path, "Så här.\n", f"Så här.\n{text}\n")
    before = path.read_bytes()
    with pytest.raises(ProjectError) as error:
        write_outputs({REPORT: BUILT, PurePosixPath("1-ringa-in.md"): BUILT}, tmp_path)
    lines = [one for one in error.value.message.split("\n") if words in one]
    # Of two with the same name either may be the one to rename.
    places = (at + line,) if "efter" not in text else (at + line, BUILT.split("\n").index("<!-- keep: efter -->") + 1)
    assert any(f"outputs/report.md:{number}: " in one for one in lines for number in places), error.value.message
    assert path.read_bytes() == before
    assert not other.exists()


def test_a_group_that_writes_of_marks_in_a_record_makes_none() -> None:
    assert read_marks("Vi skrev \\<!-- keep: a --> i rapporten.\n").broken == []


# -- how the file is saved, and other formats -----------------------------------------------------------------------


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "<!-- keep: sist -->\n", "<!-- keep: sist -->\nTack!\n")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert write_outputs({REPORT: BUILT}, tmp_path).unchanged == [REPORT]
    assert path.read_bytes() == before
    write_outputs({REPORT: BUILT.replace("tre", "fyra")}, tmp_path)
    assert b"Tack!\n" in path.read_bytes()


def test_a_file_in_another_encoding_is_told_and_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_text("utf-8").replace("Så här", "Så där").encode("cp1252"))
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="UTF-8"):
        write_outputs({REPORT: BUILT}, tmp_path)
    assert path.read_bytes() == before


def test_own_words_go_into_the_other_formats_and_the_marks_do_not(tmp_path: Path) -> None:
    path = write(tmp_path)
    change(path, "<!-- keep: efter -->\n", "<!-- keep: efter -->\nVåra **egna** ord.\n")
    write(tmp_path)
    page = write_html(read_markdown(path.read_text("utf-8"), lang="sv"), {})
    assert "Våra <strong>egna</strong> ord." in page
    assert "keep:" not in page and "innoguide: sum" not in page


def test_public_and_internal_hold_different_words(tmp_path: Path) -> None:
    public, internal = write(tmp_path), write(tmp_path / "private")
    change(internal, "<!-- keep: sist -->\n", "<!-- keep: sist -->\nBara för oss.\n")
    write(tmp_path)
    write(tmp_path / "private")
    assert "Bara för oss." in internal.read_text("utf-8")
    assert "Bara för oss." not in public.read_text("utf-8")


# -- killed in between ----------------------------------------------------------------------------------------------

WRITER = """
import os, signal, sys
from pathlib import Path, PurePosixPath
from innoguide.files import disk
from innoguide.jobs.report.write import write_outputs
folder, built, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
real, count = os.fsync, [0]
def fsync(number):
    count[0] += 1
    if count[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)
    real(number)
disk.os.fsync = fsync
write_outputs({PurePosixPath(f"{n}.md"): built for n in "abc"}, folder)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_in_the_middle_no_own_words_are_lost(tmp_path: Path, at: int) -> None:
    names = [PurePosixPath(f"{name}.md") for name in "abc"]
    write_outputs(dict.fromkeys(names, BUILT), tmp_path)
    for name in names:
        change(tmp_path / "outputs" / name, "<!-- keep: sist -->\n", f"<!-- keep: sist -->\nOrd i {name}.\n")
    after = BUILT.replace("tre personer", "fyra personer")
    done = subprocess.run([sys.executable, "-c", WRITER, tmp_path, after, str(at)], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    for name in names:
        text = (tmp_path / "outputs" / name).read_text("utf-8")
        assert f"Ord i {name}." in text
        assert is_as_signed(text), "whole, as it was or as it shall be"
    outputs = dict.fromkeys(names, after)
    assert [one.hand for one in plan_outputs(outputs, tmp_path)] == ["", "", ""]
    write_outputs(outputs, tmp_path)
    assert [(tmp_path / "outputs" / name).read_text("utf-8").count(f"Ord i {name}.") for name in names] == [1, 1, 1]


def test_the_sum_stands_last_and_has_no_digits() -> None:
    last = signed(BUILT).rstrip("\n").split("\n")[-1]
    assert last.startswith("<!-- innoguide: sum ")
    assert not any(sign.isdigit() for sign in last), "a long row of digits may look like somebody's number"

"""Sheets to print: every method gives one, with all that the group is asked for, empty or with what it has."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from innoguide.cli.app import run
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, read_settings
from innoguide.jobs.worksheet.have import Have
from innoguide.jobs.worksheet.sheet import EXTRAS, build_sheet
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Method
from innoguide.model.moves import Fill, Gate, Rate, Vote
from innoguide.model.privacy import visible_part
from innoguide.rendering.documents.blocks import Box, Boxes, Document, Heading, Items, Paragraph, Table
from innoguide.rendering.documents.html import write_html
from innoguide.texts import t

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "unga-i-kransorten"
GUIDE = load_guide(content_folders("steps", None))
METHODS = sorted({one.method: one for some in GUIDE.methods.values() for one in some})


def method(name: str) -> Method:
    return next(one for some in GUIDE.methods.values() for one in some if one.method == name)


def sheet(name: str, lang: str = "sv", *, have: Have | None = None, guide: Guide = GUIDE) -> Document:
    step = next((one for one in guide.steps if method(name) in guide.methods.get(one.step, ())), guide.steps[0])
    return build_sheet(method(name), step, have or Have(guide, lang))


def text_of(document: Document) -> str:
    """All words of a document, as its page shows them."""
    page = write_html(document, {})
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :])).replace("&amp;", "&")


def labels(fields: tuple[KindField, ...], lang: str) -> Iterator[str]:
    for one in fields:
        yield one.label.in_(lang).rstrip(":?")


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_a_sheet_with_all_that_is_asked_for(name: str, lang: str) -> None:
    document = sheet(name, lang)
    text = text_of(document)
    found = method(name)
    assert document.title == found.title.in_(lang)
    assert " ".join(found.purpose.in_(lang).split()) in text
    assert all(one.title.in_(lang) in text for one in found.script)
    assert t("worksheet_no_names", lang) in text
    for move in found.script:
        if isinstance(move, Fill):
            kind = GUIDE.kinds[move.kind]
            asked = tuple(kind.by_id[one] for one in move.fields) or kind.fields
            assert [one for one in labels(asked, lang) if one not in text] == []
        if isinstance(move, Vote):
            assert all(one.label.in_(lang) in text for one in move.criteria)
        if isinstance(move, Rate):
            assert all(one.text.in_(lang) in text for one in move.questions)
        if isinstance(move, Gate):
            assert all(one.text.in_(lang) in text for one in GUIDE.steps[0].exit_criteria)


@pytest.mark.parametrize("name", METHODS)
def test_there_is_room_to_write_on_every_sheet(name: str) -> None:
    blocks = sheet(name).blocks
    frames = [box for one in blocks if isinstance(one, Boxes) for box in one.boxes if box.lines or box.blocks]
    tables = [one for one in blocks if isinstance(one, Table)]
    only_said = all(one.move == "say" for one in method(name).script)
    assert frames or tables or only_said


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", EXTRAS)
def test_the_other_sheets_say_something_in_both_languages(name: str, lang: str) -> None:
    document = EXTRAS[name](Have(GUIDE, lang))
    assert document.title and document.lang == lang
    assert any(isinstance(one, Boxes | Table | Items) for one in document.blocks)
    headings = [one for one in document.blocks if isinstance(one, Heading)]
    assert headings[0].level == 1 and all(one.inlines for one in headings)


def test_choices_scales_and_yes_or_no_are_boxes_to_tick() -> None:
    text = text_of(sheet("anvandarresa"))
    assert "☐ nuläge ☐ framtid" in text


def filled(name: str) -> Document:
    project = Store(EXAMPLE, GUIDE, read_settings(EXAMPLE)).load()
    return sheet(name, have=Have(GUIDE, "sv", visible_part(GUIDE, project, "public")))


def test_a_filled_sheet_holds_what_the_group_has() -> None:
    text = text_of(filled("tre-prickar"))
    assert "Kort med texten ”och sen då?”" in text or "och sen då?" in text
    assert "Halvfärdigt" in text_of(filled("losningsstatus"))
    assert "Halvfärdigt" not in text_of(sheet("losningsstatus"))


def test_what_is_not_for_all_is_never_on_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE, folder)
    for path in sorted((folder / "records" / "idea").glob("*.yaml"))[:5]:
        said = path.read_text("utf-8").replace("status: done", "status: done\nconfidential: true", 1)
        assert "confidential" in said
        path.write_text(re.sub(r"(?m)^text: .*$", "text: Hemligmarkör", said), "utf-8")
    assert run(["worksheet", "tre-prickar", "--filled", "--project", str(folder)]) == 0
    told = capsys.readouterr()
    page = Path(told.out.strip()).read_text("utf-8")
    assert "Hemligmarkör" not in page
    assert re.search(r"\d+ (poster|records)", told.err)


# The command


def test_all_sheets_at_once_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["worksheet", "all", "--lang", "sv"]) == 0
    files = capsys.readouterr().out.split()
    assert len(files) == len(METHODS) + len(EXTRAS) == len({*files})
    assert not (tmp_path / "mallar" / ".gitignore").exists(), "whoever has no project decides about git"
    assert all((tmp_path / one).read_text("utf-8").startswith("<!doctype html>") for one in files)


@pytest.mark.parametrize(("word", "files"), [("tre prickar", 1), ("2", 7), ("kort", 1), ("interview-guide", 1)])
def test_a_sheet_is_found_by_what_it_is_called(
    word: str, files: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["worksheet", word, "--lang", "sv"]) == 0
    assert len(capsys.readouterr().out.split("\n")) - 1 == files


@pytest.mark.parametrize(
    "arguments", [("nagot-helt-annat",), ("tre-prickar", "--page", "a7"), ("kort", "--format", "md")]
)
def test_what_cannot_be_is_told_and_nothing_written(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["worksheet", *arguments, "--lang", "sv"]) == 2
    assert capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_filled_needs_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["worksheet", "tre-prickar", "--filled"]) == 4


def test_the_list_names_every_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["worksheet", "--list", "--lang", "sv"]) == 0
    shown = capsys.readouterr().out
    assert all(re.search(rf"\b{re.escape(one)}\b", shown) for one in METHODS)
    assert "intervjuguide" in shown


def test_a3_is_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["worksheet", "aktorskarta", "--page", "A3", "--lang", "sv"]) == 0
    assert "size: A3" in (tmp_path / "mallar" / "1-aktorskarta.html").read_text("utf-8")


def test_a_municipalitys_own_method_gives_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE, folder)
    own = (ROOT / "steps" / "1-ringa-in" / "hitta-utmaningen.yaml").read_text("utf-8")
    target = folder / "steps" / "1-ringa-in" / "vart-satt.yaml"
    target.parent.mkdir(parents=True)
    renamed = own.replace("method: hitta-utmaningen", "method: vart-satt", 1)
    target.write_text(re.sub(r'(?m)^title: \{sv: "[^"]*"', 'title: {sv: "Vårt sätt"', renamed, count=1), "utf-8")
    assert run(["worksheet", "vart-satt", "--project", str(folder)]) == 0
    assert "Vårt sätt" in Path(capsys.readouterr().out.strip()).read_text("utf-8")


def test_a_frame_keeps_its_label_with_a_hint() -> None:
    boxes = [box for one in sheet("idekort").blocks if isinstance(one, Boxes) for box in one.boxes]
    assert any(isinstance(one, Box) and one.label and one.hint for one in boxes)
    assert all(isinstance(block, Paragraph) for one in boxes for block in one.blocks)

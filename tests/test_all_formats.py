"""Everything the example gives, in every format, built by one command and read by other programs than ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from browser import browser, sideways, violations, watched
from pictures import text_faults, xml_faults
from playwright.sync_api import Browser

__all__ = ["browser"]

ROOT = Path(__file__).parent.parent
EXAMPLES = {"sv": ROOT / "examples" / "unga-i-kransorten", "en": ROOT / "examples" / "reading-together"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
NARROW = {"report", "decision", "participants", "staff"}
SPOKEN = {"sv": "sv-SE", "en": "en-GB"}

IN_GROUPS = [pytest.param(lang, marks=pytest.mark.xdist_group(f"all_formats_{lang}")) for lang in EXAMPLES]
"""The languages, each built once: the tests of one stay in one process, and the two share the machine."""


def build(folder: Path) -> None:
    command = [sys.executable, "-m", "innoguide", "report", "--format", "all", "--project", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


_built: dict[str, Path] = {}


@pytest.fixture(params=IN_GROUPS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The language, and the example as a project with all its outputs in all formats, built once."""
    if request.param not in _built:
        _built[request.param] = tmp_path_factory.mktemp(f"all-{request.param}") / "project"
        shutil.copytree(EXAMPLES[request.param], _built[request.param])
        build(_built[request.param])
    return request.param, _built[request.param]


def found(folder: Path, ending: str, *, under: str = "exports") -> list[Path]:
    files = sorted((folder / under).rglob(f"*.{ending}"))
    assert files, f"no .{ending} in {under}/"
    return files


def shown(folder: Path, lang: str, ending: str) -> list[Path]:
    """The files that other programs read: all kinds of documents in Swedish, those for many readers in English.

    Meetings are of one template, so the last one stands for them.
    """
    files = found(folder, ending)
    top = [file for file in files if file.parent.name == "exports"]
    meetings = [file for file in files if file not in top]
    return [*top, meetings[-1]] if lang == "sv" else [file for file in top if file.stem in NARROW]


def names(files: list[Path], top: Path) -> set[str]:
    return {file.relative_to(top).with_suffix("").as_posix() for file in files}


def test_every_output_is_there_in_every_format(built: tuple[str, Path]) -> None:
    _lang, folder = built
    outputs = names(found(folder, "md", under="outputs"), folder / "outputs")
    for ending in ("html", "docx", "pdf"):
        assert names(found(folder, ending), folder / "exports") == outputs


def test_every_page_is_accessible_and_asks_for_nothing(built: tuple[str, Path], browser: Browser) -> None:
    lang, folder = built
    faults: list[str] = []
    context = browser.new_context()
    context.add_init_script(path=AXE_FILE_PATH)
    with watched(context, faults, "file://") as page:
        for file in shown(folder, lang, "html"):
            page.goto(file.as_uri())
            # One style sheet for all: those that people read on a telephone are looked through narrow, the rest wide.
            for width in (1280, 320) if file.stem in NARROW else (1280,):
                page.set_viewport_size({"width": width, "height": 800})
                faults += [f"{file.name} at {width}: sideways"] if sideways(page) > 0 else []
            faults += [f"{file.name} at {width}: {one}" for one in violations(page)]
    context.close()
    assert [one for one in faults if not one.startswith("asks for data:")] == []


def test_every_picture_is_whole(built: tuple[str, Path], browser: Browser) -> None:
    _lang, folder = built
    for file in found(folder, "svg", under="outputs"):
        svg = file.read_text("utf-8")
        assert (file.name, xml_faults(svg), text_faults(browser, svg)) == (file.name, [], [])


def test_every_word_document_opens_and_speaks_its_language(built: tuple[str, Path], tmp_path: Path) -> None:
    lang, folder = built
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("soffice is missing")
        pytest.skip("no LibreOffice here")
    files = shown(folder, lang, "docx")
    inputs = []
    for number, file in enumerate(files):  # two meetings may have documents of the same name
        inputs.append(shutil.copy(file, tmp_path / f"{number}.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *inputs]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for number, file in enumerate(files):
        with pikepdf.open(tmp_path / "pdf" / f"{number}.pdf") as opened:
            assert len(opened.pages) >= 1, file.name
        with zipfile.ZipFile(file) as parts:
            styles = ElementTree.fromstring(parts.read("word/styles.xml"))
            body = ElementTree.fromstring(parts.read("word/document.xml"))
        spoken = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert spoken is not None and spoken.attrib[f"{W}val"] == SPOKEN[lang]
        assert all(one.attrib.get("descr") for one in body.iter(f"{DRAWING}docPr")), file.name
        for table in body.iter(f"{W}tbl"):
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None, file.name


def test_every_pdf_is_tagged(built: tuple[str, Path]) -> None:
    lang, folder = built
    for file in found(folder, "pdf"):
        with pikepdf.open(file) as opened:
            root = opened.Root
            assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root, file.name
            assert str(root.Lang).split("-")[0] == lang
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert "/Outlines" in root, file.name
            with opened.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert metadata["dc:title"]


@pytest.mark.parametrize("built", IN_GROUPS[1:], indirect=True)
def test_a_second_run_gives_the_same_bytes(built: tuple[str, Path]) -> None:
    _lang, folder = built
    before = {file: file.read_bytes() for top in ("outputs", "exports") for file in sorted((folder / top).rglob("*.*"))}
    shutil.rmtree(folder / "exports")
    build(folder)
    after = {file: file.read_bytes() for top in ("outputs", "exports") for file in sorted((folder / top).rglob("*.*"))}
    assert [file.name for file in before if after.get(file) != before[file]] == []
    assert set(after) == set(before)

"""A document for Word: styles, language, what screen readers are told, and a municipality's own file as a model."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from test_document_reader import lines

from innoguide.errors import InnoguideError, UsageError
from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Break,
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from innoguide.rendering.documents.reader import read_markdown, words_of
from innoguide.rendering.documents.word import write_word

EXAMPLES = Path(__file__).parent.parent / "examples"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><rect width="100" height="50"/></svg>'


def line(text: str) -> tuple[Text, ...]:
    return (Text(text),)


BLOCKS: tuple[Block, ...] = (
    Heading(1, line("Rapport"), "rapport"),
    *(Heading(2, line(f"Del {n} åäö"), f"del-{n}") for n in range(4)),
    Heading(3, line("Under"), "under"),
    Paragraph((Text("Se "), Text("del 1", strong=True, link="#del-1"), Break(), Text("och mer", link="https://a.se/"))),
    Paragraph((Text("ingenstans", link="#borta"),)),
    Items(((Paragraph(line("a")), Items(((Paragraph(line("b")),),))), (Paragraph(line("c")),))),
    Items(((Paragraph(line("d")),), (Paragraph(line("e")),)), ordered=True, start=3),
    Quote((Paragraph(line("Sagt")),)),
    Table((line("A"), line("B")), ((line("1"), line("2")), (line("3"), ())), caption="Tabellen"),
    Picture("bilder/x.svg", "En karta"),
    Picture("bilder/borta.svg", "Något som saknas"),
    Rule(),
    NewPage(),
    Boxes(
        2, (Box("Behov", "Vad behöver ni?", 4), Box("Idé", blocks=(Paragraph(line("Bussen")),), lines=0), Box("Tredje"))
    ),
)


def made(lang: str = "sv", *, base: Path | None = None, blocks: tuple[Block, ...] = BLOCKS, **more: Any) -> Any:
    document = Document("Rapport", lang, blocks, about={"organisation": "Biblioteket"}, **more)
    return docx.Document(BytesIO(write_word(document, {"bilder/x.svg": SVG}, base=base)))


def styles(document: Any) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in document.paragraphs if one.text]


def test_headings_lists_and_quotes_have_the_styles_of_word() -> None:
    found = styles(made())
    for wanted in [
        ("Title", "Rapport"),
        ("Heading 1", "Del 0 åäö"),
        ("Heading 2", "Under"),
        ("List Bullet", "a"),
        ("List Bullet 2", "b"),
        ("List Number", "d"),
        ("Quote", "Sagt"),
    ]:
        assert wanted in found


@pytest.mark.parametrize(("lang", "spoken"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_the_document_tells_its_language_and_title(lang: str, spoken: str) -> None:
    document = made(lang)
    assert (document.core_properties.title, document.core_properties.language) == ("Rapport", spoken)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {spoken}


def test_an_ordered_list_begins_where_it_should() -> None:
    document = made()
    numbered = [one for one in document.paragraphs if one.style.name == "List Number"]
    numbers = {one._p.pPr.numPr.numId.val for one in numbered}
    assert len(numbers) == 1
    starts = document.part.numbering_part.element.findall(
        f"{qn('w:num')}[@{qn('w:numId')}='{numbers.pop()}']/{qn('w:lvlOverride')}/{qn('w:startOverride')}"
    )
    assert [one.get(qn("w:val")) for one in starts] == ["3"]


def test_tables_repeat_their_head_and_pictures_have_words() -> None:
    document = made()
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["1", "2"], ["3", ""]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    (about,) = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert about == "En karta"
    assert "[Något som saknas]" in [text for _style, text in styles(document)]


def test_links_lead_to_bookmarks_and_pages_and_never_nowhere() -> None:
    body = made().element.body
    names = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert anchors and set(anchors) <= names
    assert sum(one.get(qn("r:id")) is not None for one in body.iter(qn("w:hyperlink"))) == 1
    assert "ingenstans" in "".join(one.text or "" for one in body.iter(qn("w:t")))


@pytest.mark.parametrize("name", ["unga-i-kransorten/outputs/report.md", "reading-together/outputs/report.md"])
def test_the_text_is_the_markdowns_in_its_order(name: str) -> None:
    read = read_markdown((EXAMPLES / name).read_text("utf-8"), lang="sv", contents=False)
    without = tuple(one for one in read.blocks if not isinstance(one, Picture))
    body = docx.Document(BytesIO(write_word(replace(read, blocks=without), {}))).element.body
    shown = "".join(one.text or "" for one in body.iter(qn("w:t")))
    said = "".join(words_of(one) for one in lines(without))
    assert "".join(shown.split()) == "".join(said.split())
    assert len(said) > 10_000


def test_a_large_picture_stays_on_its_page() -> None:
    tall = SVG.replace("0 0 100 50", "0 0 100 400")
    data = write_word(Document("R", "sv", (Picture("x.svg", "Hög"),)), {"x.svg": tall})
    (shape,) = docx.Document(BytesIO(data)).inline_shapes
    assert shape.height <= Mm(297 - 2 * 23)


def test_a_picture_that_is_none_is_told() -> None:
    with pytest.raises(InnoguideError, match=r"x\.svg"):
        write_word(Document("R", "sv", (Picture("x.svg", "Trasig"),)), {"x.svg": "<svg"})


def test_working_material_says_so_on_every_page() -> None:
    document = made(watermark="Arbetsmaterial")
    assert "ARBETSMATERIAL" in document.sections[0].header.paragraphs[0].text
    assert document.sections[0].footer.paragraphs[0].text.startswith("Rapport")


def test_frames_and_paper() -> None:
    document = made(page="a3-landscape")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    frames = document.tables[1]
    assert [cell.paragraphs[0].text for cell in frames.rows[0].cells] == ["Behov", "Idé"]
    assert "Bussen" in frames.rows[0].cells[1].text


def test_the_same_document_is_the_same_bytes() -> None:
    document = Document("R", "sv", BLOCKS)
    assert write_word(document, {"bilder/x.svg": SVG}) == write_word(document, {"bilder/x.svg": SVG})


def test_an_empty_document_opens() -> None:
    assert styles(made(blocks=()))[0] == ("Title", "Rapport")


# The municipality's own file


def own_file(folder: Path) -> Path:
    base = docx.Document()
    base.sections[0].left_margin = Mm(40)
    base.sections[0].header.paragraphs[0].text = "Norrviks kommun"
    base.sections[0].footer.paragraphs[0].text = "Org.nr 000000-0000"
    base.styles["Heading 1"].font.name = "Georgia"
    base.add_paragraph("Exempeltext som inte ska med")
    path = folder / "mall.docx"
    base.save(str(path))
    return path


def test_a_model_gives_its_look_and_keeps_its_text(tmp_path: Path) -> None:
    document = made(base=own_file(tmp_path), watermark="Arbetsmaterial")
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert round(document.sections[0].left_margin.mm) == 40
    header = [one.text for one in document.sections[0].header.paragraphs]
    assert header == ["Norrviks kommun", "ARBETSMATERIAL"]
    assert document.sections[0].footer.paragraphs[0].text == "Org.nr 000000-0000"
    assert "Exempeltext" not in "".join(text for _style, text in styles(document))


def test_a_model_without_our_styles_gets_them(tmp_path: Path) -> None:
    path = own_file(tmp_path)
    bare = docx.Document(str(path))
    for name in ("Quote", "List Bullet", "List Bullet 2", "Heading 2", "Table Grid"):
        bare.styles.element.remove(bare.styles[name].element)
    bare.save(str(path))
    document = made(base=path)
    assert {"Quote", "List Bullet", "Heading 2", "Table Grid"} <= {one.name for one in document.styles}
    assert ("Heading 2", "Under") in styles(document)


@pytest.mark.parametrize("content", [b"", b"not a document", None])
def test_a_model_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mall.docx"
    if content is None:
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr("hello.txt", "hej")
    else:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"mall\.docx") as told:
        made(base=path)
    assert told.value.hint

"""A document as PDF: tagged for screen readers, whole whatever stands in it, and the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from test_document_word import BLOCKS, SVG, line

from innoguide.errors import InnoguideError
from innoguide.rendering.documents.blocks import Block, Box, Boxes, Document, Heading, Items, Paragraph, Picture, Table
from innoguide.rendering.documents.pdf import write_pdf

# A picture that is not there is put into words before (jobs/export).
WHOLE = tuple(one for one in BLOCKS if not (isinstance(one, Picture) and "borta" in one.source))


def made(*blocks: Block, lang: str = "sv", **more: Any) -> Any:
    document = Document("Rapport", lang, blocks, **more)
    return pikepdf.open(BytesIO(write_pdf(document, {"bilder/x.svg": SVG})))


def tags(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield every element of the structure, as a screen reader meets them."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from tags(kid)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_screen_reader_is_told_language_title_and_structure(lang: str) -> None:
    with made(*WHOLE, lang=lang) as pdf:
        root = pdf.Root
        assert str(root.Lang).startswith(lang)
        assert bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        found = [*tags(root.StructTreeRoot)]
        names = [name for name, _one in found]
        assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= {*names}
        assert names.index("/H1") < names.index("/H2") < names.index("/H3")
        assert [str(one.Alt) for name, one in found if name == "/Figure"] == ["En karta"]
        assert "/Outlines" in root


def test_the_same_document_is_the_same_bytes() -> None:
    document = Document("Rapport", "sv", WHOLE)
    assert write_pdf(document, {"bilder/x.svg": SVG}) == write_pdf(document, {"bilder/x.svg": SVG})


@pytest.mark.parametrize(
    "block",
    [
        Items(((Paragraph(line("tomt under")),), ())),
        Table((line("A"), ()), (((), ()),), tall=3),
        Boxes(2, (Box(""), Box("Med", "hint", 0), Box("Tre"))),
        Paragraph(line("# * _ ` $ @ < > \\ [ ] #import \"x\" // /* åäö – ☐ ☒ 日本 🎈")),
        Heading(2, line("Ett " + "mycketlångtord" * 20)),
    ],
)  # fmt: skip
def test_odd_contents_make_no_fault(block: Block) -> None:
    with made(Heading(1, line("Rapport"), "rapport"), block) as pdf:
        assert len(pdf.pages) >= 1


@pytest.mark.parametrize(("page", "size"), [("a4", (595, 842)), ("a3-landscape", (1191, 842))])
def test_the_paper_is_the_one_asked_for(page: str, size: tuple[int, int]) -> None:
    with made(Paragraph(line("x")), page=page) as pdf:
        box = [float(one) for one in pdf.pages[0].MediaBox]
        assert (round(box[2]), round(box[3])) == size


def test_a_picture_that_is_none_is_told() -> None:
    with pytest.raises(InnoguideError, match=r"x\.svg"):
        write_pdf(Document("R", "sv", (Picture("x.svg", "Trasig"),)), {"x.svg": "<svg"})

"""Writes the blocks of a document into a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, singledispatchmethod
from io import BytesIO
from itertools import pairwise
from typing import Any

import resvg_py
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.run import Run

from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Heading,
    Inlines,
    Items,
    NewPage,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from innoguide.rendering.documents.columns import column_shares
from innoguide.rendering.documents.paper import Sheet, leads, picture_ratio, unreadable_picture, words, writable
from innoguide.rendering.documents.word_marks import (
    add_bookmark,
    add_link,
    describe_table,
    draw_thin,
    keep_whole,
    number_paragraph,
    repeat_as_header,
    shade,
    start_list,
)

_DOTS = 1800
"""How wide a picture is drawn, in pixels: sharp on paper, and no more than some hundred kilobytes."""

_LINE = 8.0
"""How high a line of handwriting is, in millimetres."""

_TABLE_TEXT = 9.0
_HEAD = "E6EBF0"
_GRID = "Table Grid"


class Body:
    """Writes blocks at the end of *document*; *anchors* are its bookmarks by the names that links give them."""

    def __init__(self, document: Any, pictures: Mapping[str, str], sheet: Sheet, anchors: dict[str, str]) -> None:
        self.document = document
        self.pictures = pictures
        self.sheet = sheet
        self.anchors = anchors
        self.place: Any = document
        self.is_quote = False
        self._pictures_drawn = 0
        # Looked up once: python-docx goes through all styles each time it is given one.
        self._styles = {one.name: one.style_id for one in document.styles}

    def write(self, blocks: Iterable[Block], *, level: int = 0) -> None:
        """Write the blocks; *level* is how deep in lists they stand."""
        for block, following in pairwise([*blocks, None]):
            if block is not None:
                paragraph = self.block(block, level)
                if paragraph is not None and leads(block, following):
                    paragraph.paragraph_format.keep_with_next = True

    def _paragraph(self, style: str = "") -> Any:
        paragraph = self.place.add_paragraph()
        if style:
            paragraph._p.style = self._styles[style]
        return paragraph

    @singledispatchmethod
    def block(self, block: Block, level: int) -> Any:
        raise AssertionError(f"no way to write a {type(block).__name__}")

    @block.register
    def _(self, block: Heading, level: int) -> Any:
        paragraph = self._paragraph(f"Heading {min(block.level - 1, 6)}" if block.level > 1 else "Title")
        self.line(paragraph, block.inlines)
        if block.anchor in self.anchors:
            number = [*self.anchors].index(block.anchor)
            add_bookmark(paragraph, self.anchors[block.anchor], number)
        return paragraph

    @block.register
    def _(self, block: Paragraph, level: int) -> Any:
        paragraph = self._paragraph("Quote" if self.is_quote else "")
        if level:
            paragraph.paragraph_format.left_indent = Mm(7 * level)
        self.line(paragraph, block.inlines)
        return paragraph

    @block.register
    def _(self, block: Items, level: int) -> None:
        number = start_list(self.document, block.start) if block.ordered else 0
        style = "List Number" if block.ordered else f"List Bullet {level + 1}" if 0 < level < 3 else "List Bullet"
        for item in block.items:
            rest = item
            paragraph = self._paragraph(style)
            if number:
                number_paragraph(paragraph, number)
            if item and isinstance(item[0], Paragraph):
                self.line(paragraph, item[0].inlines)
                rest = item[1:]
            self.write(rest, level=level + 1)

    @block.register
    def _(self, block: Quote, level: int) -> None:
        self.is_quote = True
        self.write(block.blocks, level=level)
        self.is_quote = False

    @block.register
    def _(self, block: Table, level: int) -> None:
        size = _TABLE_TEXT / 72 * 25.4
        widths = [Mm(share * self.sheet.room) for share in column_shares(block, self.sheet.room / size)]
        table = self._table(1 + len(block.rows), widths)
        draw_thin(table)
        describe_table(table, writable(block.caption))
        head, *rows = table.rows
        self._row(head, block.head, widths, bold=True)
        repeat_as_header(head)
        for row, cells in zip(rows, block.rows, strict=True):
            self._row(row, cells, widths)
            keep_whole(row)
            if block.tall:
                row.height = Mm(block.tall * _LINE)
        self._after_table()

    def _table(self, rows: int, widths: Sequence[int]) -> Any:
        """Return a new table with columns of these widths; Word reads them from the cells, others from the grid."""
        own = () if self.place is self.document else (sum(widths),)  # a table in a cell asks for its width
        table = self.place.add_table(rows, len(widths), *own)
        table.style = _GRID
        table.autofit = False
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = width
        return table

    def _row(self, row: Any, cells: Iterable[Inlines], widths: Sequence[int], *, bold: bool = False) -> None:
        for made, inlines, width in zip(row._tr.tc_lst, cells, widths, strict=True):
            made.width = width
            cell = _Cell(made, row)  # `row.cells` reckons with merged cells, each time anew
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            self.line(paragraph, inlines, size=Pt(_TABLE_TEXT), bold=bold)
            if bold:
                shade(cell, _HEAD)

    def _after_table(self) -> None:
        """Two tables without a paragraph between them would become one."""
        self.place.add_paragraph().paragraph_format.space_after = Pt(2)

    @block.register
    def _(self, block: Picture, level: int) -> Any:
        svg = self.pictures.get(block.source)
        if svg is None:
            return self.block(Paragraph((Text(f"[{block.alt}]"),)), level)
        ratio = picture_ratio(svg, block.source)
        width = min(self.sheet.room, (self.sheet.depth - 25) / ratio)
        try:
            png = _drawn(svg)
        except ValueError as error:
            raise unreadable_picture(block.source) from error
        paragraph = self.place.add_paragraph()
        drawn = paragraph.add_run().add_picture(BytesIO(png), width=Mm(width))
        self._pictures_drawn += 1
        about = drawn._inline.docPr
        about.set("descr", writable(block.alt))
        about.set("name", f"{self._pictures_drawn}")
        return paragraph

    @block.register
    def _(self, block: Rule, level: int) -> None:
        self.place.add_paragraph("* * *").alignment = 1

    @block.register
    def _(self, block: NewPage, level: int) -> None:
        self.place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @block.register
    def _(self, block: Boxes, level: int) -> None:
        rows = [block.boxes[at : at + block.columns] for at in range(0, len(block.boxes), block.columns)]
        width = Mm(self.sheet.room / block.columns)
        table = self._table(len(rows), [width] * block.columns)
        for row, boxes in zip(table.rows, rows, strict=True):
            keep_whole(row)
            row.height = Mm(max(one.lines for one in boxes) * _LINE + 12)
            for made, box in zip(row._tr.tc_lst, boxes, strict=False):
                made.width = width
                self._box(_Cell(made, row), box)
        self._after_table()

    def _box(self, cell: Any, box: Box) -> None:
        first = cell.paragraphs[0]
        first.add_run(writable(box.label)).bold = True
        if box.hint:
            cell.add_paragraph().add_run(writable(box.hint)).font.size = Pt(8.5)
        outside, self.place = self.place, cell
        self.write(box.blocks)
        self.place = outside

    def line(self, paragraph: Any, inlines: Inlines, *, size: int | None = None, bold: bool = False) -> None:
        """Write a line at the end of the paragraph; *size* and *bold* are what all of it shares."""
        for one in inlines:
            if not isinstance(one, Text):
                paragraph.add_run().add_break()
                continue
            run = paragraph.add_run(writable(one.text))
            link = add_link(paragraph, one.link, self.anchors) if one.link else None
            if link is not None:
                link.append(run._r)
                self._as_link(run)
            if one.strong or bold:
                run.bold = True
            if one.emphasis:
                run.italic = True
            if one.code:
                run.font.name = "Consolas"
            if size:
                run.font.size = size

    def _as_link(self, run: Run) -> None:
        if "Hyperlink" in self._styles:
            run._r.style = self._styles["Hyperlink"]
        run.font.underline = True


@lru_cache(maxsize=100)  # the report and a step's document show the same pictures
def _drawn(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_DOTS, background="white"))


def bookmarks(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the bookmark of each heading by its anchor: Word takes letters, digits and 40 signs at most."""
    found: dict[str, str] = {}
    for one in blocks:
        if isinstance(one, Heading) and one.anchor:
            name = "".join(sign if sign.isalnum() else "_" for sign in words(one.inlines))[:30]
            found[one.anchor] = f"_{len(found)}_{name}"
    return found

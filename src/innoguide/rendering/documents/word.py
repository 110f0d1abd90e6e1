"""Writes a `Document` for Word: real styles, contents, language, alternative texts, and the municipality's own look."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from innoguide.errors import UsageError
from innoguide.rendering.documents.blocks import Document, Heading
from innoguide.rendering.documents.paper import SHEETS, Sheet, contents, levelled, words, writable
from innoguide.rendering.documents.word_body import Body, bookmarks
from innoguide.rendering.documents.word_marks import add_field, add_link, element, hyphenate, set_language
from innoguide.texts import t

_SPOKEN = {"sv": "sv-SE", "en": "en-GB"}
_LONG_AGO = datetime(2020, 1, 1)
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)
_DEEP = RGBColor(0x14, 0x30, 0x4F)
_SIZES = {"Title": 24.0, "Heading 1": 17.0, "Heading 2": 13.5, "Heading 3": 11.5, "Heading 4": 10.5}
_STYLES = (
    "Title", *(f"Heading {number}" for number in range(1, 7)), "Quote", "List Number",
    "List Bullet", "List Bullet 2", "List Bullet 3",
)  # fmt: skip
"""The styles of paragraphs that a document needs."""


def write_word(document: Document, pictures: Mapping[str, str], *, base: Path | None = None) -> bytes:
    """Return the document as DOCX. *pictures* are SVG by their source.

    *base* is a Word file whose styles, page, header and footer are used; its text is left out. Raises `UsageError` if
    it cannot be read, `InnoguideError` if a picture cannot be drawn.
    """
    blocks = levelled(document)
    made = _based(base) if base else _plain(document)
    _describe(made, document)
    anchors = bookmarks(blocks)
    sheet = _sheet(made, document)
    body = Body(made, pictures, sheet, anchors)
    title, *rest = blocks
    body.write([title])
    _contents(made, contents(blocks, wanted=document.contents), anchors, document.lang, width=sheet.room)
    body.write(rest)
    _frame(made, document, is_based=base is not None)
    saved = BytesIO()
    made.save(saved)
    return _dated(saved.getvalue())


def _plain(document: Document) -> Any:
    """Return an empty document with our own look."""
    made = docx.Document()
    sheet = SHEETS[document.page]
    section = made.sections[0]
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(sheet.margin))
    normal = made.styles["Normal"]
    _set_font(normal, sheet.text)
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in _SIZES.items():
        style = made.styles[name]
        _set_font(style, size * sheet.text / 10.5)
        style.font.color.rgb = _DEEP
        style.font.bold, style.font.italic = True, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size * 0.85), Pt(4)
        style.paragraph_format.keep_with_next = True
    made.styles["Title"].paragraph_format.space_before = Pt(0)
    quote = made.styles["Quote"]
    quote.font.color.rgb = None
    quote.paragraph_format.left_indent = Mm(8)
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Number"):
        made.styles[name].paragraph_format.space_after = Pt(2)
    return made


def _set_font(style: Any, size: float) -> None:
    style.font.name, style.font.size = "Arial", Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for space in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[space]
    fonts.set(qn("w:eastAsia"), "Arial")


def _based(base: Path) -> Any:
    """Return the municipality's document without its text, with the styles it lacks added."""
    try:
        made = docx.Document(str(base))
    except (PackageNotFoundError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise UsageError(t("word_base_unreadable", file=base), t("word_base_unreadable_hint")) from error
    for one in [*made.element.body]:
        if one.tag != qn("w:sectPr"):
            made.element.body.remove(one)
    ours = docx.Document()
    for name in _STYLES:
        if name not in made.styles:
            made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            _copy_style(ours.styles[name], made.styles[name])
    if "Table Grid" not in made.styles:
        made.styles.element.append(ours.styles["Table Grid"].element)
    return made


def _copy_style(from_style: Any, to_style: Any) -> None:
    """Give a style the look of another, but for what points elsewhere in its file."""
    to_style.base_style = None
    to_style.font.bold, to_style.font.italic = from_style.font.bold, from_style.font.italic
    to_style.font.size = from_style.font.size
    to_style.paragraph_format.left_indent = from_style.paragraph_format.left_indent
    if to_style.name.startswith("Heading"):
        to_style.element.get_or_add_pPr().append(element("outlineLvl", val=str(int(to_style.name[-1]) - 1)))


def _sheet(made: Any, document: Document) -> Sheet:
    """Return the page as the Word document has it, which a base decides."""
    section = made.sections[0]
    margin = (section.left_margin.mm + section.right_margin.mm) / 2
    return Sheet(section.page_width.mm, section.page_height.mm, margin, SHEETS[document.page].text)


def _describe(made: Any, document: Document) -> None:
    about = made.core_properties
    about.title, about.language = writable(document.title)[:255], _SPOKEN[document.lang]
    about.author = writable(", ".join(filter(None, document.about.values())))[:255]
    about.subject, about.comments, about.keywords = writable(document.watermark), "", ""
    about.last_modified_by, about.revision = "innoguide", 1
    about.created = about.modified = about.last_printed = _LONG_AGO
    set_language(made, _SPOKEN[document.lang])
    hyphenate(made)


def _contents(made: Any, headings: Sequence[Heading], anchors: dict[str, str], lang: str, *, width: float) -> None:
    """Write the table of contents, *width* millimetres wide: links, so that it is there before pages are reckoned."""
    if not headings:
        return
    name = made.add_paragraph()
    name.add_run(t("page_contents", lang)).bold = True
    name.paragraph_format.keep_with_next = True
    for one in headings:
        line = made.add_paragraph()
        line.paragraph_format.left_indent = Mm(6 * (one.level - 2))
        line.paragraph_format.space_after = Pt(1)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        link = add_link(line, f"#{one.anchor}", anchors)
        run = line.add_run(words(one.inlines))
        if link is not None:
            link.append(run._r)
            line.add_run("\t")
            add_field(line, f"PAGEREF {anchors[one.anchor]} \\h")
    made.add_paragraph()


def _frame(made: Any, document: Document, *, is_based: bool) -> None:
    """Write header and footer, unless the base has its own; working material says so on every page."""
    section = made.sections[0]
    header, footer = section.header, section.footer
    if document.watermark:
        first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
        line = first if not first.text else header.add_paragraph()
        line.add_run(writable(document.watermark).upper()).bold = True
    if not is_based or not any(one.text.strip() for one in footer.paragraphs):
        line = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        line.add_run(f"{writable(document.title)}  ·  {t('word_page', document.lang)} ").font.size = Pt(8.5)
        add_field(line, "PAGE", "1")


def _dated(data: bytes) -> bytes:
    """Return the file with one date in all its parts: the same records give the same bytes."""
    saved = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as made:
        for one in parts.infolist():
            made.writestr(zipfile.ZipInfo(one.filename, _ZIP_DATE), parts.read(one), zipfile.ZIP_DEFLATED)
    return saved.getvalue()

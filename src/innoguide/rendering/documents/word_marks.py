"""The parts of Word that python-docx has no words for: fields, bookmarks, links, numbering, languages."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from innoguide.rendering.documents.paper import writable


def element(name: str, /, **attributes: str) -> Any:
    """Return the element `w:name` with attributes of the same space."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Any, code: str, shown: str = "") -> None:
    """Put a field, such as the page's number, at the end of the paragraph; *shown* stands there at first."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()._r
        if kind == "shown":
            run.append(_text("t", text))
        elif not kind:
            run.append(_text("instrText", text))
        else:
            run.append(element("fldChar", fldCharType=kind))


def _text(name: str, text: str) -> Any:
    made = element(name)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark around what the paragraph holds, for links to lead to."""
    paragraph._p.insert(_after_properties(paragraph), element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def _after_properties(paragraph: Any) -> int:
    return 1 if paragraph._p.pPr is not None else 0


def add_link(paragraph: Any, address: str, anchors: dict[str, str]) -> Any:
    """Put a link at the end of the paragraph and return what its text is added to; None where it would lead nowhere.

    *anchors* are the bookmarks by the names that links in the document give them.
    """
    link = element("hyperlink")
    if address.startswith("#"):
        if address[1:] not in anchors:
            return None
        link.set(qn("w:anchor"), anchors[address[1:]])
    else:
        name = paragraph.part.relate_to(writable(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), name)
    link.set(qn("w:history"), "1")
    paragraph._p.append(link)
    return link


def start_list(document: Any, start: int) -> int:
    """Return the number of a new ordered list that begins at *start*."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    number = style.pPr.numPr.numId.val if style.pPr is not None and style.pPr.numPr is not None else 1
    abstract = numbering.num_having_numId(number).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def number_paragraph(paragraph: Any, number: int) -> None:
    """Make the paragraph an item of the list *number*."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def set_language(document: Any, language: str) -> None:
    """Make *language* the document's, wherever a style says one."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("docDefaults")
        styles.insert(0, defaults)
    found = defaults
    for name in ("rPrDefault", "rPr", "lang"):
        inner = found.find(qn(f"w:{name}"))
        if inner is None:
            inner = element(name)
            found.append(inner)
        found = inner
    for one in styles.iter(qn("w:lang")):
        one.set(qn("w:val"), language)
        one.set(qn("w:eastAsia"), language)


def repeat_as_header(row: Any) -> None:
    """Make a row stand first on every page that its table goes over."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    """Let no page break go through a row."""
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def shade(cell: Any, colour: str) -> None:
    """Fill a cell with a colour, in six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def describe_table(table: Any, title: str) -> None:
    """Tell screen readers what a table holds."""
    if title:
        table._tbl.tblPr.append(element("tblCaption", val=title))


def draw_thin(table: Any) -> None:
    """Give a table thin grey lines."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz="4", space="0", color="8A949E"))
    later = next(one for one in table._tbl.tblPr if one.tag in (qn("w:tblLayout"), qn("w:tblLook")))
    later.addprevious(borders)  # Word wants its elements in one order


def hyphenate(document: Any) -> None:
    """Let long words be broken, as narrow columns of Swedish need."""
    stop = document.settings.element.find(qn("w:defaultTabStop"))
    if stop is not None:
        stop.addnext(element("autoHyphenation", val="true"))

"""Writes a `Document` as PDF: tagged (PDF/UA-1), with title, language and bookmarks, by Typst and its template."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import typst

from innoguide.errors import InnoguideError
from innoguide.files.folders import shipped_folder
from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Break,
    Document,
    Heading,
    Inline,
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
from innoguide.rendering.documents.columns import column_shares, number_columns
from innoguide.rendering.documents.paper import (
    SHEETS,
    Sheet,
    contents,
    leads,
    levelled,
    picture_ratio,
    unreadable_picture,
    words,
    writable,
)
from innoguide.texts import t

_REGIONS = {"sv": "SE", "en": "GB"}
_TRIES = 5
_NO_GLYPH = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)+)"')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNSHOWN = "□"
_WHOLE_TABLE = 700
_WHOLE_CELL = 1200


def write_pdf(document: Document, pictures: Mapping[str, str]) -> bytes:
    """Return the document as PDF. *pictures* are SVG by their source. Raises `InnoguideError` if it cannot be made."""
    inputs = {
        "document": json.dumps(_Plain(document, pictures).document(), ensure_ascii=False),
        "pictures": json.dumps({source: writable(svg) for source, svg in pictures.items()}, ensure_ascii=False),
    }
    template = (shipped_folder("templates") / "document.typ").read_bytes()
    for _ in range(_TRIES):
        try:
            return _compiled(template, inputs)
        except typst.TypstError as error:
            unshown = _unshown(str(error.diagnostic))
            if not unshown:
                raise InnoguideError(t("pdf_failed", reason=error.message), t("pdf_failed_hint")) from error
            inputs = {name: _without(text, unshown) for name, text in inputs.items()}
    raise InnoguideError(t("pdf_failed", reason=", ".join(sorted(unshown))), t("pdf_failed_hint"))


def _compiled(template: bytes, inputs: dict[str, str]) -> bytes:
    made = typst.compile(template, format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs, font_paths=_fonts())
    if not isinstance(made, bytes):
        raise TypeError("one document gives one file")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return the fonts of this computer: looking for them takes longer than a document."""
    return typst.Fonts()


def _unshown(diagnostic: str) -> set[str]:
    """Return the signs that no font of this computer has; PDF/UA forbids to leave a gap in their place."""
    return {_CODE.sub(lambda code: chr(int(code[1], 16)), found) for found in _NO_GLYPH.findall(diagnostic)}


def _without(text: str, unshown: set[str]) -> str:
    for sign in sorted(unshown, key=len, reverse=True):
        text = text.replace(sign, _UNSHOWN)
    return text


class _Plain:
    """Turns a document into plain values for the template."""

    def __init__(self, document: Document, pictures: Mapping[str, str]) -> None:
        self._document = document
        self._pictures = pictures
        self._sheet: Sheet = SHEETS[document.page]
        self._blocks = levelled(document)
        self._anchors = {one.anchor for one in self._blocks if isinstance(one, Heading) and one.anchor}

    def document(self) -> dict[str, Any]:
        """Return all that the template needs but the pictures."""
        one = self._document
        listed = contents(self._blocks, wanted=one.contents)
        return {
            "title": writable(one.title),
            "lang": one.lang,
            "region": _REGIONS.get(one.lang, ""),
            "author": writable(one.about.get("organisation", "")),
            "description": writable("; ".join(f"{key}: {value}" for key, value in one.about.items())),
            "watermark": writable(one.watermark),
            "sheet": {"width": self._sheet.width, "height": self._sheet.height,
                      "margin": self._sheet.margin, "text": self._sheet.text},
            "contents": max((heading.level for heading in listed), default=0),
            "contents_words": t("paper_contents", one.lang),
            "page_words": t("paper_page", one.lang, page="{page}", pages="{pages}"),
            "blocks": self._all(self._blocks),
        }  # fmt: skip

    def _all(self, blocks: Sequence[Block], *, nested: bool = False) -> list[dict[str, Any]]:
        following = [*blocks, None][1:]
        return [self._block(one, after, nested=nested) for one, after in zip(blocks, following, strict=False)]

    def _block(self, block: Block, after: Block | None, *, nested: bool) -> dict[str, Any]:
        match block:
            case Heading() if nested:
                strong = tuple(Text(one.text, strong=True) for one in block.inlines if isinstance(one, Text))
                return {"kind": "paragraph", "inlines": self._line(strong), "leads": True}
            case Heading(level, inlines, anchor):
                return {"kind": "heading", "level": level, "inlines": self._line(inlines), "anchor": anchor}
            case Paragraph(inlines):
                return {"kind": "paragraph", "inlines": self._line(inlines), "leads": leads(block, after)}
            case Items(items, ordered, start):
                written = [self._all(one, nested=True) for one in items]
                return {"kind": "items", "items": written, "ordered": ordered, "start": start}
            case Quote(blocks):
                return {"kind": "quote", "blocks": self._all(blocks, nested=True)}
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case Boxes(columns, boxes):
                return {"kind": "boxes", "columns": columns, "boxes": [self._box(one) for one in boxes]}
            case Rule() | NewPage():
                return {"kind": type(block).__name__.lower()}

    def _line(self, inlines: Inlines) -> list[dict[str, Any]]:
        return [self._run(one) for one in inlines]

    def _run(self, one: Inline) -> dict[str, Any]:
        if isinstance(one, Break):
            return {"kind": "break"}
        leads_nowhere = one.link.startswith("#") and one.link[1:] not in self._anchors
        return {
            "kind": "text",
            "text": writable(one.text),
            "strong": one.strong,
            "emphasis": one.emphasis,
            "code": one.code,
            "link": "" if leads_nowhere else one.link,
        }

    def _table(self, table: Table) -> dict[str, Any]:
        room = self._sheet.room / 25.4 * 72 / (self._sheet.text * 0.9)
        lengths = [len(words(cell)) for row in table.rows for cell in row]
        return {
            "kind": "table",
            "head": [self._line(cell) for cell in table.head],
            "rows": [[self._line(cell) for cell in row] for row in table.rows],
            "tall": table.tall,
            "shares": column_shares(table, room),
            "numbers": number_columns(table),
            "breakable": sum(lengths) > _WHOLE_TABLE or len(table.rows) > 8,
            "long": max(lengths, default=0) > _WHOLE_CELL,
        }

    def _picture(self, picture: Picture) -> dict[str, Any]:
        svg = self._pictures.get(picture.source)
        if svg is None:
            raise unreadable_picture(picture.source)
        most_high = self._sheet.depth * 0.8
        width = min(1.0, most_high / (picture_ratio(svg, picture.source) * self._sheet.room))
        return {"kind": "picture", "source": picture.source, "alt": writable(picture.alt), "width": width}

    def _box(self, box: Box) -> dict[str, Any]:
        return {
            "label": [{"kind": "text", "text": writable(box.label), "strong": False, "emphasis": False,
                       "code": False, "link": ""}],
            "hint": writable(box.hint),
            "lines": box.lines,
            "blocks": self._all(box.blocks, nested=True),
        }  # fmt: skip

"""Writes a `Document` as one web page: pictures inside, nothing fetched, ready to read aloud and to print."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import singledispatchmethod
from html import escape
from itertools import pairwise
from pathlib import Path

from innoguide.files.folders import shipped_folder
from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Document,
    Heading,
    Inlines,
    Items,
    NewPage,
    Page,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from innoguide.rendering.documents.paper import contents, leads, levelled, words, writable
from innoguide.rendering.environment import make_picture_environment, render_picture
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_PAPER: dict[Page, tuple[str, str]] = {
    "a4": ("A4", "18mm"),
    "a4-landscape": ("A4 landscape", "15mm"),
    "a3": ("A3", "20mm"),
    "a3-landscape": ("A3 landscape", "20mm"),
}
_FOOT = ("organisation", "municipality", "registry_no")
"""What of the document's properties stands at its foot."""

_LINE = 2.1
"""How high a line of handwriting is, in the height of a letter."""


def write_html(document: Document, pictures: Mapping[str, str], *, folders: Sequence[Path] = ()) -> str:
    """Return the document as a page of HTML. *pictures* are SVG by their source.

    The look is the template `page.html.j2`: of the first of *folders* that has it, else innoguide's own.
    """
    title, *blocks = levelled(document)
    writer = _Writer(pictures)
    headings = contents([title, *blocks], wanted=document.contents)
    paper, margin = _PAPER[document.page]
    values = {
        "lang": document.lang,
        "title": writable(document.title),
        "watermark": document.watermark,
        "heading": Markdown(writer.block(title)),
        "skip": t("page_skip", document.lang),
        "contents_name": t("page_contents", document.lang),
        "contents": [{"level": one.level, "anchor": one.anchor, "text": words(one.inlines)} for one in headings],
        "body": Markdown(writer.blocks(blocks)),
        "about": list(dict.fromkeys(writable(one) for key in _FOOT if (one := document.about.get(key)))),
        "paper": paper,
        "margin": margin,
    }
    return render_picture(make_picture_environment([*folders, shipped_folder("templates")]), "page.html.j2", values)


class _Writer:
    """Writes blocks as HTML; *pictures* are SVG by their source."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.pictures = pictures
        self._tables = 0

    def blocks(self, blocks: Iterable[Block]) -> str:
        found = list(blocks)
        following = [after for _before, after in pairwise([*found, None])]
        return "\n".join(map(self._one, found, following))

    def _one(self, block: Block, following: Block | None) -> str:
        if isinstance(block, Paragraph) and leads(block, following):
            return f'<p class="lead">{inlines(block.inlines)}</p>'
        return self.block(block)

    @singledispatchmethod
    def block(self, block: Block) -> str:
        raise AssertionError(f"no way to write a {type(block).__name__}")

    @block.register
    def _(self, block: Heading) -> str:
        name = f' id="{_attribute(block.anchor)}"' if block.anchor else ""
        return f"<h{block.level}{name}>{inlines(block.inlines)}</h{block.level}>"

    @block.register
    def _(self, block: Paragraph) -> str:
        return f"<p>{inlines(block.inlines)}</p>"

    @block.register
    def _(self, block: Items) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "\n".join(f"<li>{self._item(one)}</li>" for one in block.items)
        return f"<{tag}{start}>\n{items}\n</{tag}>"

    def _item(self, blocks: Sequence[Block]) -> str:
        """Return what stands in a list item: a line of its own without the distance of a paragraph."""
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph):
            rest = self.blocks(blocks[1:])
            return inlines(first.inlines) + (f"\n{rest}\n" if rest else "")
        return self.blocks(blocks)

    @block.register
    def _(self, block: Quote) -> str:
        return f"<blockquote>\n{self.blocks(block.blocks)}\n</blockquote>"

    @block.register
    def _(self, block: Table) -> str:
        self._tables += 1
        name = f"table-{self._tables}"
        head = "".join(f'<th scope="col">{one}</th>' if one else "<td></td>" for one in map(inlines, block.head))
        high = f' style="height:{block.tall * _LINE:g}em"' if block.tall else ""
        rows = "\n".join(f"<tr{high}>{''.join(f'<td>{inlines(one)}</td>' for one in row)}</tr>" for row in block.rows)
        caption = f'<caption class="unseen" id="{name}">{_text(block.caption)}</caption>\n' if block.caption else ""
        labelled = f' role="group" aria-labelledby="{name}"' if block.caption else ""
        wide = "".join(f'<col style="width:{one / sum(block.shares):.0%}">' for one in block.shares)
        columns = f"<colgroup>{wide}</colgroup>\n" if wide else ""
        table = f"<table>\n{caption}{columns}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        return f'<div class="scroll" tabindex="0"{labelled}>\n{table}\n</div>'

    @block.register
    def _(self, block: Picture) -> str:
        svg = self.pictures.get(block.source)
        if svg is None:
            return f"<p>[{_text(block.alt)}]</p>"
        data = base64.b64encode(svg.encode()).decode()
        alt = _attribute(block.alt)
        return f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{alt}"></figure>'

    @block.register
    def _(self, block: Rule) -> str:
        return "<hr>"

    @block.register
    def _(self, block: NewPage) -> str:
        return '<div class="new-page"></div>'

    @block.register
    def _(self, block: Boxes) -> str:
        columns = f"grid-template-columns:repeat({block.columns},minmax(0,1fr))"
        return f'<div class="boxes" style="{columns}">\n{chr(10).join(map(self._box, block.boxes))}\n</div>'

    def _box(self, box: Box) -> str:
        label = f'<p class="label">{_text(box.label)}</p>' if box.label else ""
        hint = f'<p class="hint">{_text(box.hint)}</p>' if box.hint else ""
        room = f'<div style="height:{box.lines * _LINE:g}em"></div>' if box.lines else ""
        return f'<div class="box">{label}{hint}{self.blocks(box.blocks)}{room}</div>'


def inlines(parts: Inlines) -> str:
    """Return a line as HTML."""
    return "".join(_inline(one) if isinstance(one, Text) else "<br>" for one in parts)


def _inline(one: Text) -> str:
    marked = _text(one.text)
    for is_so, mark in ((one.code, _tag("code")), (one.emphasis, _tag("em")), (one.strong, _tag("strong"))):
        marked = mark(marked) if is_so else marked
    return f'<a href="{_attribute(one.link)}">{marked}</a>' if one.link else marked


def _tag(name: str) -> Callable[[str], str]:
    return lambda text: f"<{name}>{text}</{name}>"


def _text(text: str) -> str:
    return escape(writable(text), quote=False)


def _attribute(text: str) -> str:
    return escape(writable(text))

"""Reads an output's Markdown into a `Document`; comments, which only readers of the source see, are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from innoguide.rendering.documents.blocks import (
    Block,
    Break,
    Document,
    Heading,
    Inline,
    Inlines,
    Items,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from innoguide.rendering.markdown import anchor

_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(
    text: str, *, lang: str, watermark: str = "", about: Mapping[str, str] | None = None, contents: bool = True
) -> Document:
    """Return the document that *text* makes; its title is the first heading of level 1."""
    blocks = tuple(_named(_blocks(SyntaxTreeNode(_PARSER.parse(text)).children)))
    titles = [words_of(one.inlines) for one in blocks if isinstance(one, Heading) and one.level == 1]
    return Document(
        title=titles[0] if titles else "",
        lang=lang,
        blocks=blocks,
        watermark=watermark,
        contents=contents,
        about=dict(about or {}),
    )


def words_of(inlines: Inlines) -> str:
    """Return the words of a line without their markup."""
    return " ".join("".join(one.text if isinstance(one, Text) else " " for one in inlines).split())


def _named(blocks: Iterable[Block]) -> Iterable[Block]:
    """Give each heading the anchor that forges give it, and each table the caption that stands above it."""
    used: Counter[str] = Counter()
    heading = lead = ""
    for one in blocks:
        if isinstance(one, Heading):
            heading, lead = words_of(one.inlines), ""
            name = str(anchor(heading))
            used[name] += 1
            one = replace(one, anchor=name if used[name] == 1 else f"{name}-{used[name] - 1}")
        elif isinstance(one, Table):
            one = replace(one, caption=lead or heading)
        lead = _lead(one)
        yield one


def _lead(block: Block) -> str:
    """Return what a paragraph in bold says of the table beneath it."""
    if isinstance(block, Paragraph) and all(isinstance(one, Text) and one.strong for one in block.inlines):
        return words_of(block.inlines).rstrip(":")
    return ""


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
    return tuple(block for node in nodes for block in _READERS.get(node.type, _nothing)(node))


def _nothing(_node: SyntaxTreeNode) -> Iterable[Block]:
    return ()


def _heading(node: SyntaxTreeNode) -> Iterable[Block]:
    yield Heading(int(node.tag[1:]), _inlines(node))


def _paragraph(node: SyntaxTreeNode) -> Iterable[Block]:
    """Yield the paragraph; a picture in it becomes a block of its own, between what stands before and after."""
    part: list[Inline] = []
    for one in _walk(node, Text("")):
        if not isinstance(one, Picture):
            part.append(one)
            continue
        yield from _filled(part)
        yield one
        part = []
    yield from _filled(part)


def _filled(part: list[Inline]) -> Iterable[Block]:
    inlines = _tidied(part)
    return [Paragraph(inlines)] if inlines else []


def _items(node: SyntaxTreeNode) -> Iterable[Block]:
    start = int(node.attrs.get("start", 1))
    yield Items(tuple(_blocks(item.children) for item in node.children), node.type == "ordered_list", start)


def _quote(node: SyntaxTreeNode) -> Iterable[Block]:
    yield Quote(_blocks(node.children))


def _table(node: SyntaxTreeNode) -> Iterable[Block]:
    rows = [tuple(_inlines(cell) for cell in row.children) for part in node.children for row in part.children]
    yield Table(rows[0], tuple(rows[1:]))


def _code(node: SyntaxTreeNode) -> Iterable[Block]:
    lines = node.content.rstrip("\n").split("\n")
    inlines: list[Inline] = []
    for line in lines:
        inlines += [Text(line, code=True), Break()]
    yield Paragraph(tuple(inlines[:-1]))


def _rule(_node: SyntaxTreeNode) -> Iterable[Block]:
    yield Rule()


_READERS: dict[str, Callable[[SyntaxTreeNode], Iterable[Block]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet_list": _items,
    "ordered_list": _items,
    "blockquote": _quote,
    "table": _table,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
}


def _inlines(node: SyntaxTreeNode) -> Inlines:
    """Return the line of a heading or a cell, where a picture is no more than its words."""
    return _tidied([Text(one.alt) if isinstance(one, Picture) else one for one in _walk(node, Text(""))])


def _walk(node: SyntaxTreeNode, style: Text) -> Iterable[Inline | Picture]:
    """Yield what stands in a line, with the *style* of all that is around it."""
    for child in node.children:
        if child.type == "image":
            yield Picture(str(child.attrs.get("src", "")), "".join(_words(child)))
        elif child.type in ("text", "code_inline", "text_special"):
            yield replace(style, text=child.content, code=child.type == "code_inline")
        elif child.type == "softbreak":
            yield replace(style, text=" ")
        elif child.type == "hardbreak":
            yield Break()
        elif child.type in _STYLES:
            yield from _walk(child, _STYLES[child.type](style, child))
        elif child.type == "inline":
            yield from _walk(child, style)


_STYLES: dict[str, Callable[[Text, SyntaxTreeNode], Text]] = {
    "strong": lambda style, _node: replace(style, strong=True),
    "em": lambda style, _node: replace(style, emphasis=True),
    "link": lambda style, node: replace(style, link=_address(node)),
}


def _address(node: SyntaxTreeNode) -> str:
    """Return where a link leads; to a heading as its anchor is written, which the parser has encoded."""
    address = str(node.attrs.get("href", ""))
    return unquote(address) if address.startswith("#") else address


def _words(node: SyntaxTreeNode) -> Iterable[str]:
    return (one.text if isinstance(one, Text) else " " for one in _walk(node, Text("")) if not isinstance(one, Picture))


def _tidied(parts: Iterable[Inline]) -> Inlines:
    """Return the parts, those of one style put together, without blanks at either end."""
    found: list[Inline] = []
    for one in parts:
        last = found[-1] if found else None
        if isinstance(one, Text) and isinstance(last, Text) and replace(last, text=one.text) == one:
            found[-1] = replace(last, text=last.text + one.text)
        elif not (isinstance(one, Text) and not one.text):
            found.append(one)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while found and _is_blank(found[at]):
            found.pop(at)
        if found and isinstance(edge := found[at], Text):
            found[at] = replace(edge, text=strip(re.sub(r"\s+", " ", edge.text) if not edge.code else edge.text))
    return tuple(found)


def _is_blank(one: Inline) -> bool:
    return isinstance(one, Break) or not one.text.strip()

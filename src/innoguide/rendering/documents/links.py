"""Where the links of a document lead, when it is written in another format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Document,
    Heading,
    Inlines,
    Items,
    Paragraph,
    Quote,
    Table,
    Text,
)

Change = Callable[[str], str]
"""What a link becomes; an empty text leaves only its words."""


def relinked(document: Document, change: Change) -> Document:
    """Return the document with every link as *change* gives it."""
    return replace(document, blocks=_all(document.blocks, change))


def _all(blocks: tuple[Block, ...], change: Change) -> tuple[Block, ...]:
    return tuple(_one(block, change) for block in blocks)


def _one(block: Block, change: Change) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, inlines=_line(block.inlines, change))
        case Items():
            return replace(block, items=tuple(_all(item, change) for item in block.items))
        case Quote():
            return replace(block, blocks=_all(block.blocks, change))
        case Table():
            rows = tuple(tuple(_line(cell, change) for cell in row) for row in block.rows)
            return replace(block, head=tuple(_line(cell, change) for cell in block.head), rows=rows)
        case Boxes():
            return replace(block, boxes=tuple(_box(one, change) for one in block.boxes))
        case _:
            return block


def _box(box: Box, change: Change) -> Box:
    return replace(box, blocks=_all(box.blocks, change))


def _line(inlines: Inlines, change: Change) -> Inlines:
    return tuple(replace(one, link=change(one.link)) if isinstance(one, Text) and one.link else one for one in inlines)

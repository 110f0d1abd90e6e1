"""`Document`: what a document consists of, whatever format it is written in.

An output's Markdown is read into it (`read_markdown`), a worksheet is built as one. Each format has one writer:
`html.write_html`, `word.write_word`, `pdf.write_pdf`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Page = Literal["a4", "a4-landscape", "a3", "a3-landscape"]


@dataclass(frozen=True)
class Text:
    """Words in a line; a *link* is an address, a path relative to the document, or `#anchor`."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True)
class Break:
    """A new line within a paragraph."""


Inline = Text | Break
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; *level* 1 is the document's title; *anchor* is what links to it say after `#`."""

    level: int
    inlines: Inlines
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines


@dataclass(frozen=True)
class Items:
    """A list; each item is some blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quote:
    """What somebody has said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Table:
    """A table with one row of headers. *caption* is what the nearest heading or lead above it says: for screen readers.

    *tall* is how many lines high each row of an empty form is; 0 in a table to read. *shares* are how wide its columns
    are for each other; if there are none, what stands in them decides.
    """

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: str = ""
    tall: int = 0
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture; *source* is its path relative to the document."""

    source: str
    alt: str


@dataclass(frozen=True)
class Rule:
    """A line across."""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Box:
    """A frame to write in by hand: its *label*, a *hint* in small letters, room for *lines* lines of handwriting.

    *blocks* are what the group has so far, when the sheet is filled.
    """

    label: str
    hint: str = ""
    lines: int = 3
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Boxes:
    """Frames side by side, row by row, *columns* in a row."""

    columns: int
    boxes: tuple[Box, ...]


Block = Heading | Paragraph | Items | Quote | Table | Picture | Rule | NewPage | Boxes


@dataclass(frozen=True)
class Document:
    """A document; *title* has no markup, *lang* is `sv` or `en`.

    *watermark* is a word that each page of working material carries, or empty. *contents* asks for a table of contents.
    """

    title: str
    lang: str
    blocks: tuple[Block, ...]
    watermark: str = ""
    page: Page = "a4"
    contents: bool = True
    about: dict[str, str] = field(default_factory=dict)
    """Organisation, registry number and the like, for the properties of the file."""

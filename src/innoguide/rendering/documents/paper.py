"""What the formats share: headings in order, the table of contents, sizes of pages, where links lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from innoguide.errors import InnoguideError
from innoguide.rendering.documents.blocks import Block, Document, Heading, Inlines, Page, Paragraph, Text
from innoguide.texts import t

MOST_CONTENTS = 40
"""A table of contents is to be seen at a glance: longer than this, it holds the chapters alone."""

_FEWEST_CONTENTS = 4
_LEAD = 160
_UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True)
class Sheet:
    """A page in millimetres, and the size of its running text in points."""

    width: float
    height: float
    margin: float
    text: float

    @property
    def room(self) -> float:
        """How wide the text is, in millimetres."""
        return self.width - 2 * self.margin

    @property
    def depth(self) -> float:
        """How high the text is, in millimetres."""
        return self.height - 2 * self.margin


SHEETS: dict[Page, Sheet] = {
    "a4": Sheet(210, 297, 23, 10.5),
    "a4-landscape": Sheet(297, 210, 18, 10.5),
    "a3": Sheet(297, 420, 22, 14),
    "a3-landscape": Sheet(420, 297, 22, 14),
}


def writable(text: str) -> str:
    """Return *text* without the signs that neither XML nor a page can hold, or that turn the line around."""
    return _UNWRITABLE.sub("", text)


def words(inlines: Inlines) -> str:
    """Return the text of a line without its markup."""
    return writable("".join(one.text if isinstance(one, Text) else " " for one in inlines))


def levelled(document: Document) -> tuple[Block, ...]:
    """Return the blocks with their headings in order: one title first, no level skipped, no anchor twice."""
    blocks = document.blocks
    if not any(isinstance(one, Heading) and one.level == 1 for one in blocks[:1]):
        blocks = (Heading(1, (Text(document.title),)), *blocks)
    return tuple(_in_order(blocks))


def _in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    level = 0
    seen = {""}
    for one in blocks:
        if isinstance(one, Heading):
            level = min(max(one.level, 2), level + 1) if level else 1
            one = replace(one, level=level, anchor="" if one.anchor in seen else one.anchor)
            seen.add(one.anchor)
        yield one


def contents(blocks: Iterable[Block], *, wanted: bool) -> list[Heading]:
    """Return the headings that the table of contents holds; none where there are too few to need one."""
    headings = [one for one in blocks if isinstance(one, Heading) and one.level in (2, 3)]
    if not wanted or len(headings) < _FEWEST_CONTENTS:
        return []
    return headings if len(headings) <= MOST_CONTENTS else [one for one in headings if one.level == 2]


def leads(block: Block, following: Block | None) -> bool:
    """Whether a paragraph introduces what comes after it, and must not be parted from it by a new page."""
    if not isinstance(block, Paragraph) or following is None or isinstance(following, Heading | Paragraph):
        return False
    text = words(block.inlines).rstrip()
    return len(text) < _LEAD and (
        text.endswith(":") or all(isinstance(one, Text) and one.strong for one in block.inlines)
    )


def picture_ratio(svg: str, source: str) -> float:
    """Return how high a picture is for its width. Raises `InnoguideError` if it cannot be read."""
    try:
        box = ElementTree.fromstring(svg).attrib.get("viewBox", "").split()
        width, height = float(box[2]), float(box[3])
    except (ElementTree.ParseError, IndexError, ValueError) as error:
        raise unreadable_picture(source) from error
    if width <= 0 or height <= 0:
        raise unreadable_picture(source)
    return height / width


def unreadable_picture(source: str) -> InnoguideError:
    """Return the error about a picture that cannot be drawn."""
    return InnoguideError(t("paper_picture_unreadable", source=source), t("paper_picture_unreadable_hint"))

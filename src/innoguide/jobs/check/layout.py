"""The layout of a Markdown document: what its headings, tables, pictures, links and lists are like for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from markdown_it.token import Token

Found = tuple[int, str, dict[str, str | int]]
"""Line, what is wrong (the end of a text's key), and what the text needs."""

_HTML_IMAGE = re.compile(r"<img\b(?![^>]*\balt\s*=\s*[\"']?[^\s\"'>])[^>]*>", re.IGNORECASE)
_HTML_TABLE = re.compile(r"<table\b(?:(?!</table).)*", re.IGNORECASE | re.DOTALL)
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp)", re.IGNORECASE)


def find_layout_faults(tokens: Sequence[Token], *, lists: bool) -> Iterator[Found]:
    """Yield what is wrong with headings, sections and tables; with *lists* also lists of one thing."""
    yield from _heading_faults(tokens)
    yield from _empty_sections(tokens)
    yield from _table_faults(tokens)
    if lists:
        yield from _list_faults(tokens)


def line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _heading_faults(tokens: Sequence[Token]) -> Iterator[Found]:
    before = titles = 0
    for token in tokens:
        if token.type != "heading_open":
            continue
        level = int(token.tag[1:])
        if level > before + 1:
            yield line_of(token), "levels" if before else "first", {"before": before, "level": level}
        titles += level == 1
        if level == 1 and titles == 2:
            yield line_of(token), "titles", {}
        before = level


def _empty_sections(tokens: Sequence[Token]) -> Iterator[Found]:
    """Yield the headings with nothing beneath them, neither text nor a lower heading; comments are nothing."""
    last: Token | None = None
    for token in tokens:
        if token.type == "heading_open":
            if last is not None and int(token.tag[1:]) <= int(last.tag[1:]):
                yield line_of(last), "empty", {}
            last = token
        elif token.type != "heading_close" and not _is_of_heading(token, last) and not _is_comment(token):
            last = None
    if last is not None:
        yield line_of(last), "empty", {}


def _is_of_heading(token: Token, heading: Token | None) -> bool:
    """Whether *token* is the text of *heading* itself."""
    return heading is not None and token.type == "inline" and token.map == heading.map


def _is_comment(token: Token) -> bool:
    return token.type == "html_block" and token.content.strip().startswith("<!--") and token.content.count("<") == 1


def _list_faults(tokens: Sequence[Token]) -> Iterator[Found]:
    open_lists: list[tuple[Token, int]] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            open_lists.append((token, 0))
        elif token.type == "list_item_open":
            opened, number = open_lists.pop()
            open_lists.append((opened, number + 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            opened, number = open_lists.pop()
            if number == 1:
                yield line_of(opened), "list", {}


def html_images(html: str) -> list[str]:
    """Return the pictures in *html* that have no description."""
    return _HTML_IMAGE.findall(html)


def image_fault(token: Token) -> str:
    """Return what is wrong with a picture within a line of text; an empty text for none, and for what is none."""
    if token.type == "html_inline":
        return "image" if _HTML_IMAGE.match(token.content) else ""
    if token.type != "image":
        return ""
    words = token.content.strip()
    if not words:
        return "image"
    file = PurePosixPath(str(token.attrs.get("src", "")))
    return "image_name" if _FILE_NAME.fullmatch(words) or words in (file.name, file.stem) else ""


def _table_faults(tokens: Sequence[Token]) -> Iterator[Found]:
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            end = next(index for index in range(at, len(tokens)) if tokens[index].type == "thead_close")
            if not any(one.type == "inline" and one.content.strip() for one in tokens[at:end]):
                yield line_of(token), "table", {}
        elif token.type == "html_block":
            tables = _HTML_TABLE.findall(token.content)
            yield from ((line_of(token), "table", {}) for one in tables if "<th" not in one.lower())
        elif token.type == "paragraph_open" and all(map(_is_row, tokens[at + 1].content.split("\n"))):
            yield line_of(token), "table", {}


def _is_row(line: str) -> bool:
    line = line.strip()
    return line.startswith("|") and line.endswith("|") and line.count("|") > 2


def placed(token: Token) -> Iterator[tuple[int, Token]]:
    """Yield what stands within a line of text, with the line it begins on."""
    number = line_of(token)
    for one in token.children or ():
        yield number, one
        number += one.type in ("softbreak", "hardbreak")


def links(placed: Iterable[tuple[int, Token]]) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each link, without signs around them."""
    words: list[str] | None = None
    begun = 0
    for number, one in placed:
        if one.type == "link_open":
            words, begun = [], number
        elif one.type == "link_close" and words is not None:
            yield begun, " ".join("".join(words).split()).strip(" .,:;!?…→›»-–()[]")
            words = None
        elif words is not None:
            words.append(one.content if one.type in ("text", "code_inline", "image") else " ")

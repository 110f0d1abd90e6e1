"""What makes a Markdown document hard to read: headings, tables, pictures, links and long sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

Fault = tuple[int, str, dict[str, object]]
"""Line, what is wrong (the end of a text's key), and what the text needs."""

_FRONT_MATTER = re.compile(r"\A---\n(?:.*\n)*?---\n")
_HTML_IMAGE = re.compile(r"<img\b(?![^>]*\balt\s*=\s*[\"']?[^\s\"'>])[^>]*>", re.IGNORECASE)
_HTML_TABLE = re.compile(r"<table\b(?:(?!</table).)*", re.IGNORECASE | re.DOTALL)
_SENTENCE_END = re.compile(r"\n|(?<=[.!?…:;])[”\")\]]*\s+")
# What somebody has said is not ours to shorten.
_QUOTED = re.compile(r"[”“][^”“]*”|»[^»«]*[»«]|\"[^\"]*\"")
_WORD = re.compile(r"\w[\w’'-]*")
_LISTED = 4
"""Items of so few words on average, with commas between, are a list and no sentence."""


@dataclass
class Heavy:
    """Looks through one document after the other; a sentence that stands in several is told of in the first."""

    empty_links: re.Pattern[str]
    most_words: int
    _parser: MarkdownIt = field(default_factory=lambda: MarkdownIt("commonmark").enable("table"))
    _seen: set[str] = field(default_factory=set)

    def find(self, text: str) -> Iterator[Fault]:
        """Yield what is hard to read in the Markdown *text*; all its long sentences as one."""
        text = text.replace("\r\n", "\n")
        text = _FRONT_MATTER.sub(lambda found: "\n" * found.group().count("\n"), text)
        tokens = self._parser.parse(text)
        yield from _heading_faults(tokens)
        yield from _table_faults(tokens)
        for token in tokens:
            yield from self._inline_faults(token)
        yield from self._sentence_faults(tokens)

    def _inline_faults(self, token: Token) -> Iterator[Fault]:
        if token.type == "html_block":
            yield from ((_line(token), "image", {}) for _ in _HTML_IMAGE.finditer(token.content))
        for number, one in _placed(token):
            has_no_words = one.type == "image" and not one.content.strip()
            if has_no_words or (one.type == "html_inline" and _HTML_IMAGE.match(one.content)):
                yield number, "image", {}
        for number, words in _links(_placed(token)):
            if not words or self.empty_links.fullmatch(words):
                yield number, "link", {}

    def _sentence_faults(self, tokens: Iterable[Token]) -> Iterator[Fault]:
        found = [number for number, one in _sentences(tokens) if self._is_long(one)]
        if found:
            key = "sentence" if len(found) == 1 else "sentences"
            yield found[0], key, {"number": len(found), "most": self.most_words}

    def _is_long(self, sentence: str) -> bool:
        words = _WORD.findall(sentence)
        if len(words) <= self.most_words or len(words) <= _LISTED * (sentence.count(",") + 1):
            return False
        is_new = sentence not in self._seen
        self._seen.add(sentence)
        return is_new


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _heading_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    before = titles = 0
    for token in tokens:
        if token.type != "heading_open":
            continue
        level = int(token.tag[1:])
        if level > before + 1:
            yield _line(token), "levels" if before else "first", {"before": before, "level": level}
        titles += level == 1
        if level == 1 and titles == 2:
            yield _line(token), "titles", {}
        before = level


def _table_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            end = next(index for index in range(at, len(tokens)) if tokens[index].type == "thead_close")
            if not any(one.type == "inline" and one.content.strip() for one in tokens[at:end]):
                yield _line(token), "table", {}
        elif token.type == "html_block":
            tables = _HTML_TABLE.findall(token.content)
            yield from ((_line(token), "table", {}) for one in tables if "<th" not in one.lower())
        elif token.type == "paragraph_open" and all(map(_is_row, tokens[at + 1].content.split("\n"))):
            yield _line(token), "table", {}


def _is_row(line: str) -> bool:
    line = line.strip()
    return line.startswith("|") and line.endswith("|") and line.count("|") > 2


def _placed(token: Token) -> Iterator[tuple[int, Token]]:
    """Yield what stands within a line of text, with the line it begins on."""
    number = _line(token)
    for one in token.children or ():
        yield number, one
        number += one.type in ("softbreak", "hardbreak")


def _links(placed: Iterable[tuple[int, Token]]) -> Iterator[tuple[int, str]]:
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


def _sentences(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield each sentence with its line, but for quotes."""
    quoted = 0
    for token in tokens:
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "inline" and not quoted:
            yield from _split(token)


def _split(token: Token) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a paragraph or cell; a bold beginning with a colon is a label of its own."""
    parts: list[str] = []
    lines, starts, length = [_line(token)], [0], 0
    for number, one in _placed(token):
        part = _shown(one)
        if one.type == "strong_close" and parts and parts[-1].rstrip().endswith(":"):
            part = "\n"
        parts.append(part)
        length += len(part)
        if one.type in ("softbreak", "hardbreak"):
            lines.append(number + 1)
            starts.append(length)
    text = _QUOTED.sub(lambda found: "”" * len(found.group()), "".join(parts))
    at = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        yield lines[bisect_right(starts, at) - 1], " ".join(text[at:end].split())
        at = end


def _shown(token: Token) -> str:
    if token.type in ("hardbreak", "html_inline"):
        return "\n"
    if token.type == "softbreak":
        return " "
    return token.content if token.type in ("text", "code_inline") else ""

"""What makes a Markdown document hard to read: headings, tables, pictures, links, lists, and the sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from innoguide.jobs.check.layout import find_layout_faults, html_images, image_fault, line_of, links, placed
from innoguide.model.checks.plain import SENTENCE_END, Plain, without_quotes


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something hard to read: its line, what it is (the end of a text's key), what the text needs.

    *words* are the sentences that are hard, where it is about words: they may stand in a record.
    """

    line: int
    key: str
    values: dict[str, str | int] = field(default_factory=dict)
    words: tuple[str, ...] = ()


_FRONT_MATTER = re.compile(r"\A---\n(?:.*\n)*?---\n")
MADE = "<!-- innoguide: "
"""Stands in every document that innoguide has made."""


@dataclass
class Heavy:
    """Looks through one document after the other; a sentence that stands in several is told of in the first."""

    empty_links: re.Pattern[str]
    plain: Plain
    _parser: MarkdownIt = field(default_factory=lambda: MarkdownIt("commonmark").enable("table"))
    _seen: set[str] = field(default_factory=set)

    def find(self, text: str) -> Iterator[Fault]:
        """Yield what is hard to read in the Markdown *text*."""
        text = text.replace("\r\n", "\n")
        text = _FRONT_MATTER.sub(lambda found: "\n" * found.group().count("\n"), text)
        tokens = self._parser.parse(text)
        # What innoguide makes has as many items in a list as the group has said things.
        for line, key, values in find_layout_faults(tokens, lists=MADE not in text):
            yield Fault(line=line, key=key, values=values)
        for token in tokens:
            yield from self._inline_faults(token)
        yield from self._word_faults(tokens, text)

    def _inline_faults(self, token: Token) -> Iterator[Fault]:
        if token.type == "html_block":
            yield from (Fault(line=line_of(token), key="image") for _ in html_images(token.content))
        for number, one in placed(token):
            key = image_fault(one)
            if key:
                yield Fault(line=number, key=key)
        for number, words in links(placed(token)):
            if not words or self.empty_links.fullmatch(words):
                yield Fault(line=number, key="link")

    def _word_faults(self, tokens: Sequence[Token], whole: str) -> Iterator[Fault]:
        for token, in_cell in _running_text(tokens):
            parts = list(_split(token))
            for number, one in parts:
                yield from self._sentence_faults(number, one, whole)
            said = tuple(one for _number, one in parts)
            if not in_cell and self.plain.is_long_paragraph(said) and self._is_new(" ".join(said)):
                most = self.plain.most_in_paragraph
                yield Fault(line=line_of(token), key="paragraph", values={"most": most}, words=said)

    def _sentence_faults(self, number: int, sentence: str, whole: str) -> Iterator[Fault]:
        plain = self.plain
        if plain.is_long(sentence) and self._is_new(sentence):
            yield Fault(line=number, key="sentence", values={"most": plain.most_words}, words=(sentence,))
        for word in plain.long_words(sentence, whole):
            if self._is_new(word):
                values: dict[str, str | int] = {"most": plain.most_letters, "word": word}
                yield Fault(line=number, key="word", values=values, words=(word,))
        if plain.shouts(sentence) and self._is_new(f"! {sentence}"):
            yield Fault(line=number, key="capitals", words=(sentence,))

    def _is_new(self, words: str) -> bool:
        is_new = words not in self._seen
        self._seen.add(words)
        return is_new


def _running_text(tokens: Iterable[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield the paragraphs, headings and cells, each with whether it is a cell; but for quotes."""
    quoted = cells = 0
    for token in tokens:
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        cells += (token.type == "table_open") - (token.type == "table_close")
        if token.type == "inline" and not quoted:
            yield token, cells > 0


def _split(token: Token) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a paragraph or cell; a bold beginning with a colon is a label of its own."""
    parts: list[str] = []
    lines, starts, length = [line_of(token)], [0], 0
    for number, one in placed(token):
        part = _shown(one)
        if one.type == "strong_close" and parts and parts[-1].rstrip().endswith(":"):
            part = "\n"
        parts.append(part)
        length += len(part)
        if one.type in ("softbreak", "hardbreak"):
            lines.append(number + 1)
            starts.append(length)
    text = without_quotes("".join(parts))
    at = 0
    for end in [*(found.end() for found in SENTENCE_END.finditer(text)), len(text)]:
        yield lines[bisect_right(starts, at) - 1], " ".join(text[at:end].split())
        at = end


def _shown(token: Token) -> str:
    if token.type in ("hardbreak", "html_inline"):
        return "\n"
    if token.type == "softbreak":
        return " "
    return token.content if token.type in ("text", "code_inline") else ""

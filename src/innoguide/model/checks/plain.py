"""What makes running text hard to read: long sentences and paragraphs, long words left unexplained, shouting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from innoguide.model.checks.look import Look

HEAVY = "heavy_document"

SENTENCE_END = re.compile(r"\n|(?<=[.!?…:;])[”\")\]]*\s+")

# What somebody has said is not ours to shorten.
QUOTED = re.compile(r"[”“][^”“]*”|»[^»«]*[»«]|\"[^\"]*\"")
_WORD = re.compile(r"\w[\w’'-]*")
_LETTERS = re.compile(r"(?<![\w./@:])[^\W\d_]+(?![\w/@]|[.:]\w)")
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?: +[^\W\d_]{2,})*")
_LISTED = 4
"""Items of so few words on average, with commas between, are a list and no sentence."""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """How much a reader can take: words in a sentence and in a paragraph, letters in a word, capitals in a row.

    *known* are long words that readers know.
    """

    most_words: int
    most_letters: int
    most_in_paragraph: int
    most_capitals: int
    known: re.Pattern[str]

    @classmethod
    def of(cls, look: Look) -> Plain:
        """Return what the check's file says, for the group's language."""
        return cls(
            most_words=look.limit(HEAVY, "most_words"),
            most_letters=look.limit(HEAVY, "most_letters"),
            most_in_paragraph=look.limit(HEAVY, "most_in_paragraph"),
            most_capitals=look.limit(HEAVY, "most_capitals"),
            known=look.words(HEAVY, "known_words"),
        )

    def is_long(self, sentence: str) -> bool:
        """Whether a sentence, which is no mere list, has too many words."""
        return number_of_words(sentence) > self.most_words

    def is_long_paragraph(self, sentences: Sequence[str]) -> bool:
        """Whether *sentences*, which stand together, are more than a reader takes without a rest."""
        return sum(map(number_of_words, sentences)) > self.most_in_paragraph

    def long_words(self, text: str, whole: str) -> Iterator[str]:
        """Yield the long words of *text* that *whole*, in which it stands, does not explain within brackets."""
        for found in _LETTERS.finditer(text):
            word = found.group()
            if len(word) > self.most_letters and not self.known.fullmatch(word) and f"{word} (" not in whole:
                yield word

    def shouts(self, text: str) -> bool:
        """Whether several words in a row are all capitals."""
        for found in _CAPITALS.finditer(text):
            row = 0
            for word in found.group().split():
                row = row + 1 if word.isupper() else 0
                if row >= self.most_capitals:
                    return True
        return False


def number_of_words(sentence: str) -> int:
    """Return how many words a sentence has; none for a mere list of short things."""
    words = len(_WORD.findall(sentence))
    return 0 if words <= _LISTED * sentence.count(",") + _LISTED and sentence.count(",") else words


def without_quotes(text: str) -> str:
    """Return *text* with signs in the place of what somebody is quoted with, as long as before."""
    return QUOTED.sub(lambda found: "”" * len(found.group()), text)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a plain text, but for what is quoted."""
    parts = SENTENCE_END.split(without_quotes(text))
    return [" ".join(one.split()) for one in parts if one.strip()]


def bare_words(text: str) -> str:
    """Return the words of *text* in small letters, with a blank between, whatever signs stand around them."""
    return " ".join(_WORD.findall(text.casefold()))

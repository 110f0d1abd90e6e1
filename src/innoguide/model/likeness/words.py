"""Words of one language: their stems, which say little, and which mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from innoguide.model.likeness.wordlist import WordList, all_entries, entries

WORD = re.compile(r"[^\W\d_]+|\d+")
_DOUBLED = re.compile(r"(?<=[aeiouyåäö])(mm|nn)$")
_WITH_ARTICLE = re.compile(r"(?:mm|nn|nd|rd)et$")
LONGEST_PHRASE = 5
SHORTEST_COMPOUND = 8
SHORTEST_PART = 4
SHORTEST_STEM = 3
STEMMERS = {"sv": "swedish", "en": "english"}


class Stemmer(Protocol):
    """What takes the endings off a word."""

    def stemWord(self, word: str) -> str:
        """Return *word* without its ending."""


@lru_cache(maxsize=2)
def load_stemmer(lang: str) -> Stemmer:
    """Return the stemmer of *lang*. Imported here, so that no command pays for it that does not compare texts."""
    import snowballstemmer

    found: Stemmer = snowballstemmer.stemmer(STEMMERS[lang])
    return found


def split_words(text: str) -> list[str]:
    """Return the words of *text* in lower case; what a hyphen joins is two words."""
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


class Words:
    """Stop words and synonyms of one language, looked up by stem."""

    def __init__(self, lang: str, lists: Iterable[WordList] = ()) -> None:
        self.lang = lang
        self._stemmer = load_stemmer(lang)
        self._known: set[str] = set()
        self._stems: dict[str, str] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self.stop: set[str] = set()
        self.weak: set[str] = set()
        self.groups: dict[tuple[str, ...], list[int]] = {}
        mine = [one for one in lists if one.words == lang]
        lines = [line for one in mine for line in one.alike]
        self._know(all_entries((*lines, *(line for one in mine for line in one.weak))))
        for number, line in enumerate(lines):
            self._add_group(number, line)
        for one in mine:
            self.stop |= {word for entry in all_entries(one.stop) for word in split_words(entry)}
            self.weak |= {stem for entry in all_entries(one.weak) for stem in self.stems_of(entry)}

    def _know(self, entries_of_lists: Iterable[str]) -> None:
        """Take in the single words of the lists first: with them known, *dyrt* is *dyr* also in a phrase."""
        self._known = {stems[0] for stems in map(self.stems_of, entries_of_lists) if len(stems) == 1}
        self._stems.clear()

    def _add_group(self, number: int, line: str) -> None:
        for entry in entries(line):
            homes = self.groups.setdefault(self.stems_of(entry), [])
            if number not in homes:
                homes.append(number)

    def stem(self, word: str) -> str:
        """Return the stem of *word*."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = self._stem_anew(word)
        return found

    def _stem_anew(self, word: str) -> str:
        """Return the stem, and where the stemmer leaves Swedish words apart (ensam, ensamma; rum, rummet), mended."""
        if self.lang != "sv":
            return self._stemmer.stemWord(word)
        if _WITH_ARTICLE.search(word):
            word = word[:-2]
        stem = _DOUBLED.sub(lambda match: match[0][0], self._stemmer.stemWord(word))
        short = stem[:-1] if stem == word and stem.endswith("t") and len(stem) > SHORTEST_STEM else stem
        return short if short in self._known and stem not in self._known else stem

    def stems_of(self, text: str) -> tuple[str, ...]:
        """Return the stems of the words of *text*, stop words too: phrases hold them."""
        return tuple(self.stem(word) for word in split_words(text))

    def parts(self, stem: str) -> tuple[str, ...]:
        """Return the known words that the compound *stem* begins or ends with, as `bok` and `buss` of a bookmobile."""
        found = self._parts.get(stem)
        if found is None:
            found = self._parts[stem] = self._split(stem) if len(stem) >= SHORTEST_COMPOUND else ()
        return found

    def _split(self, stem: str) -> tuple[str, ...]:
        if self.lang != "sv" or (stem,) in self.groups:
            return ()
        cuts = range(SHORTEST_PART, len(stem) - SHORTEST_PART + 2)
        first = next((part for cut in reversed(cuts) if (part := self._part(stem[:cut]))), "")
        last = next((part for cut in cuts if (part := self._part(stem[cut:]))), "")
        return tuple(part for part in dict.fromkeys((first, last)) if part)

    def _part(self, piece: str) -> str:
        """Return the known word that *piece* is a form of, if it is long enough to be no accident."""
        stem = self.stem(piece)
        return stem if len(stem) >= SHORTEST_PART and (stem,) in self.groups else ""

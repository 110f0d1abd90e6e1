"""Pairs of texts that may be about the same thing, with the words that made them alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from innoguide.model.likeness.candidates import find_candidates
from innoguide.model.likeness.features import Features, agreement, features_of, pieces_of
from innoguide.model.likeness.vectors import Vector, Weighing, cosine
from innoguide.model.likeness.words import Words

DEFAULT = 0.15
"""How alike two texts are to be before anybody is asked about them."""

BY_WORDS, BY_PIECES = 0.9, 0.1
MOST_WORDS = 6
KEPT = 20_000
"""How many texts' features are kept at a time; the others are made again when they are needed."""


@dataclass(frozen=True)
class Item:
    """A text to compare. *group* is whose it is."""

    key: str
    text: str
    group: str = ""


@dataclass(frozen=True)
class Alike:
    """Two texts that may be about the same thing; *score* is 0 to 1, *words* what made them alike."""

    first: str
    second: str
    score: float
    words: tuple[str, ...]


def find_alike(
    items: Sequence[Item], words: Words, *, across: bool = False, least: float = DEFAULT, most: int | None = None
) -> list[Alike]:
    """Return the pairs that are at least *least* alike, best first; with *across* only pairs of different groups."""
    compared = Comparison(items, words)
    groups = [item.group for item in items]
    found = []
    for one, other in find_candidates(compared.vectors, groups, across=across):
        score = compared.score(one, other, least=least)
        if score >= least:
            found.append((score, one, other))
    found.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [
        Alike(items[one].key, items[other].key, score, compared.shared_words(one, other))
        for score, one, other in found[:most]
    ]


class Comparison:
    """Texts made ready to be compared."""

    def __init__(self, items: Sequence[Item], words: Words) -> None:
        self._items = items
        self._words = words
        self._features = lru_cache(maxsize=KEPT)(self._make_features)
        self._pieces = lru_cache(maxsize=KEPT)(self._make_pieces)
        self._weighing = Weighing(self._features(at).weights for at in range(len(items)))
        self._weighing_pieces = Weighing(pieces_of(item.text, words) for item in items)
        self.vectors = self._weighing.vectors(self._features(at).weights for at in range(len(items)))

    def _make_features(self, at: int) -> Features:
        return features_of(self._items[at].text, self._words)

    def _make_pieces(self, at: int) -> Vector:
        return self._weighing_pieces.unit_vector(pieces_of(self._items[at].text, self._words))

    def score(self, one: int, other: int, *, least: float = 0.0) -> float:
        """Return how alike two texts are, 0 to 1; what cannot reach *least* is not looked at in full."""
        by_words = BY_WORDS * cosine(self.vectors[one], self.vectors[other])
        if by_words + BY_PIECES < least:
            return 0.0
        by_words *= agreement(self._features(one), self._features(other))
        return min(1.0, by_words + BY_PIECES * cosine(self._pieces(one), self._pieces(other)))

    def shared_words(self, one: int, other: int) -> tuple[str, ...]:
        """Return the words, as they were written, that made the two alike; those that weighed most first."""
        first, second = self._features(one), self._features(other)
        shared = first.weights.keys() & second.weights.keys()
        ordered = sorted(shared, key=lambda feature: (-self._weight(one, other, feature), feature))
        shown = (word for feature in ordered for word in (first.seen[feature], second.seen[feature]))
        return tuple(dict.fromkeys(shown))[:MOST_WORDS]

    def _weight(self, one: int, other: int, feature: str) -> float:
        number = self._weighing.numbers[feature]
        return self.vectors[one].get(number, 0.0) * self.vectors[other].get(number, 0.0)

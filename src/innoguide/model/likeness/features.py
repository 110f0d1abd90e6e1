"""What a text is compared by: stems, groups of synonyms, parts of compounds, and pieces of words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from innoguide.model.likeness.words import LONGEST_PHRASE, Words, split_words

WEAK = 0.4
"""How much a word counts that is common in such projects."""

OF_COMPOUND = 0.6
"""How much a part of a compound counts beside a whole word."""

GROUP, STEM = 1.0, 0.3
"""How much the group of a word counts, and the word itself when it is in a group."""

PIECE = 5
"""The length of the pieces that words are cut into."""

Feature = str
"""A stem (`=råd`), or a group of synonyms (`#12`)."""


@dataclass
class Features:
    """The features of one text: how much each counts, and the word that it was seen in."""

    weights: dict[Feature, float] = field(default_factory=dict)
    seen: dict[Feature, str] = field(default_factory=dict)

    def add(self, feature: Feature, weight: float, word: str) -> None:
        """Add *feature*; what is seen twice counts as much as its heaviest."""
        if weight > self.weights.get(feature, 0.0):
            self.weights[feature] = weight
            self.seen[feature] = word


def agreement(one: Features, other: Features) -> float:
    """Return how much two texts have in common: 0 for nothing, one half for a word that counts in full, at most 1.

    A word counts once, whether it is shared as it stands, by its group, or by a part of it.
    """
    strength = min(_strength(one, other), _strength(other, one))
    return strength / (strength + 1.0)


def _strength(one: Features, other: Features) -> float:
    """Return how many of the words of *one* the *other* shares, each by how much it counts."""
    shared: dict[str, float] = {}
    for feature in one.weights.keys() & other.weights.keys():
        word = one.seen[feature]
        shared[word] = max(shared.get(word, 0.0), min(one.weights[feature], other.weights[feature]))
    return sum(sorted(shared.values()))


def features_of(text: str, words: Words) -> Features:
    """Return what *text* is compared by."""
    found = Features()
    typed = split_words(text)
    stems = [words.stem(word) for word in typed]
    at = 0
    while at < len(typed):
        length = _phrase_at(stems, at, words)
        end = at + length
        shown = " ".join(typed[at:end])
        if length > 1:
            _add_groups(found, words, tuple(stems[at:end]), shown, _least(words, stems[at:end]))
        for word, stem in zip(typed[at:end], stems[at:end], strict=True):
            _add_word(found, words, word, stem, shown)
        at += length
    return found


def _phrase_at(stems: list[str], at: int, words: Words) -> int:
    """Return how many words the longest known phrase that begins at *at* has; 1 when there is none."""
    longest = min(LONGEST_PHRASE, len(stems) - at)
    return next((n for n in range(longest, 1, -1) if tuple(stems[at : at + n]) in words.groups), 1)


def _least(words: Words, stems: list[str]) -> float:
    return WEAK if any(stem in words.weak for stem in stems) else 1.0


def _add_word(found: Features, words: Words, word: str, stem: str, shown: str) -> None:
    """Add what *word* says; *shown* is the word, or the phrase that it stands in."""
    if word in words.stop or len(word) < 2:
        return
    factor = WEAK if stem in words.weak else 1.0
    in_group = _add_groups(found, words, (stem,), shown, factor)
    found.add(f"={stem}", factor * (STEM if in_group else 1.0), shown)
    for part in words.parts(stem):
        share = OF_COMPOUND * (WEAK if part in words.weak else 1.0)
        found.add(f"={part}", share * STEM, shown)
        _add_groups(found, words, (part,), shown, share)


def _add_groups(found: Features, words: Words, key: tuple[str, ...], shown: str, factor: float) -> bool:
    groups = words.groups.get(key, ())
    for group in groups:
        found.add(f"#{group}", GROUP * factor / math.sqrt(len(groups)), shown)
    return bool(groups)


def pieces_of(text: str, words: Words) -> Iterator[str]:
    """Yield the pieces of the words of *text* that say something: they catch what stems and lists do not."""
    for word in split_words(text):
        if word not in words.stop and words.stem(word) not in words.weak:
            padded = f"<{word}>"
            yield from (padded[at : at + PIECE] for at in range(max(1, len(padded) - PIECE + 1)))

"""Texts as vectors: each feature weighted by how rare it is, of length one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

Vector = dict[int, float]

RARITY = 0.75
"""How much rareness counts: in a few hundred texts it is partly chance."""

FEW = 100
"""As if so many texts more had been counted: that two of five texts share a word does not make it common."""

USUAL = 2.0
"""How much the length of a usual text counts beside the text's own."""


class Weighing:
    """Numbers features and knows how rare each is among the texts that were counted."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        counted: Counter[str] = Counter()
        self.texts = 0
        for features in texts:
            self.texts += 1
            counted.update(set(features))
        self.numbers = {feature: number for number, feature in enumerate(sorted(counted))}
        self.rarity = [self._rarity(counted[feature]) for feature in self.numbers]

    def _rarity(self, number: int) -> float:
        return math.pow(math.log((self.texts + FEW) / (number + 0.5)), RARITY)

    def vectors(self, texts: Iterable[Mapping[str, float]]) -> list[Vector]:
        """Return each text as a vector. A short text gets a shorter one: a single shared word is weak evidence."""
        raw = [self._raw(weights) for weights in texts]
        lengths = [sum(value * value for value in vector.values()) for vector in raw]
        usual = sum(lengths) / len(lengths) if lengths else 0.0
        return [_scaled(vector, length, usual) for vector, length in zip(raw, lengths, strict=True)]

    def unit_vector(self, features: Iterable[str]) -> Vector:
        """Return *features*, all of the same weight, as a vector of length one."""
        vector = self._raw(dict.fromkeys(features, 1.0))
        return _scaled(vector, sum(value * value for value in vector.values()), 0.0)

    def _raw(self, weights: Mapping[str, float]) -> Vector:
        return {
            self.numbers[feature]: weight * self.rarity[self.numbers[feature]] for feature, weight in weights.items()
        }


def _scaled(vector: Vector, length: float, usual: float) -> Vector:
    """Return *vector* divided by its length, which is evened out towards the *usual* one."""
    share = USUAL if usual else 0.0
    around = math.sqrt((length + share * usual) / (1 + share))
    return {number: value / around for number, value in vector.items()} if around else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return how much two vectors point the same way: about 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[number] for number, value in one.items() if number in other)

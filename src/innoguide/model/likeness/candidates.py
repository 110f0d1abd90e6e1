"""Which pairs are worth comparing: those that share something rare, or two common things. Bounded for each text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations

from innoguide.model.likeness.vectors import Vector

COMMON = 400
"""A feature that more texts have than this brings no pairs alone, only together with another."""

LOOKED_AT = 2_000
"""How many shared features are looked at for each text."""

NEAREST = 30
"""How many earlier texts each text is compared with in full."""

HEAVIEST = 6
"""How many common features of a text are joined two and two."""

Key = int | tuple[int, int]
Found = dict[Key, tuple[list[int], list[float]]]
"""The texts that have been found by each key, with its weight in each."""


def find_candidates(vectors: Sequence[Vector], groups: Sequence[str], *, across: bool) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each two texts that may be alike, the earlier one first."""
    numbers = _numbers(vectors)
    earlier: Found = {}
    for at, vector in enumerate(vectors):
        keys = list(_keys(vector, numbers))
        shares = _shares(keys, earlier)
        if across:
            shares = {one: share for one, share in shares.items() if groups[one] != groups[at]}
        for one in nsmallest(NEAREST, shares, key=lambda one: (-shares[one], one)):
            yield one, at
        for key, weight in keys:
            texts, weights = earlier.setdefault(key, ([], []))
            texts.append(at)
            weights.append(weight)


def _numbers(vectors: Iterable[Vector]) -> dict[int, int]:
    """Return how many texts have each feature."""
    numbers: dict[int, int] = {}
    for vector in vectors:
        for feature in vector:
            numbers[feature] = numbers.get(feature, 0) + 1
    return numbers


def _keys(vector: Vector, numbers: Mapping[int, int]) -> Iterator[tuple[Key, float]]:
    """Yield what a text is found by, with its weight: the rarest first, so that they use up what may be looked at."""
    rare = sorted((feature for feature in vector if numbers[feature] <= COMMON), key=lambda one: (numbers[one], one))
    yield from ((feature, vector[feature]) for feature in rare)
    common = [feature for feature in vector if numbers[feature] > COMMON]
    heaviest = sorted(sorted(common, key=lambda one: (-vector[one], one))[:HEAVIEST])
    yield from (
        ((one, other), math.sqrt(vector[one] ** 2 + vector[other] ** 2)) for one, other in combinations(heaviest, 2)
    )


def _shares(keys: Iterable[tuple[Key, float]], earlier: Found) -> dict[int, float]:
    """Return the earlier texts that share a key, each with how much they share; the latest are looked at first."""
    shares: dict[int, float] = {}
    left = LOOKED_AT
    for key, weight in keys:
        if left <= 0:
            break
        texts, weights = earlier.get(key, ((), ()))
        for one, other_weight in zip(texts[-left:], weights[-left:], strict=True):
            shares[one] = shares.get(one, 0.0) + weight * other_weight
        left -= len(texts)
    return shares

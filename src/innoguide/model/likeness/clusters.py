"""Suggests which texts belong together: groups grown from the most alike pairs, never by a chain alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.model.likeness.pairs import DEFAULT, MOST_WORDS, Alike, Item, find_alike
from innoguide.model.likeness.words import Words


@dataclass(frozen=True)
class Cluster:
    """Texts that may belong together, and the words that made them alike."""

    keys: tuple[str, ...]
    words: tuple[str, ...]


def suggest_clusters(
    items: Sequence[Item], words: Words, *, across: bool = False, least: float = DEFAULT
) -> list[Cluster]:
    """Return suggested groups, the biggest first; each text is in at most one."""
    pairs = find_alike(items, words, across=across, least=least)
    homes = _grow(pairs)
    order = {item.key: at for at, item in enumerate(items)}
    groups = sorted(
        {id(group): group for group in homes.values()}.values(), key=lambda one: (-len(one), _first(one, order))
    )
    shared = _words_of(pairs, homes)
    return [Cluster(tuple(sorted(group, key=order.__getitem__)), shared[id(group)]) for group in groups]


def _first(group: set[str], order: dict[str, int]) -> int:
    return min(order[key] for key in group)


def _grow(pairs: Sequence[Alike]) -> dict[str, set[str]]:
    """Return each text's group. Two groups become one only when half of all pairs between them are alike."""
    linked = {(one.first, one.second) for one in pairs}
    homes: dict[str, set[str]] = {}
    for one in pairs:
        first, second = homes.get(one.first, {one.first}), homes.get(one.second, {one.second})
        if first is second or 2 * _links(first, second, linked) < len(first) * len(second):
            continue
        joined = first | second
        homes.update(dict.fromkeys(joined, joined))
    return homes


def _links(first: set[str], second: set[str], linked: set[tuple[str, str]]) -> int:
    return sum((one, other) in linked or (other, one) in linked for one in first for other in second)


def _words_of(pairs: Sequence[Alike], homes: dict[str, set[str]]) -> dict[int, tuple[str, ...]]:
    """Return the words that made each group alike, by the group's identity; those of most pairs first."""
    counted: dict[int, dict[str, int]] = {}
    for one in pairs:
        if one.first in homes and homes[one.first] is homes.get(one.second):
            words = counted.setdefault(id(homes[one.first]), {})
            for word in one.words:
                words[word] = words.get(word, 0) + 1
    return {group: tuple(sorted(words, key=lambda word: -words[word])[:MOST_WORDS]) for group, words in counted.items()}

"""The visit: what is wrong, what is mended, and what is left for people."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from innoguide.jobs.doctor.conflicts import find_conflicts, find_marked
from innoguide.jobs.doctor.harm import Harm
from innoguide.jobs.doctor.names import find_left_over, find_odd_names
from innoguide.jobs.doctor.past import Past
from innoguide.jobs.doctor.places import find_misplaced
from innoguide.jobs.doctor.references import find_lost
from innoguide.jobs.doctor.saved import find_oddly_saved
from innoguide.jobs.doctor.tree import Tree
from innoguide.jobs.doctor.twins import find_twins

MOST_ROUNDS = 100
"""Far more than any mend needs: what one mend uncovers is mended in the next round."""


@dataclass(frozen=True)
class Visit:
    """What the files hold afterwards, what was mended in which order, and what is left."""

    tree: Tree
    mended: tuple[Harm, ...]
    left: tuple[Harm, ...]


@dataclass(frozen=True)
class Doctor:
    """Looks at a tree. *past* is the project's history; new ids are drawn by *chance*."""

    past: Past
    chance: random.Random

    def examine(self, tree: Tree) -> list[Harm]:
        """Return everything that is wrong, by file and line."""
        found = [one for stage in self._stages() for one in stage(tree)]
        return sorted(found, key=lambda one: (one.finding.file, one.finding.line, one.finding.code))

    def treat(self, tree: Tree) -> Visit:
        """Return the tree with all mended that is safe. Nothing is written.

        One sort of harm at a time, in the order of the stages: what can be read comes before what it is called.
        """
        mended: list[Harm] = []
        for _round in range(MOST_ROUNDS):
            found = next((harms for stage in self._stages() if (harms := _apart(stage(tree)))), [])
            if not found:
                break
            tree = tree.changed({name: data for one in found for name, data in one.change.items()})
            mended += found
        return Visit(tree, tuple(mended), tuple(self.examine(tree)))

    def _stages(self) -> tuple[Callable[[Tree], Iterator[Harm]], ...]:
        return (
            lambda tree: find_conflicts(tree, self.past),
            find_oddly_saved,
            find_left_over,
            lambda tree: find_twins(tree, self.chance),
            lambda tree: find_misplaced(tree, self.chance),
            find_unreadable,
            lambda tree: find_lost(tree, self.past),
            find_marked,
            find_odd_names,
        )


def find_unreadable(tree: Tree) -> Iterator[Harm]:
    """Yield what else makes a file impossible to read, as every other command says it."""
    for sheet in tree.sheets.values():
        if not sheet.is_in_conflict:
            yield from (Harm(finding=one) for one in sheet.faults)


def _apart(harms: Iterable[Harm]) -> list[Harm]:
    """Return the harms that can be mended together: no two of them change the same file."""
    touched: set[str] = set()
    found = []
    for one in harms:
        if one.change and touched.isdisjoint(one.change):
            touched |= one.change.keys()
            found.append(one)
    return found

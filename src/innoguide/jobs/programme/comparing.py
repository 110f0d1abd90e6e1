"""The groups of a programme beside each other: names that can be told apart, and work that is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from innoguide.model.programme.programme import Gathered, Trouble
from innoguide.model.programme.summary import Summary
from innoguide.texts import t

_ENOUGH = 2
"""So many findings at least must be the same: one alone may have been written into both by hand."""


def compare(gathered: Iterable[Gathered]) -> list[Gathered]:
    """Return the groups, each with a name of its own, and with a warning where another group has the same work."""
    return _with_twins(_told_apart(list(gathered)))


def _told_apart(gathered: Sequence[Gathered]) -> list[Gathered]:
    """Two groups of one municipality are both called after it: their names in the programme tell them apart."""
    times = Counter(one.name for one in gathered)
    return [_titled(one) if times[one.name] > 1 else one for one in gathered]


def _titled(one: Gathered) -> Gathered:
    title = f"{one.name} ({one.group.name})"
    return replace(one, group=one.group.model_copy(update={"title": title}))


def _with_twins(gathered: Sequence[Gathered]) -> list[Gathered]:
    owner: dict[tuple[str, str], Gathered] = {}
    compared = []
    for one in gathered:
        found = _findings(one.summary) if one.summary else set()
        twin = _twin(found, owner)
        compared.append(replace(one, troubles=(*one.troubles, _same_work(twin))) if twin else one)
        for key in found:
            owner.setdefault(key, one)
    return compared


def _findings(summary: Summary) -> set[tuple[str, str]]:
    """Return what two groups never both have: ids are drawn by lot."""
    return {
        *((one.id, one.text) for one in summary.insights),
        *((one.id, one.name) for one in summary.solutions),
    }


def _twin(found: set[tuple[str, str]], owner: dict[tuple[str, str], Gathered]) -> Gathered | None:
    """Return the group before that has most of what was *found*, if it is half of it or more."""
    shared = Counter(owner[one].group.name for one in found if one in owner)
    name, number = next(iter(shared.most_common(1)), ("", 0))
    if number < _ENOUGH or 2 * number < len(found):
        return None
    return next(one for one in owner.values() if one.group.name == name)


def _same_work(other: Gathered) -> Trouble:
    return Trouble(
        code="same_work",
        level="warning",
        message=t("programme_trouble_same_work", other=other.name),
        hint=t("programme_trouble_same_work_hint"),
    )

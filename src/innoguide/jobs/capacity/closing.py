"""A round of the self-assessment is closed: everybody's answers become ratings, and are then removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from innoguide.errors import Refused, UsageError
from innoguide.files.selfassessment import Sheet, load_sheets, remove_sheets
from innoguide.files.store import Store
from innoguide.model.audience import CAPACITY
from innoguide.model.capacity import KIND, build_capacity, questions_of, round_of
from innoguide.model.guide import Guide
from innoguide.model.moves import RateQuestion
from innoguide.model.phones import DO_NOT_KNOW
from innoguide.model.project import Project
from innoguide.model.record import Record, as_stored, status_of
from innoguide.model.tally import SMALLEST_GROUP, storable
from innoguide.texts import t


@dataclass(frozen=True)
class Closing:
    """What closing a round will keep: how many have answered, how many statements are shown, and hidden.

    *replaces* when the round has been closed before: the new answers take the place of the old ones.
    """

    round: str
    people: int
    shown: int
    hidden: int
    replaces: bool


def look_at(guide: Guide, project: Project, round_: str, sheets: Iterable[Sheet]) -> Closing:
    """Return what closing *round_* will keep of *sheets*. Raises `UsageError` where there are none."""
    answered = [one for one in sheets if one.answers]
    if not answered:
        raise UsageError(t("capacity_nothing"), t("capacity_nothing_hint"))
    enough = [len(_numbers(answered, one)) >= SMALLEST_GROUP for one in questions_of(guide)]
    before = build_capacity(guide, project)
    return Closing(round_, len(answered), sum(enough), len(enough) - sum(enough), before.fewest(round_) > 0)


def close_round(store: Store, round_: str, *, now: datetime) -> Sequence[Record]:
    """Store a rating for each statement, then remove what everybody answered; return the ratings.

    The ratings first: a stop on the way loses nothing, and closing again gives the same ratings, not more of them.
    """
    guide, project = store.guide, store.load()
    sheets = load_sheets(store.folder, round_)
    closing = look_at(guide, project, round_, sheets.values())
    if closing.replaces and not closing.shown:
        raise Refused(t("capacity_too_few_again", least=SMALLEST_GROUP), t("capacity_too_few_again_hint"))
    old = _old_ratings(guide, project, round_)
    lang = store.settings.language
    ratings = []
    for at, question in enumerate(questions_of(guide)):
        values = {"round": round_, **_values([*sheets.values()], question, lang)}
        ratings.append(_store(store, old.get(question.id), values, now + timedelta(seconds=at)))
    remove_sheets(store.folder, round_, sheets)
    return ratings


def _old_ratings(guide: Guide, project: Project, round_: str) -> dict[str, Record]:
    """Return the ratings that the round has, the newest of each statement."""
    ratings = [one for one in project.of_kind(KIND) if one.method == CAPACITY and round_of(guide, one) == round_]
    return {str(one.values.get("about", "")): one for one in ratings}


def _values(sheets: Sequence[Sheet], question: RateQuestion, lang: str) -> dict[str, Any]:
    unknown = sum(one.answers.get(question.id) == DO_NOT_KNOW for one in sheets)
    kept = storable(_numbers(sheets, question))
    return {"question": question.text.in_(lang), "about": question.id, **kept, "unknown": unknown or None}


def _numbers(sheets: Iterable[Sheet], question: RateQuestion) -> list[int]:
    given = (one.answers.get(question.id, DO_NOT_KNOW) for one in sheets)
    return sorted(one for one in given if one != DO_NOT_KNOW)


def _store(store: Store, old: Record | None, values: dict[str, Any], now: datetime) -> Record:
    """Store a rating, or put it in the place of the *old* one: two of the same round could be subtracted."""
    stamp, kind = as_stored(now), store.guide.kinds[KIND]
    if old is not None:
        changed = replace(old.with_values(**values), updated=max(stamp, old.created))
        return store.replace(replace(changed, status=status_of(changed, kind)))
    steps = store.guide.about.steps
    made = Record(
        id=store.free_id(KIND),
        kind=KIND,
        created=stamp,
        updated=stamp,
        step=steps[0] if values["round"] == "before" else steps[-1],
        method=CAPACITY,
    ).with_values(**values)
    return store.add(replace(made, status=status_of(made, kind)))

"""`weigh`: the group weights criteria, scores each record by them, and sees what the sums say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any

from innoguide.jobs.walk.moves.collect import numbered
from innoguide.jobs.walk.moves.vote import read_pairs
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.moves import Criterion, Weigh
from innoguide.model.record import Record
from innoguide.model.weighing import HIGHEST, Weighed, highest_sum, weigh
from innoguide.texts import t


def run(room: Room, move: Weigh, from_end: bool) -> None:
    """Ask for the weights, then for the scores by each criterion; show the sums and what is missing."""
    pool = room.records(move.kind, move.where)
    if not pool:
        room.tell("walk_nothing_here", "hint")
        return
    room.show(Line(), *numbered(room, pool))
    weighing = _Weighing(room, move, pool)
    asks = [partial(weighing.ask_weight, criterion) for criterion in move.criteria]
    asks += [partial(weighing.ask_scores, criterion) for criterion in move.criteria]
    ask_in_turn(room, asks, from_end=from_end)
    weighing.show_result()


class _Weighing:
    def __init__(self, room: Room, move: Weigh, pool: list[Record]) -> None:
        self.room = room
        self.move = move
        self.pool = pool

    @property
    def record(self) -> Record | None:
        """The weighing so far."""
        return self.room.project.records.get(self.room.state.get("weighing", ""))

    def _save(self, **values: Any) -> None:
        values = {"weighed": [record.id for record in self.pool], **values}
        if self.record is None:
            lang = self.room.store.settings.language
            about = t("weighing_about", lang, kind=self.room.guide.kinds[self.move.kind].plural.in_(lang))
            first = {"about": about, "criteria": self._criteria(), **values}
            kind = self.room.guide.kinds["weighing"]
            self.room.add(kind, first, path=self.room.path(), kept=lambda one: {"weighing": one})
        else:
            self.room.change(self.record, **values)

    def _criteria(self) -> list[dict[str, Any]]:
        """Return the criteria with their weights so far; what nobody has weighted weighs 1."""
        lang = self.room.store.settings.language
        rows = self.record.values.get("criteria", ()) if self.record else ()
        weights = {row["criterion"]: row["weight"] for row in rows}
        return [
            {"criterion": one.id, "label": one.label.in_(lang), "weight": weights.get(one.id, 1)}
            for one in self.move.criteria
        ]

    def ask_weight(self, criterion: Criterion) -> None:
        """Ask how much a criterion weighs; Enter is 1."""
        before = next((row["weight"] for row in self._criteria() if row["criterion"] == criterion.id), 1)
        question = Question(
            path=self.room.path("weights", criterion.id),
            text=t("walk_weight", criterion=criterion.label.in_(self.room.lang)),
            hint=t("walk_weight_hint"),
            # Not prefilled with the 1 that Enter gives: who types 4 after it has said 14.
            default=str(before) if before > 1 else "",
        )
        while True:
            typed = self.room.ask(question)
            if isinstance(typed, NoAnswer):
                return
            if re.fullmatch(rf"\s*[1-{HIGHEST}]?\s*", typed):
                break
            self.room.tell("walk_wrong", "warning", message=t("walk_weight_wrong"))
            question = replace(question, repeated=True)
        weight = int(typed.strip() or 1)
        rows = self._criteria()
        self._save(criteria=[{**row, "weight": weight} if row["criterion"] == criterion.id else row for row in rows])

    def ask_scores(self, criterion: Criterion) -> None:
        """Ask for the scores by one criterion as `number:score` pairs, until they can be read."""
        rows = list(self.record.values.get("scores", ())) if self.record else []
        numbers = {record.id: number for number, record in enumerate(self.pool, start=1)}
        old = [row for row in rows if row.get("criterion") == criterion.id]
        question = Question(
            path=self.room.path("scores", criterion.id),
            text=t("walk_scores", criterion=criterion.label.in_(self.room.lang)),
            hint=t("walk_scores_hint"),
            default=", ".join(f"{numbers.get(row['record'], row['record'])}:{row['score']}" for row in old),
        )
        while True:
            typed = self.room.ask(question)
            if isinstance(typed, NoAnswer):
                return
            scores, wrong = self._read_scores(typed)
            if not wrong:
                break
            self.room.tell("walk_wrong", "warning", message=wrong)
            question = replace(question, repeated=True)
        if scores or old:
            others = [row for row in rows if row.get("criterion") != criterion.id]
            made = [{"record": record, "criterion": criterion.id, "score": score} for record, score in scores.items()]
            self._save(scores=[*others, *made])

    def _read_scores(self, typed: str) -> tuple[dict[str, int], str]:
        """Return the scores by record, and what is wrong with what was typed (or an empty text)."""
        pairs, strange = read_pairs(typed, [(one.id, self.room.label(one)) for one in self.pool])
        if strange:
            return {}, t("walk_scores_strange", text=strange)
        scores = dict(pairs)
        if len(scores) < len(pairs) or any(not 1 <= score <= HIGHEST for score in scores.values()):
            return {}, t("walk_scores_range", text=typed.strip())
        return scores, ""

    def show_result(self) -> None:
        """Show the sums, the highest first, and say of each that lacks scores what it lacks."""
        if self.record is None or not self.record.values.get("scores"):
            return
        weighed = weigh(self.record.values)
        self.room.tell("walk_weighed", "plain", most=highest_sum(self.record.values))
        whole = [one for one in weighed if not one.missing]
        self.room.show(*(Line(text=f"{one.total:>3}  {self._label(one)}") for one in whole))
        for one in weighed:
            if one.missing and one.scores:
                criteria = ", ".join(self._criterion(name) for name in one.missing)
                label = self._label(one)
                self.room.tell("walk_weigh_missing", "warning", label=label, criteria=criteria, total=one.total)
            elif one.missing:
                self.room.tell("walk_weigh_none", "hint", label=self._label(one))

    def _label(self, weighed: Weighed) -> str:
        record = self.room.project.records.get(weighed.record)
        return self.room.label(record, 70) if record else weighed.record

    def _criterion(self, criterion_id: str) -> str:
        found = (one.label.in_(self.room.lang) for one in self.move.criteria if one.id == criterion_id)
        return next(found, criterion_id)

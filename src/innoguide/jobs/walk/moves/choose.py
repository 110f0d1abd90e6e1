"""`choose`: the group picks some, says why and what was set aside; leaves a decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from innoguide.jobs.walk.deciding import Deciding
from innoguide.jobs.walk.fields import ask_lines
from innoguide.jobs.walk.moves.collect import numbered
from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.answers import find_options
from innoguide.model.language import Bilingual, shorten
from innoguide.model.moves import Choose
from innoguide.model.values import given_values
from innoguide.texts import t


def run(room: Room, move: Choose, from_end: bool) -> None:
    """Ask which, which of them is bold, why, on which evidence, by whom, and why the others were set aside."""
    pool = room.records(move.kind, move.where)
    if room.state.get("pool"):  # marking the chosen may have changed what `where` finds
        pool = [room.project.records[one] for one in room.state["pool"] if one in room.project.records]
    if not pool:
        room.tell("walk_nothing_here", "hint")
        return
    room.keep(pool=[record.id for record in pool])
    room.show(Line(), *numbered(room, pool))
    choosing = _Choosing(room, move.kind, pool, move)
    asks = [choosing.ask_which, choosing.ask_why, choosing.ask_grounds]
    if move.bold_pick:
        asks.insert(1, choosing.ask_bold)
    asks += [choosing.ask_by_whom, choosing.ask_set_aside]
    ask_in_turn(room, [partial(choosing.unless_none, ask) for ask in asks], from_end=from_end)


@dataclass
class _Choosing(Deciding):
    move: Choose

    def unless_none(self, ask: Any) -> None:
        """Ask, but for the first question only when something has been chosen."""
        if ask == self.ask_which or self.decision is not None:
            ask()

    def ask_which(self) -> None:
        """Ask what is chosen, mark it, and begin the decision."""
        before = ", ".join(self.decision.values.get("chosen", ())) if self.decision else ""
        plural = self.room.guide.kinds[self.move.kind].plural.in_(self.room.lang)
        question = Question(
            path=self.room.path("chosen"),
            text=t("walk_choose", kind=plural),
            hint=t("walk_choose_hint", least=self.move.at_least, most=self.move.at_most),
            default=before,
        )
        while True:
            picked = pick_records(self.room, question, self.pool, several=True)
            if isinstance(picked, NoAnswer):
                return
            if self.move.at_least <= len(picked) <= self.move.at_most:
                break
            self.room.tell(
                "walk_choose_wrong", "warning", least=self.move.at_least, most=self.move.at_most, number=len(picked)
            )
        if self.decision is not None and set(picked) != set(self.decision.values.get("chosen", ())):
            # The numbers before the reasons mean other records now; the reasons themselves stay.
            self.room.keep(aside=[], aside_before=self._reasons())
        self._mark(picked)
        self.save(what=self._sentence(picked), chosen=picked, way=self.way())

    def _sentence(self, picked: list[str]) -> str:
        lang = self.room.store.settings.language
        labels = "; ".join(shorten(self.room.label(self.room.project.records[one]), 80) for one in picked)
        return t("decision_what", lang, kind=self.room.guide.kinds[self.move.kind].plural.in_(lang), labels=labels)

    def _mark(self, picked: list[str]) -> None:
        kind = self.room.guide.kinds[self.move.kind]
        for record in self.pool:
            marks = given_values(kind, self.move.mark if record.id in picked else self.move.mark_rest)
            now = self.room.project.records[record.id]
            if marks and any(now.values.get(name) != value for name, value in marks.items()):
                self.room.change(now, **marks)

    def ask_bold(self) -> None:
        """Ask which one they dare to take though they do not know how."""
        assert self.decision is not None
        question = Question(
            path=self.room.path("bold_pick"),
            text=t("walk_bold"),
            hint=t("walk_bold_hint"),
            default=str(self.decision.values.get("bold_pick", "")),
        )
        picked = pick_records(self.room, question, self.pool, several=False)
        if picked and not isinstance(picked, NoAnswer):
            self.save(bold_pick=picked[0])

    def ask_why(self) -> None:
        """Ask for the reason."""
        self.ask_text("why", t("walk_why"), t("walk_why_hint"), default="", shape="long")

    def ask_grounds(self) -> None:
        """Ask on which evidence."""
        assert self.decision is not None
        self.ask_evidence(self.decision.values.get("chosen", ()))

    def ask_set_aside(self) -> None:
        """Ask why the others were set aside, as `number: reason`; all of them are kept in the decision."""
        assert self.decision is not None
        rest = [record for record in self.pool if record.id not in self.decision.values.get("chosen", ())]
        if not rest:
            return
        self.room.show(Line())
        self.room.tell("walk_set_aside")
        self.room.show(*numbered(self.room, rest))
        options = [(record.id, self.room.label(record)) for record in rest]
        self._save_reasons(options, self.room.state.get("aside", []))
        field = (
            self.room.guide.kinds["decision"]
            .by_id["set_aside"]
            .model_copy(
                update={"ask": _both("walk_set_aside_why"), "hint": _both("walk_set_aside_hint"), "needed": "optional"}
            )
        )
        ask_lines(
            self.room,
            field,
            path=self.room.path("set_aside"),
            old=self.room.state.get("aside", []),
            save=lambda texts: self._save_reasons(options, texts),
        )

    def _reasons(self) -> dict[str, str]:
        assert self.decision is not None
        rows = self.decision.values.get("set_aside", ())
        return {row["record"]: row["why"] for row in rows if "record" in row and "why" in row}

    def _save_reasons(self, options: list[tuple[str, str]], texts: list[str]) -> None:
        reasons: dict[str, str] = dict(self.room.state.get("aside_before", {}))
        for text in texts:
            reasons.update(_read_reason(text, options))
        self.room.keep(aside=list(texts))
        self.save(set_aside=_rows(options, reasons))


def _both(key: str) -> Bilingual:
    return Bilingual(sv=t(key, "sv"), en=t(key, "en"))


def _read_reason(text: str, options: list[tuple[str, str]]) -> dict[str, str]:
    """Return `record: reason`; a reason without a number goes for all."""
    match = re.match(r"^(.+?)\s*:\s+(.+)$", text)
    found = find_options(match.group(1), options) if match else []
    if match and len(found) == 1:
        return {found[0]: match.group(2)}
    return {record_id: text for record_id, _label in options}


def _rows(options: list[tuple[str, str]], reasons: dict[str, str]) -> list[dict[str, str]]:
    rows = []
    for record_id, label in options:
        row = {"what": label, "record": record_id}
        if reasons.get(record_id):
            row["why"] = reasons[record_id]
        rows.append(row)
    return rows

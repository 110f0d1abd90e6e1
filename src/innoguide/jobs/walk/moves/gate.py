"""`gate`: the group answers the step's exit criteria, sees what is missing, and says what it does now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from innoguide.jobs.walk.prompter import Line, Option, Question
from innoguide.jobs.walk.remarks import ask_which_are_right, remark_text, remarks_on_step
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.answers import find_options
from innoguide.model.guide import ExitCriterion
from innoguide.model.language import clean_line
from innoguide.model.moves import Gate
from innoguide.model.progress import CountedFact, counted_facts
from innoguide.model.record import Record
from innoguide.texts import t

ANSWERS = ("yes", "partly", "no", "unknown")


def run(room: Room, _move: Gate, from_end: bool) -> None:
    """Ask each criterion, show the whole, and ask how to go on."""
    gate = _Gate(room)
    asks = [partial(gate.ask_criterion, criterion) for criterion in room.step.exit_criteria]
    ask_in_turn(room, [*asks, gate.ask_remarks, gate.ask_conclusion, gate.ask_reason], from_end=from_end)


def fact_text(room: Room, fact: CountedFact) -> str:
    """Return what the records say, in words: "2 aktörer, målet är minst 1"."""
    values = [_value_label(room, fact.count.kind, name, value) for name, value in fact.count.where.items()]
    name = room.kind_name(fact.count.kind, fact.found)
    about = f" ({', '.join(values)})" if values else ""
    return t("gate_fact", number=fact.found, kind=f"{name}{about}", wanted=fact.count.at_least)


def _value_label(room: Room, kind: str, field_id: str, value: str) -> str:
    field = room.guide.kinds[kind].by_id[field_id]
    option = next((one.label.in_(room.lang) for one in field.options if one.id == value), "")
    return option or f"{field.label.in_(room.lang).rstrip('?')}: {t(value) if value in ('yes', 'no') else value}"


@dataclass
class _Gate:
    room: Room

    @property
    def record(self) -> Record | None:
        """The gate so far; it has no conclusion until the end."""
        return self.room.project.records.get(self.room.state.get("gate", ""))

    def _save(self, **values: Any) -> None:
        if self.record is None:
            kind = self.room.guide.kinds["gate"]
            self.room.add(kind, values, path=self.room.path(), kept=lambda one: {"gate": one})
        else:
            self.room.change(self.record, **values)

    def _answers(self) -> list[dict[str, str]]:
        return list(self.record.values.get("answers", ())) if self.record else []

    def ask_criterion(self, criterion: ExitCriterion) -> None:
        """Ask whether *criterion* is met: yes, partly, no or unknown, with a note after it."""
        facts = [fact_text(self.room, fact) for fact in counted_facts(self.room.project, criterion)]
        old = next((one for one in self._answers() if one["criterion"] == criterion.id), None)
        default = f"{t('gate_' + old['answer'])} {old.get('note', '')}".strip() if old else ""
        question = Question(
            path=self.room.path(criterion.id),
            text=criterion.text.in_(self.room.lang),
            hint="\n".join([t("gate_hint"), *([t("gate_records_say", facts="; ".join(facts))] if facts else [])]),
            default=default,
            required=old is None,
        )
        while True:
            typed = self.room.ask(question)
            if isinstance(typed, NoAnswer):
                typed = "unknown"
            answer, note = _read_answer(typed)
            if answer:
                break
            self.room.tell("walk_wrong", "warning", message=t("gate_wrong"))
            question = replace(question, repeated=True)
        row = {"criterion": criterion.id, "text": criterion.text.in_(self.room.store.settings.language)}
        row["answer"] = answer
        if note:
            row["note"] = note
        self._save(answers=[*(one for one in self._answers() if one["criterion"] != criterion.id), row])

    def ask_remarks(self) -> None:
        """Show what the checks ask about the step; the group says what is right as it is, and why."""
        ask_which_are_right(self.room, remarks_on_step(self.room), otherwise=self.record)

    def ask_conclusion(self) -> None:
        """Show the answers, and ask: fill in now, go on (with a reason if something lacks), or stop."""
        answers = self._answers()
        self.room.show(
            Line(),
            *(
                Line(label=t(f"gate_{one['answer']}"), text=self._text(one["criterion"]), tone="list")
                for one in answers
            ),
        )
        gaps = self._gaps()
        go_on = "gate_do_go_on_anyway" if gaps else "gate_do_go_on"
        keys = {"fill_in": "gate_do_fill_in", "go_on": go_on, "stop": "gate_do_stop"}
        options = tuple(Option(id=one, label=t(key)) for one, key in keys.items())
        old = self.room.state.get("waits") or (self.record.values.get("conclusion") if self.record else "")
        question = Question(
            path=self.room.path("conclusion"),
            text=t("gate_conclusion"),
            options=options,
            shape="choice",
            default=t(keys[old]) if old in keys else "",
            required=True,
        )
        while True:
            typed = self.room.ask(question)
            found = [] if isinstance(typed, NoAnswer) else find_options(typed, [(o.id, o.label) for o in options])
            if len(found) == 1:
                break
            self.room.tell("walk_wrong", "warning", message=t("gate_conclusion_wrong"))
            question = replace(question, repeated=True)
        if found[0] == "go_on" and gaps:
            self.room.keep(waits="go_on")  # the step is not closed before the reason is said
        else:
            self.room.keep(waits="")
            self._save(conclusion=found[0], gaps=gaps, reason="")

    def _gaps(self) -> list[str]:
        unmet = [self._text(one["criterion"], stored=True) for one in self._answers() if one["answer"] != "yes"]
        errors = [one for one in remarks_on_step(self.room) if one.check.level == "error"]
        return unmet + [remark_text(self.room, one, self.room.store.settings.language) for one in errors]

    def _text(self, criterion_id: str, *, stored: bool = False) -> str:
        lang = self.room.store.settings.language if stored else self.room.lang
        return next(
            (one.text.in_(lang) for one in self.room.step.exit_criteria if one.id == criterion_id), criterion_id
        )

    def ask_reason(self) -> None:
        """Ask why they go on though something lacks, until it is said; only then does the gate close the step."""
        if not self.room.state.get("waits"):
            return
        old = str(self.record.values.get("reason", "")) if self.record else ""
        question = Question(path=self.room.path("reason"), text=t("gate_reason"), required=True, default=old)
        while True:
            typed = self.room.ask(question)
            reason = "" if isinstance(typed, NoAnswer) else clean_line(typed)
            if reason:
                break
            self.room.tell("gate_reason_needed", "hint")
            question = replace(question, repeated=True)
        self._save(conclusion="go_on", gaps=self._gaps(), reason=reason)


def _read_answer(text: str) -> tuple[str, str]:
    """Return (answer, note) from `partly` or `delvis: bara två`; ("", "") if it cannot be read."""
    for one in ANSWERS:
        names = "|".join(re.escape(name) for name in (t(f"gate_{one}"), one))
        match = re.match(rf"\s*(?:{names})\b[\s:,.;–-]*(.*)", text, re.IGNORECASE | re.DOTALL)
        if match:
            return one, clean_line(match.group(1))
    word, _space, note = text.strip().partition(" ")
    found = find_options(word.rstrip(":"), [(one, t(f"gate_{one}")) for one in ANSWERS])
    return (found[0], clean_line(note)) if len(found) == 1 else ("", "")

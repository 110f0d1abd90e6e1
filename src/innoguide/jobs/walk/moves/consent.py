"""`consent`: the group goes round for weighty objections to one proposal; leaves a decision with all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from innoguide.jobs.walk.deciding import Deciding
from innoguide.jobs.walk.fields import ask_rows, ask_value
from innoguide.jobs.walk.moves.collect import numbered
from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import UNKNOWN, GoBack, NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.answers import shown_value
from innoguide.model.language import shorten
from innoguide.model.moves import Choose, Consent
from innoguide.model.record import Record
from innoguide.texts import t


def run(room: Room, move: Consent, from_end: bool) -> None:
    """Ask which proposal, read it out, ask for objections, and ask what came of it, why, on what and by whom."""
    pool = room.records(move.kind, move.where)
    if not pool:
        room.tell("walk_nothing_here", "hint")
        return
    room.show(Line(), *numbered(room, pool))
    round_ = _Round(room, move.kind, pool)
    asks = [round_.ask_objections, round_.ask_outcome, round_.ask_changes, round_.ask_why, round_.ask_grounds]
    asks.append(round_.ask_by_whom)
    ask_in_turn(room, [round_.ask_proposal, *(partial(round_.unless_none, ask) for ask in asks)], from_end=from_end)


@dataclass
class _Round(Deciding):
    @property
    def proposal(self) -> Record | None:
        """The record that consent is asked for."""
        return self.room.project.records.get(self.room.state.get("proposal", ""))

    @property
    def outcome(self) -> str:
        """What came of the round; empty until that is said."""
        return str(self.decision.values.get("outcome", "")) if self.decision else ""

    def unless_none(self, ask: Any) -> None:
        """Ask when there is a proposal."""
        if self.decision is not None:
            ask()

    # -- the proposal -----------------------------------------------------------------------------------------

    def ask_proposal(self) -> None:
        """Ask which proposal, and read it out; the one that was chosen before in the method is proposed."""
        before = self.proposal.id if self.proposal else self._chosen_before()
        question = Question(
            path=self.room.path("proposal"), text=t("walk_proposal"), hint=t("walk_proposal_hint"), default=before
        )
        picked = pick_records(self.room, question, self.pool, several=False)
        if isinstance(picked, NoAnswer) or not picked:
            return
        self._begin(self.room.project.records[picked[0]])

    def _chosen_before(self) -> str:
        """Return what an earlier move of the method chose, or the only one there is."""
        ids = {one.id for one in self.pool}
        for move, left in reversed(list(self.earlier())):
            chosen = left.values.get("chosen", ()) if isinstance(move, Choose) and left else ()
            found = [one for one in chosen if one in ids]
            if found:
                return str(found[0])
        return self.pool[0].id if len(self.pool) == 1 else ""

    def _begin(self, proposal: Record) -> None:
        """Begin the decision about *proposal*, or go on with the one that there is."""
        if self.proposal is not None and self.decision is not None and self.proposal.id != proposal.id:
            self._turn_to(proposal.id, self.proposal.id, self.decision)
        self.room.keep(proposal=proposal.id)
        self._settle()
        self._read_out(proposal)

    def _turn_to(self, new: str, old: str, decision: Record) -> None:
        """Leave the proposal *old* for *new*: what was said about each stays with it, if they come back."""
        rounds: dict[str, str] = dict(self.room.state.get("rounds", {}))
        rounds.pop(old, None)
        if any(decision.values.get(name) for name in ("objections", "outcome", "why")) or new in rounds:
            rounds[old] = decision.id
            self.room.keep(proposal=new, rounds=rounds, decision=rounds.get(new, ""))
        else:  # nothing was said yet: the decision begun goes to the new one
            self.room.keep(rounds=rounds)

    def _read_out(self, proposal: Record) -> None:
        """Show the proposal in its own words, for the facilitator to read aloud."""
        kind = self.room.guide.kinds[proposal.kind]
        lines = [Line(text=self.room.label(proposal, 200), tone="say", label=t("walk_read_out"))]
        for field in kind.fields:
            value = proposal.values.get(field.id)
            if field.id != kind.label_field and field.type in ("text", "long", "texts") and value:
                text = shown_value(field, value, self.room.lang)
                lines.append(Line(text=f"{field.label.in_(self.room.lang)}: {text}", tone="list"))
        self.room.show(Line(), *lines)

    def _settle(self) -> None:
        """Store the decision as far as it has come: what, and what is chosen or set aside."""
        assert self.proposal is not None
        lang = self.room.store.settings.language
        label = shorten(self.room.label(self.proposal), 80)
        values: dict[str, Any] = {"way": "consent", "chosen": [], "set_aside": []}
        if not self.outcome:
            values["what"] = t("consent_open", lang, label=label)
        else:
            kind = self.room.guide.kinds[self.about].title.in_(lang)
            values["what"] = t(f"consent_{self.outcome}", lang, kind=kind, label=label)
        if self.outcome == "not_accepted":
            row = {"what": label, "record": self.proposal.id, "why": self._reason()}
            values["set_aside"] = [{name: value for name, value in row.items() if value}]
        elif self.outcome:
            values["chosen"] = [self.proposal.id]
        self.save(**values)

    def _reason(self) -> str:
        return " ".join(str(self.decision.values.get("why", "")).split()) if self.decision else ""

    # -- the round --------------------------------------------------------------------------------------------

    def ask_objections(self) -> None:
        """Ask for weighty objections, from which role, and how each was met; an empty line ends."""
        try:
            ask_rows(
                self.room,
                self.kind.by_id["objections"],
                path=self.room.path("objections"),
                old=self._objections(),
                save=lambda rows: self.save(objections=rows),
            )
        except GoBack:
            rows = self._objections()
            if rows and "met" not in rows[-1]:  # half said: they come back to the rest of it, not to the next one
                self.room.keep(row=["objections", len(rows) - 1, 2 if "role" in rows[-1] else 1])
            raise

    def _objections(self) -> list[dict[str, Any]]:
        return list(self.decision.values.get("objections", ())) if self.decision else []

    def ask_outcome(self) -> None:
        """Ask whether everyone can live with it, and say which objections stay."""
        assert self.decision is not None
        field = self.kind.by_id["outcome"]
        value = ask_value(self.room, field, path=self.room.path("outcome"), old=self.decision.values.get("outcome"))
        if value is UNKNOWN:
            self.room.leave_open(self.decision, "outcome")
        elif not isinstance(value, NoAnswer):
            self.save(outcome=value, changes=self._changes(value))
        self._settle()
        stay = sum(row.get("met") == "stays" for row in self._objections())
        if stay:
            key = "walk_objection_stays" if stay == 1 else "walk_objections_stay"
            self.room.tell(key, "hint", number=stay)

    def _changes(self, outcome: str) -> str:
        assert self.decision is not None
        return str(self.decision.values.get("changes", "")) if outcome == "accepted_with_changes" else ""

    def ask_changes(self) -> None:
        """Ask what changes, when the proposal was accepted with changes."""
        assert self.decision is not None
        if self.outcome != "accepted_with_changes":
            return
        field, old = self.kind.by_id["changes"], self.decision.values.get("changes")
        value = ask_value(self.room, field, path=self.room.path("changes"), old=old)
        if value is UNKNOWN:
            self.room.leave_open(self.decision, "changes")
        elif not isinstance(value, NoAnswer):
            self.save(changes=value)

    def ask_why(self) -> None:
        """Ask for the reason; of a proposal that was not accepted it is also why it is set aside."""
        self.ask_text("why", t("walk_why_consent"), t("walk_why_hint"), default="", shape="long")
        self._settle()

    def ask_grounds(self) -> None:
        """Ask on which evidence."""
        assert self.proposal is not None
        self.ask_evidence([self.proposal.id])

"""A decision as it grows: why, on which evidence, by whom. What `choose` and `consent` have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import UNKNOWN, NoAnswer
from innoguide.model.guide import Kind
from innoguide.model.language import clean
from innoguide.model.moves import Move
from innoguide.model.record import Record, references
from innoguide.model.trace import AGAINST, OLDER
from innoguide.texts import t

WAYS = {"vote": "dots", "rank": "pairs", "weigh": "weighted", "place": "matrix", "consent": "consent"}
"""How a decision was reached, by the last move before it that was about the same records."""

_LEAVES = {"vote": "vote", "weigh": "weighing", "choose": "decision", "consent": "decision"}
"""The kind that a move leaves, which is also what its state calls it."""

_NO_GROUND = {"assumptions", *AGAINST, *OLDER}
"""Fields with what is only believed, what speaks against, and what was said before: nothing to rest on."""

_FIRST = ("insight", "quote", "test_result")
"""What evidence mostly is; it stands before the rest in the list."""


@dataclass
class Deciding:
    """A decision about records of *about*, between those in *pool*."""

    room: Room
    about: str
    pool: list[Record]

    @property
    def decision(self) -> Record | None:
        """The decision so far."""
        return self.room.project.records.get(self.room.state.get("decision", ""))

    @property
    def kind(self) -> Kind:
        """The kind of decisions."""
        return self.room.guide.kinds["decision"]

    def save(self, **values: Any) -> None:
        """Store *values* in the decision; the first ones begin it. What its kind has no field for is left out."""
        known = {name: value for name, value in values.items() if name not in ("way", "evidence") or self.has(name)}
        if self.decision is None:
            day = self.room.prompter.now().date().isoformat()
            first = {"date": day, **known}
            self.room.add(self.kind, first, path=self.room.path(), kept=lambda one: {"decision": one})
        else:
            self.room.change(self.decision, **known)

    def has(self, name: str) -> bool:
        """Whether decisions have the field: a project's own kind may be simpler."""
        return name in self.kind.by_id

    def way(self) -> str:
        """Return how the group came to it: the last thing it did with the same records, else talk."""
        ways = [WAYS[move.move] for move, _left in self.earlier() if move.move in WAYS]
        return ways[-1] if ways else "talk"

    def earlier(self) -> Iterator[tuple[Move, Record | None]]:
        """Yield the moves before this one that were about the same records, and what each left."""
        step, method = self.room.step.step, self.room.method
        done = self.room.project.done_moves()
        for move in method.script:
            if move.id == self.room.place.move:
                return
            entry = done.get((step, method.method, move.id))
            if getattr(move, "kind", "") != self.about or entry is None or entry.state != "done":
                continue
            left = self._left_by(move)
            if left is not None or move.move not in _LEAVES:
                yield move, left

    def _left_by(self, move: Move) -> Record | None:
        """Return the vote, weighing or decision that *move* left about the same records, the newest if it is lost."""
        kind = _LEAVES.get(move.move, "")
        known = self.room.project.records.get(self.room.place.states.get(move.id, {}).get(kind, ""))
        here = (self.room.step.step, self.room.method.method)
        made = [one for one in self.room.records(kind) if (one.step, one.method) == here and one != self.decision]
        found = [one for one in ([known] if known else made) if self._is_about_pool(one)]
        return found[-1] if found else None

    def _is_about_pool(self, record: Record) -> bool:
        pool = {one.id for one in self.pool}
        return any(target in pool for _field, target in references(record, self.room.guide.kinds[record.kind]))

    # -- asking -----------------------------------------------------------------------------------------------

    def ask_text(self, name: str, text: str, hint: str, *, default: str, shape: Any) -> None:
        """Ask for a text of the decision."""
        assert self.decision is not None
        old = str(self.decision.values.get(name, default))
        question = Question(path=self.room.path(name), text=text, hint=hint, default=old, shape=shape)
        typed = self.room.ask(question)
        if typed is UNKNOWN:
            self.room.leave_open(self.decision, name)
            return
        self.save(**{name: clean(old if isinstance(typed, NoAnswer) else typed)})

    def ask_by_whom(self) -> None:
        """Ask who decided, by role; those in the room are proposed."""
        roles = ", ".join(f"{one.role} {one.count}" for one in self.room.session.room)
        self.ask_text("decided_by", t("walk_decided_by"), t("walk_decided_by_hint"), default=roles, shape="line")

    def ask_evidence(self, rests: Sequence[str]) -> None:
        """Ask what the decision rests on; what was done before, and what the records in *rests* build on, is proposed.

        Whoever says nothing takes the proposal.
        """
        assert self.decision is not None
        if not self.has("evidence"):
            return
        fresh = self._grounds(rests)
        old = list(self.decision.values.get("evidence", ()))
        proposed = fresh if not old or old == self.room.state.get("proposed") else old
        self.room.keep(proposed=fresh)
        options = self._possible(proposed)
        if not options:
            return
        hint = t("walk_evidence_hint", number=len(proposed)) if proposed else t("walk_evidence_none")
        question = Question(
            path=self.room.path("evidence"), text=t("walk_evidence"), hint=hint, default=", ".join(proposed)
        )
        picked = pick_records(self.room, question, options, several=True)
        if picked is UNKNOWN:
            self.room.leave_open(self.decision, "evidence")
        else:
            self.save(evidence=proposed if isinstance(picked, NoAnswer) or not picked else picked)

    def _grounds(self, rests: Sequence[str]) -> list[str]:
        """Return what the decision may rest on: what was left by the moves before, and what the records build on."""
        known = self.room.project.records
        found = [left.id for _move, left in self.earlier() if left is not None]
        for record in (known[one] for one in rests if one in known):
            kind = self.room.guide.kinds[record.kind]
            found += [target for field, target in references(record, kind) if field not in _NO_GROUND]
        pool = {one.id for one in self.pool}
        return [one for one in dict.fromkeys(found) if one in known and one not in pool]

    def _possible(self, proposed: Sequence[str]) -> list[Record]:
        """Return what can be picked as evidence: the proposal first, so that its numbers are the first ones."""
        taken = {*proposed, *(one.id for one in self.pool), self.decision.id if self.decision else ""}
        kinds = sorted(self.room.guide.kinds, key=lambda kind: kind not in _FIRST)
        rest = [one for kind in kinds for one in self.room.records(kind) if one.id not in taken]
        return [self.room.project.records[one] for one in proposed if one in self.room.project.records] + rest

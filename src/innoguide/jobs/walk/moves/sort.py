"""`sort`: the group puts records into named groups; each group becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from innoguide.jobs.walk.alike import show_alike
from innoguide.jobs.walk.moves.collect import numbered
from innoguide.jobs.walk.picking import pick_records
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.model.guide import Kind
from innoguide.model.language import clean_line
from innoguide.model.moves import Sort
from innoguide.model.record import Record
from innoguide.texts import t


def run(room: Room, move: Sort, _from_end: bool) -> None:
    """Ask for a group's name and its members, group after group, until an empty name."""
    pool = [record for kind in move.sorted_kinds for record in room.records(kind, move.where)]
    if not pool:
        room.tell("walk_nothing_here", "hint")
        return
    room.show(Line(), *numbered(room, pool))
    sorting = _Sorting(room, move, room.guide.kinds[move.into], pool)
    if room.prompter.can_resume:  # an answers file sees nothing
        show_alike(room, pool, sorting.placed)
    sorting.ask_groups()


@dataclass
class _Sorting:
    room: Room
    move: Sort
    kind: Kind
    pool: list[Record]

    @property
    def groups(self) -> list[Record]:
        """The groups so far."""
        known = self.room.project.records
        return [known[one] for one in self.room.state.get("groups", ()) if one in known]

    @property
    def placed(self) -> set[str]:
        """What is in a group already."""
        return {one for group in self.groups for one in group.values.get(self.move.members, ())}

    def ask_groups(self) -> None:
        """Ask name, members, name, members …; *at* counts these questions, so that `:back` is one less."""
        at = min(self.room.state.get("at", 0), 2 * len(self.groups))
        while at >= 0:
            self.room.keep(at=at)
            number, asks_members = divmod(at, 2)
            try:
                if asks_members:
                    self._ask_members(number)
                elif not self._ask_name(number):
                    break
            except GoBack:
                if at == 0:
                    raise
                at -= 1
            else:
                at += 1
        self._tell_rest()

    def _ask_name(self, number: int) -> bool:
        """Ask what the group is called; return False when there are no more groups."""
        groups = self.groups
        old = groups[number] if number < len(groups) else None
        name = self.kind.by_id[self.kind.label_field]
        question = Question(
            path=self.room.path(number, name.id),
            text=name.question.in_(self.room.lang),
            shape="lines",
            number=number + 1,
            default=str(old.values.get(name.id, "")) if old else "",
        )
        typed = self.room.ask(question)
        text = "" if isinstance(typed, NoAnswer) else clean_line(typed)
        if old is not None:
            if text:
                self.room.change(old, **{name.id: text})
            return True
        if text:
            made = list(self.room.state.get("groups", ()))
            self.room.add(
                self.kind, {name.id: text}, path=self.room.path(number), kept=lambda one: {"groups": [*made, one]}
            )
        return bool(text)

    def _ask_members(self, number: int) -> None:
        group = self.groups[number]
        members = self.move.members
        placed = {one for other in self.groups if other.id != group.id for one in other.values.get(members, ())}
        question = Question(
            path=self.room.path(number, members),
            text=t("walk_members", group=self.room.label(group, 70)),
            hint=t("walk_members_hint", left=sum(record.id not in placed for record in self.pool)),
            default=", ".join(group.values.get(members, ())),
        )
        picked = pick_records(self.room, question, self.pool, several=True)
        if not isinstance(picked, NoAnswer):
            self.room.change(group, **{members: picked})

    def _tell_rest(self) -> None:
        placed = self.placed
        rest = sum(record.id not in placed for record in self.pool)
        self.room.tell("walk_sorted", "saved", groups=len(self.groups), rest=rest)

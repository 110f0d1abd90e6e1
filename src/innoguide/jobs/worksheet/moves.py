"""What each move looks like on paper. A move without anything to write is left to the list of what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod

from innoguide.jobs.worksheet.frames import TICK, empty_table, form, line, paragraph
from innoguide.jobs.worksheet.have import Have
from innoguide.model.fields import KindField
from innoguide.model.guide import Step
from innoguide.model.moves import (
    Choose,
    Collect,
    Consent,
    Criterion,
    Fill,
    Follow,
    Gate,
    Link,
    Move,
    Place,
    Rank,
    Rate,
    Sort,
    Talk,
    Vote,
    Weigh,
)
from innoguide.rendering.documents.blocks import Block, Box, Boxes, Inlines, Table
from innoguide.texts import t

NOTES = 8
PROPOSALS = 8
GROUPS = 4


class OnPaper:
    """Lays out moves; *have* is what the group has, *step* the step that a gate closes."""

    def __init__(self, have: Have, step: Step | None) -> None:
        self.have = have
        self.step = step
        self.lang = have.lang

    def title(self, kind: str) -> str:
        """Return what a record of *kind* is called, with a capital letter."""
        found = self.have.guide.kinds.get(kind)
        text = found.title.in_(self.lang) if found else kind
        return text[:1].upper() + text[1:]

    def field(self, kind: str, name: str) -> KindField | None:
        """Return a field of *kind*."""
        found = self.have.guide.kinds.get(kind)
        return found.by_id.get(name) if found else None

    @singledispatchmethod
    def blocks(self, move: Move) -> Iterator[Block]:
        """Yield what is written in during a move: nothing for one that is only said."""
        yield from ()

    @blocks.register
    def _(self, move: Talk) -> Iterator[Block]:
        yield Boxes(1, (Box(move.question.in_(self.lang), "", 4),))

    @blocks.register
    def _(self, move: Collect) -> Iterator[Block]:
        yield paragraph(move.question.in_(self.lang))
        if move.cards:
            cards = [Box(one.title.in_(self.lang), one.text.in_(self.lang), 4) for one in move.cards]
            yield Boxes(2, tuple(cards))
            return
        label = self.title(move.kind)
        found = [Box(label, "", 0, (paragraph(one),)) for one in self.have.labels(move.kind, dict(move.set))]
        empty = [Box(label, "", 3)] * max(NOTES - len(found), 2)
        yield Boxes(2, (*found, *empty))

    @blocks.register
    def _(self, move: Fill) -> Iterator[Block]:
        kind = self.have.guide.kinds.get(move.kind)
        if kind is None:
            return
        fields = [kind.by_id[name] for name in move.fields if name in kind.by_id] or list(kind.fields)
        records = self.have.records(move.kind)
        yield from form(fields, self.lang, records[-1] if records else None, self.have)

    @blocks.register
    def _(self, move: Sort) -> Iterator[Block]:
        names = self.have.labels(move.into)
        frames = [Box(one, "", 4) for one in names]
        frames += [Box(t("worksheet_group_name", self.lang), "", 6)] * max(GROUPS - len(frames), 1)
        yield Boxes(2, tuple(frames))

    @blocks.register
    def _(self, move: Vote) -> Iterator[Block]:
        yield paragraph(t("worksheet_dots", self.lang, dots=move.dots))
        yield self._judged(move.kind, dict(move.where), move.criteria)

    @blocks.register
    def _(self, move: Weigh) -> Iterator[Block]:
        yield paragraph(t("worksheet_weigh", self.lang))
        yield self._judged(move.kind, dict(move.where), move.criteria)

    def _judged(self, kind: str, where: dict[str, str], criteria: Sequence[Criterion]) -> Table:
        heads = [self.title(kind), *(one.label.in_(self.lang) for one in criteria)]
        return self._listed(kind, where, heads, shares=(3, *(1 for _ in criteria)))

    def _listed(
        self, kind: str, where: dict[str, str], heads: Sequence[str], *, first: int = 0, shares: Sequence[float] = ()
    ) -> Table:
        """Return a table of what there is of *kind*, its name in the column *first*."""
        rows = [self._row(label, at=first, of=len(heads)) for label in self.have.labels(kind, where)]
        return empty_table(heads, rows, rows=PROPOSALS, caption=self.title(kind), shares=shares)

    @staticmethod
    def _row(label: str, *, at: int, of: int) -> tuple[Inlines, ...]:
        return tuple(line(label) if column == at else () for column in range(of))

    @blocks.register
    def _(self, move: Place) -> Iterator[Block]:
        across, up = self.field(move.kind, move.x), self.field(move.kind, move.y)
        if across is None or up is None:
            return
        names = {"x": across.label.in_(self.lang), "y": up.label.in_(self.lang)}
        yield paragraph(t("worksheet_place", self.lang, **names))
        head = ["", *(self._end(across, n) for n in range(1, 6))]
        rows = tuple((line(self._end(up, n)), *((),) * 5) for n in range(5, 0, -1))
        caption = f"{names['x']}, {names['y']}"
        yield Table(tuple(line(one) for one in head), rows, caption=caption, tall=4, shares=(1.2, 1, 1, 1, 1, 1))
        numbered = [t("worksheet_number", self.lang), self.title(move.kind)]
        yield self._listed(move.kind, dict(move.where), numbered, first=1, shares=(1, 7))

    def _end(self, field: KindField, number: int) -> str:
        """Return `5 stor`: a point of a scale, with its word at either end."""
        word = field.low if number == 1 else field.high if number == 5 else None
        return f"{number} {word.in_(self.lang)}" if word else str(number)

    @blocks.register
    def _(self, move: Rank) -> Iterator[Block]:
        yield paragraph(move.question.in_(self.lang))
        heads = [t("worksheet_rank", self.lang), self.title(move.kind), t("worksheet_why", self.lang)]
        yield self._listed(move.kind, dict(move.where), heads, first=1, shares=(1, 5, 5))

    @blocks.register
    def _(self, move: Choose) -> Iterator[Block]:
        yield paragraph(t("worksheet_choose", self.lang, number=move.at_most))
        heads = [self.title(move.kind), t("worksheet_why", self.lang)]
        yield empty_table(heads, rows=move.at_most, caption=self.title(move.kind), tall=3, shares=(1, 1))
        aside = [Box(t("worksheet_aside", self.lang), t("worksheet_aside_hint", self.lang), 5)]
        bold = [Box(t("worksheet_bold", self.lang), t("worksheet_bold_hint", self.lang), 2)] if move.bold_pick else []
        yield Boxes(1, (*bold, *aside))

    @blocks.register
    def _(self, move: Consent) -> Iterator[Block]:
        heads = [self.title(move.kind), t("worksheet_objection", self.lang), t("worksheet_changed", self.lang)]
        yield self._listed(move.kind, dict(move.where), heads, shares=(1, 1, 1))

    @blocks.register
    def _(self, move: Rate) -> Iterator[Block]:
        yield paragraph(t("worksheet_rate", self.lang))
        heads = [t("worksheet_statement", self.lang), *map(str, range(1, 6)), t("capacity_unknown", self.lang)]
        ticks = tuple(line(TICK) for _ in range(6))
        rows = tuple((line(one.text.in_(self.lang)), *ticks) for one in move.questions)
        yield Table(tuple(line(one) for one in heads), rows, caption=t("worksheet_statement", self.lang))

    @blocks.register
    def _(self, move: Link) -> Iterator[Block]:
        field = self.field(move.kind, move.field)
        heads = [self.title(move.kind), field.label.in_(self.lang) if field else move.field]
        yield self._listed(move.kind, dict(move.where), heads, shares=(1, 1))

    @blocks.register
    def _(self, move: Follow) -> Iterator[Block]:
        known = [self.field(move.kind, name) for name in (move.stage, *move.fields)]
        rows = self.field(move.kind, move.rows)
        asked = [one for one in [*known, *(rows.fields if rows else ())] if one is not None]
        heads = [self.title(move.kind), *(one.label.in_(self.lang) for one in asked)]
        yield self._listed(move.kind, dict(move.where), heads, shares=(2, *(1 for _ in asked)))

    @blocks.register
    def _(self, move: Gate) -> Iterator[Block]:
        criteria = self.step.exit_criteria if self.step else ()
        heads = [t(f"worksheet_gate_{one}", self.lang) for one in ("holds", "yes", "no", "note")]
        rows = tuple((line(one.text.in_(self.lang)), line(TICK), line(TICK), ()) for one in criteria)
        if rows:
            yield Table(tuple(line(one) for one in heads), rows, caption=heads[0], tall=2, shares=(6, 1, 1.5, 4))

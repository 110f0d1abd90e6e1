"""`Book`: what the report is made from, how groups are named in it, and sentences that lead back to the groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from innoguide.jobs.programme.report.basis import BASIS, Basis, Row, groups_in
from innoguide.jobs.programme.report.gallery import Gallery
from innoguide.jobs.programme.report.wording import groups_of, listing, upper_first
from innoguide.model.fields import is_date
from innoguide.model.guide import Guide
from innoguide.model.programme.programme import Gathered, Programme
from innoguide.model.programme.summary import Summary
from innoguide.model.programme.themes import Themes
from innoguide.model.record import option_label
from innoguide.rendering.markdown import Markdown, Value, date, escape
from innoguide.texts import t

REPORT = "report.md"
FEW = 3
"""So many groups at most are named in the sentence itself."""


@dataclass(frozen=True)
class Book:
    """The programme with its groups, and the document that is being written: *here*, its path inside `outputs/`."""

    programme: Programme
    gathered: tuple[Gathered, ...]
    themes: Themes
    guide: Guide
    basis: Basis
    gallery: Gallery
    here: str = REPORT

    @property
    def lang(self) -> str:
        """The programme's language: its outputs follow it alone."""
        return self.programme.language

    @cached_property
    def read(self) -> list[tuple[Gathered, Summary]]:
        """The groups that could be read, each with its summary."""
        return [(one, one.summary) for one in self.gathered if one.summary is not None]

    @property
    def summaries(self) -> list[Summary]:
        """The summaries of the groups that could be read."""
        return [summary for _one, summary in self.read]

    @cached_property
    def unread(self) -> list[Gathered]:
        """The groups that could not be read."""
        return [one for one in self.gathered if one.summary is None]

    def to(self, document: str) -> str:
        """Return the link from here to another document."""
        return "" if document == self.here else "../" * self.here.count("/") + document

    def group(self, one: Gathered, place: str = "") -> Markdown:
        """Return the group's name as a link to its page, or to a *place* (an anchor) in it."""
        target = f"#{place}" if place else ""
        return Markdown(f"[{escape(one.name)}]({self.to(page_of(one))}{target})")

    def fact(
        self, key: str, rows: Sequence[Row], *, named: Sequence[Gathered] | None = None, **values: Value
    ) -> Markdown:
        """Return the sentence *key*, with a link to what it rests on between its `{a}` and `{z}`.

        Few groups are named behind the link as well: those in *rows*, or those *named* where they are others.
        """
        shown = {name: escape(value) for name, value in values.items()}
        plain = upper_first(t(key, self.lang, a="", z="", **shown))
        target = self.target(Markdown(plain), rows)
        linked = t(
            key, self.lang, a="[", z=f"]({target}){self._names(groups_in(rows) if named is None else named)}", **shown
        )
        return Markdown(upper_first(linked))

    def count(self, key: str, groups: Sequence[Gathered], **values: Value) -> str:
        """Return the sentence *key* about how many of the groups that could be read *groups* are; nothing for none."""
        if not groups:
            return ""
        said = groups_of(len(groups), len(self.read), self.lang)
        return self.fact(key, [(one, "") for one in groups], named=groups, groups=said, **values)

    def basis_of(self, key: str, rows: Sequence[Row], **values: Value) -> Markdown:
        """Return a short link, `[U7](underlag.md#u7)`, for a row of a table; *key* is the sentence it stands for."""
        shown = {name: escape(value) for name, value in values.items()}
        target = self.target(Markdown(upper_first(t(key, self.lang, **shown))), rows)
        return Markdown(f"[{target.rpartition('#')[2].upper()}]({target})")

    def target(self, sentence: Markdown, rows: Iterable[Row]) -> str:
        """Note what *sentence* rests on; return where a link to that leads."""
        return f"{self.to(BASIS[self.lang])}#{self.basis.add(sentence, rows)}"

    def _names(self, groups: Sequence[Gathered]) -> str:
        if not 0 < len(groups) <= FEW or len(groups) >= len(self.read):
            return ""
        return f" ({listing([self.group(one) for one in groups], self.lang)})"

    def option(self, kind: str, field_id: str, value: str) -> str:
        """Return the label of a choice in the programme's language; the value itself where the guide has none."""
        known = self.guide.kinds.get(kind)
        return option_label(known, field_id, value, self.lang) if known and value else value

    def step_title(self, step: str, otherwise: str = "") -> str:
        """Return the title of a step of the guide; else what the group calls it."""
        return next((one.title.in_(self.lang) for one in self.guide.steps if one.step == step), otherwise or step)

    def day(self, text: str) -> str:
        """Return a day in words; what is no day as it stands."""
        return date(text[:10], lang=self.lang) if is_date(text[:10]) else text


def page_of(one: Gathered) -> str:
    """Return the path of a group's page inside `outputs/`."""
    return f"groups/{one.group.name}.md"

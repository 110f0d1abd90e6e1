"""`Book`: what one document is made from, and how records are named in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from innoguide.jobs.report.gallery import Gallery
from innoguide.model.audience import SEES, Audience, Sees
from innoguide.model.guide import Guide, Kind
from innoguide.model.language import shorten
from innoguide.model.project import Project
from innoguide.model.record import Record, option_label
from innoguide.model.trace import Links
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.markdown import Markdown, anchor, escape

REPORT = "report.md"
PICTURES = {"sv": "bilder", "en": "pictures"}
"""The folder of the pictures, inside `outputs/`."""

NUMBER = {"sv": "Nr", "en": "No."}

WHO_FIELDS = ("participant_type", "tester_type")
_ABOUT_A_PERSON = {"pseudonym", "age_band", *WHO_FIELDS}
LINKED = ("insight",)
"""Kinds whose records have headings of their own, in the report and in their step's document: `### Insikt 3`."""


@dataclass(frozen=True)
class Book:
    """The records that an audience may see, and the document that is being written.

    *links* are the references of the whole project: what a record rests on may have changed where it cannot be seen.
    *here* is the document's path inside `outputs/`; links are made from there.
    """

    guide: Guide
    project: Project
    audience: Audience
    links: Links
    gallery: Gallery
    here: str = REPORT

    @property
    def lang(self) -> str:
        """The project's language: outputs follow it alone."""
        return self.project.settings.language

    @property
    def sees(self) -> Sees:
        """What whoever reads the document may see."""
        return SEES[self.audience]

    @cached_property
    def ordered(self) -> dict[str, list[Record]]:
        """The records of each kind as they are read: chosen ones first, then by rank, then the oldest first."""
        return {kind: sorted(found, key=_reading_order) for kind, found in self.project.by_kind.items()}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The running number of each record within its kind, in the order they are read."""
        return {one.id: at for found in self.ordered.values() for at, one in enumerate(found, start=1)}

    def of_kind(self, kind: str) -> list[Record]:
        """Return the records of *kind*, in the order they are read."""
        return self.ordered.get(kind, [])

    def kind(self, record: Record) -> Kind | None:
        """Return the record's kind, if the guide has it."""
        return self.guide.kinds.get(record.kind)

    def title(self, kind_id: str) -> str:
        """Return `Insikt`: what one record of the kind is called."""
        kind = self.guide.kinds.get(kind_id)
        return upper_first(kind.title.in_(self.lang)) if kind else kind_id

    def plural(self, kind_id: str) -> str:
        """Return `Insikter`."""
        kind = self.guide.kinds.get(kind_id)
        return upper_first(kind.plural.in_(self.lang)) if kind else kind_id

    def name(self, record: Record) -> str:
        """Return `Insikt 3`."""
        return f"{self.title(record.kind)} {self.numbers[record.id]}"

    def label(self, record: Record, width: int = 0) -> str:
        """Return what names the record in its own words, shortened to *width* if that is given."""
        kind = self.kind(record)
        value = record.values.get(kind.label_field, "") if kind else ""
        text = option_label(kind, kind.label_field, value, self.lang) if kind and isinstance(value, str) else str(value)
        return shorten(text, width) if width else " ".join(text.split())

    def heading(self, record: Record) -> str:
        """Return `Lösning 1: Bokbussen`: for a heading, so on one short line and without a full stop."""
        label = self.label(record, 70).rstrip(" .,;:!。，；：！")
        return f"{self.name(record)}: {label}" if label else self.name(record)

    def is_personal(self, kind: Kind | None) -> bool:
        """Whether a record of *kind* is about one person who was met."""
        return kind is not None and any(one.id in _ABOUT_A_PERSON for one in kind.fields)

    def who(self, record: Record) -> str:
        """Return what kind of participant the record is about: `icke-användare`, or an empty text."""
        kind = self.kind(record)
        for name in WHO_FIELDS:
            value = record.values.get(name)
            if kind and isinstance(value, str):
                return option_label(kind, name, value, self.lang).lower()
        diary = self.find(record.values.get("diary"))
        return self.who(diary) if diary and diary.id != record.id and diary.kind != record.kind else ""

    def met(self, record: Record) -> str:
        """Return `intervju (icke-användare)`: how a person who was met is spoken of without giving anybody away."""
        kind = self.kind(record)
        title = kind.title.in_(self.lang) if kind else record.kind
        return f"{title} ({self.who(record)})" if self.who(record) else title

    def line(self, record: Record, width: int = 0) -> Markdown:
        """Return `Insikt 3: Unga vill …`, with a link where there is somewhere to go."""
        if not self.sees.persons and self.is_personal(self.kind(record)):
            return escape(self.met(record))
        label = escape(self.label(record, width))
        return Markdown(f"{self.linked_name(record)}: {label}") if label else self.linked_name(record)

    def linked_name(self, record: Record) -> Markdown:
        """Return `[Insikt 3](2-undersoka.md#insikt-3)`, or only the name for kinds without headings of their own."""
        name, kind = self.name(record), self.kind(record)
        steps = self.guide.about.steps
        if record.kind not in LINKED or kind is None or kind.step not in steps:
            return escape(name)
        home = self.here if self.here == REPORT else f"{self.guide.number(kind.step)}-{kind.step}.md"
        return Markdown(f"[{escape(name)}]({self.to(home)}#{anchor(name)})")

    def to(self, document: str) -> str:
        """Return the link from here to another document; nothing for the document itself."""
        if document == self.here:
            return ""
        return "../" * self.here.count("/") + document

    def picture(self, name: str, make: Callable[[], Drawing]) -> Markdown:
        """Return the line that shows the picture *name*, which *make* draws the first time it is asked for."""
        path, alt = self.gallery.add(PICTURES[self.lang], name, make)
        return Markdown(f"![{escape(alt)}]({self.to(path)})")

    def find(self, record_id: Any) -> Record | None:
        """Return the record that a reference means, if it may be seen."""
        return self.project.records.get(record_id) if isinstance(record_id, str) else None

    def find_all(self, ids: Any) -> list[Record]:
        """Return the records that references mean, without those that may not be seen."""
        return [one for one in map(self.find, ids or ()) if one is not None]

    def option(self, record: Record, field_id: str) -> str:
        """Return the label of a choice, or an empty text."""
        value = record.values.get(field_id)
        kind = self.kind(record)
        return option_label(kind, field_id, value, self.lang) if kind and isinstance(value, str) else ""


def clause(text: str) -> str:
    """Return *text* without the full stop at its end, to go on after it."""
    return text.rstrip(" .")


def sentence(text: str) -> str:
    """Return *text* as a sentence of its own."""
    words = " ".join(text.split())
    return words if not words or words.endswith((".", "!", "?", "…", "”", '"')) else f"{words}."


def upper_first(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def _reading_order(record: Record) -> tuple[bool, int, str, str]:
    rank = record.values.get("rank")
    return record.values.get("chosen") is not True, rank if isinstance(rank, int) else 999, record.created, record.id

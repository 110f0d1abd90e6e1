"""`Have`: what a group has so far, as it may lie on a table; nothing at all for an empty sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from innoguide.model.audience import SEES, points_out
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.texts import t


@dataclass(frozen=True)
class Have:
    """*project* is the part of the project that anybody may see, or None for an empty sheet."""

    guide: Guide
    lang: str
    project: Project | None = None

    def records(self, kind: str, where: dict[str, str] | None = None) -> list[Record]:
        """Return the records of *kind*, oldest first."""
        return self.project.of_kind(kind, where) if self.project else []

    def labels(self, kind: str, where: dict[str, str] | None = None) -> list[str]:
        """Return what each record of *kind* is called."""
        return [label for one in self.records(kind, where) if (label := self.label(one))]

    def label(self, record: Record) -> str:
        """Return what names a record."""
        kind = self.guide.kinds.get(record.kind)
        return record.label(kind, 200, lang=self.lang) if kind else ""

    def value(self, record: Record | None, field: KindField) -> Any:
        """Return what *record* says in *field*; nothing where that may point a person out."""
        return None if record is None or _is_hidden(field) else record.values.get(field.id)

    def said(self, field: KindField, value: Any) -> list[str]:
        """Return the value of a field, a text for each thing in it; nothing where that may point a person out."""
        if value in (None, "", [], ()) or _is_hidden(field):
            return []
        if field.type in ("ref", "refs"):
            ids = [value] if isinstance(value, str) else value
            found = [self.project.records.get(one) for one in ids] if self.project else []
            return [self.label(one) for one in found if one is not None]
        if field.type == "yes_no":
            return [t("yes" if value else "no", self.lang)]
        if isinstance(value, list | tuple):
            return [self._option(field, one) for one in value]
        return [one for one in self._option(field, value).split("\n") if one.strip()]

    def _option(self, field: KindField, value: Any) -> str:
        labels = {one.id: one.label.in_(self.lang) for one in field.options}
        return labels.get(value, str(value))


def _is_hidden(field: KindField) -> bool:
    return points_out(field.id, SEES["public"])

"""Finding one record by what the user typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innoguide.cli.project import Opened
from innoguide.errors import UsageError
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.model.project import Project
    from innoguide.model.record import Record


def find_one(opened: Opened, project: Project, text: str) -> Record:
    """Return the record whose id (or its beginning, or its last five characters) is *text*, or whose words hold it."""
    found = project.find_records(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(t("record_none", text=text), _nearest(project, text) + t("record_none_hint"))
    kinds = opened.guide.kinds
    listed = "\n".join(f"  {one.id}  {one.label(kinds[one.kind], 70, lang=opened.lang)}" for one in found[:10])
    raise UsageError(t("record_several", text=text, number=len(found)) + f"\n{listed}", t("record_several_hint"))


def _nearest(project: Project, text: str) -> str:
    """Return a question about the id that looks most like *text*, if one does."""
    import difflib

    known = {name: one.id for one in project.records.values() for name in (one.id, one.id.partition("-")[2])}
    close = difflib.get_close_matches(text.casefold(), known, n=1, cutoff=0.75)
    return t("did_you_mean", word=known[close[0]]) + " " if close else ""

"""What git's history still holds of records that have been removed, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line

MOST = 20
"""How many records are listed with their commits."""


def past_lines(folder: Path, record_ids: Sequence[str]) -> Iterator[Line]:
    """Yield what git remembers of the records, plainly; ids and commits, never a text."""
    from innoguide.files.gitrepo import is_in_repository, remotes
    from innoguide.files.removal import past_of
    from innoguide.jobs.walk.prompter import Line

    yield Line()
    yield Line(text=t("past_head"), tone="heading")
    if not is_in_repository(folder):
        yield Line(text=t("past_no_git"))
        return
    past = past_of(folder, record_ids)
    if not past:
        yield Line(text=t("past_never"))
        return
    yield Line(text=t("past_still", number=len(past)), tone="warning")
    for record_id in [one for one in record_ids if one in past][:MOST]:
        commits = ", ".join(f"{one.name} ({one.day})" for one in past[record_id])
        yield Line(text=f"{record_id}: {commits}", tone="list")
    if len(past) > MOST:
        yield Line(text=t("and_more", number=len(past) - MOST).strip(), tone="list")
    yield Line(text=t("past_later"))
    places = remotes(folder)
    if places:
        yield Line(text=t("past_remotes", names=", ".join(places)))
    yield Line()
    yield from (Line(text=line, tone="list") for line in t("past_steps").splitlines())

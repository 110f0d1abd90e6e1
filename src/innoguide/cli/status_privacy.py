"""What `innoguide status` says of people's privacy: what may not be kept much longer, and who is not quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.cli.project import Opened
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.project import Project


def privacy_json(opened: Opened, project: Project) -> dict[str, Any]:
    """Return it as `--json` shows it."""
    from innoguide.model.retention import retention_day

    day = retention_day(project)
    return {
        "retention_until": day.isoformat() if day else None,
        "consents_due": _number_due(opened, project),
        "held_back": _held_back(opened, project),
    }


def privacy_lines(opened: Opened, project: Project) -> Iterator[Line]:
    """Yield it as the group reads it; nothing where there is nothing to do."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.retention import SOON, retention_day

    today, day = date.today(), retention_day(project)
    if day is not None and day <= today + SOON:
        key = "status_retention_over" if day < today else "status_retention_soon"
        yield Line(text=t(key, day=day), tone="warning")
    due = _number_due(opened, project)
    if due:
        yield Line(text=tn("status_consents", due), tone="warning")
    held = _held_back(opened, project)
    if held:
        yield Line(text=tn("status_held_back", sum(held.values())))
        yield from (Line(text=t(f"held_{reason}", number=number), tone="list") for reason, number in held.items())


def _number_due(opened: Opened, project: Project) -> int:
    """Return how many things are due in the register, but for people whom nobody has put into it."""
    from innoguide.files.private import load_consent
    from innoguide.jobs.consent import find_due

    due = find_due(load_consent(opened.folder), project, date.today())
    return sum(one.reason != "no_entry" for one in due)


def _held_back(opened: Opened, project: Project) -> dict[str, int]:
    """Return how many quotes and diary entries are left out of documents, by the reason."""
    from innoguide.model.privacy import held_back

    return dict(sorted(Counter(held_back(project, "public", unquotable=opened.unquotable).values()).items()))

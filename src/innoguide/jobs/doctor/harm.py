"""`Harm`: something that has happened to a file, and how it is mended if that is safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from innoguide.model.finding import Finding, Level
from innoguide.texts import t

Change = Mapping[str, bytes | None]
"""What a mend does: what each file holds afterwards; None for a file that goes."""


@dataclass(frozen=True, kw_only=True)
class Harm:
    """A finding; *change* mends it, and *done* says so afterwards. Without a change people must decide.

    *look* names what people should look at after the mend.
    """

    finding: Finding
    change: Change = field(default_factory=dict)
    done: str = ""
    look: tuple[str, ...] = ()


def harm(
    code: str,
    file: str,
    level: Level,
    *,
    line: int = 1,
    record: str = "",
    change: Change | None = None,
    look: tuple[str, ...] = (),
    hint: str = "",
    values: Mapping[str, object] | None = None,
) -> Harm:
    """Return the harm *code*: `doctor_<code>` says what it is, `…_hint` what to do, `…_done` what was done.

    *values* fill in all three.
    """
    filled = values or {}
    if change:
        advice, done = t("doctor_mendable"), t(f"doctor_{code}_done", **filled)
    else:
        advice, done = hint or t(f"doctor_{code}_hint", **filled), ""
    finding = Finding(
        code=code,
        level=level,
        message=t(f"doctor_{code}", **filled),
        hint=advice,
        file=file,
        line=line,
        record=record,
    )
    return Harm(finding=finding, change=change or {}, done=done, look=look)

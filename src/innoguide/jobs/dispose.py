"""Disposal: what is due, and its removal by a decision, with a line in the log and none of what was said in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from innoguide.files.disk import write_changed
from innoguide.files.private import change_consent, change_people, load_consent, load_people, other_files
from innoguide.files.removal import take_out
from innoguide.files.store import Store
from innoguide.model.consent import Consent
from innoguide.model.guide import Guide
from innoguide.model.participant import codes_of, plain_code
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.retention import is_retention_over
from innoguide.rendering.markdown import escape
from innoguide.texts import t

PRIVATE = "private"
"""What the entries in `private/` are called where kinds are named."""


@dataclass(frozen=True, kw_only=True)
class Disposal:
    """What is to be removed: records, and the codes of entries in the register and in the key.

    *waiting* are codes whose last day has passed and whose entries stay, since the records still need them: without the
    entry, nothing would say that the person may not be quoted any more. *files* are other files in `private/`.
    """

    records: tuple[Record, ...] = ()
    consents: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to remove."""
        return not (self.records or self.consents or self.people)


def material_kinds(guide: Guide) -> list[str]:
    """Return the kinds that hold what people have said or done."""
    return [one.kind for one in guide.kinds.values() if one.raw_material]


def find_disposal(
    guide: Guide, project: Project, folder: Path, *, kinds: Collection[str], everything: bool, today: date
) -> Disposal:
    """Return what is due. *kinds* limit it, *everything* takes what is not due too."""
    is_over = is_retention_over(project, today)
    wanted = set(kinds or material_kinds(guide)) if is_over or everything else set()
    records = [one for kind in material_kinds(guide) if kind in wanted for one in project.of_kind(kind)]
    if kinds and PRIVATE not in kinds:
        return Disposal(records=tuple(records))
    over = is_over or (everything and PRIVATE in kinds)
    consents = [one for one in load_consent(folder).consents if over or one.is_over(today)]
    needed = _codes(project, {one.id for one in records})
    return Disposal(
        records=tuple(records),
        consents=tuple(one.pseudonym for one in consents if plain_code(one.pseudonym) not in needed),
        waiting=tuple(one.pseudonym for one in consents if plain_code(one.pseudonym) in needed),
        people=_people(folder, consents, over=over),
        files=tuple(other_files(folder)) if over else (),
    )


def _codes(project: Project, gone: set[str]) -> set[str]:
    """Return the codes that stand in the records that are left."""
    left = (one for one in project.records.values() if one.id not in gone)
    return {code for one in left for code in codes_of(project, one)}


def _people(folder: Path, consents: Sequence[Consent], *, over: bool) -> tuple[str, ...]:
    ended = {plain_code(one.pseudonym) for one in consents}
    return tuple(one.pseudonym for one in load_people(folder).people if over or plain_code(one.pseudonym) in ended)


def dispose(store: Store, project: Project, due: Disposal, *, decision: str, today: date) -> list[Record]:
    """Remove what is *due* by *decision*; return the records that referred to it, as they are now.

    The log comes first: what is gone is always in it, also after a stop half-way.
    """
    _log(store, due, decision=decision, today=today)
    changed = take_out(store, project, due.records, still_holds=True)
    change_people(store.folder, lambda key: key.without(*due.people))
    change_consent(store.folder, lambda register: register.without(*due.consents))
    return changed


def log_name(lang: str) -> str:
    """Return the name of the log, in the project's language."""
    return t("dispose_log_file", lang)


def _log(store: Store, due: Disposal, *, decision: str, today: date) -> None:
    """Add a line to the log, without what a stopped run has told already."""
    lang = store.settings.language
    path = store.folder / log_name(lang)
    before = path.read_bytes() if path.exists() else b""
    text = before.decode("utf-8-sig").rstrip() or t("dispose_log_head", lang).rstrip()
    begins = f"- {today.isoformat()}, {escape(decision)}: "
    told = [line for line in text.splitlines() if line.startswith(begins)]
    new = tuple(one for one in due.records if not any(one.id in line for line in told))
    what = ", ".join(disposal_counts(store.guide, replace(due, records=new), lang))
    ids = f" ({', '.join(one.id for one in new)})" if new else ""
    line = f"{begins}{what}{ids}"
    if line not in told and (new or not due.records):
        between = "\n" if text.splitlines()[-1].startswith("- ") else "\n\n"
        write_changed(path, f"{text}{between}{line}\n".encode(), read=before)


def disposal_counts(guide: Guide, due: Disposal, lang: str) -> list[str]:
    """Return how many of which kind are to be removed, in words."""
    counted = Counter(one.kind for one in due.records)
    counts = [
        f"{number} {(guide.kinds[kind].title if number == 1 else guide.kinds[kind].plural).in_(lang)}"
        for kind, number in counted.items()
    ]
    pairs = (("dispose_consents", due.consents), ("dispose_people", due.people))
    return counts + [t(key, lang, number=len(codes)) for key, codes in pairs if codes]

"""Withdrawal: all that comes from one person, what was built on it, and its removal, rewording or keeping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from innoguide.files.private import (
    change_consent,
    change_people,
    load_consent,
    load_people,
    other_files,
)
from innoguide.files.removal import take_out
from innoguide.files.store import Store
from innoguide.model.consent import Consent
from innoguide.model.evidence import Strength, find_strength
from innoguide.model.guide import Guide, Kind
from innoguide.model.participant import PERSON_FIELDS, Mention, code_pattern, find_material, find_mentions
from innoguide.model.privacy import WITHDRAWN
from innoguide.model.project import Project
from innoguide.model.record import Record, as_stored, status_of
from innoguide.model.trace import Links, build_links
from innoguide.texts import t


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """All that has to do with the person with *pseudonym*.

    *material* is what the person said or did, what was taken from something before that itself. *built* refers to it,
    *further* rests on *built*. *mentions* are other places where the code stands, *files* those in `private/` whose
    names hold it.
    """

    pseudonym: str
    material: tuple[Record, ...]
    built: tuple[Record, ...]
    further: tuple[Record, ...]
    mentions: tuple[Mention, ...]
    files: tuple[str, ...]
    entry: Consent | None
    is_in_key: bool

    @property
    def undecided(self) -> tuple[Record, ...]:
        """The material that the group has not kept with a reason before."""
        return tuple(one for one in self.material if WITHDRAWN not in one.keep_reason)

    @property
    def is_unknown(self) -> bool:
        """Whether there is no trace of the person."""
        return not (self.material or self.mentions or self.files or self.entry or self.is_in_key)


def find_withdrawal(guide: Guide, project: Project, folder: Path, pseudonym: str) -> Withdrawal:
    """Return all that has to do with the person with *pseudonym*."""
    material = find_material(guide, project, pseudonym)
    ids = {one.id for one in material}
    links = build_links(guide, project)
    built = _built_on(links, ids) - ids
    further = _all_built_on(links, built) - built - ids
    mentions = (one for one in find_mentions(project, pseudonym) if one.record not in ids)
    return Withdrawal(
        pseudonym=pseudonym,
        material=tuple(material),
        built=_sorted(project, built),
        further=_sorted(project, further),
        mentions=tuple(mentions),
        files=tuple(name for name in other_files(folder) if code_pattern(pseudonym).search(name)),
        entry=load_consent(folder).find(pseudonym),
        is_in_key=load_people(folder).find(pseudonym) is not None,
    )


def _built_on(links: Links, ids: Iterable[str]) -> set[str]:
    return {edge.record for one in ids for edge in links.built_on.get(one, ())}


def _all_built_on(links: Links, ids: set[str]) -> set[str]:
    """Return what something was made of in *ids*, and in that, and so on."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        above = {edge.record for edge in links.built_on.get(waiting.pop(), ()) if edge.is_built_on}
        waiting += above - found
        found |= above
    return found


def _sorted(project: Project, ids: set[str]) -> tuple[Record, ...]:
    return tuple(sorted((project.records[one] for one in ids), key=lambda one: (one.created, one.id)))


@dataclass(frozen=True)
class Choice:
    """What happens to a record: it is removed, its line is reworded as *text*, or it is kept because of *text*."""

    what: Literal["remove", "reword", "keep"]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Weaker:
    """A record that rests on less now, with its evidence *before* and *after*."""

    record: Record
    before: Strength
    after: Strength


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """What was done: the ids of what was *removed*, and what rests on less now."""

    removed: tuple[str, ...]
    weaker: tuple[Weaker, ...]


def may_reword(record: Record, kind: Kind) -> bool:
    """Whether the line that names *record* can be reworded: it is no code."""
    return kind.label_field not in PERSON_FIELDS and bool(record.values.get(kind.label_field))


def withdraw(
    store: Store, project: Project, found: Withdrawal, choices: Mapping[str, Choice], *, forget_name: bool, today: date
) -> Withdrawn:
    """Do with the material what was chosen for each. The register comes first: from then on nobody is quoted.

    Whoever is stopped half-way runs it again: what is left is found again.
    """
    _note_in_register(store.folder, found.pseudonym, today)
    for record in found.material:
        choice = choices.get(record.id)
        if choice is not None and choice.what != "remove":
            kind = store.guide.kinds[record.kind]
            project.remember(store.replace(_left(kind, record, choice, lang=store.settings.language)))
    gone = [one for one in found.material if one.id in choices and choices[one.id].what == "remove"]
    weaker = _take_out(store, project, gone, found.built)
    if forget_name:
        change_people(store.folder, lambda key: key.without(found.pseudonym))
    return Withdrawn(removed=tuple(one.id for one in gone), weaker=weaker)


def _take_out(store: Store, project: Project, gone: list[Record], built: Sequence[Record]) -> tuple[Weaker, ...]:
    before = {one.id: find_strength(project, one) for one in built}
    changed = take_out(store, project, gone)
    ids = {one.id for one in gone}
    left = {key: one for key, one in project.records.items() if key not in ids}
    after = replace(project, records=left | {one.id: one for one in changed})
    return tuple(
        Weaker(record=one, before=before[one.id], after=find_strength(after, one))
        for one in changed
        if one.id in before
    )


def _note_in_register(folder: Path, pseudonym: str, today: date) -> None:
    """Set the day of the withdrawal; whoever has no entry gets one, so that it is known on this computer."""
    entry = load_consent(folder).find(pseudonym) or Consent(pseudonym=pseudonym)
    if entry.withdrawn is None:
        withdrawn = entry.model_copy(update={"withdrawn": today})
        change_consent(folder, lambda register: register.with_entry(withdrawn))


def _left(kind: Kind, record: Record, choice: Choice, *, lang: str) -> Record:
    """Return *record* as it is left: never quoted again, here or on a computer that has not got the register."""
    values = dict(record.values)
    if "consent_scope" in values:
        values["consent_scope"] = [use for use in values["consent_scope"] if use != "quote"]
    if "quote_ok" in kind.by_id:
        values["quote_ok"] = False
    if choice.what == "reword":
        values[kind.label_field] = choice.text
        if values.get("note_type") == "quote":
            values["note_type"] = "interpretation"
    reason = t("withdraw_was_reworded", lang) if choice.what == "reword" else choice.text
    kept = replace(
        record.with_values(**values),
        confidential=record.confidential or choice.what == "keep",
        keep_reason={**record.keep_reason, WITHDRAWN: reason},
        updated=as_stored(datetime.now()),
    )
    return replace(kept, status=status_of(kept, kind))

"""Stands between what is typed and what is stored: finds personal data that nobody has allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from innoguide.errors import Refused
from innoguide.files.allowed import AllowList
from innoguide.files.private import load_people
from innoguide.model.personal import Names, Personal, could_begin, find_personal, normalised
from innoguide.texts import t


class Guard:
    """Looks for personal data with the project's own key of names and its list of what is allowed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._allowed = AllowList(folder)

    @cached_property
    def names(self) -> Names:
        """The names in the project's key."""
        return Names.of([person.name for person in load_people(self._folder).people])

    def find(self, text: str) -> list[Personal]:
        """Return the personal data in *text* that is not allowed."""
        found = find_personal(text, self.names)
        return [one for one in found if not self._allowed.holds(one.kind, _value(text, one))] if found else []

    def half_typed(self, text: str) -> str:
        """Return *text* as it may be kept while it is being typed: without what is, or may become, personal data."""
        masked = could_begin(text)
        found = find_personal(masked, self.names)
        for one in reversed(found):
            masked = masked[: one.start] + "…" + masked[one.end :]
        return masked

    def refuse(self, texts: Iterable[tuple[str, str]], *, allow: str = "") -> None:
        """Raise `Refused` if one of *texts*, each with the name of its place, holds personal data.

        With *allow*, a reason, what is found may stay from now on. What was found is never in the message.
        """
        found = [(where, text, hits) for where, text in texts if (hits := self.find(text))]
        if found and not allow.strip():
            places = "; ".join(f"{where}: {kinds_of(hits)}" for where, _text, hits in found)
            raise Refused(t("personal_refused", places=places), t("personal_refused_hint"))
        for _where, text, hits in found:
            self.allow(text, hits, reason=allow.strip())

    def allow(self, text: str, found: Sequence[Personal], *, reason: str) -> None:
        """Let what was *found* in *text* stay from now on, here and wherever else it stands."""
        for one in found:
            self._allowed.allow(one.kind, _value(text, one), reason=reason, day=date.today().isoformat())


def kinds_of(found: Iterable[Personal]) -> str:
    """Return what was found, in words and without its value: `ett personnummer, en e-postadress`."""
    kinds = sorted({t(f"personal_{one.kind}") for one in found})
    return t("personal_kinds", first=", ".join(kinds[:-1]), last=kinds[-1]) if len(kinds) > 1 else "".join(kinds)


def _value(text: str, found: Personal) -> str:
    return normalised(found.kind, text[found.start : found.end])

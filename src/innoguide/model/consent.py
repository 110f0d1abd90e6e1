"""Who is behind a pseudonym, and what that person has agreed to. Both stay in `private/`, out of git."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from innoguide.model.participant import plain_code

Use = Literal["analysis", "quote", "photo", "recording", "recontact"]
"""What a person can agree to: the options of an interview's `consent_scope`."""


class Person(BaseModel):
    """The person behind a pseudonym."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pseudonym: str
    name: str
    contact: str = ""


class Consent(BaseModel):
    """What somebody may be asked for or quoted with, and until when. Days are written 2026-11-24.

    *given* is left out where nobody has noted it. *until* is the last day; after it the entry is to be removed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pseudonym: str
    given: date | None = None
    may: tuple[Use, ...] = ()
    until: date | None = None
    information: str = ""
    guardian: bool | None = None
    withdrawn: date | None = None

    def holds(self, use: Use, today: date) -> bool:
        """Whether the person may be used for *use* today."""
        return use in self.may and self.withdrawn is None and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed."""
        return self.until is not None and self.until < today


class PeopleFile(BaseModel):
    """`private/people.yaml`: the key between pseudonyms and people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    people: tuple[Person, ...] = ()

    def find(self, code: str) -> Person | None:
        """Return the person with the pseudonym *code*."""
        return next((one for one in self.people if plain_code(one.pseudonym) == plain_code(code)), None)

    def without(self, *codes: str) -> PeopleFile:
        """Return the key without the people with the pseudonyms *codes*."""
        gone = {plain_code(code) for code in codes}
        left = (one for one in self.people if plain_code(one.pseudonym) not in gone)
        return self.model_copy(update={"people": tuple(left)})

    def with_person(self, person: Person) -> PeopleFile:
        """Return the key with *person*, who takes the place of an older entry for the pseudonym."""
        others = self.without(person.pseudonym).people
        return self.model_copy(update={"people": tuple(sorted((*others, person), key=lambda one: one.pseudonym))})


class ConsentFile(BaseModel):
    """`private/consent.yaml`: the register of what people have agreed to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    consents: tuple[Consent, ...] = ()

    def find(self, code: str) -> Consent | None:
        """Return the entry for the pseudonym *code*."""
        return next((one for one in self.consents if plain_code(one.pseudonym) == plain_code(code)), None)

    def without(self, *codes: str) -> ConsentFile:
        """Return the register without the entries for the pseudonyms *codes*."""
        gone = {plain_code(code) for code in codes}
        left = (one for one in self.consents if plain_code(one.pseudonym) not in gone)
        return self.model_copy(update={"consents": tuple(left)})

    def with_entry(self, consent: Consent) -> ConsentFile:
        """Return the register with *consent*, which takes the place of an older entry for the pseudonym."""
        others = self.without(consent.pseudonym).consents
        return self.model_copy(update={"consents": tuple(sorted((*others, consent), key=lambda one: one.pseudonym))})

    def unquotable(self, today: date) -> frozenset[str]:
        """Return the plain codes of those who may not be quoted today: not agreed, run out or withdrawn."""
        return frozenset(plain_code(one.pseudonym) for one in self.consents if not one.holds("quote", today))

"""What each audience may see: the one table that documents, pictures and checks read."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from types import MappingProxyType
from typing import Literal, get_args

Audience = Literal["public", "internal", "decision", "participants", "staff"]
"""Anybody; the group itself; those who decide; those who took part; those who work there."""

AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@dataclass(frozen=True, kw_only=True)
class Sees:
    """What somebody may see besides what anybody may.

    *drafts* and *confidential* are records. *revealing_quotes* may give away who said them. *persons* is what together
    points a person out: codes, ages, places, days, each meeting on its own. *small_numbers* are fewer than five.
    *judgements* are what the group thinks of others, and of its own work. *own_talk* is what was said in the
    group on the way: notes, hopes and fears.
    """

    drafts: bool
    confidential: bool
    revealing_quotes: bool
    persons: bool
    small_numbers: bool
    judgements: bool
    own_talk: bool

    @property
    def is_public(self) -> bool:
        """Whether it is no more than anybody may see."""
        return not any(astuple(self))


_ANYBODY = Sees(
    drafts=False,
    confidential=False,
    revealing_quotes=False,
    persons=False,
    small_numbers=False,
    judgements=False,
    own_talk=False,
)
_THE_GROUP = Sees(
    drafts=True,
    confidential=True,
    revealing_quotes=True,
    persons=True,
    small_numbers=True,
    judgements=True,
    own_talk=True,
)

SEES = MappingProxyType[Audience, Sees](
    {
        "public": _ANYBODY,
        "internal": _THE_GROUP,
        # A paper for a few is soon with all, and is an official document like any other: they see what anybody may.
        "decision": _ANYBODY,
        "participants": _ANYBODY,
        "staff": _ANYBODY,
    }
)
"""The table. Nothing else decides what an audience sees."""

POINTS_OUT = frozenset(
    {
        "age_band", "attributes", "background", "can_identify", "guardian_informed", "interviewer", "media",
        "notetaker", "place_type", "pseudonym", "role_context", "tester", "time_from", "time_to", "who_type",
    }
)  # fmt: skip
"""Fields of any kind that together may point a person out (`persons`)."""

_JUDGEMENTS = MappingProxyType(
    {
        # A map of power can harm people: what we believe about others' will and worries stays inside.
        "actor": ("interest", "influence", "need_from_us"),
        "anchoring": ("attitude", "worry"),
        "story": ("response",),
        # What we guess about the one we met is no finding.
        "interview": ("interpretations",),
        "observation": ("why_guess",),
        # How the group marks its own work; whether a step is done stays.
        "gate": ("reason", "gaps", "answers.note"),
        "reflection": ("mood",),
    }
)
_OWN_TALK = MappingProxyType(
    {
        "starting_point": ("individual_versions",),
        "mandate": ("working_agreement",),
        "decision": ("objections.role",),  # in a group of five a role is a person
    }
)

_JUDGING_KINDS = frozenset({"rating"})
_TALKING_KINDS = frozenset({"hope_or_fear"})

CAPACITY = "sjalvskattning"
"""The method whose ratings are a result of the work, not a mark on it: what the group could do before and after."""


_PERSONS = MappingProxyType({"test_round": ("changes.source",)})  # the codes of the testers


def is_kind_hidden(kind: str, method: str, sees: Sees) -> bool:
    """Whether records of *kind* made in *method* are hidden as a whole."""
    judging = kind in _JUDGING_KINDS and method != CAPACITY
    return (judging and not sees.judgements) or (kind in _TALKING_KINDS and not sees.own_talk)


def hidden_fields(kind: str, sees: Sees) -> frozenset[str]:
    """Return the fields of *kind* that are left out; `rows.column` is a column."""
    judged = () if sees.judgements else _JUDGEMENTS.get(kind, ())
    talked = () if sees.own_talk else _OWN_TALK.get(kind, ())
    pointing = () if sees.persons else _PERSONS.get(kind, ())
    return frozenset((*judged, *talked, *pointing))


def points_out(field: str, sees: Sees) -> bool:
    """Whether *field* must not be shown because it may point a person out."""
    return field in POINTS_OUT and not sees.persons

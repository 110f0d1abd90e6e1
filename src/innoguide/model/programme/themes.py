"""Themes across groups: what a person has confirmed, rejected and named. Kept, so that nothing is asked twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from innoguide.model.programme.programme import Gathered

THEMES_FILE = "themes.yaml"


class Theme(BaseModel):
    """A theme that several groups have found. A member is `group/insight-k3f9w`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Annotated[str, Field(min_length=1)]
    about: str = ""
    members: tuple[str, ...] = ()


class Themes(BaseModel):
    """`themes.yaml`: the themes, and the pairs that somebody has looked at and found to be about different things."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    themes: tuple[Theme, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()

    def home_of(self, member: str) -> Theme | None:
        """Return the theme that *member* is in, if any."""
        return next((one for one in self.themes if member in one.members), None)

    def called(self, name: str) -> Theme | None:
        """Return the theme with *name*, if any; capitals do not matter."""
        return next((one for one in self.themes if one.name.casefold() == name.casefold()), None)

    def with_pair(self, first: str, second: str, *, name: str = "", theme_id: str = "") -> Themes:
        """Return the themes with *first* and *second* in one: that of either, that called *name*, else a new one."""
        home = self.home_of(first) or self.home_of(second) or self.called(name)
        other = self.home_of(second) if home and home is self.home_of(first) else None
        if home is None:
            made = Theme(id=theme_id, name=name, members=(first, second))
            return self.model_copy(update={"themes": (*self.themes, made)})
        members = dict.fromkeys((*home.members, first, second, *(other.members if other else ())))
        named = name if name and home is not self.called(name) else home.name
        joined = home.model_copy(update={"members": tuple(members), "name": named})
        gone = {other.id} if other and other is not home else set()
        kept = (joined if one.id == home.id else one for one in self.themes if one.id not in gone)
        return self.model_copy(update={"themes": tuple(kept)})

    def without_pair(self, first: str, second: str) -> Themes:
        """Return the themes with the pair noted as about different things: it is never suggested again."""
        pair = (min(first, second), max(first, second))
        return self.model_copy(update={"rejected": (*self.rejected, pair)}) if pair not in self.rejected else self

    def is_settled(self, first: str, second: str) -> bool:
        """Whether somebody has said yes or no to the pair already."""
        home = self.home_of(first)
        pair = (min(first, second), max(first, second))
        return pair in self.rejected or (home is not None and home is self.home_of(second))


def find_strays(themes: Themes, gathered: Iterable[Gathered]) -> list[tuple[Theme, str]]:
    """Return the members that no group that could be read has any more, each with its theme."""
    known: set[str] = set()
    unread: set[str] = set()
    for one in gathered:
        if one.summary is None:
            unread.add(one.group.name)
        else:
            ids = [*(found.id for found in one.summary.insights), *(found.id for found in one.summary.questions)]
            known |= {f"{one.group.name}/{found}" for found in ids}
    return [
        (theme, member)
        for theme in themes.themes
        for member in theme.members
        if member not in known and member.partition("/")[0] not in unread
    ]

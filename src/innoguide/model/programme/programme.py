"""`Programme`: which groups take part, and what could be read of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from innoguide.model.programme.summary import Summary

PROGRAMME_FILE = "programme.yaml"
GROUP_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_Text = Annotated[str, BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value)]


class Group(BaseModel):
    """A group of a programme, and where it is read. *folder* and *revision* (a branch, a tag, a commit) go with *git*.

    *code* is the municipality's code: two municipalities may have names that look alike.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[_Text, Field(pattern=f"^{GROUP_NAME.pattern}$", max_length=60)]
    title: _Text = ""
    path: _Text = ""
    git: _Text = ""
    folder: _Text = ""
    revision: _Text = ""
    summary: _Text = ""
    code: Annotated[_Text, Field(pattern=r"^([0-9]{4})?$")] = ""
    cohort: _Text = ""
    service: Literal["library", "kulturskola", "both", "other", ""] = ""

    @model_validator(mode="after")
    def _one_source(self) -> Group:
        if len([one for one in (self.path, self.git, self.summary) if one]) != 1:
            raise PydanticCustomError("group_one_source", "one of path, git, summary")
        return self


class Programme(BaseModel):
    """`programme.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    title: Annotated[_Text, Field(min_length=1)]
    organisation: _Text = ""
    language: Literal["sv", "en"] = "sv"
    period_from: str = ""
    period_to: str = ""
    about: str = ""
    goals: tuple[str, ...] = ()
    registry_no: str = ""
    groups: tuple[Group, ...] = ()

    def find(self, name: str) -> Group | None:
        """Return the group with *name*, if there is one."""
        return next((one for one in self.groups if one.name == name), None)


TroubleCode = Literal[
    "broken",
    "empty",
    "unreachable",
    "not_fetched",
    "partly_read",
    "other_guide",
    "newer_format",
    "own_guide_broken",
    "same_work",
]


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why a group cannot be read, or what could not be read of it: an `error`, or only worth saying: a `warning`."""

    code: TroubleCode
    level: Literal["error", "warning"]
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Gathered:
    """A group with what could be read of it: its *summary*, or None; the *revision* says which state was read."""

    group: Group
    summary: Summary | None = None
    troubles: tuple[Trouble, ...] = field(default=())
    revision: str = ""

    @property
    def name(self) -> str:
        """What the group is called: its title in the programme, else its municipality, else its organisation."""
        told = (self.summary.municipality, self.summary.organisation) if self.summary else ()
        return next((one for one in (self.group.title, *told) if one), self.group.name)

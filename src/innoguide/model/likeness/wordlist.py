"""What a file of words says: stop words, weak words, and groups of words about the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Entries = tuple[Annotated[str, Field(min_length=1)], ...]
"""Lines of words with commas between them; an entry may be several words in a row."""


class WordList(BaseModel):
    """A file in `steps/words/`. A line of `alike` is a group: its words count as the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    words: Literal["sv", "en"]
    stop: Entries = ()
    weak: Entries = ()
    alike: Entries = ()


def entries(line: str) -> list[str]:
    """Return the entries of a line, without the blanks around them."""
    return [one for one in (part.strip() for part in line.split(",")) if one]


def all_entries(lines: Iterable[str]) -> Iterator[str]:
    """Yield the entries of all *lines*."""
    for line in lines:
        yield from entries(line)

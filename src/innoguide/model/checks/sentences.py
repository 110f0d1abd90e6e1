"""How the checks on wording cut a text: into sentences, into what stands near a word, without what was quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from innoguide.model.language import clean_line, shorten

# A full stop before a small letter or a figure is mostly that of an abbreviation: "kl. 15", "t.ex. på".
_BETWEEN = re.compile(r"(?<=[!?])[”\"»)]*\s+|(?<=[.…])[”\"»)]*\s+(?![a-zåäö0-9])|;\s+")
_QUOTED = re.compile(r"[”\"“„«»][^”\"“„«»]*[”\"“„«»]|(?<!\w)['‘].{1,300}?'(?!\w)")
_LONGEST_WORD = 30
_SHOWN = 60


def plain(text: str) -> str:
    """Return *text* composed, on one line and with one kind of apostrophe: as the word lists are written."""
    return clean_line(text).replace("’", "'")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, each with the sign that ends it."""
    yield from (one.strip() for one in _BETWEEN.split(plain(text)) if one.strip())


def unquoted(text: str) -> str:
    """Return *text* without what stands within quotation marks: those are somebody's own words."""
    return _QUOTED.sub(" – ", plain(text))


def words_before(text: str, place: int, number: int) -> str:
    """Return the last *number* words of *text* before *place*."""
    return " ".join(text[max(0, place - number * _LONGEST_WORD) : place].split()[-number:])


def words_after(text: str, place: int, number: int) -> str:
    """Return the first *number* words of *text* from *place* on."""
    return " ".join(text[place : place + number * _LONGEST_WORD].split()[:number])


def shown(words: str) -> str:
    """Return the words that a check stumbled on, short enough to stand in a sentence."""
    return shorten(plain(words).strip(' ,.:;–-”"'), _SHOWN)

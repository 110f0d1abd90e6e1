"""Names of persons in flat text: what stands around a word, or beside it, shows that it is somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from innoguide.model.name_words import (
    CLOSE_RELATIVES,
    FIRST_NAMES,
    LET_THROUGH,
    NO_NAMES,
    NO_SURNAMES,
    OWNERS,
    PERSONS,
    PLACE_ENDS,
    PLACES,
    PRONOUNS,
    RELATIVES,
    SURNAME_ENDS,
    THING_ENDS,
    THINGS,
    TITLES,
    WORDY_FIRST_NAMES,
)

Span = tuple[int, int]

PARTICLES = frozenset(("von", "af", "de", "van", "der", "al", "el", "bin", "ibn", "di", "da", "la", "le"))
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽȘȚ"
_WORD = rf"[{_CAPITAL}](?:[^\W\d_]|['’-](?=[^\W\d_]))*+"
_RUN = re.compile(
    rf"[{_CAPITAL}](?<![^\W_].)(?:[^\W\d_]|['’-](?=[^\W\d_]))*+"
    rf"(?: {{1,2}}(?:(?:{'|'.join(sorted(PARTICLES))}) |[{_CAPITAL}]\. )?{_WORD}){{0,9}}+"
)
_IN_LOWER_CASE = re.compile(r"(?:het(?:er|te)|name is) ([a-zåäöé-]+)(?![^\W_])")
_SPEAKERS = ("jag ", "hon ", "han ", "hen ", "my ", "his ", "her ")
_SURNAME_FIRST = re.compile(rf"s(?:son|en), ({_WORD})")
_LAST_CAPITAL_WORD = re.compile(rf"(?<![^\W_])[{_CAPITAL}][^\W\d_]*\Z")
_AND = re.compile(r"(?:,|/|,? (?:och|and|&|eller|or|samt)) ?\Z")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_SAINTS = ("sankt", "sankta", "santa", "saint", "st")
_FILLERS = frozenset(
    (
        *("egentligen", "alltså", "också", "visst", "inte", "faktiskt", "för", "ju", "bara", "som"),
        *("that", "who", "is", "was", "are", "also"),
    )
)
_OBJECTS = ("henne", "honom", "mig", "hen", "her", "him", "me")
_NAMING = frozenset(("heter", "hette", "heta", "kallas", "kallades", "named", "called"))
_TITLE_WITH_DOT = re.compile(r"(?<![^\W_])(mrs?|ms|dr)\. \Z", re.IGNORECASE)
_OPENING = "*_\"'(“”«»‘’: "


def find_names(text: str) -> Iterator[Span]:
    """Yield where names of persons stand in the flat *text*: after "heter" and the like, before "mamma", or in full.

    Precision comes first: a first name alone, without such a word, is not found.
    """
    introduced = -9
    for run in _RUN.finditer(text):
        words = run[0].split()
        number = _introduced_word(text, run, words, introduced)
        if number >= 0 and not _is_place(text, run.end(), words[number + 1 :]):
            start = run.start() + _offset(run[0], number)
            introduced = start + _length(run[0], words, number)
            yield start, introduced
        elif span := _full_name(text, run, words) or _somebodys(text, run, words):
            yield span
    yield from _in_lower_case(text)
    yield from _surname_first(text)


def _in_lower_case(text: str) -> Iterator[Span]:
    """Yield the name in "jag heter anna"."""
    for found in _IN_LOWER_CASE.finditer(text):
        before = text[max(0, found.start() - 5) : found.start()].casefold()
        if before.endswith(_SPEAKERS) and found[1].casefold() in FIRST_NAMES:
            yield found.span(1)


def _surname_first(text: str) -> Iterator[Span]:
    """Yield the name in "Larsson, Frida"."""
    for found in _SURNAME_FIRST.finditer(text):
        surname = _LAST_CAPITAL_WORD.search(text[max(0, found.start() - 30) : found.start()])
        if surname and _is_first_name(found[1]):
            yield found.start() - len(surname[0]), found.end()


def is_first_name(text: str) -> bool:
    """Whether *text* is one word, and that is what people are called: `Anna`."""
    return len(text.split()) == 1 and _is_first_name(text.strip())


def _is_first_name(word: str) -> bool:
    folded = word.casefold()
    return folded in FIRST_NAMES or ("-" in folded and folded.split("-")[0] in FIRST_NAMES)


def _introduced_word(text: str, run: re.Match[str], words: Sequence[str], introduced: int) -> int:
    """Return which of *words* the words before it introduce as a person's name, or -1."""
    start = run.start()
    if start - introduced < 9 and _AND.match(text[introduced:start]) and _is_first_name(_without_apostrophe(words[0])):
        return 0
    before = _words_before(text, start)
    for number, word in enumerate(words):
        name = _without_apostrophe(word)
        if before and _may_be_name(name) and (_is_called(before, name) or _is_somebody(before, name)):
            return number
        before.append(word.casefold())
    return -1


def _words_before(text: str, start: int) -> list[str]:
    """Return the last words of the sentence before *start*, in lower case and without those that say little."""
    if start == 0 or text[start - 1] not in _OPENING:
        return []
    if text[max(0, start - 2)] in ".!?":
        title = _TITLE_WITH_DOT.search(text[max(0, start - 6) : start])
        return [title[1].casefold()] if title else []
    before = text[max(0, start - 60) : start].rstrip(_OPENING).casefold().split()
    while before and before[-1] in _FILLERS and before[-1] != "is":
        before.pop()
    return before


def _without_apostrophe(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _may_be_name(word: str) -> bool:
    folded = word.casefold()
    if folded in FIRST_NAMES or folded in WORDY_FIRST_NAMES:
        return True
    return folded not in NO_NAMES and folded not in NO_SURNAMES and not folded.endswith(PLACE_ENDS)


def _is_called(before: Sequence[str], name: str) -> bool:
    """Whether *before* ends with "hon heter", "my name is", "a girl called"."""
    verb = before[-1]
    if verb in ("is", "är") and before[-2:-1] in (["name"], ["namn"]):
        return _is_first_name(name) or not OWNERS.isdisjoint(before[-3:-2])
    if verb in _OBJECTS and before[-2:-1] in (["kallade"], ["kallar"], ["döpte"], ["called"], ["named"]):
        return True
    if verb not in _NAMING:
        return False
    rest = [word for word in before[:-1] if word not in _FILLERS]
    subject = rest[-1] if rest else ""
    if subject in THINGS or subject.endswith(THING_ENDS):
        return False
    # "They called X" may be a phone call to anything.
    is_call = verb in ("called", "named") and before[-2:-1] == [subject] and subject in PRONOUNS
    return (subject in PERSONS and not is_call) or _is_first_name(name)


def _is_somebody(before: Sequence[str], name: str) -> bool:
    """Whether *before* ends with "min son", "läraren", "dotter till", "fru"."""
    last, earlier = before[-1], before[:-1]
    if last in ("till", "of") and earlier:
        return earlier[-1] in CLOSE_RELATIVES or (earlier[-1] in RELATIVES and _is_first_name(name))
    if last in TITLES:
        return True
    if last not in PERSONS:
        return False
    is_wordy = last not in PRONOUNS and len(name) > 3 and name.casefold() in WORDY_FIRST_NAMES
    is_name = _is_first_name(name) or is_wordy
    return is_name or (last in RELATIVES and not OWNERS.isdisjoint(earlier[-2:]))


def _full_name(text: str, run: re.Match[str], words: list[str]) -> Span | None:
    """Return where a first name with a surname stands in *run*, if it is no place and nobody famous."""
    for number, word in enumerate(words[:-1]):
        if not _begins_name(word, words[number + 1]):
            continue
        if words[:number] and words[number - 1].casefold() in _SAINTS:
            return None
        if _is_place(text, run.end(), words[number + 1 :]) or _is_famous(words[number:]):
            return None
        start = run.start() + _offset(run[0], number)
        length = _length(run[0], words, number)
        return (start, start + length) if length > len(word) else None
    return None


def _begins_name(word: str, following: str) -> bool:
    folded, next_folded = word.casefold(), following.casefold().removesuffix("s")
    if folded in NO_SURNAMES or not (_is_surname(following, word) or _is_initial(following)):
        return False
    is_wordy = folded in WORDY_FIRST_NAMES and next_folded.endswith(SURNAME_ENDS)
    is_beside_surname = len(word) > 2 and (next_folded.endswith(("sson", "sdotter")) or next_folded.startswith("al-"))
    return _is_first_name(word) or is_wordy or is_beside_surname


def _is_surname(word: str, first: str) -> bool:
    is_acronym = word.isupper() and not first.isupper()
    return len(word) > 1 and not is_acronym and word.casefold() not in NO_SURNAMES and not _ROMAN.match(word)


def _is_place(text: str, end: int, words: Sequence[str]) -> bool:
    """Whether one of *words*, or the word after *end*, makes a name that of a place: "Astrid Lindgrens skola"."""
    following = _NEXT_WORD.match(text, end)
    folded = [word.casefold() for word in (*words, following[1] if following and words else "")]
    return any(word in PLACES or word.endswith(PLACE_ENDS) for word in folded)


def _is_famous(words: Sequence[str]) -> bool:
    folded = [word.casefold() for word in words]
    beginnings = [" ".join(folded[:count]) for count in range(2, len(folded) + 1)]
    return any(name in LET_THROUGH or name.removesuffix("s") in LET_THROUGH for name in beginnings)


def _offset(run: str, number: int) -> int:
    """Return where word *number* of *run* begins."""
    starts = [found.start() for found in re.finditer(r"\S+", run)]
    return starts[number]


def _length(run: str, words: Sequence[str], first: int) -> int:
    """Return how long the name is that begins with word *first*: with its surnames, without the s of a genitive."""
    last = first
    while last + 1 < min(len(words), first + 5) and (
        words[last + 1] in PARTICLES or _is_initial(words[last + 1]) or _is_surname(words[last + 1], words[first])
    ):
        last += 1
    end = _offset(run, last) + len(_without_genitive(words[last], is_surname=last > first))
    return end - _offset(run, first)


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word.endswith(".")


def _without_genitive(word: str, *, is_surname: bool) -> str:
    if word != _without_apostrophe(word):
        return _without_apostrophe(word)
    stem = word[:-1]
    is_stem = stem.casefold().endswith(SURNAME_ENDS) if is_surname else _is_first_name(stem)
    return stem if word.endswith(("s", "S")) and is_stem and not _is_first_name(word) else word


def _somebodys(text: str, run: re.Match[str], words: Sequence[str]) -> Span | None:
    """Return where the name in "Annas mamma", "Anna's mother" stands."""
    following = _NEXT_WORD.match(text, run.end()) if words[-1].endswith(("s", "S", "x", "z")) else None
    relative = following[1].casefold() if following else ""
    if relative not in RELATIVES:
        return None
    start = run.start() + _offset(run[0], len(words) - 1)
    name = _without_genitive(words[-1], is_surname=False)
    is_own_s = name == words[-1] and name.casefold().endswith(("s", "x", "z"))
    if _is_first_name(name) and (name != words[-1] or is_own_s):
        return start, start + len(name)
    folded = words[-1].casefold()
    is_in_sentence = start > 1 and text[start - 1] == " " and (text[start - 2].isalpha() or text[start - 2] == ",")
    if not is_in_sentence or relative not in CLOSE_RELATIVES or not folded.endswith("s"):
        return None
    is_noun = folded.endswith(("ens", "ets", "ans", "nas", "ars", "ers")) or folded in NO_NAMES or folded in NO_SURNAMES
    return None if is_noun else (start, run.end() - (2 if folded.endswith(("'s", "’s")) else 1))

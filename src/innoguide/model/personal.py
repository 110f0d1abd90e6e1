"""Personal data in a text: where it stands, how it is taken away, and what may become some while it is being typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from innoguide.model.contact import find_addresses, find_emails, find_phones, national, plain_email
from innoguide.model.flat import flatten
from innoguide.model.name_words import ORDINARY_WORDS
from innoguide.model.personnummer import begins_with_date, find_personnummer, only_digits
from innoguide.model.persons import PARTICLES, find_names
from innoguide.texts import t

PersonalKind = Literal["personnummer", "phone", "email", "address", "name"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal data: its kind, and where it stands in the text as it was given."""

    kind: PersonalKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names in a project's key, ready to be looked for. No names cost nothing."""

    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Return what finds each of the full *names*, and its first name or surname alone."""
        forms = {form for name in names for form in _forms(flatten(name).text.split())}
        if not forms:
            return cls()
        # By first letter: the search then goes from letter to letter, however many names there are.
        by_letter: dict[str, list[str]] = {}
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            by_letter.setdefault(form[0], []).append(_flexible(form[1:]))
        starts = (rf"{re.escape(letter)}(?<![^\W_].)(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
        return cls(re.compile(rf"(?:{'|'.join(starts)})(?=(?:['’]?[sS])?(?![^\W_]))(?!-[A-ZÅÄÖ])"))

    def find(self, text: str) -> Iterator[Span]:
        """Yield where the names stand in the flat *text*, without the s of a genitive."""
        if self.pattern:
            yield from (found.span() for found in self.pattern.finditer(text))


def _forms(words: list[str]) -> Iterator[str]:
    """Yield how all *words* of a name may be written, and how each that may stand alone."""
    full = " ".join(words)
    if len(words) > 1:
        yield from (full, full.upper(), full.casefold())
    for word in words:
        if len(word) < 2 or word.casefold() in PARTICLES or (word.endswith(".") and len(words) > 1):
            continue
        yield from (word, word.upper())
        if len(word) > 3 and word.casefold() not in ORDINARY_WORDS:
            yield word.casefold()


def _flexible(form: str) -> str:
    return re.sub(r"\\[- ]|[- ]", "[- ]{1,2}", re.escape(form))


_FINDERS: dict[PersonalKind, Callable[[str], Iterable[Span]]] = {
    "personnummer": find_personnummer,
    "phone": find_phones,
    "email": find_emails,
    "address": find_addresses,
    "name": find_names,
}
_SERIOUS_FIRST = get_args(PersonalKind)


def find_personal(text: str, names: Names | None = None) -> list[Personal]:
    """Return the personal data in *text*, in order and not overlapping, with *names* from the project's own key."""
    flat = flatten(text)
    found = [Personal(hit.kind, *flat.span(hit.start, hit.end)) for hit in _search(flat.text, names or Names())]
    return sorted(found, key=lambda hit: hit.start)


def _search(text: str, names: Names) -> list[Personal]:
    """Return the hits in the flat *text*. What is found may hide something beside it: its line is looked at again."""
    found = _search_once(text, names)
    left = _hidden(text, found)
    for start, end in _lines_of(left, tuple(found)):
        line = left[start:end]
        while more := _search_once(line, names):
            found += [Personal(hit.kind, start + hit.start, start + hit.end) for hit in more]
            line = _hidden(line, more)
    return found


def _search_once(text: str, names: Names) -> list[Personal]:
    hits = [Personal(kind, *span) for kind, find in _FINDERS.items() for span in find(text)]
    return _without_overlaps([*hits, *(Personal("name", *span) for span in names.find(text))])


def _hidden(text: str, hits: Iterable[Personal]) -> str:
    return _replaced(text, hits, lambda hit: "\0" * (hit.end - hit.start))


def _lines_of(text: str, hits: Iterable[Personal]) -> Iterator[Span]:
    """Yield where each line with a hit begins and ends, once."""
    end = -1
    for hit in hits:
        if hit.start > end:
            end = text.find("\n", hit.end)
            end = len(text) if end < 0 else end
            yield text.rfind("\n", 0, hit.start) + 1, end


def _without_overlaps(hits: Iterable[Personal]) -> list[Personal]:
    """Return *hits* without those that overlap a more serious or a longer one, in order."""
    kept: list[Personal] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or kept[-1].end <= hit.start:
            kept.append(hit)
        elif _weight(hit) > _weight(kept[-1]):
            kept[-1] = hit
    return kept


def _weight(hit: Personal) -> tuple[int, int]:
    return -_SERIOUS_FIRST.index(hit.kind) if hit.kind == "personnummer" else -1, hit.end - hit.start


def _replaced(text: str, hits: Iterable[Personal], label: Callable[[Personal], str]) -> str:
    parts, done = [], 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        parts += [text[done : hit.start], label(hit)]
        done = hit.end
    return "".join([*parts, text[done:]])


def redacted(text: str, hits: Sequence[Personal], lang: str) -> str:
    """Return *text* with each of *hits* replaced by what it was: `[telefonnummer borttaget]`."""
    return _replaced(text, hits, lambda hit: t(f"personal_removed_{hit.kind}", lang))


def personal_name(kind: PersonalKind, lang: str = "") -> str:
    """Return what *kind* is called in *lang*: `ett personnummer`."""
    return t(f"personal_{kind}", lang)


def normalised(kind: PersonalKind, value: str) -> str:
    """Return *value* in the one form that all ways of writing it share; a personal identity number has ten digits."""
    plain = unicodedata.normalize("NFKC", flatten(value).text).strip()
    if kind == "personnummer":
        return only_digits(plain)[-10:]
    if kind == "phone":
        return national(plain)
    if kind == "email":
        return plain_email(plain)
    joint = "" if kind == "address" else " "
    return joint.join(re.findall(r"\w+", plain.casefold()))


_DIGITS_LAST = re.compile(r"[+\d](?:[ \-+_./]{0,3}\d)*+(?=[ \-+_./]*\Z)")
_MAILBOX_LAST = re.compile(r"[^\s@]{1,64}@[^\s@]*\Z")
_ALL_BUT_ONE = re.compile(r"(?<!\d)(?:18|19|20)?\d{6}[ \-+]{0,3}\d{3}(?!\d)")
_LONGEST_TAIL = 66


def could_begin(text: str) -> str:
    """Return *text* with `…` for all personal data in it and for what may become some as it is typed on.

    At its end that is six digits or more that begin with a birth date, or as a phone number does, and a mailbox with
    its `@`; anywhere a personal identity number without its check digit, which can be worked out.
    """
    flat = flatten(text)
    begun = [found.span() for found in _ALL_BUT_ONE.finditer(flat.text) if begins_with_date(only_digits(found[0]))]
    if last := _begun(flat.text):
        begun = [*(span for span in begun if span[1] <= last[0]), last]
    unfinished = [Personal("personnummer", *flat.span(*span)) for span in begun]
    text = _replaced(text, unfinished, lambda _hit: "…")
    return _replaced(text, find_personal(text), lambda _hit: "…")


def _begun(text: str) -> Span | None:
    """Return where, at the end of the flat *text*, something stands that may become personal data."""
    offset = max(0, len(text) - _LONGEST_TAIL)
    mailbox = _MAILBOX_LAST.search(text, offset)
    if mailbox:
        return mailbox.span()
    run = _DIGITS_LAST.search(text, offset)
    if not run:
        return None
    for group in re.finditer(r"(?<!\d)[+\d]", run[0]):
        digits = only_digits(run[0][group.start() :])
        if len(digits) >= 6 and (group[0] in "+0" or begins_with_date(digits)):
            return run.start() + group.start(), run.end()
    return None

"""Checks on people's privacy: what gives somebody away, and who is blamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.guide import Check
from innoguide.model.privacy import is_hidden
from innoguide.model.record import Record
from innoguide.model.tally import SMALLEST_GROUP

_NUMBERS = {
    "sv": "fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "en": "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
}


def _number(lang: str) -> str:
    return rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS[lang].split())})"


# “i 14 år” and “för 14 år sedan” tell how long, not how old.
_AGE = {
    "sv": re.compile(
        rf"\b(?<!\bi )(?<!\bför )(?<!\bpå )(?<!\bom )(?<!\bunder )(?<!\befter )(?<!\bvar )"
        rf"{_number('sv')} år\b(?! sen| sedan| senare| framåt| kvar| till\b)"
        rf"|\b{_number('sv')}-?åri(?:ng|g)"
        rf"|\b(?:jag|hon|han) (?:är|blir|fyller|fyllde) {_number('sv')}\b(?! stycken\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b{_number('en')}[ -]years?[ -]old\b|\baged? {_number('en')}\b|\b\d{{1,2}}th[ -]grade"
        rf"|\b(?:I am|I['’]m|she is|she['’]s|he is|he['’]s) {_number('en')}\b(?! of\b)",
        re.IGNORECASE,
    ),
}
_IN = {
    "sv": re.compile(r"\b(?:[Ii]|[Ff]rån|[Pp]å|[Vv]id|[Uu]tanför|[Tt]ill|[Nn]ära) ([A-ZÅÄÖÉ][\w-]+)"),
    "en": re.compile(r"\b(?:[Ii]n|[Ff]rom|[Aa]t|[Nn]ear|[Oo]utside|[Tt]o) ([A-ZÅÄÖÉ][\w-]+)"),
}
_TWO_NAMES = re.compile(
    r"(?<![\w-])([A-ZÅÄÖÉ][a-zåäöéüA-Z'’-]*[a-zåäöéü]) ([A-ZÅÄÖÉ][a-zåäöéüA-Z'’-]*[a-zåäöéü])(?![\w-])"
)
_BEFORE_A_PLACE = re.compile(r"\b(?:i|från|på|vid|in|from|at|of)\s+\Z", re.IGNORECASE)

_TOGETHER = 3
"""Age, place and a rare detail; or two of them and that somebody is the only one."""


def _quote_gives_away(look: Look, check: Check, quote: Record) -> Iterator[Remark]:
    """Age, place and a rare detail together: in a small place that is one person."""
    is_note = quote.kind == "note" and quote.values.get("note_type") != "quote"
    if is_note or quote.values.get("can_identify") is True or is_hidden(quote, "public"):
        return
    text = " ".join(str(quote.values.get("text", "")).split())
    signs = _tells_age(look, check, text) + _tells_place(look, check, text)
    if not signs:
        return
    signs += sum(bool(look.words(check.check, name).search(text)) for name in ("details", "only"))
    if signs >= _TOGETHER:
        yield Remark(record=quote.id, path=("text",))


def _tells_age(look: Look, check: Check, text: str) -> bool:
    return bool(_AGE[look.lang].search(text) or look.words(check.check, "ages").search(text))


def _tells_place(look: Look, check: Check, text: str) -> bool:
    if look.words(check.check, "places").search(text):
        return True
    no_place = look.words(check.check, "not_places")
    return any(not no_place.fullmatch(found.group(1)) for found in _IN[look.lang].finditer(text))


def _rating_shows_individuals(look: Look, check: Check, rating: Record) -> Iterator[Remark]:
    """What so few answered that each can be told from the others."""
    number = sum(row.get("count", 0) for row in rating.values.get("counts", ()))
    if 0 < number < SMALLEST_GROUP:
        yield Remark(record=rating.id, path=("counts",), values={"number": number, "least": SMALLEST_GROUP})


_ROLE_FIELDS = ("author_role", "role")


def _idea_blamed_on_person(look: Look, check: Check, idea: Record) -> Iterator[Remark]:
    """A name where only a role should stand."""
    for name in _ROLE_FIELDS:
        who = idea.values.get(name)
        if isinstance(who, str) and idea.status != "draft" and _holds_a_name(look, check, who):
            yield Remark(record=idea.id, path=(name,))


def _holds_a_name(look: Look, check: Check, who: str) -> bool:
    if look.words(check.check, "named").search(who):
        return True
    # The list ignores case, a name does not: “Rosa” may be one, “rosa” is a colour.
    if any(found.group()[0].isupper() for found in look.words(check.check, "first_names").finditer(who)):
        return True
    no_name = look.words(check.check, "not_names")
    return any(
        not no_name.search(found.group()) and not _BEFORE_A_PLACE.search(who[: found.start()])
        for found in _TWO_NAMES.finditer(who)
    )


KNOWN: dict[str, Known] = {
    # Looks at every text: where it is typed, and in `check`.
    "personal_data": Known(values=("what",), private=True),
    "quote_gives_away": Known(
        record=_quote_gives_away,
        kinds=("quote", "note"),
        words=("ages", "places", "not_places", "details", "only"),
        private=True,
    ),
    # Looks at files: jobs/check/documents.py.
    "confidential_leak": Known(limits=("words_in_a_row",), values=("id",), private=True),
    "rating_shows_individuals": Known(
        record=_rating_shows_individuals, kinds=("rating",), values=("number", "least"), private=True
    ),
    "idea_blamed_on_person": Known(
        record=_idea_blamed_on_person,
        kinds=("idea", "parked_idea"),
        words=("named", "first_names", "not_names"),
        private=True,
    ),
}

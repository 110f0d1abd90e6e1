"""What a group has measured, in its own words: the number in it, and how few people may be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from innoguide.model.tally import SMALLEST_GROUP
from innoguide.texts import t

_ABOUT = (
    "minst|högst|ca\\.?|cirka|ungefär|omkring|runt|drygt|knappt|över|under|fler än|mer än|färre än|mindre än|"
    "at least|at most|about|around|approximately|over|more than|fewer than|less than"
)
_NUMBER = r"[-−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}|\d{1,15})(?:[.,]\d{1,2})?"
# Not a range, a date, a time, nor a number written in a way that can be read as two.
_AMOUNT = re.compile(
    rf"(?:(?:{_ABOUT})\s+)?({_NUMBER})(?![\d.,:/–-]*\d|\s*[–-]\s*\d)\s*(.*)", re.IGNORECASE | re.DOTALL
)
_SHARE = re.compile(r"(?:av|of|out of)\s+(\d{1,15})\b(?![.,:/–-]\d)\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Amount:
    """A number with what it counts; for a share (`6 av 29`) the part in per cent."""

    number: float
    unit: str
    share: bool = False

    def like(self, other: Amount) -> bool:
        """Whether two amounts count the same, so that they can stand on one line."""
        if self.share != other.share:
            return False
        ours, theirs = self.unit.split(), other.unit.split()
        shared = min(len(ours), len(theirs))
        return ours[:shared] == theirs[:shared] and (self.share or shared > 0 or ours == theirs)


def read_amount(text: str) -> Amount | None:
    """Return the number that a text begins with, also after `minst` or `about`; None where there is no plain one."""
    found = _AMOUNT.match(" ".join(text.split()))
    if not found:
        return None
    number = float(re.sub(r"[ \u00a0\u202f]", "", found[1]).replace(",", ".").replace("−", "-"))
    share = _SHARE.match(found[2])
    if share is None:
        return Amount(number, _unit(found[2]))
    whole = float(share[1])
    return Amount(100 * number / whole, _unit(share[2]), share=True) if 0 <= number <= whole and whole else None


def _unit(rest: str) -> str:
    unit = re.split(r"[.,;:(]", rest)[0].strip().casefold()
    return re.sub(r"^(?:%|procent\b|per ?cent\b)", "%", unit)


_WORDS = (
    ("noll", "zero", "ingen", "none"),
    ("en", "ett", "one"),
    ("två", "two"),
    ("tre", "three"),
    ("fyra", "four"),
    ("fem", "five"),
    ("sex", "six"),
    ("sju", "seven"),
    ("åtta", "eight"),
    ("nio", "nine"),
    ("tio", "ten"),
    ("elva", "eleven"),
    ("tolv", "twelve"),
)
_NAMED = {word: number for number, words in enumerate(_WORDS) for word in words}
_COUNT = rf"(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{1,4}}|\d{{1,15}}|{'|'.join(_NAMED)})"
_OF = r"\s*(?:utav|av|out of|of)\s+(?:(?:de|dem|våra|alla|the|our|all)\s+)?"
_THINGS = (
    r"\w*dag(?:ar|arna)?|\w*veck(?:or|orna)|\w*månad(?:er|erna)|\w*timm(?:ar|arna)|\w*gång(?:er|erna)|tillfällen\w*|"
    r"\w*träff(?:ar|arna)|kväll(?:ar|arna)|filial(?:er|erna)|\w*bibliotek(?:en)?|lokal(?:er|erna)|rum(?:men)?|"
    r"\w*days|weeks|months|hours|times|occasions|meetings|sessions|\w*noons|evenings|branches|rooms|libraries"
)
"""What is counted and is no people: `två av de åtta eftermiddagarna`."""
_PART_OF = re.compile(
    rf"(?<![\w.,:/–-])(?:{_COUNT}\s*[–-]\s*)?(?P<part>{_COUNT})(?:{_OF}|\s*/\s*(?=(?:1[3-9]|[2-9]\d|\d{{3,}})\b))"
    rf"(?P<whole>{_COUNT})(?![\w/]|[.,:–-]\d|\s+(?:{_THINGS})\b)"
    r"(?P<more>(?:,? (?:dvs|alltså|or|that is))?\s*\(?\s*[\d.,]+\s*(?:%|procent|per ?cent)\s*\)?)?",
    re.IGNORECASE,
)
_PEOPLE = (
    r"person\w*|människ\w*|barn\w*|unga|ungdom\w*|elev\w*|besökar\w*|deltagar\w*|användar\w*|familj\w*|föräld\w*|"
    r"vuxna|äldre|medarbetar\w*|pensionär\w*|låntagar\w*|flick\w*|pojk\w*|"
    r"people|persons?|child(?:ren)?|young\w*|teen\w*|pupils?|students?|visitors?|participants?|users?|families|family|"
    r"parents?|adults?|staff|seniors?|borrowers?|girls?|boys?"
)
_FEW = re.compile(
    rf"(?<![\w.,:/–-])(?:[1-4]|{'|'.join(word for words in _WORDS[1:5] for word in words)})"
    rf"(?=\s+(?:av|of)\s+(?:dem|dessa|them|these)\b|\s+(?:(?:nya|andra|fler|olika|unga|new|other|more)\s+)?(?:{_PEOPLE})\b)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"medel|snitt|median|skala|betyg|poäng|mean|average|scale|score|grade|rating", re.IGNORECASE)
_OTHER_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
"""But for a year: beside a share that is hidden, any number may be its other part."""


def protected(text: str, lang: str) -> str:
    """Return *text* as anybody may see it: fewer than five people, or all but so few, are not told exactly.

    Which words come out depends on no more than what may be known. Where another number could give it away, no more
    than the shares is left.
    """
    shares = [] if _SCORE.search(text) else [*_PART_OF.finditer(text)]
    shown = [_shown_share(one, lang) for one in shares]
    if any(new != old[0] for new, old in zip(shown, shares, strict=True)):
        rest = _PART_OF.sub("", text)
        if _OTHER_NUMBER.search(rest):
            return "; ".join(shown)
        given = iter(shown)
        text = _PART_OF.sub(lambda _: next(given), text)
    return _FEW.sub(t("amount_few", lang), text)


def protected_target(text: str, lang: str) -> str:
    """Return a target as anybody may see it. Where few people would be told of it is not shown at all.

    A target counts nobody, but it is often set from what was counted; and “fewer than five” would be another target.
    """
    return text if protected(text, lang) == text else t("amount_target", lang)


def _shown_share(found: re.Match[str], lang: str) -> str:
    part, whole = _number(found["part"]), _number(found["whole"])
    if part > whole:
        return found[0]
    if whole < SMALLEST_GROUP:
        return t("amount_too_few", lang, least=SMALLEST_GROUP)
    few, rest_few = 0 < part < SMALLEST_GROUP, 0 < whole - part < SMALLEST_GROUP
    if not (few or rest_few):
        return found[0]
    if whole < 2 * SMALLEST_GROUP:  # here either the part or the rest is always small: two answers would tell which
        return t("amount_some", lang, whole=whole)
    if few:
        return t("amount_fewer", lang, least=SMALLEST_GROUP, whole=whole)
    return t("amount_more", lang, number=whole - SMALLEST_GROUP, whole=whole)


def _number(text: str) -> int:
    word = text.casefold()
    return _NAMED[word] if word in _NAMED else int(re.sub(r"\s", "", text))

"""Text in Swedish and English; cleaning, sorting, slugs and dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

LONGEST_SLUG = 40


class Bilingual(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sv: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the text in *lang*, `sv` or `en`."""
        return self.sv if lang == "sv" else self.en


def _from_string(value: Any) -> Any:
    return {"sv": value, "en": value} if isinstance(value, str) else value


Text = Annotated[Bilingual, BeforeValidator(_from_string)]
"""What a guide file may say where a text is wanted: `{sv: …, en: …}`, or one string for both."""


# Soft hyphens, zero-width spaces and marks, direction overrides, byte order marks. The zero-width joiner
# stays: emoji of several parts need it.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029|\u0085|\x0b|\x0c")
_BLANKS_AT_END = re.compile(r"[^\S\n]+$", re.MULTILINE)


def clean(text: str) -> str:
    """Return *text* as it is stored: NFC, `\\n` line ends, no control or direction characters, no trailing blanks."""
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text)).replace("\t", " ")
    return _BLANKS_AT_END.sub("", unicodedata.normalize("NFC", text)).strip()


def clean_line(text: str) -> str:
    """Return *text* cleaned, on one line."""
    return " ".join(clean(text).split())


def sort_key(text: str) -> str:
    """Return a key that sorts as Swedish does: å, ä, ö last; other accents as their letters; case ignored."""
    folded = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        folded.append(_LAST.get(letter) or unicodedata.normalize("NFD", letter)[0])
    return "".join(folded)


_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
"""Swedish puts these after z, in this order: signs that come after z take their place."""


def plain_ascii(text: str) -> str:
    """Return *text* in lower case without å, ä, ö and other accents; what cannot be written so is left out."""
    text = text.casefold().translate({ord("æ"): "ae", ord("ø"): "o", ord("ß"): "ss", ord("ð"): "d", ord("þ"): "th"})
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def slug(text: str) -> str:
    """Return *text* as part of a file name: `[a-z0-9-]`, at most 40 characters, perhaps empty."""
    words = re.findall(r"[a-z0-9]+", plain_ascii(text))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        kept = longer
    return kept


MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "sv": ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def long_date(day: date, lang: str, *, weekday: bool = False) -> str:
    """Return `24 november 2026`, with *weekday* `tisdag 24 november 2026`."""
    written = f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"
    return f"{WEEKDAYS[lang][day.weekday()]} {written}" if weekday else written


def shorten(text: str, width: int) -> str:
    """Return *text* on one line of at most *width* characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    return line[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"

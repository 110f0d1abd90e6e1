"""Text as it reads, however it was written: digits, dashes and blanks made plain, what cannot be seen taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flat:
    """A text made plain, and where each of its characters stood in the text as given (None: in the same place)."""

    text: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from *start* up to *end* stand in the text as it was given."""
        return (start, end) if self.places is None else (self.places[start], self.places[end])


# Whatever is neither ASCII nor an ordinary European letter: most texts have few of these.
_ODD = re.compile("[^\x00-\x7f\u00c0-\u024f]+")
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_MARK = "\u0300-\u036f\u20d0-\u20f0"
_UNSEEN_ONE = re.compile(f"[{_UNSEEN}]")
_UNSEEN_OR_MARK = re.compile(f"[{_UNSEEN}{_MARK}]")
_PIECE = re.compile(f"[^{_MARK}][{_UNSEEN}]*[{_MARK}][{_MARK}{_UNSEEN}]*|[{_UNSEEN}{_MARK}]+", re.DOTALL)
_MORE_DASHES = "\u2212\u2043\u02d7\u2796"


class _Signs(dict[int, str]):
    """What each odd character is read as; always one character. Worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        plain = unicodedata.normalize("NFKC", sign)
        if category == "Nd":
            plain = str(unicodedata.digit(sign))
        elif category == "Pd" or sign in _MORE_DASHES:
            plain = "-"
        elif category == "Zs":
            plain = " "
        self[code] = plain if len(plain) == 1 else sign
        return self[code]


_SIGNS = _Signs()


def flatten(text: str) -> Flat:
    """Return *text* as it reads: accents one with their letters, ASCII digits, `-` for a dash, ` ` for a blank."""
    if text.isascii():
        return Flat(text)
    places: list[int] | None = None
    if _UNSEEN_OR_MARK.search("".join(set(text))):
        text, places = _composed(text)
    return Flat(_ODD.sub(lambda found: found[0].translate(_SIGNS), text), places)


def _composed(text: str) -> tuple[str, list[int]]:
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for piece in _PIECE.finditer(text):
        parts.append(text[done : piece.start()])
        places.extend(range(done, piece.start()))
        seen = unicodedata.normalize("NFC", _UNSEEN_ONE.sub("", piece[0]))
        if seen and not unicodedata.combining(seen[0]):
            parts.append(seen[0])
            places.append(piece.start())
        done = piece.end()
    parts.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return "".join(parts), places

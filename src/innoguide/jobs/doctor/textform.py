"""How a file is saved: its encoding, byte order mark, line ends and accents. What should be UTF-8, NFC and `\\n`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

# What Swedish text in Windows' own encoding holds beyond ASCII. Other signs mean that it was some other encoding:
# in DOS' and old Macs' the letters å, ä, ö are where Windows has daggers, quotes and carons.
_EXPECTED = re.compile("[À-ÖØ-öø-ÿ–—‘’“”…€§°·«»´½²³µ©®±\xa0]*")
_QUOTE_IN_WORD = re.compile(r"(?<=[^\W\d_])[“”…](?=[^\W\d_])")


@dataclass(frozen=True)
class TextForm:
    """What a file says, as it should be saved (None: nobody can tell), and what is unusual about how it is saved."""

    text: str | None
    oddities: tuple[str, ...] = ()


def read_form(data: bytes) -> TextForm:
    """Return the text in *data* and which of `utf16`, `cp1252`, `bom`, `crlf`, `nfd` its file is."""
    encoding, text = _decoded(data)
    if text is None:
        return TextForm(None)
    oddities = [encoding] if encoding else []
    if "\r" in text:
        oddities.append("crlf")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        oddities.append("nfd")
    return TextForm(composed, tuple(oddities))


def _decoded(data: bytes) -> tuple[str, str | None]:
    """Return what the encoding is, where it is not plain UTF-8, and the text."""
    if data.startswith(_UTF16) or b"\x00" in data:
        return "utf16", _from_utf16(data)
    if data.startswith(_BOM):
        return "bom", _from_utf8(data.removeprefix(_BOM))
    text = _from_utf8(data)
    return ("", text) if text is not None else ("cp1252", _from_mixed(data))


def _from_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _from_utf16(data: bytes) -> str | None:
    has_mark = data.startswith(_UTF16)
    little = data.count(b"\x00", 1) and data[1::2].count(0) >= data[::2].count(0)
    try:
        text = data.decode("utf-16" if has_mark else "utf-16-le" if little else "utf-16-be")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _from_mixed(data: bytes) -> str | None:
    """Return a text of which some may be in Windows' own encoding: what an old editor has changed, or all of it."""
    text = data.decode("utf-8", errors="surrogateescape")
    strange = "".join(re.findall("[\udc80-\udcff]", text))
    signs = _from_windows(strange)
    if not _EXPECTED.fullmatch(signs):
        return None
    read = re.sub("[\udc80-\udcff]", lambda one: _from_windows(one[0]), text)
    has_quotes = any(one in signs for one in "“”…")
    return None if has_quotes and (_QUOTE_IN_WORD.search(read) or read.count("”") % 2) else read


def _from_windows(signs: str) -> str:
    return signs.encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")

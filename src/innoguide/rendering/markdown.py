"""A group's words as Markdown: escaped, so that they can never become markup, laid out by small filters, and tidied.

Three ways of escaping, the mildest that works. A backslash, for what Markdown itself reads. An empty comment
(``@<!-- -->anna``) for what the forges look for in the finished page, where backslashes and entities are long gone:
mentions, addresses, issue references, emoji names. And one line instead of several, for all else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

Value = str | int | None  # a float is written with `number`, which knows the language
EMPTY_CELL = "–"


class Markdown(str):
    """Finished Markdown: written as it is, never escaped again."""

    __slots__ = ()


_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\n\r\v\f\x85\u2028\u2029]+")  # not the no-break space in "10 000"
_UNSEEN = re.compile(  # controls, direction marks, zero width (joiners stay, emoji need them), lone surrogates
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

_SPLIT = r"""
    (?P<split>
        @ (?=[\w.-])                                        # mention, e-mail address
      | :/ (?=/)                                            # any scheme://
      | (?<![^\W_]) GH- (?=\d)                              # issue reference
      | : (?=(?:[0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100|1234):)  # emoji name
    )
  | (?P<both>
        \# (?=\d)                                           # issue, work item
      | \[ (?=\[|(?:!\w+|TOC)\])                            # wiki link, alert, table of contents
    )
"""
_BACKSLASH = r"""
  | (?P<plain>
        [`*\[\]|~${]
      | \\ (?=[!-/:-@\[-`{-~]|$)                            # only where it would escape something
      | _ (?!(?<=[^\W_]_)[^\W_])                            # not in snake_case
      | < (?=[a-z/!?]|$)
      | (?<=--) > | (?<=--!) >                              # the end of a comment
      | & (?=\#?\w+;)                                       # entity
      | (?<!\w) (?: [!&](?=\d) | %(?=[\w"]) )               # merge request, epic, milestone
      | (?<=\s) \# (?=\#*$)                                 # the closing of a heading
      | ^ (?: [#=>] | [-+:](?!\w) | ;(?=;;) | [.)](?=\s|$) )    # what begins a block
    )
  | (?P<before>(?: ^\d{1,9} (?=[.)](?:\s|$)) | (?<![^\W_])www(?=\.) ))  # numbered list, www.
"""
_MARKUP = re.compile(_SPLIT + _BACKSLASH, re.VERBOSE | re.IGNORECASE)
_REPLACED = {"split": "{}<!-- -->", "both": "\\{}<!-- -->", "plain": "\\{}", "before": "{}\\"}


def clean_line(text: str) -> str:
    """One line in NFC, without what cannot be seen: what a reader of the escaped text gets back."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _BLANKS.sub(" ", composed).strip()


def _replace(match: re.Match[str]) -> str:
    return _REPLACED[match.lastgroup or "plain"].format(match.group())


def escape(value: Value) -> Markdown:
    """A value for any inline place: paragraph, heading, list item, table cell, bold."""
    if isinstance(value, Markdown):
        return value
    if value is None:
        return Markdown()
    if isinstance(value, bool | float | list | tuple | dict):
        advice = "; use number" if isinstance(value, float) else ""
        raise TypeError(f"a {type(value).__name__} cannot be written as text{advice}")
    text = str(value)  # an undefined name speaks up here, with its own error
    if not isinstance(value, str | int):
        raise TypeError(f"a {type(value).__name__} cannot be written as text")
    return _escaped(text)


@lru_cache(maxsize=50_000)  # the same words stand in the report, in a step's document and in several lists
def _escaped(text: str) -> Markdown:
    return Markdown(_MARKUP.sub(_replace, clean_line(text)))


def inline(value: Value) -> Markdown:
    """The same as writing the value without a filter."""
    return escape(value)


def paragraphs(value: Value) -> Markdown:
    """A text of several lines: blank lines part its paragraphs, line breaks are kept."""
    if isinstance(value, Markdown):
        return value
    lines = [escape(line) for line in _LINE_ENDS.split("" if value is None else str(value))]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return Markdown("\n\n".join("\\\n".join(block) for block in blocks if block))


def quoted(value: Value) -> Markdown:
    """A block quote."""
    text = paragraphs(value)
    return Markdown("\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else "")


def cell(value: Value) -> Markdown:
    """A value in a table cell; an empty one is a dash."""
    text = _BLANKS.sub(" ", escape(value)).strip()
    if isinstance(value, Markdown):
        text = re.sub(r"(?<!\\)\|", r"\\|", text)
    return Markdown(text or EMPTY_CELL)


def bullets(values: Iterable[Value]) -> Markdown:
    """A list; empty texts are left out."""
    items = (escape(value) for value in values)
    return Markdown("\n".join("- " + item.replace("\n", "\n  ") for item in items if item))


def table(headers: Sequence[Value], rows: Iterable[Sequence[Value]]) -> Markdown:
    """A table with compact pipes, so that a change in one cell is one line in a diff; nothing without rows."""
    body = [list(row) for row in rows]
    for number, row in enumerate(body, start=1):
        if len(row) != len(headers):
            raise ValueError(f"row {number} of the table has {len(row)} cells, its head {len(headers)}")
    head = [_row(cell(value) for value in headers), _row("---" for _ in headers)]
    return Markdown("\n".join(head + [_row(cell(value) for value in row) for row in body]) if body else "")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def anchor(value: Value) -> Markdown:
    """What forges call the heading with this text in a link: `[…](#{{ title | anchor }})`."""
    text = clean_line("" if value is None else str(value)).lower().replace(" ", "-")
    return Markdown("".join(sign for sign in text if sign == "-" or unicodedata.category(sign) in _WORD))


_WORD = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"}


def comment(value: Value) -> Markdown:
    """A line that only readers of the source see; the text can not end it."""
    text = clean_line("" if value is None else str(value))
    return Markdown(f"<!-- {re.sub('-(?=[->!])|-$', '- ', text).strip()} -->")


_PLACE = re.compile(r"\{(\w+)\}")


def say(sv: str, en: str, *, lang: str, **values: Value) -> Markdown:
    """The template's own words, as Markdown, in the output's language; `{name}` is a value, escaped."""

    def filled(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise TypeError(f"say() needs a value for {match[0]}")
        return escape(values[match[1]])

    return Markdown(_PLACE.sub(filled, sv if lang == "sv" else en))


_MONTHS = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni",
           "juli", "augusti", "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}  # fmt: skip


def date(value: str | None, *, lang: str) -> str:
    """`2026-11-24`, with or without a time, as `24 november 2026`."""
    if not value:
        return ""
    day = datetime.fromisoformat(value)
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def number(value: float | None, *, lang: str) -> str:
    """At most two decimals; a decimal comma in Swedish."""
    if value is None:
        return ""
    text = str(value) if isinstance(value, int) else f"{float(value):.2f}".rstrip("0").rstrip(".")
    if not text.lstrip("-").replace(".", "").isdecimal():
        raise ValueError(f"{text} is not a number that can be written")
    text = "0" if text == "-0" else text
    return text.replace(".", ",") if lang == "sv" else text


def count(n: int, sv: tuple[str, str], en: tuple[str, str], *, lang: str) -> str:
    """`1 citat`, `3 citat`; `1 quote`, `3 quotes`."""
    one, many = sv if lang == "sv" else en
    return f"{number(n, lang=lang)} {one if n == 1 else many}"


_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ITEM = re.compile(r"(\d{0,9})([-+*.)])(?:[ \t]+(\S)|$)")
_TEXT = "text"


def tidy(text: str) -> str:
    """The same document, tidied. Doing it twice changes nothing. What stands in a fence keeps its lines."""
    unified = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []
    before = open_list = fence = ""
    for line in (line.rstrip(" \t") for line in unified.split("\n")):
        if fence:
            kept.append(line)
            fence = "" if _closes(line, fence) else fence
            continue
        kind = _kind(line, before=before, open_list=open_list)
        if before and kind and (kind != before or kind == "#"):
            kept.append("")
        if line or (kept and kept[-1]):
            kept.append(line)
        before = kind
        if kind:
            open_list = kind if kind in "-+*.)" else ""
            fence = _opened(line, inside_list=bool(open_list))
    return "\n".join(kept).strip("\n") + "\n"


def _kind(line: str, *, before: str, open_list: str) -> str:
    """What a line belongs to: "" (blank), "#", "|", ">", a fence, a list by its marker, or running text."""
    inner = line.lstrip(" \t")
    indent = len(line.expandtabs(4)) - len(inner.expandtabs(4))
    if not inner:
        return ""
    if indent >= 2 and open_list:
        return open_list
    if indent >= 4 or _RULE.match(inner):
        return _TEXT
    if re.match(r"#{1,6}(?:[ \t]|$)", inner):
        return "#"
    if inner[0] in "|>":
        return inner[0]
    if _FENCE.match(inner):
        return "```"
    return _list_kind(inner, interrupts=before == _TEXT) or _TEXT


def _list_kind(inner: str, *, interrupts: bool) -> str:
    """The marker of the list that the line is an item of. Only a filled item, or a first one, interrupts a text."""
    match = _ITEM.match(inner)
    if match is None or bool(match[1]) != (match[2] in ".)"):
        return ""
    if interrupts and (not match[3] or match[1] not in ("", "1")):
        return ""
    return match[2]


def _opened(line: str, *, inside_list: bool) -> str:
    match = _FENCE.match(line.lstrip(" \t"))
    too_deep = line.expandtabs(4).startswith("    ") and not inside_list
    return "" if match is None or too_deep else match[1] or match[2]


def _closes(line: str, fence: str) -> bool:
    inner = line.strip(" \t")
    return len(inner) >= len(fence) and not inner.strip(fence[0])

"""Small pieces of language: numbers of things, how many of the groups, lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from innoguide.texts import t

_PAIR = 2


def number_of(what: str, number: int, lang: str) -> str:
    """Return `1 lösning`, `11 lösningar`: *what* is the end of the text's key."""
    return t(f"prog_n_{what}_one" if number == 1 else f"prog_n_{what}", lang, number=number)


def groups_of(some: int, among: int, lang: str) -> str:
    """Return `5 av 8 grupper`, `alla 8 grupper`, `båda grupperna`, `ingen av 8 grupper`, `1 av 1 grupp`."""
    if among == 1:
        return t("prog_of_one", lang, some=some)
    if some == among:
        return t("prog_of_both" if among == _PAIR else "prog_of_all", lang, among=among)
    return t("prog_of_some" if some else "prog_of_none", lang, some=some, among=among)


def listing(items: Sequence[str], lang: str) -> str:
    """Return `a, b och c`."""
    return t("prog_and", lang, first=", ".join(items[:-1]), last=items[-1]) if len(items) > 1 else "".join(items)


def upper_first(text: str) -> str:
    """Return *text* with a capital first letter, also where it begins with a link."""
    return re.sub(r"^(\W?)(\w)", lambda found: found[1] + found[2].upper(), text, count=1)


def sentence(text: str) -> str:
    """Return *text* as a sentence of its own."""
    words = " ".join(text.split())
    return words if not words or words.endswith((".", "!", "?", "…", "”", '"')) else f"{words}."


def clause(text: str) -> str:
    """Return *text* without the full stop at its end, to go on after it."""
    return text.rstrip(" .")

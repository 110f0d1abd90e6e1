"""The sentences that the program says, in Swedish and English.

What the method says stands in `steps/`; what an output says stands in its template.
"""

from __future__ import annotations

from importlib import import_module

LANGUAGES = ("sv", "en")

_current = "en"
_loaded: dict[str, dict[str, str]] = {}


def use_language(lang: str) -> None:
    """Say everything in *lang* from now on. Set once, when the program starts."""
    global _current
    _current = lang


def current_language() -> str:
    """Return the language that the program speaks."""
    return _current


def t(key: str, lang: str = "", /, **values: object) -> str:
    """Return the sentence *key* with *values* filled in. An unknown key is a KeyError: a bug, not a user's mistake."""
    return catalogue(lang or _current)[key].format(**values)


def tn(key: str, number: int, /, **values: object) -> str:
    """Return the sentence *key* about a number of things, or the one for a single thing (`<key>_one`)."""
    return t(f"{key}_one" if number == 1 else key, number=number, **values)


def catalogue(lang: str) -> dict[str, str]:
    """Return every sentence of *lang* by key."""
    if lang not in _loaded:
        # One language is imported, not both: it is part of every start.
        _loaded[lang] = import_module(f"innoguide.texts.{lang}").TEXTS
    return _loaded[lang]

"""A request that is not done, with the words for it."""

from __future__ import annotations

from innoguide.texts import t


class Refusal(Exception):
    """What the phone hears: *key* is the text; *keep* says that it shall try again, after *retry* seconds."""

    def __init__(self, status: int, key: str, *, keep: bool = False, retry: int = 0, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.keep, self.retry, self.values = status, key, keep, retry, values

    def text(self, lang: str) -> str:
        """Return the words in *lang*."""
        return t(self.key, lang, **self.values)

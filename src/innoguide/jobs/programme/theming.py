"""What groups have found in different words: suggested by likeness, settled by a person, kept in `themes.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from innoguide.errors import UsageError
from innoguide.files.faults import near_miss
from innoguide.files.folders import content_folders
from innoguide.files.programmefile import write_themes
from innoguide.files.wordlists import load_words
from innoguide.jobs.programme.comparing import compare
from innoguide.model.language import clean_line, slug
from innoguide.model.likeness.pairs import Item, find_alike
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Finding
from innoguide.model.programme.themes import Theme, Themes
from innoguide.texts import t


@dataclass(frozen=True)
class Suggested:
    """Two findings of different groups that may be about the same thing, and the *words* that made them alike."""

    first: str
    first_group: str
    first_text: str
    second: str
    second_group: str
    second_text: str
    score: float
    words: tuple[str, ...]


class Theming:
    """The themes of a programme, and what may be in them. What is decided is stored at once."""

    def __init__(self, folder: Path, gathered: Sequence[Gathered], themes: Themes, lang: str) -> None:
        self._folder = folder
        self._lang = lang
        self.themes = themes
        self._texts = {item.key: item for item in theme_items(gathered)}
        self._said = {f"{one.group.name}/{found.id}": _said(found) for one, found in _findings(gathered)}
        self._names = {one.group.name: one.name for one in compare(gathered)}

    def suggest(self, most: int) -> list[Suggested]:
        """Return at most *most* pairs that nobody has said yes or no to, the most alike first."""
        words = load_words(content_folders("steps", None), self._lang)
        return [one for _, one in zip(range(most), self._open(words), strict=False)]

    def _open(self, words: Any) -> Iterator[Suggested]:
        for one in find_alike(list(self._texts.values()), words, across=True):
            if not self.themes.is_settled(one.first, one.second):
                first, second = self._texts[one.first], self._texts[one.second]
                yield Suggested(
                    first=one.first,
                    first_group=self._names[first.group],
                    first_text=self._said[one.first],
                    second=one.second,
                    second_group=self._names[second.group],
                    second_text=self._said[one.second],
                    score=round(one.score, 2),
                    words=one.words,
                )

    def homes_of(self, pair: Suggested) -> list[Theme]:
        """Return the themes that the two are in already: none, one, or one each."""
        homes = (self.themes.home_of(pair.first), self.themes.home_of(pair.second))
        return list({one.id: one for one in homes if one}.values())

    def is_settled(self, pair: Suggested) -> bool:
        """Whether somebody has said yes or no to the pair."""
        return self.themes.is_settled(pair.first, pair.second)

    def confirm(self, first: str, second: str, *, name: str = "") -> None:
        """Store that the two are about the same thing; a new theme needs a *name*. Raises `UsageError`."""
        self._refuse_unknown(first, second)
        name = clean_line(name)
        if not name and not (self.themes.home_of(first) or self.themes.home_of(second)):
            raise UsageError(t("programme_theme_no_name"), t("programme_theme_no_name_hint"))
        self._store(self.themes.with_pair(first, second, name=name, theme_id=self._free_id(name)))

    def reject(self, first: str, second: str) -> None:
        """Store that the two are about different things. Raises `UsageError`."""
        self._refuse_unknown(first, second)
        self._store(self.themes.without_pair(first, second))

    def _store(self, themes: Themes) -> None:
        write_themes(self._folder, themes)
        self.themes = themes

    def _free_id(self, name: str) -> str:
        wanted = slug(name) or "tema"
        taken = {one.id for one in self.themes.themes}
        return next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if one not in taken)

    def _refuse_unknown(self, *members: str) -> None:
        for one in members:
            if one not in self._texts:
                raise UsageError(t("programme_theme_no_member", member=one), near_miss(one, self._texts))

    def themes_json(self) -> list[dict[str, Any]]:
        """Return the themes as `--json` shows them."""
        return [one.model_dump() for one in self.themes.themes]


def theme_items(gathered: Iterable[Gathered]) -> list[Item]:
    """Return what may be in a theme: each group's insights, with the needs they tell of."""
    return [
        Item(f"{one.group.name}/{found.id}", f"{found.text} {found.need}".strip(), group=one.group.name)
        for one, found in _findings(gathered)
    ]


def _findings(gathered: Iterable[Gathered]) -> Iterator[tuple[Gathered, Finding]]:
    return ((one, found) for one in gathered if one.summary for found in one.summary.insights)


def _said(found: Finding) -> str:
    return t("programme_themes_text", text=found.text, need=found.need) if found.need else found.text

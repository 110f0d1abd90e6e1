"""What is wrong with a programme: groups that cannot be read, and themes that point at what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from innoguide.jobs.programme.comparing import compare
from innoguide.model.finding import Finding
from innoguide.model.programme.programme import PROGRAMME_FILE, Gathered, Programme
from innoguide.model.programme.themes import THEMES_FILE, Themes, find_strays
from innoguide.texts import t


def check_programme(programme: Programme, gathered: Sequence[Gathered], themes: Themes) -> Iterator[Finding]:
    """Yield what is wrong with *programme*, in the order of its groups."""
    for one in compare(gathered):
        for trouble in one.troubles:
            yield Finding(
                code=f"group_{trouble.code}",
                level=trouble.level,
                message=f"{one.name}: {trouble.message}",
                hint=trouble.hint,
                file=PROGRAMME_FILE,
            )
    yield from _same_municipality(programme)
    for theme, member in find_strays(themes, gathered):
        yield Finding(
            code="theme_stray",
            level="warning",
            message=t("programme_theme_stray", theme=theme.name, member=member),
            hint=t("programme_theme_stray_hint"),
            file=THEMES_FILE,
        )


def _same_municipality(programme: Programme) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for one in programme.groups:
        if one.code and one.code in seen:
            yield Finding(
                code="group_same_code",
                level="warning",
                message=t("programme_same_code", first=seen[one.code], second=one.name, code=one.code),
                hint=t("programme_same_code_hint"),
                file=PROGRAMME_FILE,
            )
        seen.setdefault(one.code, one.name)

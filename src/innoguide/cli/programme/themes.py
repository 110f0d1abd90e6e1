"""`innoguide programme themes`: what groups have found in different words; a person says what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.programme.opened import ProgrammeOption, open_programme
from innoguide.cli.project import JsonOption, LangOption
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.programme.theming import Suggested, Theming
    from innoguide.jobs.walk.prompter import Line

Pair = tuple[str, str]
_NOBODY: Pair = ("", "")
QUIT = (":quit", ":q", "s", "sluta", "q", "quit")


def command(
    same: Annotated[Pair, typer.Option("--same", metavar="ID ID")] = _NOBODY,
    different: Annotated[Pair, typer.Option("--different", metavar="ID ID")] = _NOBODY,
    name: Annotated[str, typer.Option("--name", metavar="TEXT")] = "",
    most: Annotated[int, typer.Option("--most", metavar="NUMBER")] = 20,
    show: Annotated[bool, typer.Option("--list")] = False,
    as_json: JsonOption = False,
    programme: ProgrammeOption = None,
    lang: LangOption = "",
) -> None:
    """Go through what may be the same; or decide on one pair with --same or --different; or only list."""
    from innoguide.jobs.programme.theming import Theming

    opened = open_programme(programme)
    theming = Theming(opened.folder, list(opened.gathered()), opened.themes, opened.programme.language)
    if same != _NOBODY:
        theming.confirm(*same, name=name)
    if different != _NOBODY:
        theming.reject(*different)
    if same != _NOBODY or different != _NOBODY:
        return
    pairs = theming.suggest(most)
    if as_json:
        _print_json(theming.themes_json(), pairs)
    elif show or not can_ask():
        _print_pairs(pairs, most)
    else:
        _ask_all(theming, pairs)


def _print_json(themes: object, pairs: Sequence[Suggested]) -> None:
    from dataclasses import asdict

    from innoguide.terminal.screen import print_json

    print_json({"format": 1, "themes": themes, "suggestions": [asdict(one) for one in pairs]})


def _print_pairs(pairs: Sequence[Suggested], most: int) -> None:
    from innoguide.terminal.screen import print_lines, tell

    for one in pairs:
        print_lines(_lines(one))
    tell(tn("programme_themes_listed", len(pairs)))
    if len(pairs) == most:
        tell(t("programme_themes_more", number=2 * most))


def _lines(pair: Suggested, place: str = "") -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    words = t("programme_themes_words", words=", ".join(pair.words))
    return [
        Line(text=f"{place}{words}", tone="hint"),
        Line(text=f"{pair.first_group}: {pair.first_text}  [{pair.first}]", tone="list"),
        Line(text=f"{pair.second_group}: {pair.second_text}  [{pair.second}]", tone="list"),
        Line(),
    ]


def _ask_all(theming: Theming, pairs: Sequence[Suggested]) -> None:
    """Ask about one pair at a time; each answer is stored before the next is shown."""
    from innoguide.model.answers import NO, YES
    from innoguide.terminal.plain import flush_typed
    from innoguide.terminal.screen import print_lines, tell

    for at, pair in enumerate(pairs, start=1):
        if theming.is_settled(pair):
            continue  # an answer before has put both in one theme
        print_lines([*_lines(pair, f"{at}/{len(pairs)}  "), *_home_lines(theming, pair)])
        flush_typed()
        answer = _ask(t("programme_themes_ask")).casefold()
        if answer in QUIT:
            break
        if answer in YES:
            _confirm(theming, pair)
        elif answer in NO:
            theming.reject(pair.first, pair.second)
            tell(t("programme_themes_noted"))
    tell(tn("programme_themes_done", len(theming.themes.themes)))


def _home_lines(theming: Theming, pair: Suggested) -> list[Line]:
    """Return what a yes comes to where one of the two, or each of them, is in a theme already."""
    from innoguide.jobs.walk.prompter import Line

    names = [one.name for one in theming.homes_of(pair)]
    if not names:
        return []
    key = "programme_themes_joins" if len(names) > 1 else "programme_themes_adds"
    return [Line(text=t(key, name=names[0], other=names[-1]), tone="hint"), Line()]


def _confirm(theming: Theming, pair: Suggested) -> None:
    """Put the two in a theme and say which; without a name nothing is stored, and the pair comes again."""
    from innoguide.terminal.screen import tell

    homes = theming.homes_of(pair)
    name = homes[0].name if homes else _name(theming)
    if not name:
        tell(t("programme_themes_unnamed"))
        return
    theming.confirm(pair.first, pair.second, name=name)
    tell(t("programme_themes_stored", name=name))


def _name(theming: Theming) -> str:
    """Ask what a new theme is called; the number of one that is there chooses that."""
    from innoguide.terminal.screen import tell

    known = [one.name for one in theming.themes.themes]
    for at, name in enumerate(known, start=1):
        tell(f"  {at}  {name}")
    said = _ask(t("programme_themes_name_or_number" if known else "programme_themes_name"))
    if said in QUIT:
        return ""
    if said.isdecimal():
        return known[int(said) - 1] if 0 < int(said) <= len(known) else ""
    return said


def _ask(text: str) -> str:
    try:
        return input(f"{text} › ").strip()
    except EOFError:
        return QUIT[0]

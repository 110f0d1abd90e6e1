"""`innoguide similar`: records that may say the same thing in different words; the group decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from innoguide.cli.everywhere import say_working
from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.likeness.twins import Twins

Pair = tuple[str, str]
_NOBODY: Pair = ("", "")


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND")] = "",
    different: Annotated[Pair, typer.Option("--different", metavar="ID ID")] = _NOBODY,
    why: Annotated[str, typer.Option("--why", metavar="TEXT")] = "",
    most: Annotated[int, typer.Option("--most", metavar="NUMBER", min=1)] = 20,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """List pairs that may be the same; with --different store that two of them are not."""
    from innoguide.terminal.screen import print_json, print_lines, tell

    opened = open_project(project, with_checks=False)
    if different != _NOBODY:
        _keep_apart(opened, *different, why=why)
        return
    say_working("working_reads")
    pairs = _find(opened, kind, most)
    if as_json:
        print_json({"format": 1, "pairs": [_pair_json(one) for one in pairs]})
        return
    print_lines(_lines(pairs))
    tell(tn("similar_found", len(pairs)) if pairs else t("similar_none"))


def _find(opened: Opened, kind: str, most: int) -> list[Twins]:
    from innoguide.files.folders import content_folders
    from innoguide.files.wordlists import load_words
    from innoguide.jobs.records import find_kind
    from innoguide.model.likeness.twins import KINDS, find_twins

    wanted = [find_kind(opened.guide, kind).kind] if kind else [one for one in KINDS if one in opened.guide.kinds]
    words = load_words(content_folders("steps", opened.folder), opened.settings.language)
    return find_twins(opened.guide, opened.store.load(), words, wanted, most=most)


def _pair_json(pair: Twins) -> dict[str, Any]:
    return {
        "first": pair.first.id,
        "first_text": pair.first_text,
        "second": pair.second.id,
        "second_text": pair.second_text,
        "score": round(pair.score, 2),
        "words": list(pair.words),
    }


def _lines(pairs: Sequence[Twins]) -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    lines = []
    for pair in pairs:
        lines += [
            Line(text=t("similar_words", words=", ".join(pair.words)), tone="hint"),
            Line(text=f"{pair.first.id}  {pair.first_text}", tone="list"),
            Line(text=f"{pair.second.id}  {pair.second_text}", tone="list"),
            Line(),
        ]
    return lines


def _keep_apart(opened: Opened, first: str, second: str, *, why: str) -> None:
    """Store that two records are not the same: they are not listed again."""
    from dataclasses import replace

    from innoguide.cli.find import find_one
    from innoguide.errors import UsageError
    from innoguide.model.language import clean_line
    from innoguide.model.likeness.twins import reason_for
    from innoguide.terminal.screen import tell

    loaded = opened.store.load()
    one, other = find_one(opened, loaded, first), find_one(opened, loaded, second)
    if one.id == other.id:
        raise UsageError(t("similar_itself"), t("similar_itself_hint"))
    opened.guard.refuse([("--why", why)])
    reason = clean_line(why) or t("similar_no_reason", opened.settings.language)
    stored = opened.store.replace(replace(one, keep_reason=dict(reason_for(one, other, reason))))
    print(stored.file)
    tell(t("similar_kept_apart"))

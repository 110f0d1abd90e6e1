"""The help of each command, in the program's language: what it does, examples, words and options.

Written here and not by Typer: its own headings and messages exist in English only.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from innoguide.texts import catalogue, current_language, t

WIDEST = 100
LEFT = 28
"""Columns for an option's name; a longer one stands on a line of its own."""


def command_help(command: Any, typed: Sequence[str]) -> str:
    """Return the help of one command, *typed* so after `innoguide`: `add`, or `programme add`."""
    name, path = "_".join(typed), " ".join(["innoguide", *typed])
    words = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([path, *(_word(one) for one in words), t("help_options_word")])
    lines = [f"{t('help_usage')} {usage}", "", *_wrapped(t(f"cli_{name}"), 2), ""]
    lines += [f"  {line}" for line in t(f"cli_{name}_examples").splitlines()]
    if words:
        lines += ["", t("help_words"), *_table((_shown(one), _about(name, one)) for one in words)]
    lines += ["", t("help_options"), *_table([*((_shown(one), _about(name, one)) for one in options), _help_row()])]
    return "\n".join([*lines, "", *_wrapped(t("help_everywhere"), 2)])


def program_help(group: Any, names: Sequence[str]) -> str:
    """Return the help of the whole program: what it is, where to begin, and every command with a line."""
    lines = [f"{t('help_usage')} innoguide {t('help_command_word')} …", "", *_wrapped(t("cli_about"), 2), ""]
    lines += _wrapped(t("cli_epilog"), 2)
    lines += ["", t("help_commands"), *_table((name, t(f"cli_{name}_short")) for name in names)]
    lines += [
        "",
        t("help_options"),
        *_table([*((_shown(one), _about("program", one)) for one in group.params), _help_row(), *_everywhere()]),
    ]
    lines += ["", *_wrapped(t("help_more"), 2)]
    return "\n".join(lines)


def group_help(group: Any, typed: Sequence[str], names: Sequence[str]) -> str:
    """Return the help of a group of commands: what it is for, examples, and each of them with a line."""
    key, path = f"cli_{'_'.join(typed)}", " ".join(["innoguide", *typed])
    lines = [f"{t('help_usage')} {path} {t('help_command_word')} …", "", *_wrapped(t(key), 2), ""]
    lines += [f"  {line}" for line in t(f"{key}_examples").splitlines()]
    lines += ["", t("help_commands"), *_table((name, t(f"{key}_{name}_short")) for name in names)]
    options = [*((_shown(one), _about("programme", one)) for one in group.params), _help_row()]
    return "\n".join([*lines, "", t("help_options"), *_table(options), "", *_wrapped(t("help_everywhere"), 2)])


def _width() -> int:
    return min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text, _width(), initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
    )


def _everywhere() -> list[tuple[str, str]]:
    """Return the options that every command takes, at any place."""
    return [
        (name, t(f"opt_{key}"))
        for name, key in (
            ("-q, --quiet", "quiet"),
            ("--no-input", "no_input"),
            ("--no-color", "no_color"),
            ("--debug", "debug"),
        )
    ]


def _help_row() -> tuple[str, str]:
    return "-h, --help", t("opt_help")


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield each row: the name, and what it means beside it, wrapped under itself."""
    for name, about in rows:
        texts = textwrap.wrap(about, max(_width() - LEFT - 2, 20), break_on_hyphens=False) or [""]
        if len(name) > LEFT - 2:
            yield f"  {name}"
        else:
            yield f"  {name:<{LEFT - 2}}  {texts.pop(0)}".rstrip()
        for text in texts:
            yield f"{'':<{LEFT + 2}}{text}"


def metavar_of(parameter: Any) -> str:
    """Return what stands for a word or an option's value, in the program's language."""
    english = str(parameter.metavar or "")
    for line in t("help_metavars").splitlines():
        word, _, ours = line.partition(" = ")
        if word == english:
            return ours
    return english


def _word(parameter: Any) -> str:
    name = metavar_of(parameter) or parameter.name.upper()
    return name if parameter.required else f"[{name}]"


def _shown(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return metavar_of(parameter) or parameter.name.upper()
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if getattr(parameter, "is_flag", False) else f"{names} {metavar_of(parameter)}".rstrip()


def _about(command: str, parameter: Any) -> str:
    """Return what a word or an option means: its own text for this command, or the one for all."""
    known = catalogue(current_language())
    key = f"opt_{command}_{parameter.name}"
    return known[key] if key in known else t(f"opt_{parameter.name}")

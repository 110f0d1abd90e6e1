"""What was wrong with a command line, in the program's language."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from innoguide.cli.helptext import metavar_of
from innoguide.texts import t


def typed_names(context: Any) -> list[str]:
    """Return the names of a command as they are typed after `innoguide`, however the program was started."""
    names: list[str] = []
    while context is not None and context.parent is not None:
        names.insert(0, context.info_name)
        context = context.parent
    return names


def explain_usage(error: Exception, commands: Sequence[str]) -> tuple[str, str]:
    """Return message and hint for one of Typer's usage errors, told apart by the names of their classes.

    By name, since Typer keeps those classes in its private copy of Click.
    """
    context: Any = getattr(error, "ctx", None)
    command = " ".join(["innoguide", *typed_names(context)])
    hint = t("usage_hint", command=command)
    name = type(error).__name__
    message = str(getattr(error, "message", error))
    if name == "NoSuchOption":
        option = getattr(error, "option_name", "")
        close = getattr(error, "possibilities", None)
        nearest = t("did_you_mean", word=sorted(close)[0]) + " " if close else ""
        return t("usage_no_option", option=option), nearest + hint
    if "No such command" in message:
        word = message.split("'")[1] if "'" in message else message
        close = difflib.get_close_matches(word, commands, n=1)
        return t("usage_no_command", word=word), (t("did_you_mean", word=close[0]) + " " if close else "") + hint
    if name == "MissingParameter" or "Missing" in message:
        parameter = getattr(error, "param", None)
        return t("usage_missing", parameter=_name(parameter) or message), hint
    if "unexpected extra argument" in message:
        return t("usage_extra", words=message.rpartition("(")[2].rstrip(")")), hint
    if "requires an argument" in message:
        return t("usage_no_value", option=message.split("'")[1]), hint
    if name == "BadParameter":
        parameter = getattr(error, "param", None)
        message = t("answer_number") if "integer" in message else message
        return t("usage_bad_value", parameter=_name(parameter), message=message), hint
    return t("usage_other", message=message), hint


def _name(parameter: Any) -> str:
    """Return a parameter's name as the help shows it."""
    if parameter is None:
        return ""
    options = [name for name in getattr(parameter, "opts", ()) if name.startswith("-")]
    return max(options, key=len) if options else metavar_of(parameter)

"""`innoguide help`: the welcome, the commands typed in a walk, exit codes."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from innoguide.cli.project import LangOption
from innoguide.texts import t

TOPICS = ("walk", "git", "privacy", "exit-codes")


def command(
    words: Annotated[list[str] | None, typer.Argument(metavar="TOPIC")] = None,
    lang: LangOption = "",
) -> None:
    """Explain a topic in a few lines, or a command as its own --help does."""
    from innoguide.cli.app import TYPED, build_app
    from innoguide.errors import UsageError

    topic = " ".join(words or ())
    if topic in TYPED:
        build_app()([*topic.split(), "--help"], standalone_mode=False)
        return
    if not topic:
        show_welcome()
        print(t("help_topics", topics=", ".join(TOPICS)))
        return
    if topic not in TOPICS:
        topics = t("help_topics_are", topics=", ".join(TOPICS))
        raise UsageError(t("help_no_topic", topic=topic), _nearest(topic, TYPED) + topics)
    print(t(f"help_topic_{topic.replace('-', '_')}"))


def _nearest(topic: str, commands: Sequence[str]) -> str:
    """Return a question about the topic or command that looks most like *topic*, if one does."""
    close = difflib.get_close_matches(topic, [*TOPICS, *commands], n=1)
    return t("did_you_mean", word=close[0]) + " " if close else ""


def show_welcome() -> None:
    """Say what innoguide is and where to begin; inside a project, the next thing to do."""
    from innoguide.files.folders import find_project

    print(t("cli_about"))
    print()
    print(t("welcome_in_project" if find_project(Path.cwd()) else "welcome"))

"""`innoguide help`: the welcome, the commands typed in a walk, exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from innoguide.cli.project import LangOption
from innoguide.texts import t

TOPICS = ("walk", "git", "privacy", "exit-codes")


def command(
    topic: Annotated[str, typer.Argument(metavar="TOPIC")] = "",
    lang: LangOption = "",
) -> None:
    """Explain a topic in a few lines."""
    from innoguide.errors import UsageError

    if not topic:
        show_welcome()
        print(t("help_topics", topics=", ".join(TOPICS)))
        return
    if topic not in TOPICS:
        raise UsageError(t("help_no_topic", topic=topic), t("allowed_are", names=", ".join(TOPICS)))
    print(t(f"help_topic_{topic.replace('-', '_')}"))


def show_welcome() -> None:
    """Say what innoguide is and where to begin; inside a project, the next thing to do."""
    from innoguide.files.store import find_project

    print(t("cli_about"))
    print()
    print(t("welcome_in_project" if find_project(Path.cwd()) else "welcome"))

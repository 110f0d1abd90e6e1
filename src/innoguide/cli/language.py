"""Which language the program speaks: `--lang`, `INNOGUIDE_LANG`, the project's, the system's, else English."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from innoguide.texts import LANGUAGES, t

SETTINGS = {"--project": "innoguide.yaml", "--programme": "programme.yaml"}
"""What names a project's folder and a programme's, and their settings: as in the model, which would load Pydantic."""

_SWEDISH_WINDOWS = 0x041D


def choose_language(arguments: Sequence[str]) -> str:
    """Return the language for this run."""
    wanted = (_option(arguments, "--lang"), os.environ.get("INNOGUIDE_LANG", ""), _of_project(arguments), _of_system())
    return next((lang for lang in wanted if lang in LANGUAGES), "en")


def refuse_language(arguments: Sequence[str]) -> None:
    """Raise `UsageError` for a `--lang` that is no language of ours; a variable of the system's may name any."""
    wanted = _option(arguments, "--lang")
    if wanted and not wanted.startswith("-") and wanted not in LANGUAGES:
        from innoguide.errors import UsageError

        raise UsageError(t("init_lang", lang=wanted), t("allowed_are", names=", ".join(LANGUAGES)))


def _option(arguments: Sequence[str], name: str) -> str:
    for index, argument in enumerate(arguments):
        if argument == name and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return ""


def _of_project(arguments: Sequence[str]) -> str:
    """Return the language in the settings of the project or the programme, read by its line: the file is checked later.

    What lies nearest counts: a programme's folder may hold projects.
    """
    given = next((option for option in SETTINGS if _option(arguments, option)), "")
    names = [SETTINGS[given]] if given else [*SETTINGS.values()]
    start = Path(_option(arguments, given) if given else ".").absolute()
    for folder in (start, *start.parents):
        text = _first_text(folder, names)
        if text:
            match = re.search(r"^language:\s*['\"]?(\w+)", text, re.MULTILINE)
            return match.group(1) if match else ""
    return ""


def _first_text(folder: Path, names: Sequence[str]) -> str:
    for name in names:
        try:
            return (folder / name).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def _of_system() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value[:2].lower()
    if sys.platform == "win32":
        import ctypes

        return "sv" if ctypes.windll.kernel32.GetUserDefaultUILanguage() == _SWEDISH_WINDOWS else "en"
    return ""

"""`private/self-assessment/`: what each person has answered, until the round is closed. Never committed, no names.

A file's name is drawn by lot and its time is that of the day, so that neither tells who came first.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.files.gitrepo import is_ignored
from innoguide.files.modelfile import read_model
from innoguide.files.private import FOLDER
from innoguide.files.store import listed
from innoguide.files.yamlfile import write_yaml
from innoguide.texts import t

ANSWERS = f"{FOLDER}/self-assessment"
_DAY = 24 * 60 * 60

Answer = Annotated[int, Field(ge=0, le=5)]
"""1–5, or 0 for who does not know."""


class Sheet(BaseModel):
    """What one person has answered, by the ids of the statements; *done* when it is all that is to come."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    done: bool = False
    answers: dict[str, Answer] = Field(default_factory=dict)


def new_code() -> str:
    """Return a name for the answers of one person, that tells nothing."""
    return secrets.token_hex(4)


def load_sheets(folder: Path, round_: str) -> dict[str, Sheet]:
    """Return the answers of each person in *round_* by code, in no order of time. Raises `ProjectError`."""
    found = {}
    for path in sorted((folder / ANSWERS / round_).glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        sheet, findings = read_model(path, name, Sheet)
        if sheet is None:  # what stands in the file is somebody's answer: not repeated
            faults = [replace(one, message=t("private_fault"), hint="") for one in findings]
            raise ProjectError(listed(faults), t("project_faults_hint"))
        found[path.stem] = sheet
    return found


def save_sheet(folder: Path, round_: str, code: str, *, answers: Mapping[str, int], done: bool) -> None:
    """Store the answers of one person, before the next question is asked. Raises `ProjectError`."""
    path = folder / ANSWERS / round_ / f"{code}.yaml"
    data = {"format": 1, **({"done": True} if done else {}), "answers": dict(sorted(answers.items()))}
    write_over(path, write_yaml(data))
    day = time.time() // _DAY * _DAY
    with suppress(OSError):  # a file system that keeps no times: nothing to hide
        os.utime(path, (day, day))


def remove_sheets(folder: Path, round_: str, codes: Iterable[str]) -> None:
    """Remove the answers of these persons, and the folder when nothing is left in it. Raises `ProjectError`."""
    place = folder / ANSWERS / round_
    for code in codes:
        path = place / f"{code}.yaml"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise ProjectError(t("cannot_remove", file=path.name, reason=error.strerror or error)) from error
    for empty in (place, place.parent):
        with suppress(OSError):  # something else lies there
            empty.rmdir()


def is_left_out(folder: Path) -> bool:
    """Whether git is told to leave the answers alone."""
    return is_ignored(folder, f"{ANSWERS}/x.yaml")

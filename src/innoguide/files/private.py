"""`private/`: who is behind a pseudonym and what they agreed to. Never committed; nothing of it is ever shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from innoguide.errors import InnoguideError, ProjectError
from innoguide.files.disk import write_changed
from innoguide.files.gitrepo import is_ignored, tracked_files
from innoguide.files.modelfile import read_model
from innoguide.files.store import listed
from innoguide.files.yamlfile import Verbatim, write_yaml
from innoguide.model.consent import Consent, ConsentFile, PeopleFile
from innoguide.texts import t

FOLDER = "private"
PEOPLE = f"{FOLDER}/people.yaml"
CONSENT = f"{FOLDER}/consent.yaml"

Model = TypeVar("Model", bound=BaseModel)


def load_people(folder: Path) -> PeopleFile:
    """Return the key of the project in *folder*; empty if there is none. Raises `ProjectError`."""
    return _load(folder, PEOPLE, PeopleFile)


def load_consent(folder: Path) -> ConsentFile:
    """Return the consent register of the project in *folder*; empty if there is none. Raises `ProjectError`."""
    return _load(folder, CONSENT, ConsentFile)


def _load(folder: Path, name: str, model: type[Model]) -> Model:
    if not (folder / name).is_file():
        return model()
    found, findings = read_model(folder / name, name, model)
    if found is None:  # what stands in the file is not repeated: it may be a name
        faults = [replace(one, message=t("private_fault"), hint="") for one in findings]
        raise ProjectError(listed(faults), t("project_faults_hint"))
    return found


def change_people(folder: Path, change: Callable[[PeopleFile], PeopleFile]) -> PeopleFile:
    """Store the key as *change* makes it, and return it. Raises `Conflict` if somebody else just changed it."""
    before = _bytes(folder / PEOPLE)
    old = load_people(folder)
    new = change(old)
    if new != old:
        people = [one.model_dump(exclude_defaults=True) for one in new.people]
        write_changed(folder / PEOPLE, write_yaml({"format": 1, "people": people}), read=before)
    return new


def change_consent(folder: Path, change: Callable[[ConsentFile], ConsentFile]) -> ConsentFile:
    """Store the register as *change* makes it, and return it. Raises `Conflict` if somebody else just changed it."""
    before = _bytes(folder / CONSENT)
    old = load_consent(folder)
    new = change(old)
    if new != old:
        consents = [_consent_data(one) for one in new.consents]
        write_changed(folder / CONSENT, write_yaml({"format": 1, "consents": consents}), read=before)
    return new


def _consent_data(consent: Consent) -> dict[str, Any]:
    data = consent.model_dump(mode="json", exclude_defaults=True)
    for name in ("given", "until", "withdrawn"):
        if name in data:
            data[name] = Verbatim(data[name])
    return {**data, "may": list(consent.may)}


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def refuse_tracked(folder: Path) -> None:
    """Raise `InnoguideError` if git follows a file in `private/`: whoever gets the repository gets the names."""
    tracked = tracked_files(folder, FOLDER)
    if tracked:
        raise InnoguideError(t("private_tracked", number=len(tracked)), t("private_tracked_hint"))


def is_left_out(folder: Path) -> bool:
    """Whether git is told to leave `private/` alone."""
    return is_ignored(folder, PEOPLE) and is_ignored(folder, CONSENT)


def other_files(folder: Path) -> list[str]:
    """Return what else lies in `private/`: recordings, transcripts, documents for the group alone."""
    found = (path.relative_to(folder).as_posix() for path in (folder / FOLDER).rglob("*") if path.is_file())
    return sorted(name for name in found if name not in (PEOPLE, CONSENT))

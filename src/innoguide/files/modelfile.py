"""Reads a file as what the model says it holds, or says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from innoguide.files.faults import file_fault, findings_of
from innoguide.files.yamlfile import Marks, Unreadable, read_yaml
from innoguide.model.finding import Finding
from innoguide.model.project import Settings

Model = TypeVar("Model", bound=BaseModel)


def read_model(path: Path, name: str, model: type[Model]) -> tuple[Model | None, list[Finding]]:
    """Return what the file at *path* says as *model* (None if it cannot be read), and what is wrong with it."""
    try:
        return model_in(path.read_bytes(), name, model)
    except OSError as error:
        return None, [file_fault("cannot_read", name, file=name, reason=error.strerror)]


def model_in(data: bytes, name: str, model: type[Model]) -> tuple[Model | None, list[Finding]]:
    """Return what *data*, the file *name*, says as *model* (None if it cannot be read), and what is wrong with it."""
    try:
        raw = read_yaml(data, name)
        if isinstance(raw, dict):
            raw = {key: value for key, value in raw.items() if value is not None}  # left empty: not said
        return model.model_validate(raw), []
    except Unreadable as error:
        return None, [error.finding]
    except ValidationError as error:
        marks: Marks = {}
        read_yaml(data, name, marks)
        return None, findings_of(error, name, marks, model, "settings" if model is Settings else "session")

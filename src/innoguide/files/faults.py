"""Pydantic's errors as findings: with the line, the near miss and what is allowed, in the user's language."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from innoguide.files.yamlfile import Marks
from innoguide.model.finding import Finding
from innoguide.model.moves import MOVE_NAMES, Move
from innoguide.texts import t


def place_of(marks: Marks, path: Sequence[str | int]) -> tuple[int, int]:
    """Return line and column of *path*, or of the nearest value around it."""
    for length in range(len(path), 0, -1):
        if tuple(path[:length]) in marks:
            return marks[tuple(path[:length])]
    return marks.get((), (1, 1))


def near_miss(word: str, allowed: Iterable[str]) -> str:
    """Return advice: the nearest of *allowed*, and all of them (at most twenty)."""
    names = sorted(allowed)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    shown = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
    return (t("did_you_mean", word=close[0]) + " " if close else "") + t("allowed_are", names=shown)


def file_fault(key: str, shown: str, /, **values: object) -> Finding:
    """Return the error *key* about the file *shown* as a whole, with its hint."""
    return Finding(code=key, level="error", message=t(key, **values), hint=t(f"{key}_hint"), file=shown, line=1)


def findings_of(error: ValidationError, file: str, marks: Marks, model: Any, code: str) -> list[Finding]:
    """Return each of Pydantic's complaints about *file* as a finding of *code*."""
    found = []
    details = error.errors(include_url=False)
    meant = {(*one["loc"][:-1], meant_key(one, model)) for one in details if one["type"] == "extra_forbidden"}
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in meant:
            continue  # it is there, misspelt
        path = path_in_file(detail["loc"])
        message, hint = _explained(detail, path, model, file)
        line, column = _key_place(marks, path) if detail["type"] == "extra_forbidden" else place_of(marks, path)
        found.append(Finding(code=code, level="error", message=message, hint=hint, file=file, line=line, column=column))
    return found


def meant_key(detail: ErrorDetails, model: Any) -> str:
    """Return the allowed key that is nearest to the unknown one of *detail*, or an empty text."""
    *way, key = detail["loc"]
    return next(iter(difflib.get_close_matches(str(key), _allowed_keys(model, way), n=1, cutoff=0.6)), "")


def path_in_file(path: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return *path* as it is in the file: Pydantic puts the move's name after its number."""
    return (*path[:2], *path[3:]) if path[:1] == ("script",) else tuple(path)


def _key_place(marks: Marks, path: Sequence[str | int]) -> tuple[int, int]:
    return place_of(marks, (*path[:-1], f"key:{path[-1]}"))


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _explained(detail: ErrorDetails, path: Sequence[str | int], model: Any, file: str) -> tuple[str, str]:
    kind, where, value = detail["type"], _dotted(path) or file, detail.get("input")
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        word = str(path[-1])
        if any(sign in word for sign in "”“„"):
            return t("yaml_curly"), t("yaml_curly_hint")
        return t("fault_unknown_key", key=word), near_miss(word, _allowed_keys(model, detail["loc"][:-1]))
    if kind == "missing":
        key = "fault_missing_language" if path[-1] in ("sv", "en") else "fault_missing"
        return t(key, where=where, key=path[-1]), t(f"{key}_hint", key=path[-1])
    if kind == "union_tag_invalid":
        return t("fault_unknown_move", move=context.get("tag", "")), near_miss(str(context.get("tag", "")), MOVE_NAMES)
    if kind == "union_tag_not_found":
        return t("fault_missing", where=f"{where}.move", key="move"), t("allowed_are", names=", ".join(MOVE_NAMES))
    if kind == "literal_error":
        names = str(context.get("expected", "")).replace(" or ", ", ").split(", ")
        allowed = [name for part in names if (name := part.strip("'"))]
        if str(path[-1]) == "format":
            return t("fault_format", value=value), t("fault_format_hint")
        return t("fault_not_allowed", where=where, value=value), near_miss(str(value), allowed)
    if "ge" in context or "le" in context:
        hint = t("fault_least", least=context["ge"]) if "ge" in context else t("fault_most", most=context["le"])
        return t("fault_out_of_range", where=where, value=_short(value)), hint
    key = _key_for(kind, path)
    if key:
        return t(key, where=where, value=_short(value)), t(f"{key}_hint")
    return t("fault_other", where=where, value=_short(value)), str(detail["msg"])


def _key_for(kind: str, path: Sequence[str | int]) -> str:
    """Return the text that explains an error of the type *kind*, or nothing; what has a pattern is an id or a time."""
    if kind == "string_pattern_mismatch" and path[-1] == "start":
        return "fault_time"
    return next((key for prefix, key in _BY_TYPE.items() if kind.startswith(prefix)), "")


_BY_TYPE = {
    "int": "fault_number",
    "bool": "fault_yes_no",
    "string_pattern": "fault_id",
    "string_type": "fault_text",
    "value_error": "fault_date",
    "list": "fault_list",
    "tuple": "fault_list",
    "too_short": "fault_empty",
    "string_too_short": "fault_empty",
    "dict": "fault_mapping",
    "group_one_source": "fault_group_source",
    "model": "fault_mapping",
}


def _short(value: Any) -> str:
    return str(value)[:60]


def _allowed_keys(model: Any, path: Sequence[str | int]) -> list[str]:
    """Return the keys that *model* allows at *path*, found by walking its annotations."""
    current = model
    for index, part in enumerate(path):
        current = _move(str(part)) if index == 2 and path[0] == "script" else _next(current, part)
        if current is None:
            return []
    found = _model_in(current)
    return [info.alias or name for name, info in found.model_fields.items()] if found else []


def _next(annotation: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return annotation
    model = _model_in(annotation)
    return model.model_fields[part].annotation if model and part in model.model_fields else None


def _move(name: str) -> Any:
    members = get_args(get_args(Move)[0])
    return next(one for one in members if get_args(one.model_fields["move"].annotation) == (name,))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model class inside an annotation such as `tuple[Step, ...]` or `Annotated[Text, …] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found:
            return found
    return None

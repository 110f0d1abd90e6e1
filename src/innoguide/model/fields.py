"""A field of a kind, and the types that a field can have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, NotRequired

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from innoguide.model.language import Text

FieldType = Literal[
    "text", "long", "texts", "number", "scale", "choice", "choices", "yes_no", "date", "ref", "refs", "rows"
]
Needed = Literal["at_once", "to_close", "optional"]

ENVELOPE = (
    "format",
    "id",
    "kind",
    "status",
    "created",
    "updated",
    "session",
    "step",
    "method",
    "by",
    "confidential",
    "tags",
    "open",
    "seen",
    "keep_reason",
)
"""What every record has, in the order it is written. No field may be called so."""


class Strict(BaseModel):
    """A part of the guide: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldOption(Strict):
    """One of the values of a `choice`."""

    id: str
    label: Text


class KindField(Strict):
    """One field of a kind, or one column of a `rows` field."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    type: FieldType
    needed: Needed = "optional"
    label: Text
    ask: Text | None = None
    hint: Text | None = None
    example: Text | None = None
    min: int = 0
    at_least: int | None = None
    at_most: int | None = None
    low: Text | None = None
    high: Text | None = None
    options: tuple[FieldOption, ...] = ()
    to: tuple[str, ...] = ()
    fills: dict[str, str] = Field(default_factory=dict)  # of a ref: empty fields that get what the record chosen says
    fields: tuple[KindField, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.type in ("texts", "choices", "refs", "rows")

    @property
    def question(self) -> Text:
        """What the group is asked."""
        return self.ask or self.label

    def column(self, field_id: str) -> KindField:
        """Return the column *field_id* of a `rows` field."""
        return next(column for column in self.fields if column.id == field_id)


def field_faults(field: KindField) -> list[tuple[str, str]]:
    """Return what is wrong with *field* by itself: (key, name of the fault)."""
    faults = []
    if field.type in ("choice", "choices") and not field.options:
        faults.append(("options", "field_without_options"))
    if field.type in ("ref", "refs") and not field.to:
        faults.append(("to", "field_without_to"))
    if field.type == "rows" and not field.fields:
        faults.append(("fields", "field_without_columns"))
    if field.options and field.type not in ("choice", "choices"):
        faults.append(("options", "field_key_out_of_place"))
    if field.to and field.type not in ("ref", "refs"):
        faults.append(("to", "field_key_out_of_place"))
    if field.fields and field.type != "rows":
        faults.append(("fields", "field_key_out_of_place"))
    if any(column.type == "rows" for column in field.fields):
        faults.append(("fields", "rows_in_rows"))
    return faults


def is_date(text: str) -> bool:
    """Whether *text* is a day that exists, written 2026-11-24."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_date(text: str) -> str:
    if not is_date(text):
        raise ValueError("date")
    return text


def _none_to_empty_list(value: Any) -> Any:
    return [] if value is None else value


def _rows(value: Any) -> Any:
    """Return rows without the cells that are left empty."""
    if not isinstance(value, list):
        return _none_to_empty_list(value)
    return [
        {key: cell for key, cell in row.items() if cell is not None} if isinstance(row, dict) else row for row in value
    ]


def _none_to_empty(value: Any) -> Any:
    return "" if value is None else value


def value_type(field: KindField) -> Any:
    """Return the Python type that a value of *field* must have, for Pydantic."""
    string = Annotated[str, BeforeValidator(_none_to_empty)]
    plain: dict[str, Any] = {
        "text": string,
        "long": string,
        "number": Annotated[int, Field(ge=field.at_least, le=field.at_most)],
        "scale": Annotated[int, Field(ge=1, le=5)],
        "yes_no": bool,
        "date": Annotated[str, AfterValidator(_check_date)],
        "ref": str,
    }
    if field.type in plain:
        return plain[field.type]
    if field.type == "choice":
        return Literal[tuple(option.id for option in field.options)]
    if field.type == "choices":
        item: Any = Literal[tuple(option.id for option in field.options)]
    elif field.type == "rows":
        return Annotated[list[_typed_dict(f"Row_{field.id}", field.fields)], BeforeValidator(_rows)]  # type: ignore[misc]
    else:
        item = str
    return Annotated[list[item], BeforeValidator(_none_to_empty_list)]


def _typed_dict(name: str, fields: Sequence[KindField], envelope: dict[str, Any] | None = None) -> Any:
    keys = {field.id: NotRequired[value_type(field)] for field in fields}
    made: Any = TypedDict(name, {**(envelope or {}), **keys})  # type: ignore[misc]
    # Fields the guide does not know are kept: what a group has said is never dropped. `check` reports them.
    made.__pydantic_config__ = ConfigDict(extra="allow")  # type: ignore[attr-defined]
    return made


_ENVELOPE_TYPES: dict[str, Any] = {
    "format": Literal["1"],
    "id": str,
    "kind": NotRequired[str],
    "status": NotRequired[Literal["draft", "done"]],
    "created": NotRequired[str],
    "updated": NotRequired[str],
    "session": NotRequired[str],
    "step": NotRequired[str],
    "method": NotRequired[str],
    "by": NotRequired[str],
    "confidential": NotRequired[bool],
    "tags": NotRequired[list[str]],
    "open": NotRequired[list[str]],
    "seen": NotRequired[dict[str, str]],
    "keep_reason": NotRequired[dict[str, str]],
}


def record_type(kind: str, fields: Sequence[KindField]) -> TypeAdapter[dict[str, Any]]:
    """Return the validator of a record file of *kind*: a dict of texts in, a dict of values out.

    A typed dict and not a model class: the values are wanted as a dict, and it is twice as quick.
    """
    return TypeAdapter(_typed_dict(f"Record_{kind}", fields, _ENVELOPE_TYPES))

"""What a guide file may say, as JSON Schema, for editors that complete and underline while somebody writes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from innoguide.model.guide import Check, GuideFile, Kind, Method, Step
from innoguide.model.likeness.wordlist import WordList

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: dict[str, type[BaseModel]] = {
    "guide": GuideFile,
    "step": Step,
    "method": Method,
    "kind": Kind,
    "check": Check,
    "words": WordList,
}
"""The sorts of guide file, and the type that each is read as."""

_FOR_PROGRAMMERS = ("title", "description", "default", "discriminator")
_NAMED = ("properties", "$defs")  # what stands in them are names, not keys of JSON Schema


def guide_schema(sort: str) -> dict[str, Any]:
    """Return the JSON Schema of the guide files of *sort*, a key of `SCHEMAS`.

    An editor reads plain values by YAML's rules, innoguide reads them all as text: so a number may stand where a text
    is wanted, and `yes` where a truth is. What a file refers to in others is left to `innoguide check`.
    """
    made = SCHEMAS[sort].model_json_schema()
    loosened = _loosened(made)
    for name, one in loosened.get("$defs", {}).items():
        if name == "Bilingual":  # a local file may say a text in one string
            loosened["$defs"][name] = {"anyOf": [one, {"type": "string"}]}
    return {"$schema": DIALECT, **loosened}


def _loosened(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_loosened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: {name: _loosened(one) for name, one in value.items()} if key in _NAMED else _loosened(value)
        for key, value in schema.items()
        if key not in _FOR_PROGRAMMERS
    }
    if "const" in kept:
        kept["enum"] = [kept.pop("const")]
    if "enum" in kept:
        kept.pop("type", None)
        kept["enum"] = [*kept["enum"], *(int(one) for one in kept["enum"] if str(one).isdecimal())]
    elif kept.get("type") == "boolean":
        kept = {"enum": [True, False, "yes", "no"]}
    elif kept.get("type") == "string" and "pattern" not in kept:
        kept["type"] = ["string", "number", "boolean"]
    return kept

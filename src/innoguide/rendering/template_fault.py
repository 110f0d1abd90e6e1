"""What is wrong in a template, in the words of the one who wrote it: what Jinja says is English and about Jinja."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateSyntaxError

from innoguide.texts import t

_UNKNOWN = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'|[Nn]o (?:filter|test) named '(\w+)'")
_UNENDED = re.compile(r"block that needs to be closed is '(\w+)'")


def names_within(values: object, depth: int = 5) -> Iterator[str]:
    """Yield the names that a template may use of *values*, down to *depth*; of a list those in its first."""
    if isinstance(values, Mapping) and depth:
        for name, one in values.items():
            yield str(name)
            yield from names_within(one, depth - 1)
    elif isinstance(values, list | tuple) and values and depth:
        yield from names_within(values[0], depth - 1)


def what_is_wrong(error: BaseException) -> str:
    """Return what is wrong, in the language of the program where it is a fault that authors make."""
    if isinstance(error, RecursionError):
        return t("template_endless")
    if isinstance(error, SyntaxError):  # of the Python that Jinja makes of a template
        return t("template_too_deep")
    said = str(error.message if isinstance(error, TemplateSyntaxError) else error)
    unknown, unended = _UNKNOWN.search(said), _UNENDED.search(said)
    if unknown:
        return t("template_unknown", name=next(filter(None, unknown.groups())))
    return t("template_unended", name=unended[1]) if unended else t("template_fault", problem=said)


def advice(error: BaseException, values: Mapping[str, object], ours: Sequence[str]) -> str:
    """Return what to do: the nearest name in *values* or among *ours*, or that the template is to be corrected."""
    unknown = _UNKNOWN.search(str(error))
    name = next(filter(None, unknown.groups())) if unknown else ""
    known = {*names_within(values), *(() if "has no attribute" in str(error) else ours)}
    near = difflib.get_close_matches(name, sorted(known), n=1) if name else []
    return t("did_you_mean", word=near[0]) if near else t("template_hint")

"""Files that are not saved as UTF-8 with NFC and `\\n`.

Rule: rewritten when the file then reads as the same thing, or, where nobody could read it, as anything at all. What can
be read neither before nor after is told as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from innoguide.files.yamlfile import Unreadable, read_yaml
from innoguide.jobs.doctor.harm import Harm, harm
from innoguide.jobs.doctor.sheet import Sheet
from innoguide.jobs.doctor.tree import Tree
from innoguide.model.finding import Level
from innoguide.texts import t


def find_oddly_saved(tree: Tree) -> Iterator[Harm]:
    """Yield the sheets that are not saved as they should be; one in conflict is mended with its conflict."""
    for sheet in tree.sheets.values():
        if sheet.form.oddities and sheet.raw and sheet.form.text is not None:
            before = _read(sheet)
            if before is None or _composed(before) == sheet.raw:
                oddities = ", ".join(t(f"doctor_saved_{one}") for one in sheet.form.oddities)
                change = {sheet.name: sheet.form.text.encode()}
                level: Level = "error" if before is None else "warning"
                yield harm("saved", sheet.name, level, change=change, values={"oddities": oddities})


def _read(sheet: Sheet) -> Any:
    try:
        return read_yaml(sheet.data, sheet.name)
    except Unreadable:
        return None


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(one) for one in value]
    if isinstance(value, dict):
        return {_composed(key): _composed(one) for key, one in value.items()}
    return value

"""What libyaml stumbled on, as a person who wrote the file would say it: which fault, and where it begins."""

from __future__ import annotations

import re

import yaml

_CURLY = re.compile("(?:^|[:{,-])[ ]*[”“„’]")
"""A text that begins with a quotation mark of a word processor: for YAML a letter like any other."""

_OPENED = {
    "while scanning a quoted scalar": "yaml_open_quote",
    "while parsing a flow sequence": "yaml_open_bracket",
    "while parsing a flow mapping": "yaml_open_bracket",
}
_OF_INDENT = ("while parsing a block mapping", "while parsing a block collection")


def fault_of(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int, int]:
    """Return the key of what is wrong with *text*, with line and column (from 1)."""
    lines = re.split("\r?\n|\r", text)
    mark = error.problem_mark or error.context_mark
    row, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    begun = error.context_mark
    if "\t" in re.findall(r"^\s*", lines[row])[0]:
        return "yaml_tab", row + 1, lines[row].index("\t") + 1
    in_brackets = begun is not None and begun.line == row and lines[row][column:].startswith(": ")
    key = _key(error, lines[row], column=column, in_brackets=in_brackets)
    if key in _OPENED.values() and begun:
        return key, begun.line + 1, begun.column + 1
    return key, row + 1, column + 1


def _key(error: yaml.MarkedYAMLError, line: str, *, column: int, in_brackets: bool) -> str:
    problem = error.problem or ""
    if in_brackets or "mapping values are not allowed" in problem:
        return "yaml_curly" if _CURLY.search(line[:column]) else "yaml_colon"
    if error.context in _OPENED:
        return _OPENED[error.context]
    if "cannot start any token" in problem:
        return "yaml_first_sign"
    is_first = not line[:column].strip()
    return "yaml_indent" if error.context in _OF_INDENT and is_first and column else "yaml_syntax"

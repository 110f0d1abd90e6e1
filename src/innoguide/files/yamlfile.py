"""Strict YAML: every scalar is a text with its line; no tags, aliases or double keys; the same bytes each time.

Values are built from libyaml's events and not by PyYAML's constructor: that one reads `12:30` as 750 and `no` as
False, lets a repeated key win silently, and is slower. What a text means is decided by the schema it is read against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from innoguide.errors import InnoguideError, ProjectError
from innoguide.files.yamlfault import fault_of
from innoguide.model.finding import Finding
from innoguide.texts import t

try:
    from yaml import CSafeDumper as Dumper
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same result, slower
    from yaml import SafeDumper as Dumper  # type: ignore[assignment]
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

LARGEST = 1_000_000  # bytes
DEEPEST = 20

Marks = dict[tuple[str | int, ...], tuple[int, int]]
"""Line and column (from 1) of each value by its path; a key stands at its path with "key:" before the last part."""

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |\r?$)", re.MULTILINE)
_NOT_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(InnoguideError):
    """A text that is not YAML as we allow it. Holds the finding, with its line."""

    exit_code = 4

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.place()}: {finding.message}", finding.hint)
        self.finding = finding


def read_yaml(data: bytes, file: str, marks: Marks | None = None) -> Any:
    """Return the value in *data*: dicts, lists, texts, and None for what is left empty.

    *marks*, if given, is filled with the place of every value. Raises `Unreadable`.
    """
    text = _decode(data, file)
    if b"<<<<<<<" in data:  # inside quotes a conflict would be taken for text
        _refuse_conflict(text, file)
    try:
        return _Builder(file, marks).document(yaml.parse(text, Loader=Loader))
    except yaml.MarkedYAMLError as error:
        raise _translated(error, text, file) from error
    except yaml.YAMLError as error:
        raise _strange_character(text, file) from error


def _decode(data: bytes, file: str) -> str:
    if len(data) > LARGEST:
        raise Unreadable(_fault(file, 1, 1, "yaml_too_large", size=len(data), largest=LARGEST))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _position(data[: error.start].decode("utf-8-sig"))
        raise Unreadable(_fault(file, line, column, "yaml_encoding")) from error


def _position(before: str) -> tuple[int, int]:
    """Return line and column of what follows the text *before*."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _fault(file: str, line: int, column: int, fault: str, /, **values: object) -> Finding:
    return Finding(
        code=fault,
        level="error",
        message=t(fault, **values),
        hint=t(f"{fault}_hint"),
        file=file,
        line=line,
        column=column,
    )


def _strange_character(text: str, file: str) -> Unreadable:
    found = _NOT_YAML.search(text)
    line, column = _position(text[: found.start()]) if found else (1, 1)
    problem = f"U+{ord(found.group()):04X}" if found else "?"
    return Unreadable(_fault(file, line, column, "yaml_character", problem=problem))


def _refuse_conflict(text: str, file: str) -> None:
    conflict = _CONFLICT.search(text)
    if conflict:
        line, column = _position(text[: conflict.start()])
        raise Unreadable(_fault(file, line, column, "yaml_conflict"))


def _translated(error: yaml.MarkedYAMLError, text: str, file: str) -> Unreadable:
    _refuse_conflict(text, file)
    key, line, column = fault_of(error, text)
    return Unreadable(_fault(file, line, column, key))


class _Builder:
    """Builds a value from events, event by event."""

    def __init__(self, file: str, marks: Marks | None) -> None:
        self._file = file
        self._marks = marks

    def document(self, events: Iterator[Any]) -> Any:
        """Return the value of the one document that a file may hold, or None if it holds nothing."""
        value, found = None, False
        for event in events:
            if type(event) is yaml.DocumentStartEvent:
                if found:
                    raise self._refused(event, "yaml_documents")
                value, found = self.build(next(events), events, (), 0), True
        return value

    def build(self, event: Any, events: Iterator[Any], path: tuple[str | int, ...], depth: int) -> Any:
        if self._marks is not None:
            self._marks[path] = _mark(event)
        self._refuse_cleverness(event)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            # Left empty is not the same as "": the first of `implicit` says that there were no quotes.
            return None if event.value == "" and event.implicit[0] else event.value
        if depth >= DEEPEST:
            raise self._refused(event, "yaml_too_deep", deepest=DEEPEST)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(events, path, depth + 1)
        return self._mapping(events, path, depth + 1)

    def _sequence(self, events: Iterator[Any], path: tuple[str | int, ...], depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self.build(event, events, (*path, len(items)), depth))
        return items

    def _refuse_cleverness(self, event: Any) -> None:
        if event.anchor is not None:  # an alias has one, too
            raise self._refused(event, "yaml_alias")
        if event.tag is not None:
            raise self._refused(event, "yaml_tag", tag=event.tag)

    def _mapping(self, events: Iterator[Any], path: tuple[str | int, ...], depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            self._refuse_cleverness(event)
            if type(event) is not yaml.ScalarEvent:
                raise self._refused(event, "yaml_key")
            line, column = _mark(event)
            key = event.value
            if key in items:
                raise self._refused(event, "yaml_double_key", key=key, first=lines[key])
            lines[key] = line
            if self._marks is not None:
                self._marks[(*path, f"key:{key}")] = (line, column)
            items[key] = self.build(next(events), events, (*path, key), depth)
        return items

    def _refused(self, event: Any, fault: str, **values: object) -> Unreadable:
        line, column = _mark(event)
        return Unreadable(_fault(self._file, line, column, fault, **values))


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


class Verbatim(str):
    """A text written without quotes though other readers would see a date in it."""

    __slots__ = ()


class _Dumper(Dumper):
    """Block style for lists and for texts of several lines; `yes` and `no` for yes/no."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value that stands twice out twice: we do not read aliases."""
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _represent_verbatim(dumper: Any, text: str) -> Any:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))
    # What does not look like a time would be written with a tag, which the reader refuses.
    return dumper.represent_scalar(tag, str(text)) if tag.endswith(":timestamp") else _represent_text(dumper, str(text))


def _represent_none(dumper: Any, _value: None) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


def _represent_bool(dumper: Any, value: bool) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if value else "no")


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Verbatim, _represent_verbatim)
_Dumper.add_representer(bool, _represent_bool)
_Dumper.add_representer(type(None), _represent_none)


def write_yaml(value: dict[str, Any]) -> bytes:
    """Return *value* as UTF-8 YAML: keys in their order, one newline at the end, the same bytes each time.

    Raises `ProjectError` if it is too large to be read again.
    """
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=False)
    data = text.encode("utf-8")
    if len(data) > LARGEST:
        raise ProjectError(t("yaml_too_large", size=len(data), largest=LARGEST), t("yaml_too_large_hint"))
    return data

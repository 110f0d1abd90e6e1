"""An output as it lies on disk: whether somebody has changed it by hand, and what stands between its keep-marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from innoguide.errors import ProjectError
from innoguide.model.sides import split_sides
from innoguide.rendering import calendar_file
from innoguide.rendering.checksum import SUMMED, is_as_signed, signed, sum_in, sum_of, unsigned
from innoguide.rendering.keepmarks import Kept, put_back, read_marks
from innoguide.rendering.markdown import comment
from innoguide.texts import t

MARK = "<!-- innoguide: "
"""How the provenance begins: only files with it are ever removed."""

MARKS = {".md": MARK.encode(), ".svg": MARK.encode(), ".ics": calendar_file.MARK.encode()}
"""What tells that a file with this ending was made here."""

HEAD = 600
"""The provenance stands in the first lines."""

Hand = Literal["", "edited"]
"""What people have done to an output outside the keep-marks. A conflict that git has left is nobody's edit."""


@dataclass(frozen=True)
class OnDisk:
    """An output as it was found. *text* has `\\n` as line ends; *broken* are messages with file and line."""

    data: bytes
    text: str = ""
    hand: Hand = ""
    kept: list[Kept] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def read_output(path: Path, shown: str) -> OnDisk | None:
    """Return the output at *path*, None if there is none. *shown* is what messages call it. Raises `ProjectError`."""
    data = _content(path)
    if data is None or path.suffix == ".ics":
        return None if data is None else OnDisk(data)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return OnDisk(data, hand="edited", broken=[t("kept_not_utf8", file=shown)])
    sides = split_sides(text)
    if sides is not None and sides.ours != sides.theirs:
        ours, theirs = "\n".join(sides.ours), "\n".join(sides.theirs)
        kept, broken = _of_both(text, ours, theirs, shown)
        return OnDisk(data, text, kept=kept, broken=broken)
    kept, broken = _marks_of(text, shown)
    return OnDisk(data, text, "edited" if _is_edited(path, text) else "", kept, broken)


def _is_edited(path: Path, text: str) -> bool:
    if sum_in(text):
        return not is_as_signed(text)
    is_from_before = path.suffix == ".md" and MARK in text[:HEAD] and SUMMED not in text[:HEAD]
    return bool(text.strip()) and not is_from_before


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ProjectError(
            t("cannot_read", file=path, reason=error.strerror or error), t("cannot_read_hint")
        ) from error


def _marks_of(text: str, shown: str) -> tuple[list[Kept], list[str]]:
    marked = read_marks(text)
    return marked.kept, [_broken(shown, one.line, one.fault, one.name) for one in marked.broken]


def _broken(file: str, line: int, fault: str, name: str) -> str:
    return f"{file}:{line}: {t(f'kept_mark_{fault}', name=name)}"


def _of_both(text: str, ours: str, theirs: str, shown: str) -> tuple[list[Kept], list[str]]:
    """Return what the group has written on both sides of a conflict; two texts in one place must be made one first."""
    first, second = read_marks(ours), read_marks(theirs)
    if first.broken or second.broken:
        return _marks_of(text, shown)
    kept = {one.key: one for one in first.kept}
    broken = []
    for one in second.kept:
        other = kept.get(one.key, one)
        if one.lines != other.lines and not one.is_empty and not other.is_empty:
            broken.append(_broken(shown, _line_of(text, one.name), "conflict", one.name))
        kept[one.key] = one if other.is_empty else other
    return list(kept.values()), broken


def _line_of(text: str, name: str) -> int:
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if "<!--" in line and f"{name} -->" in line), 1)


def is_same_text(one: str, other: str) -> bool:
    """Whether two documents say the same outside the keep-marks."""
    return sum_of(one) == sum_of(other)


def with_own_text(built: str, kept: list[Kept]) -> tuple[str, list[str]]:
    """Return the output with what the group has written and its sum, and the names of what had to move to the end."""
    text, moved = put_back(built, kept) if kept else (built, [])
    return signed(text), moved


def rest_of(kept: Iterable[Kept], lang: str) -> str:
    """Return a document that holds nothing but what the group has written, for one that is no longer made."""
    head = [f"# {t('kept_title', lang)}", comment(f"innoguide: kept; {SUMMED}"), t("kept_about", lang)]
    head.append(f"## {t('kept_heading', lang)}")
    parts = ["\n".join([f"<!-- keep: {one.name} -->", *one.lines, "<!-- /keep -->"]) for one in kept]
    return signed("\n\n".join([*head, *parts]))


def refuse_broken(broken: Iterable[str]) -> None:
    """Raise `ProjectError` with every mark that does not fit, if there are any."""
    lines = [*broken]
    if lines:
        raise ProjectError("\n".join([t("kept_broken"), *lines]), t("kept_broken_hint"))


def without_sum(text: str) -> list[str]:
    """Return the lines of an output as people see them."""
    return unsigned(text).split("\n")

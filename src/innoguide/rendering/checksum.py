"""The sum in the last line of an output: tells whether somebody has changed it by hand since it was written."""

from __future__ import annotations

import hashlib
import re

from innoguide.rendering.keepmarks import read_marks
from innoguide.rendering.markdown import comment

SUMMED = "sum at the end"
"""Stands in the provenance of a document that has a sum: without its sum it has been changed."""

_LINE = re.compile(r"<!-- innoguide: sum ([a-z]+) -->\n?")
# Consonants alone: no digits that could be taken for somebody's number, and no words.
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
_LENGTH = 20


def signed(text: str) -> str:
    """Return *text* with its sum as the last line."""
    body = unsigned(text).rstrip("\n")
    return f"{body}\n\n{comment(f'innoguide: sum {sum_of(body)}')}\n"


def unsigned(text: str) -> str:
    """Return *text* without sums."""
    return _LINE.sub("", text).rstrip("\n") + "\n"


def sum_in(text: str) -> str:
    """Return the sum that *text* was written with, or an empty text."""
    found = _LINE.findall(text)
    return str(found[-1]) if found else ""


def sum_of(text: str) -> str:
    """Return the sum of *text* without what stands between keep-marks.

    Empty lines do not count: they come and go with the marks. Nor do blanks at the end of a line.
    """
    lines = (line.rstrip() for line in read_marks(unsigned(text)).plain)
    whole = "\n".join(line for line in lines if line)
    return hashlib.sha256(whole.encode()).hexdigest()[:_LENGTH].translate(_LETTERS)


def is_as_signed(text: str) -> bool:
    """Whether *text* is what its sum says."""
    return sum_in(text) == sum_of(text)

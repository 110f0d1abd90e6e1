"""The changelog's small files can be put together without a question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SECTIONS = ("nytt", "andrat", "utfasat", "borttaget", "rattat", "sakerhet")
FRAGMENTS = sorted(path for path in (ROOT / "changelog.d").iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_is_one_sentence_in_a_known_section(path: Path) -> None:
    assert re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(SECTIONS)})\.md", path.name)
    text = path.read_text("utf-8")
    assert re.fullmatch(r"[A-ZÅÄÖ`][^\n]+[.!]\n", text)
    assert not text.startswith(("#", "-", "*"))


def test_contributing_names_the_sections() -> None:
    assert ", ".join(SECTIONS) in (ROOT / "CONTRIBUTING.md").read_text("utf-8")

"""The grid of groups and steps: every state is a word, and no text is cut or over another."""

from __future__ import annotations

import pytest
from browser import browser as browser
from drawn import faults, labels, written
from playwright.sync_api import Browser

from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.progress_grid import Cell, GridRow, draw_progress_grid

STATES = ("closed", "under_way", "not_started", "")
WORDS = {"closed": "klart", "under_way": "pågår", "not_started": "inte börjat", "": ""}
COLUMNS = ["1. Ringa in", "2. Undersöka", "3. Fokusera", "4. Ta fram idéer", "5. Testa idéer", "6. Förverkliga"]


def drawn(number: int, *, columns: int = 6) -> Drawing:
    """Return a grid of so many groups, and so many of the steps."""
    rows = [
        GridRow(name, [Cell(STATES[(at + one) % 4], WORDS[STATES[(at + one) % 4]]) for one in range(columns)])
        for at, name in enumerate(labels(number))
    ]
    return draw_progress_grid(title="Så långt", description="D", columns=COLUMNS[:columns], rows=rows, lang="sv")


@pytest.mark.parametrize("columns", [1, 6])
@pytest.mark.parametrize("number", [0, 1, 40])
def test_no_text_is_cut_or_over_another(browser: Browser, number: int, columns: int) -> None:
    assert faults(browser, lambda: drawn(number, columns=columns)) == []


def test_every_state_is_said_in_a_word_and_differs_in_look() -> None:
    row = GridRow("Tallnäs", [Cell(one, WORDS[one]) for one in STATES])
    picture = draw_progress_grid(title="T", description="D", columns=COLUMNS[:4], rows=[row], lang="sv")
    assert all(word in written(picture) for word in WORDS.values())
    looks = [one["look"] for one in picture.shapes if one["shape"] == "box"]
    assert len(looks) == len(set(looks)) == 3, "a step that the group's guide does not have has no box"


def test_names_of_steps_are_not_broken() -> None:
    assert all(name.split()[-1] in written(drawn(1)) for name in COLUMNS)

"""The prioritisation matrix: forty points in one cell have a place each, and every point has its number and title."""

from __future__ import annotations

import pytest
from browser import browser as browser
from drawn import faults, labels, outputs, record, written
from playwright.sync_api import Browser

from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.matrix import MOST, Axis, Corners, Point, draw_matrix

AXES = (Axis("Insats", "liten insats", "stor insats"), Axis("Värde för användaren", "litet värde", "stort värde"))
CORNERS = Corners("Börja här", "Dela upp och testa en bit", "Kanske senare", "Låt vara")


def drawn(number: int, *, cells: int = 25) -> Drawing:
    """Return a matrix of *number* points, spread over so many cells."""
    places = [divmod(at * 7 % cells, 5) for at in range(number)]
    points = [
        Point(at, text, x=x + 1, y=y + 1, chosen=at % 9 == 1)
        for at, (text, (x, y)) in enumerate(zip(labels(number), places, strict=True), start=1)
    ]
    return draw_matrix(
        title="Idéer efter värde och insats",
        description="Idéerna på två linjer.",
        axes=AXES,
        points=points,
        lang="sv",
        corners=CORNERS,
        chosen="vald",
    )


@pytest.mark.parametrize(("number", "cells"), [(0, 25), (1, 25), (12, 25), (40, 25), (40, 1), (MOST, 25), (150, 3)])
def test_no_text_is_cut_or_over_another(browser: Browser, number: int, cells: int) -> None:
    assert faults(browser, lambda: drawn(number, cells=cells)) == []


def test_points_of_one_cell_each_have_a_place_of_their_own() -> None:
    places = [(float(one["x"]), float(one["y"])) for one in drawn(40, cells=1).shapes if one["shape"] == "circle"]
    near = [(a, b) for a in places for b in places if a < b and (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 30**2]
    assert len(places) == 40
    assert near == []


def test_only_what_was_moved_out_of_its_cell_has_a_line_back() -> None:
    def lines(picture: Drawing) -> int:
        return sum(one["look"] == "hair" for one in picture.shapes)

    assert lines(drawn(12)) == 0
    assert 0 < lines(drawn(40, cells=1)) < 40


def test_what_was_chosen_is_said_in_words() -> None:
    assert "(vald)" in written(drawn(1))


def test_hundreds_of_points_are_counted_cell_by_cell() -> None:
    said = written(drawn(150, cells=3))
    assert said.count(" 50") == 3
    assert "Siffran är hur många som står där." in said


def test_what_was_placed_is_shown_in_the_step_and_the_report_with_the_same_as_a_table() -> None:
    made = outputs(
        record("idea-aaaaa", text="Ett bord", value=5, effort=2, state="chosen"),
        record("idea-bbbbb", text="En buss", value=2, effort=4),
        record("idea-ccccc", text="Inte placerad"),
    )
    picture = made["bilder/matris-ideer.svg"]
    assert "Ett bord (vald)" in picture
    assert "Inte placerad" not in picture
    assert "Börja här" in picture
    for document in ("4-ta-fram-ideer.md", "report.md"):
        before, after = made[document].split("](bilder/matris-ideer.svg)")
        assert "2 av 3 är placerade, och 1 av dem har 4 eller 5" in before
        assert "| 1 | Ett bord | 2 | 5 |" in after


def test_without_anything_placed_there_is_no_picture() -> None:
    made = outputs(record("idea-aaaaa", text="Ett bord", value=5))
    assert not any("matris" in path for path in made)
    assert "Värde och insats" not in made["report.md"]


def test_assumptions_are_in_the_report_as_a_table_too() -> None:
    made = outputs(record("assumption-aaaaa", statement="Avgiften är för hög", importance=4, certainty=1), lang="en")
    assert "(pictures/matrix-assumptions.svg)" in made["1-ringa-in.md"]
    assert "| 1 | Avgiften är för hög | 1 | 4 |" in made["report.md"].split("matrix-assumptions.svg")[1]

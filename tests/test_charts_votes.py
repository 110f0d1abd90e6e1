"""Votes: every number of dots is written, and what was chosen is said in words."""

from __future__ import annotations

import pytest
from browser import browser as browser
from drawn import LABEL, faults, labels, outputs, record, written
from playwright.sync_api import Browser

from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.votes import MOST, Bars, VoteWords, draw_votes

WORDS = VoteWords(chosen="vald", more="Resten står i tabellen.")


def drawn(number: int, *, criteria: int = 3) -> Drawing:
    """Return the picture of a vote on *number* proposals."""
    bars = [
        Bars(text, tuple((number - at) * (one + 1) % 13 for one in range(criteria)), chosen=at < 2)
        for at, text in enumerate(labels(number))
    ]
    return draw_votes(
        title="Omröstning 1: Idéer",
        description="Prickar för varje förslag.",
        criteria=[LABEL if one == 1 else f"Kriterium {one}" for one in range(criteria)],
        bars=bars,
        words=WORDS,
        lang="sv",
    )


@pytest.mark.parametrize("criteria", [1, 3, 6])
@pytest.mark.parametrize("number", [0, 1, 12, 40])
def test_no_text_is_cut_or_over_another(browser: Browser, number: int, criteria: int) -> None:
    assert faults(browser, lambda: drawn(number, criteria=criteria)) == []


def test_bars_are_as_long_as_their_dots() -> None:
    bars = [Bars("A", (4,)), Bars("B", (2,)), Bars("C", (0,))]
    picture = draw_votes(title="T", description="D", criteria=["K"], bars=bars, words=WORDS, lang="sv")
    widths = [float(one["width"]) for one in picture.shapes if one["shape"] == "box"]
    assert len(widths) == 2
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)


def test_what_is_chosen_and_what_is_left_out_is_said_in_words() -> None:
    assert written(drawn(1)).count("✓ vald") == 1
    assert WORDS.more in written(drawn(MOST + 1))
    assert WORDS.more not in written(drawn(MOST))


def test_a_vote_is_drawn_above_its_table() -> None:
    made = outputs(
        record("idea-aaaaa", text="Ett bord", state="chosen"),
        record("idea-bbbbb", text="En buss"),
        record(
            "vote-ccccc",
            step="ta-fram-ideer",
            about="Prickröstning om idéer",
            criteria=[{"criterion": "user_value", "label": "Värde"}],
            results=[
                {"record": "idea-aaaaa", "criterion": "user_value", "dots": 2},
                {"record": "idea-bbbbb", "criterion": "user_value", "dots": 3},
            ],
        ),
    )
    picture = made["bilder/omrostning-ccccc.svg"]
    assert picture.index("En buss") < picture.index("Ett bord") < picture.index("✓ vald")
    for document in ("4-ta-fram-ideer.md", "report.md"):
        before, after = made[document].split("](bilder/omrostning-ccccc.svg)")
        assert "Flest prickar fick Idé 2: 3." in before
        assert "| Idé 2: En buss | 3 |" in after


def test_a_vote_without_dots_has_no_picture() -> None:
    made = outputs(record("vote-ccccc", step="ta-fram-ideer", about="Idéer", criteria=[{"criterion": "a"}]))
    assert not any(path.endswith(".svg") for path in made)

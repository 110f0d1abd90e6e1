"""A journey: its steps in columns under their phase, the curve of feelings, and what hurts and helps beneath it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from innoguide.rendering.charts.cards import Piece, card_height, draw_card
from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, WIDTH, Drawing, text_height

MOST_IN_A_ROW = 5
MOST = 60
"""More steps than this are left to the table."""

_SCALE = 138.0
_LEFT = MARGIN + _SCALE
_LEVEL = 40.0
_RADIUS = 15.0
_LEVELS = 5
_INSET = 6.0


@dataclass(frozen=True)
class Stage:
    """A step of the journey: its feeling is 1–5, or 0 where nobody has said; *points* are lines of sign and text."""

    activity: str
    phase: str = ""
    emotion: int = 0
    points: tuple[str, ...] = ()
    assumed: bool = False


@dataclass(frozen=True)
class JourneyWords:
    """The words: the feelings from 1 to 5, what an assumed step and a missing feeling are called, what is left out."""

    feelings: tuple[str, str, str, str, str]
    assumed: str
    unknown: str
    empty: str
    more: str = ""


def draw_journey(*, title: str, description: str, stages: Sequence[Stage], words: JourneyWords, lang: str) -> Drawing:
    """Return the journey in as many rows as it needs, about equally long."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    shown = stages[:MOST]
    for row in _rows(shown):
        y = _draw_row(drawing, y, row, words) + 34
    y -= 34 if shown else 0
    if not shown:
        y += drawing.write(MARGIN, y, words.empty, look="muted", width=WIDTH - 2 * MARGIN)
    if len(stages) > MOST:
        y += 14 + drawing.write(MARGIN, y + 14, words.more, size=SMALL, width=WIDTH - 2 * MARGIN, look="muted")
    drawing.height = y + MARGIN
    return drawing


_Row = list[tuple[int, Stage]]


def _rows(stages: Sequence[Stage]) -> Iterator[_Row]:
    """Yield the steps with their numbers, row by row."""
    numbered = list(enumerate(stages, start=1))
    rows = -(-len(stages) // MOST_IN_A_ROW)
    for at in range(rows):
        yield numbered[len(stages) * at // rows : len(stages) * (at + 1) // rows]


def _draw_row(drawing: Drawing, y: float, row: _Row, words: JourneyWords) -> float:
    """Draw one row; return where it ends."""
    each = (WIDTH - MARGIN - _LEFT) / len(row)
    y = _draw_phases(drawing, y, row, each)
    cards = [_activity(number, one, words) for number, one in row]
    height = max(card_height(one, each - _INSET) for one in cards)
    for at, pieces in enumerate(cards):
        look = "card-faint" if row[at][1].assumed else "card"
        draw_card(drawing, _LEFT + at * each, y, pieces, width=each - _INSET, height=height, look=look)
    y = _draw_curve(drawing, y + height + 14, row, each, words)
    return max(_draw_points(drawing, _LEFT + at * each, y + 10, one, each) for at, (_number, one) in enumerate(row))


def _draw_phases(drawing: Drawing, y: float, row: _Row, each: float) -> float:
    """Draw a band with the name of each phase over its steps."""
    if not any(one.phase for _number, one in row):
        return y
    spans = [(phase, len(list(some))) for phase, some in groupby(one.phase for _number, one in row)]
    height = 12 + max(text_height(phase, width=count * each - 28, size=SMALL, bold=True) for phase, count in spans)
    x = _LEFT
    for phase, count in spans:
        drawing.box(x, y, count * each - _INSET, height, look="band", corner=4)
        drawing.write(x + 14, y + 6, phase, size=SMALL, width=count * each - 28, bold=True)
        x += count * each
    return y + height + 8


def _activity(number: int, stage: Stage, words: JourneyWords) -> list[Piece]:
    assumed = [Piece(f"({words.assumed})", size=SMALL, look="muted", above=4)] if stage.assumed else []
    return [Piece(str(number), size=SMALL, bold=True), Piece(stage.activity, size=SMALL, most=12, above=2), *assumed]


def _draw_curve(drawing: Drawing, y: float, row: _Row, each: float, words: JourneyWords) -> float:
    """Draw the five levels with their words, and the feelings as a curve; dashed to and from what is assumed."""
    for level in range(1, _LEVELS + 1):
        at = _height_of(y, level)
        drawing.line([(_LEFT, at), (WIDTH - MARGIN - _INSET, at)], look="grid")
        text = words.feelings[level - 1]
        high = text_height(text, width=_SCALE - 12, size=SMALL, most=1)
        drawing.write(MARGIN, at - high / 2, text, size=SMALL, width=_SCALE - 12, most=1, look="muted")
    points = [(_LEFT + (at + 0.5) * each - _INSET / 2, one) for at, (_number, one) in enumerate(row)]
    for (x1, one), (x2, other) in pairwise(points):
        if one.emotion and other.emotion:
            look = "curve-dashed" if one.assumed or other.assumed else "curve"
            drawing.line([(x1, _height_of(y, one.emotion)), (x2, _height_of(y, other.emotion))], look=look)
    for x, one in points:
        _draw_feeling(drawing, x, _height_of(y, one.emotion or 3), one, words, each)
    return y + _LEVEL * _LEVELS


def _height_of(y: float, level: int) -> float:
    return y + _LEVEL * (_LEVELS - level + 0.5)


def _draw_feeling(drawing: Drawing, x: float, y: float, stage: Stage, words: JourneyWords, each: float) -> None:
    if not stage.emotion:
        high = text_height(words.unknown, width=each - 20, size=SMALL, most=2)
        drawing.box(x - each / 2 + 8, y - high / 2, each - 16, high, look="paper", corner=0)
        drawing.write(
            x, y - high / 2, words.unknown, size=SMALL, width=each - 20, most=2, anchor="middle", look="muted"
        )
        return
    drawing.circle(x, y, _RADIUS, look="mark-4" if stage.assumed else "mark")
    look = "text" if stage.assumed else "on-dark"
    drawing.write(x, y - SMALL * 0.64, str(stage.emotion), size=SMALL, anchor="middle", bold=True, look=look)


def _draw_points(drawing: Drawing, x: float, y: float, stage: Stage, each: float) -> float:
    """Write what hurts and helps in a step; return where it ends."""
    for text in stage.points:
        y += drawing.write(x + 4, y, text, size=SMALL, width=each - _INSET - 12, most=14) + SMALL * LINE_HEIGHT / 3
    return y

"""The funnel from quotes to solution: a bar for each stage, as wide as its number says, also where it grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import MARGIN, TEXT, WIDTH, Drawing, text_height, text_width

_NAMES = 330.0
_LEFT = MARGIN + _NAMES + 40
_MIDDLE = (_LEFT + WIDTH - MARGIN) / 2
_WIDEST = WIDTH - MARGIN - _LEFT
_THINNEST = 8.0
_BAR = 46.0
_GAP = 16.0


@dataclass(frozen=True)
class Stage:
    """A stage: what is counted, and how many there are."""

    name: str
    number: int


def draw_funnel(*, title: str, description: str, stages: Sequence[Stage], lang: str) -> Drawing:
    """Return the bars from the top down, around a common middle; a stage without anything has a nought, no bar."""
    drawing = Drawing(title, description, lang)
    y = drawing.heading()
    most = max((one.number for one in stages), default=0) or 1
    for one in stages:
        y = _draw_stage(drawing, y, one, most) + _GAP
    drawing.height = y - (_GAP if stages else 0) + MARGIN
    return drawing


def _draw_stage(drawing: Drawing, y: float, stage: Stage, most: int) -> float:
    named = text_height(stage.name, width=_NAMES)
    height = max(_BAR, named)
    middle = y + height / 2
    drawing.write(MARGIN, middle - named / 2, stage.name, width=_NAMES)
    wide = max(_WIDEST * stage.number / most, _THINNEST) if stage.number else 0.0
    if wide:
        drawing.box(_MIDDLE - wide / 2, middle - _BAR / 2, wide, _BAR, look="mark", corner=3)
    number = str(stage.number)
    inside = wide > text_width(number, bold=True) + 16
    x = _MIDDLE if inside or not wide else _MIDDLE + wide / 2 + 12
    drawing.write(
        x,
        middle - TEXT * 0.65,
        number,
        bold=True,
        anchor="middle" if inside or not wide else "start",
        look="on-dark" if inside else "text",
    )
    return y + height

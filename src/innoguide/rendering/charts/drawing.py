"""`Drawing`: the shapes of a picture, from top left, before the template `charts/picture.svg.j2` writes them as SVG.

What a shape looks like is a word of the template's style sheet (`card`, `mark`, `axis` …): a municipality's own
template can give them other colours. A picture is 1,000 wide, so that a text of size 20 is about 10 points high on A4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jinja2 import Environment

from innoguide.rendering.charts.text import lines_of, width_of
from innoguide.rendering.environment import render_picture
from innoguide.rendering.markdown import clean_line

WIDTH = 1000.0
MARGIN = 24.0
TITLE, TEXT, SMALL = 26.0, 20.0, 17.0
"""Sizes of text. Nothing smaller: on A4 the last is 8 points high."""

LINE_HEIGHT = 1.3

Anchor = Literal["start", "middle", "end"]


@dataclass
class Drawing:
    """A picture that is being drawn; *height* is set last. *description* says in words what the picture shows."""

    title: str
    description: str
    lang: str
    height: float = 0.0
    shapes: list[dict[str, Any]] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, *, look: str = "card", corner: float = 6) -> None:
        """Draw a rectangle."""
        self._add("box", look, x=x, y=y, width=width, height=height, corner=corner)

    def circle(self, x: float, y: float, radius: float, *, look: str = "mark") -> None:
        """Draw a circle around (x, y)."""
        self._add("circle", look, x=x, y=y, radius=radius)

    def line(self, points: Sequence[tuple[float, float]], *, look: str = "axis", closed: bool = False) -> None:
        """Draw a line through *points*, or an area with *closed*."""
        self._add("area" if closed else "line", look, points=" ".join(f"{_n(x)},{_n(y)}" for x, y in points))

    def arrow(self, start: tuple[float, float], end: tuple[float, float], *, look: str = "arrow") -> None:
        """Draw a straight line with a head at its *end*."""
        (x1, y1), (x2, y2) = start, end
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        back = (x2 - 12 * dx, y2 - 12 * dy)
        self.line([start, back], look=look)
        head = [end, (back[0] - 6 * dy, back[1] + 6 * dx), (back[0] + 6 * dy, back[1] - 6 * dx)]
        self.line(head, look=f"{look}-head", closed=True)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        anchor: Anchor = "start",
        width: float = 0,
        most: int = 0,
        bold: bool = False,
        look: str = "text",
    ) -> float:
        """Write *text* with its top at *y*, on several lines if *width* is given; return how high it became.

        *most* is how many lines there may be (see `lines_of`).
        """
        lines = (
            lines_of(text, width=width, size=size, bold=bold, most=most)
            if width
            else [line for line in [clean_line(text)] if line]
        )
        for number, line in enumerate(lines):
            baseline = y + size * (number * LINE_HEIGHT + 1)
            self._add("text", look, x=x, y=baseline, size=size, anchor=anchor, bold=bold, text=line)
        return len(lines) * size * LINE_HEIGHT

    def heading(self) -> float:
        """Write the title over the picture; return where what comes beneath it may begin."""
        return MARGIN + self.write(MARGIN, MARGIN, self.title, size=TITLE, bold=True, width=WIDTH - 2 * MARGIN) + 14

    def _add(self, shape: str, look: str, **values: Any) -> None:
        written = {key: _n(value) if isinstance(value, float | int) and not isinstance(value, bool) else value
                   for key, value in values.items()}  # fmt: skip
        self.shapes.append({"shape": shape, "look": look, **written})


def svg(environment: Environment, drawing: Drawing) -> str:
    """Return the picture as SVG; *environment* is one of `make_picture_environment`."""
    values = {
        "title": drawing.title,
        "description": drawing.description,
        "lang": drawing.lang,
        "width": _n(WIDTH),
        "height": _n(drawing.height),
        "shapes": drawing.shapes,
    }
    return render_picture(environment, "charts/picture.svg.j2", values)


def text_height(text: str, *, width: float, size: float = TEXT, bold: bool = False, most: int = 0) -> float:
    """Return how high `write` makes *text*."""
    return len(lines_of(text, width=width, size=size, bold=bold, most=most)) * size * LINE_HEIGHT


def text_width(text: str, *, size: float = TEXT, bold: bool = False) -> float:
    """Return how wide *text* is on one line, at most."""
    return width_of(clean_line(text), size, bold=bold)


def _n(value: float) -> str:
    """Return a number with one decimal at most: the same bytes each time, and small files."""
    text = f"{value:.1f}"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")

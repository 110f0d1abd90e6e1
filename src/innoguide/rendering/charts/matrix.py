"""The prioritisation matrix: what the group has placed on two scales, as numbered points with a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, TEXT, WIDTH, Drawing, text_height
from innoguide.rendering.charts.legend import Entry, draw_legend
from innoguide.texts import t

STEPS = 5
MOST = 120
"""More points than this are counted cell by cell."""

_LEFT = 176.0
_WORDS = 116.0
_CELL_WIDTH, _CELL_HEIGHT = 160.0, 96.0
_RIGHT = _LEFT + STEPS * _CELL_WIDTH
_PITCH = 32.0  # an odd number of places in each cell, so that one of them is its middle
_RADIUS = 15.0
_COLUMNS, _ROWS = int(STEPS * _CELL_WIDTH / _PITCH), int(STEPS * _CELL_HEIGHT / _PITCH)


@dataclass(frozen=True)
class Axis:
    """A scale 1–5: what it is called, and what its ends mean."""

    name: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Point:
    """What was placed: its number and title, and the two values 1–5."""

    number: int
    title: str
    x: int
    y: int
    chosen: bool = False


@dataclass(frozen=True)
class Corners:
    """What the four corners are called, where the guide has a name for them."""

    top_left: str = ""
    top_right: str = ""
    bottom_left: str = ""
    bottom_right: str = ""


def draw_matrix(
    *,
    title: str,
    description: str,
    axes: tuple[Axis, Axis],
    points: Sequence[Point],
    lang: str,
    corners: Corners | None = None,
    chosen: str = "",
) -> Drawing:
    """Return the matrix; *chosen* is the word that stands beside what was chosen."""
    drawing = Drawing(title, description, lang)
    named = corners or Corners()
    top = _draw_frame(drawing, drawing.heading(), axes[1], named)
    counted = len(points) > MOST
    (_draw_counts if counted else _draw_points)(drawing, top, points)
    y = _draw_below(drawing, top + STEPS * _CELL_HEIGHT, axes[0], named)
    if counted:
        y += drawing.write(_LEFT, y + 14, t("picture_matrix_counted", lang), size=SMALL, width=_RIGHT - _LEFT) + 14
    else:
        y = draw_legend(drawing, y + 22, [_entry(one, chosen) for one in points])
    drawing.height = y + MARGIN
    return drawing


def _entry(point: Point, chosen: str) -> Entry:
    text = f"{point.title} ({chosen})" if point.chosen and chosen else point.title
    return Entry(str(point.number), text, bold=point.chosen)


def _draw_frame(drawing: Drawing, top: float, axis: Axis, corners: Corners) -> float:
    """Draw what stands left of, over and behind the points; return where the plot begins."""
    top += drawing.write(MARGIN, top, f"↑ {axis.name}", bold=True, width=WIDTH - 2 * MARGIN) + 6
    top += _draw_names(drawing, top, (corners.top_left, corners.top_right))
    bottom = top + STEPS * _CELL_HEIGHT
    drawing.box(_LEFT, top, _RIGHT - _LEFT, bottom - top, look="band", corner=0)
    for step in range(1, STEPS):
        drawing.line([(_LEFT + step * _CELL_WIDTH, top), (_LEFT + step * _CELL_WIDTH, bottom)], look="grid")
        drawing.line([(_LEFT, top + step * _CELL_HEIGHT), (_RIGHT, top + step * _CELL_HEIGHT)], look="grid")
    drawing.line([(_LEFT, top), (_LEFT, bottom), (_RIGHT, bottom)])
    for value in range(1, STEPS + 1):
        middle = bottom - (value - 0.5) * _CELL_HEIGHT
        words = {1: axis.low, STEPS: axis.high}.get(value, "")
        drawing.write(_LEFT - 12, middle - TEXT * 0.64, str(value), anchor="end")
        high = text_height(words, width=_WORDS, size=SMALL, most=4)
        drawing.write(MARGIN, middle - high / 2, words, size=SMALL, width=_WORDS, most=4, look="muted")
    return top


def _draw_names(drawing: Drawing, y: float, names: tuple[str, str]) -> float:
    """Write the names of two corners beside the plot; return how high they became."""
    half = (_RIGHT - _LEFT) / 2 - 12
    left = drawing.write(_LEFT, y, names[0], size=SMALL, bold=True, width=half)
    right = drawing.write(_RIGHT, y, names[1], size=SMALL, bold=True, width=half, anchor="end")
    return max(left, right) + (6 if left or right else 0)


def _draw_below(drawing: Drawing, bottom: float, axis: Axis, corners: Corners) -> float:
    """Write the values and the name of the lower scale; return where it ends."""
    for value in range(1, STEPS + 1):
        drawing.write(_LEFT + (value - 0.5) * _CELL_WIDTH, bottom + 6, str(value), anchor="middle")
    y = bottom + 6 + TEXT * LINE_HEIGHT
    y += _draw_names(drawing, y, (corners.bottom_left, corners.bottom_right))
    low = drawing.write(_LEFT, y, axis.low, size=SMALL, width=250, most=4, look="muted")
    high = drawing.write(_RIGHT, y, axis.high, size=SMALL, width=250, most=4, look="muted", anchor="end")
    name = drawing.write((_LEFT + _RIGHT) / 2, y, f"{axis.name} →", bold=True, width=270, anchor="middle")
    return y + max(low, high, name)


def _center(point: Point, top: float) -> tuple[float, float]:
    return _LEFT + (point.x - 0.5) * _CELL_WIDTH, top + (STEPS - point.y + 0.5) * _CELL_HEIGHT


def _draw_points(drawing: Drawing, top: float, points: Sequence[Point]) -> None:
    placed = list(_apart(points, top))
    for point, (x, y) in placed:
        cx, cy = _center(point, top)
        if abs(x - cx) > _CELL_WIDTH / 2 or abs(y - cy) > _CELL_HEIGHT / 2:
            drawing.line([(cx, cy), (x, y)], look="hair")
    for point, (x, y) in placed:
        drawing.circle(x, y, _RADIUS, look="mark" if point.chosen else "mark-4")
        look = "on-dark" if point.chosen else "text"
        drawing.write(x, y - SMALL * 0.64, str(point.number), size=SMALL, anchor="middle", bold=True, look=look)


def _apart(points: Sequence[Point], top: float) -> Iterator[tuple[Point, tuple[float, float]]]:
    """Yield each point with a place of its own: the free one nearest to where it was placed."""
    taken: set[tuple[int, int]] = set()
    order = sorted(points, key=lambda one: (one.y, one.x, one.number))
    crowds = Counter((one.x, one.y) for one in points)
    for point in sorted(order, key=lambda one: crowds[one.x, one.y]):
        spot = next(one for one in _spots(point) if one not in taken)
        taken.add(spot)
        yield point, _at(spot, top)


def _at(spot: tuple[int, int], top: float) -> tuple[float, float]:
    return _LEFT + (spot[0] + 0.5) * _PITCH, top + (spot[1] + 0.5) * _PITCH


def _spots(point: Point) -> list[tuple[int, int]]:
    """Return all places of the plot, the nearest to where *point* belongs first."""
    cx, cy = _center(point, 0)

    def away(spot: tuple[int, int]) -> tuple[float, int, int]:
        x, y = _at(spot, 0)
        return round((x - cx) ** 2 + (y - cy) ** 2, 3), spot[1], spot[0]

    return sorted(((column, row) for column in range(_COLUMNS) for row in range(_ROWS)), key=away)


def _draw_counts(drawing: Drawing, top: float, points: Sequence[Point]) -> None:
    """Write in each cell how many stand there."""
    for (x, y), number in sorted(Counter((one.x, one.y) for one in points).items()):
        cx, cy = _center(Point(0, "", x, y), top)
        drawing.circle(cx, cy, 34, look="mark-4")
        drawing.write(cx, cy - TEXT * 0.64, str(number), anchor="middle", bold=True)

"""The actor map: nearest the user in the inmost ring. Names stand at the dots where there is room, else beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import cos, pi, sin

from innoguide.rendering.charts.drawing import LINE_HEIGHT, MARGIN, SMALL, WIDTH, Drawing, text_height, text_width
from innoguide.rendering.charts.legend import Entry, draw_legend
from innoguide.rendering.charts.text import lines_of

MOST = 120
"""More actors than this are only counted, ring by ring."""

MOST_NAMED = 12
"""How many names a ring may have beside its dots."""

_X = WIDTH / 2
_CENTER = 80.0
_NAMED_BAND = 128.0
_NAME_WIDTH, _NAME_LINES = 190.0, 5
_DOT, _NUMBERED = 8.0, 15.0
_ROW = 40.0
_TURNS = 48
_AIR = 6.0


@dataclass(frozen=True)
class Actor:
    """An actor; *inside* the own organisation or not."""

    name: str
    inside: bool = False


@dataclass(frozen=True)
class Ring:
    """A ring, or those who have no ring yet; its name says how many they are too."""

    name: str
    actors: tuple[Actor, ...]
    placed: bool = True


@dataclass(frozen=True)
class MapWords:
    """The words: what is in the middle, the two sorts of dots, and what is said when actors are only counted."""

    middle: str
    inside: str
    outside: str
    more: str = ""


@dataclass(frozen=True)
class _Area:
    """A rectangle that something fills."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: _Area) -> bool:
        """Whether the two come closer than a little air."""
        return (
            self.x < other.x + other.width + _AIR
            and other.x < self.x + self.width + _AIR
            and self.y < other.y + other.height + _AIR
            and other.y < self.y + self.height + _AIR
        )


@dataclass
class _Plan:
    """Where everything goes, with the middle of the map at (0, 0)."""

    radii: list[float] = field(default_factory=list)
    dots: list[tuple[float, float, Actor]] = field(default_factory=list)
    names: list[tuple[_Area, Actor]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """How far up it goes."""
        return min([-_CENTER, *(-one for one in self.radii), *(area.y for area, _actor in self.names)])

    @property
    def bottom(self) -> float:
        """How far down it goes."""
        return max([_CENTER, *self.radii, *(area.y + area.height for area, _actor in self.names)])


def draw_actor_map(*, title: str, description: str, rings: Sequence[Ring], words: MapWords, lang: str) -> Drawing:
    """Return the map; *rings* from the inmost out, those without a ring last."""
    drawing = Drawing(title, description, lang)
    y = _draw_key(drawing, drawing.heading(), words)
    inner = [one for one in rings if one.placed]
    number = sum(len(one.actors) for one in rings)
    shown = inner if number <= MOST else [Ring(one.name, ()) for one in inner]
    named = _named(shown) if number <= MOST else None
    plan = named or _numbered(shown)
    middle = y - plan.top
    _draw_rings(drawing, middle, plan, shown, words)
    _draw_dots(drawing, middle, plan, numbered=named is None)
    y = middle + plan.bottom
    if number > MOST:
        y += 14 + drawing.write(MARGIN, y + 14, words.more, size=SMALL, width=WIDTH - 2 * MARGIN, look="muted")
    else:
        y = _draw_legend(drawing, y, rings, named=named is not None)
    drawing.height = y + MARGIN
    return drawing


def _draw_key(drawing: Drawing, y: float, words: MapWords) -> float:
    half = (WIDTH - 2 * MARGIN) / 2
    heights = [SMALL * LINE_HEIGHT]
    for at, (look, text) in enumerate((("mark", words.inside), ("mark-4", words.outside))):
        x = MARGIN + at * half
        drawing.circle(x + 9, y + 11, _DOT, look=look)
        heights.append(drawing.write(x + 28, y, text, size=SMALL, width=half - 40))
    return y + max(heights) + 16


def _title_area(radius: float, name: str) -> _Area:
    """Return where the name of a ring stands: inside its edge, at the top."""
    wide = min(text_width(name, size=SMALL, bold=True), 1.4 * radius)
    return _Area(-wide / 2, -radius + 7, wide, SMALL * LINE_HEIGHT)


def _around(radius: float, number: int, turn: float) -> Iterator[tuple[float, float]]:
    """Yield *number* places on a circle, evenly."""
    for at in range(number):
        angle = 2 * pi * (at / number + turn) - pi / 2
        yield radius * cos(angle), radius * sin(angle)


def _named(rings: Sequence[Ring]) -> _Plan | None:
    """Return a map with each name at its dot, or None when they do not all fit."""
    if not any(one.actors for one in rings) or any(len(one.actors) > MOST_NAMED for one in rings):
        return None
    plan = _Plan([_CENTER + _NAMED_BAND * (at + 1) for at in range(len(rings))])
    taken = [_Area(-_CENTER, -_CENTER, 2 * _CENTER, 2 * _CENTER)]
    taken += [_title_area(radius, one.name) for radius, one in zip(plan.radii, rings, strict=True)]
    for radius, ring in zip(plan.radii, rings, strict=True):
        placed = next(filter(None, (_try_ring(radius, ring, taken, turn) for turn in range(_TURNS))), None)
        if placed is None:
            return None
        for dot, area, actor in placed:
            plan.dots.append((*dot, actor))
            plan.names.append((area, actor))
            taken += [_dot_area(dot), area]
    return plan


_Placed = list[tuple[tuple[float, float], _Area, Actor]]


def _try_ring(radius: float, ring: Ring, taken: Sequence[_Area], turn: int) -> _Placed:
    """Return the dots and names of a ring that is turned so much, or nothing when two would meet."""
    full, placed = list(taken), []
    step = turn / _TURNS / max(len(ring.actors), 1)
    places = list(_around(radius - _NAMED_BAND * 0.56, len(ring.actors), step + 0.5 / max(len(ring.actors), 1)))
    dots = [_dot_area(one) for one in places]
    for dot, actor in zip(places, ring.actors, strict=True):
        others = [*full, *(one for one in dots if one != _dot_area(dot))]
        area = next(
            (one for one in _name_areas(dot, actor.name) if not any(one.meets(other) for other in others)), None
        )
        if area is None or any(_dot_area(dot).meets(one) for one in full):
            return []
        full += [_dot_area(dot), area]
        placed.append((dot, area, actor))
    return placed


def _dot_area(dot: tuple[float, float]) -> _Area:
    return _Area(dot[0] - _DOT, dot[1] - _DOT, 2 * _DOT, 2 * _DOT)


def _name_areas(dot: tuple[float, float], name: str) -> Iterator[_Area]:
    """Yield where the name of a dot may stand: beneath, above, beside, and moved a little to the sides."""
    lines = lines_of(name, width=_NAME_WIDTH, size=SMALL, most=_NAME_LINES)
    wide = max((text_width(line, size=SMALL) for line in lines), default=0.0)
    high = len(lines) * SMALL * LINE_HEIGHT
    gap = _DOT + _AIR + 1
    beside = [(gap, -high / 2), (-gap - wide, -high / 2)]
    moved = [(-wide * part, top) for part in (0.25, 0.75, 0.0, 1.0) for top in (gap, -gap - high)]
    for x, y in [(-wide / 2, gap), (-wide / 2, -gap - high), *beside, *moved]:
        yield from _inside_paper(_Area(dot[0] + x, dot[1] + y, wide, high))


def _inside_paper(area: _Area) -> Iterator[_Area]:
    if abs(area.x) < _X - MARGIN and area.x + area.width < _X - MARGIN:
        yield area


def _numbered(rings: Sequence[Ring]) -> _Plan:
    """Return a map with room for every dot: a ring is as wide as its dots need."""
    plan, edge = _Plan(), _CENTER
    for ring in rings:
        rows = _rows_for(ring, edge)
        radius = edge + rows * _ROW + SMALL * LINE_HEIGHT + 6
        plan.dots += [(x, y, actor) for (x, y), actor in zip(_places(ring, edge, radius), ring.actors, strict=False)]
        plan.radii.append(radius)
        edge = radius
    return plan


def _rows_for(ring: Ring, edge: float) -> int:
    """Return how many rows of dots a ring needs, at least one."""
    return next(
        rows
        for rows in count(1)
        if len(_spots(ring, edge, edge + rows * _ROW + SMALL * LINE_HEIGHT + 6)) >= len(ring.actors)
    )


def _spots(ring: Ring, edge: float, radius: float) -> list[tuple[float, float]]:
    """Return every place for a dot in a ring, outside its name."""
    title = _title_area(radius, ring.name)
    found: list[tuple[float, float]] = []
    row = edge + _ROW / 2 + 4
    while row + _NUMBERED + 4 <= radius:
        spots = _around(row, int(2 * pi * row / _ROW), 0.5 / max(int(2 * pi * row / _ROW), 1))
        found += [one for one in spots if not _numbered_area(one).meets(title)]
        row += _ROW
    return found


def _places(ring: Ring, edge: float, radius: float) -> list[tuple[float, float]]:
    """Return a place for each actor of a ring, spread over all there are."""
    spots = _spots(ring, edge, radius)
    return [spots[at * len(spots) // len(ring.actors)] for at in range(len(ring.actors))]


def _numbered_area(dot: tuple[float, float]) -> _Area:
    return _Area(dot[0] - _NUMBERED, dot[1] - _NUMBERED, 2 * _NUMBERED, 2 * _NUMBERED)


def _draw_rings(drawing: Drawing, middle: float, plan: _Plan, rings: Sequence[Ring], words: MapWords) -> None:
    for at, radius in reversed(list(enumerate(plan.radii))):
        drawing.circle(_X, middle, radius, look="paper" if at % 2 else "band")
        drawing.circle(_X, middle, radius, look="faint-ring" if plan.names else "ring")
    for radius, ring in zip(plan.radii, rings, strict=True):
        area = _title_area(radius, ring.name)
        drawing.write(
            _X, middle + area.y, ring.name, size=SMALL, bold=True, anchor="middle", width=area.width + 1, most=1
        )
    drawing.circle(_X, middle, _CENTER - 8, look="mark")
    high = text_height(words.middle, width=2 * _CENTER - 28, size=SMALL, bold=True, most=3)
    drawing.write(
        _X, middle - high / 2, words.middle, size=SMALL, bold=True, anchor="middle", width=2 * _CENTER - 28, most=3,
        look="on-dark",
    )  # fmt: skip


def _draw_dots(drawing: Drawing, middle: float, plan: _Plan, *, numbered: bool) -> None:
    for area, actor in plan.names:
        drawing.write(
            _X + area.x + area.width / 2, middle + area.y, actor.name, size=SMALL, anchor="middle",
            width=_NAME_WIDTH, most=_NAME_LINES,
        )  # fmt: skip
    for at, (x, y, actor) in enumerate(plan.dots, start=1):
        drawing.circle(_X + x, middle + y, _NUMBERED if numbered else _DOT, look="mark" if actor.inside else "mark-4")
        if numbered:
            look = "on-dark" if actor.inside else "text"
            drawing.write(_X + x, middle + y - SMALL * 0.64, str(at), size=SMALL, anchor="middle", look=look)


def _draw_legend(drawing: Drawing, y: float, rings: Sequence[Ring], *, named: bool) -> float:
    """Write the numbered names ring by ring, and those without a ring; return where it ends."""
    entries: list[Entry] = []
    number = 1
    for ring in rings:
        if ring.actors and not (named and ring.placed):
            entries.append(Entry("", ring.name, bold=True))
            for actor in ring.actors:
                entries.append(Entry(str(number) if ring.placed else "–", actor.name))
                number += ring.placed
    return draw_legend(drawing, y + 22, entries) if entries else y

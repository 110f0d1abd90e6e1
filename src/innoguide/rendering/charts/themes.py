"""Themes: a card each, with the notes that belong to it, in three columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from innoguide.rendering.charts.cards import Piece, draw_card, lowest
from innoguide.rendering.charts.drawing import MARGIN, SMALL, WIDTH, Drawing

MOST = 40
"""More themes than this, and more notes in one theme, are left to the list."""

_COLUMNS = 3
_GAP = 20.0
_EACH = (WIDTH - 2 * MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
_NAME_LINES, _NOTE_LINES = 8, 5


@dataclass(frozen=True)
class Theme:
    """A theme: its name, how many notes it has in words, the notes, and what is said when some are left out."""

    name: str
    count: str
    notes: tuple[str, ...]
    more: str = ""


def draw_themes(*, title: str, description: str, themes: Sequence[Theme], more: str = "", lang: str) -> Drawing:
    """Return the themes in their order; a card goes where there is most room. *more* is said of those left out."""
    drawing = Drawing(title, description, lang)
    ends = [drawing.heading()] * _COLUMNS
    for one in themes[:MOST]:
        at = lowest(ends)
        ends[at] = _GAP + draw_card(drawing, MARGIN + at * (_EACH + _GAP), ends[at], _pieces(one), width=_EACH)
    y = max(ends) - (_GAP if themes else 0)
    if len(themes) > MOST:
        y += 14 + drawing.write(MARGIN, y + 14, more, size=SMALL, width=WIDTH - 2 * MARGIN, look="muted")
    drawing.height = y + MARGIN
    return drawing


def _pieces(theme: Theme) -> list[Piece]:
    notes = [Piece(one, size=SMALL, most=_NOTE_LINES, above=15, ruled=True) for one in theme.notes[:MOST]]
    more = [Piece(theme.more, size=SMALL, look="muted", above=15, ruled=True)] if len(theme.notes) > MOST else []
    name = Piece(theme.name, bold=True, most=_NAME_LINES)
    return [name, Piece(theme.count, size=SMALL, look="muted"), *notes, *more]

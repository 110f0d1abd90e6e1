"""What a status shows where it is longer than the window: less of each thing, and where the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from innoguide.jobs.walk.prompter import Line
from innoguide.texts import t

FEWER = (4, 2, 1, 0)
"""How many of the things under a line are shown, tried in this order until all fits."""


def fitted(lines: Sequence[Line], *, height: int, width: int) -> list[Line]:
    """Return as much of *lines* as *height* rows hold, with the prompt below them; the last line always stays."""
    from innoguide.terminal.screen import layout

    if len(layout(lines, width=width)) < height:
        return [*lines]
    shorter: list[Line] = []
    for most in FEWER:
        shorter = _shortened(lines, most)
        if len(layout(shorter, width=width)) < height:
            break
    return shorter


def _shortened(lines: Sequence[Line], most: int) -> list[Line]:
    """Return *lines* with at most so many of the things under each; how many there are is said instead."""
    kept: list[Line] = []
    for tone, run in groupby(lines, key=lambda line: line.tone if line.tone in ("hint", "list") else ""):
        found = list(run)
        left = len(found) - most
        if not tone or left <= 0:
            kept += found
            continue
        kept += found[:most]
        if most:
            text = t("and_more", number=left).strip()
            kept.append(replace(found[0], text=text if tone == "list" else f"     - {text}"))
        elif tone == "hint":  # the things of a step; others have their number in the line above
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text} · {t('status_to_look_at', number=left)}")
    gap = max(number for number, line in enumerate(kept) if not line.text)
    return [*kept[:gap], Line(text=t("status_all"), tone="hint"), *kept[gap:]]

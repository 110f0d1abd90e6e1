"""Draws what `rivals.py --json FILE` measured: seconds by number of texts, a small picture for each work.

    python benchmarks/curve.py FILE docs/speed.svg

Both axes are logarithmic. The tools are told apart by dashes and marks, too, so that the picture may be printed grey.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORK = {"start": "Start", "add": "Add one", "check": "Check", "check again": "Check again", "compile": "Compile"}
LOOKS = {
    "innoguide": ("#8a0f4d", "", "●"),
    "towncrier": ("#1f5fa8", "7 3", "▲"),
    "Doorstop": ("#3f7d2c", "2 3", "■"),
    "StrictDoc": ("#b0640a", "9 3 2 3", "◆"),
    "MkDocs": ("#555555", "5 5", "✚"),
}
SIZES, TIMES = (100, 1_000, 10_000), (0.1, 1, 10, 100)
WIDE, HIGH, LEFT, TOP, STEP_X, STEP_Y = 210, 160, 62, 66, 290, 232
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 500" role="img" \
aria-labelledby="speed-name speed-about" font-family="sans-serif" font-size="12" fill="#222222">
<title id="speed-name">What each tool takes, by the number of texts</title>
<desc id="speed-about">{about}</desc>
<rect width="900" height="500" fill="#ffffff"/>
<text x="20" y="28" font-size="17" font-weight="bold">Seconds by number of texts (both scales grow tenfold)</text>"""


def across(size: float) -> float:
    """Return how far to the right so many texts stand."""
    return WIDE * math.log(size / SIZES[0]) / math.log(SIZES[-1] / SIZES[0])


def down(seconds: float) -> float:
    """Return how far down so many seconds stand."""
    return HIGH * (1 - math.log(seconds / TIMES[0]) / math.log(TIMES[-1] / TIMES[0]))


def panel(figures: list[dict[str, Any]], title: str) -> Iterator[str]:
    """Yield the picture of one work, its corner at 0, 0."""
    yield f'<text y="-10" font-size="14" font-weight="bold">{title}</text>'
    for seconds in TIMES:
        y = down(seconds)
        yield f'<path d="M0 {y:.1f}H{WIDE}" stroke="#dddddd"/>'
        yield f'<text x="-8" y="{y + 4:.1f}" text-anchor="end">{seconds:g} s</text>'
    for size in SIZES:
        yield f'<text x="{across(size):.1f}" y="{HIGH + 18}" text-anchor="middle">{size:,}</text>'
    for tool, (colour, dashes, mark) in LOOKS.items():
        points = [(across(one["size"]), down(one["median"])) for one in figures if one["tool"] == tool]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
        for x, y in points:
            yield f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" fill="{colour}">{mark}</text>'


def legend() -> Iterator[str]:
    """Yield what stands for which tool."""
    for number, (tool, (colour, dashes, mark)) in enumerate(LOOKS.items()):
        y = 10 + 26 * number
        yield f'<path d="M0 {y}H50" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
        yield f'<text x="25" y="{y + 4}" text-anchor="middle" fill="{colour}">{mark}</text>'
        yield f'<text x="62" y="{y + 4}">{tool}</text>'
    yield f'<text x="0" y="{20 + 26 * len(LOOKS)}">A line that stops: the tool was not run there,</text>'
    yield f'<text x="0" y="{36 + 26 * len(LOOKS)}">or took too long.</text>'


def told(figures: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the figures in words, for whoever does not see the picture."""
    for work, title in WORK.items():
        found = [one for one in figures if one["work"] == work]
        said = [f"{one['tool']} {one['size']:,}: {one['median']:.1f} s" for one in found]
        yield f"{title}: {', '.join(said)}."


def main(source: Path, target: Path) -> None:
    """Read the figures and write the picture."""
    figures = json.loads(source.read_text("utf-8"))
    lines = [HEAD.format(about=" ".join(told(figures)))]
    for number, (work, title) in enumerate(WORK.items()):
        x, y = LEFT + STEP_X * (number % 3), TOP + STEP_Y * (number // 3)
        found = [one for one in figures if one["work"] == work]
        lines += [f'<g transform="translate({x} {y})">', *panel(found, title), "</g>"]
    x, y = LEFT + STEP_X * 2, TOP + STEP_Y
    lines += [f'<g transform="translate({x} {y})">', *legend(), "</g>", "</svg>"]
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

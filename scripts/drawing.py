"""What the pictures of the terminal share: a page that keeps its lines, and those lines as SVG."""

from __future__ import annotations

import html
import io
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from innoguide.terminal.screen import Page

COLUMNS = 100
_INK = (0x16, 0x1B, 0x22)
THEME = TerminalTheme(background=(0xFD, 0xFC, 0xF9), foreground=_INK, normal=[_INK] * 8)
_SIDE = 12.2
"""How wide Rich draws a character, and half as high as a line."""
_HALVES = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
"""Block characters: whether their upper and their lower half is filled."""
_FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" \
role="img" aria-labelledby="{unique_id}-name {unique_id}-about">
<title id="{unique_id}-name">%(title)s</title>
<desc id="{unique_id}-about">%(about)s</desc>
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; \
line-height: {line_height}px; }}
.{unique_id}-title {{ font-family: Arial, sans-serif; font-size: 18px; font-weight: bold; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Roll(Page):
    """A page that keeps its lines instead of printing them."""

    def __init__(self) -> None:
        super().__init__(recording_console(), plain=False)
        self.lines: list[Text] = []

    def put(self, texts: Iterable[Text]) -> None:
        """Keep *texts*, never with two empty lines in a row."""
        for text in texts:
            if text.plain.strip() or (self.lines and self.lines[-1].plain.strip()):
                self.lines.append(text)


def recording_console() -> Console:
    """Return a console that is the same wherever this runs."""
    return Console(
        file=io.StringIO(),
        record=True,
        width=COLUMNS,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )


def draw(lines: Sequence[Text], *, name: str, command: str, title: str, about: str) -> str:
    """Return *lines* as SVG, the same bytes each time. *name* begins all its ids; *command* stands in the frame."""
    console = recording_console()
    for line in lines:
        console.print(_without_blocks(line), soft_wrap=True)
    words_about = {"title": html.escape(title), "about": html.escape(about)}
    drawn = console.export_svg(title=command, theme=THEME, code_format=_FORMAT % words_about, unique_id=name)
    drawn = drawn.replace(f'<g class="{name}-matrix">', f'{_blocks(lines)}<g class="{name}-matrix">')
    return "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"


def _is_picture(line: Text) -> bool:
    return bool(line.plain) and set(line.plain) <= set(_HALVES)


def _without_blocks(line: Text) -> Text:
    return Text() if _is_picture(line) else line


def _blocks(lines: Sequence[Text]) -> str:
    """Return the lines of block characters as one shape: with glyphs, a camera would see gaps between them."""
    rows = [(at, line.plain) for at, line in enumerate(lines) if _is_picture(line)]
    if not rows:
        return ""
    squares = [
        f"M{round(column * _SIDE, 1)} {round((2 * at + half) * _SIDE, 1)}h{_SIDE}v{_SIDE}h-{_SIDE}z"
        for at, text in rows
        for half in (0, 1)
        for column, sign in enumerate(text)
        if _HALVES[sign][half]
    ]
    size = f'width="{round(len(rows[0][1]) * _SIDE, 1)}" height="{round(2 * len(rows) * _SIDE, 1)}"'
    back = f'<rect y="{round(2 * rows[0][0] * _SIDE, 1)}" {size} fill="#161b22"/>'
    return f'<g shape-rendering="crispEdges">\n{back}\n<path fill="#ffffff" d="{"".join(squares)}"/>\n</g>\n'


def words(picture: str) -> list[str]:
    """Return what can be read in *picture*: how Rich draws it may differ between its versions."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]


def is_fresh(path: Path, picture: str, *, script: str) -> bool:
    """Whether the file says what *picture* says; if not, say which *script* writes it."""
    if path.is_file() and words(path.read_text("utf-8")) == words(picture):
        return True
    print(f"docs/{path.name} is stale: run python scripts/{script}", file=sys.stderr)
    return False


def write_picture(path: Path, picture: str) -> None:
    """Write *picture*, and say how large it is."""
    path.write_text(picture, "utf-8", newline="\n")
    print(f"docs/{path.name}: {len(picture)} bytes")

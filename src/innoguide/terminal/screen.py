"""What the user sees: the only two consoles, and how lines, tables and errors look on them."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from innoguide.jobs.walk.prompter import Line

WIDEST = 100
NARROWEST = 20
LABEL_COLUMN = 15  # "Lyssna efter:" and two spaces, so that "Säg:" alone stands as it does beside it
LONGEST_WORD = 16  # columns that a word in a table's cell may ask for
STYLES = {"heading": "bold", "warning": "yellow", "hint": "dim"}

# C0 but tab and newline, DEL and C1, direction controls, line separators, what cannot be encoded.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_wanted() -> bool:
    """Say whether the environment asks for plain lines: no rules, no redraw, no bell."""
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        return True
    return any(os.environ.get(name, "") not in ("", "0") for name in ("INNOGUIDE_PLAIN", "ACCESSIBLE"))


class _Console(Console):
    """A console that leaves a reader who has had enough (`| head`) to whoever runs the command."""

    def on_broken_pipe(self) -> None:
        """Rich would end the program with 1 here: it is no fault."""
        raise BrokenPipeError


def _make_console(stream: TextIO, *, stderr: bool) -> Console:
    """Return a console that colours nothing but at a terminal, or where FORCE_COLOR asks for it."""
    on_terminal = stream is not None and stream.isatty()
    is_grey = plain_wanted() or bool(os.environ.get("NO_COLOR"))
    is_forced = os.environ.get("FORCE_COLOR", "") not in ("", "0")
    return _Console(
        stderr=stderr,
        force_terminal=None if on_terminal else False,  # FORCE_COLOR gives colours, never the layout of a terminal
        color_system=None if is_grey else "auto" if on_terminal else "standard" if is_forced else None,
        markup=False,
        highlight=False,
        emoji=False,
    )


out = _make_console(sys.stdout, stderr=False)
err = _make_console(sys.stderr, stderr=True)


def show(text: str) -> str:
    """Return *text* safe for a terminal: what would steer it becomes a visible sign."""
    return UNSAFE.sub(_sign_for, text.replace("\r\n", "\n"))


def _sign_for(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # ␛ for ESC: a picture of the control
    return "\n" if code in (0x2028, 0x2029) else "\N{REPLACEMENT CHARACTER}"


def width_of(console: Console) -> int:
    """Return how many columns to use; the same wherever the text is piped to."""
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        return WIDEST
    return max(min(console.width, WIDEST), NARROWEST)


def hang(first: Text, body: Text, *, column: int, width: int) -> list[Text]:
    """Return *body* wrapped after *first*, its further lines indented to *column*."""
    if column > width // 2:
        head = [first] if first.plain.strip() else []
        return [*head, *hang(Text("  "), body, column=2, width=width)]
    pieces = body.wrap(out, width - column) or [Text()]
    lines = []
    for index, piece in enumerate(pieces):
        start = first + " " * (column - cell_len(first.plain)) if index == 0 else Text(" " * column)
        whole = start + piece
        whole.rstrip()
        lines.append(whole)
    return lines


def wrapped(text: str, *, width: int, style: str = "") -> list[Text]:
    """Return *text* wrapped; the spaces that it begins with indent all of it."""
    body = show(text)
    indent = len(body) - len(body.lstrip(" "))
    return hang(Text(), Text(body[indent:], style), column=indent, width=width)


def aloud(text: str) -> str:
    """Return *text* as it is best heard: a dot between things would be said, and columns are nothing to the ear."""
    return re.sub(r"(?<=[^\s\d]) {2,}(?=\S)", " ", text.replace(" · ", ", "))


def _spoken(line: Line) -> Line:
    """Return *line* for plain lines: what is a column to the eye is a label with a colon to the ear."""
    label = line.label.strip()
    label += ":" if label and label[-1] not in ":.?!…" else ""
    return replace(line, text=aloud(line.text), label=label, right=aloud(line.right))


def _rule(line: Line, *, width: int, plain: bool) -> list[Text]:
    """Return a line across the page with its title, and what stands at its right edge."""
    title, right = show(line.text), show(line.right)
    if plain:
        return wrapped(f"{title} ({right})" if right else title, width=width)
    tail = f" {right} ──" if right else "──"
    fill = width - cell_len(f"── {title} ") - cell_len(tail)
    if fill < 2:
        return wrapped(title, width=width, style="bold") + wrapped(right, width=width)
    return [Text.assemble("── ", (title, "bold"), f" {'─' * fill}{tail}")]


def _picture(line: Line, *, width: int, plain: bool) -> list[Text]:
    """Return a line of a picture of block characters; nothing where it cannot be seen, or not whole."""
    if plain or cell_len(line.text) > width:
        return []
    # Light on dark in every theme: a camera reads it better than the other way round.
    return [Text(show(line.text), "bright_white on black")]


def _label_column(lines: Sequence[Line]) -> int:
    """Return where the texts begin in a run of labelled lines."""
    widest = max(cell_len(show(line.label)) for line in lines)
    if any(line.tone in ("say", "listen") for line in lines):
        return max(widest + 2, LABEL_COLUMN)
    if any(line.tone == "list" for line in lines):
        return widest + 4
    return widest + (2 if len(lines) > 1 else 1)


def _labelled(line: Line, *, column: int, width: int, plain: bool) -> list[Text]:
    indent, style = ("  ", "") if line.tone == "list" else ("", "bold")
    if plain:
        return wrapped(f"{indent}{line.label.strip()} {line.text}", width=width)
    label = Text(indent) + Text(show(line.label), style)
    return hang(label, Text(show(line.text), STYLES.get(line.tone, "")), column=column, width=width)


def layout(lines: Sequence[Line], *, width: int, plain: bool = False) -> list[Text]:
    """Return *lines* as they look. Labelled lines in a row are aligned; an empty Text is an empty line."""
    laid: list[Text] = []
    for index, line in enumerate(lines):
        if line.tone == "rule":
            laid += [Text(), *_rule(line, width=width, plain=plain), Text()]
        elif line.label:
            column = _label_column(_run_around(lines, index))
            laid += _labelled(line, column=column, width=width, plain=plain)
        elif line.tone == "picture":
            laid += _picture(line, width=width, plain=plain)
        elif line.tone == "list":
            laid += hang(Text("  -"), Text(show(line.text)), column=4, width=width)
        else:
            laid += wrapped(line.text, width=width, style=STYLES.get(line.tone, ""))
    return laid


def _run_around(lines: Sequence[Line], index: int) -> Sequence[Line]:
    """Return the labelled lines that stand together with the one at *index*."""
    first = last = index
    while first > 0 and lines[first - 1].label:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].label:
        last += 1
    return lines[first : last + 1]


class Page:
    """Lines that scroll upwards on a console, never with two empty ones in a row."""

    def __init__(self, console: Console, *, plain: bool) -> None:
        self.console = console
        self.plain = plain
        self.hidden = False  # the facilitator's lines
        self._after_gap = False

    @property
    def width(self) -> int:
        """How many columns there are, now."""
        return width_of(self.console)

    def show(self, lines: Sequence[Line]) -> None:
        """Print *lines*, without those for the facilitator while they are hidden."""
        seen = [line for line in lines if not (line.for_facilitator and self.hidden)]
        seen = [*map(_spoken, seen)] if self.plain else seen
        self.put(layout(seen, width=self.width, plain=self.plain))

    def put(self, texts: Iterable[Text]) -> None:
        """Print *texts*, one a line, as they are."""
        for text in texts:
            if not text.plain.strip():
                self.gap()
                continue
            self.console.print(text.plain if self.plain else text, soft_wrap=True)
            self._after_gap = False

    def gap(self) -> None:
        """Leave one line empty, unless the last one is."""
        if not self._after_gap:
            self.console.print()
        self._after_gap = True

    def typed(self) -> None:
        """Something was typed below: the last line is no longer empty."""
        self._after_gap = False


def print_lines(lines: Sequence[Line], *, plain: bool | None = None) -> None:
    """Print *lines* on stdout, for commands that ask nothing."""
    Page(out, plain=plain_wanted() if plain is None else plain).show(lines)


def print_error(message: str, hint: str = "") -> None:
    """Print on stderr what is wrong, and what to do about it."""
    for text in filter(None, (message, hint)):
        # Where a program reads, a place in a file must stay on one line.
        whole = [Text(part) for part in show(text).split("\n")]
        for line in wrapped(text, width=width_of(err)) if err.is_terminal else whole:
            err.print(line, soft_wrap=True)


def print_json(value: object) -> None:
    """Print *value* as one JSON document on stdout, with what would steer a terminal as \\u escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    out.out(re.sub(UNSAFE, _json_escape, text), highlight=False)


def _json_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _longest_word(texts: Iterable[str]) -> int:
    return min(max((cell_len(word) for text in texts for word in text.split()), default=1), LONGEST_WORD)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table on stdout; where that is not a terminal only the rows, a line each, with tabs between."""
    cells = [[show(str(cell)) for cell in row] for row in rows]
    if not out.is_terminal:
        for row in cells:
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    least = [_longest_word(row[number] for row in cells) for number in range(len(columns))]
    fits = sum(least) + 2 * len(columns) <= width_of(out)
    for column, width in zip(columns, least, strict=True):
        # A word that fits is not broken in the middle.
        table.add_column(Text(show(column)), overflow="fold", min_width=width if fits else None)
    for row in cells:
        table.add_row(*map(Text, row))
    if title:
        print_lines([Line(text=title, tone="heading")])
    out.print(table, width=width_of(out))


def tell(text: str) -> None:
    """Say *text* to the person at the keyboard: on stderr, never broken in the middle of a path. Nothing with `-q`."""
    if not os.environ.get("INNOGUIDE_QUIET"):
        said = show(text)
        err.print(by_words(said, err.width) if err.is_terminal else said, soft_wrap=True)


def by_words(text: str, width: int) -> str:
    """Return *text* with its lines broken between words; a word that is longer than a line stays whole."""
    return "\n".join(
        textwrap.fill(
            line,
            width,
            subsequent_indent=line[: len(line) - len(line.lstrip())],
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )

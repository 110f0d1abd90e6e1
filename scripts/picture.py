"""Makes docs/walk.svg: what the room sees, played by the real walk from the beginning of the Swedish example.

python scripts/picture.py            write the picture
python scripts/picture.py --check    exit 1 if the walk no longer looks so
"""

from __future__ import annotations

import argparse
import html
import io
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from innoguide.cli.project import Opened, template_folders
from innoguide.jobs.start import start_project
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.model.project import Settings
from innoguide.terminal.asker import layout_question, sign
from innoguide.terminal.screen import Page, hang
from innoguide.terminal.script import Script
from innoguide.texts import use_language

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "examples" / "unga-i-kransorten" / "answers.yaml"
PICTURE = ROOT / "docs" / "walk.svg"
COLUMNS = 100
PIECES = (
    ("Unga i kransorten · Träff 1", "Ingen användare är med"),
    ("── Hitta utmaningen", "Varför:"),
    ("Syfte: Jag vill …", "Sparat:"),
)
"""What is shown: from a line that begins so, to the next that begins so."""

THEME = TerminalTheme(
    background=(0xFD, 0xFC, 0xF9),
    foreground=(0x16, 0x1B, 0x22),
    normal=[(0x16, 0x1B, 0x22)] * 8,
)
TITLE = "En träff i innoguide"
DESCRIPTION = (
    "Bild av terminalen när en grupp börjar: vilka som är med, metoden Hitta utmaningen, "
    "processledarens ord, gruppens svar rad för rad, och en idé som parkeras."
)
FORMAT = (
    """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" \
role="img" aria-labelledby="walk-name walk-about">
<title id="walk-name">"""
    + TITLE
    + """</title>
<desc id="walk-about">"""
    + DESCRIPTION
    + """</desc>
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
)


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


class Recorder(Script):
    """Answers from the file, and shows what a group would see while it typed those answers."""

    def __init__(self, data: bytes, file: str) -> None:
        super().__init__(data, file)
        self.roll = Roll()

    def show(self, lines: Sequence[Line]) -> None:
        """Put *lines* on the roll."""
        super().show(lines)
        self.roll.show(lines)

    def ask(self, question: Question) -> str | None:
        """Put the question and its answer on the roll."""
        answer = super().ask(question)
        self.roll.put(layout_question(question, "sv", width=COLUMNS, plain=False))
        typed = next((str(at) for at, one in enumerate(question.options, 1) if one.id == answer), answer or "")
        mark = sign(question)
        self.roll.put(hang(Text(mark), Text(typed), column=len(mark), width=COLUMNS))
        return answer


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


def play() -> list[Text]:
    """Walk the first session of the example in a temporary project, and return all that the room sees."""
    use_language("sv")
    recorder = Recorder(ANSWERS.read_bytes(), ANSWERS.name)
    with tempfile.TemporaryDirectory() as folder:
        opened = Opened(Path(folder) / "project")
        about = opened.guide.about
        settings = {**recorder.content["project"], "guide": about.guide, "guide_version": about.version}
        start_project(
            opened.folder, Settings.model_validate(settings), template_folders=template_folders(None), git=False
        )
        recorder.begin_session(0)
        walk(opened.guide, opened.store, recorder, target=Target(), lang="sv")
    return recorder.roll.lines


def cut(lines: Sequence[Text], begins: str, ends: str) -> list[Text]:
    """Return the piece of *lines* from one that begins with *begins* to the next that begins with *ends*."""
    first = next((at for at, line in enumerate(lines) if line.plain.startswith(begins)), None)
    if first is None:
        raise SystemExit(f"picture.py: no line of the walk begins with {begins!r}. Change PIECES.")
    last = next((at for at, line in enumerate(lines) if at > first and line.plain.startswith(ends)), None)
    if last is None:
        raise SystemExit(f"picture.py: no line after {begins!r} begins with {ends!r}. Change PIECES.")
    return [*lines[first : last + 1]]


def build_picture() -> str:
    """Return the picture as SVG; the same bytes each time."""
    lines = play()
    console = recording_console()
    console.print(Text("$ innoguide walk", "bold"))
    for begins, ends in PIECES:
        console.print()
        for line in cut(lines, begins, ends):
            console.print(line, soft_wrap=True)
        if (begins, ends) != PIECES[-1]:
            console.print(Text("  ⋮"))
    drawn = console.export_svg(title="innoguide walk", theme=THEME, code_format=FORMAT, unique_id="walk")
    return "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"


def words(picture: str) -> list[str]:
    """Return what can be read in *picture*: how Rich draws it may differ between its versions."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]


def main() -> int:
    """Write the picture, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if docs/walk.svg is stale")
    picture = build_picture()
    if parser.parse_args().check:
        if PICTURE.is_file() and words(PICTURE.read_text("utf-8")) == words(picture):
            return 0
        print("docs/walk.svg is stale: run python scripts/picture.py", file=sys.stderr)
        return 1
    PICTURE.write_text(picture, "utf-8", newline="\n")
    print(f"docs/walk.svg: {len(picture)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

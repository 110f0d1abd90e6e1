"""Makes docs/walk.svg: what the room sees, played by the real walk from the beginning of the Swedish example.

python scripts/picture.py            write the picture
python scripts/picture.py --check    exit 1 if the walk no longer looks so
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from drawing import COLUMNS, Roll, draw, is_fresh, write_picture
from rich.text import Text

from innoguide.cli.project import Opened, template_folders
from innoguide.jobs.start import start_project
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.model.project import Settings
from innoguide.terminal.asker import layout_question, sign
from innoguide.terminal.screen import hang
from innoguide.terminal.script import Script
from innoguide.texts import use_language

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "examples" / "unga-i-kransorten" / "answers.yaml"
PICTURE = ROOT / "docs" / "walk.svg"
PIECES = (
    ("Unga i kransorten · Träff 1", "Ingen användare är med"),
    ("── Hitta utmaningen", "Varför:"),
    ("Syfte: Jag vill …", "Sparat:"),
)
"""What is shown: from a line that begins so, to the next that begins so."""

TITLE = "En träff i innoguide"
DESCRIPTION = (
    "Bild av terminalen när en grupp börjar: vilka som är med, metoden Hitta utmaningen, "
    "processledarens ord, gruppens svar rad för rad, och en idé som parkeras."
)


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
    shown = [Text("$ innoguide walk", "bold")]
    for begins, ends in PIECES:
        shown += [Text(), *cut(lines, begins, ends)]
        if (begins, ends) != PIECES[-1]:
            shown.append(Text("  ⋮"))
    return draw(shown, name="walk", command="innoguide walk", title=TITLE, about=DESCRIPTION)


def main() -> int:
    """Write the picture, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if docs/walk.svg is stale")
    picture = build_picture()
    if parser.parse_args().check:
        return 0 if is_fresh(PICTURE, picture, script="picture.py") else 1
    write_picture(PICTURE, picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures on the pairs in tests/data/ how well likeness is found, and writes the figures into docs/alike.md.

python scripts/measure_alike.py            write
python scripts/measure_alike.py --check    exit 1 if the figures are stale
python scripts/measure_alike.py --top      show the ten pairs that are most alike in each part
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from innoguide.files.content import shipped_folder
from innoguide.files.wordlists import load_words
from innoguide.files.yamlfile import read_yaml
from innoguide.model.likeness.pairs import DEFAULT, Alike, Item, find_alike
from innoguide.model.likeness.words import Words

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "alike.md"
LANGUAGES = {"sv": "Swedish", "en": "English"}
SPLITS = ("held_out", "tune")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
TOP = 10

Pair = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The marked pairs of one part: whether each is about the same thing. *found* were marked when they were ranked."""

    written: dict[Pair, bool]
    found: dict[Pair, bool]

    @property
    def texts(self) -> list[str]:
        """Every text of the written pairs, once, sorted: where a text stands must not matter."""
        return sorted({text for pair in self.written for text in pair})


@dataclass(frozen=True, kw_only=True)
class Score:
    """The figures of one part."""

    texts: int
    same: int
    different: int
    at_ten: int
    at_ten_written: int
    hits: int
    false_hits: int
    listed: int

    @property
    def precision(self) -> float:
        """The share of the marked pairs over the threshold that are about the same thing."""
        return self.hits / (self.hits + self.false_hits)

    @property
    def recall(self) -> float:
        """The share of the pairs about the same thing that are over the threshold."""
        return self.hits / self.same


def read_pairs(lang: str, split: str) -> Marked:
    """Return the pairs of *lang* in *split*."""
    path = ROOT / "tests" / "data" / f"alike_{lang}.yaml"
    rows = [row for row in read_yaml(path.read_bytes(), path.name)["pairs"] if row["split"] == split]
    return Marked(written=_marks(rows, found=False), found=_marks(rows, found=True))


def _marks(rows: Sequence[dict[str, Any]], *, found: bool) -> dict[Pair, bool]:
    return {
        frozenset((row["first"], row["second"])): row["same"] == "yes"
        for row in rows
        if (row.get("found") == "yes") is found
    }


def rank(marked: Marked, words: Words) -> list[Alike]:
    """Return all pairs of the texts, the most alike first."""
    return find_alike([Item(text, text) for text in marked.texts], words, least=0.0)


def measure(marked: Marked, ranked: Sequence[Alike]) -> Score:
    """Return the figures of *ranked*. A pair among the ten first that nobody has marked counts as different."""
    top = [frozenset((one.first, one.second)) for one in ranked[:TOP]]
    over = {frozenset((one.first, one.second)) for one in ranked if one.score >= DEFAULT}
    all_marks = {**marked.found, **marked.written}
    same = [pair for pair, is_same in marked.written.items() if is_same]
    return Score(
        texts=len(marked.texts),
        same=len(same),
        different=len(marked.written) - len(same),
        at_ten=sum(all_marks.get(pair, False) for pair in top),
        at_ten_written=sum(marked.written.get(pair, False) for pair in top),
        hits=sum(pair in over for pair in same),
        false_hits=sum(pair in over for pair, is_same in marked.written.items() if not is_same),
        listed=len(over),
    )


def _row(name: str, score: Score) -> str:
    cells = (
        *(score.texts, f"{score.same} / {score.different}", f"{score.at_ten / TOP:.1f}"),
        *(f"{score.at_ten_written / TOP:.1f}", f"{score.precision:.2f}", f"{score.recall:.2f}", score.listed),
    )
    return f"| {name} | {' | '.join(str(one) for one in cells)} |"


def build_figures() -> str:
    """Return the table of figures."""
    lines = [
        "| part | texts | same / different | at 10 | at 10, written alone | precision | recall | pairs listed |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for lang, name in LANGUAGES.items():
        words = load_words([shipped_folder("steps")], lang)
        for split in SPLITS:
            marked = read_pairs(lang, split)
            lines.append(_row(f"{name}, {split.replace('_', ' ')}", measure(marked, rank(marked, words))))
    return "\n".join(lines)


def show_top() -> None:
    """Print the ten first pairs of each part, with how they are marked."""
    for lang in LANGUAGES:
        words = load_words([shipped_folder("steps")], lang)
        for split in SPLITS:
            marked = read_pairs(lang, split)
            marks = {**marked.found, **marked.written}
            print(f"== {lang} {split}")
            for one in rank(marked, words)[:TOP]:
                known = marks.get(frozenset((one.first, one.second)))
                print(f"{one.score:.2f} {known} | {one.first} | {one.second} | {', '.join(one.words)}")


def write_figures(figures: str, *, only_check: bool) -> int:
    """Put *figures* into the document where they differ; with *only_check* write nothing and return 1."""
    text = DOCUMENT.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    wanted = f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"
    if wanted == text:
        return 0
    if only_check:
        print(f"{DOCUMENT.name}: stale; run python scripts/measure_alike.py")
        return 1
    DOCUMENT.write_text(wanted, "utf-8", newline="\n")
    print(f"{DOCUMENT.name}: written")
    return 0


def main() -> int:
    """Write the figures, or only tell whether they are stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the figures are stale")
    parser.add_argument("--top", action="store_true", help="show the ten most alike pairs of each part")
    arguments = parser.parse_args()
    if arguments.top:
        show_top()
        return 0
    return write_figures(build_figures(), only_check=arguments.check)


if __name__ == "__main__":
    sys.exit(main())

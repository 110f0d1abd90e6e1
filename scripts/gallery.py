"""Makes the gallery: docs/gallery.md, and docs/gallery/ with pages of the example as they look in each format.

python scripts/gallery.py            write it; needs Chromium, LibreOffice (soffice) and pdftoppm
python scripts/gallery.py --check    exit 1 if the gallery does not show the example's pictures; needs none of them

The pictures themselves are those of the example, which scripts/examples.py writes.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "unga-i-kransorten"
OUTPUTS = EXAMPLE / "outputs"
DOCS = ROOT / "docs"
PAGES = DOCS / "gallery"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DOTS = "60"
"""Dots an inch: a page is 496 pixels wide."""

SHOWN = (
    ("rapport-webb", "Rapporten som webbsida", "Rapportens första skärm: rubrik, innehåll och sammanfattning."),
    ("rapport-word", "Rapporten i Word", "En sida ur rapporten i Word, med rubriker, tabell och sidfot."),
    ("ensidare-pdf", "Ensidaren som PDF", "Ensidaren till dem som beslutar: behov, citat, lösning och vad vi ber om."),
    (
        "svar-pdf",
        "Svaret till dem som deltog",
        "Brevet till deltagarna: tack, det ni berättade och vad det ledde till.",
    ),
    ("mall-pdf", "En tom mall att skriva ut", "En mall för användarresan med rutor att skriva i för hand."),
)
"""Name of the file, what it shows, and its alternative text."""

_IMAGE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(((?:\.\./)*bilder/[^)]+\.svg)\)")


def build_text() -> str:
    """Return the gallery: every picture of the example once, with the words that the documents give it."""
    lines = [
        "# Gallery",
        "",
        "What innoguide makes of the example `unga-i-kransorten`. Made by `scripts/gallery.py`.",
        "How to get it stands in [formats.md](formats.md).",
        "",
        "## Pages",
        "",
    ]
    for name, title, alt in SHOWN:
        lines += [f"### {title}", "", f"![{alt}](gallery/{name}.png)", ""]
    lines += ["## Pictures", ""]
    for path, alt in sorted(pictures().items()):
        lines += [f"### {title_of(OUTPUTS / path)}", "", f"![{alt}](../examples/{EXAMPLE.name}/outputs/{path})", ""]
    return "\n".join(lines).rstrip() + "\n"


def pictures() -> dict[str, str]:
    """Return the pictures that the example's documents show, each with its words."""
    found = {}
    for document in sorted(OUTPUTS.rglob("*.md")):
        for alt, link in _IMAGE.findall(document.read_text("utf-8")):
            found[link.replace("../", "")] = alt
    return found


def title_of(picture: Path) -> str:
    """Return what a picture is called in its file, and its name where two are called the same."""
    title = re.search(r"<title[^>]*>([^<]*)</title>", picture.read_text("utf-8"))
    return f"{title[1] if title else ''} (`{picture.name}`)"


def take_pages() -> None:
    """Write one page of each document as a picture."""
    PAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        project = work / "project"
        shutil.copytree(EXAMPLE, project)
        innoguide("report", "--format", "all", "--project", str(project))
        innoguide("worksheet", "anvandarresa", "--format", "pdf", "--project", str(project))
        exports = project / "exports"
        screen(exports / "report.html", PAGES / "rapport-webb.png")
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work)]
        subprocess.run([*office, str(exports / "report.docx")], check=True, capture_output=True)
        page(work / "report.pdf", 2, PAGES / "rapport-word.png")
        page(exports / "decision.pdf", 1, PAGES / "ensidare-pdf.png")
        page(exports / "participants.pdf", 1, PAGES / "svar-pdf.png")
        (sheet,) = exports.rglob("*anvandarresa*.pdf")
        page(sheet, 1, PAGES / "mall-pdf.png")


def innoguide(*arguments: str) -> None:
    """Run innoguide as a user would."""
    subprocess.run([sys.executable, "-m", "innoguide", *arguments], check=True, capture_output=True)


def screen(file: Path, picture: Path) -> None:
    """Write what the first screen of a web page looks like."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1100, "height": 1400}, device_scale_factor=0.6)
        view.goto(file.as_uri())
        view.screenshot(path=picture)
        browser.close()


def page(file: Path, number: int, picture: Path) -> None:
    """Write a page of a PDF as a picture."""
    only = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", "-r", DOTS, *only, str(file), str(picture.with_suffix(""))], check=True)


def main() -> int:
    """Write the gallery, or tell whether it is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text, file = build_text(), DOCS / "gallery.md"
    if not check:
        file.write_text(text, "utf-8")
        take_pages()
        return 0
    missing = [name for name, _title, _alt in SHOWN if not (PAGES / f"{name}.png").is_file()]
    fresh = file.is_file() and file.read_text("utf-8") == text and not missing
    print("The gallery is up to date." if fresh else "The gallery is stale: run scripts/gallery.py")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main())

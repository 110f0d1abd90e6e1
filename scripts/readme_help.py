"""Writes the help texts into the documents that show them, between `<!-- help COMMAND LANG -->` and `<!-- end -->`.

python scripts/readme_help.py            write
python scripts/readme_help.py --check    exit 1 and name what is stale
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import sys
from pathlib import Path

from innoguide.cli.app import TYPED, build_app
from innoguide.texts import use_language

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "README.en.md", "docs/commands.md")
MARKED = re.compile(r"(<!-- help (\S+) (sv|en) -->\n).*?(<!-- end -->)", re.DOTALL)


def help_text(command: str, lang: str) -> str:
    """Return what `innoguide COMMAND --help` says in *lang*; `-` for the whole program."""
    os.environ["COLUMNS"] = "90"
    use_language(lang)
    arguments = ["--help"] if command == "-" else [*command.split(), "--help"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        build_app()(arguments, prog_name="innoguide", standalone_mode=False)
    return "\n".join(line.rstrip() for line in said.getvalue().strip("\n").split("\n"))


def _shown(command: str, lang: str) -> str:
    typed = "innoguide --help" if command == "-" else f"innoguide {command} --help"
    return f"\n```text\n$ {typed}\n{help_text(command, lang)}\n```\n\n"


def filled(text: str) -> str:
    """Return *text* with each marked place holding the help of today; `all` means every command under a heading."""

    def fill(match: re.Match[str]) -> str:
        command, lang = match[2], match[3]
        if command != "all":
            return match[1] + _shown(command, lang) + match[4]
        parts = [f"\n### innoguide {name} ({lang})\n{_shown(name, lang)}" for name in TYPED]
        return match[1] + "".join(part.rstrip("\n") + "\n" for part in parts) + "\n" + match[4]

    return MARKED.sub(fill, text)


def main() -> int:
    """Write, or only tell which documents are stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a document is stale")
    only_check = parser.parse_args().check
    stale = []
    for name in DOCUMENTS:
        path = ROOT / name
        before = path.read_text("utf-8")
        after = filled(before)
        if after != before:
            stale.append(name)
            if not only_check:
                path.write_text(after, "utf-8", newline="\n")
    for name in stale:
        print(f"{name}: {'stale; run python scripts/readme_help.py' if only_check else 'written'}")
    return 1 if stale and only_check else 0


if __name__ == "__main__":
    sys.exit(main())

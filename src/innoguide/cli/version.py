"""What `--version` says."""

from __future__ import annotations

import sys
from pathlib import Path

from innoguide import __version__


def version_line() -> str:
    """Return the versions of innoguide, of its guide, and of Python."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"innoguide {__version__} (guide {_guide_version()}, Python {python})"


def _guide_version() -> str:
    """Return the shipped guide's version, read from its file's own line: loading YAML would be the slow part."""
    package = Path(__file__).parent.parent
    for folder in (package / "_content" / "steps", package.parent.parent / "steps"):
        file = folder / "guide.yaml"
        if file.is_file():
            for line in file.read_text("utf-8").splitlines():
                if line.startswith("version:"):
                    return line.partition(":")[2].strip().strip("\"'")
    return "?"

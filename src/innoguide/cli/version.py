"""What `--version` says. Loads next to nothing: it should answer as fast as Python itself."""

from __future__ import annotations

import os
import sys

from innoguide import __version__


def version_line() -> str:
    """Return the versions of innoguide, of its guide, and of Python."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"innoguide {__version__} (guide {_guide_version()}, Python {python})"


def _guide_version() -> str:
    """Return the shipped guide's version, read as a line of its file: loading YAML would be the slow part."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    for folder in (os.path.join(package, "_content"), checkout):
        try:
            with open(os.path.join(folder, "steps", "guide.yaml"), encoding="utf-8") as file:
                for line in file:
                    if line.startswith("version:"):
                        return line.partition(":")[2].strip().strip("\"'")
        except OSError:
            continue
    return "?"

"""The way in: sets up the streams and the language, then hands over to the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run innoguide. `--version` alone answers at once, without loading the rest."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Windows writes pipes in its old code page otherwise, which lacks half of what we say.
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.argv[1:] in (["--version"], ["-V"]):
        from innoguide.cli.version import version_line

        print(version_line())
        return
    from innoguide.cli.app import run
    from innoguide.cli.fault import show_fault

    sys.excepthook = show_fault
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

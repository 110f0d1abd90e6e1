"""A fault of ours: one line for the person, and a file for whoever mends it that quotes nothing a group has written."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from types import TracebackType

from innoguide.texts import t

SOFTWARE = 70
"""The exit code of a fault in the program itself."""


def show_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that something unforeseen has happened, and where the particulars lie; with INNOGUIDE_DEBUG show them.

    The file names places in the program and kinds of errors, and no messages: those may quote what was typed.
    """
    if os.environ.get("INNOGUIDE_DEBUG") or not issubclass(kind, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    from innoguide.cli.version import version_line

    lines = [version_line(), *_told(error)]
    try:
        number, path = tempfile.mkstemp(prefix="innoguide-", suffix=".txt")
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        path = "\n".join(lines)
    print(t("fault_ours", kind=kind.__name__, path=path), file=sys.stderr)
    print(f"    {t('fault_ours_hint')}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(SOFTWARE)  # Python would end with 1, which says that something was found


def _told(error: BaseException) -> list[str]:
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__name__)
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
        cause = cause.__cause__ or cause.__context__
    return lines

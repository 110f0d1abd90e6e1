"""Long text in the pager that the person has chosen: PAGER, and only at a terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence

from innoguide.jobs.walk.prompter import Line
from innoguide.terminal.asking import can_ask
from innoguide.terminal.screen import out, plain_wanted, print_lines


def print_long(lines: Sequence[Line]) -> None:
    """Print *lines*; what does not fit on the screen goes through PAGER, where that is set.

    Nobody is put into a pager unasked: whoever does not know it cannot get out of it.
    """
    words = shlex.split(os.environ.get("PAGER", ""), posix=sys.platform != "win32")
    if not words or not out.is_terminal or not can_ask() or plain_wanted() or not shutil.which(words[0]):
        print_lines(lines)
        return
    with out.capture() as caught:
        print_lines(lines)
    text = caught.get()
    if text.count("\n") < out.height:
        sys.stdout.write(text)
        return
    import subprocess

    # What was read stays on the screen afterwards, in its colours.
    subprocess.run(words, input=text.encode(), env={"LESS": "FRX", **os.environ}, check=False)

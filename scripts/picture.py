"""Makes docs/walk.svg: what the room sees when a walk begins, played by the real walk from the Swedish example.

    python scripts/picture.py            write the picture
    python scripts/picture.py --check    exit 1 if it is not what the walk looks like now
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from innoguide.cli.demo import EXAMPLES
from innoguide.cli.project import Opened, template_folders
from innoguide.cli.walk import Target, walk_script
from innoguide.errors import InnoguideError

ROOT = Path(__file__).parent.parent

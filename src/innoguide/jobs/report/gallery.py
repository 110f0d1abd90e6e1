"""`Gallery`: the pictures of all documents of one build, each drawn once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from jinja2 import Environment

from innoguide.rendering.charts.drawing import Drawing, svg


@dataclass
class Gallery:
    """*files* are the pictures as SVG, by their path inside `outputs/`; *alts* says in words what each shows."""

    environment: Environment
    files: dict[PurePosixPath, str] = field(default_factory=dict)
    alts: dict[PurePosixPath, str] = field(default_factory=dict)

    def add(self, folder: str, name: str, make: Callable[[], Drawing]) -> tuple[str, str]:
        """Draw the picture unless it has been drawn; return its path and what it shows in words."""
        path = PurePosixPath(folder, f"{name}.svg")
        if path not in self.files:
            drawing = make()
            self.files[path] = svg(self.environment, drawing)
            self.alts[path] = drawing.description
        return str(path), self.alts[path]

"""`Gallery`: the pictures of the programme's report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from jinja2 import Environment

from innoguide.rendering.charts.drawing import Drawing, svg
from innoguide.rendering.markdown import Markdown, escape

PICTURES = {"sv": "bilder", "en": "pictures"}
"""The folder of the pictures, inside `outputs/`."""


@dataclass
class Gallery:
    """*files* are the pictures as SVG, by their path inside `outputs/`."""

    environment: Environment
    files: dict[PurePosixPath, str] = field(default_factory=dict)

    def add(self, name: str, drawing: Drawing) -> Markdown:
        """Draw the picture; return the line that shows it in the report."""
        path = PurePosixPath(PICTURES[drawing.lang], f"{name}.svg")
        self.files[path] = svg(self.environment, drawing)
        return Markdown(f"![{escape(drawing.description)}]({path})")

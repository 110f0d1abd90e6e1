"""Pictures for tests: long labels, a drawing as SVG, and all that may be wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from pictures import text_faults, xml_faults
from playwright.sync_api import Browser

from innoguide.files.content import content_folders, load_guide
from innoguide.jobs.report.build import build_outputs
from innoguide.model.audience import Audience
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing, svg
from innoguide.rendering.environment import make_picture_environment

LABEL = "Låta ungdomar visa något ofärdigt för någon utanför familjen"
WORD = "Kulturskoleverksamhetsutvecklingssamordnaransvarsfördelningen"


def labels(number: int) -> list[str]:
    """Return *number* labels of sixty signs; the second is one single word."""
    return [WORD if at == 1 else LABEL for at in range(number)]


def as_svg(drawing: Drawing) -> str:
    """Return the drawing as innoguide's own template writes it."""
    return svg(make_picture_environment(content_folders("templates", None)), drawing)


def written(drawing: Drawing) -> str:
    """Return the texts of a drawing, one after the other, as they are read."""
    return " ".join(str(one["text"]) for one in drawing.shapes if one["shape"] == "text")


def faults(browser: Browser, draw: Callable[[], Drawing]) -> list[str]:
    """Return all that is wrong with what *draw* draws, also that it is not the same each time."""
    first, second = as_svg(draw()), as_svg(draw())
    changed = [] if first == second else ["not the same twice"]
    return [*xml_faults(first), *text_faults(browser, first), *changed]


@cache
def guide() -> Guide:
    """Return the shipped guide."""
    return load_guide(content_folders("steps", None))


def record(name: str, /, *, step: str = "", method: str = "", created: str = "", **values: Any) -> Record:
    """Return a record: *name* is its id, `idea-aaaaa`."""
    kind = name.partition("-")[0]
    home = step or guide().kinds[kind].step or "ringa-in"
    return Record(id=name, kind=kind, step=home, method=method, created=created, values=values)


def outputs(
    *records: Record,
    sessions: Iterable[Session] = (),
    planned: Iterable[Session] = (),
    audience: Audience = "public",
    lang: Any = "sv",
) -> dict[str, str]:
    """Return the outputs of a project with these records, by path."""
    found = {one.id: one for one in records}
    project = Project(Settings(title="Fler in", language=lang), found, tuple(sessions), tuple(planned))
    templates = content_folders("templates", None)
    built = build_outputs(guide(), project, audience=audience, template_folders=templates)
    return {str(PurePosixPath(path)): text for path, text in built.items()}

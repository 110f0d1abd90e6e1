"""The pages as HTML. Everything that comes from people is escaped; no project changes these templates."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from innoguide.texts import t

PAGES = Path(__file__).parent / "pages"
STATIC = {"room.css": "text/css", "phone.js": "text/javascript", "wall.js": "text/javascript"}


class Templates:
    """The templates and the files beside them, in one folder."""

    def __init__(self, folder: Path = PAGES) -> None:
        self._environment = _KeysFirst(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._static = {name: (folder / name).read_bytes() for name in STATIC if (folder / name).is_file()}

    def page(self, name: str, lang: str, **values: object) -> str:
        """Return a page in *lang*."""
        return self._environment.get_template(name).render(
            lang=lang, t=partial(_say, lang=lang), static="/static", **values
        )

    def static(self, name: str) -> tuple[bytes, str] | None:
        """Return a file that the pages use, and its type; None if there is no such file."""
        return (self._static[name], STATIC[name]) if name in self._static else None


class _KeysFirst(Environment):
    """In a template `view.items` is what the view says, not the method that every dict has."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value of a dict's key, or else what Jinja finds."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _say(key: str, /, *, lang: str, **values: object) -> str:
    return t(key, lang, **values)

"""A programme's folder: which groups, which themes, and which revision was fetched of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from innoguide.errors import ProjectError
from innoguide.files.disk import write_changed, write_new, write_over
from innoguide.files.modelfile import model_in, read_model
from innoguide.files.store import listed
from innoguide.files.yamlfile import Unreadable, Verbatim, read_yaml, write_yaml
from innoguide.model.programme.programme import PROGRAMME_FILE, Group, Programme
from innoguide.model.programme.themes import THEMES_FILE, Themes
from innoguide.texts import t

REVISIONS_FILE = "revisions.yaml"
IGNORED = ".innoguide/\nexports/\nprivate/\n"


def find_programme(start: Path) -> Path | None:
    """Return the folder with `programme.yaml` at *start* or above it."""
    return next((one for one in (start, *start.parents) if (one / PROGRAMME_FILE).is_file()), None)


def read_programme(folder: Path) -> Programme:
    """Return the programme in *folder*. Raises `ProjectError` that lists every fault with its line."""
    programme, findings = read_model(folder / PROGRAMME_FILE, PROGRAMME_FILE, Programme)
    if programme is None:
        raise ProjectError(listed(findings, "programme_faults"), t("programme_faults_hint"))
    names = [one.name for one in programme.groups]
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise ProjectError(t("programme_twice", name=", ".join(twice)), t("programme_twice_hint"))
    return programme


def programme_bytes(programme: Programme) -> bytes:
    """Return the file of *programme*: what is empty is left out, but for what everybody fills in."""
    data = programme.model_dump(exclude_defaults=True, exclude={"format", "groups"})
    for name in ("period_from", "period_to"):
        if name in data:
            data[name] = Verbatim(data[name])
    groups = [one.model_dump(exclude_defaults=True) for one in programme.groups]
    head: dict[str, Any] = {"format": 1, "title": programme.title, "organisation": programme.organisation}
    return write_yaml({**head, "language": programme.language, **data, "groups": groups})


def write_programme(folder: Path, programme: Programme) -> bool:
    """Make a new programme in *folder*; return False, and touch nothing, if there is one."""
    if not write_new(folder / PROGRAMME_FILE, programme_bytes(programme)):
        return False
    write_new(folder / ".gitignore", IGNORED.encode())
    return True


def add_group(folder: Path, programme: Programme, group: Group) -> Programme:
    """Store the programme with *group* added, and return it. What somebody has written around the groups stays."""
    path = folder / PROGRAMME_FILE
    before = path.read_bytes()
    changed = programme.model_copy(update={"groups": (*programme.groups, group)})
    data = _with_line(before, group)
    if model_in(data, PROGRAMME_FILE, Programme)[0] != changed:  # written so that a line cannot be added
        data = programme_bytes(changed)
    write_changed(path, data, read=before)
    return changed


def _with_line(before: bytes, group: Group) -> bytes:
    line = write_yaml({"groups": [group.model_dump(exclude_defaults=True)]}).decode().partition("\n")[2]
    text = before.decode("utf-8-sig").rstrip()
    indent = next((one for one in reversed(text.splitlines()) if one.lstrip().startswith("- ")), "")
    missing = len(indent) - len(indent.lstrip()) - (len(line) - len(line.lstrip()))
    return (text + "\n" + "".join(" " * max(missing, 0) + one for one in line.splitlines(keepends=True))).encode()


def read_themes(folder: Path) -> Themes:
    """Return the themes that have been decided on; none where nobody has. Raises `ProjectError`."""
    if not (folder / THEMES_FILE).is_file():
        return Themes()
    themes, findings = read_model(folder / THEMES_FILE, THEMES_FILE, Themes)
    if themes is None:
        raise ProjectError(listed(findings, "programme_faults"), t("programme_faults_hint"))
    return themes


def write_themes(folder: Path, themes: Themes) -> None:
    """Store the themes."""
    data = themes.model_dump(exclude_defaults=True, exclude={"format"})
    write_over(folder / THEMES_FILE, write_yaml({"format": 1, **_lists(data)}))


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lists(one) for name, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, list | tuple) else value


def read_revisions(folder: Path) -> dict[str, str]:
    """Return the commit that was fetched last of each group, by the group's name; none from a file that is spoilt."""
    try:
        raw = read_yaml((folder / REVISIONS_FILE).read_bytes(), REVISIONS_FILE)
    except (FileNotFoundError, Unreadable):
        return {}  # the next fetch writes it anew
    found = raw.get("revisions") if isinstance(raw, dict) else None
    return {str(name): str(one) for name, one in found.items()} if isinstance(found, dict) else {}


def write_revision(folder: Path, name: str, commit: str) -> None:
    """Note that *commit* is what was fetched last of the group *name*."""
    revisions = dict(sorted({**read_revisions(folder), name: commit}.items()))
    write_over(folder / REVISIONS_FILE, write_yaml({"format": 1, "revisions": revisions}))

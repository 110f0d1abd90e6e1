"""Rebuilds the example programme from its sources; with --check only tells what differs.

    python scripts/programme_example.py [--check]

`examples/mer-for-fler/sources/` is written by hand, one file a group. From each comes the folder of a project in
`groups/`, or, for a group that publishes no more than that, its summary in `summaries/`. Names in the themes file
become ids in the same way. Everything else in the programme's folder is left alone.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from example_group import Ids, SourceFault, write_group

from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store, read_settings
from innoguide.files.summaryfile import summary_bytes
from innoguide.files.yamlfile import read_yaml, write_yaml
from innoguide.model.guide import Guide
from innoguide.model.programme.summarise import build_summary

PROGRAMME = Path(__file__).parent.parent / "examples" / "mer-for-fler"
SOURCES = "sources"
THEMES = "themes.yaml"
MADE = ("groups", "summaries", THEMES)


def build(programme: Path, folder: Path, guide: Guide) -> None:
    """Make all that comes from the sources of *programme* in *folder*."""
    names: dict[str, Ids] = {}
    for path in sorted((programme / SOURCES).glob("*.yaml")):
        if path.name != THEMES:
            names[path.stem] = _build_group(path, folder, guide)
    if (programme / SOURCES / THEMES).is_file():
        (folder / THEMES).write_bytes(themes_bytes(programme / SOURCES / THEMES, names))


def _build_group(source: Path, folder: Path, guide: Guide) -> Ids:
    data = read_yaml(source.read_bytes(), source.name)
    if data.get("publishes") != "summary":
        return write_group(data, folder / "groups" / source.stem, guide, source.stem)
    with tempfile.TemporaryDirectory() as hidden:
        ids = write_group(data, Path(hidden), guide, source.stem)
        project = Store(Path(hidden), guide, read_settings(Path(hidden))).load()
        (folder / "summaries").mkdir(parents=True, exist_ok=True)
        (folder / "summaries" / source.name).write_bytes(summary_bytes(build_summary(guide, project)))
    return ids


def themes_bytes(source: Path, names: dict[str, Ids]) -> bytes:
    """Return the themes in *source* with the ids of their members: `group/name` becomes `group/insight-k3f9w`."""
    data = read_yaml(source.read_bytes(), source.name)
    for theme in data.get("themes", ()):
        theme["members"] = [_member(one, names) for one in theme["members"]]
    data["rejected"] = [[_member(one, names) for one in pair] for pair in data.get("rejected", ())]
    return write_yaml({"format": 1, **{key: value for key, value in data.items() if value and key != "format"}})


def _member(name: str, names: dict[str, Ids]) -> str:
    group, _slash, local = name.partition("/")
    if local not in names.get(group, {}):
        raise SourceFault(f"{THEMES}: there is no {name}")
    return f"{group}/{names[group][local]}"


def read_made(folder: Path) -> dict[str, bytes]:
    """Return the files in *folder* that come from sources, by their path in it."""
    paths = [path for name in MADE for path in (folder / name, *sorted((folder / name).rglob("*")))]
    files = {path.relative_to(folder): path for path in paths if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if _is_ours(name)}


def _is_ours(name: Path) -> bool:
    """Whether the file is made here: what a run leaves beside it, a cache or an output, is not."""
    return name.parts[0] != "groups" or name.parts[2] in ("innoguide.yaml", "records", "sessions")


def differences(made: dict[str, bytes], kept: dict[str, bytes]) -> list[str]:
    """Return the names that differ, are missing, or should not be there."""
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def main(check: bool) -> int:
    """Rebuild or check the programme; return the exit code."""
    guide = load_guide([shipped_folder("steps")])
    with tempfile.TemporaryDirectory() as folder:
        build(PROGRAMME, Path(folder), guide)
        made = read_made(Path(folder))
    names = differences(made, read_made(PROGRAMME))
    if not check:
        _write(names, made)
    print(f"{PROGRAMME.name}: {len(made)} files, {len(names)} {'stale' if check else 'rewritten'}")
    print("\n".join(names[:20] if check else ()))
    return 1 if check and names else 0


def _write(names: list[str], made: dict[str, bytes]) -> None:
    for name in names:
        path = PROGRAMME / name
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made[name])
        else:
            path.unlink()
    for part in sorted((PROGRAMME / "groups").rglob("*"), reverse=True):
        if part.is_dir() and not any(part.iterdir()):
            shutil.rmtree(part)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

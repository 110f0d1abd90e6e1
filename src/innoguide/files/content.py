"""Reads `steps/`, lays overlays on, and makes a `Guide`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from innoguide.errors import GuideError
from innoguide.files.faults import findings_of, meant_key, near_miss, path_in_file, place_of
from innoguide.files.folders import content_folders as content_folders
from innoguide.files.folders import shipped_folder as shipped_folder
from innoguide.files.valuecache import CACHE_FROM, ValueCache, cache_folder, program_stamp, stamp_of_path
from innoguide.files.yamlfile import Marks, Unreadable, read_yaml
from innoguide.files.yamlfolder import yaml_entries
from innoguide.model.finding import Finding
from innoguide.model.guide import SHARED, Check, Guide, GuideFile, Kind, Method, Step
from innoguide.model.guide_faults import find_guide_faults
from innoguide.model.likeness.wordlist import WordList
from innoguide.texts import t

CHECKS = "checks"
"""The folder of a guide that holds what the checks say and look for."""

WORDS = "words"
"""The folder of a guide with words that mean the same: looked through with the checks, used through `wordlists.py`."""


@dataclass
class LoadedFile:
    """A guide file: what it says and where it lies. *home* is the folder's step id, `shared` or `kinds`."""

    path: Path
    shown: str
    home: str
    model: Any
    is_mended: bool = False


@dataclass
class _Reading:
    """What has been read so far. *failed* names what may stand in files that could not be read."""

    files: dict[tuple[str, str], LoadedFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    cache: ValueCache = field(default_factory=ValueCache)

    def add_fault(
        self, key: str, shown: str, /, hint: str = "", at: tuple[int, int] = (1, 1), **values: object
    ) -> None:
        self.findings.append(
            Finding(
                code=key,
                level="error",
                message=t(key, **values),
                hint=hint or t(f"{key}_hint"),
                file=shown,
                line=at[0],
                column=at[1],
            )
        )


def load_guide(folders: Sequence[Path], *, with_checks: bool = True, project: Path | None = None) -> Guide:
    """Return the guide in *folders*; an id in a later folder replaces it. Raises `GuideError` with every fault.

    Without the checks, whose word lists are a good third of all there is to read, for work that never asks.
    A *project* that keeps what it has read keeps the guide's files, too.
    """
    guide, findings = read_guide(folders, with_checks=with_checks, project=project)
    if findings or guide is None:
        raise GuideError(_listed(findings), t("guide_faults_hint"))
    return guide


def _listed(findings: Sequence[Finding]) -> str:
    lines = [t("guide_faults", number=len(findings))]
    for one in findings:
        lines.append(f"{one.place()}: {one.message}" + (f"\n    {one.hint}" if one.hint else ""))
    return "\n".join(lines)


def read_guide(
    folders: Sequence[Path], *, with_checks: bool = True, project: Path | None = None
) -> tuple[Guide | None, list[Finding]]:
    """Return the guide in *folders* (None if it cannot be built) and everything that is wrong with it, sorted."""
    reading = _Reading(cache=_guide_cache(project))
    for folder in folders:
        _read_folder(folder, reading, with_checks=with_checks)
    reading.cache.save()
    if ("guide", "guide") not in reading.files:
        if not reading.findings:
            reading.add_fault("guide_missing", "guide.yaml", folder=folders[0])
        return None, reading.findings
    guide = _build(reading)
    reading.findings += _cross_findings(guide, reading)
    reading.findings.sort(key=lambda one: (one.file, one.line, one.column, one.message))
    return guide, reading.findings


_IN_MEMORY = ValueCache()
"""Guide files that this process has read: programmes, rooms and tests read the same guide many times."""


def _guide_cache(project: Path | None) -> ValueCache:
    """Return what is known of guide files: by earlier commands where a *project* is large enough to have a cache."""
    if project is None:
        return _IN_MEMORY
    if not cache_folder(project).is_dir() and len(yaml_entries(project / "records")) < CACHE_FROM:
        return _IN_MEMORY
    return ValueCache(cache_folder(project) / "guide.json", program_stamp())


def _read_folder(folder: Path, reading: _Reading, *, with_checks: bool) -> None:
    seen: dict[tuple[str, str], str] = {}
    for path in sorted(folder.rglob("[!.]*.y*ml*")):
        if not with_checks and path.parent.name in (CHECKS, WORDS):
            continue
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if path.name.endswith((".yml", ".yaml.txt", ".yml.txt")):
            reading.add_fault("guide_yml", shown, ending="".join(path.suffixes[-2:]))
        loaded = _read_file(path, shown, reading) if path.suffix == ".yaml" else None
        if loaded is None:
            continue
        key = _key_of(loaded)
        if key in seen:
            at = place_of(_marks(loaded), (key[0],))
            reading.add_fault("guide_double", shown, at=at, id=key[1], other=seen[key])
            continue
        seen[key] = shown
        reading.files[key] = loaded


def _key_of(loaded: LoadedFile) -> tuple[str, str]:
    model = loaded.model
    if isinstance(model, GuideFile):
        return "guide", "guide"
    if isinstance(model, Step):
        return "step", model.step
    if isinstance(model, Kind):
        return "kind", model.kind
    if isinstance(model, Check):
        return "check", model.check
    if isinstance(model, WordList):
        return WORDS, loaded.shown
    return "method", model.method


_MODELS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("guide", GuideFile),
    ("check", Check),
    ("kind", Kind),
    ("method", Method),
    ("step", Step),
    (WORDS, WordList),
)


def _read_file(path: Path, shown: str, reading: _Reading) -> LoadedFile | None:
    """Return the file at *path*, or None if it cannot be read; either way what is wrong goes to *reading*."""
    value: Any = None
    loaded = None
    try:
        stamp = stamp_of_path(path)
        known = reading.cache.find(str(path), stamp)
        value = read_yaml(path.read_bytes(), shown) if known is None else known
        loaded = _checked(path, shown, value, reading)
        if known is None and loaded and not loaded.is_mended:
            reading.cache.keep(str(path), stamp, value)
    except Unreadable as error:
        reading.findings.append(error.finding)
    except OSError as error:
        reading.add_fault("cannot_read", shown, file=shown, reason=error.strerror)
    if loaded is None:
        reading.failed |= {path.stem, _home(path)}
        reading.failed |= {str(value[key]) for key, _ in _MODELS if isinstance(value, dict) and key in value}
    return loaded


def _checked(path: Path, shown: str, value: Any, reading: _Reading) -> LoadedFile | None:
    # The order matters: a kind may also say which `step` it belongs to.
    model = next((model for key, model in _MODELS if isinstance(value, dict) and key in value), None)
    if model is None:
        reading.add_fault("guide_strange_file", shown, near_miss("", [key for key, _ in _MODELS]))
        return None
    try:
        return LoadedFile(path, shown, _home(path), model.model_validate(value))
    except ValidationError as error:
        marks: Marks = {}
        read_yaml(path.read_bytes(), shown, marks)
        reading.findings += findings_of(error, shown, marks, model, "guide")
        mended = _mended(value, error, model)
        return LoadedFile(path, shown, _home(path), mended, is_mended=True) if mended else None


def _mended(value: Any, error: ValidationError, model: type[BaseModel]) -> BaseModel | None:
    """Return *value* with misspelt keys mended, unknown ones gone and missing languages empty, if that is all.

    So the names in it can be checked, too, and all faults are told at once.
    """
    for detail in error.errors(include_url=False):
        *way, key = path_in_file(detail["loc"])
        around = value
        for part in way:
            around = around[part]
        if detail["type"] == "extra_forbidden":
            around.setdefault(meant_key(detail, model), around.pop(key))
            around.pop("", None)
        elif detail["type"] == "missing" and key in ("sv", "en"):
            around.setdefault(key, "")
    try:
        return model.model_validate(value)
    except ValidationError:
        return None


def _home(path: Path) -> str:
    """Return the id of the step whose folder *path* lies in: `1-ringa-in` is `ringa-in`."""
    number, _, rest = path.parent.name.partition("-")
    return rest if number.isdigit() else path.parent.name


def _build(reading: _Reading) -> Guide:
    about = reading.files[("guide", "guide")].model
    steps = {key[1]: one.model for key, one in reading.files.items() if key[0] == "step"}
    methods: dict[str, list[Method]] = {home: [] for home in (*about.steps, SHARED)}
    for key, one in reading.files.items():
        if key[0] == "method":
            methods.setdefault(one.home, []).append(one.model)
    return Guide(
        about=about,
        steps=tuple(steps[name] for name in about.steps if name in steps),
        methods={home: tuple(sorted(found, key=lambda m: (m.order, m.method))) for home, found in methods.items()},
        kinds={key[1]: one.model for key, one in sorted(reading.files.items()) if key[0] == "kind"},
        checks={key[1]: one.model for key, one in sorted(reading.files.items()) if key[0] == "check"},
    )


def _cross_findings(guide: Guide, reading: _Reading) -> Iterator[Finding]:
    """Yield what is wrong between files, with the line of the name that leads nowhere."""
    marks: dict[tuple[str, str], Marks] = {}
    homes = {key[1]: one.home for key, one in reading.files.items() if key[0] == "method"}
    for fault in find_guide_faults(guide, homes):
        if fault.key in _NAMES_A_FILE and fault.word in reading.failed:
            continue  # it is there, but its file could not be read
        if fault.source not in marks:
            marks[fault.source] = _marks(reading.files[fault.source])
        line, column = place_of(marks[fault.source], fault.path)
        hint = near_miss(fault.word, fault.allowed) if fault.allowed else t(f"{fault.key}_hint")
        finding = Finding(code="guide", level="error", message=t(fault.key, word=fault.word), hint=hint)
        yield dataclasses.replace(finding, file=reading.files[fault.source].shown, line=line, column=column)


_NAMES_A_FILE = ("guide_unknown_kind", "guide_unknown_method", "guide_step_without_file")


def _marks(loaded: LoadedFile) -> Marks:
    marks: Marks = {}
    read_yaml(loaded.path.read_bytes(), loaded.shown, marks)
    return marks

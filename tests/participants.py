"""A project in git with people who were met, for the tests of consent, withdrawal, disposal and the hook."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from small_guide import write_files

from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.private import change_people
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.start import IGNORED
from innoguide.model.consent import Person
from innoguide.model.guide import Guide
from innoguide.model.project import Settings
from innoguide.model.record import Record

SETTINGS = Settings(title="Fler in", organisation="Biblioteket", language="sv")
NAME = "Påhittade Öhmansson"
"""Somebody's name in the key: no command prints it, and no file but the key holds it."""


@cache
def shipped_guide() -> Guide:
    return load_guide([shipped_folder("steps")])


def new_store(folder: Path) -> Store:
    """Return the store of a new project in *folder*, which git may or may not know."""
    write_files(folder, {"innoguide.yaml": settings_bytes(SETTINGS).decode(), ".gitignore": IGNORED})
    return open_store(folder)


def open_store(folder: Path) -> Store:
    return Store(folder, shipped_guide(), SETTINGS)


def add(store: Store, kind: str, sign: str, /, **values: Any) -> Record:
    """Store a record; records are as old as their signs are far back in the alphabet."""
    minute = "23456789abcdefghjkmnpqrstuvwxyz".index(sign)
    created = f"2026-01-20T13:{minute:02d}:00"
    seen = {target: _seen(store, target) for target in _targets(values)}
    record = Record(
        id=f"{kind}-{sign * 5}", kind=kind, created=created, updated=created, step="undersoka", seen=seen, values=values
    )
    return store.add(record)


def _targets(values: dict[str, Any]) -> list[str]:
    ids = [one for value in values.values() for one in (value if isinstance(value, list) else [value])]
    return [one for one in ids if isinstance(one, str) and one[:-6] in shipped_guide().kinds]


def _seen(store: Store, target: str) -> str:
    found = store.find(target)
    assert found is not None
    return found.fingerprint(shipped_guide().kinds[found.kind])


def meet(folder: Path) -> Store:
    """Make a project in which two people have been met, with what came of it."""
    store = new_store(folder)
    add(store, "interview", "2", pseudonym="U07", consent_scope=["analysis", "quote"], wishes=["Färre frågor"])
    add(store, "interview", "3", pseudonym="U08", consent_scope=["analysis", "quote"])
    add(store, "quote", "2", text="Jag vågade aldrig gå in", source="interview-22222")
    add(store, "quote", "3", text="Det var mörkt i trappan", source="interview-33333")
    add(store, "note", "2", text="Står kvar utanför", note_type="quote", source="interview-22222")
    add(store, "diary", "2", pseudonym="u07")
    add(store, "diary_entry", "2", what_happened="Väntade på bussen i regnet", diary="diary-22222", quote_ok=True)
    add(store, "test_result", "2", tester="U07, ung", positive=["Stannade länge"], quotes=["Nu vågar jag"])
    add(store, "theme", "2", name="Tröskeln", notes=["note-22222", "quote-33333"])
    evidence = ["quote-22222", "quote-33333", "diary_entry-22222"]
    add(store, "insight", "2", statement="Tröskeln är hög", evidence=evidence)
    add(store, "opportunity", "2", insight="insight-22222", quotes=["quote-22222"], opportunity="En lägre tröskel")
    add(store, "hmw", "2", question="Hur kan vi sänka tröskeln?", opportunity="opportunity-22222")
    add(store, "idea", "2", text="Som U07 sa: en tyst timme", answers="hmw-22222")
    change_people(folder, lambda key: key.with_person(Person(pseudonym="U07", name=NAME)))
    return open_store(folder)


PERSON = (
    "quote-22222", "note-22222", "diary_entry-22222", "interview-22222", "diary-22222", "test_result-22222",
)  # fmt: skip
"""All that comes from U07."""


def git(folder: Path, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run git as nobody in particular; it must go well unless `check=False` is given."""
    who = (
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.se",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    )
    options = {"cwd": folder, "capture_output": True, "encoding": "utf-8", "check": True, **more}
    return subprocess.run(["git", *who, "-c", "core.autocrlf=false", *arguments], **options)


def make_git(folder: Path) -> str:
    """Put all of *folder* into a new repository; return the short name of the commit."""
    git(folder, "init", "-q")
    return commit(folder)


def commit(folder: Path) -> str:
    """Commit everything, and return the commit's short name."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "--no-verify", "-m", "x")
    return git(folder, "rev-parse", "--short", "HEAD").stdout.strip()


def texts_below(folder: Path, *, besides: tuple[str, ...] = (".git",)) -> dict[str, str]:
    """Return every file below *folder* as text, by its path."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        name.as_posix(): (folder / name).read_text("utf-8") for name in sorted(names) if name.parts[0] not in besides
    }

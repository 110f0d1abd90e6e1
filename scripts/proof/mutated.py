"""Files that somebody has spoilt: each is read, or told with file and line, and never falls."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from fakes import DATA, FULL, play, small_guide

from innoguide.errors import InnoguideError, ProjectError
from innoguide.files.content import read_guide
from innoguide.files.store import Store, read_settings
from innoguide.files.yamlfile import DEEPEST, Unreadable, read_yaml
from innoguide.model.finding import Finding
from innoguide.texts import use_language

ROOT = Path(__file__).parent.parent.parent
PIECES = (
    b"\t", b"\r", b"\r\n", b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"{", b"}", b"[",
    b"]", b": ", b"- ", b"? ", b"&a ", b"*a", b"!!python/object:os.system ", b"!x ", b"%YAML 1.1\n", b"---\n", b"...\n",
    b"<<: ", b"|\n", b">-\n", b"'", b'"', b"#", b"~", b"@", b"`", b"0x1F", b"1e999", b"-.inf", b"2026-13-45", b"12:30",
    b"no", b"null", b"9" * 400, "a\u0308".encode(), "\u202e".encode(), b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> b\n",
    b"[" * 50, b"- " * 50, b"{a: " * 30, b"x" * 5000,
)  # fmt: skip


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with one to three small harms."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(HARMS)(data, chance)
    return data


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) + data[at:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randint(1, 30) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        first, second = chance.sample(range(len(lines)), 2)
        lines[first] = chance.choice((lines[second], b"  " + lines[first], lines[first] * 2, lines[first].lstrip()))
    return b"".join(lines)


def _value(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(b": ")
    return b"".join([*lines[:at], key + colon + chance.choice(PIECES) + b"\n", *lines[at + 1 :]])


def _coded(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-16-le", "latin-1", "utf-8-sig")), "replace"
    )


HARMS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_put, _put, _cut, _end, _lines, _value, _value, _coded)


def is_told(finding: Finding, data: bytes) -> bool:
    """Return whether a fault says its file, a line that is there, and something to read, in one line."""
    lines = data.count(b"\n") + data.count(b"\r") + 2
    return bool(finding.file and finding.message) and 1 <= (finding.line or 0) <= lines and "\n" not in finding.place()


def prove_reader(_folder: Path, times: int, chance: random.Random) -> int:
    """Spoil shipped files; return how many were refused."""
    files = sorted((ROOT / "steps").rglob("*.yaml"))
    refused = 0
    for number in range(times):
        data = spoilt(chance.choice(files).read_bytes(), chance)
        try:
            _depth(read_yaml(data, "a.yaml", {}))
        except Unreadable as error:
            assert is_told(error.finding, data), (number, error)
            refused += 1
    return refused


def _depth(value: object, depth: int = 0) -> None:
    assert depth <= DEEPEST
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _depth(one, depth + 1)


def prove_guide(folder: Path, times: int, chance: random.Random) -> int:
    """Spoil one file of a guide; return how many of the guides had faults."""
    use_language("sv")
    guide = folder / "guide"
    shutil.copytree(DATA / "guide", guide)
    files = sorted(guide.rglob("*.yaml"))
    faulty = 0
    for number in range(times):
        path = chance.choice(files)
        before = path.read_bytes()
        path.write_bytes(spoilt(before, chance))
        read, findings = read_guide([guide])
        assert read is not None or findings, number
        assert all(one.message and one.file for one in findings), (number, findings)
        path.write_bytes(before)
        faulty += bool(findings)
    return faulty


def prove_project(folder: Path, times: int, chance: random.Random) -> int:
    """Spoil one file of a project; return how many had faults."""
    use_language("sv")
    project = folder / "project"
    play(project, FULL)
    files = sorted([*project.rglob("records/*/*.yaml"), *project.rglob("sessions/*.yaml"), project / "innoguide.yaml"])
    faulty = 0
    for number in range(times):
        path = chance.choice(files)
        before = path.read_bytes()
        data = spoilt(before, chance)
        path.write_bytes(data)
        try:
            _project, findings = Store(project, small_guide(), read_settings(project)).read()
        except ProjectError as error:
            assert path.name == "innoguide.yaml" and f"{path.name}:" in error.message, number
            findings = []
            faulty += 1
        except InnoguideError as error:
            raise AssertionError(f"{number}: {error}") from error
        assert all(one.message and one.file for one in findings), number
        assert path.name == "innoguide.yaml" or all(is_told(one, data) for one in findings if one.line), number
        faulty += bool(findings)
        path.write_bytes(before)
    return faulty

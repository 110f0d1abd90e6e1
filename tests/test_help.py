"""Help and sentences: Swedish throughout, both languages complete, every key there and every key said."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from innoguide.cli.app import COMMANDS, TYPED, build_app
from innoguide.texts import LANGUAGES, catalogue, use_language

SOURCE = Path(__file__).parent.parent / "src" / "innoguide"
FRAMEWORK_WORDS = (
    "Usage",
    "Options",
    "OPTIONS",
    "Arguments",
    "ARGS",
    "Commands",
    "COMMAND",
    "Show",
    "Install",
    "shell",
    "customize",
    "message and exit",
    "required",
    "default",
    "env var",
    "<str>",
    "<path>",
    "<bool>",
    "[[",
    "{[",
    "...",
)


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Leave the language as it is when the program starts."""
    yield
    use_language("en")


def help_of(command: str, lang: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `innoguide COMMAND --help` says."""
    use_language(lang)
    build_app()([*command.split(), "--help"], standalone_mode=False)
    return capsys.readouterr().out


@pytest.mark.parametrize("command", ["", *TYPED])
def test_swedish_help_holds_none_of_the_frameworks_english(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of(command, "sv", capsys)
    assert [word for word in FRAMEWORK_WORDS if word in said] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", TYPED)
def test_help_shows_an_example_and_explains_every_option(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = help_of(command, lang, capsys)
    assert re.search(rf"^ +innoguide {command}\b", said, re.MULTILINE)
    for line in said.splitlines():
        option = re.match(r"  (?:-\w, )?--\S+(?: \S+)?(?P<about>.*)$", line)
        if option:
            assert re.search(r"\w\w", option["about"]) or _goes_on(said, line), f"no words on: {line}"


def _goes_on(said: str, line: str) -> bool:
    """Say whether the text of an option stands on the line below it, as long ones do."""
    after = said.split(line + "\n", 1)[1].split("\n", 1)[0]
    return after.startswith(" " * 10)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_short_help_names_every_command(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of("", lang, capsys)
    assert all(re.search(rf"^  {command} +\w", said, re.MULTILINE) for command in COMMANDS)


def test_both_languages_have_the_same_keys() -> None:
    swedish, english = (set(catalogue(lang)) for lang in LANGUAGES)
    assert swedish ^ english == set()


def test_both_languages_fill_in_the_same_values() -> None:
    swedish, english = (catalogue(lang) for lang in LANGUAGES)
    assert [key for key in swedish if _holes(swedish[key]) != _holes(english[key])] == []


def _holes(text: str) -> set[str]:
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_no_sentence_is_empty() -> None:
    assert [(lang, key) for lang in LANGUAGES for key, text in catalogue(lang).items() if not text.strip()] == []


def test_every_key_that_is_said_exists() -> None:
    have = set(catalogue("sv"))
    missing = [
        f"{file.relative_to(SOURCE)}: {key}" for file, key in _keys_said() if isinstance(key, str) and key not in have
    ]
    assert missing == []


def test_every_key_made_of_pieces_fits_some_sentence() -> None:
    have = catalogue("sv")
    patterns = [(file, key) for file, key in _keys_said() if isinstance(key, re.Pattern)]
    assert patterns
    assert [
        f"{file.relative_to(SOURCE)}: {key.pattern}" for file, key in patterns if not any(map(key.fullmatch, have))
    ] == []


def test_every_sentence_is_said_somewhere() -> None:
    words: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for tree in _trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= {node.value, f"{node.value}_one"}  # `tn` chooses the second for a single thing
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)) is not None:
                patterns.append(pattern)
    dead = [key for key in catalogue("sv") if key not in words and not any(one.fullmatch(key) for one in patterns)]
    assert dead == []


def _trees() -> dict[Path, ast.Module]:
    files = (file for file in sorted(SOURCE.rglob("*.py")) if file.name not in ("sv.py", "en.py"))
    return {file: ast.parse(file.read_text("utf-8")) for file in files}


def _keys_said() -> Iterator[tuple[Path, str | re.Pattern[str]]]:
    """Yield the file and the key of each `t(…)` and `.tell(…)`; a pattern where the key is made of pieces."""
    for file, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _is_saying(node.func):
                key = node.args[0]
                if getattr(node.func, "id", "") == "tn" and isinstance(key, ast.Constant):
                    yield file, f"{key.value}_one"
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield file, key.value
                elif isinstance(key, ast.JoinedStr) and (pattern := _pattern(key)) is not None:
                    yield file, pattern


def _is_saying(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in ("t", "tn")
    return isinstance(function, ast.Attribute) and function.attr == "tell"


def _pattern(node: ast.JoinedStr) -> re.Pattern[str] | None:
    """Return what an f-string may be, if it looks like a key: words and underscores around its holes."""
    parts = [one.value if isinstance(one, ast.Constant) else None for one in node.values]
    fixed = "".join(part for part in parts if part is not None)
    if not re.fullmatch(r"[a-z0-9_]*_[a-z0-9_]*", fixed):
        return None
    return re.compile("".join("[a-z0-9_]+" if part is None else re.escape(part) for part in parts))

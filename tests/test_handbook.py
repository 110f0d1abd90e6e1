"""What the handbook tells people to type: each command runs, or parses when it asks; each link leads somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from innoguide.cli.app import build_app, run
from innoguide.cli.everywhere import take_everywhere
from innoguide.files.content import load_guide, shipped_folder
from innoguide.jobs.walk.commands import is_known_command
from innoguide.model.audience import AUDIENCES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROJECTS = {
    "handbok": ROOT / "examples" / "mer-for-fler" / "groups" / "bjorksjo",
    "handbook": ROOT / "examples" / "reading-together",
}
"""A project that has come all the way, in the language of each handbook."""
PAGES = sorted([*(DOCS / "handbok").glob("*.md"), *(DOCS / "handbook").glob("*.md")])
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
ASKING = {"walk", "room", "withdraw", "edit", "link", "demo"}
"""Commands that ask, or serve until they are stopped, and `demo`, which other tests run: these are parsed."""
PARSED = {("followup",), ("capacity", "--round"), ("dispose", "--decision")}
"""The same, of commands that do not always ask."""
OFTEN = {
    "report",
    "outputs",
    "check",
    "doctor",
    "status",
    "trace",
    "list",
    "consent",
    "dispose",
    "followup",
    "capacity",
}
"""Commands that are on many pages: each line of them is run once in a project that has come all the way."""
STARTS = ("init", "demo", "--version")
"""What a page begins with that needs no project."""


def name_of(path: Path) -> str:
    """Return a page's name as tests show it."""
    return path.relative_to(DOCS).as_posix()


def lines_of(page: Path) -> list[list[str]]:
    """Return the words of each line to type in the page's `text` and `console` blocks: of innoguide, and `cd`."""
    blocks = [body for sort, body in BLOCK.findall(page.read_text("utf-8")) if sort in ("text", "console")]
    typed = [line.removeprefix("$ ") for body in blocks for line in body.splitlines()]
    return [shlex.split(line) for line in typed if line.startswith(("innoguide ", "cd "))]


def inline_of(page: Path) -> list[str]:
    """Return what stands between backticks in the page, outside its blocks."""
    return INLINE.findall(BLOCK.sub("", page.read_text("utf-8")))


def asks(words: list[str]) -> bool:
    """Return whether the command asks something, or goes on until it is stopped."""
    return words[0] in ASKING or tuple(words) in PARSED or tuple(words[:2]) in PARSED


def parse(words: list[str]) -> None:
    """Parse a command with its options and choices; a TyperException says what is wrong."""
    command: Any = typer.main.get_command(build_app())
    while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        command, words = command.get_command(command.context_class(command), words[0]), words[1:]
        assert command is not None, "no such command"
    words = take_everywhere([word for word in words if word not in ("--version", "--help")])
    command.make_context(command.name, list(words))


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of the page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def ran() -> set[str]:
    """What has been run in a project that has come all the way."""
    return set()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """An empty folder to stand in."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def test_something_was_found() -> None:
    assert sum(len(lines_of(page)) for page in PAGES) > 60
    assert sum(one.startswith("innoguide ") for page in PAGES for one in inline_of(page)) > 100


@pytest.mark.parametrize("page", [page for page in PAGES if lines_of(page)], ids=name_of)
def test_what_stands_in_blocks_can_be_typed_in_that_order(page: Path, here: Path, ran: set[str]) -> None:
    lines = lines_of(page)
    ready = lines[0][1] not in STARTS
    if ready:
        shutil.copytree(PROJECTS[page.parent.name], here / "fler-in")
        os.chdir("fler-in")
        subprocess.run(["git", "init", "-q"], check=True)
    for program, *words in lines:
        if program == "cd":
            os.chdir(words[0])
        elif asks(words):
            parse(words)
        elif not (ready and words[0] in OFTEN and shlex.join(words) in ran):
            assert run(words) == 0, shlex.join(words)
            ran.add(shlex.join(words) if ready else "")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_the_text_are_there_with_their_options(page: Path) -> None:
    for text in inline_of(page):
        if text.startswith("innoguide "):
            try:
                parse(shlex.split(text)[1:])
            except TyperException as error:  # a command that is only named needs nothing after it
                assert type(error).__name__ == "MissingParameter", text
    assert [one for one in inline_of(page) if re.match(r":\w", one) and not is_known_command(one)] == []


@pytest.mark.parametrize("line", ["walk --fast", "programme status --fast", "agenda --minutes x"])
def test_a_wrong_option_or_choice_is_seen(line: str) -> None:
    with pytest.raises(TyperException):
        parse(line.split())


def test_steps_methods_kinds_and_audiences_have_those_names() -> None:
    guide = load_guide([shipped_folder("steps")])
    names = {step.step for step in guide.steps} | {
        method.method for methods in guide.methods.values() for method in methods
    }
    typed = [words for page in PAGES for words in lines_of(page)]
    typed += [shlex.split(text) for page in PAGES for text in inline_of(page) if text.startswith("innoguide ")]
    named = [words[1:3] for words in typed if len(words) > 2 and not words[2].startswith("-")]
    methods = {word for command, word in named if command in ("walk", "guide", "worksheet", "agenda")}
    assert len(methods) > 15
    assert methods - names == set()
    assert {word for command, word in named if command == "list"} - set(guide.kinds) == set()
    audiences = {words[words.index("--audience") + 1] for words in typed if "--audience" in words}
    assert "decision" in audiences
    assert audiences - set(AUDIENCES) == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_a_page_and_a_heading(page: Path) -> None:
    for target, _, anchor in (one.partition("#") for one in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))):
        if "://" in target:
            continue
        other = page.parent / target if target else page
        assert other.is_file(), target
        assert not anchor or anchor in anchors_of(other), f"{target}#{anchor}"


@pytest.mark.parametrize("folder", ["handbok", "handbook"])
def test_every_page_is_in_the_contents(folder: str) -> None:
    contents = (DOCS / folder / "README.md").read_text("utf-8")
    pages = {page.name for page in PAGES if page.parent.name == folder} - {"README.md"}
    assert [name for name in sorted(pages) if f"({name})" not in contents] == []


def test_each_step_has_before_during_and_after() -> None:
    for number in range(1, 7):
        (page,) = (DOCS / "handbok").glob(f"{number}-*.md")
        found = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
        assert found[1:] == [
            "Före",
            "Två veckor före",
            "Dagen före",
            "En timme före",
            "Under",
            "Efter",
        ], page.name


def test_the_crib_is_one_page() -> None:
    crib = (DOCS / "handbok" / "fusklapp.md").read_text("utf-8")
    assert len(crib.splitlines()) < 60

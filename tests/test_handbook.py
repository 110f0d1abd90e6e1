"""What the handbook tells people to type: each command runs, or parses when it asks questions; each link leads somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from click import Command, Group, UsageError

from innoguide.cli.app import build_app, run
from innoguide.files.content import load_guide, shipped_folder
from innoguide.jobs.walk.commands import is_known_command

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted([*(DOCS / "handbok").glob("*.md"), *(DOCS / "handbook").glob("*.md")])
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
ASKING = {"walk", "room", "withdraw", "edit", "link"}
"""Commands that ask, or serve until they are stopped: these are parsed, not run."""
PARSED = {("followup",), ("capacity", "--round"), ("dispose", "--decision")}
"""The same, of commands that do not always ask."""
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
    """Parse a command with its options and choices; click's UsageError says what is wrong."""
    command: Command = typer.main.get_command(build_app())
    while isinstance(command, Group) and words and not words[0].startswith("-"):
        found = command.get_command(typer.Context(command), words[0])
        assert found is not None, f"no command {words[0]}"
        command, words = found, words[1:]
    command.make_context(command.name, [word for word in words if word not in ("--version", "--help")])


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of the page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A worked-through project in each language."""
    top = tmp_path_factory.mktemp("demos")
    for lang in ("sv", "en"):
        assert run(["demo", str(top / lang), "--lang", lang]) == 0
    return {lang: top / lang for lang in ("sv", "en")}


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
def test_what_stands_in_blocks_can_be_typed_in_that_order(page: Path, here: Path, demos: dict[str, Path]) -> None:
    lines = lines_of(page)
    if lines[0][1] not in STARTS:
        shutil.copytree(demos["sv" if page.parent.name == "handbok" else "en"], here / "fler-in")
        os.chdir("fler-in")
    for words in lines:
        if words[0] == "cd":
            os.chdir(words[1])
        elif asks(words[1:]):
            parse(words[1:])
        else:
            assert run(words[1:]) == 0, shlex.join(words)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_the_text_are_there_with_their_options(page: Path) -> None:
    for text in inline_of(page):
        if not text.startswith("innoguide "):
            continue
        words = shlex.split(text)[1:]
        try:
            parse(words)
        except UsageError as error:
            # a command that is only named needs no more; a wrong option or choice is wrong also there
            assert "Missing argument" in str(error) or error.__class__.__name__ == "MissingParameter", text
    assert [one for one in inline_of(page) if re.match(r":\w", one) and not is_known_command(one)] == []


def test_steps_and_methods_have_those_names() -> None:
    guide = load_guide([shipped_folder("steps")])
    known = {one.id for one in guide.steps} | {one.id for step in guide.steps for one in step.methods}
    known |= {one.id for one in guide.shared}
    typed = [words for page in PAGES for words in lines_of(page)]
    typed += [shlex.split(text) for page in PAGES for text in inline_of(page) if text.startswith("innoguide ")]
    named = {words[2] for words in typed if len(words) > 2 and words[1] in ("walk", "guide", "worksheet", "agenda")}
    named = {word for word in named if not word.startswith("-")}
    assert len(named) > 15
    assert named - known == set()


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

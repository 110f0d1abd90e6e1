"""What docs/meeting.md tells people to type: the commands, options and words are there and do what they say."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from innoguide.cli.app import COMMANDS as ALL
from innoguide.cli.app import build_app
from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store
from innoguide.jobs.agenda.changing import Changing
from innoguide.jobs.agenda.plan import Asked, make_meeting
from innoguide.jobs.agenda.undoing import UNDO
from innoguide.jobs.start import start_project
from innoguide.jobs.walk.commands import is_known_command
from innoguide.model.agenda.agenda import read_time
from innoguide.model.agenda.build import Builder
from innoguide.model.agenda.pace import Pace
from innoguide.model.project import Settings

TODAY = date(2026, 11, 23)
PAGE = (Path(__file__).parent.parent / "docs" / "meeting.md").read_text("utf-8")
CODE = [*re.findall(r"`([^`\n]+)`", PAGE), *"\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)).splitlines()]
COMMANDS = sorted({line.split("#")[0].strip() for line in CODE if line.startswith("innoguide ")})
ROWS = re.search(r"\| `3 40` \|.*?\n\n", PAGE, re.DOTALL)
CHANGES = re.findall(r"`([^`]+)`", "\n".join(row.split("|")[1] for row in ROWS[0].strip().split("\n"))) if ROWS else []


@pytest.fixture(scope="module")
def options() -> dict[str, set[str]]:
    """The options of each command."""
    group = typer.main.get_command(build_app())
    assert isinstance(group, TyperGroup)
    found = {name: group.get_command(None, name) for name in ALL}
    return {name: {option for one in command.params for option in one.opts} for name, command in found.items()}


def test_something_was_found() -> None:
    assert len(COMMANDS) > 12
    assert len(CHANGES) > 12


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_and_its_options_are_there(options: dict[str, set[str]], line: str) -> None:
    words = shlex.split(line)[1:]
    known = options[words[0]]
    assert [word for word in words if word.startswith("--") and word not in known] == []


def test_steps_and_agendas_have_those_names() -> None:
    guide = load_guide([shipped_folder("steps")])
    named = [shlex.split(line) for line in COMMANDS if "--agenda " in line]
    assert named
    for words in named:
        agenda = words[words.index("--agenda") + 1]
        assert agenda in [one.id for one in guide.step(words[2]).agendas]


def test_what_is_typed_in_the_walk_is_understood() -> None:
    typed = [one for one in CODE if one.startswith(":")]
    assert len(typed) > 12
    assert [one for one in typed if not is_known_command(one)] == []
    assert read_time("15.30") == read_time("15:30") == "15:30"


def test_every_change_in_the_table_works_on_a_real_agenda(tmp_path: Path) -> None:
    guide = load_guide([shipped_folder("steps")])
    settings = Settings(title="Fler in", language="sv")
    start_project(tmp_path / "p", settings, template_folders=[shipped_folder("templates")], git=False)
    store = Store(tmp_path / "p", guide, settings)
    project = store.load()
    asked = Asked(step="ringa-in", proposal="two-meetings-first", people=7, day=date(2027, 1, 12))
    agenda = make_meeting(store, project, asked, TODAY).agenda
    assert agenda is not None
    changing = Changing(Builder(guide, project, Pace()), TODAY)
    for change in (one for one in CHANGES if one not in UNDO):
        changed = changing.apply(agenda, change)
        assert changed != agenda, change

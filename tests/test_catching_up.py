"""jobs/walk/meeting/catching_up.py: a meeting begins by ticking off what has been done since last time."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from fakes import START, Answers, Scripted, scripted

from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.walk.engine import walk
from innoguide.jobs.walk.targets import Target
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record
from innoguide.texts import use_language

LATER = START + timedelta(days=7)
ACTIONS = ("action-22222", "action-33333", "action-44444")


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@cache
def guide() -> Guide:
    return load_guide([shipped_folder("steps")])


def store_of(folder: Path) -> Store:
    settings = Settings(title="Prov", language="sv")
    if not (folder / "innoguide.yaml").exists():
        (folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    return Store(folder, guide(), settings)


def load(folder: Path) -> Project:
    return store_of(folder).load()


def play(folder: Path, answers: Answers, *, start: datetime = START) -> Scripted:
    """Hold a meeting: check in, and stop."""
    prompter = scripted(folder, {"session.users": "nej", **answers}, start=start)
    target = Target(step="ringa-in", method="incheckning")
    walk(guide(), store_of(folder), prompter, target=target, lang="sv")
    return prompter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with three actions from a meeting a week ago, one of them done."""
    play(tmp_path, {})
    (session,) = load(tmp_path).sessions
    store = store_of(tmp_path)
    for at, record_id in enumerate(ACTIONS):
        values = {"what": f"Uppgift {at}", **({"done": True} if at == 1 else {})}
        stamp = f"2026-11-24T14:00:0{at}"
        store.add(Record(id=record_id, kind="action", created=stamp, updated=stamp, session=session.id, values=values))
    return tmp_path


def done(folder: Path) -> list[str]:
    return [one.id for one in load(folder).of_kind("action") if one.values.get("done") is True]


@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("1", [ACTIONS[0], ACTIONS[1]]),
        ("1, 2", list(ACTIONS)),
        ("alla", list(ACTIONS)),
        ("uppgift 2", [ACTIONS[1], ACTIONS[2]]),
        ("", [ACTIONS[1]]),
        (":hoppa", [ACTIONS[1]]),
        (":tillbaka", [ACTIONS[1]]),
        (["9", "2"], [ACTIONS[1], ACTIONS[2]]),
    ],
)
def test_what_is_done_is_ticked_off(folder: Path, typed: str | list[str], ticked: list[str]) -> None:
    prompter = play(folder, {"session.done_actions": typed}, start=LATER)
    assert done(folder) == ticked
    assert ("Avprickat" in prompter.said) is (len(ticked) > 1)
    asked = prompter.question("session.done_actions")
    assert [one.id for one in asked.options] == [ACTIONS[0], ACTIONS[2]], "what is done is not asked about"


def test_it_is_asked_once_a_meeting(folder: Path) -> None:
    first = play(folder, {"session.done_actions": "1", "session.next": ":paus"}, start=LATER)
    again = play(folder, {}, start=LATER + timedelta(minutes=30))
    assert [is_asked(one) for one in (first, again)] == [True, False]
    assert len(load(folder).sessions) == 2


def test_an_action_of_this_meeting_is_not_asked_about(tmp_path: Path) -> None:
    play(tmp_path, {"session.next": ":paus"})
    (session,) = load(tmp_path).sessions
    store_of(tmp_path).add(Record(id=ACTIONS[0], kind="action", session=session.id, values={"what": "Ring skolan"}))
    assert not is_asked(play(tmp_path, {}, start=START + timedelta(minutes=30)))


def test_where_nothing_waits_nothing_is_asked(tmp_path: Path) -> None:
    assert not is_asked(play(tmp_path, {}))


def is_asked(prompter: Scripted) -> bool:
    return ("session", "done_actions") in [one.path for one in prompter.asked]

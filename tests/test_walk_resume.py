"""A walk that is stopped anywhere goes on where it was, with nothing lost and nothing stored twice."""

import copy
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes import FULL, START, Scripted, files_in, lead, left_behind, load, make_store, play, scripted, small_guide

from innoguide.files.store import Store
from innoguide.jobs.walk.prompter import Question
from innoguide.model.project import Session
from innoguide.model.record import Record
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the whole walk leaves when nobody stops it."""
    use_language("sv")
    folder = tmp_path_factory.mktemp("straight")
    play(folder, FULL)
    return left_behind(load(folder))


def lead_until_stopped(folder: Path, prompter: Scripted, patience: int | None, store: Store | None = None) -> bool:
    """Walk for *patience* answers; return whether the group came to the end before."""
    prompter.patience = patience
    try:
        lead(folder, prompter, store=store)
    except KeyboardInterrupt:
        return False
    return True


def test_stopped_at_every_question_in_turn_the_walk_comes_to_the_same_end(
    tmp_path: Path, straight: dict[str, Any]
) -> None:
    prompter = scripted(tmp_path, FULL)
    stops = 0
    while not lead_until_stopped(tmp_path, prompter, 1):
        stops += 1
    assert left_behind(load(tmp_path)) == straight
    assert stops == len(prompter.asked) / 2 - 0.5, "each question but the last was asked twice: stopped, then answered"


class Copying(Scripted):
    """Keeps a copy of the project, and of the answers that are left, as they are at each question."""

    copies: Path
    states: list[tuple[Path, Any, datetime]]

    def ask(self, question: Question) -> str | None:
        """Copy, then answer."""
        folder = self.copies / str(len(self.states))
        shutil.copytree(self.folder, folder)
        self.states.append((folder, copy.deepcopy(self.answers), self.now()))
        return super().ask(question)


STEPS_ON = 6


def test_killed_at_any_question_the_walk_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole = Copying(tmp_path / "whole", {"session.room": "bibliotek 2, unga 3", **FULL})
    make_store(tmp_path / "whole")
    whole.copies, whole.states = tmp_path / "copies", []
    lead(tmp_path / "whole", whole)
    assert len(whole.states) == len(whole.asked) > 90
    folders = [folder for folder, _answers, _moment in whole.states] + [tmp_path / "whole"]
    expected = [left_behind(load(folder)) for folder in folders]
    for number, (folder, answers, moment) in enumerate(whole.states):
        after = min(number + STEPS_ON, len(whole.states))
        again = Scripted(folder, answers, start=moment)
        lead_until_stopped(folder, again, STEPS_ON)
        assert left_behind(load(folder)) == expected[after], whole.asked_keys[number]
        assert again.asked_keys[:STEPS_ON] == whole.asked_keys[number:after], "no question is left out or asked twice"


class Dying(Store):
    """A store whose process dies right after a number of writes."""

    lives = 0

    def _die(self) -> None:
        self.lives -= 1
        if not self.lives:
            raise KeyboardInterrupt

    def add(self, record: Record) -> Record:
        """Write, then die."""
        stored = super().add(record)
        self._die()
        return stored

    def replace(self, record: Record) -> Record:
        """Write, then die."""
        stored = super().replace(record)
        self._die()
        return stored

    def save_session(self, session: Session) -> None:
        """Write, then die."""
        super().save_session(session)
        self._die()


@pytest.mark.parametrize("lives", [2, 3])
def test_killed_right_after_any_write_nothing_is_stored_twice(
    tmp_path: Path, straight: dict[str, Any], lives: int
) -> None:
    # A question whose answer was on disk may be asked again, and then gets the same answer. What is left of the lists
    # of answers does not know of that, so the group chooses its methods by name here.
    done = False
    starts = 0
    names = iter(["utmana", "lappa", "hitta/avslut", "ideer", "omprova", "bygga/avslut", "3"])
    prompter = scripted(tmp_path, FULL | {"session.next": list(names)})
    while not done:
        plain = make_store(tmp_path)
        store = Dying(tmp_path, small_guide(), plain.settings)
        store.lives = lives
        prompter.words.clear()
        done = lead_until_stopped(tmp_path, prompter, None, store)
        starts += 1
        assert starts < 300
    left = left_behind(load(tmp_path))
    assert left["records"].keys() == straight["records"].keys()
    assert {key: value[4] for key, value in left["records"].items()} == {
        key: value[4] for key, value in straight["records"].items()
    }


def test_what_was_answered_is_on_disk_before_the_next_question(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL)
    lead_until_stopped(tmp_path, prompter, 7)
    assert prompter.asked_keys[-1] == "utmana.forsta.factors.0"
    (challenge,) = load(tmp_path).of_kind("challenge")
    assert challenge.values["about"] == "Unga\nsom inte vågar"
    lead_until_stopped(tmp_path, prompter, 1)
    assert load(tmp_path).of_kind("challenge")[0].values["factors"] == ["tiden"]


def test_a_stop_within_a_row_goes_on_in_that_row(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL)
    while not prompter.asked or prompter.asked_keys[-1] != "utmana.mera.evidence.0.marks.1":
        lead_until_stopped(tmp_path, prompter, 1)
    evidence = load(tmp_path).of_kind("challenge")[0].values["evidence"]
    assert evidence == [{"statement": "Få kommer", "sort": "fact", "marks": ["tomma stolar"]}]
    lead_until_stopped(tmp_path, prompter, 1)
    assert prompter.asked_keys[-2:] == ["utmana.mera.evidence.0.marks.1", "utmana.mera.evidence.0.marks.2"]


def test_the_rows_that_are_there_are_shown_when_the_walk_goes_on(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL)
    while not prompter.asked or prompter.asked_keys[-1] != "utmana.forsta.factors.1":
        lead_until_stopped(tmp_path, prompter, 1)
    prompter.lines.clear()
    lead_until_stopped(tmp_path, prompter, 0)
    assert "Hittills:" in prompter.said
    assert "  1  tiden" in prompter.said


def test_a_lost_place_costs_no_answer(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL)
    lead_until_stopped(tmp_path, prompter, 9)
    before = files_in(tmp_path)
    (tmp_path / ".innoguide" / "walk.json").write_text('{"session": ', "utf-8")
    lead_until_stopped(tmp_path, prompter, 0)
    after = files_in(tmp_path)
    assert {name: data for name, data in after.items() if name.startswith("records/")} == {
        name: data for name, data in before.items() if name.startswith("records/")
    }


def test_going_on_the_same_day_is_the_same_meeting_and_another_day_is_a_new_one(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL)
    lead_until_stopped(tmp_path, prompter, 6)
    lead_until_stopped(tmp_path, prompter, 1)
    assert [one.number for one in load(tmp_path).sessions] == [1]
    assert prompter.asked_keys.count("session.room") == 1
    tomorrow = play(tmp_path, {"session.room": "skola 1"}, start=START + timedelta(days=1))
    assert [one.number for one in load(tmp_path).sessions] == [1, 2]
    assert tomorrow.asked_keys[2] == prompter.asked_keys[-1], "the second meeting begins where the first was stopped"


def test_an_interrupted_walk_writes_nothing_more(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL)
    lead_until_stopped(tmp_path, prompter, 20)
    before = files_in(tmp_path)
    lead_until_stopped(tmp_path, prompter, 0)
    assert files_in(tmp_path) == before

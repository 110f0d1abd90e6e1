"""One person after the other at one terminal: each alone, each answer on disk before the next question."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fakes import Scripted

from innoguide.cli.capacity_people import People
from innoguide.files.content import content_folders, load_guide
from innoguide.files.selfassessment import load_sheets, save_sheet
from innoguide.files.store import settings_bytes
from innoguide.jobs.walk.prompter import Question
from innoguide.model.capacity import questions_of
from innoguide.model.project import Settings
from innoguide.terminal.wipe import LINES, wipe_screen
from innoguide.texts import use_language

QUESTIONS = questions_of(load_guide(content_folders("steps", None)))[:3]
FIRST, SECOND, THIRD = (one.id for one in QUESTIONS)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


class Typing(Scripted):
    """Types *lines* one after the other, whatever is asked; keeps what was on disk at each question."""

    def __init__(self, folder: Path, lines: Sequence[str]) -> None:
        super().__init__(folder, {})
        self.left = [*lines]
        self.wiped: list[int] = []
        self.stored: list[int] = []

    def ask(self, question: Question) -> str | None:
        self.asked.append(question)
        self.stored.append(sum(len(one.answers) for one in load_sheets(self.folder, "before").values()))
        if not self.left:
            raise KeyboardInterrupt
        return self.left.pop(0)


def seat(folder: Path, *lines: str) -> tuple[Typing, People]:
    prompter = Typing(folder, lines)
    wipe = lambda: prompter.wiped.append(len(prompter.asked))  # noqa: E731
    return prompter, People(folder, "before", QUESTIONS, "sv", prompter, wipe)


def answers_in(folder: Path) -> list[dict[str, int]]:
    return sorted((one.answers for one in load_sheets(folder, "before").values()), key=str)


def test_each_answers_alone_and_the_screen_is_wiped_between_them(tmp_path: Path) -> None:
    prompter, people = seat(tmp_path, "", "4", "v", "5", "", "1", "?", "2", "klar")
    assert people.ask_all()
    assert answers_in(tmp_path) == [{FIRST: 1, SECOND: 0, THIRD: 2}, {FIRST: 4, SECOND: 0, THIRD: 5}]
    assert prompter.wiped == [1, 4, 5, 8]
    assert all(one.default == "" for one in prompter.asked), "no answer is shown to anybody"


def test_each_answer_is_on_disk_before_the_next_question(tmp_path: Path) -> None:
    prompter, people = seat(tmp_path, "", "4", "v", "5", "klar")
    people.ask_all()
    assert prompter.stored == [0, 0, 1, 2, 3]


def test_back_asks_the_statement_before_anew(tmp_path: Path) -> None:
    _prompter, people = seat(tmp_path, "", ":tillbaka", "4", ":back", "2", ":vetinte", "5", "klar")
    people.ask_all()
    assert answers_in(tmp_path) == [{FIRST: 2, SECOND: 0, THIRD: 5}]


@pytest.mark.parametrize("wrong", ["6", "0", "", "fyra", "4 5", ":hjälp"])
def test_what_is_no_answer_is_asked_again(tmp_path: Path, wrong: str) -> None:
    prompter, people = seat(tmp_path, "", wrong, "4", "4", "4", "klar")
    people.ask_all()
    assert "Svara med en siffra från 1 till 5" in prompter.said
    assert answers_in(tmp_path) == [{FIRST: 4, SECOND: 4, THIRD: 4}]


def test_who_stops_can_go_on_where_it_was_and_sees_nothing_of_before(tmp_path: Path) -> None:
    prompter, people = seat(tmp_path, "", "4", ":paus")
    assert not people.ask_all()
    assert prompter.wiped[-1] == len(prompter.asked)
    again, people = seat(tmp_path, "ja", "2", "3", "klar")
    assert people.ask_all()
    assert "2 påståenden är kvar" in again.asked[0].text
    assert answers_in(tmp_path) == [{FIRST: 4, SECOND: 2, THIRD: 3}]


def test_who_does_not_come_back_counts_as_far_as_they_came(tmp_path: Path) -> None:
    save_sheet(tmp_path, "before", "halv", answers={FIRST: 4}, done=False)
    _prompter, people = seat(tmp_path, "nej", "klar")
    people.ask_all()
    assert load_sheets(tmp_path, "before")["halv"].done
    assert answers_in(tmp_path) == [{FIRST: 4}]


def test_ctrl_c_loses_nothing_and_leaves_nothing_on_the_screen(tmp_path: Path) -> None:
    prompter, people = seat(tmp_path, "", "4", "5")
    with pytest.raises(KeyboardInterrupt):
        people.ask_all()
    assert answers_in(tmp_path) == [{FIRST: 4, SECOND: 5}]
    assert prompter.wiped[-1] == len(prompter.asked)


def test_where_nothing_can_be_wiped_empty_lines_stand_between(capsys: pytest.CaptureFixture[str]) -> None:
    wipe_screen(plain=True)
    assert capsys.readouterr().out == "\n" * LINES


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_at_a_real_terminal_the_screen_is_wiped_and_a_pause_loses_nothing(tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", language="sv")))
    words = ["-m", "innoguide", "capacity", "--round", "före", "--project", str(tmp_path)]
    environment = {**os.environ, "TERM": "xterm", "INNOGUIDE_LANG": "sv", "COLUMNS": "100"}
    child = pexpect.spawn(sys.executable, words, env=environment, encoding="utf-8", timeout=60)
    for typed in ("", "4", "v", ":paus"):
        child.expect("Svar: ")
        child.sendline(typed)
    child.expect("\x1b\\[3J.*Sparat")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert answers_in(tmp_path) == [{FIRST: 4, SECOND: 0}]

"""Dots counted by hand in a `vote`: pairs, marks that are called out, or idea by idea."""

from pathlib import Path
from typing import Any

import pytest
from fakes import FULL, Answers, Scripted, lead, load, play, scripted

from innoguide.texts import use_language

IDEAS = {key: value for key, value in FULL.items() if key.startswith("ideer.kort")}
PASSED: Answers = {**IDEAS, "ideer.rosta.voters": "5", "ideer.ordna.order": ":hoppa", "ideer.valj.chosen": ":hoppa"}
LINE = "ideer.rosta.dots.user"
FIRST, SECOND, THIRD = (f"{LINE}.{idea}" for idea in ("Byta saker", "Låna ut nycklar", "Flyga dit"))


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def vote(folder: Path, answers: Answers) -> Scripted:
    """Walk the method with a vote on three ideas."""
    return play(folder, {**PASSED, **answers}, "bygga/ideer")


def dots(folder: Path, criterion: str = "user") -> dict[str, int]:
    """Return the dots of *criterion* by idea."""
    project = load(folder)
    (record,) = project.of_kind("vote")
    rows: list[Any] = record.values.get("results", [])
    return {
        str(project.records[row["record"]].values["text"]): row["dots"] for row in rows if row["criterion"] == criterion
    }


@pytest.mark.parametrize("typed", ["1 1 1 3 3", "1,3,1,3,1", "3 1; 1 1 3", " 1. 1. 1. 3. 3. "])
def test_marks_that_are_called_out_are_counted_and_read_back(tmp_path: Path, typed: str) -> None:
    prompter = vote(tmp_path, {LINE: typed})
    assert dots(tmp_path) == {"Byta saker": 3, "Flyga dit": 2}
    assert "Uppfattat: nummer 1 fick 3, nummer 3 fick 2." in prompter.said
    assert "Summa: 5 av 10 prickar." in prompter.said


@pytest.mark.parametrize("strange", ["1 1 4", "0 1", "1 1 tre", "1 räkna"])
def test_marks_for_what_is_not_there_are_asked_for_again(tmp_path: Path, strange: str) -> None:
    prompter = vote(tmp_path, {LINE: [strange, "2 2"]})
    assert prompter.asked_keys.count(LINE) == 2
    assert dots(tmp_path) == {"Låna ut nycklar": 2}


def test_more_marks_than_there_are_dots_are_told_of(tmp_path: Path) -> None:
    prompter = vote(tmp_path, {LINE: "1 " * 11})
    assert "11 prickar är fler än 10" in prompter.said
    assert "Summa" not in prompter.said


@pytest.mark.parametrize("word", ["räkna", "Rakna ", "count"])
def test_counting_asks_idea_by_idea_and_enter_is_none(tmp_path: Path, word: str) -> None:
    prompter = vote(tmp_path, {LINE: word, FIRST: "4", SECOND: "", THIRD: ["två", "2"]})
    assert dots(tmp_path) == {"Byta saker": 4, "Flyga dit": 2}
    assert prompter.question(FIRST).text == "Byta saker: hur många prickar?"
    assert (bool(prompter.question(FIRST).hint), prompter.question(SECOND).hint) == (True, "")
    assert "Summa: 6 av 10 prickar." in prompter.said


def test_each_count_is_on_disk_before_the_next_and_a_stop_goes_on_there(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, {**PASSED, LINE: "räkna", FIRST: "4", SECOND: ":paus"})
    lead(tmp_path, prompter, "bygga/ideer")
    assert dots(tmp_path) == {"Byta saker": 4}
    again = scripted(tmp_path, {**PASSED, SECOND: "1", THIRD: "2"})
    lead(tmp_path, again)
    assert dots(tmp_path) == {"Byta saker": 4, "Låna ut nycklar": 1, "Flyga dit": 2}
    assert FIRST not in again.asked_keys and LINE not in again.asked_keys


def test_back_goes_to_the_idea_before_and_from_the_first_to_the_line(tmp_path: Path) -> None:
    answers = {LINE: ["räkna", "2:1"], FIRST: ["4", ":tillbaka"], SECOND: ":tillbaka"}
    prompter = vote(tmp_path, answers)
    assert prompter.question(FIRST).default == "4"
    assert prompter.question(LINE).default == "1:4"
    assert dots(tmp_path) == {"Låna ut nycklar": 1}


def test_counting_anew_with_no_dots_takes_the_old_ones_away(tmp_path: Path) -> None:
    prompter = vote(tmp_path, {LINE: ["1:2", "räkna"], "ideer.rosta.dots.new": [":tillbaka", "3:1"], FIRST: "0"})
    assert dots(tmp_path) == {}
    assert dots(tmp_path, "new") == {"Flyga dit": 1}
    assert prompter.question(FIRST).default == "2"


def test_without_voters_only_the_sum_is_told(tmp_path: Path) -> None:
    prompter = vote(tmp_path, {"session.room": ":hoppa", "ideer.rosta.voters": ":hoppa", LINE: "2 2"})
    assert "Summa: 2 prickar." in prompter.said

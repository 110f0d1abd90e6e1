"""`:time` in a walk: more, fewer, pause, the meeting's end; and what minutes are logged."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fakes import FULL, START, Scripted, lead, load, make_store, play, scripted
from hypothesis import given
from hypothesis import strategies as st

from innoguide.files.place import load_place
from innoguide.jobs.walk.prompter import Meeting, Question
from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.project import Session
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


UTMANA = {"session.next": ["", "3"]}


class Waiting(Scripted):
    """Lets minutes pass before it answers some of the questions: `{"utmana.prata": 10}`."""

    waits: dict[str, list[int]]

    def ask(self, question: Question) -> str | None:
        """Wait, then answer."""
        left = self.waits.get(self.key_of(question), [])
        if left:
            self._now += timedelta(minutes=left.pop(0))
        return super().ask(question)


def waiting(folder: Path, answers: dict[str, object], **waits: list[int]) -> Waiting:
    prompter = Waiting(folder, {"session.room": "unga 3", **FULL, **UTMANA, **answers})  # type: ignore[dict-item]
    prompter.waits = {key.replace("_", "."): value for key, value in waits.items()}
    lead(folder, prompter)
    return prompter


def minutes(folder: Path) -> dict[str, int]:
    return {one.move: one.minutes for one in load(folder).sessions[-1].done}


def test_it_says_how_it_stands(tmp_path: Path) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"utmana.prata": [":tid", "Tiderna"]})
    # Half a minute has passed of ten.
    assert "Momentet: 10 min kvar. Klart 13.12." in prompter.said
    assert ":tid +5" in prompter.said


def test_before_the_first_move_no_clock_runs(tmp_path: Path) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"session.users": [":tid", ":tid +5", ":tid paus", "ja"]})
    assert prompter.said.count("Just nu går ingen klocka.") == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("+5", "5 min till.\n Momentet: 15 min kvar. Klart 13.17."),
        ("+ 5 min", "5 min till.\n Momentet: 15 min kvar. Klart 13.17."),
        ("-5", "5 min mindre.\n Momentet: 5 min kvar. Klart 13.07."),
        ("-50", "10 min mindre.\n Momentets tid är ute. Skriv klart"),
    ],
)
def test_a_move_gets_more_minutes_or_fewer(tmp_path: Path, words: str, said: str) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"utmana.prata": [f":tid {words}", "Tiderna"]})
    assert said in prompter.said


def test_more_minutes_after_the_end_are_counted_from_now(tmp_path: Path) -> None:
    prompter = waiting(tmp_path, {"utmana.prata": [":tid +5", "Tiderna"]}, utmana_prata=[13])
    assert "5 min till.\n Momentet: 6 min kvar." in prompter.said


def test_added_minutes_are_there_after_a_stop(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL | UTMANA | {"utmana.prata": [":tid +5", ":paus", "Tiderna"]})
    lead(tmp_path, prompter)
    lead(tmp_path, prompter)
    before, after = [clock for clock in prompter.clocks if clock.title == "Prata"]
    assert (before.minutes, after.minutes) == (10, 15)
    assert after.started == before.started, "nobody was away"


@pytest.mark.parametrize("words", ["5", "fem", "+", "paus nu", "slut", "+1000"])
def test_wrong_words_are_told_what_works(tmp_path: Path, words: str) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"utmana.prata": [f":tid {words}", "Tiderna"]})
    assert f"”{words}” går inte med :tid." in prompter.said


# Pause


@pytest.mark.parametrize("word", ["paus", "fortsätt"])
def test_a_pause_is_not_counted(tmp_path: Path, word: str) -> None:
    answers = {"utmana.prata": [":tid paus", f":tid {word}", ":tid", "Tiderna"]}
    prompter = waiting(tmp_path, answers, utmana_prata=[0, 20, 0, 2])
    assert "Klockan står still." in prompter.said
    assert "Klockan går igen." in prompter.said
    assert minutes(tmp_path)["prata"] == 4, "two answers of half a minute before and after, and two minutes"
    assert load(tmp_path).sessions[0].paused_minutes == 20
    assert "Momentet: 9 min kvar." in prompter.said


def test_a_pause_ends_with_the_move(tmp_path: Path) -> None:
    waiting(tmp_path, {"utmana.prata": [":tid paus", "Tiderna"]}, utmana_prata=[0, 30])
    assert minutes(tmp_path)["prata"] == 0
    assert load(tmp_path).sessions[0].paused_minutes == 30


def test_going_on_without_a_pause_says_that_the_clock_runs(tmp_path: Path) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"utmana.prata": [":time go on", "Tiderna"]})
    assert "Klockan går redan." in prompter.said


def test_the_summary_leaves_pauses_out(tmp_path: Path) -> None:
    prompter = Waiting(tmp_path, {"session.room": "unga 3", **FULL, **UTMANA, "utmana.prata": [":tid paus", "Tid"]})
    prompter.waits = {"utmana.prata": [0, 30]}
    summary = lead(tmp_path, prompter)
    assert summary.minutes_used == round((prompter.now() - START).total_seconds() / 60) - 30


# What is logged


def test_time_between_two_walks_of_a_meeting_is_not_counted(tmp_path: Path) -> None:
    prompter = waiting(tmp_path, {"utmana.prata": [":paus", "Tiderna"]}, utmana_prata=[6])
    prompter._now += timedelta(hours=2)
    summary = lead(tmp_path, prompter)
    assert minutes(tmp_path)["prata"] == 7
    session = load(tmp_path).sessions[0]
    assert session.paused_minutes == 120
    assert summary.minutes_used == round((prompter.now() - START).total_seconds() / 60) - 120


def test_after_a_crash_the_time_until_the_last_answer_counts(tmp_path: Path) -> None:
    prompter = Waiting(tmp_path, {"session.room": "unga 3", **FULL, **UTMANA, "utmana.prata": [":tid", "Tiderna"]})
    prompter.waits = {"utmana.prata": [6]}
    prompter.patience = 5
    with pytest.raises(KeyboardInterrupt):
        lead(tmp_path, prompter)
    assert load_place(tmp_path).at == "2026-11-24T13:08:30"
    prompter.patience = None
    prompter._now += timedelta(hours=2)
    lead(tmp_path, prompter)
    assert minutes(tmp_path)["prata"] == 7
    assert load(tmp_path).sessions[0].paused_minutes == 120


def test_back_into_a_move_adds_to_its_minutes_and_to_no_other(tmp_path: Path) -> None:
    answers = {"utmana.forsta.question": [":tillbaka", "Hur kan vi få fler?"], "utmana.prata": ["Tid", "Tider"]}
    waiting(tmp_path, answers, utmana_prata=[4, 3], utmana_forsta_question=[2])
    assert minutes(tmp_path)["prata"] == 8
    assert minutes(tmp_path)["forsta"] == 2 + 3, (
        "two minutes before they went back, and five answers of which one twice"
    )


def test_the_clock_of_a_move_goes_on_when_the_group_comes_back_to_it(tmp_path: Path) -> None:
    answers = {"utmana.forsta.question": [":tillbaka", "Hur kan vi få fler?"], "utmana.prata": ["Tid", "Tider"]}
    prompter = waiting(tmp_path, answers, utmana_prata=[4, 3])
    first, second = [clock for clock in prompter.clocks if clock.title == "Prata"]
    assert first.started + timedelta(minutes=10) < second.started + timedelta(minutes=10)
    assert second.started == first.started + timedelta(seconds=30), "only the question after it was not of this move"


def test_a_method_done_again_in_the_same_meeting_adds_up(tmp_path: Path) -> None:
    prompter = Waiting(tmp_path, {"session.room": "unga 3", **FULL, "session.next": ["", "utmana", "3"]})
    prompter.waits = {"utmana.prata": [4, 3]}
    lead(tmp_path, prompter)
    assert minutes(tmp_path)["prata"] in (7, 8)


# The meeting


def test_the_end_of_the_meeting_is_set_and_kept(tmp_path: Path) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"utmana.prata": [":tid slut 15.30", "Tiderna"]})
    assert "Träffen slutar kl. 15.30. Det är" in prompter.said
    assert load(tmp_path).sessions[0].until == "2026-11-24T15:30:00"
    later = prompter.meetings[-1]
    assert later is not None
    assert (later.ends, later.rest, later.is_planned) == (datetime(2026, 11, 24, 15, 30), 0, False)


def test_an_end_set_before_anybody_answered_is_kept_with_the_first_answer(tmp_path: Path) -> None:
    play(tmp_path, FULL | UTMANA | {"session.room": [":time end 15:30", ":paus"]})
    assert load(tmp_path).sessions == ()
    play(tmp_path, FULL | UTMANA | {"session.room": [":time end 15:30", "unga 3"]})
    assert load(tmp_path).sessions[0].until == "2026-11-24T15:30:00"


def test_an_end_that_is_over_is_refused(tmp_path: Path) -> None:
    prompter = play(tmp_path, FULL | UTMANA | {"utmana.prata": [":tid slut 12.30", ":tid slut snart", "Tiderna"]})
    assert "”12.30” är inte ett klockslag senare i dag." in prompter.said
    assert "”snart” är inte ett klockslag senare i dag." in prompter.said
    assert load(tmp_path).sessions[0].until == ""


def test_rest_of_the_meeting_follows_the_agenda_move_by_move(tmp_path: Path) -> None:
    blocks = (Block(method="hitta/utmana", minutes=35), Block(text="Paus", is_break=True, minutes=15))
    plan = Agenda(date="2026-11-24", start="13:00", minutes=60, people=6, step="hitta", blocks=blocks)
    make_store(tmp_path).save_session(Session(id="2026-11-24-traff-22222", number=1, agenda=plan))
    prompter = play(tmp_path, FULL | UTMANA)
    rests = [one.rest for one in prompter.meetings if one is not None]
    assert rests == [50, 45, 35, 25, 15, 15, 0, 0, 0]
    assert {one.is_planned for one in prompter.meetings if one} == {True}


@given(st.integers(-3600, 3600), st.integers(0, 200), st.integers(-7200, 7200))
def test_time_that_is_out_moves_the_end_and_time_left_does_not(left: int, rest: int, before: int) -> None:
    now = datetime(2026, 11, 24, 14, 0)
    meeting = Meeting(ends=now + timedelta(seconds=before), rest=rest, is_planned=True)
    passed = min(600, left) if left > 0 else 0
    assert meeting.late(now, left=left) == meeting.late(now + timedelta(seconds=passed), left=left - passed)
    if left <= 0:
        assert meeting.late(now + timedelta(minutes=10), left=left - 600) == meeting.late(now, left=left) + 10

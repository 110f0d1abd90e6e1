"""The meeting around the moves: who is here, what comes next, going back to a step, pausing and ending."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FULL, START, lead, load, play, scripted, small_guide

from innoguide.jobs.walk.meeting.session import read_room
from innoguide.jobs.walk.targets import Target, find_places
from innoguide.model.progress import build_progress, next_thing
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


# Who is here


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("bibliotek 2, kulturskola 2", [("bibliotek", 2), ("kulturskola", 2)]),
        ("2 bibliotekarier och 1 chef", [("bibliotekarier", 2), ("chef", 1)]),
        ("rektor", [("rektor", 1)]),
        ("unga: 3; föräldrar x2", [("unga", 3), ("föräldrar", 2)]),
        ("ingen 0", []),
        ("12", []),
        ("", []),
    ],
)
def test_roles_and_numbers_are_read(typed: str, people: list[tuple[str, int]]) -> None:
    assert [(one.role, one.count) for one in read_room(typed)] == people


def test_who_is_here_is_asked_until_it_can_be_read_and_kept(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"session.room": ["12", "unga 3"], "session.users": "ja"})
    (session,) = load(tmp_path).sessions
    assert ([(one.role, one.count) for one in session.room], session.users_in_room) == ([("unga", 3)], True)
    assert "Skriv roller och antal" in prompter.said
    assert "Sparat: 3 i rummet." in prompter.said


def test_a_name_in_the_room_is_asked_about_and_kept_only_when_it_is_said_again(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"session.room": ["Anna 1, unga 3", "ledare 1, unga 3"], "session.users": "ja"})
    assert "Anna ser ut som ett namn." in prompter.said
    (session,) = load(tmp_path).sessions
    assert [one.role for one in session.room] == ["ledare", "unga"]
    assert "Anna" not in "".join(one.read_text("utf-8") for one in (tmp_path / "sessions").glob("*"))
    again = tmp_path / "b"
    play(again, {"session.room": ["Robin 1", "Robin 1"], "session.users": "ja"})
    assert [one.role for one in load(again).sessions[0].room] == ["Robin"]


def test_back_from_the_question_about_users_asks_who_is_here_again(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"session.users": [":tillbaka", "nej"], "session.room": ["unga 3", "unga 4"]})
    assert prompter.question("session.room").default == "unga 3"
    assert load(tmp_path).sessions[0].people == 4
    assert "bjud gärna in någon" in prompter.said


def test_the_opening_says_which_meeting_what_was_done_and_what_comes(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "3"], "utmana.prata": [":parkera en buss", "Tid"]})
    prompter = play(tmp_path, {}, start=START + timedelta(days=7))
    assert "Prov · Träff 2 · tisdag 1 december 2026" in prompter.said
    assert "Klart sedan sist: Utmana · 1 parkerad idé · 1 fråga" in prompter.said
    assert "Nu: Lappa (30 min)" in prompter.said
    assert "Steg 1 av 2: Hitta" in prompter.said


# What comes next


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "utmana.borja"),
        ("1", "utmana.borja"),
        ("lappa", "lappa.skriv.all.source"),
        ("hitta/lappa", "lappa.skriv.all.source"),
        ("bygga", "ideer.kort.card.0"),
        ("Idéer", "ideer.kort.card.0"),
        ("avslut", "avslut.skatta.nojd"),
    ],
)
def test_a_method_or_a_step_is_chosen_by_number_or_name(tmp_path: Path, typed: str, first: str) -> None:
    prompter = play(tmp_path, {"session.next": [typed, ":paus"], "avslut.grind.conclusion": "3"})
    assert prompter.asked_keys[prompter.asked_keys.index("session.next") + 1] == first


def test_a_name_that_fits_none_is_asked_again_and_2_lists_the_methods(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"session.next": ["2", "finns inte", "3"]})
    assert "Ingen metod heter ”finns inte”." in prompter.said
    assert re.search(r"lappa +Lappa \(30 min\) · inte gjord", prompter.said)
    assert re.search(r"avslut +Avslut", prompter.said)
    assert prompter.asked_keys.count("session.next") == 3


def test_not_knowing_what_comes_next_begins_nothing(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"session.next": [":vetinte", "3"]})
    assert "Skriv 1, 2 eller 3" in prompter.said
    assert prompter.asked_keys.count("session.next") == 2
    assert not load(tmp_path).sessions[0].done


def test_places_are_found_by_step_method_and_title() -> None:
    guide = small_guide()
    assert find_places(guide, "2", "hitta") == [Target(step="bygga")]
    assert find_places(guide, "hitta/avslut", "bygga") == [Target(step="hitta", method="avslut")]
    assert find_places(guide, "avslut", "bygga") == [Target(step="bygga", method="avslut")]
    assert find_places(guide, "ompröva", "hitta") == [Target(step="bygga", method="omprova")]
    assert find_places(guide, "nej", "hitta") == []


def test_a_step_whose_methods_are_done_leads_to_what_closes_it(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "1", "3"]})
    prompter = play(tmp_path, {"avslut.grind.conclusion": "3"}, "hitta")
    assert prompter.asked_keys[2] == "avslut.skatta.nojd"


def test_an_optional_method_is_not_proposed(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "1", "1", "1", "3"]})
    following = next_thing(small_guide(), load(tmp_path))
    assert (following.step, following.method, following.reason) == ("bygga", "avslut", "close_step")


def test_when_all_is_done_it_is_said_and_enter_ends(tmp_path: Path) -> None:
    names = ["", "1", "1", "1", "1", ""]
    prompter = play(tmp_path, FULL | {"session.next": names})
    assert "Alla sex steg är genomgångna" in prompter.said
    assert [one.state for one in build_progress(small_guide(), load(tmp_path))] == ["closed", "closed"]


# Going back to an earlier step


def test_going_back_to_an_earlier_step_asks_why_and_keeps_it(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "1", "1", "1", "3"]})
    assert build_progress(small_guide(), load(tmp_path))[0].state == "closed"
    later = START + timedelta(days=1)
    prompter = play(tmp_path, {"utmana.why_back": "Vi hörde något nytt"}, "hitta/utmana", start=later)
    session = load(tmp_path).sessions[-1]
    assert [(one.from_, one.to, one.why) for one in session.returns] == [("bygga", "hitta", "Vi hörde något nytt")]
    assert prompter.asked_keys.count("utmana.why_back") == 1
    assert build_progress(small_guide(), load(tmp_path))[0].state == "under_way", "the step is open again"


def test_within_the_same_step_or_forward_nobody_asks_why(tmp_path: Path) -> None:
    prompter = play(tmp_path, FULL)
    assert not [key for key in prompter.asked_keys if key.endswith("why_back")]


def test_going_back_without_a_reason_is_kept_too(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "1", "1", "1", "3"]})
    prompter = play(tmp_path, {"session.next": ["utmana", "lappa", "3"], "utmana.why_back": ":hoppa"})
    assert [(one.to, one.why) for one in load(tmp_path).sessions[-1].returns] == [("hitta", "")]
    assert len([key for key in prompter.asked_keys if key.endswith("why_back")]) == 1, "once a meeting"


# Pausing and ending


def test_a_pause_goes_on_in_the_same_meeting(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL | {"utmana.prata": [":paus", "Tiderna"], "session.next": ["", "3"]})
    first = lead(tmp_path, prompter)
    assert (first.paused, first.session.ended) == (True, "2026-11-24T13:02:30")
    second = lead(tmp_path, prompter)
    assert (second.paused, len(load(tmp_path).sessions)) == (False, 1)
    assert load(tmp_path).sessions[0].ended > first.session.ended
    assert "Dagens träff fortsätter (5 i rummet)." in prompter.said


def test_a_pause_between_methods_goes_on_in_the_same_meeting(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL | {"session.next": ["", ":paus", "3"]})
    lead(tmp_path, prompter)
    lead(tmp_path, prompter)
    assert len(load(tmp_path).sessions) == 1


def test_who_stops_for_today_and_comes_back_has_another_meeting(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "3"]})
    play(tmp_path, FULL | {"session.next": "3"}, start=START + timedelta(hours=3))
    sessions = load(tmp_path).sessions
    assert [one.number for one in sessions] == [1, 2]
    assert all(re.fullmatch("2026-11-24-traff-[2-9a-z]{5}", one.id) for one in sessions)


def test_a_pause_before_anybody_has_answered_leaves_nothing(tmp_path: Path) -> None:
    play(tmp_path, {"session.room": ":paus"})
    assert load(tmp_path).sessions == ()


def test_minutes_are_logged_and_add_up_when_the_group_comes_back_to_a_move(tmp_path: Path) -> None:
    answers = FULL | {"session.next": ["", "3"], "utmana.mera.solution_free": [":tillbaka", "ja"]}
    answers |= {"utmana.forsta.factors.2": ["", ""]}
    play(tmp_path, answers)
    minutes = {one.move: one.minutes for one in load(tmp_path).sessions[0].done}
    # Half a minute a question: five questions, and one more when they came back.
    assert minutes["forsta"] == 3
    straight = play(tmp_path / "straight", FULL | {"session.next": ["", "3"]})
    assert len(straight.clocks) == 4
    assert {one.move: one.minutes for one in load(tmp_path / "straight").sessions[0].done}["forsta"] == 2


def test_the_summary_tells_what_the_whole_meeting_made_also_before_a_stop(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL | {"session.next": ["", "3"]})
    prompter.patience = 8
    with pytest.raises(KeyboardInterrupt):
        lead(tmp_path, prompter)
    prompter.patience = None
    summary = lead(tmp_path, prompter)
    assert [one.kind for one in summary.made] == ["challenge"]
    assert (summary.minutes_planned, summary.minutes_used) == (35, 12)

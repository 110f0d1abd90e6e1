"""The meetings that the shipped guide proposes: their times, what begins and ends them, and each profile's calendar."""

from itertools import pairwise

import pytest

from innoguide.files.content import load_guide, shipped_folder
from innoguide.model.agenda.agenda import clock_time, minutes_of
from innoguide.model.agenda.pace import method_moves
from innoguide.model.guide import Agenda, AgendaItem, CalendarMeeting, Guide, Method, Profile, Step
from innoguide.model.moves import PHONE_MOVES, USUAL_PEOPLE, Collect

PARTS_OF_A_DAY = ("sprint", "taster")
BREAKS = ("Paus", "Lunch")
OUT_AMONG_PEOPLE = ("ut",)
"""A few words in the room, and then the interviews themselves: on such a day they are a part of the meeting."""
LONGEST_WITHOUT_BREAK = 90
LONGEST_STRETCH = 130
DEPENDS_ON_THE_MATERIAL = {"las-in"}
"""Each tells of a person they met: it is how many were met that takes time."""
ON_THE_CLOCK = {"tio-till"}
"""So many minutes, however many they are."""


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide([shipped_folder("steps")])


def all_methods(guide: Guide) -> list[Method]:
    return [method for methods in guide.methods.values() for method in methods]


def all_agendas(guide: Guide) -> list[tuple[Step, Agenda]]:
    return [(step, agenda) for step in guide.steps for agenda in step.agendas]


def meetings(guide: Guide) -> list[tuple[str, tuple[AgendaItem, ...]]]:
    """Return the items of each whole meeting: an agenda, or the parts of a sprint or a taster after each other."""
    whole = [
        (f"{step.step}.{agenda.id}", agenda.items)
        for step, agenda in all_agendas(guide)
        if agenda.id not in PARTS_OF_A_DAY
    ]
    days = [
        (name, tuple(item for one in profile(guide, name).calendar for item in agenda_of(guide, one).items))
        for name in PARTS_OF_A_DAY
    ]
    return whole + days


def profile(guide: Guide, name: str) -> Profile:
    return next(one for one in guide.about.profiles if one.id == name)


def agenda_of(guide: Guide, meeting: CalendarMeeting) -> Agenda:
    return next(one for one in guide.step(meeting.step).agendas if one.id == meeting.agenda)


def length(agenda: Agenda) -> int:
    return sum(item.minutes for item in agenda.items)


def is_break(item: AgendaItem) -> bool:
    return item.text is not None and item.text.in_("sv").startswith(BREAKS)


def script_ids(guide: Guide, step: Step, item: AgendaItem) -> list[str]:
    method = guide.method(step.step, item.method)
    assert method is not None
    return [move.id for move in method.script]


def test_where_all_take_their_turn_more_people_take_longer(guide: Guide) -> None:
    in_turn = {
        move.id: move.per_person
        for method in all_methods(guide)
        for move in method.script
        if isinstance(move, Collect) and move.how != "together"
    }
    assert {name for name, minutes in in_turn.items() if not minutes} == DEPENDS_ON_THE_MATERIAL | ON_THE_CLOCK
    assert all(minutes <= 1 for minutes in in_turn.values())


def test_the_minutes_of_a_method_are_for_the_usual_number_of_people(guide: Guide) -> None:
    for method in all_methods(guide):
        if method.group.min <= USUAL_PEOPLE <= method.group.max:
            assert sum(method_moves(method, people=USUAL_PEOPLE).values()) == method.minutes, method.method


@pytest.mark.parametrize("people", [3, 12])
def test_few_and_many_people_get_sensible_times(guide: Guide, people: int) -> None:
    for method in all_methods(guide):
        for move in method.script:
            assert move.minutes + move.per_person * (people - USUAL_PEOPLE) >= 1, f"{method.method}.{move.id}"
        needed = sum(move.minutes + move.per_person * (people - USUAL_PEOPLE) for move in method.script)
        assert 0.75 * method.minutes <= needed <= 1.5 * method.minutes, method.method
        assert needed <= method.minutes if people < USUAL_PEOPLE else needed >= method.minutes, method.method


def test_a_meeting_begins_with_a_check_in_and_ends_together(guide: Guide) -> None:
    for name, items in meetings(guide):
        order = [item.method for item in items]
        assert order[0] == "incheckning", name
        assert order.count("incheckning") == 1, name
        assert order[-1] in ("utcheckning", "reflektion", "avstamning"), name
        if "avstamning" in order:
            assert order[-2:] == ["reflektion", "avstamning"], name


def test_no_meeting_is_long_without_a_break(guide: Guide) -> None:
    for name, items in meetings(guide):
        if name in PARTS_OF_A_DAY:
            continue  # their breaks are between the parts
        worked = 0
        for item in items:
            worked = 0 if is_break(item) else worked + item.minutes
            assert worked <= LONGEST_STRETCH, f"{name}: {item.method}"
        assert not is_break(items[0]), name
        assert not is_break(items[-1]), name
        if sum(item.minutes for item in items) > LONGEST_WITHOUT_BREAK:
            assert any(is_break(item) for item in items), name


def test_a_short_version_names_moves_in_their_order_and_gives_them_time(guide: Guide) -> None:
    for step, agenda in all_agendas(guide):
        for item in agenda.items:
            if not item.method:
                assert not item.moves
                continue
            method = guide.method(step.step, item.method)
            assert method is not None
            moves = [move for move in method.script if not item.moves or move.id in item.moves]
            assert not item.moves or [move.id for move in moves] == list(item.moves), f"{step.step}.{agenda.id}"
            if item.moves == OUT_AMONG_PEOPLE:
                continue
            usual = sum(move.minutes for move in moves)
            assert 0.5 <= item.minutes / usual <= 1.7, f"{step.step}.{agenda.id}: {item.method}"


def test_a_method_that_is_divided_does_no_move_twice(guide: Guide) -> None:
    for step, agenda in all_agendas(guide):
        done: list[tuple[str, str]] = []
        for item in agenda.items:
            if item.method:
                done += [(item.method, move) for move in item.moves or script_ids(guide, step, item)]
        assert len(done) == len(set(done)), f"{step.step}.{agenda.id}"


def test_the_programme_does_all_of_each_step_and_closes_it_once(guide: Guide) -> None:
    calendar = [one for one in profile(guide, "programme").calendar if not one.follow_up]
    assert list(dict.fromkeys(one.step for one in calendar)) == list(guide.about.steps)
    for step in guide.steps:
        items = [item for one in calendar if one.step == step.step for item in agenda_of(guide, one).items]
        assert [item.method for item in items].count("avstamning") == 1, step.step
        assert items[-1].method == "avstamning", step.step
        done = {
            (item.method, move) for item in items if item.method for move in item.moves or script_ids(guide, step, item)
        }
        wanted = {
            (method.method, move.id)
            for method in guide.methods[step.step]
            if not method.optional
            for move in method.script
        }
        assert wanted - done == set(), step.step


def test_the_programme_takes_nine_months_and_is_followed_up(guide: Guide) -> None:
    programme = profile(guide, "programme")
    meetings = [one for one in programme.calendar if not one.follow_up]
    assert [one.months for one in programme.calendar if one.follow_up] == [12, 15, 21, 27]
    assert (meetings[0].months, meetings[-1].months) == (0, 9)
    days = [one.months * 30 + one.days for one in programme.calendar]
    assert all(later - earlier >= 7 for earlier, later in pairwise(days))
    assert all(one.between for one in meetings)
    assert any(period.holds("07-10") for period in programme.no_meetings)
    assert any(period.holds("12-24") for period in programme.no_meetings)
    assert not any(period.holds(day) for period in programme.no_meetings for day in ("03-15", "09-15", "11-15"))


def test_the_sprint_is_one_day_from_eight_to_seven_with_all_six_steps(guide: Guide) -> None:
    calendar = profile(guide, "sprint").calendar
    assert [one.step for one in calendar] == list(guide.about.steps)
    assert calendar[0].start == "08:00"
    assert ends(guide, calendar[-1]) == "19:00"
    gaps = [minutes_of(later.start) - minutes_of(ends(guide, one)) for one, later in pairwise(calendar)]
    assert gaps == [15, 0, 15, 10, 10]
    worked = sum(length(agenda_of(guide, one)) for one in calendar)
    assert worked + sum(gaps) == 11 * 60
    lunch = next(item for one in calendar for item in agenda_of(guide, one).items if is_break(item))
    assert lunch.minutes == 45


def test_the_taster_is_half_a_day_with_one_interview(guide: Guide) -> None:
    calendar = profile(guide, "taster").calendar
    assert (calendar[0].start, ends(guide, calendar[-1])) == ("13:00", "16:00")
    assert all(minutes_of(ends(guide, one)) <= minutes_of(later.start) for one, later in pairwise(calendar))
    methods = [item.method for one in calendar for item in agenda_of(guide, one).items]
    assert "hitta-utmaningen" in methods
    assert "intervju" in methods


def ends(guide: Guide, meeting: CalendarMeeting) -> str:
    return clock_time(minutes_of(meeting.start) + length(agenda_of(guide, meeting)))


def test_the_free_profile_has_no_calendar(guide: Guide) -> None:
    assert profile(guide, "free").calendar == ()


def test_a_tip_on_phones_stands_where_phones_can_be_used(guide: Guide) -> None:
    with_tip = []
    for method in all_methods(guide):
        tips = [tip for tip in method.tips if ":mobiler" in tip.in_("sv")]
        assert [tip.in_("sv") for tip in method.tips if ":phones" in tip.in_("en")] == [tip.in_("sv") for tip in tips]
        if tips:
            with_tip.append(method.method)
            assert any(move.move in PHONE_MOVES for move in method.script), method.method
    assert {"brainwriting", "tre-prickar", "hitta-monster", "forhoppningar-farhagor"} <= set(with_tip)
    assert len(with_tip) <= 10


def test_papers_go_round_where_ideas_are_built_on(guide: Guide) -> None:
    passing = [
        (method.method, move.id)
        for method in all_methods(guide)
        for move in method.script
        if isinstance(move, Collect) and move.passes_on
    ]
    assert passing == [("brainwriting", f"varv-{number}") for number in (1, 2, 3)]
    fields = guide.kinds["idea"].by_id
    assert fields["builds_on"].to == ("idea",)

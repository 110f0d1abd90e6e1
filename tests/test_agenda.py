"""An agenda: built from the guide, changed block by block, and what is said when it does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fakes import make_store
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.errors import ProjectError, UsageError
from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store, session_bytes
from innoguide.model.agenda.advice import Advice, what_fits, what_to_cut
from innoguide.model.agenda.agenda import Agenda, Block, clock_time, minutes_of, read_time, shown_time, timetable
from innoguide.model.agenda.breaks import breaks_fit, length, moves_end, with_breaks
from innoguide.model.agenda.build import USUAL_MINUTES, Builder, Wish, is_one_of
from innoguide.model.agenda.carry import carried
from innoguide.model.agenda.change import (
    add_block,
    drop_block,
    end_at,
    for_people,
    insert_block,
    move_block,
    set_minutes,
    split_block,
)
from innoguide.model.agenda.pace import Pace
from innoguide.model.guide import Agenda as Proposal
from innoguide.model.guide import Guide
from innoguide.model.project import Done, Project, Session, Settings
from innoguide.model.record import Record
from innoguide.texts import use_language

STEPS = ("ringa-in", "undersoka", "fokusera", "ta-fram-ideer", "testa-ideer", "forverkliga")


@cache
def guide() -> Guide:
    """Return the guide that comes with the program."""
    return load_guide([shipped_folder("steps")])


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Say the faults in English, whatever another test has chosen."""
    use_language("en")


def project(*done: str, step: str = "ringa-in") -> Project:
    """Return a project in which whole methods of *step* are done."""
    moves = []
    for name in done:
        method = guide().method(step, name)
        assert method is not None
        moves += [Done(step=step, method=name, move=move.id, minutes=move.minutes) for move in method.script]
    session = Session(id="s", number=1, started="2026-11-01T13:00:00", done=tuple(moves))
    return Project(Settings(title="Prov"), sessions=(session,) if moves else ())


def builder(*done: str, step: str = "ringa-in", pace: Pace | None = None) -> Builder:
    return Builder(guide(), project(*done, step=step), pace or Pace())


def wish(step: str = "ringa-in", **values: object) -> Wish:
    asked: dict[str, Any] = {"people": 6, "start": "13:00", "lang": "sv", **values}
    return Wish(step=step, **asked)


def names(blocks: list[Block] | tuple[Block, ...]) -> list[str]:
    return [one.method.rpartition("/")[2] or one.text for one in blocks]


def agenda(*blocks: Block, minutes: int = 120, **values: object) -> Agenda:
    asked = {"date": "2026-11-24", "start": "13:00", "minutes": minutes, "people": 6, "step": "ringa-in"}
    return Agenda.model_validate({**asked, **values, "blocks": blocks})


CHECK_IN = Block(method="shared/incheckning", step="ringa-in", minutes=10)
FIND = Block(method="ringa-in/hitta-utmaningen", minutes=55)
HOPES = Block(method="shared/forhoppningar-farhagor", step="ringa-in", minutes=35)
TALK = Block(text="Läget i kommunen", minutes=20)
PAUSE = Block(text="Paus", is_break=True, minutes=15)
ACTORS = Block(method="ringa-in/aktorskarta", minutes=60)
CHECK_OUT = Block(method="shared/utcheckning", step="ringa-in", minutes=10)
MEETING = agenda(CHECK_IN, TALK, HOPES, PAUSE, FIND, ACTORS, CHECK_OUT, minutes=205)

texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
minutes = st.integers(1, 300)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """A method of the guide (or some of its moves), a text or a break."""
    if draw(st.booleans()):
        return Block(text=draw(texts), is_break=draw(st.booleans()), minutes=draw(minutes), note=draw(st.just("")))
    home = draw(st.sampled_from(sorted(guide().methods)))
    method = draw(st.sampled_from(guide().methods[home]))
    ids = [move.id for move in method.script]
    moves = tuple(one for one in ids if draw(st.booleans()))
    return Block(method=f"{home}/{method.method}", step="fokusera", moves=moves, minutes=draw(minutes))


agendas = st.builds(
    lambda found, start, people: agenda(*found, start=clock_time(start), people=people),
    st.lists(blocks(), min_size=1, max_size=8),
    st.integers(0, 1439),
    st.integers(1, 60),
)


@settings(deadline=None)
@given(agendas)
def test_a_timetable_has_neither_gaps_nor_overlaps(one: Agenda) -> None:
    slots = list(timetable(one))
    assert [slot.block for slot in slots] == list(one.blocks)
    assert slots[0].starts == one.start
    assert all(first.ends == second.starts for first, second in pairwise(slots))
    for slot in slots:
        assert (minutes_of(slot.ends) - minutes_of(slot.starts) - slot.block.minutes) % 1440 == 0


@settings(deadline=None)
@given(agendas, st.data())
def test_a_change_leaves_the_minutes_of_all_other_blocks(one: Agenda, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(one.blocks) - 1))
    to = data.draw(st.integers(0, len(one.blocks) - 1))
    new = data.draw(minutes)
    mine, rest = one.blocks[index].minutes, one.needed - one.blocks[index].minutes
    assert set_minutes(one, index, new).needed == rest + new
    assert drop_block(one, index).needed == rest
    assert insert_block(one, PAUSE, to).needed == rest + mine + 15
    assert add_block(guide(), one, TALK).needed == rest + mine + 20
    moved = move_block(one, index, to)
    assert moved.blocks[to] == one.blocks[index]
    assert sorted(map(repr, moved.blocks)) == sorted(map(repr, one.blocks))


@settings(deadline=None)
@given(agendas, st.data())
def test_a_block_that_is_split_is_as_long_as_before_and_holds_the_same(one: Agenda, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(one.blocks) - 1))
    after = data.draw(st.integers(0, 320))
    block = one.blocks[index]
    try:
        changed = split_block(guide(), one, index, after)
    except UsageError:
        no_place = not moves_end(guide(), block, people=one.people) if block.method else False
        assert after >= block.minutes or block.minutes < 2 or no_place
        return
    first, second = changed.blocks[index : index + 2]
    assert len(changed.blocks) == len(one.blocks) + 1
    assert first.minutes + second.minutes == block.minutes
    assert first.minutes > 0 < second.minutes
    if after:
        assert first.minutes == after
    if block.method:
        method = next(m for m in guide().methods[block.method.split("/")[0]] if block.method.endswith(f"/{m.method}"))
        whole = [move.id for move in method.script if not block.moves or move.id in block.moves]
        assert [*first.moves, *second.moves] == whole
        assert first.moves and second.moves


@settings(deadline=None)
@given(agendas)
def test_an_agenda_that_is_saved_and_read_is_saved_as_the_same_bytes(one: Agenda) -> None:
    session = Session(id="2026-11-24-traff-abcde", number=1, agenda=one)
    from innoguide.files.modelfile import model_in

    data = session_bytes(session)
    read, faults = model_in(data, "sessions/x.yaml", Session)
    assert faults == []
    assert read == session
    assert session_bytes(read) == data


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("there_are", [0, 45, 90, 150, 240, 480])
@pytest.mark.parametrize("people", [2, 6, 12])
def test_a_meeting_begins_with_a_check_in_and_ends_with_a_check_out(step: str, there_are: int, people: int) -> None:
    built = builder().build(wish(step, minutes=there_are, people=people))
    ends = ("utcheckning", *guide().step(step).closes_with)
    assert built[0].method == "shared/incheckning"
    assert is_one_of(built[-1], ends)
    assert [one for one in built[1:-2] if one.method == "shared/incheckning"] == []
    assert any(one.method.startswith(step) for one in built)


@settings(deadline=None)
@given(st.lists(blocks(), min_size=2, max_size=8), st.integers(0, 1439))
def test_what_is_long_gets_breaks_and_what_is_short_none(found: list[Block], start: int) -> None:
    work = [one for one in found if not one.is_break]
    done = with_breaks(guide(), work, start=clock_time(start), people=6, lang="sv")
    pauses = [one for one in done if one.is_break]
    assert length([one for one in done if not one.is_break]) == length(work)
    if length(work) <= 90:
        assert pauses == []
    elif len(work) > 1:
        assert pauses and not done[0].is_break and not done[-1].is_break


@pytest.mark.parametrize("there_are", [0, 60, 90, 120, 150, 180, 240, 300])
@pytest.mark.parametrize("step", STEPS)
def test_a_long_meeting_has_a_break_near_its_middle(step: str, there_are: int) -> None:
    built = builder().build(wish(step, minutes=there_are))
    whole, pauses = length(built), [one for one in built if one.is_break]
    assert bool(pauses) == (whole > 90)
    assert len(pauses) >= 2 or whole <= 210 or any(one.minutes >= 30 for one in pauses)
    assert breaks_fit(built)


def test_a_break_divides_a_method_where_no_other_place_is_near_the_middle() -> None:
    long = Block(method="undersoka/hitta-monster", minutes=165)
    found = with_breaks(guide(), [CHECK_IN, long, CHECK_OUT], start="13:00", people=6, lang="sv")
    assert names(found) == ["incheckning", "hitta-monster", "Paus", "hitta-monster", "utcheckning"]
    method = guide().method("undersoka", "hitta-monster")
    assert method is not None
    assert (*found[1].moves, *found[3].moves) == tuple(move.id for move in method.script)


def test_over_noon_the_break_is_a_lunch() -> None:
    found = with_breaks(guide(), [TALK, FIND, ACTORS, FIND, ACTORS], start="10:00", people=6, lang="sv")
    lunch = next(one for one in found if one.text == "Lunch")
    before = length(found[: found.index(lunch)])
    assert 11 * 60 <= 10 * 60 + before <= 13 * 60


def test_what_is_done_is_left_out_and_the_agenda_with_what_comes_next_is_taken() -> None:
    built = builder("hitta-utmaningen", "vet-antar").build(wish(minutes=180))
    assert "hitta-utmaningen" not in names(built)
    assert {"definiera-utmaningen", "aktorskarta"} <= set(names(built))


def test_a_method_that_was_begun_comes_with_the_moves_that_are_left() -> None:
    method = guide().method("ringa-in", "hitta-utmaningen")
    assert method is not None
    first, *rest = (move.id for move in method.script)
    done = (Done(step="ringa-in", method=method.method, move=first),)
    begun = Project(
        Settings(title="P"), sessions=(Session(id="s", number=1, started="2026-11-01T13:00:00", done=done),)
    )
    found = next(one for one in Builder(guide(), begun, Pace()).build(wish()) if "hitta" in one.method)
    assert set(found.moves) <= set(rest) and first not in found.moves
    assert found.minutes < method.minutes


def test_the_step_is_closed_in_the_meeting_that_does_the_last_of_it_and_not_before() -> None:
    early = builder("hitta-utmaningen").build(wish(minutes=180))
    late = builder("hitta-utmaningen", "vet-antar", "definiera-utmaningen").build(wish(minutes=180))
    assert "avstamning" not in names(early)
    assert names(late)[-2:] == ["reflektion", "avstamning"]
    assert "aktorskarta" in names(late)


def test_the_agenda_that_fits_best_is_taken() -> None:
    hour = builder().build(wish("forverkliga", minutes=60))
    half_day = builder().build(wish("forverkliga", minutes=180))
    assert length(hour) <= 60
    assert 135 <= length(half_day) <= 225


def test_an_agenda_of_another_profile_s_day_is_not_taken_by_itself() -> None:
    assert all("Så går dagen till" not in one.text for one in builder().build(wish(minutes=90)))
    named = builder().build(wish(proposal="sprint"))
    assert any("Så går dagen till" in one.text for one in named)


def test_a_named_agenda_is_held_again_when_all_of_it_has_been_done() -> None:
    done = ("uppdrag-och-ramar",)
    assert "uppdrag-och-ramar" in names(builder(*done).build(wish(proposal="start-up")))


def test_without_agendas_the_methods_come_in_order(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    small = Builder(store.guide, store.load(), Pace())
    built = small.build(Wish(step="hitta", people=6, start="13:00", lang="sv"))
    assert [one.method for one in built if one.method.startswith("hitta/")] == ["hitta/utmana", "hitta/lappa"]
    assert length(built) <= USUAL_MINUTES


def test_more_people_take_more_time_and_six_take_the_guides() -> None:
    method = guide().method("ringa-in", "incheckning")
    assert method is not None
    extra = sum(move.per_person for move in method.script)
    assert extra > 0
    assert builder().minutes_for(method, people=6) == method.minutes
    assert builder().minutes_for(method, people=10) == 15, f"{method.minutes + 4 * extra}, to the nearest five"
    assert builder().minutes_for(method, people=3) < method.minutes


def test_at_several_tables_the_time_is_that_of_one() -> None:
    method = guide().method("ringa-in", "incheckning")
    assert method is not None and method.group.max == 15
    assert builder().minutes_for(method, people=20) == builder().minutes_for(method, people=10)


def test_short_versions_scale_as_the_whole_does() -> None:
    method = guide().method("ringa-in", "incheckning")
    assert method is not None
    slow = builder(pace=Pace(general=1.4))
    assert slow.minutes_for(method, people=6, minutes=5) == 7, "what is short is exact"
    assert slow.minutes_for(method, people=6) == 15, "14, to the nearest five"


def test_parked_ideas_get_a_block_where_they_are_to_be_taken_up() -> None:
    without = builder(step="ta-fram-ideer")
    idea = Record(id="parked_idea-22222", kind="parked_idea", values={"text": "en buss"})
    waiting = Project(Settings(title="P"), records={idea.id: idea})
    wanted = wish("ta-fram-ideer", proposal="two-meetings-second")
    assert "tom-hjarnan" not in names(without.build(wanted))
    found = Builder(guide(), waiting, Pace()).build(wanted)
    assert names(found)[:2] == ["incheckning", "tom-hjarnan"]


def test_what_is_carried_is_what_is_not_done() -> None:
    done = Record(id="action-22222", kind="action", values={"what": "a", "done": True})
    late = Record(id="action-33333", kind="action", values={"what": "b", "when": "2026-12-01"})
    soon = Record(id="action-44444", kind="action", values={"what": "c", "when": "2026-11-25"}, open=("who",))
    found = carried(Project(Settings(title="P"), records={one.id: one for one in (done, late, soon)}))
    assert [one.id for one in found.actions] == [soon.id, late.id]
    assert found.unknown == ((soon, "who"),)
    assert not found.is_empty
    assert carried(Project(Settings(title="P"))).is_empty


def cut(one: Agenda) -> list[tuple[str, str, int]]:
    return [(names(one.blocks)[advice.index], advice.do, advice.minutes) for advice in what_to_cut(guide(), one)]


def shorter(there_are: int) -> Agenda:
    return MEETING.model_copy(update={"minutes": there_are})


def test_nothing_is_to_be_cut_where_all_fits() -> None:
    assert cut(MEETING) == []


def test_the_optional_goes_first_then_texts_and_then_what_must_be_done() -> None:
    assert cut(shorter(200)) == [("forhoppningar-farhagor", "shorten", 5)]
    assert cut(shorter(165)) == [("forhoppningar-farhagor", "drop", 35), ("Läget i kommunen", "shorten", 5)]
    assert cut(shorter(140))[:2] == [("forhoppningar-farhagor", "drop", 35), ("Läget i kommunen", "drop", 20)]
    assert cut(shorter(140))[2:] == [("aktorskarta", "shorten", 10)]
    assert cut(shorter(100))[2:] == [("aktorskarta", "later", 60)]
    assert ("hitta-utmaningen", "divide") in [(name, do) for name, do, _minutes in cut(shorter(50))]


@settings(deadline=None)
@given(agendas, st.integers(5, 600))
def test_advice_saves_enough_or_all_that_can_be_saved_and_spares_the_frame(one: Agenda, there_are: int) -> None:
    asked = one.model_copy(update={"minutes": there_are})
    advice = what_to_cut(guide(), asked)
    assert bool(advice) <= (asked.over > 0)
    assert len({each.index for each in advice}) == len(advice)
    for each in advice:
        block = asked.blocks[each.index]
        assert 0 < each.minutes <= block.minutes
        assert not block.is_break
        assert not is_one_of(block, ("incheckning", "utcheckning", "reflektion"))
        if each.do in ("shorten", "divide"):
            assert each.to == block.minutes - each.minutes > 0


def test_a_closing_is_put_off_when_something_of_its_step_is() -> None:
    closing = Block(method="shared/avstamning", step="ringa-in", minutes=15)
    found = agenda(CHECK_IN, FIND, ACTORS, closing, minutes=75)
    assert cut(found) == [("aktorskarta", "later", 60), ("avstamning", "later", 15)]
    assert cut(found.model_copy(update={"minutes": 135})) == [("aktorskarta", "shorten", 5)]


def test_where_there_is_room_methods_that_are_left_are_proposed() -> None:
    short = agenda(CHECK_IN, FIND, CHECK_OUT, minutes=140)
    found = what_fits(builder(), short)
    assert Advice(do="add", minutes=40, method="ringa-in/vet-antar") in found
    assert all(one.minutes <= 65 and "hitta" not in one.method for one in found)
    assert what_fits(builder(), short.model_copy(update={"minutes": 80})) == []


def test_a_block_is_added_before_what_ends_the_meeting() -> None:
    closing = Block(method="shared/avstamning", step="ringa-in", minutes=15)
    assert names(add_block(guide(), agenda(CHECK_IN, CHECK_OUT, closing), TALK).blocks)[1] == "Läget i kommunen"
    assert names(add_block(guide(), agenda(), TALK).blocks) == ["Läget i kommunen"]


def test_other_people_change_the_methods_and_nothing_else() -> None:
    more = for_people(guide(), MEETING, 10)
    assert more.people == 10
    assert more.blocks[0].minutes > CHECK_IN.minutes
    assert (more.blocks[1], more.blocks[3]) == (TALK, PAUSE)


@pytest.mark.parametrize(("start", "end", "length_"), [("13:00", "16:00", 180), ("22:00", "01:30", 210)])
def test_an_end_says_how_long_there_is(start: str, end: str, length_: int) -> None:
    assert end_at(agenda(TALK, start=start), end).minutes == length_


@pytest.mark.parametrize("end", ["12:00", "13:00", "13:04"])
def test_an_end_before_the_start_is_refused(end: str) -> None:
    with pytest.raises(UsageError):
        end_at(agenda(TALK), end)


@pytest.mark.parametrize(
    ("typed", "time"),
    [("13", "13:00"), ("13.05", "13:05"), ("kl 9", "09:00"), ("kl. 9.30", "09:30"), ("1305", "13:05"), ("0", "00:00")],
)
def test_a_time_of_day_is_read_as_it_is_written(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["", "24", "13:60", "snart", "13:5", "-1"])
def test_what_is_no_time_of_day_is_not_read(typed: str) -> None:
    assert read_time(typed) == ""


def test_a_time_is_shown_as_the_language_writes_it() -> None:
    assert (shown_time("13:05", "sv"), shown_time("13:05", "en")) == ("13.05", "13:05")


WRONG = (
    ("minutes: 55", "minutes: 0", 15, "out of range"),
    ("minutes: 55", "minutes: en", 15, "whole number"),
    ("start: '13:00'", "start: '25:00'", 6, "time of day"),
    ("date: '2026-11-24'", "date: '2026-02-30'", 5, "not a date"),
    ("step: ringa-in\n  blocks", "step: ringain\n  blocks", 9, "step that the guide does not have"),
    ("ringa-in/hitta-utmaningen", "ringa-in/hitta-utmaning", 14, "method that the guide does not have"),
    ("- egna-forslag", "- egna", 16, "no move called"),
    ("  - text: Paus\n    break: yes\n    minutes", "  - minutes", 16, "does not say"),
)


def written(folder: Path, before: str, after: str) -> Store:
    """Return the store of a project with one planned meeting, changed by hand."""
    find = FIND.model_copy(update={"moves": ("egna-forslag",)}) if "egna" in before else FIND
    session = Session(id="2026-11-24-traff-abcde", number=1, agenda=agenda(CHECK_IN, find, PAUSE, CHECK_OUT))
    text = session_bytes(session).decode()
    assert before in text
    (folder / "sessions").mkdir()
    (folder / "sessions" / f"{session.id}.yaml").write_text(text.replace(before, after), encoding="utf-8")
    return Store(folder, guide(), Settings(title="Prov"))


@pytest.mark.parametrize(("before", "after", "line", "what"), WRONG)
def test_a_fault_in_a_file_changed_by_hand_has_its_line(
    before: str, after: str, line: int, what: str, tmp_path: Path
) -> None:
    store = written(tmp_path, before, after)
    loaded, findings = store.read()
    assert loaded.planned == ()
    (found,) = findings
    assert (found.file, found.line, found.level) == ("sessions/2026-11-24-traff-abcde.yaml", line, "error")
    assert what in found.message
    with pytest.raises(ProjectError, match=rf"traff-abcde\.yaml:{line}:"):
        store.load()


def test_a_meeting_that_has_neither_begun_nor_an_agenda_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "2026-11-24-traff-abcde.yaml").write_text("id: 2026-11-24-traff-abcde\nnumber: 1\n")
    _project, findings = Store(tmp_path, guide(), Settings(title="Prov")).read()
    assert [one.code for one in findings] == ["agenda_no_meeting"]


def test_a_meeting_that_has_been_held_is_read_also_when_a_method_has_left_the_guide(tmp_path: Path) -> None:
    store = written(tmp_path, "number: 1", "number: 1\nstarted: 2026-11-24T13:00:00")
    path = next((tmp_path / "sessions").glob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace("hitta-utmaningen", "borta"), encoding="utf-8")
    loaded, findings = store.read()
    assert findings == []
    assert [one.id for one in loaded.sessions] == ["2026-11-24-traff-abcde"]


def test_planned_meetings_are_numbered_after_those_that_have_begun(tmp_path: Path) -> None:
    store = Store(tmp_path, guide(), Settings(title="Prov"))
    for day in ("2026-12-01", "2026-11-24"):
        store.save_session(Session(id=f"{day}-traff-abcde", number=9, agenda=agenda(TALK, date=day)))
    store.save_session(Session(id="x", number=4, started="2026-11-20T13:00:00"))
    loaded = store.load()
    assert [(one.number, one.id[:10]) for one in loaded.planned] == [(2, "2026-11-24"), (3, "2026-12-01")]


def faults_of(blocks_: Iterator[Block]) -> list[str]:
    from innoguide.model.agenda.faults import find_agenda_faults

    return [one.key for one in find_agenda_faults(guide(), agenda(*blocks_))]


def test_moves_without_a_method_are_a_fault() -> None:
    assert faults_of(iter([Block(text="Prat", moves=("a",), minutes=5)])) == ["agenda_moves_alone"]
    assert faults_of(iter([Block(method="shared/incheckning", step="nej", minutes=5)])) == ["agenda_unknown_step"]


def with_proposal(*items: dict[str, object]) -> Guide:
    """Return the guide with one agenda for its first step."""
    proposal = Proposal.model_validate({"id": "egen", "title": "Egen", "items": items})
    first, *rest = guide().steps
    return replace(guide(), steps=(first.model_copy(update={"agendas": (proposal,)}), *rest))


def test_a_closing_that_an_agenda_has_too_early_is_left_out_unless_the_agenda_is_asked_for() -> None:
    items = [
        {"method": name, "minutes": 10} for name in ("incheckning", "hitta-utmaningen", "reflektion", "avstamning")
    ]
    own = Builder(with_proposal(*items), project(), Pace())
    assert names(own.build(wish(minutes=40))) == ["incheckning", "hitta-utmaningen", "reflektion"]
    assert names(own.build(wish(proposal="egen")))[-1] == "avstamning"


def test_the_check_in_is_as_long_as_the_agenda_says_also_when_the_group_has_checked_in_before() -> None:
    items = [
        {"method": "incheckning", "moves": ["runda"], "minutes": 4},
        {"method": "hitta-utmaningen", "minutes": 55},
        {"method": "utcheckning", "minutes": 6},
    ]
    for done in ((), ("incheckning", "utcheckning")):
        built = Builder(with_proposal(*items), project(*done), Pace()).build(wish(minutes=70))
        assert (built[0].moves, built[0].minutes, built[-1].minutes) == (("runda",), 4, 6)

"""A walk that follows the meeting's agenda, and says when it gets late."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fakes import FULL, START, Scripted, lead, load, make_store, scripted, small_guide
from hypothesis import given
from hypothesis import strategies as st

from innoguide.errors import UsageError
from innoguide.files.store import session_bytes
from innoguide.jobs.walk.engine import walk
from innoguide.jobs.walk.targets import Target
from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.agenda.lateness import METHOD, OPTIONAL, TEXT, Part, least_of, propose, read_end
from innoguide.model.project import Done, Session
from innoguide.texts import use_language

DAY = START.date().isoformat()
BREAK = Block(text="Fika", is_break=True, minutes=15)


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def agenda(*blocks: Block, minutes: int = 90, day: str = DAY, start: str = "13:00") -> Agenda:
    return Agenda(date=day, start=start, minutes=minutes, people=6, step="hitta", blocks=blocks)


def planned(folder: Path, *blocks: Block, name: str = "traff-22222", **more: object) -> Session:
    """Plan a meeting in *folder*."""
    plan = agenda(*blocks, **more)  # type: ignore[arg-type]
    session = Session(id=f"{plan.date}-{name}", number=1, agenda=plan)
    make_store(folder).save_session(session)
    return session


UTMANA = Block(method="hitta/utmana", minutes=70)
LAPPA = Block(method="hitta/lappa", minutes=30)
AVSLUT = Block(method="shared/avslut", minutes=10)


def follow(folder: Path, answers: dict[str, object], *, start: datetime = START) -> Scripted:
    prompter = scripted(folder, FULL | answers, start=start)  # type: ignore[operator]
    lead(folder, prompter)
    return prompter


def test_a_text_of_the_agenda_says_what_the_facilitator_says(tmp_path: Path) -> None:
    planned(tmp_path, Block(text="Varför", minutes=5, say="Vi går sex steg tillsammans."), UTMANA)
    assert "Vi går sex steg tillsammans." in follow(tmp_path, {"session.next": "3"}).said


# Which meeting it is


def test_the_meeting_planned_for_today_begins_when_somebody_answers(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA)
    follow(tmp_path, {"session.room": ":paus"})
    project = load(tmp_path)
    assert (len(project.planned), project.sessions) == (1, ())
    follow(tmp_path, {"session.next": "3"})
    project = load(tmp_path)
    assert project.planned == ()
    (session,) = project.sessions
    assert (session.id, session.started) == (f"{DAY}-traff-22222", "2026-11-24T13:00:00")
    assert session.agenda == agenda(UTMANA)
    assert session.agenda_now is None


def test_a_meeting_planned_for_another_day_is_left_alone(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, day="2026-12-01")
    prompter = follow(tmp_path, {"session.next": "3"})
    assert "session.overdue" not in prompter.asked_keys
    assert (len(load(tmp_path).planned), len(load(tmp_path).sessions)) == (1, 1)
    assert load(tmp_path).sessions[0].agenda is None


@pytest.mark.parametrize(("typed", "sessions"), [("1", 1), ("2", 1), ("", 1)])
def test_a_meeting_that_was_not_held_is_asked_about(tmp_path: Path, typed: str, sessions: int) -> None:
    planned(tmp_path, UTMANA, day="2026-11-20")
    prompter = follow(tmp_path, {"session.overdue": typed, "session.next": "3"})
    assert "20 november 2026 blev inte av" in prompter.question("session.overdue").text
    project = load(tmp_path)
    assert len(project.sessions) == sessions
    taken = typed == "1"
    assert (project.sessions[0].id == "2026-11-20-traff-22222") is taken
    assert len(project.planned) == (0 if taken else 1)
    now = project.sessions[0].agenda_now
    assert (now and (now.date, now.start)) == ((DAY, "13:00") if taken else None)


def test_the_nearest_of_two_meetings_today_is_the_one(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, start="09:00", name="traff-22222")
    planned(tmp_path, LAPPA, start="13:30", name="traff-33333")
    follow(tmp_path, {"session.next": "3"})
    assert load(tmp_path).sessions[0].id == f"{DAY}-traff-33333"


def test_times_are_counted_from_now_when_the_plan_was_for_another_hour(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, start="08:00")
    prompter = follow(tmp_path, {"session.next": "3"})
    session = load(tmp_path).sessions[0]
    assert session.agenda is not None and session.agenda.start == "08:00"
    assert session.agenda_now is not None and session.agenda_now.start == "13:00"
    assert "  13.00–14.10  Utmana" in prompter.said


# The agenda


def test_the_opening_shows_the_agenda_with_its_times_and_what_is_carried(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, BREAK, Block(text="Ordet fritt", minutes=5))
    prompter = follow(tmp_path, {"session.next": "3"})
    for line in ("Agenda, från 13.00", "  13.00–14.10  Utmana", "  14.10–14.25  Fika", "  14.25–14.30  Ordet fritt"):
        assert line in prompter.said
    assert "  14.30        Slut" in prompter.said


def test_block_by_block_with_a_break_between(tmp_path: Path) -> None:
    planned(tmp_path, LAPPA, BREAK, UTMANA, AVSLUT, minutes=125)
    prompter = follow(tmp_path, {"session.next": ["", "", "", ""], "avslut.grind.conclusion": "1"})
    order = list(dict.fromkeys(key.split(".")[0] for key in prompter.asked_keys if not key.endswith("next")))
    assert order == ["session", "lappa", "utmana", "avslut"]
    assert prompter.asked_keys.count("session.block") == 1
    assert "Enligt agendan: Lappa (30 min), till 13.31" in prompter.said
    assert "Paus. Ni ses igen kl. 13." in prompter.said
    assert "Agendan är genomgången." in prompter.said
    assert prompter.asked_keys[-1] == "session.next", "Enter at the end of the agenda ends the meeting"


def test_minutes_are_shared_out_by_the_agenda(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA)
    prompter = follow(tmp_path, {"session.next": ["", "3"]})
    assert [clock.minutes for clock in prompter.clocks] == [10, 20, 20, 20]
    assert "· 70 min" in "".join(line.right for line in prompter.lines)


def test_a_method_without_a_block_keeps_the_minutes_of_the_guide(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA)
    prompter = follow(tmp_path, {"session.next": ["lappa", "3"]})
    assert [clock.minutes for clock in prompter.clocks] == [10, 10, 10]
    assert prompter.said.count("Enligt agendan: Utmana") == 2, "what was not done is proposed again"


def test_a_split_method_is_gone_through_in_two_parts(tmp_path: Path) -> None:
    first = Block(method="hitta/utmana", moves=("borja", "prata"), minutes=20)
    second = Block(method="hitta/utmana", moves=("forsta", "mera"), minutes=20)
    planned(tmp_path, first, BREAK, second)
    prompter = follow(tmp_path, {"session.next": ["", "", ""]})
    assert "Enligt agendan: Utmana (del 1 av 2) (20 min)" in prompter.said
    assert "Enligt agendan: Utmana (del 2 av 2) (20 min)" in prompter.said
    keys = prompter.asked_keys
    assert keys.index("utmana.prata") < keys.index("session.block") < keys.index("utmana.forsta.question")
    assert [one.move for one in load(tmp_path).sessions[0].done] == ["borja", "prata", "forsta", "mera"]
    assert load(tmp_path).of_kind("challenge")[0].values["question"] == FULL["utmana.forsta.question"]


def test_what_is_put_off_is_proposed_after_the_rest(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, LAPPA)
    prompter = follow(tmp_path, {"session.next": [":hoppa", "", "", "3"]})
    order = list(dict.fromkeys(key.split(".")[0] for key in prompter.asked_keys))
    assert order == ["session", "lappa", "utmana"]


def test_a_method_done_by_name_is_done_in_the_agenda_too(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, LAPPA)
    prompter = follow(tmp_path, {"session.next": ["lappa", "", "3"]})
    assert "Agendan är genomgången." in prompter.said


def test_after_the_goodbye_nothing_more_is_proposed(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, AVSLUT)
    prompter = follow(tmp_path, {"session.next": ["avslut", ""]})
    assert "utmana" not in {key.split(".")[0] for key in prompter.asked_keys}


def test_a_last_method_done_early_leaves_the_rest_to_do(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, LAPPA)
    prompter = follow(tmp_path, {"session.next": ["lappa", "", "3"]})
    assert "utmana" in {key.split(".")[0] for key in prompter.asked_keys}


def test_a_walk_stopped_in_a_break_goes_on_there(tmp_path: Path) -> None:
    planned(tmp_path, LAPPA, BREAK, UTMANA)
    prompter = follow(tmp_path, {"session.next": ["", "3"], "session.block": [":paus", ""]})
    assert prompter.asked_keys[-1] == "session.block"
    lead(tmp_path, prompter)
    assert prompter.asked_keys[-2:] == ["session.block", "session.next"]
    assert "  13.00–13.30  Lappa · klar" in prompter.said
    assert len(load(tmp_path).sessions) == 1
    assert "Det finns ingen fråga före den här." not in prompter.said


def test_a_method_that_was_broken_off_waits_while_the_agenda_comes_first(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL | {"session.next": "", "utmana.forsta.about": ":paus"})
    lead(tmp_path, prompter)
    later = START + timedelta(days=1)
    planned(tmp_path, LAPPA, UTMANA, day=later.date().isoformat())
    again = follow(tmp_path, {"session.next": ["", "", "3"]}, start=later)
    keys = again.asked_keys
    assert keys.index("lappa.skriv.all.source") < keys.index("utmana.forsta.about")
    assert "utmana.prata" not in keys, "it goes on where it was"


# Ahead and behind


def test_after_each_method_it_is_said_how_it_stands(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, LAPPA, minutes=100)
    prompter = follow(tmp_path, {"session.next": ["", "3"]})
    asked = prompter.asked_keys.index("utmana.mera.evidence.2.statement")
    assert asked
    assert "Träffen slutar kl. 14.40. Ni har" in prompter.said
    assert "Så hinner ni sluta" not in prompter.said


LATE = START + timedelta(minutes=42)


def test_when_it_is_late_a_proposal_can_be_taken(tmp_path: Path) -> None:
    talk = Block(text="Ordet fritt", minutes=20)
    planned(tmp_path, LAPPA, talk, UTMANA, AVSLUT, minutes=130)
    prompter = follow(tmp_path, {"session.next": ["", "3"], "session.pace": "1"}, start=LATE)
    assert "min efter." in prompter.said
    assert "Så hinner ni sluta kl. 15.10:" in prompter.said
    (changed,) = [line.text for line in prompter.lines if line.text.startswith("Agendan är ändrad.")]
    assert changed == "Agendan är ändrad. Träffen slutar kl. 15.10. Ni ligger i fas."
    session = load(tmp_path).sessions[0]
    assert session.agenda == agenda(LAPPA, talk, UTMANA, AVSLUT, minutes=130)
    assert session.agenda_now is not None
    assert AVSLUT in session.agenda_now.blocks, "what ends the step is never left out"
    assert session.agenda_now.needed < session.agenda.needed


@pytest.mark.parametrize("typed", ["2", "", ":tillbaka"])
def test_the_agenda_can_be_left_as_it_is(tmp_path: Path, typed: str) -> None:
    planned(tmp_path, LAPPA, UTMANA, minutes=100)
    prompter = follow(tmp_path, {"session.next": ["", "3"], "session.pace": typed}, start=LATE)
    assert "session.pace" in prompter.asked_keys
    assert load(tmp_path).sessions[0].agenda_now is None


def test_when_nothing_can_be_shortened_it_is_said(tmp_path: Path) -> None:
    planned(tmp_path, LAPPA, AVSLUT, minutes=40)
    prompter = follow(tmp_path, {"session.next": ["", "3"]}, start=START + timedelta(minutes=35))
    assert "Det finns inget kvar att korta." in prompter.said
    assert "session.pace" not in prompter.asked_keys


def test_an_end_without_an_agenda_says_what_there_is_time_for(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, FULL | {"session.next": ["", "3"]})
    walk(small_guide(), make_store(tmp_path), prompter, target=Target(), lang="sv", until="13:40")
    assert "Det här ryms, var för sig: Utmana (30 min), Lappa (30 min)" in prompter.said
    assert "Ingen hel metod ryms." in prompter.said, "after the first"
    assert load(tmp_path).sessions[0].until == "2026-11-24T13:40:00"
    assert prompter.meetings[-1] is not None and prompter.meetings[-1].ends == datetime(2026, 11, 24, 13, 40)


def test_a_method_that_lasts_just_as_long_as_there_is_time_fits(tmp_path: Path) -> None:
    start = START + timedelta(seconds=20)
    prompter = scripted(tmp_path, FULL, start=start)
    walk(small_guide(), make_store(tmp_path), prompter, target=Target(), lang="sv", until="13:30")
    assert "Träffen slutar kl. 13.30. Det är 30 min kvar." in prompter.said
    assert "ryms, var för sig: Utmana (30 min)" in prompter.said


def test_stopping_at_the_question_about_a_meeting_not_held_stops(tmp_path: Path) -> None:
    planned(tmp_path, UTMANA, day="2026-11-20")
    prompter = follow(tmp_path, {"session.overdue": ":paus"})
    assert prompter.asked_keys == ["session.overdue"]
    assert load(tmp_path).sessions == ()


def test_the_clock_of_a_text_is_gone_after_it(tmp_path: Path) -> None:
    planned(tmp_path, BREAK, UTMANA)
    prompter = follow(tmp_path, {"session.next": "3"})
    assert [clock.title for clock in prompter.clocks] == ["Fika"]
    assert prompter.time_is_out() is None


@pytest.mark.parametrize("until", ["12:00", "snart", "25"])
def test_a_wrong_end_is_refused_before_anything_is_stored(tmp_path: Path, until: str) -> None:
    prompter = scripted(tmp_path, FULL)
    with pytest.raises(UsageError):
        walk(small_guide(), make_store(tmp_path), prompter, target=Target(), lang="sv", until=until)
    assert load(tmp_path).sessions == ()


@pytest.mark.parametrize(
    ("text", "now", "end"),
    [
        ("15.30", "14:00", "24T15:30"),
        ("15:30", "14:00", "24T15:30"),
        ("kl 15", "14:00", "24T15:00"),
        ("3pm", "14:00", "24T15:00"),
        ("00:30", "22:00", "25T00:30"),
        ("13:59", "14:00", ""),
        ("3", "14:00", ""),
        ("15:60", "14:00", ""),
        ("24", "14:00", ""),
        ("", "14:00", ""),
    ],
)
def test_an_end_is_read(text: str, now: str, end: str) -> None:
    found = read_end(text, datetime.fromisoformat(f"2026-11-24T{now}"))
    assert (found.isoformat(timespec="minutes")[8:] if found else "") == end


def test_a_session_with_all_of_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    done = Done(step="hitta", method="utmana", move="prata", minutes=3)
    session = Session(
        id=f"{DAY}-traff-22222",
        number=1,
        started="2026-11-24T13:00:00",
        until="2026-11-24T15:30:00",
        paused_minutes=4,
        agenda=agenda(UTMANA, BREAK),
        agenda_now=agenda(UTMANA),
        done=(done,),
    )
    store.save_session(session)
    (read,) = load(tmp_path).sessions
    assert read == session
    assert session_bytes(read) == session_bytes(session)


# The proposal

parts = st.builds(
    lambda minutes, part, rank: Part(minutes=minutes, least=max(1, minutes * part // 100), rank=rank),
    st.integers(1, 120),
    st.integers(50, 100),
    st.integers(0, 3),
)


@given(st.lists(parts, max_size=12), st.integers(1, 300))
def test_a_proposal_fits_or_says_by_how_much_it_does_not(found: list[Part], over: int) -> None:
    proposal = propose(found, over=over)
    saved = sum(part.minutes for part in found) - sum(proposal.minutes)
    assert saved >= over if not proposal.missing else saved == over - proposal.missing
    for part, minutes in zip(found, proposal.minutes, strict=True):
        assert part.least <= minutes <= part.minutes or (minutes == 0 and part.rank)
    if proposal.missing:
        assert all(
            minutes == (0 if part.rank else part.least) for part, minutes in zip(found, proposal.minutes, strict=True)
        )


@given(st.lists(parts, max_size=12), st.integers(1, 300))
def test_nothing_is_left_out_in_vain(found: list[Part], over: int) -> None:
    minutes = propose(found, over=over).minutes
    for at, part in enumerate(found):
        if part.rank and minutes[at] == 0:
            others = sum(one.minutes - (0 if not minutes[i] else one.least) for i, one in enumerate(found) if i != at)
            assert others + part.minutes - part.least < over


def test_the_optional_goes_first_and_shortening_is_tried_before() -> None:
    blocks = [
        Part(minutes=40, least=30, rank=METHOD),
        Part(minutes=20, least=15, rank=OPTIONAL),
        Part(minutes=20, least=20, rank=TEXT),
        Part(minutes=10, least=10),
    ]
    assert propose(blocks, over=8).minutes == (32, 20, 20, 10)
    assert propose(blocks, over=25).minutes == (35, 0, 20, 10)
    assert propose(blocks, over=45).minutes == (35, 0, 0, 10)
    assert propose(blocks, over=100).missing == 20


@pytest.mark.parametrize(
    ("minutes", "is_break", "least"), [(40, False, 30), (5, False, 5), (3, False, 3), (15, True, 10)]
)
def test_how_short_a_block_may_become(minutes: int, is_break: bool, least: int) -> None:
    assert least_of(minutes, is_break=is_break) == least

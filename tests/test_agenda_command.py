"""`innoguide agenda`: plans a meeting, changes it in words, cancels it, and lays out a calendar."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from innoguide.cli.app import run
from innoguide.errors import UsageError
from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.agenda.changing import Changing
from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.agenda.build import Builder
from innoguide.model.agenda.pace import Pace
from innoguide.model.days import holidays, is_working_day
from innoguide.model.guide import Guide
from innoguide.model.project import Done, Project, Session, Settings
from innoguide.texts import use_language

DAY = "2031-11-25"  # a Tuesday
LATER = "2031-12-02"


@cache
def guide() -> Guide:
    """Return the guide that comes with the program."""
    return load_guide([shipped_folder("steps")])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project with the programme's profile."""
    use_language("sv")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", profile="programme")))
    return tmp_path


def agenda(project: Path, *words: str) -> int:
    """Run the command in *project*."""
    return run(["agenda", *words, "--project", str(project), "--lang", "sv"])


def planned(project: Path) -> tuple[Session, ...]:
    return Store(project, guide(), Settings(title="Prov")).load().planned


def the_agenda(project: Path, number: int = 0) -> Agenda:
    found = planned(project)[number].agenda
    assert found is not None
    return found


def shown(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert agenda(project, "--show", "--json", *words) == 0
    return dict(json.loads(capsys.readouterr().out))


def unbroken(text: str) -> str:
    """Return *text* as if the terminal were endlessly wide."""
    return " ".join(text.split())


def files(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "sessions").glob("*")}


def test_a_meeting_is_planned_for_the_time_and_the_people_there_are(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        agenda(project, "--minutes", "150", "--people", "8", "--start", "kl 13", "--date", DAY, "--place", "Bio") == 0
    )
    said = capsys.readouterr()
    assert said.out.startswith("Träff 1 · tisdag 25 november 2031 kl. 13.00–15.30 · Bio\n")
    rows = re.findall(r"^ +(\d+)  (\d\d\.\d\d)–(\d\d\.\d\d) +(\d+) min  (.+)$", said.out, re.MULTILINE)
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0][1] == "13.00" and rows[0][4] == "Incheckning" and "Paus" in [row[4] for row in rows]
    assert all(first[2] == second[1] for first, second in pairwise(rows))
    (session,) = planned(project)
    assert f"sessions/{session.id}.yaml" in said.err and session.id.startswith(f"{DAY}-traff-")
    assert session.agenda is not None
    assert (session.agenda.minutes, session.agenda.people, session.agenda.place) == (150, 8, "Bio")
    assert sum(int(row[3]) for row in rows) == session.agenda.needed


def test_the_same_day_again_shows_what_is_saved_and_changes_only_what_is_asked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agenda(project, "--date", DAY, "--change", "ta bort 2", "--change", "lägg till Eget 7")
    before = files(project)
    first = capsys.readouterr().out.split("Träff 1")[-1]
    assert agenda(project, "--date", DAY) == 0
    assert files(project) == before
    assert capsys.readouterr().out.split("Träff 1")[-1] == first
    assert agenda(project, "--date", DAY, "--start", "14") == 0
    (name,) = files(project)
    assert files(project)[name] == before[name].replace(b"13:00", b"14:00")


def test_without_words_the_next_meeting_is_shown_and_new_makes_one_more(project: Path) -> None:
    agenda(project, "--date", LATER)
    agenda(project, "--date", DAY)
    before = files(project)
    assert agenda(project) == 0
    assert files(project) == before
    assert agenda(project, "--new", "--date", DAY) == 0
    assert len(files(project)) == 3


def test_without_a_date_the_meeting_is_on_the_next_working_day_that_is_free(project: Path) -> None:
    agenda(project)
    agenda(project, "--new")
    first, second = (date.fromisoformat(the_agenda(project, number).date) for number in (0, 1))
    assert date.today() < first < second
    assert is_working_day(first) and is_working_day(second)


def test_what_an_earlier_meeting_is_to_do_is_not_planned_once_more(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agenda(project, "--date", DAY, "--minutes", "180", "--people", "6")
    agenda(project, "--date", LATER, "--minutes", "195", "--people", "6")
    first, second = ({one.method for one in the_agenda(project, number).blocks} for number in (0, 1))
    assert "ringa-in/hitta-utmaningen" in first - second
    assert "ringa-in/definiera-utmaningen" in second - first
    assert "shared/avstamning" in second - first
    agenda(project, "--date", "2031-12-09")
    assert the_agenda(project, 2).step == "undersoka"


def test_another_step_or_agenda_makes_the_blocks_anew_and_keeps_the_rest(project: Path) -> None:
    agenda(project, "--date", DAY, "--place", "Bio", "--start", "9", "--minutes", "180")
    assert agenda(project, "3", "--date", DAY) == 0
    found = the_agenda(project)
    assert (found.step, found.place, found.start, found.minutes) == ("fokusera", "Bio", "09:00", 180)
    assert any(one.method.startswith("fokusera/") for one in found.blocks)
    assert agenda(project, "--date", DAY, "--agenda", "one-day") == 0
    assert any(one.text == "Lunch" for one in the_agenda(project).blocks)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--minutes", "3"), "mellan 5 och 1440"),
        (("--people", "-1"), "mellan 1 och 999"),
        (("--start", "25"), "inte ett klockslag"),
        (("--date", "snart"), "Skriv datumet"),
        (("tankar",), 'inget steg "tankar"'),
        (("--agenda", "nej"), 'ingen agenda som heter "nej"'),
        (("--change", "gör om"), 'Jag förstår inte "gör om"'),
        (("--calendar", "--profile", "nej"), 'inget upplägg "nej"'),
        (("--calendar", "--weekday", "lör"), "inte en vardag"),
        (("--calendar", "--weekday", "x"), "inte en vardag"),
    ],
)
def test_what_cannot_be_used_is_explained(
    words: tuple[str, ...], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agenda(project, *words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--place", "Hos 201701012393"), ("--change", "lägg till 201701012393 10")])
def test_personal_data_is_not_stored(words: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agenda(project, "--date", DAY, *words) == 1
    assert "201701012393" not in "".join(capsys.readouterr())
    assert files(project) == {}


def test_what_does_not_fit_is_said_with_what_to_do_and_is_no_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agenda(project, "--date", DAY, "--minutes", "180", "--people", "6")
    assert "Det får plats: 180 av 180 minuter." in capsys.readouterr().out
    assert agenda(project, "--change", "slut 15.30") == 0
    said = unbroken(capsys.readouterr().out)
    assert "Det får inte plats: blocken tar 180 minuter, och ni har 150. Det är 30 minuter för mycket." in said
    assert "- Ta bort block 3, Förhoppningar och farhågor (35 min)." in said
    found = shown(project, capsys)
    assert (found["fits"], found["needed"], found["minutes"]) == (False, 180, 150)
    assert found["advice"][0]["do"] == "drop" and found["advice"][0]["block"] == 3
    agenda(project, "--change", "ta bort 3")
    assert shown(project, capsys)["fits"] is True


def test_where_there_is_room_it_says_what_fits(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda(project, "--date", DAY, "--minutes", "180", "--people", "6", "--change", "ta bort 6")
    said = unbroken(capsys.readouterr().out)
    assert "Ni har 40 minuter över." in said
    assert "Skriv: lägg till vet-antar" in said


def test_too_many_for_a_method_are_told_to_split_up(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda(project, "--date", DAY, "--minutes", "180", "--people", "9", "--agenda", "two-meetings-first")
    assert "Ni är 9, och de här är för färre: Hitta utmaningen (8)" in unbroken(capsys.readouterr().out)


def test_the_pace_of_the_group_is_told_and_in_the_times(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    method = guide().method("ringa-in", "hitta-utmaningen")
    assert method is not None
    done = tuple(
        Done(step="ringa-in", method=method.method, move=move.id, minutes=round(move.minutes * 1.2))
        for move in method.script
    )
    store = Store(project, guide(), Settings(title="Prov"))
    store.save_session(Session(id="x", number=1, started="2026-01-20T10:00:00", done=done))
    agenda(project, "--date", DAY, "--people", "6", "--agenda", "two-meetings-second")
    assert re.search(r"Ni brukar behöva \d\d procent mer tid", capsys.readouterr().out)
    assert the_agenda(project).blocks[1].minutes == 60  # 50 in the guide


def test_what_waits_is_carried_into_the_next_meeting(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["add", "action", "Ring skolan", "--set", "who=samordnaren", "--project", str(project), "--lang", "sv"])
    run(["park", "en buss", "--project", str(project), "--lang", "sv"])
    capsys.readouterr()
    agenda(project, "--date", DAY)
    said = unbroken(capsys.readouterr().out)
    assert "Med från sist: en uppgift som inte är klar, en parkerad idé." in said
    assert "- Ring skolan (samordnaren)" in said
    found = shown(project, capsys)["carried"]
    assert found["actions"][0]["what"] == "Ring skolan" and len(found["parked"]) == 1


def test_showing_makes_and_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agenda(project, "--show") == 0
    assert "Ingen sådan träff är planerad" in capsys.readouterr().err
    assert not (project / "sessions").exists()
    assert shown(project, capsys) == {"format": 1, "id": None}


def test_json_holds_the_blocks_with_their_times(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agenda(project, "--date", DAY, "--minutes", "180", "--people", "6", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["date"], found["start"], found["end"]) == (1, DAY, "13:00", "16:00")
    first = found["blocks"][0]
    assert (first["starts"], first["ends"], first["minutes"]) == ("13:00", "13:10", 10)
    assert (first["method"], first["title"], first["break"]) == ("shared/incheckning", "Incheckning", False)
    assert found["blocks"][-1]["ends"] == "16:00"


def test_a_planned_meeting_is_cancelled_only_after_a_yes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda(project, "--date", DAY)
    assert agenda(project, "--cancel", "--date", DAY) == 2
    assert len(files(project)) == 1
    assert agenda(project, "--cancel", "--date", DAY, "--yes") == 0
    assert files(project) == {}
    assert agenda(project, "--cancel", "--yes") == 0
    assert "Ingen sådan träff" in capsys.readouterr().err


def test_a_meeting_whose_day_has_been_is_named_and_never_the_next_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agenda(project, "--date", "2020-01-21")
    assert "den dagen har redan varit" in capsys.readouterr().err
    run(["status", "--project", str(project), "--lang", "sv"])
    assert "den har inte börjat" in unbroken(capsys.readouterr().out)
    agenda(project, "--date", DAY)
    assert "Träffen 2020-01-21 var planerad men har inte börjat." in capsys.readouterr().err
    agenda(project, "--date", "2020-01-21", "--change", f"datum {LATER}")
    assert [the_agenda(project, number).date for number in (0, 1)] == [DAY, LATER]


def test_status_names_the_next_meeting(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda(project, "--date", LATER, "--minutes", "90", "--start", "9")
    agenda(project, "--date", DAY, "--minutes", "120", "--start", "13")
    capsys.readouterr()
    assert run(["status", "--project", str(project), "--lang", "sv"]) == 0
    said = unbroken(capsys.readouterr().out)
    assert "Nästa träff: tisdag 25 november 2031 kl. 13.00–15.00 · Ringa in (120 min)" in said
    assert run(["status", "--json", "--project", str(project), "--lang", "sv"]) == 0
    found = json.loads(capsys.readouterr().out)["planned"]
    assert [(one["date"], one["start"], one["step"], one["minutes"]) for one in found] == [
        (DAY, "13:00", "ringa-in", 120),
        (LATER, "09:00", "ringa-in", 90),
    ]


MEETING = Agenda(
    date=DAY,
    start="13:00",
    minutes=120,
    people=6,
    step="ringa-in",
    blocks=(
        Block(method="shared/incheckning", step="ringa-in", minutes=10),
        Block(method="ringa-in/hitta-utmaningen", minutes=55),
        Block(text="Prat", minutes=20),
        Block(method="shared/utcheckning", step="ringa-in", minutes=10),
    ),
)


def changed(text: str) -> Agenda:
    builder = Builder(guide(), Project(Settings(title="Prov")), Pace())
    return Changing(builder, date(2031, 11, 20)).apply(MEETING, text)


def blocks(found: Agenda) -> list[tuple[str, int]]:
    return [(one.method.rpartition("/")[2] or one.text, one.minutes) for one in found.blocks]


IN, FIND, TALK, OUT = (blocks(MEETING)[number] for number in range(4))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 40", [IN, ("hitta-utmaningen", 40), TALK, OUT]),
        ("2: 40 min", [IN, ("hitta-utmaningen", 40), TALK, OUT]),
        (" 2   40 minuter ", [IN, ("hitta-utmaningen", 40), TALK, OUT]),
        ("flytta 3 1", [TALK, IN, FIND, OUT]),
        ("MOVE 3 to 2", [IN, TALK, FIND, OUT]),
        ("flytta 2 till 3", [IN, TALK, FIND, OUT]),
        ("dela 3", [IN, FIND, ("Prat", 10), ("Prat", 10), OUT]),
        ("split 3 5", [IN, FIND, ("Prat", 5), ("Prat", 15), OUT]),
        ("dela 2 20", [IN, ("hitta-utmaningen", 20), ("hitta-utmaningen", 35), TALK, OUT]),
        ("ta bort 3", [IN, FIND, OUT]),
        ("drop 3", [IN, FIND, OUT]),
        ("lägg till Fika 15", [IN, FIND, TALK, ("Fika", 15), OUT]),
        ("add A long talk: 15 min", [IN, FIND, TALK, ("A long talk", 15), OUT]),
        ("lägg till aktörskarta", [IN, FIND, TALK, ("aktorskarta", 60), OUT]),
        ("add aktorskarta 30", [IN, FIND, TALK, ("aktorskarta", 30), OUT]),
        ("lägg till Actor map", [IN, FIND, TALK, ("aktorskarta", 60), OUT]),
        ("lägg till brainwriting", [IN, FIND, TALK, ("brainwriting", 55), OUT]),
        ("paus 10 efter 2", [IN, FIND, ("Paus", 10), TALK, OUT]),
        ("break 5 min after 4", [IN, FIND, TALK, OUT, ("Paus", 5)]),
    ],
)
def test_the_blocks_are_changed_in_words(text: str, expected: list[tuple[str, int]]) -> None:
    assert blocks(changed(text)) == expected


def test_what_is_added_is_a_break_where_it_is_called_one() -> None:
    assert changed("lägg till Fika 15").blocks[3].is_break
    assert not changed("lägg till Prat 15").blocks[3].is_break
    assert changed("paus 10 efter 1").blocks[1].is_break


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("start 13.30", "start", "13:30"),
        ("slut 16", "minutes", 180),
        ("end 16:00", "minutes", 180),
        ("plats Stora biblioteket", "place", "Stora biblioteket"),
        ("place Town hall", "place", "Town hall"),
        ("personer 10", "people", 10),
        ("people 10", "people", 10),
        ("datum 2 december", "date", LATER),
        ("date tomorrow", "date", "2031-11-21"),
    ],
)
def test_the_frame_is_changed_in_words(text: str, field: str, value: object) -> None:
    assert getattr(changed(text), field) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "3", "x 3", "9 10", "2 0", "2 1441", "ta bort 0", "flytta 1 9", "dela 9", "dela 3 20", "lägg till Prat"),
        *("paus 0 efter 1", "start sent", "slut 12", "personer 0", "datum sen", "lägg till Prat 0", "splitta 1"),
    ],
)
def test_what_is_not_understood_changes_nothing_and_says_what_to_write(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        changed(text)
    assert refused.value.message


def test_the_calendar_of_a_programme_lies_on_working_days_in_order(project: Path) -> None:
    assert agenda(project, "--calendar", "--from", "2031-01-14", "--weekday", "tis", "--people", "6", "--yes") == 0
    found = [one.agenda for one in planned(project) if one.agenda]
    calendar = next(one.calendar for one in guide().about.profiles if one.id == "programme")
    assert [one.title for one in found] == [one.title.sv for one in calendar]
    days = [date.fromisoformat(one.date) for one in found]
    assert days == sorted(set(days)) and {one.weekday() for one in days} == {1}
    assert not any(day in holidays(day.year) for day in days)
    assert not any("06-20" <= f"{day:%m-%d}" <= "08-10" for day in days)
    assert days[0] == date(2031, 1, 14)
    assert (days[-1] - days[0]).days > 700
    assert any(one.between for one in found)
    assert all(one.blocks and one.over <= 0 for one in found)
    assert {one.step for one in found} == set(guide().about.steps)


def test_a_calendar_that_is_there_is_not_laid_out_once_more(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--calendar", "--from", "2031-01-14", "--weekday", "tis")
    agenda(project, *words, "--yes")
    before = files(project)
    capsys.readouterr()
    assert agenda(project, "--calendar", "--from", "2031-02-03", "--weekday", "ons", "--yes") == 0
    assert files(project) == before
    assert "Alla träffar är redan planerade" in capsys.readouterr().err


def test_a_calendar_is_only_shown_until_somebody_says_yes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agenda(project, "--calendar", "--from", "2031-01-14") == 0
    said = capsys.readouterr()
    assert "tisdag 14 januari 2031 kl. 13.00" in said.out
    assert "Inget är sparat än." in said.err
    assert not (project / "sessions").exists()
    assert agenda(project, "--calendar", "--from", "2031-01-14", "--json") == 0
    meetings = json.loads(capsys.readouterr().out)["meetings"]
    assert meetings[0]["date"] == "2031-01-14" and meetings[0]["planned"] is None


def test_what_was_planned_by_hand_in_a_step_is_kept_in_the_calendar(project: Path) -> None:
    agenda(project, "4", "--date", DAY)
    before = files(project)
    agenda(project, "--calendar", "--from", "2031-01-14", "--yes")
    assert before.items() <= files(project).items()
    calendar = next(one.calendar for one in guide().about.profiles if one.id == "programme")
    assert len(files(project)) == len(calendar)


def test_a_sprint_is_one_day_with_all_steps(project: Path) -> None:
    assert agenda(project, "--calendar", "--profile", "sprint", "--from", "2031-01-14", "--yes") == 0
    (session,) = planned(project)
    assert session.agenda is not None
    assert (session.agenda.start, session.agenda.ends, session.agenda.over) == ("08:00", "19:00", 0)
    homes = {one.method.partition("/")[0] for one in session.agenda.blocks}
    assert set(guide().about.steps) <= homes
    names = [one.method for one in session.agenda.blocks]
    assert names.count("shared/incheckning") == 1 == names.count("shared/utcheckning")
    assert any(one.is_break and one.minutes >= 30 for one in session.agenda.blocks)


def test_a_taster_is_half_a_day(project: Path) -> None:
    assert agenda(project, "--calendar", "--profile", "taster", "--from", "2031-01-14", "--yes") == 0
    (session,) = planned(project)
    assert session.agenda is not None and 120 <= session.agenda.needed <= 270


def test_a_group_with_plans_of_its_own_is_told_how_to_plan(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert agenda(project, "--calendar", "--profile", "free", "--yes") == 0
    assert "innoguide agenda --date" in capsys.readouterr().err
    assert not (project / "sessions").exists()


def test_a_planned_meeting_is_a_file_that_has_not_begun(project: Path) -> None:
    agenda(project, "--date", DAY)
    (name,) = files(project)
    text = (project / "sessions" / name).read_text("utf-8")
    assert text.startswith("format: 1\nid: ") and "started" not in text and text.endswith("\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_it_asks_what_to_change_until_enter(project: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("INNOGUIDE", "COV"))}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "innoguide", "agenda", "--date", DAY, "--project", str(project), "--lang", "sv"],
        env=kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8"},
        dimensions=(30, 100),
        encoding="utf-8",
        timeout=20,
    )
    for typed, answer in (
        ("1 7", "7 min"),
        ("strunta i det", "Jag förstår inte"),
        ("plats Biblioteket", "Biblioteket"),
    ):
        child.expect("Enter = klart")
        child.sendline(typed)
        child.expect(re.escape(answer))
    child.expect("Enter = klart")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    found = the_agenda(project)
    assert (found.blocks[0].minutes, found.place) == (7, "Biblioteket")


def test_changes_are_taken_back_one_at_a_time(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda(project, "--date", DAY, "--place", "Bio")
    first = the_agenda(project)
    agenda(project, "--change", "ta bort 2", "--change", "1 17")
    agenda(project, "--date", DAY, "--start", "9")
    assert the_agenda(project).start == "09:00"
    assert agenda(project, "--change", "Ångra") == 0
    assert "Ångrat" in capsys.readouterr().err
    assert (the_agenda(project).start, the_agenda(project).blocks[0].minutes) == (first.start, 17)
    assert agenda(project, "--change", "undo") == 0
    assert the_agenda(project) == first
    assert agenda(project, "--change", "ångra") == 2
    assert the_agenda(project) == first


def test_a_change_that_is_not_understood_leaves_the_ones_beside_it_undone(project: Path) -> None:
    agenda(project, "--date", DAY)
    before = files(project)
    assert agenda(project, "--change", "ta bort 2", "--change", "flytta dit") == 2
    assert files(project) == before


def test_what_was_kept_to_undo_may_be_spoilt(project: Path) -> None:
    agenda(project, "--date", DAY)
    agenda(project, "--change", "ta bort 2")
    kept = project / ".innoguide" / "agendas.json"
    for spoilt in ("[", "[]", '{"x": 1}', json.dumps({planned(project)[0].id: [{"date": "i dag"}]})):
        kept.write_text(spoilt, encoding="utf-8")
        assert agenda(project, "--change", "ångra") == 2
    assert agenda(project, "--change", "ta bort 2") == 0


def test_a_check_out_with_more_after_it_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agenda(project, "ringa-in", "--date", DAY, "--minutes", "180")
    last = len(the_agenda(project).blocks)
    assert the_agenda(project).blocks[-1].method == "shared/utcheckning"
    assert "Ska den ligga sist" not in capsys.readouterr().out
    agenda(project, "--change", f"flytta {last} 2")
    assert f"Utcheckning är block 2, och mer kommer efter. Ska den ligga sist? Skriv: flytta 2 {last}" in unbroken(
        capsys.readouterr().out
    )

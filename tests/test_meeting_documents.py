"""The documents around a meeting: before it, after it, and what it had planned against what it took."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pymarkdown.api import PyMarkdownApi
from stale import find_stale

from innoguide.files.content import content_folders, load_guide
from innoguide.files.guard import Guard
from innoguide.files.store import Store
from innoguide.jobs.report import build
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.report.write import write_outputs
from innoguide.jobs.start import start_project
from innoguide.model.agenda.agenda import Agenda, Block
from innoguide.model.agenda.moves import minutes_by_move, place_of
from innoguide.model.guide import Guide
from innoguide.model.project import Done, InRoom, Project, Session, Settings
from innoguide.model.record import Record
from innoguide.rendering.environment import make_environment

PARSER = MarkdownIt("commonmark").enable("table")
TEMPLATES = content_folders("templates", None)
SETTINGS = Settings(title="Fler unga", organisation="Kulturskolan", municipality="Norrvik", language="sv")
HELD, NEXT, LATER = "2026-11-24-traff-aaaaa", "2026-12-08-traff-bbbbb", "2027-06-10-traff-ccccc"
BREAK = Block.model_validate({"break": True, "minutes": 15, "note": "Fika i köket"})
with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@cache
def the_guide() -> Guide:
    return load_guide(content_folders("steps", None))


@pytest.fixture(scope="module", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compiling the templates is most of a build, and they do not change under the tests."""
    compiled = cache(make_environment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "make_environment", lambda folders, lang: compiled(tuple(folders), lang))
        yield


def moves_of(method: str) -> tuple[str, ...]:
    found = the_guide().method("ringa-in", method)
    assert found is not None
    return tuple(move.id for move in found.script)


def agenda(*blocks: Block, **values: Any) -> Agenda:
    usual = {"date": "2026-12-08", "start": "13:00", "minutes": 150, "people": 8, "step": "ringa-in"}
    return Agenda(**{**usual, **values, "blocks": blocks})


def held(**values: Any) -> Session:
    """A meeting that got to the first method of two, and had two minutes more than planned for each of its moves."""
    plan = agenda(
        Block(method="shared/incheckning", minutes=10),
        Block(text="Varför vi arbetar så här", minutes=10),
        Block(method="ringa-in/hitta-utmaningen", minutes=55),
        BREAK,
        Block(method="ringa-in/aktorskarta", minutes=50),
        Block(method="shared/utcheckning", minutes=10),
        date="2026-11-24",
        between="Prata med tre unga som inte kommer till er.",
    )
    done = [
        Done(step="ringa-in", method=method, move=move, minutes=7)
        for method in ("incheckning", "hitta-utmaningen")
        for move in moves_of(method)
    ]
    usual: dict[str, Any] = {
        "id": HELD,
        "number": 1,
        "started": "2026-11-24T13:05:00",
        "ended": "2026-11-24T15:55:00",
        "paused_minutes": 7,
        "agenda": plan,
        "room": (InRoom(role="bibliotek", count=2), InRoom(role="kulturskola", count=3)),
        "users_in_room": False,
        "done": (*done, Done(step="ringa-in", method="utcheckning", move="till-nasta-gang", minutes=6)),
    }
    return Session(**{**usual, **values})


def coming(**values: Any) -> Session:
    """A meeting of 195 minutes in a time of 150, with a method in two parts."""
    moves = moves_of("definiera-utmaningen")
    plan = agenda(
        Block(method="shared/incheckning", minutes=10),
        Block(method="ringa-in/definiera-utmaningen", moves=moves[:4], minutes=40),
        BREAK,
        Block(method="ringa-in/definiera-utmaningen", moves=moves[4:], minutes=35),
        Block(text="Läs beslutet högt", minutes=5),
        Block(method="ringa-in/aktorskarta", minutes=60),
        Block(method="shared/reflektion", minutes=15),
        Block(method="shared/avstamning", minutes=15),
        **{"people": 12, "place": "Biblioteket, Storsalen", "between": "Boka fem intervjuer.", **values},
    )
    return Session(id=NEXT, number=2, agenda=plan)


def later() -> Session:
    blocks = [Block(method="shared/incheckning", minutes=10), Block(text="Intervjuer", minutes=160)]
    return Session(
        id=LATER,
        number=3,
        agenda=agenda(*blocks, date="2027-06-10", start="22:30", minutes=180, step="undersoka"),
    )


def record(kind: str, number: int, **values: Any) -> Record:
    made = f"{kind}-{number:05}".replace("0", "k").replace("1", "m")
    when = f"2026-11-24T14:{number:02}:00"
    return Record(id=made, kind=kind, step="ringa-in", session=HELD, created=when, updated=when, values=values)


RECORDS = [
    record("challenge", 2, question="Hur kan vi ge unga rum?", version=1),
    record("action", 3, what="Visa utmaningen", who="projektledaren", when="2026-12-01"),
    record("action", 4, what="Räkna unga vid bussen", who="fritidsledaren", done=True),
    record("parked_idea", 5, text="en buss som går efter övningen"),
    record("reflection", 6, what="Vi skrev om frågan.", mood=4),
]


def stored(folder: Path, *sessions: Session, records: list[Record] = RECORDS, lang: str = "sv") -> Project:
    """Write a project to disk, and read it again."""
    settings = SETTINGS.model_copy(update={"language": lang})
    start_project(folder, settings, template_folders=TEMPLATES, git=False)
    store = Store(folder, the_guide(), settings, random.Random(1))
    for one in records:
        store.add(one)
    for session in sessions:
        store.save_session(session)
    return store.load()


def built(project: Project, audience: Any = "public") -> dict[PurePosixPath, str]:
    return build_outputs(the_guide(), project, audience=audience, template_folders=TEMPLATES)


def document(project: Project, name: str) -> str:
    return built(project)[PurePosixPath(name)]


def names(outputs: dict[PurePosixPath, str]) -> set[str]:
    return {str(name) for name in outputs}


# -- which documents there are ------------------------------------------------------------------------------------


def test_a_planned_meeting_has_its_documents(tmp_path: Path) -> None:
    found = names(built(stored(tmp_path, coming(), records=[])))
    ends = ("-infor.md", "-korschema.md", "-agenda.md", ".ics")
    calendar = {"kalender.md", "kalender.ics", "bilder/kalender.svg"}
    assert found == {"report.md", *calendar, *(f"traffar/{NEXT}{end}" for end in ends)}


def test_they_have_english_names_in_english(tmp_path: Path) -> None:
    found = names(built(stored(tmp_path, held(), coming(), lang="en")))
    ends = ("-before.md", "-runsheet.md", "-agenda.md", ".ics")
    wanted = {"calendar.md", "calendar.ics", f"meetings/{HELD}-homework.md", *(f"meetings/{NEXT}{end}" for end in ends)}
    assert wanted <= found


def test_plans_go_as_the_meeting_goes_on_and_those_for_the_room_last(tmp_path: Path) -> None:
    write_outputs(built(stored(tmp_path, coming(), records=[])), tmp_path)
    own = tmp_path / "outputs" / "traffar" / "egen.ics"
    own.write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//Annan//\r\nEND:VCALENDAR\r\n")
    store = Store(tmp_path, the_guide(), SETTINGS)
    (planned,) = store.load().planned
    done = (Done(step="ringa-in", method="incheckning", move="valkomna", minutes=2),)
    begun = planned.model_copy(update={"started": "2026-12-08T13:00:00", "done": done})
    store.save_session(begun)
    removed = {str(name) for name in write_outputs(built(store.load()), tmp_path).removed}
    calendar = {"kalender.md", "kalender.ics", "bilder/kalender.svg"}
    assert removed == {*calendar, f"traffar/{NEXT}-infor.md", f"traffar/{NEXT}.ics"}
    assert own.exists()

    assert begun.plan is not None
    step, name = place_of(begun.plan.blocks[-1], begun.plan)
    last = the_guide().method(step, name)
    assert last is not None
    over = tuple(Done(step=step, method=name, move=move.id) for move in last.script)
    store.save_session(begun.model_copy(update={"done": (*done, *over)}))
    outputs = built(store.load())
    removed = {str(name) for name in write_outputs(outputs, tmp_path).removed}
    assert removed == {f"traffar/{NEXT}-korschema.md", f"traffar/{NEXT}-agenda.md"}
    assert f"traffar/{NEXT}.md" in names(outputs)


def test_only_the_newest_meeting_has_homework(tmp_path: Path) -> None:
    second = held(id="2026-12-01-traff-ddddd", started="2026-12-01T13:00:00", ended="2026-12-01T15:00:00")
    found = [one for one in names(built(stored(tmp_path, held(), second))) if one.endswith("-uppgifter.md")]
    assert found == ["traffar/2026-12-01-traff-ddddd-uppgifter.md"]


def test_there_is_no_homework_without_anything_to_do(tmp_path: Path) -> None:
    outputs = built(stored(tmp_path, held(agenda=None), records=[]))
    assert not [one for one in names(outputs) if one.endswith("-uppgifter.md")]


# -- on disk ------------------------------------------------------------------------------------------------------


def test_what_is_written_is_not_stale(tmp_path: Path) -> None:
    outputs = built(stored(tmp_path, held(), coming(), later()))
    write_outputs(outputs, tmp_path)
    assert find_stale(outputs, tmp_path) == []
    assert write_outputs(outputs, tmp_path).changed == []
    data = (tmp_path / "outputs" / "kalender.ics").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 20


def test_a_calendar_with_other_line_ends_is_not_stale_but_another_time_is(tmp_path: Path) -> None:
    outputs = built(stored(tmp_path, coming()))
    write_outputs(outputs, tmp_path)
    path = tmp_path / "outputs" / "kalender.ics"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert find_stale(outputs, tmp_path) == []
    assert write_outputs(outputs, tmp_path).changed == [PurePosixPath("kalender.ics")]
    path.write_bytes(path.read_bytes().replace(b"T130000", b"T140000"))
    assert find_stale(outputs, tmp_path) == [PurePosixPath("kalender.ics")]


@with_git
def test_git_gives_calendars_back_as_they_were(tmp_path: Path) -> None:
    home, clone = tmp_path / "hem", tmp_path / "klon"
    outputs = built(stored(home, coming()))
    write_outputs(outputs, home)
    author = ("-c", "user.name=x", "-c", "user.email=x", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=home, check=True, capture_output=True)
    subprocess.run(["git", "clone", "-q", str(home), str(clone)], check=True, capture_output=True)
    name = Path("outputs", "traffar", f"{NEXT}.ics")
    assert (clone / name).read_bytes() == (home / name).read_bytes()
    assert b"\r\n" in (clone / name).read_bytes()


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    project = stored(tmp_path, held(), coming(), later())
    again = Project(project.settings, dict(reversed(project.records.items())), project.sessions, project.planned)
    assert built(project) == built(again)


def test_nothing_in_them_looks_like_personal_data(tmp_path: Path) -> None:
    guard = Guard(tmp_path)
    outputs = built(stored(tmp_path, held(), coming(), later()))
    found = [(name, line) for name, text in outputs.items() for line in text.splitlines() if guard.find(line)]
    assert found == []


# -- calendars ----------------------------------------------------------------------------------------------------


def test_the_calendar_holds_every_planned_meeting(tmp_path: Path) -> None:
    outputs = built(stored(tmp_path, held(), coming(), later()))
    events = Calendar.from_ical(outputs[PurePosixPath("kalender.ics")]).walk("VEVENT")
    assert [one["SUMMARY"] for one in events] == ["Fler unga: träff 2, Ringa in", "Fler unga: träff 3, Undersöka"]
    assert [one["DTEND"].dt - one["DTSTART"].dt for one in events] == [timedelta(minutes=150), timedelta(minutes=180)]
    assert "13.50–14.05 Paus" in events[0]["DESCRIPTION"].split("\n")
    (single,) = Calendar.from_ical(outputs[PurePosixPath(f"traffar/{NEXT}.ics")]).walk("VEVENT")
    assert single == events[0]


def test_the_calendar_says_what_happens_between(tmp_path: Path) -> None:
    text = document(stored(tmp_path, coming(), later()), "kalender.md")
    assert "Ni har 2 träffar framför er." in text
    assert f"| [Träff 1](traffar/{NEXT}-infor.md) | tisdag 8 december 2026 | 13.00–15.30 |" in text
    assert "| Träff 1, tisdag 8 december 2026 | Boka fem intervjuer. |" in text


# -- before a meeting ---------------------------------------------------------------------------------------------


def test_the_invitation_tells_why_when_where_and_what_to_prepare(tmp_path: Path) -> None:
    text = document(stored(tmp_path, held(), coming()), f"traffar/{NEXT}-infor.md")
    for words in (
        "# Inför träff 2: Fler unga",
        "- **När:** tisdag 8 december 2026, kl. 13.00–15.30",
        "- **Var:** Biblioteket, Storsalen",
        f"[Lägg in träffen i kalendern]({NEXT}.ics)",
        "> Hur kan vi ge unga rum?",
        "- **Definiera utmaningen** (75 minuter) – ",
        "Prata med tre unga som inte kommer till er.",
        "| Visa utmaningen | projektledaren | 1 december 2026 |",
        "(../1-ringa-in.md)",
        "aldrig med namn",
    ):
        assert words in text
    assert "Räkna unga" not in text, "it is done"
    assert "Paus" not in text


def test_what_waits_is_taken_up_at_the_next_meeting_alone(tmp_path: Path) -> None:
    outputs = built(stored(tmp_path, held(), coming(), later()))
    for end in ("infor", "korschema"):
        assert "Visa utmaningen |" in outputs[PurePosixPath(f"traffar/{NEXT}-{end}.md")]
        assert "Visa utmaningen |" not in outputs[PurePosixPath(f"traffar/{LATER}-{end}.md")]
    assert "Boka fem intervjuer." in outputs[PurePosixPath(f"traffar/{LATER}-infor.md")]


def test_the_agenda_has_clock_times(tmp_path: Path) -> None:
    project = stored(tmp_path, coming(), later())
    text = document(project, f"traffar/{NEXT}-agenda.md")
    assert "| 13.10 | 13.50 | Definiera utmaningen (del 1 av 2) | 40 |" in text
    assert "| 14.05 | 14.40 | Definiera utmaningen (del 2 av 2) | 35 |" in text
    assert "| 22.40 | 01.20 | Intervjuer | 160 |" in document(project, f"traffar/{LATER}-agenda.md")


def test_the_run_sheet_has_all_that_a_facilitator_says_and_needs(tmp_path: Path) -> None:
    text = document(stored(tmp_path, held(), coming()), f"traffar/{NEXT}-korschema.md")
    parts = {"definiera-utmaningen", "aktorskarta", "incheckning", "reflektion", "avstamning"}
    for method in filter(None, (the_guide().method("ringa-in", one) for one in parts)):
        for move in method.script:
            said = [move.say, move.listen_for, getattr(move, "question", None)]
            assert [one.sv for one in said if one and one.sv not in text] == []
        assert [one.sv for one in method.materials if one.sv not in text] == []
    assert "| Papper och penna till alla | Definiera utmaningen och Reflektion |" in text
    assert "Agendan behöver 195 minuter och ni har 150. Det fattas 45 minuter." in text
    assert "metoden är för högst 8 personer" in text
    assert "- en buss som går efter övningen – väntar" in text
    assert "Ni ses igen kl. 14.05.\n\nFika i köket\n" in text


def cut(text: str, heading: str) -> list[tuple[str, str]]:
    """What a run sheet says to leave out under a heading, and how many minutes that saves."""
    part = text.partition(heading)[2].partition("\n#")[0]
    return re.findall(r"^\| \d \| ([^|]+) \|[^|]+\| (\d+) minut", part, re.MULTILINE)


def test_the_run_sheet_says_what_to_leave_out_before(tmp_path: Path) -> None:
    text = document(stored(tmp_path, coming()), f"traffar/{NEXT}-korschema.md")
    rows = cut(text, "## Tiderna")
    assert rows[0][0] == "Läs beslutet högt", "a text goes before what must be done"
    assert sum(int(minutes) for _title, minutes in rows) >= 45
    assert "### 15 minuter sena" not in text
    assert "Agendan är redan för lång." in text


def test_the_run_sheet_says_what_to_leave_out_on_the_way(tmp_path: Path) -> None:
    text = document(stored(tmp_path, coming(minutes=200)), f"traffar/{NEXT}-korschema.md")
    for late in (15, 30):
        rows = cut(text, f"### {late} minuter sena")
        assert sum(int(minutes) for _title, minutes in rows) >= late
        assert not {"Incheckning", "Paus", "Reflektion"} & {title for title, _minutes in rows}


def test_a_meeting_that_fits_has_nothing_to_leave_out_before(tmp_path: Path) -> None:
    text = document(stored(tmp_path, later()), f"traffar/{LATER}-korschema.md")
    assert "Agendan tar 170 minuter och ni har 180. Det blir 10 minuter över." in text
    assert cut(text, "## Tiderna") == []
    assert cut(text, "### 15 minuter sena") == [("Intervjuer", "15")]


def test_where_nothing_can_be_left_out_it_says_so(tmp_path: Path) -> None:
    session = Session(id=NEXT, number=1, agenda=agenda(Block(method="shared/incheckning", minutes=150)))
    text = document(stored(tmp_path, session), f"traffar/{NEXT}-korschema.md")
    assert text.count("Här finns inget att stryka.") == 2


def test_moves_follow_each_other_through_the_meeting(tmp_path: Path) -> None:
    text = document(stored(tmp_path, coming()), f"traffar/{NEXT}-korschema.md")
    moves = re.findall(r"^#### (\d\d)\.(\d\d) .* \((\d+) minute?r?\)$", text, re.MULTILINE)
    times = [(int(hour) * 60 + int(minute), int(minutes)) for hour, minute, minutes in moves]
    assert len(times) > 20
    assert all(after[0] >= before[0] + before[1] for before, after in pairwise(times))
    assert sum(minutes for _at, minutes in times) == 10 + 75 + 60 + 15 + 15


@given(minutes=st.integers(1, 600), people=st.integers(1, 60), at=st.integers(0, 8))
def test_the_moves_share_all_of_a_block(minutes: int, people: int, at: int) -> None:
    method = the_guide().methods["ringa-in"][at % len(the_guide().methods["ringa-in"])]
    shares = minutes_by_move(Block(method=f"ringa-in/{method.method}", minutes=minutes), method, people=people)
    assert sum(shares.values()) == minutes
    assert list(shares) == [move.id for move in method.script]
    assert min(shares.values()) >= (1 if minutes >= len(shares) else 0)


# -- after a meeting ----------------------------------------------------------------------------------------------


def test_the_homework_says_who_does_what_and_when_you_meet(tmp_path: Path) -> None:
    mandate = Record(id="mandate-kkkk7", kind="mandate", values={"commissioner": "Chefen"}, open=("hours_planned",))
    project = stored(tmp_path, held(), coming(), records=[*RECORDS, mandate])
    text = document(project, f"traffar/{HELD}-uppgifter.md")
    for words in (
        "# Uppgifter till nästa träff: Fler unga",
        "träff 1, tisdag 24 november 2026",
        "- **När:** tisdag 8 december 2026, kl. 13.00–15.30",
        f"({NEXT}-infor.md)",
        "| Visa utmaningen | projektledaren | 1 december 2026 |",
        "Prata med tre unga som inte kommer till er.",
        "- Uppdrag 1: Chefen\n  - Avsatt tid (timmar)",
    ):
        assert words in text
    assert "Räkna unga" not in text


def test_the_homework_asks_for_a_day_when_none_is_planned(tmp_path: Path) -> None:
    text = document(stored(tmp_path, held()), f"traffar/{HELD}-uppgifter.md")
    assert "Nästa träff är inte planerad än." in text


def test_the_minutes_show_the_plan_against_the_time_it_took(tmp_path: Path) -> None:
    text = document(stored(tmp_path, held()), f"traffar/{HELD}.md")
    for words in (
        "Vi planerade 150 minuter och använde 163. Det här hann vi inte: Aktörskarta. Klockan stod still i 7 minuter.",
        "5 personer (bibliotek 2 och kulturskola 3). Agendan räknade med 8.",
        "| 13.00 | 13.10 | Incheckning | 10 min | 21 min | klart |",
        "| 14.15 | 14.30 | Paus | 15 min | – | – |",
        "| 14.30 | 15.20 | Aktörskarta | 50 min | – | hann vi inte |",
        "| 15.20 | 15.30 | Utcheckning | 10 min | 6 min | påbörjat |",
        "| 2. Hitta utmaningen | 55 min | 49 min |",
    ):
        assert words in text
    assert "Stämningen" not in text, "the mood is for the group alone"
    inside = built(stored(tmp_path / "inside", held()), audience="internal")[PurePosixPath(f"traffar/{HELD}.md")]
    assert "- **Stämningen:** bra (4 av 5)" in inside


def test_what_was_struck_on_the_way_is_told_apart_from_what_was_not_reached(tmp_path: Path) -> None:
    session = held()
    assert session.agenda is not None
    kept = [one for one in session.agenda.blocks if one.method != "ringa-in/aktorskarta"]
    now = session.agenda.model_copy(update={"blocks": tuple(kept)})
    text = document(stored(tmp_path, held(agenda_now=now)), f"traffar/{HELD}.md")
    assert "| 14.30 | 15.20 | Aktörskarta | 50 min | – | ströks under träffen |" in text


def test_without_an_agenda_the_guide_says_what_was_planned(tmp_path: Path) -> None:
    text = document(stored(tmp_path, held(agenda=None)), f"traffar/{HELD}.md")
    method = the_guide().method("ringa-in", "hitta-utmaningen")
    assert method is not None
    assert f"| 2. Hitta utmaningen | {sum(one.minutes for one in method.script)} min | 49 min |" in text
    assert "Agendan" not in text
    assert re.search(r"Metoderna var beräknade till \d+ minuter och tog 76\.", text)


@pytest.mark.parametrize("ended", ["", "strax före fyra"])
def test_a_meeting_without_a_known_end_took_what_its_parts_took(tmp_path: Path, ended: str) -> None:
    text = document(stored(tmp_path, held(ended=ended, paused_minutes=0)), f"traffar/{HELD}.md")
    assert "Vi planerade 150 minuter och använde 76." in text


# -- words, links and headings ------------------------------------------------------------------------------------


def leaves(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from leaves(one.children or [])


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_headings_are_in_order_and_links_lead_somewhere(tmp_path: Path, lang: str, audience: str) -> None:
    outputs = built(stored(tmp_path, held(), coming(), later(), lang=lang), audience)
    for name, text in outputs.items():
        if name.suffix != ".md" or name.name == "report.md":
            continue
        tokens = PARSER.parse(text)
        levels = [int(one.tag[1]) for one in tokens if one.type == "heading_open"]
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for one in leaves(tokens):
            if one.type == "link_open" and not str(one.attrs["href"]).startswith("#"):
                target = str(one.attrs["href"]).partition("#")[0]
                where = (tmp_path / name.parent / target).resolve().relative_to(tmp_path.resolve())
                assert PurePosixPath(where.as_posix()) in outputs, (name, target)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_linter_finds_nothing_but_long_lines(tmp_path: Path, lang: str) -> None:
    write_outputs(built(stored(tmp_path, held(), coming(), later(), lang=lang)), tmp_path)
    outputs = str(tmp_path / "outputs")
    found = PyMarkdownApi().disable_rule_by_identifier("md013").scan_path(outputs, recurse_if_directory=True)
    assert [f"{one.scan_file}:{one.line_number} {one.rule_id}" for one in found.scan_failures] == []


HOSTILE = "# rubrik | a [x](http://y.se) <b>fet</b> *k* `k` {{ 7 }}"
MARKUP = {"heading_open", "link_open", "html_block", "code_inline", "em_open", "tr_open", "td_open", "th_open"}


def markup(text: str) -> list[str]:
    found = [one.type for one in leaves(PARSER.parse(text)) if one.type in MARKUP]
    tags = [one.content for one in leaves(PARSER.parse(text)) if one.type == "html_inline"]
    return sorted(found + [one for one in tags if one != "<!-- -->"])


def test_words_of_a_group_never_become_markup(tmp_path: Path) -> None:
    """Place, title, notes and texts of an agenda are typed by people."""

    def project(folder: Path, words: str) -> Project:
        blocks = (Block(text=words, minutes=10), Block.model_validate({"break": True, "minutes": 5, "note": words}))
        plan = agenda(*blocks, place=words, title=words, between=words)
        before = plan.model_copy(update={"date": "2026-11-24"})
        return stored(folder, held(agenda=before, place=words), Session(id=NEXT, number=2, agenda=plan))

    plain, hostile = built(project(tmp_path / "a", "ord")), built(project(tmp_path / "b", HOSTILE))
    assert names(plain) == names(hostile)
    for name, text in hostile.items():
        if name.suffix == ".md":
            assert markup(text) == markup(plain[name]), name


def test_what_is_confidential_is_in_no_public_document(tmp_path: Path) -> None:
    secret = record("action", 8, what="Ring HEMLIGT", who="rektorn")
    hidden = Record(**{**vars(secret), "confidential": True})
    project = stored(tmp_path, held(), coming(), records=[*RECORDS, hidden])
    assert "HEMLIGT" in "\n".join(built(project, "internal").values())
    assert "HEMLIGT" not in "\n".join(built(project).values())

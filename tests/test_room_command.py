"""Phones and walk together for real: `innoguide walk` and `innoguide room` behind a terminal, and clients that send."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from innoguide.files.content import content_folders, load_guide
from innoguide.files.roundfile import list_rounds
from innoguide.files.store import Store, settings_bytes
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record
from innoguide.texts import t, use_language

httpx = pytest.importorskip("httpx")
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

PATIENCE = 60  # seconds: a slow machine is no failure
LINK = re.compile(r"http://127\.0\.0\.1:\d+/[2-9a-z]{8}(?![/\w])")
SIGN = re.compile(r"[›>:] ?\Z")
JSON = {"Accept": "application/json"}
SETTINGS = Settings(title="Prov", language="sv")


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


class Lines:
    """A command of innoguide in plain lines."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        pexpect = pytest.importorskip("pexpect")
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("INNOGUIDE", "COV"))}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "innoguide", *arguments, "--plain", "--project", str(folder), "--lang", "sv"],
            env=inherited | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            dimensions=(30, 100),
            encoding="utf-8",
            codec_errors="replace",
            timeout=1,
        )
        self.text = ""
        self._quiet = (pexpect.TIMEOUT, pexpect.EOF)

    def wait(self, is_there: Callable[[], Any]) -> Any:
        """Read what is shown until *is_there* returns something true; return that."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.text += self.child.read_nonblocking(65536, timeout=0.05)
            except self._quiet:
                time.sleep(0.01)
            found = is_there()
            if found:
                return found
        raise AssertionError(f"never came:\n{self.text[-2000:]}")

    def say(self, *answers: str) -> None:
        """Answer the questions that come, one after the other."""
        for typed in answers:
            self.wait(lambda: SIGN.search(self.text))
            self.text = ""
            self.child.send(f"{typed}\r")

    def until(self, key: str, **values: object) -> None:
        """Wait until the sentence *key* has been said and a question stands there."""
        words = " ".join(t(key, **values).split())
        self.wait(lambda: words in " ".join(self.text.split()) and SIGN.search(self.text))

    def link(self) -> str:
        """Return the link of the phones."""
        self.until("phone_wait")
        found = LINK.search(self.text)
        assert found, self.text
        return found[0]

    def stop(self) -> int:
        """Press Ctrl-C, again if need be as a person would, and return the exit code.

        One that comes in the moment when readline begins to wait is met only at the next key.
        """
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self.child.send("\x03")
            pause = time.monotonic() + PATIENCE / 10
            while self.child.isalive() and time.monotonic() < pause:
                with contextlib.suppress(*self._quiet):
                    self.text += self.child.read_nonblocking(65536, timeout=0.05)
        return self.end()

    def end(self) -> int:
        """Wait for the end, and return the exit code."""
        self.wait(lambda: not self.child.isalive())
        return int(self.child.exitstatus if self.child.exitstatus is not None else 128 + self.child.signalstatus)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.child.kill(signal.SIGKILL)
        self.wait(lambda: not self.child.isalive())


Open = Callable[..., Lines]


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Open]:
    """Opens commands on the project in `tmp_path`, and closes them."""
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    opened: list[Lines] = []

    def open_lines(*arguments: str) -> Lines:
        opened.append(Lines(tmp_path, *arguments))
        return opened[-1]

    yield open_lines
    for each in opened:
        each.child.close(force=True)


class Phone:
    """A participant's phone, as its page sends."""

    def __init__(self, link: str) -> None:
        self.link = link
        self.cookies = dict(httpx.get(link, timeout=PATIENCE).cookies)

    def state(self) -> dict[str, Any]:
        """Return what the phone shows."""
        answer = httpx.get(f"{self.link}/state", cookies=self.cookies, headers=JSON, timeout=PATIENCE)
        found: dict[str, Any] = answer.json()
        return found

    def send(self, where: str, **fields: object) -> None:
        """Send *fields* to the open round, and see that they were taken."""
        data = {"round": self.state()["round"], **fields}
        answer = httpx.post(f"{self.link}/{where}", data=data, cookies=self.cookies, headers=JSON, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text


def load(folder: Path) -> Project:
    """Return the project in *folder*."""
    return Store(folder, load_guide(content_folders("steps", None)), SETTINGS).load()


def texts(folder: Path, kind: str, field: str) -> list[str]:
    """Return a text of each record of *kind*, oldest first."""
    return [one.values[field] for one in load(folder).of_kind(kind)]


def test_twelve_notes_with_a_kill_between_are_looked_through_and_stored_once(lines: Open, tmp_path: Path) -> None:
    seen = lines("walk", "ringa-in/vet-antar", "--no-timer")
    seen.say("bibliotek 2", "nej", "", ":mobiler")
    seen.until("phone_for")
    seen.say("1")
    link = seen.link()
    phones = [Phone(link) for _ in range(4)]
    for number in range(7):
        phones[number % 4].send("note", id=f"n{number}", text=f"lapp nummer {number + 1}")
    seen.kill()
    with pytest.raises(httpx.HTTPError):
        phones[0].state()
    again = lines("walk", "--no-timer")
    assert again.link() == link, "the same link as before the kill"
    for number in range(6, 12):  # the seventh is sent again: nobody knows whether it arrived
        phones[number % 4].send("note", id=f"n{number}", text=f"lapp nummer {number + 1}")
    assert "lapp nummer" not in again.text
    again.say("")
    again.until("phone_standing_collect", notes="12 lappar", phones="4 mobiler")
    again.say("stäng")
    again.until("phone_review_ask", notes="12 lappar")
    assert phones[0].state()["phase"] == "closed"
    again.say("3 något annat", "1+2 ett och två", "ta bort 4", "parkera 5")
    again.say("", "", ":paus")
    assert again.end() == 0, again.text
    rest = [f"lapp nummer {number}" for number in range(6, 13)]
    assert texts(tmp_path, "known_fact", "statement") == ["ett och två", "något annat", *rest]
    assert texts(tmp_path, "parked_idea", "text") == ["lapp nummer 5"]
    assert list_rounds(tmp_path) == [], "what was stored is not kept twice"


def test_a_question_of_ones_own(lines: Open, tmp_path: Path) -> None:
    seen = lines("room", "--question", "Vad hindrar unga?")
    seen.say("bibliotek 2", "ja", "3", "1")
    phone = Phone(seen.link())
    assert phone.state()["question"] == "Vad hindrar unga?"
    phone.send("note", id="a", text="Bussen går för tidigt")
    phone.send("note", id="b", text="Det kostar för mycket")
    seen.say("stäng", "", "")
    assert seen.end() == 0, seen.text
    project = load(tmp_path)
    assert texts(tmp_path, "note", "text") == ["Bussen går för tidigt", "Det kostar för mycket"]
    assert {one.values["note_type"] for one in project.of_kind("note")} == {"interpretation"}
    (done,) = project.sessions[0].done
    assert (done.step, done.method, done.move) == ("ringa-in", "fraga-alla", "svar")
    assert "Vad hindrar unga?" in done.note
    checked = subprocess.run(
        [sys.executable, "-m", "innoguide", "check", "--project", str(tmp_path), "--lang", "sv"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, "the method of a question of one's own is one that the guide knows"


def test_another_question_waits_until_the_first_is_looked_through(lines: Open, tmp_path: Path) -> None:
    seen = lines("room", "--question", "Vad hindrar unga?")
    seen.say("bibliotek 2", "ja", "3", "1")
    Phone(seen.link()).send("note", id="a", text="Bussen går för tidigt")
    seen.say(":paus")
    assert seen.end() == 0
    other = lines("room", "--question", "Vad lockar unga?")
    assert other.end() == 2
    assert "Vad hindrar unga?" in other.text
    assert "innoguide room ringa-in/fraga-alla" in " ".join(other.text.split())
    again = lines("room", "ringa-in/fraga-alla")
    again.link()
    again.say("stäng", "", "")
    assert again.end() == 0, again.text
    assert texts(tmp_path, "note", "text") == ["Bussen går för tidigt"]


def test_votes_are_counted_and_shown(lines: Open, tmp_path: Path) -> None:
    guide = load_guide(content_folders("steps", None))
    store = Store(tmp_path, guide, SETTINGS)
    for number, text in enumerate(("Läsa högt", "Bygga om", "Åka dit"), start=1):
        stamp = f"2026-01-20T13:00:0{number}"
        store.add(Record(id=f"idea-2222{number + 1}", kind="idea", created=stamp, updated=stamp, values={"text": text}))
    seen = lines("room", "tre-prickar")
    seen.say("bibliotek 2", "ja")
    seen.until("phone_for")
    seen.say("1")
    link = seen.link()
    for phone in (Phone(link), Phone(link), Phone(link)):
        dots = phone.state()["dots"]
        phone.send("votes", **{"dots-0-1": dots})
    seen.say("stäng")
    seen.until("walk_dots_hint")
    seen.say("")
    (vote,) = seen.wait(lambda: load(tmp_path).of_kind("vote"))
    assert (vote.values["voters"], vote.values["private"]) == (3, True)
    assert {(row["record"], row["dots"]) for row in vote.values["results"]} == {("idea-22223", 3 * dots)}


@pytest.mark.parametrize(("count", "is_counted"), [(6, True), (4, False)])
def test_ratings_need_five(lines: Open, tmp_path: Path, count: int, is_counted: bool) -> None:
    seen = lines("room", "fokusera/utmana-arbetet")
    seen.say("bibliotek 2", "ja")
    seen.until("phone_for")
    seen.say("1")
    link = seen.link()
    for _ in range(count):
        Phone(link).send("ratings", **{"rate-0": 4})
    seen.say("stäng", "")
    rating = seen.wait(lambda: load(tmp_path).of_kind("rating"))[0]
    assert ("counts" in rating.values) == is_counted
    assert rating.values.get("answers", count) == count


def test_ctrl_c_stops_the_server_and_keeps_what_came(lines: Open, tmp_path: Path) -> None:
    seen = lines("room", "--question", "Vad hindrar unga?")
    seen.say("bibliotek 2", "ja", "3", "1")
    phone = Phone(seen.link())
    phone.send("note", id="a", text="Bussen går för tidigt")
    assert seen.stop() == 130
    with pytest.raises(httpx.HTTPError):
        phone.state()
    assert len(list_rounds(tmp_path)) == 1


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run innoguide without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "innoguide", *arguments, "--project", str(folder), "--lang", "sv"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["room"], "prompt_no_terminal"),
        (["room", "--question", "Vad?"], "prompt_no_terminal"),
        (["room", "brainwriting", "--question", "Vad?"], "phone_what_or_question"),
        (["room", "--kind", "idea"], "phone_what_or_question"),
        (["room", "samtyckesrunda"], "phone_no_move_hint"),
        (["room", "--port", "70000"], "phone_wrong_port"),
        (["walk", "--tables", "99"], "phone_wrong_tables"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(tmp_path: Path, arguments: list[str], key: str) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    ended = run(tmp_path, *arguments)
    assert ended.returncode == 2, ended.stderr
    assert t(key, most={"phone_wrong_port": 65535}.get(key, 40)) in ended.stderr


def test_a_strange_kind_gets_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    ended = run(tmp_path, "room", "--question", "Vad?", "--kind", "noet")
    assert (ended.returncode, "note" in ended.stderr) == (2, True)


def test_a_question_with_personal_data_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    ended = run(tmp_path, "room", "--question", "Har ni mött 191401682396?")
    assert ended.returncode == 1
    assert "1682396" not in ended.stderr


def leave_a_note(lines: Open) -> None:
    """Ask a question on the phones, get one note, and pause before anybody has gone through it."""
    seen = lines("room", "--question", "Vad hindrar unga?")
    seen.say("bibliotek 2", "ja", "3", "1")
    Phone(seen.link()).send("note", id="a", text="Bussen går för tidigt")
    seen.say(":paus")
    assert seen.end() == 0


def test_status_says_what_waits_and_it_can_be_thrown_away(lines: Open, tmp_path: Path) -> None:
    leave_a_note(lines)
    said = " ".join(run(tmp_path, "status").stdout.split())
    assert t("status_waiting", answers="1 lapp", commands="innoguide room ringa-in/fraga-alla") in said
    assert json.loads(run(tmp_path, "status", "--json").stdout)["waiting_notes"] == 1
    refused = run(tmp_path, "room", "--forget")
    assert (refused.returncode, t("waiting_forget_sure") in refused.stderr) == (2, True)
    for answer, left in (("nej", 1), ("ja", 0)):
        forget = lines("room", "--forget")
        forget.say(answer)
        assert forget.end() == 0, forget.text
        assert len(list_rounds(tmp_path)) == left
    assert t("waiting_forgotten", answers="1 lapp") in forget.text
    assert "mobilerna" not in run(tmp_path, "status").stdout
    assert "Bussen" not in (tmp_path / ".innoguide" / "walk.json").read_text("utf-8")
    again = lines("room", "ringa-in/fraga-alla")
    assert Phone(again.link()).state()["phase"] == "open", "the question can be asked again"


def test_what_belongs_to_nothing_is_told_apart_and_forget_stands_alone(lines: Open, tmp_path: Path) -> None:
    leave_a_note(lines)
    (tmp_path / ".innoguide" / "walk.json").unlink()
    assert t("status_waiting_lost", answers="1 lapp") in " ".join(run(tmp_path, "status").stdout.split())
    refused = run(tmp_path, "room", "brainwriting", "--forget")
    assert (refused.returncode, t("waiting_forget_alone") in refused.stderr) == (2, True)


def test_two_tables_each_pass_their_sheets_round_among_themselves(lines: Open, tmp_path: Path) -> None:
    seen = lines("room", "--question", "Vad hindrar unga?", "--tables", "2")
    seen.say("bibliotek 2", "ja", "3", "1")
    link = seen.link()
    phones = [Phone(link) for _ in range(4)]
    assert phones[0].state()["phase"] == "table"
    for at, phone in enumerate(phones):
        phone.send("table", table=at % 2 + 1)
        phone.send("note", id=f"n{at}", text=f"lapp {at}")
    assert [phone.state()["table"] for phone in phones] == [1, 2, 1, 2]
    seen.say("stäng", "", "")
    assert seen.end() == 0, seen.text
    by = {one.values["text"]: one.by for one in load(tmp_path).of_kind("note")}
    assert by == {"lapp 0": "bord 1", "lapp 2": "bord 1", "lapp 1": "bord 2", "lapp 3": "bord 2"}


def test_brainwriting_passes_each_table_s_papers_round_that_table(lines: Open, tmp_path: Path) -> None:
    seen = lines("room", "brainwriting", "--tables", "2")
    seen.say("bibliotek 2", "ja")
    link = None
    while link is None:
        seen.wait(lambda: SIGN.search(seen.text))
        found = LINK.search(seen.text)
        link = found[0] if found else None
        if link is None:
            seen.say("1" if " ".join(t("phone_for").split()) in " ".join(seen.text.split()) else "")
    phones = [Phone(link) for _ in range(5)]
    for at, phone in enumerate(phones):
        phone.send("table", table=at % 2 + 1)
        phone.send("note", id=f"n{at}", text=f"idé {at}")
    assert [phone.state()["sheet"] for phone in phones] == [[]] * 5
    seen.until("phone_wait")
    seen.say("2")
    seen.until("phone_passed")
    sheets = [[one["text"] for one in phone.state()["sheet"]] for phone in phones]
    first, second = sheets[0::2], sheets[1::2]
    assert sorted(first) == [["idé 0"], ["idé 2"], ["idé 4"]]
    assert second == [["idé 3"], ["idé 1"]]
    assert all(sheet != [f"idé {at}"] for at, sheet in enumerate(sheets)), "nobody keeps their own"

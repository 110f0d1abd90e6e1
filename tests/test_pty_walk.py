"""A walk of the real guide in a real process behind a real terminal: killed, resumed, interrupted, closed."""

import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fakes import left_behind

from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.walk.meeting.session import read_room
from innoguide.model.project import Project, Settings
from innoguide.texts import t, use_language

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    # Python 3.12 warns of a fork beside threads, such as those of pytest-xdist.
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

PATIENCE = 60  # seconds: a slow machine is no failure
MARK = "~"  # typed to learn from the draft on disk which question is asked
CLEAR = "\x15"  # Ctrl-U
CTRL_C, CTRL_D = "\x03", "\x04"

ANSWERS = {
    "session/room": "bibliotek 2, unga 3",
    "session/users": "ja",
    "session/next": "3",
    "vet/notes/0/statement": "Vi stänger klockan sju",
    "vet/notes/0/source": "skylten på dörren",
    "vet/notes/1/statement": "Få kommer på fredagar",
    "antar/notes/0/statement": "De vågar inte gå in – ”åäö”",
    "antar/notes/0/about": "1",
    "antar/notes/1/statement": "Vi hinner inte",
    "antar/notes/1/about": ":vetinte",
    "risk/0": "2 5",
    "risk/1": "4 3",
    "ta-reda-pa/0/record": "1",
    "ta-reda-pa/0/find_out": "Fråga fem unga",
    "ta-reda-pa/1/more": "ja",
    "ta-reda-pa/1/record": "hinner",
    "ta-reda-pa/1/find_out": "Mäta en vecka",
}
"""What the group answers in `ringa-in/vet-antar`, by the end of the question's path; all else is Enter."""


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


class Window:
    """`innoguide walk` in a terminal of 100 by 30."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        pexpect = pytest.importorskip("pexpect")
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("INNOGUIDE", "COV"))}
        own = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "innoguide", "walk", *arguments, "--project", str(folder), "--lang", "sv"],
            env=inherited | own,
            dimensions=(30, 100),
            encoding="utf-8",
            codec_errors="replace",
            timeout=1,
        )
        self.text = ""
        self._ended, self._late = pexpect.EOF, pexpect.TIMEOUT

    def wait(self, is_there: Callable[[], Any]) -> Any:
        """Read what is shown until *is_there* returns something true; return that."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._read()
            found = is_there()
            if found:
                return found
        raise AssertionError(f"never came:\n{self.text[-2000:]}")

    def _read(self) -> None:
        try:
            self.text += self.child.read_nonblocking(65536, timeout=0.02)
        except self._late:
            return
        except self._ended:
            time.sleep(0.01)

    def send(self, keys: str) -> None:
        """Press *keys*."""
        self.child.send(keys)

    def is_over(self) -> bool:
        """Whether the process has ended."""
        return not self.child.isalive()

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.child.kill(signal.SIGKILL)
        self.wait(self.is_over)

    def end(self) -> int:
        """Wait for the end, and return the exit code as a shell tells it."""
        self.wait(self.is_over)
        status = self.child.exitstatus
        return int(status if status is not None else 128 + self.child.signalstatus)


Open = Callable[..., Window]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Open]:
    """Opens windows on the project in `tmp_path`, and closes them."""
    settings = Settings(title="Prov", language="sv")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(settings))
    opened: list[Window] = []

    def open_window(*arguments: str) -> Window:
        opened.append(Window(tmp_path, *arguments))
        return opened[-1]

    yield open_window
    for each in opened:
        each.child.close(force=True)


def load(folder: Path) -> Project:
    """Return the project in *folder*."""
    guide = load_guide(content_folders("steps", None))
    return Store(folder, guide, Settings(title="Prov", language="sv")).load()


def drafts(folder: Path) -> dict[str, str]:
    """Return what is half typed, by question."""
    try:
        found: dict[str, str] = json.loads((folder / ".innoguide" / "typing.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def asked(folder: Path, seen: Window, before: str = "") -> str:
    """Type a mark and return the question whose draft ends with it; or an empty text when the walk is over.

    The draft proves that the question is on the screen and takes what is typed. *before* is what stood there.
    """

    def question() -> str:
        found = [key for key, text in drafts(folder).items() if text.endswith(before + MARK)]
        return found[0] if found else "over" if seen.is_over() else ""

    seen.send(MARK)
    return str(seen.wait(question)).replace("over", "")


def answer_to(question: str, seen_ids: list[str]) -> str:
    """Return the scripted answer to *question*; records are called by the order in which they came up."""
    place, _, rest = question.partition("vet-antar/")
    move, *parts = (rest or place).split("/")
    for index, part in enumerate(parts):
        if part.startswith("assumption-"):
            if part not in seen_ids:
                seen_ids.append(part)
            parts[index] = str(seen_ids.index(part))
    return ANSWERS.get("/".join([move, *parts]), "")


def answer(folder: Path, seen: Window, question: str, typed: str) -> None:
    """Type *typed* instead of the mark, and wait until the question has taken it.

    What stood there can end with two marks: one from before a kill.
    """
    seen.send(CLEAR + typed + "\r")
    seen.wait(lambda: seen.is_over() or not drafts(folder).get(question, "").endswith(MARK))


def walk_through(folder: Path, open_window: Open, kill_at: set[int]) -> list[str]:
    """Answer all questions and return them; kill the process at those that *kill_at* counts, and resume."""
    ids: list[str] = []
    questions: list[str] = []
    seen = open_window("ringa-in/vet-antar")
    while question := asked(folder, seen):
        typed = answer_to(question, ids)
        if len(questions) in kill_at:
            assert not typed.startswith(":"), "a command keeps what was half typed before: choose another seed"
            seen.kill()
            assert drafts(folder) == {question: MARK}, "half typed, and still there after the kill"
            seen = open_window()
            assert asked(folder, seen, before=MARK) == question, "the walk goes on at the same question"
        questions.append(question)
        answer(folder, seen, question, typed)
        assert len(questions) < 100
    assert seen.end() == 0, seen.text[-2000:]
    assert t("summary_thanks") in seen.text
    return questions


def test_killed_at_random_answers_and_resumed_until_the_end_nothing_is_lost(window: Open, tmp_path: Path) -> None:
    chance = random.Random(2021)
    kills = set(chance.sample(range(2, 22), 5))
    questions = walk_through(tmp_path, window, kills)
    assert len(questions) > max(kills), "every kill took place"
    assert len(questions) == len(set(questions)), "no question was asked again"
    project = load(tmp_path)
    left = left_behind(project)["records"]
    assert {key: value[4] for key, value in left.items()} == {
        "known_fact#1": {"statement": "Vi stänger klockan sju", "source": "skylten på dörren"},
        "known_fact#2": {"statement": "Få kommer på fredagar"},
        "assumption#1": {
            "statement": "De vågar inte gå in – ”åäö”",
            "about": "users",
            "outcome": "unconfirmed",
            **placed(project, 0, "2 5"),
            "find_out": "Fråga fem unga",
        },
        "assumption#2": {
            "statement": "Vi hinner inte",
            "outcome": "unconfirmed",
            **placed(project, 1, "4 3"),
            "find_out": "Mäta en vecka",
        },
    }
    assert left["assumption#2"][3] == ("about",)
    (session,) = project.sessions
    assert list(session.room) == read_room(ANSWERS["session/room"])
    assert session.users_in_room is True
    assert [one.move for one in session.done] == ["varfor", "vet", "antar", "risk", "ta-reda-pa"]
    assert drafts(tmp_path) == {}


def placed(project: Project, number: int, typed: str) -> dict[str, int]:
    """Return the two numbers of an assumption as the move of the guide asks for them."""
    method = load_guide(content_folders("steps", None)).method("ringa-in", "vet-antar")
    assert method is not None
    move: Any = method.move("risk")
    first, second = map(int, typed.split())
    assert len(project.of_kind("assumption")) > number
    return {move.x: first, move.y: second}


def test_ctrl_c_ends_with_130_and_says_that_all_is_saved(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/vet-antar")
    question = asked(tmp_path, seen)
    answer(tmp_path, seen, question, "unga 3")
    assert asked(tmp_path, seen) == "session/users"
    seen.send(CTRL_C)
    assert seen.end() == 130
    assert t("interrupted").splitlines()[0][:40] in seen.text
    assert [one.role for one in load(tmp_path).sessions[0].room] == ["unga"]
    assert drafts(tmp_path) == {"session/users": MARK}


def test_a_walk_that_is_told_to_end_says_so_by_its_exit_code(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/vet-antar")
    question = asked(tmp_path, seen)
    answer(tmp_path, seen, question, "unga 3")
    assert asked(tmp_path, seen) == "session/users"
    seen.child.kill(signal.SIGTERM)
    assert seen.end() == 128 + signal.SIGTERM
    assert drafts(tmp_path) == {"session/users": MARK}


def test_ctrl_d_pauses_with_a_summary(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/vet-antar")
    answer(tmp_path, seen, asked(tmp_path, seen), "unga 3")
    assert asked(tmp_path, seen) == "session/users"
    seen.send(CTRL_D)
    assert seen.end() == 0
    assert t("summary_paused") in seen.text
    assert load(tmp_path).sessions[0].started[:10] == date.today().isoformat()


def test_half_typed_text_survives_a_kill_and_becomes_the_answer(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/vet-antar")
    while not asked(tmp_path, seen).endswith("vet/notes/0/statement"):
        (question,) = drafts(tmp_path)
        answer(tmp_path, seen, question, answer_to(question, []))
    seen.send(CLEAR + "En halv åäö")
    seen.wait(lambda: "En halv åäö" in drafts(tmp_path).values())
    seen.kill()
    again = window()
    again.wait(lambda: "En halv åäö" in again.text)
    assert t("ask_draft") in again.text
    assert asked(tmp_path, again, before="En halv åäö").endswith("vet/notes/0/statement")
    again.send("\r")
    again.wait(lambda: load(tmp_path).of_kind("known_fact"))
    assert [one.values["statement"] for one in load(tmp_path).of_kind("known_fact")] == [f"En halv åäö{MARK}"]


def test_a_command_typed_behind_the_old_answer_is_a_command(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/vet-antar")
    answer(tmp_path, seen, asked(tmp_path, seen), "unga 3")
    assert asked(tmp_path, seen) == "session/users"
    answer(tmp_path, seen, "session/users", ":tillbaka")
    assert asked(tmp_path, seen, before="unga 3") == "session/room"
    seen.send("\x7f:paus\r")
    assert seen.end() == 0
    assert [(one.role, one.count) for one in load(tmp_path).sessions[0].room] == [("unga", 3)]


def test_a_command_on_a_line_of_a_long_text_keeps_the_text_before_it(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/uppdrag-och-ramar", "--no-timer")
    for typed in ["unga 3", "nej", "", "chefen"]:
        answer(tmp_path, seen, asked(tmp_path, seen), typed)
    question = asked(tmp_path, seen)
    answer(tmp_path, seen, question, "Pröva nytt\r:tillbaka")
    assert asked(tmp_path, seen, before="chefen").endswith("/commissioner")
    answer(tmp_path, seen, question.replace("/mandate", "/commissioner"), "nya chefen")
    assert asked(tmp_path, seen, before="Pröva nytt") == question
    seen.send("\x7f\r\r")
    seen.wait(lambda: load(tmp_path).of_kind("mandate")[0].values.get("mandate"))
    values = load(tmp_path).of_kind("mandate")[0].values
    assert (values["commissioner"], values["mandate"]) == ("nya chefen", "Pröva nytt")


def test_plain_lines_keep_a_long_text_that_a_command_broke_off(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/uppdrag-och-ramar", "--plain", "--no-timer")
    for typed in ["unga 3", "nej", "", "chefen", "Pröva nytt\r:tillbaka", "nya chefen", "", ":paus"]:
        seen.wait(lambda: re.search(r"(Svar|\d): \Z", seen.text))
        seen.text = ""
        seen.send(f"{typed}\r")
    assert seen.end() == 0
    values = load(tmp_path).of_kind("mandate")[0].values
    assert (values["commissioner"], values["mandate"]) == ("nya chefen", "Pröva nytt")


def test_plain_lines_walk_to_the_same_end(window: Open, tmp_path: Path) -> None:
    seen = window("ringa-in/vet-antar", "--plain", "--no-timer")
    for typed in [ANSWERS["session/room"], "ja", "", "Vi stänger sju", "skylten", "", "De vågar inte", "1", "", "2 5"]:
        seen.wait(lambda: re.search(r"(Svar|\d): \Z", seen.text))
        before, seen.text = seen.text, ""
        assert "\x1b" not in before
        seen.send(f"{typed}\r")
    seen.wait(lambda: re.search(r"(Svar|\d): \Z", seen.text))
    seen.send(":paus\r")
    assert seen.end() == 0
    project = load(tmp_path)
    assert [one.values["statement"] for one in project.of_kind("known_fact")] == ["Vi stänger sju"]
    assert {**project.of_kind("assumption")[0].values}.items() >= placed(project, 0, "2 5").items()

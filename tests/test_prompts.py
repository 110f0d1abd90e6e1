"""The ways to ask: keys and drafts through a pipe, the whole thing through a real terminal."""

import io
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from innoguide.errors import UsageError
from innoguide.files.drafts import Drafts
from innoguide.jobs.walk.prompter import Clock, Option, Question
from innoguide.terminal.full import OptionCompleter, Terminal, start_terminal
from innoguide.terminal.plain import Plain
from innoguide.terminal.prompts import choose_prompter
from innoguide.terminal.timer import Countdown

ENTER, LEFT, BACKSPACE, BACK, CTRL_C, CTRL_D, CTRL_S = "\r", "\x1b[D", "\x7f", "\x1b[1;3D", "\x03", "\x04", "\x13"
F2 = "\x1bOQ"
PASTE = "\x1b[200~rad ett\r\nrad två\rrad tre\x1b[201~"
OPTIONS = [Option(id=str(number), label=f"Kommun {number}") for number in range(1, 31)]


def question(shape: str = "line", *, path: tuple[str | int, ...] = (1, "a"), **more: object) -> Question:
    return Question(path=path, text="Vem berörs?", shape=shape, **more)  # type: ignore[arg-type]


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path)


def ask(drafts: Drafts, keys: str, *questions: Question) -> list[str | None]:
    """Answer *questions* at a Terminal whose keyboard is *keys*."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        terminal = Terminal(drafts, "sv")
        return [terminal.ask(each) for each in questions]


# What is typed


def test_editing_with_arrows_and_backspace(drafts: Drafts) -> None:
    keys = "Åsa går på bio" + LEFT * 2 + "X" + BACKSPACE + ENTER
    assert ask(drafts, keys, question()) == ["Åsa går på bio"]


def test_the_old_answer_is_ready_to_edit(drafts: Drafts) -> None:
    assert ask(drafts, LEFT + "å" + ENTER, question(default="ung")) == ["unåg"]
    assert ask(drafts, ENTER, question(default="unga")) == ["unga"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("", "Gå vidare"), ("2", "2"), (" stanna", "stanna"), ("x", "Gå vidarex"), ("\x15" + "2", "2")],
)
def test_a_choice_typed_behind_the_old_one_takes_its_place(drafts: Drafts, typed: str, answer: str) -> None:
    options = (Option(id="go", label="Gå vidare"), Option(id="stay", label="Stanna"))
    asked = replace(question("choice", default="Gå vidare"), options=options)
    assert ask(drafts, typed + ENTER, asked) == [answer]


@pytest.mark.parametrize("end", [ENTER + ENTER, CTRL_S, "\x1b\r"])
def test_long_text_ends_with_an_empty_line_or_a_key(drafts: Drafts, end: str) -> None:
    assert ask(drafts, "ett" + ENTER + "två" + end, question("long")) == ["ett\ntvå"]


def test_enter_on_nothing_is_no_answer(drafts: Drafts) -> None:
    assert ask(drafts, ENTER * 3, question("long"), question("lines"), question("choice")) == ["", "", ""]


def test_a_command_alone_in_a_long_text_is_returned_at_once(drafts: Drafts) -> None:
    assert ask(drafts, ":hjälp" + ENTER, question("long")) == [":hjälp"]
    assert ask(drafts, "::kolon" + ENTER + ENTER, question("long")) == ["::kolon"]


@pytest.mark.parametrize(
    ("shape", "end", "answer"),
    [("long", CTRL_S, "rad ett\nrad två\nrad tre"), ("line", ENTER, "rad ett rad två rad tre"), ("go_on", ENTER, "")],
)
def test_a_paste_answers_one_question(drafts: Drafts, shape: str, end: str, answer: str) -> None:
    assert ask(drafts, PASTE + end, question(shape)) == [answer]


def test_a_paste_into_a_row_of_notes_gives_a_note_each(drafts: Drafts) -> None:
    row = [question("lines", path=("row", number), number=number) for number in (1, 2, 3, 4)]
    between = question("choice", path=("other",))
    keys = PASTE + ENTER + "2" + ENTER + ENTER
    answers = ask(drafts, keys, row[0], between, *row[1:])
    assert answers == ["rad ett", "2", "rad två", "rad tre", ""]


def test_a_rest_of_a_paste_does_not_reach_another_row(drafts: Drafts) -> None:
    row, other = question("lines", path=("row", 1)), question("lines", path=("other", 1))
    assert ask(drafts, PASTE + ENTER + "x" + ENTER, row, other) == ["rad ett", "x"]


def test_completion_finds_a_piece_of_a_label_in_the_answer_being_typed() -> None:
    def complete(typed: str, shape: str = "choices", labels: str = "Håbo Habo Vara Skara,Norra") -> list[str]:
        options = [Option(id=label, label=label) for label in labels.split()]
        completer = OptionCompleter(question(shape, options=options))
        return [found.text for found in completer.get_completions(Document(typed), CompleteEvent())]

    assert complete("abo") == ["Habo"]
    assert complete("Habo, ARA") == ["Vara", "4"]
    assert complete("ara", "choice") == ["Vara", "Skara,Norra"]
    assert complete("Habo,") == complete("") == complete(":tillbaka") == []


# What is kept


def test_back_keeps_the_half_typed_text_until_it_is_answered(drafts: Drafts, tmp_path: Path) -> None:
    first, second = question(path=(1, "a"), default="gammalt"), question(path=(1, "b"))
    assert ask(drafts, "halv åäö" + BACK + ENTER, second, first) == [":back", "gammalt"]
    assert Drafts(tmp_path).get("1/b") == "halv åäö"
    assert ask(drafts, " hel" + ENTER, second) == ["halv åäö hel"]
    assert Drafts(tmp_path).get("1/b") == ""


def test_a_kept_text_wins_over_the_old_answer_and_is_told_of(
    drafts: Drafts, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts.keep("1/a", "nytt")
    assert ask(drafts, ENTER, question(default="gammalt")) == ["nytt"]
    assert "hade börjat skriva" in capsys.readouterr().out


def test_an_untouched_old_answer_is_no_draft(drafts: Drafts, tmp_path: Path) -> None:
    assert ask(drafts, BACK, question(default="gammalt")) == [":back"]
    assert ask(drafts, ":pasu" + ENTER, question(default="gammalt")) == [":pasu"]
    assert Drafts(tmp_path).get("1/a") == ""


def test_a_typed_command_leaves_the_draft_from_before(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("1/a", "halv")
    assert ask(drafts, "\x15:tillbaka" + ENTER, question()) == [":tillbaka"]
    assert Drafts(tmp_path).get("1/a") == "halv"


def test_ctrl_c_keeps_the_text(drafts: Drafts, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(drafts, "halv" + CTRL_C, question())
    assert Drafts(tmp_path).get("1/a") == "halv"


@pytest.mark.parametrize("typed", ["", "halv"])
def test_ctrl_d_at_the_end_quits_and_keeps_the_text(drafts: Drafts, tmp_path: Path, typed: str) -> None:
    assert ask(drafts, typed + CTRL_D, question()) == [":quit"]
    assert Drafts(tmp_path).get("1/a") == typed


def test_ctrl_d_within_the_text_deletes(drafts: Drafts) -> None:
    assert ask(drafts, "halv" + LEFT + CTRL_D + ENTER, question()) == ["hal"]


# Plain lines


def plain(monkeypatch: pytest.MonkeyPatch, typed: str, *questions: Question) -> list[str | None]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    prompter = Plain("sv")
    return [prompter.ask(each) for each in questions]


def test_plain_shows_the_old_answer_and_keeps_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = question(default="unga")
    assert plain(monkeypatch, "\nnya\n", old, old) == ["unga", "nya"]
    assert capsys.readouterr().out.startswith("\nVem berörs?\nnu: unga\nSvar: ")


def test_plain_long_text_ends_with_an_empty_line(monkeypatch: pytest.MonkeyPatch) -> None:
    longs = [question("long")] * 4
    assert plain(monkeypatch, "a\nb\n\n:hjälp\n\nslut", *longs) == ["a\nb", ":hjälp", "", "slut"]


def test_plain_quits_when_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain(monkeypatch, "", question(), question("long")) == [":quit", ":quit"]


def test_a_long_list_to_search_shows_its_beginning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain(monkeypatch, "\n", question("choice", options=OPTIONS, search=True, hint="var ni bor", example="3"))
    assert capsys.readouterr().out.splitlines()[1:6] == [
        "Vem berörs?",
        "siffra eller ord",
        "var ni bor",
        "t.ex. 3",
        "   1  Kommun 1",
    ]
    plain(monkeypatch, "\n", question("choice", options=OPTIONS, search=True))
    assert "  12  Kommun 12\n  … och 18 till" in capsys.readouterr().out
    plain(monkeypatch, "\n", question("choice", options=OPTIONS))
    assert "  30  Kommun 30\nSvar: " in capsys.readouterr().out


def test_a_repeated_question_shows_only_the_sign(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain(monkeypatch, "\n", question("lines", repeated=True, number=2))
    assert capsys.readouterr().out == "2: "


def test_no_terminal_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, drafts: Drafts) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(UsageError) as caught:
        choose_prompter(drafts, "sv")
    assert "--answers" in caught.value.hint


def test_a_terminal_that_cannot_start_is_none(monkeypatch: pytest.MonkeyPatch, drafts: Drafts) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("prompt_toolkit.output.defaults.create_output", fail)
    with create_app_session():
        assert start_terminal(drafts, "sv", True) is None


# The clock


def clock(**ago: float) -> Clock:
    return Clock(title="", minutes=20, started=datetime.now().astimezone() - timedelta(**ago))


def test_the_countdown_tells_minutes_then_seconds_then_that_time_is_out() -> None:
    assert re.fullmatch(r"17 min kvar · klart \d\d\.\d\d", Countdown(clock(minutes=3, seconds=30)).words("sv"))
    assert re.fullmatch(
        r"nearly over: \d+ s left · done \d\d:\d\d", Countdown(clock(minutes=19, seconds=20)).words("en")
    )
    assert Countdown(clock(minutes=21)).words("sv") == "tiden är ute"


# A real terminal

CHILD = """
import json, os, sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from innoguide.files.drafts import Drafts
from innoguide.jobs.walk.prompter import Clock, Line, Meeting, Question
from innoguide.terminal import full, prompts

class Feed:
    number = 0

    def news(self):
        self.number += 1
        return [Line(text=f"Ny lapp {self.number}")] if self.number < 4 else []

    def status(self):
        return f"{min(self.number, 3)} lappar"

folder, broken, gone, *questions = json.loads(sys.argv[1])
if broken:
    def get_app_session():
        raise full.NoConsoleScreenBufferError
    full.get_app_session = get_app_session
prompter = prompts.choose_prompter(Drafts(Path(folder)), "sv")
if gone:
    started = datetime.now().astimezone() - timedelta(seconds=60 - gone)
    prompter.begin_move((1,), Clock(title="", minutes=1, started=started))
def question(number, meeting=0, watch=False, **each):
    if meeting:
        ends = datetime.now().astimezone() + timedelta(minutes=meeting)
        prompter.tell_meeting(Meeting(ends=ends, rest=meeting + 8, is_planned=True))
    return Question(path=(number,), watch=Feed() if watch else None, **each)

answers = [prompter.ask(question(number, **each)) for number, each in enumerate(questions, 1)]
Path(folder, "answers.json").write_text(json.dumps(answers), "utf-8")
print("allt", "klart", flush=True)
"""

OWN = ("NO_COLOR", "INNOGUIDE_PLAIN", "ACCESSIBLE", "COLUMNS", "LINES")  # xdist sets the width
real = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    # Python 3.12 warns of a fork beside threads, such as those of pytest-xdist.
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


class Window:
    """A program in an emulated terminal of 100 by 30, that answers where its cursor is."""

    def __init__(
        self, folder: Path, *questions: object, broken: bool = False, left: int = 0, **environment: str
    ) -> None:
        pexpect, pyte = pytest.importorskip("pexpect"), pytest.importorskip("pyte")
        plain_terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        inherited = {key: value for key, value in os.environ.items() if key not in OWN}
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", CHILD, json.dumps([str(folder), broken, left, *questions])],
            env=inherited | plain_terminal | environment,
            dimensions=(30, 100),
            encoding="utf-8",
            timeout=1,
        )
        self.raw = ""
        self._ended, self._late = pexpect.EOF, pexpect.TIMEOUT
        self._screen = pyte.Screen(100, 30)
        self._screen.write_process_input = self.child.send
        self._stream = pyte.Stream(self._screen)

    @property
    def text(self) -> str:
        """What can be read in the window now."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait(self, is_there: str | Callable[[], bool]) -> str:
        """Wait until *is_there* can be read, or is true."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if is_there in self.text if isinstance(is_there, str) else is_there():
                return self.text
            self._read()
        raise AssertionError(f"{is_there!r} never came:\n{self.text}")

    def _read(self) -> None:
        try:
            piece = self.child.read_nonblocking(4096, timeout=0.1)
        except self._late:
            return
        except self._ended:
            time.sleep(0.05)
            return
        self.raw += piece
        self._stream.feed(piece)

    def send(self, keys: str) -> None:
        """Press *keys*."""
        self.child.send(keys)

    def end(self) -> int:
        """Wait for the end, and return the exit code as a shell tells it."""
        self.wait(lambda: not self.child.isalive())
        status = self.child.exitstatus
        return int(status if status is not None else 128 + self.child.signalstatus)


Open = Callable[..., Window]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Open]:
    opened: list[Window] = []

    def open_window(*questions: object, **more: object) -> Window:
        opened.append(Window(tmp_path, *questions, **more))  # type: ignore[arg-type]
        return opened[-1]

    yield open_window
    for each in opened:
        each.child.close(force=True)


def answers(folder: Path) -> object:
    return json.loads((folder / "answers.json").read_text("utf-8"))


def mark_real(test: Callable[..., None]) -> Callable[..., None]:
    for mark in real:
        test = mark(test)
    return test


@mark_real
@pytest.mark.parametrize(("number", "code"), [(9, 137), (15, 143), (1, 129)])
def test_killed_in_the_middle_the_text_is_there_again(window: Open, tmp_path: Path, number: int, code: int) -> None:
    asked = {"text": "Vem berörs?", "hint": "en grupp"}
    first = window(asked)
    first.wait("›")
    assert re.search(r"^Vem berörs\? +en grupp$", first.text, re.MULTILINE)
    first.send("halv åäö")
    first.wait("› halv åäö")
    if number == signal.SIGKILL:
        first.wait(lambda: Drafts(tmp_path).get("1") == "halv åäö")
    first.child.kill(number)
    assert first.end() == code
    again = window(asked)
    again.wait("› halv åäö")
    assert "hade börjat skriva" in again.text
    again.send(" ja\r")
    again.wait("allt klart")
    assert answers(tmp_path) == ["halv åäö ja"]


@mark_real
def test_the_clock_ticks_and_rings_once_without_cutting(window: Open, tmp_path: Path) -> None:
    seen = window({"text": "Vem?"}, {"text": "Mer?"}, left=4, NO_COLOR="1")

    def toolbar() -> str:
        return next((line for line in seen.text.splitlines() if "⏱" in line), "")

    seen.wait("⏱")
    first = toolbar()
    seen.wait(lambda: toolbar() != first)
    seen.send("unga")
    seen.wait("tiden är ute · :hjälp")
    seen.wait("› unga")
    seen.send(" 13\r")
    seen.wait("Mer?")
    seen.send("x\r")
    seen.wait("allt klart")
    assert answers(tmp_path) == ["unga 13", "x"]
    assert seen.raw.count("\a") == 1
    assert not re.search(r"\x1b\[[0-9;]*\b(3[1-7]|9\d|4\d|[34]8)[0-9;]*m", seen.raw), "a colour despite NO_COLOR"
    assert "tiden är ute" not in seen.text, "the toolbar is left behind"


@mark_real
def test_the_meeting_is_told_beside_the_move(window: Open) -> None:
    seen = window({"text": "Vem?", "meeting": 30}, left=30)
    seen.wait("8 min efter")
    (toolbar,) = [line for line in seen.text.splitlines() if "⏱" in line]
    assert re.search(r"⏱ snart slut: \d+ s kvar · klart \d\d\.\d\d · träffen slutar \d\d\.\d\d · 8 min efter", toolbar)


@mark_real
def test_news_come_above_what_is_typed_and_leave_it_whole(window: Open, tmp_path: Path) -> None:
    seen = window({"text": "Vem?", "watch": True}, {"text": "Mer?"})
    seen.wait("Ny lapp 1")
    seen.send("unga som")
    seen.wait("› unga som")
    seen.wait("Ny lapp 3")
    seen.wait("3 lappar")
    seen.send(" väntar")
    seen.wait("› unga som väntar")
    rows = [line.strip() for line in seen.text.splitlines() if line.strip()]
    assert rows == ["Vem?", "Ny lapp 1", "Ny lapp 2", "Ny lapp 3", "› unga som väntar", "3 lappar"]
    seen.send("\r")
    seen.wait("Mer?")
    seen.send("x\r")
    seen.wait("allt klart")
    assert answers(tmp_path) == ["unga som väntar", "x"]
    assert "lappar" not in seen.text.split("Mer?")[1]


@mark_real
def test_plain_lines_tell_time_news_and_status_with_the_question(window: Open, tmp_path: Path) -> None:
    one = {"text": "Vem?", "watch": True, "meeting": 30}
    seen = window(one, {"text": "Sist?"}, left=2, INNOGUIDE_PLAIN="1")
    seen.wait("Vem?\nSvar:")
    assert "Ny lapp 1\n1 lappar" in seen.text
    seen.send("Åsa\r")
    seen.wait("Sist?\nSvar:")
    seen.send("slut\r")
    seen.wait("allt klart")
    assert answers(tmp_path) == ["Åsa", "slut"]
    assert not set("\x1b\a\b") & set(seen.raw)
    assert "\r" not in seen.raw.replace("\r\n", "")


@mark_real
def test_f2_asks_for_the_phones_and_keeps_what_is_typed(window: Open, tmp_path: Path) -> None:
    seen = window({"text": "Vem?"})
    seen.wait("›")
    seen.send("halv" + F2)
    seen.wait("allt klart")
    assert answers(tmp_path) == [":phones"]
    assert Drafts(tmp_path).get("1") == "halv"


@mark_real
@pytest.mark.parametrize("terminal", ["xterm-256color", "dumb"])
def test_plain_lines_edit_without_escape_codes(window: Open, tmp_path: Path, terminal: str) -> None:
    go_on = {"text": "Vidare?", "shape": "go_on"}
    seen = window({"text": "Vem?"}, go_on, {"text": "Sist?"}, INNOGUIDE_PLAIN="1", TERM=terminal)
    seen.wait("Vem?\nSvar:")
    # The lines after the first are a paste that must not answer what is asked next.
    seen.send("Åsa går på bio" + LEFT * 2 + "X" + BACKSPACE + "\rrad två\rrad tre\r")
    seen.wait("Vidare?\nSvar:")
    seen.send("\r")
    seen.wait("Sist?\nSvar:")
    seen.send("slut\r")
    seen.wait("allt klart")
    assert answers(tmp_path) == ["Åsa går på bio", "", "slut"]
    assert "\x1b" not in seen.raw
    assert "\a" not in seen.raw


@mark_real
def test_where_prompt_toolkit_cannot_start_plain_lines_take_over(window: Open, tmp_path: Path) -> None:
    seen = window({"text": "Vem?"}, broken=True)
    seen.wait("Vem?\nSvar:")
    assert "vanliga rader" in seen.text
    seen.send("unga\r")
    seen.wait("allt klart")
    assert answers(tmp_path) == ["unga"]
    assert "\x1b" not in seen.raw

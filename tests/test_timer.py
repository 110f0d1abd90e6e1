"""The clocks of a walk: what they say, stopped and given more, and how they stand at the bottom of the terminal."""

import io
import re
from datetime import datetime, timedelta

import pytest
from rich.cells import cell_len

from innoguide.jobs.walk.prompter import Clock, Meeting, Path, Question
from innoguide.terminal.full import toolbar_lines
from innoguide.terminal.plain import Plain
from innoguide.terminal.timer import Countdown, meeting_words


class Time:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def clock(minutes: int, /, **ago: float) -> Clock:
    return Clock(title="", minutes=minutes, started=datetime.now().astimezone() - timedelta(**ago))


def seconds(countdown: Countdown) -> int:
    return round(countdown.left())


def test_it_counts_from_when_the_move_began() -> None:
    time = Time()
    countdown = Countdown(clock(10, minutes=4), time)
    assert seconds(countdown) == 360
    time.now += 400
    assert seconds(countdown) == -40


def test_stopped_it_stands_still_and_goes_on_with_what_was_left() -> None:
    time = Time()
    countdown = Countdown(clock(1), time)
    time.now += 20
    assert countdown.stop_or_go_on() is True
    time.now += 3600
    assert (seconds(countdown), countdown.ends()) == (40, None)
    assert countdown.words("sv") == "klockan står still · 1 min kvar"
    assert countdown.stop_or_go_on() is False
    time.now += 10
    assert seconds(countdown) == 30


@pytest.mark.parametrize("stopped", [False, True])
def test_it_gets_more_and_fewer_minutes(stopped: bool) -> None:
    time = Time()
    countdown = Countdown(clock(5), time)
    if stopped:
        countdown.stop_or_go_on()
    countdown.extend(5)
    assert seconds(countdown) == 600
    countdown.extend(-12)
    assert seconds(countdown) == -120


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (0, r"10 min kvar · klart \d\d\.\d\d"),
        (539, r"2 min kvar · klart \d\d\.\d\d"),
        (545, r"snart slut: 55 s kvar · klart \d\d\.\d\d"),
        (601, "tiden är ute"),
    ],
)
def test_the_words_change_before_the_end_and_at_it(gone: int, words: str) -> None:
    time = Time()
    countdown = Countdown(clock(10), time)
    time.now += gone
    assert re.fullmatch(words, countdown.words("sv"))


@pytest.mark.parametrize(
    ("ends_in", "rest", "is_planned", "said"),
    [
        (60, 42, True, " · 12 min efter"),
        (60, 30, True, " · i fas"),
        (60, 20, True, " · 10 min till godo"),
        (60, 42, False, " · 12 min efter"),
        (60, 20, False, ""),
    ],
)
def test_what_is_said_of_the_meeting(ends_in: int, rest: int, is_planned: bool, said: str) -> None:
    ends = datetime.now().astimezone() + timedelta(minutes=ends_in)
    meeting = Meeting(ends=ends, rest=rest, is_planned=is_planned)
    assert meeting_words(meeting, "sv", left=1800) == f"träffen slutar {ends:%H.%M}{said}"


MOVE, MEETING, STATUS = "12 min kvar · klart 14.10", "träffen slutar 15.30 · 8 min efter", "12 lappar från 7 mobiler"


@pytest.mark.parametrize(
    ("status", "clocks", "width", "lines"),
    [
        (STATUS, [MOVE], 99, [f"{STATUS}{' ' * 39}⏱ {MOVE} · :hjälp"]),
        ("", [MOVE], 45, [f"{' ' * 9}⏱ {MOVE} · :hjälp"]),
        (STATUS, [MOVE, MEETING], 80, [STATUS, f"{' ' * 8}⏱ {MOVE} · {MEETING} · :hjälp"]),
        ("", [MOVE, MEETING], 64, [f"  ⏱ {MOVE} · {MEETING}"]),
        ("", [MOVE, MEETING], 39, [f"⏱ {MOVE}", MEETING]),
        (STATUS, [], 39, [STATUS]),
        ("", [], 39, []),
    ],
)
def test_all_of_it_is_seen_on_any_width(status: str, clocks: list[str], width: int, lines: list[str]) -> None:
    laid = toolbar_lines(status, clocks, ":hjälp", width)
    assert [line.strip() for line in laid] == [line.strip() for line in lines]
    assert all(cell_len(line) <= width for line in laid)


# Plain lines say it when a question is asked


class Stopped(Plain):
    """Plain lines whose clock goes as the test says."""

    def __init__(self, time: Time) -> None:
        super().__init__("sv")
        self.time = time

    def begin_move(self, path: Path, clock: Clock) -> None:
        """Begin with another sense of time."""
        super().begin_move(path, clock)
        self._countdown = Countdown(clock, self.time)


def told(prompter: Stopped, passed: int, capsys: pytest.CaptureFixture[str]) -> str:
    """Let seconds pass, and return what is said of the time when a question is asked."""
    prompter.time.now += passed
    prompter.ask(Question(path=("a",), text="Vem?", repeated=True))
    return re.sub(r"\d\d\.\d\d", "00.00", capsys.readouterr().out.rpartition("\n")[0].strip())


def test_plain_lines_say_the_time_now_and_then_near_the_end_and_at_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x\n" * 20))
    prompter = Stopped(Time())
    prompter.begin_move(("a",), clock(10))
    said = [told(prompter, passed, capsys) for passed in (10, 200, 100, 200, 40, 20, 40, 300)]
    assert said == [
        "",
        "",
        "5 min kvar, klart 00.00",
        "",
        "snart slut: 50 s kvar, klart 00.00",
        "",
        "tiden är ute",
        "",
    ]
    prompter.extend_time(10)
    assert [told(prompter, passed, capsys) for passed in (0, 250)] == ["", "snart slut: 40 s kvar, klart 00.00"]


def test_plain_lines_say_how_the_meeting_stands_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x\n"))
    prompter = Stopped(Time())
    prompter.begin_move(("a",), clock(1))
    ends = datetime.now().astimezone() + timedelta(minutes=30)
    prompter.tell_meeting(Meeting(ends=ends, rest=38, is_planned=True))
    assert told(prompter, 61, capsys) == "tiden är ute, träffen slutar 00.00, 8 min efter"


def test_without_clocks_nothing_is_said() -> None:
    prompter = Plain("sv", clock_on=False)
    prompter.begin_move(("a",), clock(10))
    prompter.extend_time(5)
    assert (prompter.time_is_out(), prompter.pause_time()) == (None, False)

"""What a screen reader gets: the bytes of whole walks with plain lines, through a real terminal."""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import FULL, make_store

from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings
from innoguide.terminal.asker import SHOWN_OPTIONS
from innoguide.texts import t, use_language

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

PATIENCE = 120  # seconds: a slow machine is no failure
SIGN = re.compile(rb"^(Svar|\d+): \Z", re.MULTILINE)
READ_AS_WORDS = set("”“–…")
"""Signs beside letters that screen readers pass over or pause at; all others are said by their names."""
WIDE = (
    "Vi såg att de som väntar på bussen går in och värmer sig, men bara om någon som de känner redan sitter där. " * 3
)

ANSWERS: dict[str, str | list[str]] = {
    **FULL,
    "session.room": "bibliotek 2, unga 3",
    "session.next": ["", "1", "1", "1", "2", "bygga/besluta", "omprova", "bygga/avslut", "3"],
    "utmana.borja": [":hjälp", ":tid", ":tid +2", ":strunt", ":parkera en buss", ":dölj", ":dölj", ":mobiler", ""],
    "utmana.prata": ["Tiderna\nför oss alla", ""],
    "lappa.skriv.notes.3.text": [":klistra", ":ångra", WIDE],
    "lappa.skriv.notes.paste": "- ett\n\n- två\n- tre\n",
    "lappa.skriv.notes.paste.what": ["2", "1"],
    "lappa.skriv.notes.paste.which": "2",
    "lappa.skriv.notes.paste.rest": "2",
    "lappa.skriv.notes.4.text": ["Mejla a.b@example.se", ""],
    "lappa.skriv.notes.4.text.personal_data": "1",
    "lappa.skriv.notes.5.text": [":ångra", ""],
    "ideer.rosta.dots.user": "räkna",
    "ideer.rosta.dots.user.Byta saker": "4",
    "ideer.rosta.dots.user.Flyga dit": "2",
    "ideer.rosta.dots.new": "3 3 2",
    "ideer.grunda.Flyga dit": "1",
    "besluta.vag.weights.user_value": "5",
    "besluta.vag.weights.new": "2",
    "besluta.vag.scores.user_value": "1:3, 2:5",
    "besluta.vag.scores.new": "1:4, 2:1",
    "besluta.valj.chosen": "1",
    "besluta.valj.why": "Den når flest",
    "besluta.runda.proposal": "1",
    "besluta.runda.objections.0.objection": "Bussen går inte",
    "besluta.runda.objections.0.met": "ändras",
}

OVER: dict[str, Any] = {"key": "no more questions"}


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


class Heard:
    """A program in a terminal of 80 by 24, and every byte it writes."""

    def __init__(self, *command: str) -> None:
        pexpect = pytest.importorskip("pexpect")
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("INNOGUIDE", "COV"))}
        for name in ("NO_COLOR", "ACCESSIBLE", "COLUMNS", "LINES"):
            inherited.pop(name, None)
        own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        self.child = pexpect.spawn(
            sys.executable, [*command], env=inherited | own, dimensions=(24, 80), cwd=Path(__file__).parent, timeout=1
        )
        self.raw = b""
        self._quiet = (pexpect.TIMEOUT, pexpect.EOF)

    def wait(self, is_there: Callable[[], Any]) -> Any:
        """Read until *is_there* returns something true; return that."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.raw += self.child.read_nonblocking(65536, timeout=0.02)
            except self._quiet:
                time.sleep(0.005)
            found = is_there()
            if found:
                return found
        raise AssertionError(f"never came:\n{self.raw[-2000:].decode(errors='replace')}")

    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return bool(SIGN.search(self.raw))

    def is_over(self) -> bool:
        """Whether the process has ended."""
        return not self.child.isalive()

    def say(self, typed: str) -> None:
        """Type *typed* and Enter where it waits."""
        self.wait(self.waits)
        here = len(self.raw)
        self.child.send(typed.replace("\n", "\r") + "\r")
        self.wait(lambda: len(self.raw) > here and b"\n" in self.raw[here:])

    @property
    def text(self) -> str:
        """All that was written."""
        return self.raw.decode()


@pytest.fixture
def heard() -> Iterator[Callable[..., Heard]]:
    """Starts programs, and ends them."""
    started: list[Heard] = []

    def start(*command: str) -> Heard:
        started.append(Heard(*command))
        return started[-1]

    yield start
    for each in started:
        each.child.close(force=True)


def assert_linear(raw: bytes) -> None:
    """Nothing is redrawn, coloured or rung, and nothing is said by a sign, a column or a place alone."""
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", raw), "an escape, a bell, a backspace or a tab"
    assert not re.search(rb"\r(?!\n)", raw), "a line that is drawn anew"
    text = raw.decode()
    signs = {sign for sign in text if ord(sign) > 127 and not sign.isalpha()}
    assert signs <= READ_AS_WORDS, f"signs without words: {signs - READ_AS_WORDS}"
    columns = [line for line in text.splitlines() if re.search(r"(?<=[^\s\d])  +\S", line)]
    assert columns == [], "what stands in columns for the eye"


def walk_through(folder: Path, seen: Heard) -> list[tuple[dict[str, Any], bytes]]:
    """Answer every question; return each with the bytes that came since the answer before."""
    left = {key: [value] if isinstance(value, str) else list(value) for key, value in ANSWERS.items()}
    asked = folder / "asked.jsonl"
    steps: list[tuple[dict[str, Any], bytes]] = []
    begun = 0

    def next_question() -> dict[str, Any]:
        lines = asked.read_text("utf-8").splitlines() if asked.exists() else []
        if len(lines) > len(steps) and seen.waits():
            found: dict[str, Any] = json.loads(lines[len(steps)])
            return found
        return OVER if seen.is_over() else {}

    while (question := seen.wait(next_question)) is not OVER:
        steps.append((question, seen.raw[begun:]))
        assert len(steps) < 400, question
        begun = len(seen.raw)
        answers = left.get(question["key"], [""])
        typed = answers.pop(0) if len(answers) > 1 else answers[0]
        is_text = question["shape"] == "long" and typed and not typed.startswith(":")
        seen.say(f"{typed}\n" if is_text else typed)
    return steps


def test_a_whole_walk_with_every_move_is_heard_line_by_line(tmp_path: Path, heard: Callable[..., Heard]) -> None:
    make_store(tmp_path)
    seen = heard("plain_main.py", str(tmp_path))
    steps = walk_through(tmp_path, seen)
    seen.wait(seen.is_over)
    assert_linear(seen.raw)
    (session,) = load_decisions(tmp_path).sessions
    assert {one.move for one in session.done if one.state == "done"} >= {
        *["borja", "prata", "forsta", "mera", "skriv", "sortera", "vag", "skatta", "grind"],
        *["kort", "rosta", "placera", "ordna", "valj", "grunda", "igen", "fler", "runda"],
    }
    for question, shown in steps:
        words = " ".join(line.strip() for line in shown.decode().splitlines())
        missing = [one for one in numbered(question["labels"]) if one not in words]
        assert question["repeated"] or not missing, (question["key"], words)
    assert WIDE.strip() in [str(one.values["text"]) for one in load_decisions(tmp_path).of_kind("note")]


def numbered(labels: list[str]) -> list[str]:
    """Return the options that are shown, as they are."""
    return [f"{number}  {label}" for number, label in enumerate(labels[:SHOWN_OPTIONS], 1)]


def load_decisions(folder: Path) -> Any:
    """Return the project, read with the guide that it was walked with."""
    from test_walk_decisions import deciding_guide

    from innoguide.files.store import Store

    return Store(folder, deciding_guide(), make_store(folder).settings).load()


def new_project(folder: Path) -> Path:
    """Make an empty project for the guide that innoguide ships."""
    (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", language="sv")))
    return folder


def innoguide(folder: Path, *words: str) -> list[str]:
    """Return the command line of `innoguide` with plain lines in *folder*."""
    return ["-m", "innoguide", *words, "--plain", "--project", str(folder), "--lang", "sv"]


def test_the_command_is_as_plain_from_its_first_line_to_its_summary(
    tmp_path: Path, heard: Callable[..., Heard]
) -> None:
    seen = heard(*innoguide(new_project(tmp_path), "walk", "ringa-in/vet-antar"))
    for typed in ["unga 3", "ja", "", WIDE, "skylten", ""]:
        seen.say(typed)
    assert t("walk_say") in seen.text
    seen.say(":paus")
    seen.wait(seen.is_over)
    assert seen.child.exitstatus == 0
    assert t("summary_paused") in seen.text
    assert f"innoguide walk: {t('next_walk')}" in seen.text
    assert_linear(seen.raw)


def test_hints_can_be_hidden_from_the_start_and_stay_so_after_a_stop(
    tmp_path: Path, heard: Callable[..., Heard]
) -> None:
    first = heard(*innoguide(new_project(tmp_path), "walk", "ringa-in/vet-antar", "--hide-hints"))
    for typed in ["unga 3", "ja", "", ":paus"]:
        first.say(typed)
    first.wait(first.is_over)
    assert t("walk_hidden") in " ".join(first.text.split())
    assert f"{t('walk_say')} " not in first.text
    again = heard(*innoguide(tmp_path, "walk"))
    again.wait(again.waits)
    assert t("walk_hidden") in " ".join(again.text.split())
    assert f"{t('walk_say')} " not in again.text
    for typed in [":dölj", "Vi stänger sju", "", "", ":paus"]:
        again.say(typed)
    again.wait(again.is_over)
    assert f"{t('walk_say')} " in again.text
    third = heard(*innoguide(tmp_path, "walk"))
    third.wait(third.waits)
    assert t("walk_hidden") not in " ".join(third.text.split())


def test_a_room_of_phones_is_led_with_the_same_plain_lines(tmp_path: Path, heard: Callable[..., Heard]) -> None:
    pytest.importorskip("starlette")
    seen = heard(*innoguide(new_project(tmp_path), "room", "--question", "Vad hindrar unga?"))
    for typed in ["unga 3", "ja", "1", "", ":paus"]:
        seen.say(typed)
    seen.wait(seen.is_over)
    assert "http://127.0.0.1:" in seen.text
    assert_linear(seen.raw)

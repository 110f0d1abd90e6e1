"""A whole meeting: a terminal of 100 by 30 in tmux, ten phones in a real browser, and what is left of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from browser import browser
from playwright.sync_api import Browser, Page

from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store, settings_bytes
from innoguide.model.project import Project, Settings
from innoguide.model.tally import count_votes
from innoguide.texts import t

__all__ = ["browser"]
pytestmark = pytest.mark.xdist_group("browser")

PHONES, NOTES, DOTS = 10, 4, 3
PATIENCE = 60  # seconds: a slow machine is no failure
VOTED = t("room_page_votes_sent", "sv")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/[2-9a-z]{8}(?=\s)")


class Terminal:
    """`innoguide …` in tmux."""

    def __init__(self, folder: Path) -> None:
        self.name = f"innoguide-{os.getpid()}-{folder.name}"
        self.folder = folder

    def run(self, *words: str) -> str:
        """Run a command of tmux and return what it prints."""
        inherited = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "TMUX")}
        program = ["tmux", "-f", "/dev/null", "-L", self.name, *words]
        return subprocess.run(program, capture_output=True, text=True, check=False, env=inherited).stdout

    def start(self, *arguments: str) -> None:
        """Start innoguide in a window of its own."""
        program = [sys.executable, "-m", "innoguide", *arguments, "--project", str(self.folder), "--lang", "sv"]
        environment = [f"-e{key}={value}" for key, value in {"LANG": "C.UTF-8", "INNOGUIDE_PLAIN": "0"}.items()]
        self.run("new-session", "-d", "-x", "100", "-y", "30", *environment, *program)
        self.run("set-option", "-g", "remain-on-exit", "on")

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return self.run("capture-pane", "-p")

    @property
    def text(self) -> str:
        """All that has been said, also what has scrolled away."""
        return self.run("capture-pane", "-p", "-J", "-S-2000")

    def wait(self, what: str) -> None:
        """Wait until *what* stands on the screen."""
        wait_until(lambda: what in self.screen, f"{what!r} never came:\n", lambda: self.screen)

    def answer(self, typed: str, then: str) -> None:
        """Type an answer, and wait for what comes then."""
        if typed:
            self.run("send-keys", "-l", typed)
        self.run("send-keys", "Enter")
        self.wait(then)

    def go_on(self, typed: str, until: str) -> None:
        """Give the same answer to one question after the other until something stands on the screen."""
        deadline = time.monotonic() + PATIENCE
        while until not in self.settled():
            assert time.monotonic() < deadline, f"{until!r} never came:\n{self.text[-4000:]}"
            self.run("send-keys", "-l", typed)
            self.run("send-keys", "Enter")

    def settled(self) -> str:
        """What stands on the screen once it has stood there for a while: a question is drawn in several strokes."""
        seen = [self.screen, ""]
        while seen[0] != seen[1]:
            time.sleep(0.7)
            seen = [self.screen, seen[0]]
        return seen[0]


def wait_until(is_so: Callable[[], object], message: str, more: Callable[[], str] = str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, message + more()
        time.sleep(0.05)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if sys.platform == "win32" or shutil.which("tmux") is None:
        reason = "needs tmux"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Unga i kransorten", language="sv")))
    made = Terminal(tmp_path)
    yield made
    made.run("kill-server")


def innoguide(folder: Path, *arguments: str) -> str:
    """Run a command that asks nothing, and return what it prints."""
    program = [sys.executable, "-m", "innoguide", *arguments, "--project", str(folder), "--lang", "sv"]
    return subprocess.run(program, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def load(folder: Path) -> Project:
    """Return what is stored."""
    settings = Settings(title="Unga i kransorten", language="sv")
    return Store(folder, load_guide([shipped_folder("steps")]), settings).load()


def join(browser: Browser, link: str) -> list[Page]:
    """Return ten phones that have followed the link, each with a memory of its own."""
    pages = [browser.new_context(viewport={"width": 360, "height": 740}).new_page() for _ in range(PHONES)]
    for page in pages:
        page.goto(link)
    return pages


def send_notes(pages: list[Page]) -> None:
    """Let each phone send its notes, one at a time, all phones by turns."""
    for number in range(1, NOTES + 1):
        for at, page in enumerate(pages, start=1):
            page.fill("textarea", f"Idé {number} från mobil {at}")
            page.click("button.main")
            page.wait_for_function(f"document.querySelectorAll('#own .notes > li').length === {number}")


def vote(page: Page, at: int) -> None:
    """Let a phone place all its dots by each criterion on idea number *at*."""
    page.locator("fieldset.ballot").first.wait_for()
    for criterion in page.locator("fieldset.ballot").all():
        more = criterion.locator("button[value='1']").nth(at)
        for _dot in range(DOTS):
            more.click()
    page.click("button.main")
    page.wait_for_function("said => document.getElementById('said').textContent.trim() === said", arg=VOTED)


def test_a_meeting_with_ten_phones_is_all_in_the_records_and_documents(terminal: Terminal, browser: Browser) -> None:
    folder = terminal.folder
    innoguide(folder, "add", "hmw", "Hur kan vi göra det möjligt för unga att mötas?")
    now = datetime.now()
    today, start = now.date().isoformat(), f"{now:%H:%M}"
    innoguide(
        folder, "agenda", "ta-fram-ideer", "--minutes", "240", "--people", "10", "--start", start, "--date", today
    )
    terminal.start("walk", "brainwriting", "--port", "0")
    terminal.wait("Vilka är med i dag?")
    terminal.answer("bibliotek 6, unga 4", "användare")
    terminal.answer("ja", "Brainwriting")
    terminal.go_on("", until="Vilken fråga svarar ni på?")
    terminal.answer("1", "Vilka svar på frågan har ni?")

    terminal.answer(":mobiler", "Vilka ska kunna svara?")
    terminal.answer("1", "Mobilerna är öppna")
    found = LINK.search(terminal.text)
    assert found, terminal.text
    pages = join(browser, found[0])
    wall = browser.new_page(viewport={"width": 1280, "height": 720})
    wall.goto(f"{found[0]}/wall")
    send_notes(pages)
    terminal.wait("40 lappar från 10 mobiler")
    assert "från mobil" not in terminal.text, "silent until it is revealed"
    assert "från mobil" not in wall.inner_text("body")
    terminal.answer("1", "Idé 4 från mobil 10")
    wall.get_by_text("Idé 4 från mobil 10").wait_for()
    pages[0].get_by_text("Idé 4 från mobil 10").wait_for()

    terminal.answer("3", "Då sparas 40 lappar")
    terminal.answer("3+5", "Vad ska den sammanslagna lappen säga?")
    terminal.answer("", "Då sparas 39 lappar")
    terminal.answer("parkera 7", "(parkeras)")
    terminal.answer("klar", "39 ›")
    project = load(folder)
    ideas = [str(one.values["text"]) for one in project.of_kind("idea")]
    assert len(ideas) == PHONES * NOTES - 2
    assert len(set(ideas)) == len(ideas)
    assert len([one for one in ideas if " / " in one]) == 1
    assert len(project.of_kind("parked_idea")) == 1

    terminal.answer("", "Varv 2")
    terminal.go_on(":hoppa", until="Vad gör ni nu?")
    terminal.answer("tre-prickar", "Vad kallar ni gruppen?")
    terminal.go_on(":hoppa", until="Hur många röstar?")
    terminal.answer(":mobiler", "Mobilerna är öppna")
    for at, page in enumerate(pages):
        vote(page, at % 3)
    terminal.wait("10 av 10 mobiler")
    votes_shown = wall.inner_text("body")
    assert not re.search(r"prick\w* totalt", votes_shown), "private until it is revealed"
    terminal.answer("stänga", "Prickar för:")
    wait_until(lambda: load(folder).of_kind("vote"), "no vote was stored")
    terminal.run("send-keys", "-l", ":paus")
    terminal.run("send-keys", "Enter")
    terminal.wait("Sparat i")

    cast = load(folder).of_kind("vote")[0].values
    assert cast["voters"] == PHONES
    assert cast["private"] is True
    tallied = count_votes(cast)
    assert sum(one.total for one in tallied) == PHONES * DOTS * len(cast["criteria"])
    assert len(tallied) == 3
    innoguide(folder, "report")
    written = {path.name: path.read_text("utf-8") for path in (folder / "outputs").rglob("*.md")}
    session = load(folder).sessions[0]
    documented = written[f"{session.id}.md"]
    for text in ("Idé 4 från mobil 10", "bibliotek 6", "Brainwriting", "Parkerade idéer", "Omröstning"):
        assert text in documented, text
    assert "Idé 1 från mobil 1" in written["4-ta-fram-ideer.md"]
    assert not list((folder / ".innoguide" / "room").glob("*.jsonl")), "what the phones sent is records now"

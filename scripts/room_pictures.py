"""Makes the pictures of a meeting with phones: docs/phone.png, docs/wall.png and docs/room-terminal.svg.

python scripts/room_pictures.py            write them; needs Chromium (/usr/bin/chromium, or name it in CHROMIUM)
python scripts/room_pictures.py --check    exit 1 if the terminal no longer looks so; needs no browser

What is written on the phones is invented, and so is the address: it belongs to nobody (RFC 5737).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import patch

from drawing import COLUMNS, Roll, draw, is_fresh, write_picture
from playwright.sync_api import Browser, Page, sync_playwright
from rich.text import Text

from innoguide.cli.project import Opened, template_folders
from innoguide.files.roundfile import RoomPlace, save_room
from innoguide.jobs.records import add_record
from innoguide.jobs.start import start_project
from innoguide.jobs.walk.engine import walk
from innoguide.jobs.walk.prompter import Clock, Question
from innoguide.jobs.walk.prompter import Path as Place
from innoguide.jobs.walk.targets import Target
from innoguide.model.phones import RoundPlan
from innoguide.model.project import Settings
from innoguide.room.rounds import Links, LiveRound
from innoguide.room.serving import RoomServer
from innoguide.terminal.asker import Asker, sign
from innoguide.terminal.full import toolbar_lines
from innoguide.terminal.timer import Countdown
from innoguide.texts import t, use_language

DOCS = Path(__file__).parent.parent / "docs"
TERMINAL = DOCS / "room-terminal.svg"
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ADDRESS, PORT, CODE = "192.0.2.17", 8417, "k7m2p9xw"
ROWS = 30
BEGAN = datetime(2099, 11, 24, 13, 20, tzinfo=timezone(timedelta(hours=1)))
MINUTES_LEFT = 9
ENDS = BEGAN + timedelta(minutes=15)

CHALLENGE = "Hur kan vi göra det möjligt för unga i kransorten att ses på kvällarna?"
IDEAS = (
    (0, "Öppna biblioteket på kvällen med elevens eget kort"),
    (0, "En buss till som går efter träningen"),
    (1, "Låna skolans musiksal på torsdagar"),
    (2, "Unga får en egen nyckel och ett eget ansvar"),
    (3, "Soffor och el i busskuren"),
    (4, "Samåkning som unga själva bokar"),
    (5, "Filmkväll i bygdegården, unga väljer filmen"),
    (6, "Flytta ut fritidsgården: en vagn som kommer till byn"),
    (1, "Matlag: laga mat ihop i skolköket"),
    (2, "Lån av verktyg och symaskin på macken"),
    (4, "Pröva en kväll i månaden, sedan fråga igen"),
    (6, "En vägg i affären där man skriver vad som händer"),
)
"""Whose phone, and what was written on it."""
ANSWERS = {"room": "bibliotek 3, unga 4", "users": "ja"}
"""What the group answers in the walk, by the end of the question's path; all else is Enter."""

ALONE = "varv-1"  # the move that is answered on phones


class StoppedClock(Countdown):
    """A clock that always shows the same."""

    def left(self) -> float:
        """Return the seconds left."""
        return MINUTES_LEFT * 60

    def ends(self) -> datetime | None:
        """Return when the time is out."""
        return ENDS


class SameScreen(Asker):
    """Answers for the group, opens the phones, and keeps what stands on the screen while they are open."""

    def __init__(self) -> None:
        super().__init__("sv", plain=False, clock_on=True)
        self._page = self.roll = Roll()
        self.screen: list[Text] = []

    def now(self) -> datetime:
        """The same time each time."""
        return BEGAN

    def begin_move(self, path: Place, clock: Clock) -> None:
        """A move begins; its clock stands still."""
        self._countdown = StoppedClock(clock)

    def ask(self, question: Question) -> str | None:
        """Answer, until the phones are open; then stop."""
        self._put_question(question)
        self._page.show(question.watch.news() if question.watch else [])
        if question.watch:
            self.screen = self._fill(question, question.watch.status())
            return ":quit"
        if ALONE in question.path and question.shape == "lines":
            return ":mobiler"
        return next((typed for end, typed in ANSWERS.items() if question.path[-1] == end), "1" * bool(question.options))

    def _fill(self, question: Question, status: str) -> list[Text]:
        """Return what fits on the screen, with the toolbar at its foot."""
        bar = toolbar_lines(status, self._clock_words(), t("clock_help", "sv"), COLUMNS - 1)
        above = [*self.roll.lines, Text(sign(question), "bold")][-(ROWS - len(bar)) :]
        gap = [Text()] * (ROWS - len(bar) - len(above))
        return [*above, *gap, *map(Text, bar)]


class PhonesHere:
    """Phones that have all sent what they have to say when the round opens."""

    lan: bool | None = True
    at_once, moved, tables = False, False, 0

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.plan: RoundPlan | None = None

    def open(self, plan: RoundPlan, *, session: str, lan: bool) -> LiveRound:
        """Open the round without a server: nobody asks it anything."""
        self.plan = plan
        here = f"{PORT}/{CODE}"
        links = Links(address=f"http://{ADDRESS}:{here}", code=CODE, wall=f"http://127.0.0.1:{here}/wall")
        opened = LiveRound(self._folder, plan, links)
        send_ideas(opened)
        return opened


def send_ideas(live: LiveRound, *, but: int = -1) -> None:
    """Let all phones but one send their ideas."""
    for number, (phone, idea) in enumerate(IDEAS):
        if phone != but:
            live.happen({"do": "note", "phone": f"phone-{phone}", "id": f"idea-{number}", "text": idea}).result()


def play(folder: Path) -> tuple[list[Text], RoundPlan]:
    """Walk to brainwriting in a new project, open the phones, and return what the screen shows and what is asked."""
    opened = Opened(folder)
    about = opened.guide.about
    settings = {"title": "Unga i kransorten", "language": "sv", "guide": about.guide, "guide_version": about.version}
    start_project(folder, Settings.model_validate(settings), template_folders=template_folders(None), git=False)
    add_record(opened.store, opened.guide.kinds["hmw"], text=CHALLENGE, settings=(), lang="sv")
    screen, phones = SameScreen(), PhonesHere(folder)
    walk(
        opened.guide,
        opened.store,
        screen,
        target=Target(step="ta-fram-ideer", method="brainwriting"),
        lang="sv",
        phones=phones,
    )
    if phones.plan is None:
        raise SystemExit("room_pictures.py: the walk no longer opens the phones. Change ANSWERS.")
    return screen.screen, phones.plan


def build_terminal(screen: Sequence[Text]) -> str:
    """Return the terminal as SVG; the same bytes each time."""
    return draw(
        screen,
        name="room",
        command="innoguide walk",
        title="Mobilerna är öppna",
        about=(
            "Bild av terminalen medan gruppen skriver på sina mobiler: länken, koden, länken som QR-kod, "
            "vad den som leder kan göra, och längst ner hur många lappar som har kommit och hur lång tid som är kvar."
        ),
    )


@contextmanager
def served(folder: Path, plan: RoundPlan) -> Iterator[LiveRound]:
    """Serve the round on this computer only; the pages tell the invented address."""
    save_room(folder, RoomPlace(token=CODE, port=PORT, lan=False, session="picture"))
    with patch("innoguide.room.serving.find_addresses", return_value=[ADDRESS]):
        server = RoomServer(folder, "picture", lan=False)
        try:
            yield server.open(plan)
        finally:
            server.stop()


STILL = """ends => {
  for (let timer = setTimeout(() => 0); timer; timer -= 1) { clearTimeout(timer); }
  document.activeElement.blur(); scrollTo(0, 0);
  const clock = document.querySelector(".clock");
  clock.innerHTML = clock.innerHTML.replace(/\\d+:\\d\\d/, "9:00").replace(/\\d\\d\\.\\d\\d/, ends);
}"""
"""Nothing moves any more, and the time is the same in all pictures, whenever they are made."""


PALETTE = """async png => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const {width, height} = image, canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map(), nearest = new Map();
  for (const pixel of pixels) { counts.set(pixel, (counts.get(pixel) || 0) + 1); }
  const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 256);
  const apart = (a, b) => [0, 8, 16].reduce((sum, at) => sum + ((a >> at & 255) - (b >> at & 255)) ** 2, 0);
  for (const one of counts.keys()) {
    nearest.set(one, colours.reduce((best, other, at) => apart(one, other) < apart(one, colours[best]) ? at : best, 0));
  }
  return {width, height, colours, pixels: Array.from(pixels, pixel => nearest.get(pixel))};
}"""
"""Leaves the 256 most common colours, so that a pixel takes one byte and not three."""


def photograph(page: Page, name: str) -> None:
    """Write what *page* shows to docs/."""
    page.wait_for_timeout(700)  # what is said is emptied for a moment, so that a screen reader says it again
    page.evaluate(STILL, f"{ENDS:%H.%M}")
    shot = page.screenshot(full_page=True, animations="disabled")
    blank = page.context.new_page()
    path = DOCS / name
    path.write_bytes(build_png(**blank.evaluate(PALETTE, b64encode(shot).decode())))
    print(f"docs/{name}: {path.stat().st_size} bytes")


def build_png(*, width: int, height: int, colours: list[int], pixels: list[int]) -> bytes:
    """Return a PNG file with a palette. The colours are as in memory: red in the lowest byte."""
    data = bytes(pixels)
    rows = b"".join(b"\0" + data[at : at + width] for at in range(0, len(data), width))
    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 3, 0, 0, 0])
    palette = b"".join((one & 0xFFFFFF).to_bytes(3, "little") for one in colours)
    chunks = {b"IHDR": head, b"PLTE": palette, b"IDAT": zlib.compress(rows, 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(build_chunk(kind, data) for kind, data in chunks.items())


def build_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a piece of a PNG file."""
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def take_pictures(browser: Browser, live: LiveRound) -> None:
    """Write the phone while its owner writes, and the wall when all is shown."""
    own = [idea for phone, idea in IDEAS if phone == 0]
    home = live.wall.removesuffix("/wall")
    live.tell_time((datetime.now().astimezone() + timedelta(minutes=MINUTES_LEFT)).isoformat(timespec="seconds"))
    phone = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2).new_page()
    phone.goto(home)
    for number, idea in enumerate(own):
        phone.fill("textarea", idea)
        phone.click("button.main")
        phone.locator("#own .notes > li").nth(number).wait_for()
    phone.locator("#said", has_text=t("room_page_note_sent", "sv")).wait_for()
    send_ideas(live, but=0)
    photograph(phone, "phone.png")
    live.reveal()
    wall = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    wall.goto(live.wall)
    wall.get_by_text(IDEAS[-1][1]).wait_for()
    photograph(wall, "wall.png")


def main() -> int:
    """Write the pictures, or say whether the terminal's is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help=f"write nothing; exit 1 if docs/{TERMINAL.name} is stale")
    check = parser.parse_args().check
    use_language("sv")
    with tempfile.TemporaryDirectory() as name:
        screen, plan = play(Path(name) / "project")
        picture = build_terminal(screen)
        if check:
            return 0 if is_fresh(TERMINAL, picture, script="room_pictures.py") else 1
        write_picture(TERMINAL, picture)
        with served(Path(name) / "room", replace(plan, id="picture")) as live, sync_playwright() as playwright:
            # Grey edges on the letters, not coloured ones: the picture is looked at on other screens.
            flags = ["--no-sandbox", "--disable-lcd-text"]
            take_pictures(playwright.chromium.launch(executable_path=CHROMIUM, args=flags), live)
    return 0


if __name__ == "__main__":
    sys.exit(main())

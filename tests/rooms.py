"""A room to test against: a real server on this computer with the smallest pages that show everything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from innoguide.model.phones import Item, RoundPlan

PHONE = """<p role="alert">{{ error }}</p><textarea>{{ typed }}</textarea><input name="id" value="{{ note_id }}">
<h1>{{ view.phase }} {{ view.mode }} {{ view.question }}</h1><i>{{ round }} {{ token }} {{ static }} {{ lang }}</i>
{% for one in view.own + view.sheet + view.others %}<li>{{ one.text }}</li>{% endfor %}
{% for one in view.items %}<b>{{ one.label }}</b>{% endfor %}"""
WALL = """<h1>{{ view.question }} {{ token }} {{ lang }}</h1>{% for table in view.tables %}{% for note in table.notes %}
<li>{{ note.text }}</li>{% endfor %}{% endfor %}"""
CODE = """<p role="alert">{{ error }}</p><form>{{ t("room_empty") }} {{ lang }}</form>"""

JSON = {"Accept": "application/json"}


def new_client(**more: Any) -> httpx.Client:
    """Return a client that reads no certificates: that takes longer than most tests."""
    return httpx.Client(timeout=30, verify=False, trust_env=False, **more)


def write_pages(folder: Path) -> Path:
    """Write the pages to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"phone.html.j2": PHONE, "wall.html.j2": WALL, "code.html.j2": CODE}.items():
        (folder / name).write_text(text, "utf-8")
    for name in ("room.css", "phone.js", "wall.js"):
        (folder / name).write_text(f"/* {name} */", "utf-8")
    (folder / "secret.txt").write_text("not for phones", "utf-8")
    return folder


def plan(round_id: str, mode: str = "collect", **more: Any) -> RoundPlan:
    """Return a plan with two ideas, two criteria and one sentence."""
    values: dict[str, Any] = {
        "id": round_id,
        "mode": mode,
        "title": "Hinder",
        "question": "Vad hindrar unga?",
        "lang": "sv",
        "hint": "En sak på varje lapp",
        "items": (Item(id="idea-1", label="Kvällsbuss"), Item(id="idea-2", label="Öppen dörr")),
        "criteria": (Item(id="worth", label="Nytta"), Item(id="ease", label="Lätt")),
        "dots": 3,
        "questions": (Item(id="q-listen", label="Vi lyssnar"),),
    }
    return RoundPlan(**{**values, **more})


@dataclass
class Phone:
    """One participant's phone: it keeps its cookie."""

    address: str
    client: httpx.Client
    round_id: str

    @classmethod
    def opened(cls, address: str, round_id: str) -> Phone:
        """Return a phone that has opened the link."""
        phone = cls(address, new_client(), round_id)
        assert phone.client.get(address).status_code == 200
        return phone

    def post(self, what: str, html: bool = False, **fields: Any) -> httpx.Response:
        """Send a form as a script does, or as a page does."""
        data = {"round": self.round_id, **fields}
        return self.client.post(f"{self.address}/{what}", data=data, headers={} if html else JSON)

    def note(self, text: str, note_id: str, **more: Any) -> httpx.Response:
        """Send a note."""
        return self.post("note", text=text, id=note_id, **more)

    def view(self) -> dict[str, Any]:
        """Return what the phone shows."""
        return dict(json.loads(self.client.get(f"{self.address}/state").text))

    def wall(self) -> dict[str, Any]:
        """Return what the wall shows."""
        return dict(json.loads(self.client.get(f"{self.address}/wall/state").text))

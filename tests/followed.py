"""A project whose last step is closed, for the tests of what comes after: two solutions, two effects, a baseline."""

from __future__ import annotations

import random
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from fakes import Scripted
from small_answers import Answers

from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.meeting.session import Summary
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Session, Settings
from innoguide.model.record import Record

STEP = "forverkliga"
CLOSED = datetime(2026, 6, 10, 13, 0)
ROOM, BAG, NEW, BACK, DOOR = "solution-22222", "solution-33333", "effect-22222", "effect-33333", "baseline-22222"

SOLUTIONS: dict[str, dict[str, Any]] = {
    ROOM: {
        "name": "Torsdagsrummet",
        "description": "Ett rum som står öppet.",
        "stage": "tested",
        "since": "2026-05-20",
        "owner": "enhetschefen",
        "next_check": "2026-09-10",
    },
    BAG: {"name": "Väskan", "description": "En väska att låna.", "stage": "idea", "since": "2026-04-01"},
}
EFFECTS: dict[str, dict[str, Any]] = {
    NEW: {
        "effect": "Unga som inte deltar kommer för första gången",
        "solution": ROOM,
        "for_whom": "Unga 13–16",
        "indicator": "Andel som är där för första gången",
        "baseline_from": DOOR,
        "baseline_value": "6 av 52",
        "baseline_date": "2026-01-15",
        "target": "Minst 20 av 40",
        "target_date": "2026-12-15",
        "responsible": "enhetschefen",
        "caveat": "Ny busslinje från augusti",
    },
    BACK: {
        "effect": "Unga kommer tillbaka",
        "indicator": "Andel som har varit där förut",
        "target": "Hälften",
        "responsible": "enhetschefen",
    },
}


@cache
def guide() -> Guide:
    """Return the guide that innoguide ships."""
    return load_guide([shipped_folder("steps")])


def make_store(folder: Path, lang: str = "sv") -> Store:
    """Return the store of the project in *folder*, made if there is none."""
    settings = Settings.model_validate({"title": "Unga i kransorterna", "language": lang})
    if not (folder / "innoguide.yaml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    return Store(folder, guide(), settings, random.Random(folder.name))


def make_closed(folder: Path) -> Store:
    """Return the store of a new project that was closed on 10 June 2026."""
    store = make_store(folder)
    stamp = CLOSED.isoformat()
    store.save_session(Session.model_validate({"id": "sista", "number": 7, "started": stamp, "ended": stamp}))
    baseline = {"what": "Nya i rummet", "value": "6 av 52", "date": "2026-01-15", "source": "räknat vid dörren"}
    gate = {"conclusion": "go_on", "answers": []}
    values = {DOOR: baseline, **SOLUTIONS, **EFFECTS, "gate-22222": gate}
    for number, (name, one) in enumerate(values.items()):
        kind = name.partition("-")[0]
        step = "ringa-in" if kind == "baseline" else STEP
        made = f"{stamp[:-2]}{number:02}"
        store.add(Record(id=name, kind=kind, created=made, updated=made, session="sista", step=step, values=one))
    return store


class Following(Scripted):
    """A room that answers what is asked after the meetings are over. Records are called by their ids."""

    def _words(self, part: str) -> str:
        return part


def follow(folder: Path, answers: Answers, *, start: datetime, patience: int | None = None) -> Following:
    """Walk the follow-up with *answers*, until the end or for *patience* answers; return the prompter."""
    given = {"session.room": "bibliotek 2", "session.users": "nej", "session.next": "3", **answers}
    prompter = Following(folder, given, start=start)
    prompter.patience = patience
    lead(folder, prompter)
    return prompter


def lead(folder: Path, prompter: Following, led: Guide | None = None) -> Summary:
    """Walk the follow-up in *folder*."""
    target = Target(step=STEP, method="uppfoljning", alone=True)
    return walk(led or guide(), make_store(folder), prompter, target=target, lang="sv")


def load(folder: Path) -> Project:
    """Return the project in *folder*, read from its files."""
    return make_store(folder).load()

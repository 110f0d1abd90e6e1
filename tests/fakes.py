"""A room that answers by itself: a scripted prompter with its own clock, the small guide, and what a walk leaves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from innoguide.files.content import read_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.prompter import Clock, Line, Question
from innoguide.jobs.walk.prompter import Path as QuestionPath
from innoguide.jobs.walk.session import Summary
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import kind_of

DATA = Path(__file__).parent / "data"
START = datetime(2026, 11, 24, 13, 0)
Answers = Mapping[str, "str | Sequence[str]"]

FULL: Answers = {
    "session.users": "ja",
    "session.next": ["", "1", "1", "1", "omprova", "bygga/avslut", "3"],
    "utmana.prata": "Tiderna",
    "utmana.forsta.question": "Hur kan vi få fler att våga?",
    "utmana.forsta.about": "Unga\nsom inte vågar",
    "utmana.forsta.factors.0": "tiden",
    "utmana.forsta.factors.1": "resan",
    "utmana.mera.solution_free": "ja",
    "utmana.mera.areas": "1, mat",
    "utmana.mera.due": "1 december",
    "utmana.mera.people": ":vetinte",
    "utmana.mera.evidence.0.statement": "Få kommer",
    "utmana.mera.evidence.0.sort": "1",
    "utmana.mera.evidence.0.marks.0": "tomma stolar",
    "utmana.mera.evidence.0.marks.1": "tysta rum",
    "utmana.mera.evidence.1.statement": "Ingen vet",
    "utmana.mera.evidence.1.sort": "gissning",
    "lappa.skriv.all.source": "tisdagens besök",
    "lappa.skriv.all.about": "1",
    "lappa.skriv.notes.0.text": "Hon gick hem",
    "lappa.skriv.notes.0.tone": "ledsen",
    "lappa.skriv.notes.0.words.0": "hem",
    "lappa.skriv.notes.0.words.1": "gå",
    "lappa.skriv.notes.1.text": "Han skrattade",
    "lappa.skriv.notes.1.tone": "glad",
    "lappa.skriv.notes.2.text": "De väntade",
    "lappa.skriv.notes.2.tone": ":vetinte",
    "lappa.sortera.0.name": "Ingen väntar på dem",
    "lappa.sortera.0.notes": "1, 3",
    "lappa.sortera.1.name": "Det är roligt",
    "lappa.sortera.1.notes": "skrattade",
    "lappa.vag.0.record": "1",
    "lappa.vag.0.meaning": "Att vänta är svårt",
    "lappa.vag.0.weight": "5",
    "lappa.vag.1.more": "ja",
    "lappa.vag.1.record": "roligt",
    "lappa.vag.1.weight": "2",
    "avslut.skatta.nojd": "4 3 5 4 2",
    "avslut.skatta.sakra": "3 3 2",
    "avslut.grind.vem": "ja",
    "avslut.grind.varfor": "delvis: bara några av oss",
    "avslut.grind.valt": "ja",
    "avslut.grind.conclusion": "2",
    "avslut.grind.reason": "Tiden är slut",
    "ideer.kort.card.0": "2",
    "ideer.kort.noll.0.text": "Byta saker",
    "ideer.kort.noll.1.text": "Låna ut nycklar",
    "ideer.kort.card.1": "hjälte",
    "ideer.kort.superhjalte.0.text": "Flyga dit",
    "ideer.rosta.voters": "5",
    "ideer.rosta.dots.user": "1:4, 3:2",
    "ideer.rosta.dots.new": "3:6 2:1",
    "ideer.placera.Byta saker": "4 2",
    "ideer.placera.Låna ut nycklar": "1 5",
    "ideer.placera.Flyga dit": "5 5",
    "ideer.ordna.Låna ut nycklar.Byta saker": "1",
    "ideer.ordna.Flyga dit.Byta saker": "2",
    "ideer.valj.chosen": "1, 3",
    "ideer.valj.bold_pick": "3",
    "ideer.valj.why": "Flest prickar",
    "ideer.valj.decided_by": "gruppen",
    "ideer.valj.set_aside.0": "1: för dyrt",
    "ideer.grunda.Byta saker": "1",
    "ideer.grunda.Flyga dit": "väntar",
    "omprova.igen.question": "Hur kan vi ta emot dem?",
    "omprova.igen.reason": "De vågar redan",
    "omprova.fler.0.question": "Hur kan vi öppna tidigare?",
    "omprova.fler.0.people": "12",
    "omprova.fler.1.more": "ja",
    "omprova.fler.1.question": "Hur kan vi stänga senare?",
}
"""Answers for the whole small guide, both steps and their gates."""


@cache
def small_guide() -> Guide:
    """Return the guide of two steps in `tests/data/guide`, whose vote on ideas also asks for the value to the user."""
    guide, findings = read_guide([DATA / "guide"])
    assert guide is not None and findings == []
    return guide


def make_store(folder: Path) -> Store:
    """Return the store of the project in *folder*, made if there is none."""
    settings = Settings(title="Prov", language="sv")
    path = folder / "innoguide.yaml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(settings_bytes(settings))
    return Store(folder, small_guide(), settings, random.Random(str(folder)))


class Scripted:
    """Answers by the question's path, `utmana.forsta.question`; what is not scripted is kept as it was, or skipped.

    Several answers at one path are given one after the other, then the last of them again. After *patience* answers
    somebody presses Ctrl-C.
    """

    can_resume = True

    def __init__(self, folder: Path, answers: Answers, *, start: datetime = START) -> None:
        self.folder = folder
        self.answers = {key: [value] if isinstance(value, str) else list(value) for key, value in answers.items()}
        self.patience: int | None = None
        self._now = start
        self.asked: list[Question] = []
        self.lines: list[Line] = []
        self.clocks: list[Clock] = []
        self.hidden = False
        self.unused = set(self.answers)
        self.words: dict[str, str] = {}  # what each record in a path says, by its id
        self.log: list[str] = []  # what was shown and asked, in order

    def now(self) -> datetime:
        """The time passes half a minute a question."""
        return self._now

    def show(self, lines: Sequence[Line]) -> None:
        """Keep what is shown."""
        self.lines += lines
        self.log += [f"{line.label} {line.text}".strip() for line in lines]

    def begin_move(self, path: QuestionPath, clock: Clock) -> None:
        """Keep the clock."""
        self.clocks.append(clock)

    def end_move(self) -> None:
        """Nothing is waited for."""

    def leaves_out(self, path: QuestionPath) -> bool:
        """Nothing is left out."""
        return False

    def given_id(self, path: QuestionPath) -> str | None:
        """No ids are given."""
        return None

    def extend_time(self, minutes: int) -> None:
        """Nothing to extend: the clock is the test's own."""

    def pause_time(self) -> bool:
        """Nothing to stop."""
        return False

    def time_is_out(self) -> datetime | None:
        """No clock."""
        return None

    def toggle_hidden(self) -> bool:
        """Hide or show."""
        self.hidden = not self.hidden
        return self.hidden

    def ask(self, question: Question) -> str | None:
        """Answer what is scripted."""
        self.asked.append(question)
        key = self.key_of(question)
        assert len(self.asked) < 1500, f"the walk never ends: {key}"
        if self.patience is not None:
            if not self.patience:
                raise KeyboardInterrupt
            self.patience -= 1
        self._now += timedelta(seconds=30)
        self.unused.discard(key)
        left = self.answers.get(key, [question.default or (":skip" if question.required else "")])
        typed = left.pop(0) if len(left) > 1 else left[0]
        self.log.append(f"{key} ({question.default}) › {typed}")
        return typed

    def key_of(self, question: Question) -> str:
        """Return the key of an answer: the question's path without the step; a record's id is what the record says."""
        place, *rest = (str(part) for part in question.path)
        return ".".join([place.partition("/")[2] or place, *(self._words(part) for part in rest)])

    def _words(self, part: str) -> str:
        kind = kind_of(part)
        if not kind:
            return part
        if part not in self.words:
            record = make_store(self.folder).find(part)
            assert record is not None
            self.words[part] = record.label(small_guide().kinds[kind])
        return self.words[part]

    @property
    def said(self) -> str:
        """All that was shown."""
        return "\n".join(f"{line.label} {line.text}" for line in self.lines)

    @property
    def asked_keys(self) -> list[str]:
        """The keys of the questions, in order."""
        return [self.key_of(question) for question in self.asked]

    def question(self, key: str, number: int = -1) -> Question:
        """Return the last (or the given) question asked at *key*."""
        return [one for one in self.asked if self.key_of(one) == key][number]


def scripted(folder: Path, answers: Answers, *, start: datetime = START) -> Scripted:
    """Return a prompter that says who is here, answers what is asked, and stops after the method."""
    return Scripted(folder, {"session.room": "bibliotek 2, unga 3", "session.next": "3", **answers}, start=start)


def lead(folder: Path, prompter: Scripted, where: str = "", *, store: Store | None = None) -> Summary:
    """Walk the small guide in *folder*; *where* is a step, `step/method`, or empty to go on where it was."""
    step, _, method = where.partition("/")
    target = Target(step=step, method=method)
    return walk(small_guide(), store or make_store(folder), prompter, target=target, lang="sv")


def play(folder: Path, answers: Answers, where: str = "", *, start: datetime = START) -> Scripted:
    """Walk with *answers* until the group stops; return the prompter."""
    prompter = scripted(folder, answers, start=start)
    lead(folder, prompter, where)
    return prompter


def load(folder: Path) -> Project:
    """Return the project in *folder*, read from its files."""
    return make_store(folder).load()


def left_behind(project: Project) -> dict[str, Any]:
    """Return what a walk has left, without times and with ids as the number of the record within its kind."""
    names: dict[str, str] = {}
    for records in project.by_kind.values():
        names |= {record.id: f"{record.kind}#{number}" for number, record in enumerate(records, start=1)}
    records = {
        names[one.id]: (one.step, one.method, one.status, one.open, renamed(one.values, names))
        for one in project.records.values()
    }
    sessions = [
        (one.number, one.room, one.users_in_room, [(r.to, r.from_, r.why) for r in one.returns], done_in(one.done))
        for one in project.sessions
    ]
    return {"records": dict(sorted(records.items())), "sessions": sessions}


def done_in(done: Sequence[Any]) -> list[tuple[str, ...]]:
    """Return the moves of a session's log, without the minutes."""
    return [(one.step, one.method, one.move, one.state, one.note) for one in done]


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return *value* with the ids in it replaced by *names*."""
    if isinstance(value, dict):
        return {key: renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file that a walk stores for good, by its path in the project."""
    kept = [path for name in ("records", "sessions") for path in (folder / name).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(kept)}

"""Phones without a server: rounds in memory that outlive a stop, and what the participants send while a group waits."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from fakes import START, Answers, Scripted, lead, make_store

from innoguide.errors import UsageError
from innoguide.files.store import Store
from innoguide.jobs.walk.prompter import Question
from innoguide.model.phones import Event, Round, RoundPlan

WAITING = "phones.wait"


class FakeRound:
    """An open round; its state is that of the phones, so that it outlives the walk."""

    address, code, wall = "http://192.0.2.7:8080/abcd2345", "abcd2345", "http://127.0.0.1:8080/abcd2345/wall"

    others = ("http://198.51.100.7:8080/abcd2345",)

    def __init__(self, phones: FakePhones, state: Round) -> None:
        self._phones, self._state = phones, state

    def qr_lines(self) -> list[str]:
        """A small picture."""
        return ["█▀▀█", "█▄▄█"]

    def state(self) -> Round:
        """A copy."""
        return copy.deepcopy(self._state)

    def tell_time(self, until: str) -> None:
        """The time is out then."""
        self._state.take_in({"do": "time", "until": until})

    def pass_on(self) -> None:
        """One seat."""
        self._state.take_in({"do": "pass", "passes": self._state.passes + 1})

    def reveal(self) -> None:
        """For all."""
        self._state.take_in({"do": "reveal"})

    def close(self) -> None:
        """Nothing more."""
        self._state.take_in({"do": "close"})

    def forget(self) -> None:
        """Gone from the disk."""
        self._phones.rounds.pop(self._state.plan.id, None)


class FakePhones:
    """The participants' phones. *arriving* is what they send, one batch each time that the group waits for them."""

    def __init__(self, arriving: Sequence[Sequence[Event]] = (), *, lan: bool | None = True, tables: int = 0) -> None:
        self.arriving = [list(batch) for batch in arriving]
        self.lan, self.tables, self.at_once, self.moved = lan, tables, False, False
        self.rounds: dict[str, Round] = {}
        self.opened: list[tuple[RoundPlan, str, bool]] = []
        self.broken = ""

    def open(self, plan: RoundPlan, *, session: str, lan: bool) -> FakeRound:
        """Open or go on."""
        if self.broken:
            raise UsageError(self.broken, "Gör så här.")
        self.opened.append((plan, session, lan))
        return FakeRound(self, self.rounds.setdefault(plan.id, Round(plan)))

    def arrive(self) -> None:
        """The next batch comes in, to the only open round."""
        (state,) = self.rounds.values()
        for event in self.arriving.pop(0) if self.arriving else ():
            assert state.take_in(event), event


class Waiting(Scripted):
    """A prompter during whose waiting the phones send; keeps what the watch says at each question."""

    def __init__(self, folder: Path, answers: Answers, phones: FakePhones, *, start: datetime = START) -> None:
        super().__init__(folder, answers, start=start)
        self.phones = phones
        self.statuses: list[str] = []
        self.news: list[str] = []

    def ask(self, question: Question) -> str | None:
        """Let the phones send, look at the watch, answer."""
        stops = self.patience == 0
        if self.key_of(question).endswith(WAITING) and not stops:
            self.phones.arrive()
        if question.watch is not None and not stops:
            self.news += [line.text for line in question.watch.news()]
            self.statuses.append(question.watch.status())
        return super().ask(question)


def waiting(folder: Path, answers: Answers, phones: FakePhones, *, start: datetime = START) -> Waiting:
    """Return a prompter that says who is here, answers what is asked, and stops after the method."""
    return Waiting(folder, {"session.room": "bibliotek 2, unga 3", "session.next": "3", **answers}, phones, start=start)


def play_phones(folder: Path, answers: Answers, phones: FakePhones, where: str, store: Store | None = None) -> Waiting:
    """Walk with *phones* until the group stops; return the prompter."""
    prompter = waiting(folder, answers, phones)
    lead(folder, prompter, where, store=store or make_store(folder), phones=phones)
    return prompter


def note(phone: str, note_id: str, text: str, builds_on: str = "") -> Event:
    """Return the event that a phone sends a note."""
    return {"do": "note", "phone": phone, "id": note_id, "text": text, "builds_on": builds_on}


def join(phone: str, table: int = 0) -> Event:
    """Return the event that a phone comes in, at a table."""
    return {"do": "join", "phone": phone, "table": table}


def ballot(phone: str, dots: Mapping[str, Mapping[str, int]]) -> Event:
    """Return the event that a phone votes."""
    return {"do": "ballot", "phone": phone, "dots": {key: dict(value) for key, value in dots.items()}}


def ratings(phone: str, **answers: int) -> Event:
    """Return the event that a phone rates."""
    return {"do": "ratings", "phone": phone, "answers": answers}
